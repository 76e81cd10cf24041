import { Instant } from "../core/day.ts";
import type { Message } from "../core/notice.ts";
import type { Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";
import { named } from "./show-period.ts";

/** So many are named. */
const SHOWN = 100;
/** Later than any message is put off to. */
const EVER = Instant.parse("9999-12-31T23:59:59.999Z");

/** What waits to be sent in a plan's name, the longest waiting first. */
export async function showOutbox(plan: Plan, { store }: Pick<Ports, "store">) {
  const messages: Message[] = [];
  let count = 0;
  for await (const { id } of store.unsent(EVER)) {
    const message = await store.message(id);
    if (message?.notices[0]?.plan !== plan.id) continue;
    count += 1;
    if (messages.length < SHOWN) messages.push(message);
  }
  return { plan: named(plan), zone: plan.settings.zone, count, messages };
}
