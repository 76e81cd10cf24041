import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { epochMs, Instant, toInstant } from "../../functions/core/day.ts";

/** What a deployment takes for now. */
export interface Clock {
  now(): Instant;
}

/** A clock at another time than the machine's, that can be set. */
export interface TurnedClock extends Clock {
  set(at: Instant): void;
}

export const machineClock: Clock = { now: () => toInstant(Date.now()) };

/** A clock that stands still until it is set. */
export function standingClock(at: Instant): TurnedClock {
  let shown = at;
  return {
    now: () => shown,
    set: (to) => {
      shown = to;
    },
  };
}

/** A clock that runs at real speed from a time on. */
export function runningClock(at: Instant): TurnedClock {
  let from = epochMs(at) - Date.now();
  return {
    now: () => toInstant(from + Date.now()),
    set: (to) => {
      from = epochMs(to) - Date.now();
    },
  };
}

const Kept = z.object({
  at: Instant,
  /** Where another process wants it. */
  wished: Instant.optional(),
  /** The departments of a demonstration answer by themselves. */
  departments: z.boolean().optional(),
});
type Kept = z.infer<typeof Kept>;

/** Where a turned clock is kept while nobody runs it: it goes on where it was left. */
export function keptTime(path: string): Kept | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** What is not said of the departments stays. */
export function keepTime(path: string, kept: Kept): void {
  writeFileSync(`${path}.new`, JSON.stringify({ departments: keptTime(path)?.departments, ...kept }));
  renameSync(`${path}.new`, path);
}
