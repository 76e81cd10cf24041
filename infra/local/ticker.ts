import { after, epochMs, type Instant, toInstant } from "../../functions/core/day.ts";
import { handler as tick } from "../../functions/handlers/tick.ts";
import { functions } from "../functions.ts";

const EVERY_MS = functions.Tick.on.everyMinutes * 60_000;

/** The last time on or before an instant at which a tick is scheduled. */
export const tickBefore = (at: Instant): Instant => toInstant(Math.floor(epochMs(at) / EVERY_MS) * EVERY_MS);

/** The scheduled times after one instant up to another. */
export function* ticksBetween(from: Instant, to: Instant): Iterable<Instant> {
  for (let at = after(tickBefore(from), EVERY_MS); at <= to; at = after(at, EVERY_MS)) yield at;
}

export const runTick = (at: Instant): Promise<unknown> => call(tick, { at });

/** Calls a handler as Lambda would: an event and a context. */
export const call = <Event, Result>(
  handler: (event: Event, context: never) => Promise<Result>,
  event: Event,
): Promise<Result> => handler(event, LAMBDA_CONTEXT);
// the handlers read nothing of the context
const LAMBDA_CONTEXT = {} as never;
