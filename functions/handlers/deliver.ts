import { z } from "zod";
import { Instant } from "../core/day.ts";
import { deliver } from "../workflows/deliver.ts";
import { entry } from "./entry.ts";

/** Woken after a write that wants something sent at once. What it misses, the next tick sends. */
export const handler = entry(z.object({ at: Instant }), deliver);
