import { describe, expect, it } from "vitest";
import { newPace } from "../../functions/adapters/learnt-pace.ts";

/** How a server counts what comes. @returns whether it takes one that comes now */
type Limit = (now: number) => boolean;
const LIMITS: Record<string, (aSecond: number) => Limit> = {
  "a count that begins anew with each second": (aSecond) => {
    let [second, count] = [0, 0];
    return (now) => {
      count = Math.floor(now / 1_000) === second ? count + 1 : 1;
      second = Math.floor(now / 1_000);
      return count <= aSecond;
    };
  },
  "a bucket that fills up steadily": (aSecond) => {
    let [tokens, filledAt] = [aSecond, 0];
    return (now) => {
      tokens = Math.min(aSecond, tokens + ((now - filledAt) * aSecond) / 1_000);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    };
  },
  "a count of the last second": (aSecond) => {
    let taken: number[] = [];
    return (now) => {
      taken = taken.filter((at) => at > now - 1_000);
      if (taken.length >= aSecond) return false;
      taken.push(now);
      return true;
    };
  },
};

/** Sends over five lines to a server that takes some milliseconds to answer, for two minutes of a clock of its own. */
function play(limit: Limit, answersAfterMs: number): { taken: number; refused: number } {
  const pace = newPace();
  const UNTIL = 120_000;
  const events: { at: number; happens: (now: number) => void }[] = [];
  const later = (at: number, happens: (now: number) => void): void => {
    events.push({ at, happens });
    events.sort((a, b) => a.at - b.at);
  };
  const counts = { taken: 0, refused: 0 };
  const askAgain = (now: number): void => {
    const ms = pace.wait(now);
    if (ms > 0) later(now + ms, askAgain);
    else offer(now);
  };
  const offer = (now: number): void =>
    later(now + answersAfterMs / 2, (arrived) => {
      const answer = limit(arrived) ? "taken" : "refused";
      counts[answer] += 1;
      later(arrived + answersAfterMs / 2, (answered) => {
        pace[answer](answered);
        askAgain(answered);
      });
    });
  for (let line = 0; line < 5; line += 1) later(0, askAgain);
  for (let next = events.shift(); next && next.at < UNTIL; next = events.shift()) next.happens(next.at);
  return { taken: counts.taken / (UNTIL / 1_000), refused: counts.refused / counts.taken };
}

describe("the pace settles at what a server takes", () => {
  const cases = Object.keys(LIMITS).flatMap((limit) =>
    [10, 14, 50, 200].flatMap((aSecond) => [4, 20].map((ms) => ({ limit, aSecond, ms }))),
  );
  it.each(cases)("$aSecond a second by $limit, answering within $ms ms: at least 95 %", ({ limit, aSecond, ms }) => {
    const { taken, refused } = play(LIMITS[limit]!(aSecond), ms);
    expect(taken / aSecond).toBeGreaterThan(0.95);
    expect(refused).toBeLessThan(0.3);
  });

  it("no pace is kept where nothing is refused", () => {
    const pace = newPace();
    for (let now = 0; now < 1_000; now += 1) {
      expect(pace.wait(now)).toBe(0);
      pace.taken(now);
    }
  });

  it("nor where nothing is taken: that is no matter of pace", () => {
    const pace = newPace();
    for (let now = 0; now < 1_000; now += 1) {
      expect([pace.wait(now), pace.isFlowing(now)]).toEqual([0, false]);
      pace.refused(now);
    }
  });
});
