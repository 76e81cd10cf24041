import { may, type Viewer } from "../core/access.ts";
import type { Month } from "../core/day.ts";
import type { UnitId } from "../core/directory.ts";
import type { Duty } from "../core/duty.ts";
import { folded } from "../core/folded-text.ts";
import { askedMeasures } from "../core/form-for.ts";
import type { MeasureId } from "../core/measure.ts";
import type { Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";
import { named, namedUnit } from "./show-period.ts";
import { saidIn } from "./show-words.ts";

/** So many of each are shown. */
const SHOWN = 50;

/**
 * Measures whose words, code, task or lead hold what is looked for, units by any of their names, and what units reported,
 * the newest month first; each as far as a viewer may see it.
 */
export async function search(plan: Plan, words: string, viewer: Viewer, { store }: Pick<Ports, "store">) {
  const sought = folded(words).trim().toLowerCase().slice(0, 60);
  const holds = (text: string): boolean => folded(text).toLowerCase().includes(sought);
  const [directory, all] = await Promise.all([store.directory(), store.measures(plan)]);
  const measures = sought ? all.filter((each) => [each.code, each.text, each.taskName, ...each.leads].some(holds)) : [];
  const units = sought
    ? directory.units.filter(
        ({ id, name, aliases }) => may(viewer, "see-unit", plan.settings, id) && [name, ...aliases].some(holds),
      )
    : [];
  const said = sought ? await reported(plan, holds, (unit) => may(viewer, "see-unit", plan.settings, unit), store) : [];
  return {
    plan: named(plan),
    words,
    entries: said.map((each) => ({ ...each, unit: namedUnit(each.unit, directory) })),
    units: units.slice(0, SHOWN).map(({ id }) => namedUnit(id, directory)),
    found: measures.length,
    measures: measures.slice(0, SHOWN).map(({ id, code, text, retired }) => ({ id, code, text, retired })),
  };
}

/** What was reported, as it counts: of a closed month as it was copied then. */
async function reported(
  plan: Plan,
  holds: (text: string) => boolean,
  isSeen: (unit: UnitId) => boolean,
  store: Ports["store"],
) {
  const editions = await store.editions(plan);
  const found: { period: Month; unit: UnitId; id: MeasureId; code: string; text: string }[] = [];
  for (const { period, closed } of (await store.periods(plan.id)).toReversed()) {
    const duties: readonly (Duty | undefined)[] = closed
      ? await store.snapshots(plan.id, period)
      : await Promise.all(
          (await store.board(plan.id, period))
            .filter(({ unit, recorded }) => recorded > 0 && isSeen(unit))
            .map(({ unit }) => store.duty({ plan: plan.id, period, unit })),
        );
    const seen = duties.filter((duty): duty is Duty => duty !== undefined && isSeen(duty.unit));
    const said = await saidIn(seen, { store });
    for (const duty of seen)
      for (const measure of askedMeasures(duty, editions)) {
        const words = said(duty, measure);
        const text = [words?.progress, words?.problems, words?.next].find((each) => each && holds(each));
        if (text) found.push({ period, unit: duty.unit, id: measure.id, code: measure.code, text });
      }
    if (found.length >= SHOWN) break;
  }
  return found.slice(0, SHOWN);
}
