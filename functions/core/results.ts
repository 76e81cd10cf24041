import { type WorkCalendar, workingDaysBetween } from "./calendar.ts";
import { unitOf } from "./contacts.ts";
import { type Day, dayAt, dayOf, type Month } from "./day.ts";
import type { Directory, UnitId } from "./directory.ts";
import { type Done, doneIn } from "./done.ts";
import { missingIn, type SubmissionId, Timeliness } from "./duty.ts";
import { type Editions, editionName } from "./form-for.ts";
import { elapsedShare } from "./gates.ts";
import { Lamp, progressOf } from "./lamp.ts";
import { type LeadState, type MeasureState, stateOf } from "./measure-state.ts";
import type { OwnedMeasure, Plan } from "./plan.ts";
import type { Snapshot } from "./snapshot.ts";
import { targetStates } from "./target-state.ts";

/** What the results of a month are made of. */
export interface MonthFacts {
  plan: Plan;
  period: Month;
  snapshots: readonly Snapshot[];
  editions: Editions;
  done: Done;
  directory: Directory;
  calendar: WorkCalendar;
}

/** How a unit's duty stood when the month closed. */
export interface UnitResult {
  unit: UnitId;
  name: string;
  snapshot: Snapshot;
  timeliness: Timeliness;
  asked: number;
  recorded: number;
  /** The day on which the report was complete, and how many working days after the due day that was; of one that was. */
  completeOn: Day | undefined;
  lateBy: number;
  review: "accepted" | "returned" | undefined;
  /** How the measures stand that it leads, as far as it says. */
  leads: readonly LeadState[];
  /** What its report is made of, oldest first. */
  submissions: readonly SubmissionId[];
}

/** The results of one month, from what it closed with. Units are in the directory's order, measures in the plan's. */
export interface Results {
  plan: Plan;
  period: Month;
  units: readonly UnitResult[];
  measures: readonly MeasureState[];
  /** Measures in force that nobody was asked about any more: accepted as done in a month before. */
  doneBefore: readonly OwnedMeasure[];
}

export function resultsOf(facts: MonthFacts): Results {
  const { plan, period, snapshots, directory } = facts;
  const units = snapshots.map((snapshot) => unitResult(snapshot, facts)).toSorted(byPlaceIn(directory));
  const measures = measureStates(units, facts);
  const asked = new Set(measures.map(({ measure }) => measure.id));
  return { plan, period, units, measures, doneBefore: leftBefore(facts).filter(({ id }) => !asked.has(id)) };
}

function unitResult(snapshot: Snapshot, facts: MonthFacts): UnitResult {
  const { plan, directory, calendar } = facts;
  const { unit, days, stamp, accepted, returned } = snapshot;
  const completeAt = stamp?.completeAt ?? snapshot.completeAt;
  const completeOn = completeAt ? dayAt(completeAt, plan.settings.zone) : undefined;
  const due = stamp?.due ?? days.due;
  return {
    unit,
    name: unitOf(unit, directory)?.name ?? unit,
    snapshot,
    timeliness: snapshot.timeliness,
    asked: snapshot.measures.length,
    recorded: snapshot.measures.length - missingIn(snapshot).length,
    completeOn,
    lateBy: completeOn ? Math.max(0, workingDaysBetween(due, completeOn, calendar)) : 0,
    review: accepted ? "accepted" : returned ? "returned" : undefined,
    leads: snapshot.measures.flatMap((asked) => {
      const measure = facts.editions.get(editionName(asked));
      return measure ? leadState(measure, snapshot, facts) : [];
    }),
    submissions: submissionsOf(snapshot),
  };
}

function leadState(measure: OwnedMeasure, { unit, entries, exempt }: Snapshot, { period, done }: MonthFacts) {
  const entry = entries[measure.id];
  const course = {
    period,
    deadline: measure.deadline,
    doneIn: doneBy(period, doneIn(done, measure.id, unit)),
    exempt: exempt !== undefined,
  };
  return { measure: measure.id, unit, entry, progress: progressOf(entry, course) };
}

/** What was accepted for later months was not known when this one closed. */
const doneBy = (period: Month, done: Month | undefined): Month | undefined =>
  done && done <= period ? done : undefined;

const submissionsOf = ({ entries }: Snapshot): SubmissionId[] => [
  ...new Set(
    Object.values(entries)
      .filter((entry) => entry !== undefined)
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ submission }) => submission),
  ),
];

/** Each measure once, in the newest edition that somebody was asked for. */
function measureStates(units: readonly UnitResult[], { plan, period, editions }: MonthFacts): MeasureState[] {
  const newest = new Map<OwnedMeasure["id"], OwnedMeasure>();
  for (const asked of units.flatMap(({ snapshot }) => snapshot.measures)) {
    const measure = editions.get(editionName(asked));
    if (measure && measure.edition >= (newest.get(measure.id)?.edition ?? 0)) newest.set(measure.id, measure);
  }
  const yearElapsed = elapsedShare(period, { kind: "by", day: dayOf(plan.year, 12, 31) }) ?? 0;
  const leads = Map.groupBy(
    units.flatMap((unit) => unit.leads),
    ({ measure }) => measure,
  );
  return [...newest.values()].toSorted(byPlace).map((measure) => {
    const own = inOrder(leads.get(measure.id) ?? [], measure.owners.leads);
    const state = stateOf(measure, own);
    const elapsed = elapsedShare(period, measure.deadline) ?? yearElapsed;
    return { measure, leads: own, ...state, targets: targetStates(measure.targets, state.figures, elapsed) };
  });
}

const inOrder = (leads: readonly LeadState[], of: readonly UnitId[]): LeadState[] =>
  leads.toSorted((a, b) => placeIn(of, a.unit) - placeIn(of, b.unit));
/** Whoever is not among them comes last. */
const placeIn = (of: readonly UnitId[], unit: UnitId): number => (of.includes(unit) ? of.indexOf(unit) : of.length);

/** In the order of the document. */
export const byPlace = (a: OwnedMeasure, b: OwnedMeasure): number =>
  a.programme - b.programme || a.taskNo - b.taskNo || a.index - b.index;

function byPlaceIn({ units }: Directory): (a: UnitResult, b: UnitResult) => number {
  const place = new Map(units.map(({ id }, at) => [id, at]));
  return (a, b) => (place.get(a.unit) ?? units.length) - (place.get(b.unit) ?? units.length);
}

/** Accepted as done by each of their leads in a month before. */
const leftBefore = ({ plan, period, editions, done }: MonthFacts): OwnedMeasure[] =>
  plan.measures
    .flatMap((named) => editions.get(editionName(named)) ?? [])
    .filter(({ id, owners, retired }) => {
      const leads = plan.settings.leads === "first" ? owners.leads.slice(0, 1) : owners.leads;
      const last = leads.map((unit) => doneIn(done, id, unit));
      return !retired && last.length > 0 && last.every((month) => month !== undefined && month < period);
    });

/** The numbers of a month that are compared from month to month. */
export const FIGURES = [
  "duties",
  ...Timeliness.options,
  "accepted",
  "returned",
  "measures",
  ...Lamp.options,
  "done-before",
] as const;
export type FigureName = (typeof FIGURES)[number];

/** What a number counts: each is the length of such a list. */
export type Counted =
  | { of: "units"; are: readonly UnitResult[] }
  | { of: "measures"; are: readonly MeasureState[] }
  | { of: "plan"; are: readonly OwnedMeasure[] };

type Counting = Pick<Results, "units" | "measures" | "doneBefore">;

/** @rule DG-5 every number of a month is a count of its duties or measures, and names them */
export function countedIn(results: Counting, name: FigureName): Counted {
  const { units, measures, doneBefore } = results;
  switch (name) {
    case "duties":
      return { of: "units", are: units };
    case "on-time":
    case "late":
    case "partial":
    case "open":
    case "missing":
    case "exempt":
      return { of: "units", are: units.filter(({ timeliness }) => timeliness === name) };
    case "accepted":
    case "returned":
      return { of: "units", are: units.filter(({ review }) => review === name) };
    case "measures":
      return { of: "measures", are: measures };
    case "red":
    case "yellow":
    case "gray":
    case "green":
    case "blue":
      return { of: "measures", are: measures.filter(({ progress }) => progress.lamp === name) };
    case "done-before":
      return { of: "plan", are: doneBefore };
  }
}

export const countIn = (results: Counting, name: FigureName): number => countedIn(results, name).are.length;

/** The units that a number counts. */
export function countedUnits(results: Counting, name: FigureName): readonly UnitResult[] {
  const counted = countedIn(results, name);
  return counted.of === "units" ? counted.are : [];
}

/** How much more it is than the month before; undefined when there was none. */
export const changeIn = (now: Counting, last: Counting | undefined, name: FigureName): number | undefined =>
  last && countIn(now, name) - countIn(last, name);

/** Of the duties that owed a report, so large a part: 0 to 1; undefined when none did. */
export function shareIn(results: Counting, name: Timeliness): number | undefined {
  const owed = countIn(results, "duties") - countIn(results, "exempt");
  return owed > 0 ? countIn(results, name) / owed : undefined;
}

/** A programme or a task of it, with the measures that were reported on. */
export interface Part {
  programme: number;
  /** Of a task. */
  task?: { no: number; name: string };
  measures: readonly MeasureState[];
  doneBefore: readonly OwnedMeasure[];
}

export const programmesIn = ({ plan, measures, doneBefore }: Results): Part[] =>
  plan.programmes.map(({ no }) => ({
    programme: no,
    measures: measures.filter(({ measure }) => measure.programme === no),
    doneBefore: doneBefore.filter(({ programme }) => programme === no),
  }));

export const tasksIn = ({ programme, measures, doneBefore }: Part): Part[] => {
  const all = [...measures.map(({ measure }) => measure), ...doneBefore].toSorted(byPlace);
  return [...Map.groupBy(all, ({ taskNo }) => taskNo)].map(([no, [first]]) => ({
    programme,
    task: { no, name: first?.taskName ?? "" },
    measures: measures.filter(({ measure }) => measure.taskNo === no),
    doneBefore: doneBefore.filter(({ taskNo }) => taskNo === no),
  }));
};

/** How many measures of a part show a lamp. */
export const lampsIn = ({ measures }: Pick<Part, "measures">, lamp: Lamp): number =>
  measures.filter(({ progress }) => progress.lamp === lamp).length;
