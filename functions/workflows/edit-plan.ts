import { dayAt } from "../core/day.ts";
import type { Mailbox } from "../core/directory.ts";
import type { Plan } from "../core/plan.ts";
import type { PlanAnswer, PlanAnswers } from "../core/plan-answers.ts";
import { explainDiff, planDiff } from "../core/plan-diff.ts";
import { linesOf } from "../core/plan-document.ts";
import {
  explainDecision,
  explainProblem,
  explainQuestion,
  type PlanDecision,
  type PlanQuestion,
} from "../core/problems.ts";
import { importPlan, reviewedPlan } from "./import-plan.ts";
import type { Ports } from "./ports.ts";

/** One point of a plan that a person is asked about. */
export interface OpenPoint {
  /** Names it among all of the plan. */
  id: string;
  text: string;
  point: PlanQuestion | PlanDecision;
}

/** What is open in the plan in force, read again from its document; undefined when that is not kept. */
export async function openPointsOf(
  plan: Plan,
  ports: Pick<Ports, "store" | "blobs">,
): Promise<OpenPoint[] | undefined> {
  const bytes = await ports.blobs.get(plan.source);
  if (!bytes) return undefined;
  const { questions, decisions } = reviewedPlan(
    linesOf(textIn(bytes)),
    await ports.store.directory(),
    plan.settings,
    plan.answers,
  );
  return [
    ...questions.map((point) => ({ id: idOf(point), text: explainQuestion(point, plan.settings.language), point })),
    ...decisions.map((point) => ({ id: idOf(point), text: explainDecision(point, plan.settings.language), point })),
  ];
}

const idOf = (point: PlanQuestion | PlanDecision): string =>
  [point.code, "measure" in point ? point.measure : "", "name" in point ? point.name : ""].join("|");

/** Why a point was not answered, for whoever answered. */
export const UNANSWERED_WORDS = {
  "not-open": "这一处已经答复，或计划已换了版本。请刷新后核对。",
  "no-source": "这份计划是较早导入的，没有留下答复。请重新导入一次，再在页面上答复。",
  "no-why": "没有写明理由。请写 1 至 500 字。",
  "no-days": "看不懂日期。请每行写一个，如 2024-06-30。",
} as const;
export type Unanswered = keyof typeof UNANSWERED_WORDS;

/** Keeps what a person answered about a point, with who and when; the plan is read again with it. Rules PL-5, PL-9, PL-10 */
export async function answerPoint(
  plan: Plan,
  id: string,
  about: PlanAnswer["about"] | "no-assists",
  { by, why }: { by: Mailbox; why: string },
  ports: Ports,
): Promise<Unanswered | undefined> {
  const bytes = await ports.blobs.get(plan.source);
  if (!bytes || !plan.answers) return "no-source";
  if (why.trim().length === 0 || why.length > 500) return "no-why";
  if (!(await openPointsOf(plan, ports))?.some((point) => point.id === id)) return "not-open";
  const at = ports.now();
  const answer = { by, on: dayAt(at, plan.settings.zone), reason: why.trim() };
  const settings = about === "no-assists" ? { ...plan.settings, assists: "none" as const } : plan.settings;
  const answers: PlanAnswers = about === "no-assists" ? plan.answers : [...plan.answers, { about, ...answer }];
  await importPlan({ source: linesOf(textIn(bytes)), bytes, settings, answers, at }, ports);
  ports.log({ what: "plan answered", plan: plan.id, point: id.split("|")[0] ?? "" });
  return undefined;
}

/** A later version of a plan as it would come into force, and what it would change; or all that is wrong with it. Rules PL-8, PL-9 */
export async function laterVersion(
  plan: Plan,
  bytes: Uint8Array,
  { store }: Pick<Ports, "store">,
): Promise<{ problems: string[] } | { changes: string[]; measures: number; open: number }> {
  const directory = await store.directory();
  const source = linesOf(textIn(bytes));
  const reviewed = reviewedPlan(source, directory, plan.settings, plan.answers);
  if (bytes.includes(0))
    return { problems: ["不是纯文本。请在 WPS 或 Word 中另存为“纯文本（.txt，UTF-8）”，表格各列以制表符分隔。"] };
  if (reviewed.problems.length > 0) return { problems: reviewed.problems.map(explainProblem) };
  const inForce = (await store.measures(plan)).filter(({ retired }) => !retired);
  return {
    changes: explainDiff(planDiff(inForce, reviewed.measures)),
    measures: reviewed.measures.length,
    open: reviewed.questions.length + reviewed.decisions.length,
  };
}

/** Puts a later version of a plan in force. @throws PlanRejected */
export async function takeVersion(plan: Plan, bytes: Uint8Array, ports: Ports): Promise<void> {
  await importPlan(
    {
      source: linesOf(textIn(bytes)),
      bytes,
      settings: plan.settings,
      answers: plan.answers ?? [],
      at: ports.now(),
    },
    ports,
  );
}

/** UTF-8, or what older office programs save. */
function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
