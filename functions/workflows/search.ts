import { may, type Viewer } from "../core/access.ts";
import { folded } from "../core/folded-text.ts";
import type { Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";
import { named, namedUnit } from "./show-period.ts";

/** So many of each are shown. */
const SHOWN = 50;

/** Measures whose words, code, task or lead hold what is looked for, and units by any of their names, as far as a viewer may see them. */
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
  return {
    plan: named(plan),
    words,
    units: units.slice(0, SHOWN).map(({ id }) => namedUnit(id, directory)),
    found: measures.length,
    measures: measures.slice(0, SHOWN).map(({ id, code, text, retired }) => ({ id, code, text, retired })),
  };
}
