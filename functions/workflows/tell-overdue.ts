import { addWorkingDays } from "../core/calendar.ts";
import { operatorsOf, remindedOf, supervisorsOf, unitOf } from "../core/contacts.ts";
import { cycleDays, periodsOf } from "../core/cycle.ts";
import { addDays, weekdayOf } from "../core/day.ts";
import { nothingDone } from "../core/done.ts";
import { type Overdue, overdueMeasures } from "../core/overdue.ts";
import type { Period } from "../core/plan.ts";
import { isSendingTime } from "../core/reminder.ts";
import type { Ports } from "./ports.ts";
import { type Run, tellToday } from "./run.ts";

/**
 * Tells a lead once that a measure's own deadline has passed undone, and those who supervise and run the plan; these have all
 * that is overdue before them once a week. Something is new only once a month's report is due. Rule DL-8.
 */
export async function tellOverdue(run: Run, periods: readonly Period[], ports: Ports): Promise<void> {
  const { plan, now, calendar, directory } = run;
  const last = periodsOf(plan).at(-1);
  const isOver = !last || now.day > cycleDays(last, plan.settings.cycle, calendar).closes;
  const asked = periods.findLast(({ days }) => days.due < now.day);
  if (isOver || !asked || !isSendingTime(now, plan.settings.hours, calendar)) return;
  const looked = `overdue#${plan.id}#${asked.period}`;
  const isNew = !(await ports.store.isMarked(looked, "hint"));
  if (!isNew && !isFirstOfWeek(run)) return;
  const all = await overdueNow(run, periods, ports);
  const others = { kind: "overdue", plan: plan.id, for: "others" } as const;
  if (isFirstOfWeek(run)) await tellOthers(all, { ...others, weekly: true });
  if (!isNew) return;
  const told = await Promise.all(all.map((late) => ports.store.isMarked(markOf(run, late))));
  const fresh = all.filter((_, at) => !told[at]);
  await tellOthers(fresh, { ...others, weekly: false });
  for (const [unit, late] of Map.groupBy(fresh, (each) => each.unit))
    await ports.store.change(async (changes) => {
      for (const each of late) changes.mark(markOf(run, each));
      for (const contact of remindedOf(unitOf(unit, directory)))
        await tellToday(changes, run, contact, { ...others, for: "unit", weekly: false, late }, ports);
    });
  await ports.store.change(async (changes) => {
    if (changes.isFirst || !(await ports.store.isMarked(looked))) changes.mark(looked);
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
  const newest = periods.slice(-2).toReversed();
  const calledDone = new Set<string>();
  for (const late of overdueMeasures(now.day, plan, measures, done, calendar)) {
    const open = new Set(measures.filter(({ code }) => late.measures.includes(code)).map(({ id }) => id));
    // the newest report that says something of a measure counts
    for (const { period } of newest) {
      const duty = open.size > 0 ? await store.duty({ plan: plan.id, period, unit: late.unit }, "hint") : undefined;
      for (const id of open) {
        const status = duty?.entries[id]?.status;
        if (status === "done") calledDone.add(`${late.unit} ${id}`);
        if (duty?.entries[id]) open.delete(id);
      }
    }
  }
  return overdueMeasures(now.day, plan, measures, done, calendar, (unit, id) => calledDone.has(`${unit} ${id}`));
}
