import { type Day, dayOf, lastDayOf, type Month, yearOf } from "./day.ts";
import { type Deadline, deadlineDay } from "./deadline.ts";
import type { RecordedEntry } from "./duty.ts";
import { type Entry, type Figure, Gate } from "./entry.ts";
import type { Measure } from "./measure.ts";

/** What the gates look at beside the entry. */
export interface GateFacts {
  measure: Pick<Measure, "targets" | "deadline">;
  period: Month;
  /** What the unit said of the measure the month before. */
  last: Pick<RecordedEntry, "percent" | "figures" | "said"> | undefined;
  /** Digest of the entry's words; undefined when it has none. */
  said: string | undefined;
}

/**
 * What is to be asked about an entry.
 *
 * @rule RT-4 the same words as last month, a cumulative figure that falls, over 100 percent, done without a word, a target's
 * figure missing, behind the time elapsed: each is a warning, never a refusal
 */
export function gatesFor(entry: Entry, { measure, period, last, said }: GateFacts): Gate[] {
  const { status, percent, progress, figures = [] } = entry;
  const isUnderWay = status !== "no-progress" && status !== "not-started" && status !== "paused";
  const found: Record<Gate, boolean> = {
    "same-words": said !== undefined && status !== "no-progress" && said === last?.said,
    falls: falls(percent, last?.percent) || fallenFigure(figures, last?.figures ?? []),
    "over-100": percent !== undefined && percent > 100,
    "done-without-words": status === "done" && !progress && figures.length === 0,
    "target-missing": isUnderWay && lacksTarget(entry, measure),
    behind: isUnderWay && status !== "done" && status !== "behind" && isBehind(percent, period, measure.deadline),
  };
  return Gate.options.filter((gate) => found[gate]);
}

const falls = (now: number | undefined, before: number | undefined): boolean =>
  now !== undefined && before !== undefined && now < before;

/** Of figures that stand alone with their unit: with several of one unit nobody knows which is which. */
function fallenFigure(now: readonly Figure[], before: readonly Figure[]): boolean {
  const only = (figures: readonly Figure[], unit: string): number | undefined => {
    const [one, another] = figures.filter((figure) => figure.kind === "cumulative" && figure.unit === unit);
    return another ? undefined : one?.value;
  };
  return [...new Set(now.map(({ unit }) => unit))].some((unit) => falls(only(now, unit), only(before, unit)));
}

function lacksTarget({ percent, figures = [] }: Entry, { targets }: Pick<Measure, "targets">): boolean {
  const units = new Set(figures.map(({ unit }) => unit));
  return targets.length > 0 && !targets.some(({ unit }) => units.has(unit) || (unit === "%" && percent !== undefined));
}

/** So many percentage points behind the time elapsed are worth a question: work is seldom even. */
const MARGIN = 25;

/** Rule DG-3 the share of the time that has gone by at the end of a month, from the year's beginning (or the window's) to the deadline. */
export function elapsedShare(period: Month, deadline: Deadline | null): number | undefined {
  const last = deadline && deadlineDay(deadline);
  if (!deadline || !last || deadline.kind === "milestones") return undefined;
  const first = deadline.kind === "window" ? deadline.from : dayOf(yearOf(last), 1, 1);
  const [from, until, now] = [first, last, lastDayOf(period)].map(daysOf) as [number, number, number]; // three in, three out
  return until <= from ? 1 : Math.min(1, Math.max(0, (now - from) / (until - from)));
}
const daysOf = (day: Day): number => Date.parse(day) / 86_400_000;

/** So far below that share that it is asked about (RT-4), and that its lamp is yellow (DG-3). */
export function isBehind(percent: number | undefined, period: Month, deadline: Deadline | null): boolean {
  const share = elapsedShare(period, deadline);
  return percent !== undefined && share !== undefined && percent < share * 100 - MARGIN;
}

/** The words of an entry, as far as they tell one month from another: without blanks. */
export const wordsOf = ({ progress = "", problems = "", next = "" }: Entry): string =>
  [progress, problems, next]
    .join("\n")
    .replace(/[^\S\n]+/gu, "")
    .trim();
