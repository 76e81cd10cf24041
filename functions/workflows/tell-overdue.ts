import { addWorkingDays } from "../core/calendar.ts";
import { operatorsOf, remindedOf, supervisorsOf, unitOf } from "../core/contacts.ts";
import { cycleDays, periodsOf } from "../core/cycle.ts";
import { addDays, weekdayOf } from "../core/day.ts";
import { nothingDone } from "../core/done.ts";
import type { Duty } from "../core/duty.ts";
import { type Overdue, overdueMeasures } from "../core/overdue.ts";
import type { Period } from "../core/plan.ts";
import { isSendingTime } from "../core/reminder.ts";
import type { Ports } from "./ports.ts";
import { type Run, tellToday } from "./run.ts";

/**
 * Tells a lead once that a measure's own deadline has passed undone, and those who supervise and run the plan; these have all
 * that is overdue before them once a week. Rule DL-8.
 */
export async function tellOverdue(run: Run, periods: readonly Period[], ports: Ports): Promise<void> {
  const { plan, now, calendar, directory } = run;
  const last = periodsOf(plan).at(-1);
  const isOver = !last || now.day > cycleDays(last, plan.settings.cycle, calendar).closes;
  if (isOver || !isSendingTime(now, plan.settings.hours, calendar)) return;
  const all = await overdueNow(run, periods, ports);
  const told = await Promise.all(all.map((late) => ports.store.isMarked(markOf(run, late))));
  const fresh = all.filter((_, at) => !told[at]);
  const others = { kind: "overdue", plan: plan.id, for: "others" } as const;
  await tellOthers(fresh, { ...others, weekly: false });
  if (isFirstOfWeek(run)) await tellOthers(all, { ...others, weekly: true });
  for (const [unit, late] of Map.groupBy(fresh, (each) => each.unit))
    await ports.store.change(async (changes) => {
      for (const each of late) changes.mark(markOf(run, each));
      for (const contact of remindedOf(unitOf(unit, directory)))
        await tellToday(changes, run, contact, { ...others, for: "unit", weekly: false, late }, ports);
    });

  async function tellOthers(late: Overdue[], notice: typeof others & { weekly: boolean }): Promise<void> {
    const once = `overdue#${plan.id}#${now.day}#${notice.weekly ? "weekly" : "new"}`;
    if (late.length === 0 || (await ports.store.isMarked(once))) return;
    await ports.store.change(async (changes) => {
      changes.mark(once);
      for (const contact of [...supervisorsOf(plan.settings, directory), ...operatorsOf(plan.settings, directory)])
        await tellToday(changes, run, contact, { ...notice, late }, ports);
    });
  }
}

const markOf = ({ plan }: Run, { unit, since }: Overdue): string => `overdue#${plan.id}#${unit}#${since}`;

const isFirstOfWeek = ({ now, calendar }: Run): boolean =>
  addWorkingDays(now.day, -1, calendar) < addDays(now.day, 1 - weekdayOf(now.day));

/** All that is overdue today: without what the leads' newest reports call done. */
async function overdueNow(run: Run, periods: readonly Period[], { store }: Ports): Promise<Overdue[]> {
  const { plan, now, calendar } = run;
  const measures = await store.measures(plan);
  const hasPassed = overdueMeasures(now.day, plan, measures, nothingDone(plan.id), calendar).length > 0;
  if (!hasPassed) return [];
  const done = await store.done(plan.id);
  const passed = overdueMeasures(now.day, plan, measures, done, calendar);
  const reports = new Map<string, readonly Duty[]>();
  for (const unit of new Set(passed.map((late) => late.unit))) reports.set(unit, await reportsOf(unit));
  return overdueMeasures(now.day, plan, measures, done, calendar, (unit, id) => {
    const newest = reports.get(unit)?.find(({ entries }) => entries[id]);
    return newest?.entries[id]?.status === "done";
  });

  /** A unit's reports of the last two months that were opened, newest first. */
  async function reportsOf(unit: Duty["unit"]): Promise<Duty[]> {
    const newest = periods.slice(-2).toReversed();
    const duties = await Promise.all(newest.map(({ period }) => store.duty({ plan: plan.id, period, unit }, "hint")));
    return duties.filter((duty) => duty !== undefined);
  }
}
