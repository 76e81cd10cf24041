import { EMPTY_CHAIN } from "./audit.ts";
import { type CycleDays, firstMonthOf } from "./cycle.ts";
import type { Month } from "./day.ts";
import { reportsIn } from "./deadline.ts";
import type { UnitId } from "./directory.ts";
import { type Done, doneIn } from "./done.ts";
import type { Duty } from "./duty.ts";
import type { OwnedMeasure, Plan } from "./plan.ts";

/**
 * The duties of one period: who reports on what.
 *
 * @rule CY-2 each unit that leads a measure reporting in that month has one duty
 * @rule CY-3 with several leads each reports, or the first for all, as the plan says
 * @rule CY-4 assisting units owe nothing while that is undecided
 * Rule CY-6 the operator's own unit reports on the same clock
 */
export function dutiesFor(
  period: Month,
  plan: Plan,
  measures: readonly OwnedMeasure[],
  days: CycleDays,
  done: Done,
): Duty[] {
  const byUnit = new Map<UnitId, OwnedMeasure[]>();
  const first = firstMonthOf(period, plan.settings.cycle);
  for (const measure of measures)
    for (const unit of measure.retired ? [] : reportersOf(measure, plan))
      if (reportsIn(period, measure.deadline, doneIn(done, measure.id, unit), first))
        byUnit.set(unit, [...(byUnit.get(unit) ?? []), measure]);
  const { opens, reminds, due, closes, provisional } = days;
  return [...byUnit]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, own]) => ({
      plan: plan.id,
      period,
      unit,
      round: 1,
      days: { opens, reminds, due, closes },
      provisional,
      measures: own.map(({ id, edition }) => ({ id, edition })),
      entries: {},
      told: [],
      completeAt: null,
      closed: false,
      audit: EMPTY_CHAIN,
    }));
}

/** Who answers for a measure; a measure whose leads are all open is the operator's (PL-9). */
export function reportersOf({ owners }: OwnedMeasure, { settings }: Plan): UnitId[] {
  if (owners.leads.length === 0) return [settings.operator];
  return settings.leads === "first" ? owners.leads.slice(0, 1) : owners.leads;
}
