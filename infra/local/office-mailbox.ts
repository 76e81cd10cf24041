import type { Instant } from "../../functions/core/day.ts";
import { handler as fetchMail } from "../../functions/handlers/fetch-mail.ts";
import { InboxUnreachable } from "../../functions/workflows/ports.ts";
import { call } from "./call.ts";

const EVERY_MS = 60_000;

export interface Fetching {
  now: () => Instant;
  /** Called after each fetch: there may be receipts to send. */
  fetched: () => void;
  failed: (problem: unknown) => void;
}

/**
 * Looks into the office's mailbox every minute, from now on. Why it cannot be read is said once, while it stays the same.
 *
 * @returns how to stop; what is under way is finished first
 */
export function keepFetching({ now, fetched, failed }: Fetching): () => Promise<void> {
  let told = "";
  const fetchOnce = async (): Promise<void> => {
    const problem: unknown = await call(fetchMail, { at: now() }).catch((problem: unknown) => problem);
    const why = problem instanceof InboxUnreachable ? problem.userMessage : "";
    if (why && why !== told) console.error(why);
    if (problem instanceof Error && !why) failed(problem);
    told = why;
    fetched();
  };
  let underWay: Promise<void> | undefined;
  const look = (): void => {
    underWay ??= fetchOnce().finally(() => {
      underWay = undefined;
    });
  };
  const timer = setInterval(look, EVERY_MS);
  look();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
