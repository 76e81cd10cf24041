import { may, type Viewer } from "../core/access.ts";
import type { AuditRow } from "../core/audit.ts";
import type { Month } from "../core/day.ts";
import { deadlineDay } from "../core/deadline.ts";
import type { UnitId } from "../core/directory.ts";
import type { Duty } from "../core/duty.ts";
import type { MeasureId } from "../core/measure.ts";
import type { OwnedMeasure, Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";
import { named, namedUnit, shownPeriods } from "./show-period.ts";
import { saidIn } from "./show-words.ts";

/** One measure, and what its units said of it over the months, as far as the viewer may see them. Undefined when the plan has no such measure or month. */
export async function showMeasure(
  plan: Plan,
  asked: { measure: string; period?: string | undefined },
  viewer: Viewer,
  { store }: Pick<Ports, "store">,
) {
  const [measures, shown, directory] = await Promise.all([
    store.measures(plan),
    shownPeriods(plan, asked.period, { store }),
    store.directory(),
  ]);
  const measure = measures.find(({ id }) => id === asked.measure);
  if (!measure || !shown) return undefined;
  const periods = shown.all.flatMap(({ period, isOpened }) => (isOpened ? [period] : []));
  const period = periods.find((each) => each === shown.period);
  const leads = measure.owners.leads.length > 0 ? measure.owners.leads : [plan.settings.operator];
  const sees = (unit: UnitId): boolean => may(viewer, "see-unit", plan.settings, unit);
  const reporters = leads.filter(sees);
  const duties = await Promise.all(reporters.map((unit) => dutiesOver(periods, unit, plan, { store })));
  const ofPeriod = duties.flatMap((months) => months.find((duty) => duty?.period === period) ?? []);
  const said = await saidIn(
    ofPeriod.map((duty) => only(duty, measure)),
    { store },
  );
  const returns = await Promise.all(ofPeriod.map(async (duty) => returnsOf(duty, measure.id, await store.audit(duty))));
  const inDirectory = (units: readonly UnitId[]) =>
    units.map((unit) => ({ ...namedUnit(unit, directory), isSeen: sees(unit) }));
  return {
    plan: named(plan),
    zone: plan.settings.zone,
    measure,
    programme: plan.programmes.find(({ no }) => no === measure.programme)?.title ?? "",
    lastDay: measure.deadline ? deadlineDay(measure.deadline) : undefined,
    leads: inDirectory(measure.owners.leads),
    assists: inDirectory(measure.owners.assists),
    openNames: measure.owners.open,
    answers: (plan.answers ?? []).filter(({ about }) => "measure" in about && about.measure === measure.id),
    returns: returns.flat().map((each) => ({ ...each, unit: namedUnit(each.unit, directory) })),
    period,
    periods,
    units: reporters.map((unit, at) => {
      const duty = ofPeriod.find((each) => each.unit === unit);
      return {
        unit: namedUnit(unit, directory),
        months: duties[at]?.map((each) => stateIn(each, measure)) ?? [],
        words: duty && said(duty, measure),
      };
    }),
  };
}

const dutiesOver = (
  periods: readonly Month[],
  unit: UnitId,
  plan: Plan,
  { store }: Pick<Ports, "store">,
): Promise<(Duty | undefined)[]> => Promise.all(periods.map((period) => store.duty({ plan: plan.id, period, unit })));

/** The duty with what it says of one measure only, so that no other submission is read. */
const only = (duty: Duty, { id }: OwnedMeasure): Duty => ({
  ...duty,
  entries: duty.entries[id] ? { [id]: duty.entries[id] } : {},
});

const stateIn = (duty: Duty | undefined, { id }: OwnedMeasure) =>
  duty?.measures.some((each) => each.id === id) ? (duty.entries[id] ?? ("missing" as const)) : undefined;

/** When what a unit said of a measure was returned, and why. */
function returnsOf({ period, unit }: Duty, measure: MeasureId, rows: readonly AuditRow[]) {
  return rows.flatMap(({ kind, at, by, detail }) => {
    if (kind !== "ReportReturned") return [];
    // what a history's rows say is ours
    const { why, entries } = JSON.parse(detail) as { why: string; entries: string[] };
    return entries.includes(measure) ? [{ at, by, why, period, unit }] : [];
  });
}
