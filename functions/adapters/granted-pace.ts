import { setTimeout } from "node:timers/promises";

/** Milliseconds that pass, and waiting for them. */
export interface Stopwatch {
  now(): number;
  wait(ms: number): Promise<unknown>;
}
export const stopwatch: Stopwatch = { now: () => performance.now(), wait: (ms) => setTimeout(ms) };

/** When the next mail may be offered to a provider that takes so many a second. */
export interface Pace {
  /** Resolves when it is one's turn, with the time of it. */
  turn(): Promise<number>;
  /** What was offered in that turn came too soon: turns come more slowly, unless they do so since then. */
  tooSoon(turn: number): void;
  /** It was taken: turns come faster, up to full pace. */
  taken(): void;
}

/** Full pace is a little faster than granted, so that a place that is free is taken; who comes too soon comes again. */
const GREED = 1.1;
/** Turns that nobody took in the last moments, while answers and records were waited for, are made up for. */
const MADE_UP_FOR_MS = 250;
/** By so much, so that the pace finds the rate there is, whatever we believe and however many senders share it. */
const [SLOWER, FASTER] = [1.1, 0.98];
const SLOWEST_MS = 1_000;

/** @param perSecond  mails that the provider is said to take of us */
export function paceOf(perSecond: number, { now, wait }: Stopwatch): Pace {
  const full = 1_000 / (perSecond * GREED);
  let every = full;
  let next = Number.NEGATIVE_INFINITY;
  let slowedAt = Number.NEGATIVE_INFINITY;
  return {
    async turn() {
      const at = Math.max(next, now() - MADE_UP_FOR_MS);
      next = at + every;
      for (let ms = at - now(); ms > 0; ms = at - now()) await wait(ms);
      return now();
    },
    tooSoon(turn) {
      if (turn < slowedAt) return;
      slowedAt = now();
      every = Math.min(every * SLOWER, Math.max(full, SLOWEST_MS));
    },
    taken() {
      every = Math.max(every * FASTER, full);
    },
  };
}
