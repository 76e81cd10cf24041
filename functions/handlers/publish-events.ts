import { z } from "zod";
import { Instant } from "../core/day.ts";
import { callHooks } from "../workflows/call-hooks.ts";
import { publishEvents } from "../workflows/publish-events.ts";
import { queueEntry } from "./entry.ts";

/** Woken after a write of which others hear, and when one of them is to be called again. However often it was woken, it looks once. */
export const handler = queueEntry(z.object({ at: Instant }), async (jobs, ports) => {
  const at = jobs
    .map((job) => job.at)
    .sort()
    .at(-1)!; // a batch is never empty
  await publishEvents({ at }, ports);
  await callHooks({ at }, ports);
});
