import { z } from "zod";
import { Month } from "./day.ts";
import { UnitId } from "./directory.ts";
import type { Duty } from "./duty.ts";
import { MeasureId } from "./measure.ts";
import { PlanId } from "./plan-settings.ts";

/** Which measures of a plan were accepted as done: of which unit, and the latest month for which. */
export const Done = z.object({
  plan: PlanId,
  measures: z.partialRecord(MeasureId, z.partialRecord(UnitId, Month)),
});
export type Done = z.infer<typeof Done>;

export const nothingDone = (plan: PlanId): Done => ({ plan, measures: {} });

/** The latest month for which a unit's work on a measure was accepted as done. Rules DL-4, DL-5 */
export const doneIn = ({ measures }: Done, id: MeasureId, unit: UnitId): Month | undefined => measures[id]?.[unit];

/** With a duty's report accepted: what it calls done is; what was accepted for the same month and is no longer called so is not. */
export function withAccepted<Kept extends Done>(done: Kept, { unit, period, entries }: Duty): Kept {
  const measures = { ...done.measures };
  for (const [id, entry] of Object.entries(entries) as [MeasureId, Duty["entries"][MeasureId]][]) {
    // the keys of `entries` are ids: Object.entries widens them
    const { [unit]: before, ...others } = measures[id] ?? {};
    if (entry?.status === "done") measures[id] = { ...others, [unit]: before && before > period ? before : period };
    else if (before === period) measures[id] = others;
  }
  return { ...done, measures };
}
