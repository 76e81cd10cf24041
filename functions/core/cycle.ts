import { addWorkingDays, isProvisional, type WorkCalendar, workingDayOf } from "./calendar.ts";
import { addMonths, type Day, type Month, monthIn, monthOf } from "./day.ts";
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

/** @rule CY-5 the periods of a plan: from the month of issue to December of the plan's year */
export function periodsOf(plan: { year: number; issuedOn: Day }): Month[] {
  const periods: Month[] = [];
  for (let period = monthOf(plan.issuedOn); period <= monthIn(plan.year, 12); period = addMonths(period, 1))
    periods.push(period);
  return periods;
}
