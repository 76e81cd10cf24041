import { z } from "zod";
import { after, epochMs, Instant } from "./day.ts";
import { DomainEvent } from "./domain-event.ts";
import { PlanId } from "./plan-settings.ts";

/** Where a unit's own system hears what happens to its duties. */
export const Hook = z.strictObject({
  url: z.string(),
  /** Since when nothing has got through. */
  failingSince: Instant.nullable(),
  /** Nothing is sent any more: it failed for days, or its owner said that it is gone. */
  off: z.boolean(),
});
export type Hook = z.infer<typeof Hook>;

/** The addresses of a plan's units. */
export const Hooks = z.object({ plan: PlanId, units: z.record(z.string(), Hook) });
export type Hooks = z.infer<typeof Hooks>;

/** One event on its way to its unit. */
export const HookCall = z.object({
  event: DomainEvent,
  state: z.enum(["waiting", "taken", "dropped"]),
  /** Not before. */
  dueAt: Instant,
  attempts: z.int(),
  /** Kept so long. */
  expiresAt: Instant,
});
export type HookCall = z.infer<typeof HookCall>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS;
const GIVEN_UP_AFTER_MS = 3 * DAY_MS;
const KEPT_MS = 90 * DAY_MS;

export const newCall = (event: DomainEvent, at: Instant): HookCall => ({
  event,
  state: "waiting",
  dueAt: at,
  attempts: 0,
  expiresAt: after(at, KEPT_MS),
});

/** The call after an attempt in vain: later, each time twice as long. */
export const putOff = <Call extends HookCall>(call: Call, now: Instant): Call => ({
  ...call,
  attempts: call.attempts + 1,
  dueAt: after(now, Math.min(MINUTE_MS * 2 ** call.attempts, LONGEST_WAIT_MS)),
});

/** The address after an attempt in vain; off when nothing has got through for three days. */
export function failed(hook: Hook, now: Instant): Hook {
  const failingSince = hook.failingSince ?? now;
  return { ...hook, failingSince, off: hook.off || epochMs(now) - epochMs(failingSince) >= GIVEN_UP_AFTER_MS };
}

/** An address that may be registered: https, a name and no secret in it. */
export function isHookUrl(text: string): boolean {
  if (!URL.canParse(text) || text.length > 500) return false;
  const { protocol, username, password, hostname, hash } = new URL(text);
  return protocol === "https:" && !username && !password && !hash && /\.[a-z]{2,}$/i.test(hostname);
}
