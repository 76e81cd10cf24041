import { epochMs, type Instant } from "../core/day.ts";

const MINUTE_MS = 60_000;
/** So many names are counted at once; beyond, the minute begins anew for all. */
const NAMES = 10_000;

/**
 * Counts what comes under each name in a minute. In memory of this process: see `infra/decisions/0007-paced-in-memory.md`.
 *
 * @param most  so many a minute
 * @returns     seconds to wait; 0 when it may go on
 */
export function pacer(most: number): (name: string, at: Instant) => number {
  let minute = 0;
  const counts = new Map<string, number>();
  return (name, at) => {
    const now = Math.floor(epochMs(at) / MINUTE_MS);
    if (now !== minute || counts.size >= NAMES) counts.clear();
    minute = now;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count > most ? Math.ceil(((now + 1) * MINUTE_MS - epochMs(at)) / 1000) || 1 : 0;
  };
}
