import { workingDaysBetween } from "../core/calendar.ts";
import { cycleDays } from "../core/cycle.ts";
import { dayAt, type Instant } from "../core/day.ts";
import { type Timeliness, timeliness } from "../core/duty.ts";
import type { Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";
import { inOrderOf, named, namedUnit, shownPeriods } from "./show-period.ts";

/** Where a month of a plan stands, unit by unit in the order of the directory. Undefined when the plan has no such month. */
export async function showBoard(
  plan: Plan,
  asked: { period?: string | undefined; filter: Timeliness | undefined },
  at: Instant,
  { store }: Pick<Ports, "store">,
) {
  const shown = await shownPeriods(plan, asked.period, { store });
  if (!shown) return undefined;
  const { period, stored, all } = shown;
  const { zone, cycle } = plan.settings;
  const [directory, calendar, ladder, board] = await Promise.all([
    store.directory(),
    store.calendar(plan.settings),
    store.ladder(plan.settings),
    store.board(plan.id, period),
  ]);
  const planned = cycleDays(period, cycle, calendar);
  const { days, provisional } = stored ?? {
    days: planned,
    provisional: planned.provisional,
  };
  const today = dayAt(at, zone);
  const rows = inOrderOf(directory, board).map((standing) => ({
    ...standing,
    unit: namedUnit(standing.unit, directory),
    timeliness: timeliness(standing, today, zone),
  }));
  return {
    plan: named(plan),
    zone,
    period,
    periods: all,
    isOpened: stored !== undefined,
    isClosed: stored?.closed ?? false,
    isBeforeUse: days.due < plan.inForceOn,
    days,
    provisional,
    workingDaysLeft: workingDaysBetween(today, days.due, calendar),
    counts: countsOf(rows),
    rows: rows.filter((row) => !asked.filter || row.timeliness === asked.filter),
    filter: asked.filter,
    ladder,
    open: plan.open.length,
  };
}

function countsOf(rows: readonly { timeliness: Timeliness }[]): Record<Timeliness, number> {
  const counts = { "on-time": 0, late: 0, partial: 0, open: 0, missing: 0, exempt: 0 };
  for (const row of rows) counts[row.timeliness] += 1;
  return counts;
}
