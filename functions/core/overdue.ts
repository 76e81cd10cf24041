import { z } from "zod";
import type { WorkCalendar } from "./calendar.ts";
import { dueDay, periodsOf } from "./cycle.ts";
import { Day, type Month, monthOf } from "./day.ts";
import { overdueSince } from "./deadline.ts";
import { UnitId } from "./directory.ts";
import { type Done, doneIn } from "./done.ts";
import { reportersOf } from "./duties.ts";
import type { MeasureId } from "./measure.ts";
import type { OwnedMeasure, Plan } from "./plan.ts";

/** Measures of one lead whose deadline passed undone, by their codes, and the day that passed. */
export const Overdue = z.strictObject({ unit: UnitId, since: Day, measures: z.array(z.string()).min(1) });
export type Overdue = z.infer<typeof Overdue>;

/**
 * The measures whose deadline passed undone, by lead and day, oldest first.
 *
 * @rule DL-8 a measure whose deadline passed undone is told to each lead whose part is not done, once its month's report is due
 * @param isCalledDone  whether the lead's newest report calls it done, which waits for review
 */
export function overdueMeasures(
  today: Day,
  plan: Plan,
  measures: readonly OwnedMeasure[],
  done: Done,
  calendar: WorkCalendar,
  isCalledDone: (unit: UnitId, id: MeasureId) => boolean = () => false,
): Overdue[] {
  const dueOf = (month: Month): Day => dueDay(month, plan.settings.cycle, calendar);
  const periods = periodsOf(plan).filter((period) => dueOf(period) >= plan.inForceOn);
  /** Whether a report is due in which it could have been called done: the one on the deadline's month, or the first that was asked for. */
  const wasAsked = (month: Month): boolean => dueOf(periods.find((period) => period >= month) ?? month) < today;
  const found = new Map<string, Overdue>();
  for (const measure of measures)
    for (const unit of measure.retired ? [] : reportersOf(measure, plan)) {
      const since = overdueSince(today, measure.deadline, doneIn(done, measure.id, unit));
      if (!since || !wasAsked(monthOf(since))) continue;
      if (isCalledDone(unit, measure.id)) continue;
      const late = found.get(`${since} ${unit}`) ?? { unit, since, measures: [] };
      found.set(`${since} ${unit}`, { ...late, measures: [...late.measures, measure.code] });
    }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, late]) => late);
}
