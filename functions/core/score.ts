import { z } from "zod";
import { addWorkingDays, type WorkCalendar, workingDaysBetween } from "./calendar.ts";
import { addMonths, Day, dayAt, firstDayOf, Instant } from "./day.ts";
import { overdueOn } from "./deadline.ts";
import { Mailbox, type UnitId } from "./directory.ts";
import { type Done, doneIn } from "./done.ts";
import { DutyKey, missingIn, SubmissionId } from "./duty.ts";
import { askedMeasures, type Editions } from "./form-for.ts";
import type { Language } from "./language.ts";
import { MeasureId } from "./measure.ts";
import { dueAfterOutages, type Outage } from "./outage.ts";
import type { PlanSettings } from "./plan-settings.ts";
import { lackedSubstance } from "./review.ts";
import { DeductionKind, type ScoreRules } from "./score-rules.ts";
import type { Snapshot } from "./snapshot.ts";

const Decided = z.strictObject({ by: Mailbox, at: Instant, why: z.string() });

/** Points taken off, with the sentence that says why and what shows it. */
export const Deduction = z.strictObject({
  kind: DeductionKind,
  points: z.number().positive(),
  why: z.string(),
  evidence: z.strictObject({
    /** Until when it would have been on time. */
    due: Day.optional(),
    /** When the report was complete. */
    day: Day.optional(),
    measures: z.array(MeasureId).optional(),
    submission: SubmissionId.optional(),
  }),
  /** A person charged it. */
  charged: Decided.optional(),
  /** A person took it back. */
  lifted: Decided.optional(),
});
export type Deduction = z.infer<typeof Deduction>;

/** A unit says that its score is wrong (异议), and what was decided about that. */
export const Objection = z.strictObject({
  at: Instant,
  from: z.string(),
  why: z.string(),
  /** The submission that says so; absent when it was put down by hand. */
  submission: SubmissionId.optional(),
  ruling: z.strictObject({ ...Decided.shape, granted: z.boolean() }).optional(),
});
export type Objection = z.infer<typeof Objection>;

/** A unit's score for a closed month. What is decided later is added with its date; nothing of it goes. */
export const Score = z.object({
  ...DutyKey.shape,
  /** Their version. */
  rules: z.string(),
  full: z.int(),
  /** What is left of the full marks. */
  points: z.number(),
  deductions: z.array(Deduction),
  /** The last day on which the unit may object. */
  objectableUntil: Day,
  objections: z.array(Objection),
});
export type Score = z.infer<typeof Score>;

/** What a month is scored with. */
export interface ScoredMonth {
  rules: ScoreRules;
  settings: Pick<PlanSettings, "zone" | "hours" | "language">;
  calendar: WorkCalendar;
  outages: readonly Outage[];
  /** Units that no reminder reached (RM-7). */
  unreached: ReadonlySet<UnitId>;
  editions: Editions;
  done: Done;
}

/** The scores of a month's units, in their order; those that owed nothing have none. */
export const scoresOf = (snapshots: readonly Snapshot[], month: ScoredMonth): Score[] =>
  snapshots.flatMap((snapshot) => scoreOf(snapshot, month) ?? []);

/**
 * @rule SC-1 a score is full marks less deductions by the rules, each with its reason and evidence, and knows nothing of how the tool was used
 */
export function scoreOf(snapshot: Snapshot, month: ScoredMonth): Score | undefined {
  if (snapshot.exempt) return undefined;
  const { rules, settings, calendar } = month;
  const { plan, period, unit, closedAt } = snapshot;
  const deductions = [...reportDeductions(snapshot, month), ...overdueDeductions(snapshot, month)];
  return summedUp({
    plan,
    period,
    unit,
    rules: rules.version,
    full: rules.full,
    points: rules.full,
    deductions,
    objectableUntil: addWorkingDays(dayAt(closedAt, settings.zone), rules.objectionWorkingDays, calendar),
    objections: [],
  });
}

/** The score with its points as its deductions leave them. */
export const summedUp = <Kept extends Score>(score: Kept): Kept => ({
  ...score,
  points: tenths(score.full - sum(score.deductions.filter(({ lifted }) => !lifted))),
});
const sum = (deductions: readonly Deduction[]): number => deductions.reduce((all, { points }) => all + points, 0);
const tenths = (points: number): number => Math.round(points * 10) / 10;

/** One deduction by the rules, for so many days, entries or measures. */
export function deduction(
  kind: DeductionKind,
  count: number,
  evidence: Deduction["evidence"],
  { charges }: ScoreRules,
  language: Language,
): Deduction {
  const { points, mostAMonth, sentence } = charges[kind];
  return {
    kind,
    points: tenths(Math.min(points * count, mostAMonth)),
    why: sentence[language].replace("{n}", String(count)),
    evidence,
  };
}

/** @rule SC-5 whatever is wrong with a report, it never costs more than none */
function reportDeductions(snapshot: Snapshot, month: ScoredMonth): Deduction[] {
  let left = month.rules.charges.missing.points;
  return [...hollow(snapshot, month), ...timely(snapshot, month), ...complete(snapshot, month)].flatMap((each) => {
    const points = tenths(Math.min(each.points, left));
    left = tenths(left - points);
    return points > 0 ? [{ ...each, points }] : [];
  });
}

function hollow({ returned, entries, stamp }: Snapshot, { rules, settings }: ScoredMonth): Deduction[] {
  if (!returned || !lackedSubstance({ returned })) return [];
  // who reported nothing after that is charged with a report that is missing
  if (Object.keys(entries).length === 0 && !stamp?.completeAt) return [];
  const [first] = Object.values(returned.entries);
  const measures = Object.keys(returned.entries).map((id) => MeasureId.parse(id));
  return [
    deduction("hollow", 1, { measures, ...(first && { submission: first.submission }) }, rules, settings.language),
  ];
}

/** Complete, but late. The time of a first completion stays, unless it lacked substance: then it is judged by its new day. */
function timely(snapshot: Snapshot, month: ScoredMonth): Deduction[] {
  const { stamp, returned, days, completeAt, entries } = snapshot;
  const at = stamp?.completeAt ?? completeAt;
  if (!at || month.unreached.has(snapshot.unit)) return [];
  const due = lastDayFor((!lackedSubstance({ returned }) && stamp?.due) || days.due, month);
  const day = dayAt(at, month.settings.zone);
  if (day <= due) return [];
  const last = Object.values(entries).find((entry) => (entry?.first ?? entry?.at) === at);
  const evidence = { due, day, ...(last && { submission: last.submission }) };
  return [
    deduction(
      "late",
      Math.max(1, workingDaysBetween(due, day, month.calendar)),
      evidence,
      month.rules,
      month.settings.language,
    ),
  ];
}

/** What was wanted and is not there. Who was never reached is not silent (RM-7); a day that was not over is not missed. */
function complete(snapshot: Snapshot, month: ScoredMonth): Deduction[] {
  const { unit, days, entries, stamp, completeAt, closedAt } = snapshot;
  const due = lastDayFor(days.due, month);
  if (completeAt || month.unreached.has(unit) || due >= dayAt(closedAt, month.settings.zone)) return [];
  if (Object.keys(entries).length === 0 && !stamp?.completeAt)
    return [deduction("missing", 1, { due }, month.rules, month.settings.language)];
  const measures = missingIn(snapshot);
  return [deduction("entries", measures.length, { due, measures }, month.rules, month.settings.language)];
}

const lastDayFor = (due: Day, { outages, settings, calendar }: ScoredMonth): Day =>
  dueAfterOutages(due, outages, settings, calendar);

/** Measures whose deadline passed by the end of the period, which is named by its last month, neither accepted nor reported as done: reviewing late costs no unit. */
function overdueDeductions(snapshot: Snapshot, { editions, done, rules, settings }: ScoredMonth): Deduction[] {
  const { period, unit, entries } = snapshot;
  const measures = askedMeasures(snapshot, editions)
    .filter(({ id, deadline }) => overdueOn(firstDayOf(addMonths(period, 1)), deadline, doneIn(done, id, unit)))
    .filter(({ id }) => entries[id]?.status !== "done")
    .map(({ id }) => id);
  return measures.length > 0 ? [deduction("overdue", measures.length, { measures }, rules, settings.language)] : [];
}

/** A unit's place among those that had duties. */
export interface Ranked {
  rank: number;
  unit: UnitId;
  /** Of its months, to a hundredth. */
  average: number;
  duties: number;
}

/** @rule SC-2 ranks are over units with duties, by the average of their months; equal averages share a rank */
export function ranking(scores: readonly Pick<Score, "unit" | "points">[]): Ranked[] {
  const averages = [...Map.groupBy(scores, ({ unit }) => unit)]
    .map(([unit, own]) => ({ unit, average: averageOf(own), duties: own.length }))
    .sort((a, b) => b.average - a.average || (a.unit < b.unit ? -1 : 1));
  return averages.map((each) => ({ rank: 1 + averages.findIndex(({ average }) => average === each.average), ...each }));
}

const averageOf = (scores: readonly Pick<Score, "points">[]): number =>
  Math.round((scores.reduce((all, { points }) => all + points, 0) / scores.length) * 100) / 100;
