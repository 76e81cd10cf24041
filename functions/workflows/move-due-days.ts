import type { WorkCalendar } from "../core/calendar.ts";
import { groupOf, remindedOf, unitOf } from "../core/contacts.ts";
import { cycleDays } from "../core/cycle.ts";
import { type Day, dayAt, type Month } from "../core/day.ts";
import { movedDuty, movedPeriod } from "../core/due-day-move.ts";
import { type Duty, isWanted } from "../core/duty.ts";
import type { Period, Plan } from "../core/plan.ts";
import type { PlanId, PlanSettings } from "../core/plan-settings.ts";
import { putDuty } from "./history.ts";
import type { Changes, Ports, Stored } from "./ports.ts";
import { inGroups, type Run, runOf, tellToday, throwFailures } from "./run.ts";

/** A month whose due day a calendar moves, and of how many units. */
export interface DueDayMove {
  plan: PlanId;
  period: Month;
  from: Day;
  to: Day;
  units: number;
}

/** What a calendar would move today, in every plan; changes nothing. @param calendarOf  the one that a plan would have */
export async function dueDayMoves(
  calendarOf: (settings: PlanSettings) => WorkCalendar,
  ports: Ports,
): Promise<DueDayMove[]> {
  const moves: DueDayMove[] = [];
  for (const plan of await ports.store.plans()) {
    const today = dayAt(ports.now(), plan.settings.zone);
    for (const period of (await ports.store.periods(plan.id)).filter(mayMove)) {
      const days = cycleDays(period.period, plan.settings.cycle, calendarOf(plan.settings));
      const moved = (await dutiesOf(plan, period, ports)).filter((duty) => movedDuty(duty, period, days, today)?.from);
      if (moved.length > 0)
        moves.push({ plan: plan.id, period: period.period, from: period.days.due, to: days.due, units: moved.length });
    }
  }
  return moves;
}

/** Moves what the calendar as it has been set moves, in every plan, and has each looked at at once: today may be a day for it now. Rules CA-2, CA-4. */
export async function moveAllDueDays(ports: Ports): Promise<void> {
  const at = ports.now();
  for (const plan of await ports.store.plans()) {
    await moveDueDays(await runOf(plan, at, ports), await ports.store.periods(plan.id), ports);
    await ports.store.change(async (changes) => changes.lookNext(plan.id, at));
  }
}

/**
 * Brings the open months of a plan whose days were provisional to the days of the notice that has come; the month's own days
 * last, so that a run that was broken off is done again.
 *
 * @returns whether any month changed
 */
export async function moveDueDays(run: Run, periods: readonly Stored<Period>[], ports: Ports): Promise<boolean> {
  let changed = false;
  for (const period of periods.filter(mayMove)) {
    const days = cycleDays(period.period, run.plan.settings.cycle, run.calendar);
    const moved = movedPeriod(period, days, run.now.day);
    if (!moved) continue;
    const duties = await dutiesOf(run.plan, period, ports);
    throwFailures(await inGroups(duties, run, (duty, changes) => moveOne(run, duty, period, changes, ports), ports));
    await ports.store.change(async (changes) => {
      const stored = changes.isFirst ? period : await ports.store.period(run.plan.id, period.period);
      const now = stored && movedPeriod(stored, days, run.now.day);
      if (now) changes.period(now);
    });
    changed = true;
  }
  return changed;
}

const mayMove = ({ provisional, closed }: Period): boolean => provisional && !closed;

async function dutiesOf({ id: plan }: Plan, { period }: Period, { store }: Ports): Promise<Stored<Duty>[]> {
  const board = await store.board(plan, period);
  const duties = await Promise.all(board.map(({ unit }) => store.duty({ plan, period, unit })));
  return duties.filter((duty) => duty !== undefined);
}

/** Who was told of the day before is told of the new one, once; the others will be told of it as of any. */
async function moveOne(run: Run, duty: Stored<Duty>, of: Period, changes: Changes, ports: Ports): Promise<void> {
  const days = cycleDays(of.period, run.plan.settings.cycle, run.calendar);
  const moved = movedDuty(duty, of, days, run.now.day);
  if (!moved) return;
  const { from } = moved;
  const { plan, period, unit, round, days: now, told } = moved.duty;
  const fact = from
    ? { kind: "DueDayMoved" as const, detail: { from, due: now.due, round } }
    : { kind: "DueDayConfirmed" as const, detail: { due: now.due } };
  putDuty(changes, { ...duty, ...moved.duty }, [{ at: run.at, by: "duban", ...fact }], ports);
  if (!from || told.length === 0 || !isWanted(moved.duty)) return;
  const notice = { kind: "moved", plan, period, unit, round, from, to: now.due } as const;
  for (const to of [...remindedOf(unitOf(unit, run.directory)), ...groupOf(unit, run.directory)])
    await tellToday(changes, run, to, notice, ports);
}
