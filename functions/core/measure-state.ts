import type { UnitId } from "./directory.ts";
import type { RecordedEntry } from "./duty.ts";
import type { Figure } from "./entry.ts";
import { type Progress, worstOf } from "./lamp.ts";
import type { MeasureId } from "./measure.ts";
import type { OwnedMeasure } from "./plan.ts";
import type { TargetState } from "./target-state.ts";

/** What one lead's report says of a measure. */
export interface LeadState {
  measure: MeasureId;
  unit: UnitId;
  /** Absent where nothing was reported. */
  entry: RecordedEntry | undefined;
  progress: Progress;
}

/** How a measure stands at the end of a month. */
export interface MeasureState {
  measure: OwnedMeasure;
  /** Those that were to report on it, in the plan's order; at least one. */
  leads: readonly LeadState[];
  progress: Progress;
  figures: readonly Figure[];
  targets: readonly TargetState[];
}

/** @rule CY-7 with several leads a measure's state is the worst of theirs; figures are the first lead's unless a person marks them additive */
export const stateOf = (
  measure: OwnedMeasure,
  leads: readonly LeadState[],
): Pick<MeasureState, "progress" | "figures"> => ({
  // whatever is asked for, a unit was asked
  progress: worstOf(leads)!.progress,
  figures: measure.additive ? summed(leads) : (leads[0]?.entry?.figures ?? []),
});

/** What was done is added up, figure by figure in the order of each entry; targets and rates are not sums. */
function summed(leads: readonly LeadState[]): Figure[] {
  const sums = new Map<string, Figure>();
  for (const { entry } of leads) {
    const met = new Map<string, number>();
    for (const figure of entry?.figures ?? []) {
      const of = `${figure.kind} ${figure.unit}`;
      const nth = met.get(of) ?? 0;
      met.set(of, nth + 1);
      const before = sums.get(`${of} ${nth}`);
      const adds = figure.kind === "cumulative" || figure.kind === "this-month";
      if (!before || adds) sums.set(`${of} ${nth}`, { ...figure, value: exact((before?.value ?? 0) + figure.value) });
    }
  }
  return [...sums.values()];
}

/** 0.1 + 0.2 is 0.3. */
const exact = (value: number): number => Number(value.toPrecision(15));
