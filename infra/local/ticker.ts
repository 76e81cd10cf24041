import { after, epochMs, type Instant, toInstant } from "../../functions/core/day.ts";
import { handler as tick } from "../../functions/handlers/tick.ts";
import { functions } from "../functions.ts";
import { call } from "./call.ts";
import { queues } from "./ports.ts";

const EVERY_MS = functions.Tick.on.everyMinutes * 60_000;

/** The last time on or before an instant at which a tick is scheduled. */
export const tickBefore = (at: Instant): Instant => toInstant(Math.floor(epochMs(at) / EVERY_MS) * EVERY_MS);

/** The scheduled times after one instant up to another. */
export function* ticksBetween(from: Instant, to: Instant): Iterable<Instant> {
  for (let at = after(tickBefore(from), EVERY_MS); at <= to; at = after(at, EVERY_MS)) yield at;
}

/** A tick at its scheduled time, and all that it wakes. @throws the first failure, when all is done */
export async function runTick(at: Instant): Promise<void> {
  const ticked = await Promise.allSettled([call(tick, { at })]);
  await queues().work();
  for (const { reason } of ticked.filter((each) => each.status === "rejected")) throw reason;
}
