import { rootOf } from "../core/audit.ts";
import { isProvisional } from "../core/calendar.ts";
import { decidersFor, operatorsOf } from "../core/contacts.ts";
import { cycleDays, periodsOf } from "../core/cycle.ts";
import { dayOf, type Month, yearOf } from "../core/day.ts";
import type { UnitId } from "../core/directory.ts";
import type { Standing } from "../core/duty.ts";
import type { Period } from "../core/plan.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { isSendingTime } from "../core/reminder.ts";
import { isReviewDay, wantsReview } from "../core/review.ts";
import { waits } from "../core/submission.ts";
import type { Ports } from "./ports.ts";
import { type Run, tellToday } from "./run.ts";

/**
 * Tells whoever decides, once every working day, what waits for a decision: submissions that are held (RP-1), reports to be
 * reviewed, requests and objections (RV-1, RV-3, SC-6), measures whose leads are all open (PL-9), and from 1 December next year's holiday notice
 * that has not come (CA-2). What is of the operator's own unit is the supervision office's (CY-6).
 *
 * @param periods  as the run found them: of one that it opened itself nothing waits yet
 */
export async function tellOperator(run: Run, periods: readonly Period[], ports: Ports): Promise<void> {
  const { plan, now, calendar, directory } = run;
  if (!isSendingTime(now, plan.settings.hours, calendar) || now.time >= plan.settings.hours.evening) return;
  const key = `operator#${plan.id}#${now.day}`;
  const { operator } = plan.settings;
  const open = periods.filter(({ closed }) => !closed);
  const boards = await Promise.all(
    open.map(async ({ period }) => ({ period, standings: await ports.store.board(plan.id, period) })),
  );
  const waiting = await unitsWaiting(plan.id, periods, boards, ports);
  const isReviewed = open.some(({ days }) => isReviewDay(now.day, days, calendar));
  const isSome = ({ held, reviews, requests, objections }: Counts): boolean =>
    held + requests + objections + (isReviewed ? reviews : 0) > 0;
  const own = waitingOf((unit) => unit === operator, waiting);
  const undecided = {
    kind: "undecided",
    plan: plan.id,
    ...waitingOf((unit) => unit !== operator, waiting),
    ...(await openPoints(run, ports)),
  } as const;
  const isNothing = !isSome(undecided) && undecided.measures.length === 0 && undecided.noticeMissingFor === null;
  if ((isNothing && !isSome(own)) || (await ports.store.isMarked(key))) return;
  const root = openRoot(plan.id, boards, ports);
  await ports.store.change(async (changes) => {
    changes.mark(key);
    if (!isNothing)
      for (const contact of operatorsOf(plan.settings, directory))
        await tellToday(changes, run, contact, { ...undecided, root }, ports);
    if (isSome(own))
      for (const contact of decidersFor(operator, plan.settings, directory))
        await tellToday(changes, run, contact, { ...undecided, ...own, measures: [], noticeMissingFor: null }, ports);
  });
}

interface Board {
  period: Month;
  standings: readonly Standing[];
}

/** The root over the histories of all duties of open months, as their boards have them. */
const openRoot = (plan: PlanId, boards: readonly Board[], { keys }: Ports) => {
  const duties = boards.flatMap(({ period, standings }) =>
    standings.map(({ unit, head }) => ({ plan, period, unit, audit: { head } })),
  );
  return { hash: rootOf(duties, keys.hash), duties: duties.length };
};

/** What waits for a person, as the units it is of. */
interface Waiting {
  held: readonly (UnitId | null)[];
  reviews: readonly (UnitId | null)[];
  requests: readonly (UnitId | null)[];
  objections: readonly (UnitId | null)[];
}
type Counts = Record<keyof Waiting, number>;

const waitingOf = (
  isOf: (unit: UnitId | null) => boolean,
  { held, reviews, requests, objections }: Waiting,
): Counts => ({
  held: held.filter(isOf).length,
  reviews: reviews.filter(isOf).length,
  requests: requests.filter(isOf).length,
  objections: objections.filter(isOf).length,
});

async function unitsWaiting(
  plan: PlanId,
  periods: readonly Period[],
  boards: readonly Board[],
  ports: Ports,
): Promise<Waiting> {
  const standings = boards.flatMap((board) => board.standings);
  return {
    held: await heldUnits(plan, ports),
    // only what has closed is scored
    objections: periods.some(({ closed }) => closed) ? await unitsObjecting(plan, ports) : [],
    reviews: standings.filter(wantsReview).map(({ unit }) => unit),
    requests: standings.flatMap(({ unit, request, closed }) => (request && !closed ? unit : [])),
  };
}

async function unitsObjecting(plan: PlanId, { store }: Ports): Promise<UnitId[]> {
  const units: UnitId[] = [];
  for await (const { unit } of store.objections(plan)) units.push(unit);
  return units;
}

/** So many are counted; the list says how many there are. */
const MOST_HELD = 500;

/** Of each submission that is held, the unit it is taken to be of. */
async function heldUnits(plan: PlanId, { store }: Ports): Promise<(UnitId | null)[]> {
  const units: (UnitId | null)[] = [];
  for await (const id of store.held(plan)) {
    const submission = units.length < MOST_HELD ? await store.submission(id) : undefined;
    if (submission && waits(submission)) units.push(submission.unit);
  }
  return units;
}

/** What the plan leaves open, as long as it has a month to come. */
async function openPoints(
  run: Run,
  { store }: Ports,
): Promise<{ measures: string[]; noticeMissingFor: number | null }> {
  const { plan, now, calendar } = run;
  const last = periodsOf(plan).at(-1);
  if (!last || now.day > cycleDays(last, plan.settings.cycle, calendar).closes)
    return { measures: [], noticeMissingFor: null };
  const measures = (await store.measures(plan)).filter(({ owners, retired }) => !retired && owners.leads.length === 0);
  return { measures: measures.map(({ code }) => code), noticeMissingFor: yearWithoutNotice(run) };
}

/** The year whose holiday notice is missing: this one, or from 1 December the next. @see CA-2 */
function yearWithoutNotice({ now, calendar }: Run): number | null {
  const year = yearOf(now.day);
  const asked = now.day >= dayOf(year, 12, 1) && !isProvisional(now.day, calendar) ? year + 1 : year;
  return isProvisional(dayOf(asked, 1, 1), calendar) ? asked : null;
}
