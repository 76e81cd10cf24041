import type { Day } from "./day.ts";
import type { Directory, UnitId } from "./directory.ts";
import type { Measure } from "./measure.ts";
import { answerAbout, type PlanAnswers } from "./plan-answers.ts";
import { nameOf } from "./unit-cell.ts";

/** The units that answer for a measure, each once, in the plan's order; `open` are the names nobody has settled yet. */
export interface Owners {
  leads: UnitId[];
  /** Without those that lead it. */
  assists: UnitId[];
  open: string[];
}

/**
 * Who a measure's names stand for on a day: units, the roster of a group as it is then, and what a person decided for
 * an open name. Until then the measure goes to the units that are named.
 *
 * @rule PL-6
 */
export function ownersOf(
  measure: Pick<Measure, "id" | "leads" | "assists">,
  directory: Directory,
  on: Day,
  answers: PlanAnswers = [],
): Owners {
  const unitsOf = (name: string): UnitId[] | undefined =>
    asList(unitNamed(name, directory, answers)) ??
    rosterOf(name, directory, on) ??
    decidedFor(measure.id, name, directory, answers);
  const leads = new Set(measure.leads.flatMap((name) => unitsOf(name) ?? []));
  const assists = new Set(measure.assists.flatMap((name) => unitsOf(name) ?? []));
  const open = new Set([...measure.leads, ...measure.assists].filter((name) => unitsOf(name) === undefined));
  return {
    leads: [...leads],
    assists: [...assists].filter((unit) => !leads.has(unit)),
    open: [...open],
  };
}

/** The unit of a name or alias, blanks and notes aside, or the one a person said it means. Never a guess (PL-5). */
export function unitNamed(
  name: string,
  { units }: Pick<Directory, "units">,
  answers: PlanAnswers = [],
): UnitId | undefined {
  const wanted = nameOf(name);
  const named = units.find((unit) =>
    [unit.name, ...unit.aliases].some((each) => nameOf(each).toLowerCase() === wanted.toLowerCase()),
  );
  if (named) return named.id;
  const meant = answerAbout("unit-name", answers, (about) => nameOf(about.name) === wanted);
  return units.find(({ id }) => id === meant?.unit)?.id;
}

/** Whether a name leaves open who is meant: 相关…, …等部门, …成员单位; relevant …, others. */
export const isOpenName = (name: string): boolean => OPEN.some((form) => form.test(nameOf(name)));
const OPEN = [
  /^各?(?:相关|有关)|等(?:有关|相关)?(?:部门|单位)$|成员单位$/u,
  /^(?:all )?(?:relevant|appropriate|competent|concerned)\b|^(?:the )?others?(?: units?| departments?| teams?)?$|\b(?:units|departments|teams) concerned$/iu,
];

/** Whether a name is one of the directory's groups, on whatever day. */
export const isGroup = (name: string, { groups }: Directory): boolean =>
  groups.some((group) => group.name === nameOf(name));

/** Every name the directory has: these are whole when a cell is read (PL-4). */
export const namesIn = ({ units, groups }: Directory): Set<string> =>
  new Set([...units.flatMap((unit) => [unit.name, ...unit.aliases]), ...groups.map(({ name }) => name)]);

/** The latest roster of a group that holds on a day. */
const rosterOf = (name: string, { groups }: Directory, on: Day): UnitId[] | undefined =>
  groups
    .filter((group) => group.name === nameOf(name) && group.from <= on)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1)?.units;

/** What a person decided for an open name in one measure; a decision that names no unit of the directory settles nothing. */
export function decidedFor(
  measure: Measure["id"],
  name: string,
  { units }: Directory,
  answers: PlanAnswers,
): UnitId[] | undefined {
  const decided = answerAbout(
    "open-group",
    answers,
    (about) => about.measure === measure && nameOf(about.name) === nameOf(name),
  );
  return decided?.units.every((id) => units.some((unit) => unit.id === id)) ? decided.units : undefined;
}

const asList = (unit: UnitId | undefined): UnitId[] | undefined => (unit === undefined ? undefined : [unit]);
