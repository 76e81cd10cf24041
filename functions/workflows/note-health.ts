import { isBot } from "../core/bot.ts";
import { type ContactHealth, withFailure, withFine } from "../core/contact-health.ts";
import type { Instant } from "../core/day.ts";
import type { Message } from "../core/notice.ts";
import type { Changes, Ports, Stored } from "./ports.ts";

/** Notes that a mailbox did not take what was sent to it. Rule RM-12. */
export async function noteFailure(
  to: Message["to"],
  failure: NonNullable<ContactHealth["failure"]>,
  changes: Changes,
  { store }: Ports,
): Promise<void> {
  if (isBot(to)) return;
  const health: Stored<ContactHealth> = (await store.health(to)) ?? { mail: to };
  const after = withFailure(health, { ...failure, why: failure.why.slice(0, MOST_WHY) });
  if (after !== health) changes.health(after);
}
const MOST_WHY = 300;

/** Notes that something arrived, where something had not. Rule RM-12. */
export async function noteFine(to: Message["to"], at: Instant, changes: Changes, { store }: Ports): Promise<void> {
  if (isBot(to) || !(await store.failing()).has(to)) return;
  const health = await store.health(to);
  const after = health && withFine(health, { at, by: "delivery" });
  if (after && after !== health) changes.health(after);
}
