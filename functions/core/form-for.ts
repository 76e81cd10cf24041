import type { Month } from "./day.ts";
import type { Unit } from "./directory.ts";
import type { Duty } from "./duty.ts";
import type { Entry } from "./entry.ts";
import type { Measure } from "./measure.ts";
import type { OwnedMeasure } from "./plan.ts";
import type { PlanSettings } from "./plan-settings.ts";
import type { ReportForm } from "./report-form.ts";
import { periodText } from "./words.ts";

/** Editions of measures by `editionName`. */
export type Editions = ReadonlyMap<string, OwnedMeasure>;

export const editionName = ({ id, edition }: Pick<OwnedMeasure, "id" | "edition">): string => `${id}#${edition}`;

export const editionsOf = (measures: readonly OwnedMeasure[]): Editions =>
  new Map(measures.map((measure) => [editionName(measure), measure]));

/**
 * The measures that a duty asks for, in the edition it names (PL-10) and the plan's order; those of some programmes when a
 * contact is bound to them.
 *
 * @rule CY-8
 */
export function askedMeasures(
  duty: Pick<Duty, "measures">,
  editions: Editions,
  programmes?: readonly number[],
): OwnedMeasure[] {
  const asked = duty.measures.flatMap((measure) => editions.get(editionName(measure)) ?? []);
  return programmes ? asked.filter(({ programme }) => programmes.includes(programme)) : asked;
}

/** The workbook for a duty, with what was said the month before. */
export const formFor = (
  duty: { period: Month; days: Pick<Duty["days"], "due"> },
  { settings }: { settings: Pick<PlanSettings, "id" | "name" | "language" | "cycle"> },
  unit: Pick<Unit, "id" | "name">,
  asked: readonly Measure[],
  last: ReadonlyMap<string, Entry>,
): ReportForm => ({
  language: settings.language,
  plan: { id: settings.id, name: settings.name },
  period: duty.period,
  periodText: periodText(duty.period, settings),
  unit: { id: unit.id, name: unit.name },
  due: duty.days.due,
  rows: asked.map(({ id, code, taskName, text, deadlineRaw, targets }) => {
    const said = last.get(code);
    return {
      id,
      code,
      taskName,
      text,
      deadlineRaw,
      targets,
      ...(said && { last: said }),
    };
  }),
});
