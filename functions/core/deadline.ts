import { z } from "zod";
import { addWorkingDays, isWorkingDay, type WorkCalendar } from "./calendar.ts";
import { Day, lastDayOf, Month, monthOf } from "./day.ts";

/** When a measure is due, as the plan states it (完成时限). Days are in the plan's time zone. */
export const Deadline = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("by"), day: Day }),
  z.strictObject({ kind: z.literal("from"), day: Day }),
  z.strictObject({ kind: z.literal("window"), from: Day, to: Day }),
  z.strictObject({ kind: z.literal("milestones"), days: z.array(Day) }),
  z.strictObject({ kind: z.literal("ongoing") }),
]);
export type Deadline = z.infer<typeof Deadline>;

/**
 * What a deadline column says, in any spacing and width. `前` is inclusive.
 *
 * @param raw   the cell as written: `4 月 1 日起`, `６-９月`
 * @param year  the plan's year, for days that name none
 * @returns     null when it cannot be read: a question to a person, never a default
 * @rule DL-1
 * @rule DL-2
 */
export function readDeadline(raw: string, year: number): Deadline | null {
  const said = raw.normalize("NFKC").replace(/\s+/gu, "");
  for (const { pattern, read } of FORMS) {
    const found = pattern.exec(said);
    if (found) return read(found.groups ?? {}, found.groups?.year ?? String(year)) ?? null;
  }
  return null;
}

/**
 * Whether a measure reports in a period, by its deadline alone. Null is a deadline nobody could read yet: always (PL-9).
 *
 * @param month   last month of the period
 * @param doneIn  latest period for which the measure was accepted as done: it leaves later duties
 * @param first   first month of the period, when it has several (CY-9)
 * @rule DL-4
 */
export function reportsIn(month: Month, deadline: Deadline | null, doneIn?: Month, first = month): boolean {
  switch (deadline?.kind) {
    case undefined:
    case "ongoing":
      return true;
    case "milestones":
      return milestonesReportIn(month, first, deadline.days, doneIn);
    case "by":
      return !isDone(doneIn, month);
    case "from":
      return month >= monthOf(deadline.day) && !isDone(doneIn, month);
    case "window":
      return month >= monthOf(deadline.from) && !isDone(doneIn, month);
  }
}

const isDone = (doneIn: Month | undefined, before: Month): boolean => doneIn !== undefined && doneIn < before;

/** @rule DL-5 monthly without a list, then in the months of the list, and monthly while one of them is overdue */
const milestonesReportIn = (month: Month, first: Month, days: readonly Day[], doneIn?: Month): boolean =>
  days.length === 0 || days.some((day) => monthOf(day) <= month && (monthOf(day) >= first || !isMet(day, doneIn)));

/** A milestone is met by a report, for its month or a later one, accepted as done. */
const isMet = (milestone: Day, doneIn?: Month): boolean => doneIn !== undefined && doneIn >= monthOf(milestone);

/**
 * Whether a deadline has passed undone on a day. Ongoing, open-ended and unread deadlines never have.
 *
 * @param doneIn  latest period for which the measure was accepted as done
 * @rule DL-3
 */
export function overdueOn(today: Day, deadline: Deadline | null, doneIn?: Month): boolean {
  if (deadline?.kind === "milestones") return deadline.days.some((day) => day < today && !isMet(day, doneIn));
  const last = deadline ? deadlineDay(deadline) : undefined;
  return last !== undefined && last < today && doneIn === undefined;
}

/**
 * The last day of a deadline; undefined when it has none.
 *
 * @param onOrAfter  then the first of its days that has not passed before this one
 */
export function deadlineDay(deadline: Deadline, onOrAfter?: Day): Day | undefined {
  const days = daysOf(deadline).toSorted();
  return onOrAfter === undefined ? days.at(-1) : days.find((day) => day >= onOrAfter);
}

function daysOf(deadline: Deadline): Day[] {
  switch (deadline.kind) {
    case "by":
      return [deadline.day];
    case "window":
      return [deadline.to];
    case "milestones":
      return deadline.days;
    case "from":
    case "ongoing":
      return [];
  }
}

/** Working days before a deadline on which its warnings go out, latest first. */
const STEPS = [1, 7, 30] as const;

/**
 * The warning that applies on a day: the latest one whose day has come, so that missed days lose nothing.
 *
 * @returns undefined on days off, before the first warning and after the deadline
 * @rule DL-6
 */
export function deadlineStep(today: Day, deadline: Deadline | null, calendar: WorkCalendar): 30 | 7 | 1 | undefined {
  const last = deadline ? deadlineDay(deadline, today) : undefined;
  if (last === undefined || !isWorkingDay(today, calendar)) return undefined;
  return STEPS.find((workingDays) => addWorkingDays(last, -workingDays, calendar) <= today);
}

type Parts = Record<string, string | undefined>;

/** Ways in which a deadline is written, after blanks are taken out and digits made narrow. */
const FORMS: readonly {
  pattern: RegExp;
  read: (parts: Parts, year: string) => Deadline | undefined;
}[] = [
  {
    pattern: /^(?:(?<year>\d{4})年|年)(?:底|末|内)(?:前|之前|以前)?$/u,
    read: (_, year) => by(dayNamed(year, "12", "31")),
  },
  {
    pattern: /^(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?:底|末)(?:前|之前|以前)?$/u,
    read: ({ month }, year) => by(lastDayNamed(year, month)),
  },
  {
    pattern: /^(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?<day>\d{1,2})日(?:前|之前|以前)?$/u,
    read: ({ month, day }, year) => by(dayNamed(year, month, day)),
  },
  {
    pattern: /^自?(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?:(?<day>\d{1,2})日)?起(?:实施|执行)?$/u,
    read: ({ month, day }, year) => from(dayNamed(year, month, day ?? "1")),
  },
  {
    pattern: /^(?:(?<year>\d{4})年)?(?<month>\d{1,2})月?(?:[-~—–]+|至|到)(?<lastMonth>\d{1,2})月(?:底|份)?$/u,
    read: ({ month, lastMonth }, year) => window(dayNamed(year, month, "1"), lastDayNamed(year, lastMonth)),
  },
  {
    pattern:
      /^(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?<day>\d{1,2})日(?:[-~—–]+|至|到)(?<lastMonth>\d{1,2})月(?<lastDay>\d{1,2})日$/u,
    read: ({ month, day, lastMonth, lastDay }, year) =>
      window(dayNamed(year, month, day), dayNamed(year, lastMonth, lastDay)),
  },
  {
    pattern: /^(?:长期|持续|常态化)(?:实施|推进|坚持|开展|落实|执行)?$/u,
    read: () => ({ kind: "ongoing" }),
  },
  {
    pattern: /^按(?:照)?(?:时间)?节点(?:要求)?(?:完成|推进|落实)$/u,
    read: () => ({ kind: "milestones", days: [] }),
  },
];

const by = (day: Day | undefined): Deadline | undefined => day && { kind: "by", day };
const from = (day: Day | undefined): Deadline | undefined => day && { kind: "from", day };
const window = (first: Day | undefined, last: Day | undefined): Deadline | undefined =>
  first && last && first <= last ? { kind: "window", from: first, to: last } : undefined;

const dayNamed = (year: string, month = "", day = ""): Day | undefined =>
  Day.safeParse(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`).data;

function lastDayNamed(year: string, month = ""): Day | undefined {
  const named = Month.safeParse(`${year}-${month.padStart(2, "0")}`).data;
  return named && lastDayOf(named);
}
