import type { Instant } from "../core/day.ts";
import { eventOf } from "../core/domain-event.ts";
import type { Ports } from "./ports.ts";
import { pagesOf } from "./run.ts";

/** As many as the bus takes at once. */
const AT_ONCE = 10;

/** Puts what happened on the bus, oldest first. What was put and not noted is put again, with the same id. */
export async function publishEvents({ at }: { at: Instant }, { store, events }: Ports): Promise<void> {
  for await (const page of pagesOf(store.unpublished(at), AT_ONCE)) {
    await events.put(page.flatMap(({ duty, row }) => eventOf(duty, row) ?? []));
    await Promise.all(page.map((told) => store.change(async (changes) => changes.published(told))));
  }
}
