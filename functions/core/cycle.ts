import { addWorkingDays, isProvisional, type WorkCalendar, workingDayOf } from "./calendar.ts";
import { addMonths, type Day, type Month, monthIn, monthOf, monthOfYear } from "./day.ts";
import type { PlanSettings } from "./plan-settings.ts";

type Cycle = PlanSettings["cycle"];

/** The days of one period's cycle, all working days. */
export interface CycleDays {
  /** Directory check (RM-8). */
  preflight: Day;
  /** Opening notice (RM-1). */
  opens: Day;
  /** Reminder of what is missing (RM-2). */
  reminds: Day;
  due: Day;
  /** Closing (DG-2). */
  closes: Day;
  /** True when one of `opens` … `due` lies in a year whose notice has not come (CA-2). */
  provisional: boolean;
}

/** @rule CY-1 the day by whose end the report for a month is due: the n-th working day of the next month, or the one before */
export function dueDay(period: Month, cycle: Pick<Cycle, "dueWorkingDay" | "inclusive">, calendar: WorkCalendar): Day {
  const named = workingDayOf(addMonths(period, 1), cycle.dueWorkingDay, calendar);
  return cycle.inclusive ? named : addWorkingDays(named, -1, calendar);
}

/** The days of a period's cycle, counted back and on from its due day. */
export function cycleDays(period: Month, cycle: Cycle, calendar: WorkCalendar): CycleDays {
  const due = dueDay(period, cycle, calendar);
  const opens = addWorkingDays(due, -cycle.opensBefore, calendar);
  return {
    preflight: addWorkingDays(due, -cycle.preflightBefore, calendar),
    opens,
    reminds: addWorkingDays(due, -cycle.remindsBefore, calendar),
    due,
    closes: addWorkingDays(due, cycle.closesAfter, calendar),
    provisional: isProvisional(due, calendar) || isProvisional(opens, calendar),
  };
}

/** @rule CY-5 the periods of a plan: from the month of issue, or the period it lies in, to December of the plan's year */
export function periodsOf({ year, issuedOn, settings }: Dated): Month[] {
  const periods: Month[] = [];
  for (
    let period = periodWith(monthOf(issuedOn), settings.cycle);
    period <= monthIn(year, 12);
    period = addMonths(period, settings.cycle.everyMonths)
  )
    periods.push(period);
  return periods;
}
interface Dated {
  year: number;
  issuedOn: Day;
  settings: { cycle: Span };
}
type Span = Pick<Cycle, "everyMonths">;

/** @rule CY-9 the period in which a month lies, named by its last month */
const periodWith = (month: Month, { everyMonths }: Span): Month =>
  addMonths(month, (everyMonths - (monthOfYear(month) % everyMonths)) % everyMonths);

/** The first month of a period. Rule CY-9 */
export const firstMonthOf = (period: Month, { everyMonths }: Span): Month => addMonths(period, 1 - everyMonths);

/** The period before. Rule CY-9 */
export const periodBefore = (period: Month, { everyMonths }: Span): Month => addMonths(period, -everyMonths);
