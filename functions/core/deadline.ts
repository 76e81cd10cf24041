import { z } from "zod";
import { addWorkingDays, isWorkingDay, type WorkCalendar } from "./calendar.ts";
import { Day, type Month, monthOf } from "./day.ts";

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
export const overdueOn = (today: Day, deadline: Deadline | null, doneIn?: Month): boolean =>
  overdueSince(today, deadline, doneIn) !== undefined;

/** The first day of a deadline that has passed undone; undefined when none has. Rules DL-3, DL-5 */
export function overdueSince(today: Day, deadline: Deadline | null, doneIn?: Month): Day | undefined {
  if (deadline?.kind === "milestones")
    return deadline.days.toSorted().find((day) => day < today && !isMet(day, doneIn));
  const last = deadline ? deadlineDay(deadline) : undefined;
  return last !== undefined && last < today && doneIn === undefined ? last : undefined;
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
