import { z } from "zod";
import { Instant } from "../core/day.ts";
import { tick } from "../workflows/tick.ts";
import { entry } from "./entry.ts";

/** Every 15 minutes, with its scheduled time: does what is due in every plan, and sends what is unsent. */
export const handler = entry(z.object({ at: Instant }), tick);
