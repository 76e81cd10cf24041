import type { Instant } from "../core/day.ts";
import type { DomainEvent } from "../core/domain-event.ts";
import { type Hook, type Hooks, newCall } from "../core/hook.ts";
import type { PlanId } from "../core/plan-settings.ts";
import type { Ports } from "./ports.ts";
import { pagesOf } from "./run.ts";

/** So many writes are told of at once. */
const PAGE = 20;

/**
 * Puts what happened on the bus, oldest first, and on its way to the unit's own system where one has registered. What was put and
 * not noted is put again, with the same ids.
 */
export async function publishEvents({ at }: { at: Instant }, ports: Ports): Promise<void> {
  const { store, events } = ports;
  for await (const page of pagesOf(store.unpublished(at), PAGE)) {
    const happened = page.flatMap((told) => told.events);
    await events.put(happened);
    const hooks = await hooksOf(happened, ports);
    await Promise.all(happened.map((event) => sendToUnit(event, hooks.get(event.plan)?.units[event.unit], ports)));
    await store.change(async (changes) => {
      for (const told of page) changes.published(told);
    });
  }
}

/** Of each plan to which something happened, the addresses of its units. */
async function hooksOf(events: readonly DomainEvent[], { store }: Ports): Promise<Map<PlanId, Hooks>> {
  const plans = [...new Set(events.map(({ plan }) => plan))];
  return new Map(await Promise.all(plans.map(async (plan) => [plan, await store.hooks(plan)] as const)));
}

async function sendToUnit(event: DomainEvent, hook: Hook | undefined, { store, now }: Ports): Promise<void> {
  if (!hook || hook.off) return;
  await store.change(async (changes) => {
    if (!(await store.hookCall(event.id))) changes.hookCall(newCall(event, now()));
  });
}
