import { tick } from "../workflows/tick.ts";
import { entry } from "./entry.ts";
import { Scheduled } from "./scheduled.ts";

/** Every 15 minutes, with its scheduled time: does what is due in every plan, and sends what is unsent. */
export const handler = entry(Scheduled, tick);
