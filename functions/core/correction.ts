import type { Month } from "./day.ts";
import type { UnitId } from "./directory.ts";
import type { Duty, RecordedEntry } from "./duty.ts";
import { askedMeasures, type Editions } from "./form-for.ts";
import type { OwnedMeasure } from "./plan.ts";
import type { Snapshot } from "./snapshot.ts";

/** What a unit said of a measure after its month had closed (更正). */
export interface Correction {
  period: Month;
  unit: UnitId;
  measure: OwnedMeasure;
  /** What the month closed with; absent where nothing had been said. */
  was: RecordedEntry | undefined;
  is: RecordedEntry;
}

/**
 * What came after closing, oldest first.
 *
 * @param duty  as it is now
 * @rule DG-7 what comes after closing changes no number of its month; it is listed with its day, what was and what is
 */
export const correctionsOf = (
  { period, unit, entries: closed, closedAt }: Snapshot,
  duty: Pick<Duty, "measures" | "entries">,
  editions: Editions,
): Correction[] =>
  askedMeasures(duty, editions)
    .flatMap((measure) => {
      const is = duty.entries[measure.id];
      return is && is.at > closedAt ? [{ period, unit, measure, was: closed[measure.id], is }] : [];
    })
    .toSorted((a, b) => (a.is.at < b.is.at ? -1 : 1));
