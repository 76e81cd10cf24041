import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { z } from "zod";
import { HolidayNotice } from "../../functions/core/calendar.ts";
import { Directory } from "../../functions/core/directory.ts";
import { Ladder } from "../../functions/core/ladder.ts";
import { PlanAnswers } from "../../functions/core/plan-answers.ts";
import { linesOf, readPlan, type SourceLine } from "../../functions/core/plan-document.ts";
import { PlanSettings } from "../../functions/core/plan-settings.ts";
import { ScoreRulebook } from "../../functions/core/score-rules.ts";
import { type Stage, stagesIn } from "../stage.ts";
import { UserError } from "./user-error.ts";

/** The data that comes with the product, at the same distance from the sources and from the build. */
const DATA = resolve(import.meta.dirname, "../../data");
export const SAMPLE_PLAN = join(DATA, "plans/daxing-2024/plan.txt");

const MAX_PLAN_BYTES = 20 * 1024 * 1024;

/** A plan document with what people decided about it. */
export interface PlanFile {
  bytes: Uint8Array;
  source: SourceLine[];
  /** Absent for a plan that nobody has set up yet: it can be read, not put in force. */
  settings: PlanSettings | undefined;
  answers: PlanAnswers;
}

/**
 * Reads a plan document. Its settings and decisions stand beside it, or in `data/plans/` under the same title: a later
 * version of a document is the same plan wherever its file lies.
 *
 * @throws UserError when the file is none that can be read
 */
export function planFile(path: string): PlanFile {
  if (!existsSync(path) || !statSync(path).isFile()) throw new UserError(`找不到文件 ${path}。请核对路径。`);
  if (statSync(path).size > MAX_PLAN_BYTES) throw new UserError(`${path} 超过 20 MB，不像是计划文件。请核对。`);
  const bytes = readFileSync(path);
  if (/\.(docx?|xlsx?|wps|pdf)$/i.test(path) || bytes.includes(0))
    throw new UserError(
      `${path} 不是纯文本。请在 WPS 或 Word 中另存为“纯文本（.txt，UTF-8）”，表格各列以制表符分隔，再导入。`,
    );
  const source = linesOf(decoded(bytes));
  const folder = [dirname(resolve(path)), ...planFolders()].find((each) => {
    const found = settingsIn(each);
    return found && readPlan(source, found).plan.title === found.title;
  });
  const settings = folder === undefined ? undefined : settingsIn(folder);
  const answers =
    folder !== undefined && existsSync(join(folder, "decisions.json"))
      ? jsonFile(join(folder, "decisions.json"), PlanAnswers)
      : [];
  return { bytes, source, settings, answers };
}

export const sampleDirectory = (): Directory => jsonFile(join(DATA, "directory/daxing.json"), Directory);

/** Of every calendar, oldest first. */
export const sampleHolidays = (): HolidayNotice[] =>
  readdirSync(join(DATA, "holidays"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => jsonFile(join(DATA, "holidays", name), HolidayNotice));

/** The ladder that comes with the product, or with a plan that has one of its own; undefined when there is none of that name. */
export function sampleLadder({ ladder }: Pick<PlanSettings, "ladder">): Ladder | undefined {
  const path = join(DATA, ladder === undefined ? "escalation.json" : `ladders/${ladder}.json`);
  return existsSync(path) ? jsonFile(path, Ladder) : undefined;
}

export const sampleScoreRules = (): ScoreRulebook => jsonFile(join(DATA, "scores.json"), ScoreRulebook);

/** A deployment in the cloud, as its file says it. @throws StageRejected when there is none, or it is wrong */
export const stageNamed = (name: string): Stage => stagesIn(join(DATA, "stages"), name).get(name)!; // it was wanted

const planFolders = (): string[] =>
  readdirSync(join(DATA, "plans"))
    .sort()
    .map((name) => join(DATA, "plans", name));

const settingsIn = (folder: string): PlanSettings | undefined =>
  existsSync(join(folder, "settings.json")) ? jsonFile(join(folder, "settings.json"), PlanSettings) : undefined;

/** @throws UserError with everything that is wrong with it, and where */
export function jsonFile<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(jsonIn(path));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path: at, message }) => `  ${at.join(".") || "（整个文件）"}：${message}`);
  throw new UserError([`${path} 有 ${issues.length} 处不对：`, ...issues].join("\n"));
}

/** UTF-8, or what older office programs save. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

function jsonIn(path: string): unknown {
  if (!existsSync(path) || !statSync(path).isFile()) throw new UserError(`找不到文件 ${path}。请核对路径。`);
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (problem) {
    throw new UserError(`${path} 不是 JSON：${problem instanceof Error ? problem.message : problem}`);
  }
}
