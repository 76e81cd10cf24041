import type { Instant } from "../core/day.ts";
import type { DomainEvent } from "../core/domain-event.ts";
import { newCall } from "../core/hook.ts";
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
    await Promise.all(happened.map((event) => sendToUnit(event, ports)));
    await store.change(async (changes) => {
      for (const told of page) changes.published(told);
    });
  }
}

async function sendToUnit(event: DomainEvent, { store, now }: Ports): Promise<void> {
  const hook = (await store.hooks(event.plan)).units[event.unit];
  if (!hook || hook.off) return;
  await store.change(async (changes) => {
    if (!(await store.hookCall(event.id))) changes.hookCall(newCall(event, now()));
  });
}
