import type { Instant } from "../core/day.ts";
import { dayAt } from "../core/day.ts";
import type { Directory } from "../core/directory.ts";
import type { Language } from "../core/language.ts";
import { namesIn, ownersOf } from "../core/owners.ts";
import type { OwnedMeasure, Plan } from "../core/plan.ts";
import { joinedAnswers, type PlanAnswers, withAnswers } from "../core/plan-answers.ts";
import { type PlanDiff, planDiff } from "../core/plan-diff.ts";
import { type PlanReading, readPlan, type SourceLine } from "../core/plan-document.ts";
import { reviewPlan } from "../core/plan-review.ts";
import type { PlanSettings } from "../core/plan-settings.ts";
import {
  explainDecision,
  explainProblem,
  explainQuestion,
  type PlanDecision,
  type PlanProblem,
  type PlanQuestion,
} from "../core/problems.ts";
import type { Ports, Stored } from "./ports.ts";

/** A plan document as read, with all that a person is asked about it. */
export interface ReviewedPlan extends PlanReading {
  questions: PlanQuestion[];
  decisions: PlanDecision[];
}

/** Reads a plan and lists what is wrong, unclear or left open in it; changes nothing. Rules PL-1 to PL-7, PL-9, PL-11. */
export function reviewedPlan(
  source: readonly SourceLine[],
  directory: Directory | undefined,
  settings?: PlanSettings,
  answers: PlanAnswers = [],
): ReviewedPlan {
  const reading = readPlan(source, settings, directory && namesIn(directory));
  return { ...reading, ...reviewPlan(reading, directory, settings, answers) };
}

/** Thrown at the edge only: a plan with problems does not come into force. */
export class PlanRejected extends Error {
  override readonly name = "PlanRejected";
  readonly problems: PlanProblem[];
  readonly userMessage: string;
  constructor(problems: PlanProblem[]) {
    super(`plan rejected: ${problems.length} problems`);
    this.problems = problems;
    this.userMessage = [`计划未导入，共 ${problems.length} 处需要改正：`, ...problems.map(explainProblem)].join("\n");
  }
}

/** So many measures are put in one write. */
const GROUP = 50;

/**
 * Puts a plan in force, or a later version of it: what changed becomes a new edition, what vanished is retired, the
 * editions that duties name stay (PL-8, PL-10). The plan's own item comes last, and with it all of the new version counts.
 *
 * @throws PlanRejected with all problems at once (PL-9)
 */
export async function importPlan(
  input: {
    source: readonly SourceLine[];
    bytes: Uint8Array;
    settings: PlanSettings;
    answers: PlanAnswers;
    at: Instant;
  },
  ports: Ports,
): Promise<{ plan: Plan; diff: PlanDiff }> {
  const { source, bytes, at } = input;
  const [directory, before] = await Promise.all([ports.store.directory(), ports.store.plan(input.settings.id)]);
  const settings = asSet(input.settings, before);
  const answers = joinedAnswers(input.answers, before?.answers ?? []);
  const reviewed = reviewedPlan(source, directory, settings, answers);
  const { plan: head, problems } = reviewed;
  if (problems.length > 0 || !head.year || !head.issuedOn) throw new PlanRejected(problems);
  const today = dayAt(at, settings.zone);
  const measures = withAnswers(reviewed.measures, answers);
  const inForce = new Map((before ? await ports.store.measures(before) : []).map((measure) => [measure.id, measure]));
  const diff = planDiff(
    [...inForce.values()].filter(({ retired }) => !retired),
    measures,
  );
  const wanted = measures.map(
    (measure): OwnedMeasure => ({
      ...measure,
      edition: 1,
      owners: ownersOf(measure, directory, today, answers),
      retired: false,
    }),
  );
  const vanished = [...inForce.values()]
    .filter(({ id }) => !wanted.some((measure) => measure.id === id))
    .map((measure) => ({ ...measure, retired: true }));
  const editions = [...wanted, ...vanished].map((measure) => nextEdition(measure, inForce.get(measure.id)));
  const fresh = editions.filter((measure) => measure !== inForce.get(measure.id));
  for (let from = 0; from < fresh.length; from += GROUP)
    await ports.store.change(async (changes) => {
      for (const measure of fresh.slice(from, from + GROUP)) changes.measure(settings.id, measure);
    });
  const [sourceName = ""] = await ports.blobs.put([bytes]);
  const plan: Stored<Plan> = {
    ...before,
    id: settings.id,
    settings,
    title: head.title ?? settings.title,
    year: head.year,
    number: head.number ?? "",
    issuedOn: before?.issuedOn ?? head.issuedOn,
    programmes: reviewed.programmes.map(({ no, code, title }) => ({
      no,
      code,
      title,
    })),
    measures: editions.map(({ id, edition }) => ({ id, edition })),
    inForceOn: before?.inForceOn ?? today,
    source: sourceName,
    ...(head.order && { order: { text: head.order.text, line: head.order.line } }),
    open: openPoints(reviewed, settings.language),
    importedAt: at,
    answers,
  };
  await ports.store.change(async (changes) => {
    changes.plan(plan);
    changes.lookNext(plan.id, at);
  });
  ports.log({
    what: "plan imported",
    plan: plan.id,
    measures: measures.length,
    fresh: fresh.length,
  });
  return { plan, diff };
}

/** The settings that come with a document, with what people have set since. */
function asSet(settings: PlanSettings, before: Plan | undefined): PlanSettings {
  if (!before) return settings;
  const { cycle, hours, assists } = before.settings;
  return {
    ...settings,
    ...(before.resets && { cycle, hours }),
    assists: settings.assists === "undecided" ? assists : settings.assists,
  };
}

/** The measure under the edition that is in force when nothing changed, else under the next. */
function nextEdition(measure: OwnedMeasure, inForce: OwnedMeasure | undefined): OwnedMeasure {
  if (!inForce) return measure;
  return sameWords({ ...measure, edition: inForce.edition }, inForce)
    ? inForce
    : { ...measure, edition: inForce.edition + 1 };
}

const WORDS = [
  "code",
  "section",
  "taskNo",
  "taskName",
  "text",
  "deadlineRaw",
  "deadline",
  "leads",
  "assists",
  "targets",
  "additive",
  "owners",
  "retired",
] as const;
const sameWords = (a: OwnedMeasure, b: OwnedMeasure): boolean =>
  WORDS.every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]));

/** What people are asked about a plan, as sentences with their place. */
export const openPoints = (
  { questions, decisions }: Pick<ReviewedPlan, "questions" | "decisions">,
  language: Language = "zh",
): Plan["open"] => [
  ...questions.map((question) => ({
    code: question.code,
    line: question.line,
    measure: question.measureCode,
    text: explainQuestion(question, language),
  })),
  ...decisions.map((decision) => ({
    code: decision.code,
    line: decision.line,
    measure: "measureCode" in decision ? decision.measureCode : null,
    text: explainDecision(decision, language),
  })),
];
