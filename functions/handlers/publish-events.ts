import { z } from "zod";
import { Instant } from "../core/day.ts";
import { publishEvents } from "../workflows/publish-events.ts";
import { queueEntry } from "./entry.ts";

/** Woken after a write of which others hear. However often it was woken, it looks once. */
export const handler = queueEntry(
  z.object({ at: Instant }),
  (jobs, ports) =>
    publishEvents(
      {
        at: jobs
          .map(({ at }) => at)
          .sort()
          .at(-1)!,
      },
      ports,
    ), // a batch is never empty
);
