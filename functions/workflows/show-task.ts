import { may, type Viewer } from "../core/access.ts";
import type { Instant, Month } from "../core/day.ts";
import type { UnitId } from "../core/directory.ts";
import { Lamp } from "../core/lamp.ts";
import type { OwnedMeasure, Plan } from "../core/plan.ts";
import { resultsOf } from "../core/results.ts";
import { snapshotOf } from "../core/snapshot.ts";
import type { Ports } from "./ports.ts";
import { named, namedUnit, shownPeriods } from "./show-period.ts";
import { saidIn } from "./show-words.ts";

/**
 * One task of a plan: how each of its measures stands, and what those units say of it in a month and in the one before that a viewer
 * may see. Undefined when the plan has no such task or month.
 */
export async function showTask(
  plan: Plan,
  asked: { programme?: string | undefined; task?: string | undefined; period?: string | undefined },
  viewer: Viewer,
  at: Instant,
  { store }: Pick<Ports, "store">,
) {
  const [all, shown] = await Promise.all([store.measures(plan), shownPeriods(plan, asked.period, { store })]);
  const measures = all.filter(
    ({ programme, taskNo, retired }) =>
      !retired && String(programme) === asked.programme && String(taskNo) === asked.task,
  );
  const [first] = measures;
  if (!first || !shown) return undefined;
  const [directory, calendar, editions, done] = await Promise.all([
    store.directory(),
    store.calendar(plan.settings),
    store.editions(plan),
    store.done(plan.id),
  ]);
  const periods = shown.all.flatMap(({ period, isOpened }) => (isOpened ? [period] : []));
  const before = periods.findLast((each) => each < shown.period);
  const units = leadsOf(measures, plan).filter((unit) => may(viewer, "see-unit", plan.settings, unit));
  const ids = new Set(measures.map(({ id }) => id));
  /** What was said of the task's measures, and how they stand by it. */
  const standing = async (period: Month | undefined) => {
    const found = period ? await Promise.all(units.map((unit) => store.duty({ plan: plan.id, period, unit }))) : [];
    const duties = found.flatMap((duty) =>
      duty ? [{ ...duty, measures: duty.measures.filter(({ id }) => ids.has(id)) }] : [],
    );
    const snapshots = duties.map((duty) => snapshotOf(duty, at, plan.settings.zone));
    const said = await saidIn(
      duties.map((duty) => ({ ...duty, entries: entriesOf(duty.entries, ids) })),
      { store },
    );
    return {
      results: period && resultsOf({ plan, period, snapshots, editions, done, directory, calendar }).measures,
      wordsOf: (unit: UnitId, measure: OwnedMeasure) => {
        const duty = duties.find((each) => each.unit === unit);
        return duty && said(duty, measure);
      },
    };
  };
  const [now, last] = await Promise.all([standing(periods.find((each) => each === shown.period)), standing(before)]);
  return {
    plan: named(plan),
    zone: plan.settings.zone,
    no: first.taskNo,
    name: first.taskName,
    section: first.section,
    programme: plan.programmes.find(({ no }) => no === first.programme) ?? { no: first.programme, title: "" },
    period: shown.period,
    periods,
    before,
    lamps: Lamp.options.map((lamp) => ({
      lamp,
      count: now.results?.filter(({ progress }) => progress.lamp === lamp).length ?? 0,
    })),
    measures: measures.map((measure) => {
      const state = now.results?.find((each) => each.measure.id === measure.id);
      return {
        id: measure.id,
        code: measure.code,
        text: measure.text,
        deadlineRaw: measure.deadlineRaw,
        lamp: state?.progress.lamp,
        targets: state?.targets ?? [],
        leads: (state?.leads ?? []).map(({ unit, progress }) => ({
          unit: namedUnit(unit, directory),
          progress,
          words: now.wordsOf(unit, measure),
          before: last.wordsOf(unit, measure),
        })),
      };
    }),
  };
}

const leadsOf = (measures: readonly OwnedMeasure[], { settings }: Plan): UnitId[] => [
  ...new Set(measures.flatMap(({ owners }) => (owners.leads.length > 0 ? owners.leads : [settings.operator]))),
];

/** So that no other submission is read. */
const entriesOf = <Entries extends object>(entries: Entries, ids: ReadonlySet<string>): Entries =>
  // what is left out is as if nobody had said it
  Object.fromEntries(Object.entries(entries).filter(([id]) => ids.has(id))) as Entries;
