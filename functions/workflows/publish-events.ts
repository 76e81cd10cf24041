import type { Instant } from "../core/day.ts";
import type { Ports } from "./ports.ts";
import { pagesOf } from "./run.ts";

/** So many writes are told of at once. */
const PAGE = 20;

/** Puts what happened on the bus, oldest first. What was put and not noted is put again, with the same ids. */
export async function publishEvents({ at }: { at: Instant }, { store, events }: Ports): Promise<void> {
  for await (const page of pagesOf(store.unpublished(at), PAGE)) {
    await events.put(page.flatMap((told) => told.events));
    await store.change(async (changes) => {
      for (const told of page) changes.published(told);
    });
  }
}
