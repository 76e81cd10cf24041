import { correctionsOf } from "../core/correction.ts";
import { cycleDays, periodsOf } from "../core/cycle.ts";
import { dayAt, type Instant, type Month } from "../core/day.ts";
import type { Duty, SubmissionId } from "../core/duty.ts";
import type { MonthReport } from "../core/month-report.ts";
import type { Plan } from "../core/plan.ts";
import { type MonthFacts, resultsOf } from "../core/results.ts";
import { type Snapshot, snapshotOf } from "../core/snapshot.ts";
import type { Submission } from "../core/submission.ts";
import type { Ports } from "./ports.ts";

type Reads = Pick<Ports, "store">;

/**
 * All that the documents of a month are made of: what it closed with; while it is open, what there is now (a preview).
 * Undefined when the month was not opened.
 *
 * @param at  of a preview
 */
export async function monthReport(
  plan: Plan,
  period: Month,
  at: Instant,
  { store }: Reads,
): Promise<MonthReport | undefined> {
  const [closed, last, directory, calendar, ladder, done, editions] = await Promise.all([
    store.snapshots(plan.id, period),
    monthBefore(plan, period, { store }),
    store.directory(),
    store.calendar(plan.settings),
    store.ladder(plan.settings),
    store.done(plan.id),
    store.editions(plan),
  ]);
  const isPreview = closed.length === 0;
  const snapshots = isPreview ? await asOfNow(plan, period, at, { store }) : closed;
  if (snapshots.length === 0) return undefined;
  const facts = { plan, editions, done, directory, calendar };
  const results = (of: Month, are: readonly Snapshot[]) => resultsOf({ ...facts, period: of, snapshots: are });
  const corrections = (await Promise.all([...last, ...closed].map((each) => corrected(each, facts, { store })))).flat();
  return {
    results: results(period, snapshots),
    last: last[0] && results(last[0].period, last),
    submissions: await submissionsOf([...last, ...snapshots], corrections, { store }),
    corrections,
    asOf: dayAt(isPreview ? at : closingOf(snapshots), plan.settings.zone),
    isPreview,
    next: nextOf(plan, period, calendar),
    directory,
    ladder,
  };
}

/** How the month before closed; nothing when there was none. */
async function monthBefore(plan: Plan, period: Month, { store }: Reads): Promise<Snapshot[]> {
  const before = periodsOf(plan).findLast((month) => month < period);
  return before ? store.snapshots(plan.id, before) : [];
}

/** What the duties of a month would close with now. */
async function asOfNow(plan: Plan, period: Month, at: Instant, { store }: Reads): Promise<Snapshot[]> {
  const board = await store.board(plan.id, period);
  const duties = await Promise.all(board.map(({ unit }) => store.duty({ plan: plan.id, period, unit })));
  return duties.flatMap((duty) => (duty ? [snapshotOf(duty, at, plan.settings.zone)] : []));
}

async function corrected(snapshot: Snapshot, { editions }: Pick<MonthFacts, "editions">, { store }: Reads) {
  const duty: Duty | undefined = await store.duty(snapshot);
  return duty ? correctionsOf(snapshot, duty, editions) : [];
}

async function submissionsOf(
  snapshots: readonly Snapshot[],
  corrections: MonthReport["corrections"],
  { store }: Reads,
): Promise<Map<SubmissionId, Submission>> {
  const said = [...snapshots.flatMap(({ entries }) => Object.values(entries)), ...corrections.map(({ is }) => is)];
  const ids = new Set(said.flatMap((entry) => entry?.submission ?? []));
  const read = await Promise.all([...ids].map((id) => store.submission(id)));
  return new Map(read.flatMap((submission) => (submission ? [[submission.id, submission] as const] : [])));
}

const closingOf = (snapshots: readonly Snapshot[]): Instant =>
  snapshots.reduce<Instant>((last, { closedAt }) => (closedAt > last ? closedAt : last), snapshots[0]!.closedAt); // there is one

function nextOf(plan: Plan, period: Month, calendar: MonthFacts["calendar"]): MonthReport["next"] {
  const next = periodsOf(plan).find((month) => month > period);
  if (!next) return undefined;
  const { due, provisional } = cycleDays(next, plan.settings.cycle, calendar);
  return { period: next, due, provisional };
}
