/** How fast a server of unknown limits lets itself be spoken to, learnt from its answers (`granted-pace.ts`: where the rate is known). Times are in milliseconds of any one clock. */
export interface Pace {
  /** Milliseconds to wait, then to ask again; 0 is: go, it is your turn. */
  wait(now: number): number;
  /** It took one. */
  taken(now: number): void;
  /** It said: later. */
  refused(now: number): void;
  /** Others were taken lately: "later" is about how many come, and soon is late enough. */
  isFlowing(now: number): boolean;
}

const SLOWEST_A_SECOND = 1;
/** A turn that was not taken may be made up for so long. */
const CREDIT_MS = 400;
/** So long is counted before the pace is set anew, and so many tries, but no longer than five times as long. */
const COUNTED_MS = 1_000;
const COUNTED_TRIES = 10;
const LATELY_MS = 10_000;
/** Above what a server took: a try too many costs little, room that is left unused is lost. */
const ABOVE = 1.05;
const FASTER = 1.3;
const SLOWER = 0.7;
/** After a refusal the next turn comes after this part of an interval, then after twice that, up to a whole one. */
const SOON = 1 / 4;

/** As fast as may be until the first refusal; from then on a little above what the server takes, and faster while it takes all. */
export function newPace(): Pace {
  let aSecond = Number.POSITIVE_INFINITY;
  let nextAt = 0;
  let lastTakenAt = Number.NEGATIVE_INFINITY;
  let refusedInTurn = 0;
  let counted = { since: 0, taken: 0, refused: 0 };
  const count = (what: "taken" | "refused", now: number): void => {
    counted[what] += 1;
    const { since, taken, refused } = counted;
    const isFirst = aSecond === Number.POSITIVE_INFINITY && refused > 0;
    const [ms, tries] = [now - since, taken + refused];
    if (!isFirst && (ms < COUNTED_MS || (tries < COUNTED_TRIES && ms < 5 * COUNTED_MS))) return;
    const took = (taken * 1_000) / Math.max(ms, COUNTED_MS);
    if (isFirst) aSecond = Math.max(took, SLOWEST_A_SECOND);
    else if (refused > 0) aSecond = Math.max(took * ABOVE, aSecond * SLOWER, SLOWEST_A_SECOND);
    else aSecond *= FASTER;
    counted = { since: now, taken: 0, refused: 0 };
  };
  const pace: Pace = {
    wait(now) {
      if (aSecond === Number.POSITIVE_INFINITY) return 0;
      if (nextAt > now) return nextAt - now;
      nextAt = Math.max(nextAt, now - CREDIT_MS) + 1_000 / aSecond;
      return 0;
    },
    taken(now) {
      lastTakenAt = now;
      refusedInTurn = 0;
      count("taken", now);
    },
    refused(now) {
      if (!pace.isFlowing(now)) {
        aSecond = Number.POSITIVE_INFINITY;
        return;
      }
      count("refused", now);
      nextAt = Math.min(nextAt, now + (1_000 / aSecond) * Math.min(SOON * 2 ** refusedInTurn, 1));
      refusedInTurn += 1;
    },
    isFlowing: (now) => now - lastTakenAt < LATELY_MS,
  };
  return pace;
}
