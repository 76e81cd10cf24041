import { type BoardDuty, type BoardFilter, countsOf, lampsOf, passes, type Waiting, waitsFor } from "../core/board.ts";
import { workingDaysBetween } from "../core/calendar.ts";
import { cycleDays } from "../core/cycle.ts";
import { dayAt, type Instant } from "../core/day.ts";
import { timeliness } from "../core/duty.ts";
import type { Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";
import { inOrderOf, named, namedUnit, shownPeriods } from "./show-period.ts";

const WAITINGS: readonly Waiting[] = ["approval", "request", "review", "warnings"];

/** Where a month of a plan stands, unit by unit in the order of the directory. Undefined when the plan has no such month. */
export async function showBoard(
  plan: Plan,
  asked: { period?: string | undefined; filter: BoardFilter },
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
  const duties = inOrderOf(directory, board).map((standing): BoardDuty => {
    const of = timeliness(standing, today, zone);
    return { ...standing, timeliness: of, isOverdue: (of === "missing" || of === "partial") && standing.due < today };
  });
  const counts = countsOf(duties);
  return {
    plan: named(plan),
    zone,
    period,
    periods: all,
    isOpened: stored !== undefined,
    isClosed: stored?.closed ?? false,
    hasDocuments: stored?.documents !== undefined,
    isBeforeUse: days.due < plan.inForceOn,
    days,
    provisional,
    workingDaysLeft: workingDaysBetween(today, days.due, calendar),
    counts,
    programmes: plan.programmes.map(({ no, code, title }) => ({ no, code, title, lamps: lampsOf(duties, no) })),
    overdue: [0, ...ladder.map(({ no }) => no)].map((rung) => ({
      rung,
      units: duties.filter((duty) => passes(duty, { rung })).length,
    })),
    waiting: WAITINGS.map((waits) => ({ waits, units: duties.filter((duty) => waitsFor(duty, waits)).length })),
    trend: all.flatMap(({ period: month, result }) => {
      const shown = result ?? (month === period && stored ? counts : undefined);
      return shown ? [{ period: month, counts: shown, isFinal: Boolean(result) }] : [];
    }),
    rows: duties
      .filter((duty) => passes(duty, asked.filter))
      .map((duty) => ({ ...duty, unit: namedUnit(duty.unit, directory) })),
    filter: asked.filter,
    ladder,
    open: plan.open.length,
  };
}
