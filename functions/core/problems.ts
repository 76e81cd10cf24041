import type { Language } from "./language.ts";
import type { MeasureId } from "./measure.ts";
import * as english from "./problems-en.ts";

/**
 * What keeps a plan from force, and where: `line` counts from 1 in the source. All of them are found at once.
 *
 * @rule PL-9
 */
export type PlanProblem =
  | { code: "plan/no-rows"; line: number }
  | { code: "plan/no-title"; line: number }
  | { code: "plan/no-year"; line: number; title: string }
  | { code: "plan/no-issue-day"; line: number }
  | {
      code: "plan/wrong-year";
      line: number;
      text: string;
      year: number;
      planYear: number;
    }
  | { code: "plan/no-programme"; line: number; text: string }
  | {
      code: "plan/two-programmes";
      line: number;
      no: number;
      title: string;
      before: number;
    }
  | { code: "plan/columns"; line: number; missing: string[]; doubled: string[] }
  | { code: "plan/cells"; line: number; cells: number; expected: number }
  | { code: "plan/no-text"; line: number }
  | { code: "plan/too-long"; line: number; text: string; longest: number }
  | { code: "plan/formula"; line: number; text: string }
  | { code: "plan/no-lead"; line: number; text: string }
  | { code: "plan/no-deadline"; line: number; text: string }
  | { code: "plan/unit-twice"; line: number; name: string }
  | { code: "plan/no-task"; line: number; text: string }
  | { code: "plan/no-number"; line: number; name: string }
  | { code: "plan/not-a-number"; line: number; number: string }
  | { code: "plan/no-name"; line: number; taskNo: number }
  | {
      code: "plan/two-numbers";
      line: number;
      taskNo: number;
      name: string;
      before: number;
      nameBefore: string;
    }
  | { code: "plan/measure-twice"; line: number; text: string; before: number };

/** The sentence the sender reads: where it is, what is wrong, what to do. */
export function explainProblem(problem: PlanProblem): string {
  return `第 ${problem.line} 行：${wrongIn(problem)}`;
}

function wrongIn(problem: PlanProblem): string {
  switch (problem.code) {
    case "plan/no-rows":
      return "没有读到任何工作措施。请确认文件里有带“序号、重点任务、工作措施、完成时限、牵头单位、协办单位”各栏的表格，各栏之间用制表符分隔。";
    case "plan/no-title":
      return "没有读到行动计划的标题。请在表格之前保留印发通知，其中以《》标明标题。";
    case "plan/no-year":
      return `标题“${short(problem.title)}”里没有唯一的年份。请在标题中写明一个年份，例如“2024 年行动计划”。`;
    case "plan/no-issue-day":
      return "没有读到成文日期。请在落款单位下面单独一行写明，例如“2024 年 3 月 26 日”。";
    case "plan/wrong-year":
      return `“${short(problem.text)}”写的是 ${problem.year} 年，而标题是 ${problem.planYear} 年。请核对年份；确需跨年的，请改写为“长期实施”或本年度的时限。`;
    case "plan/no-programme":
      return `“${short(problem.text)}”之前没有“附件 1”这样的标题，无法编号。请在表格之前单独一行写“附件 1”，下一行写专项名称。`;
    case "plan/two-programmes":
      return `“附件 ${problem.no}”（${short(problem.title)}）与第 ${problem.before} 行的附件序号相同。请核对附件序号。`;
    case "plan/columns":
      return [
        "表头读不全：",
        problem.missing.length > 0 ? `缺少“${problem.missing.join("、")}”。请补上，或改用这些名称。` : "",
        problem.doubled.length > 0
          ? `“${problem.doubled.join("、")}”与另一栏含义相同。请只保留一栏，或改为“协办单位”。`
          : "",
      ].join("");
    case "plan/cells":
      return `这一行有 ${problem.cells} 格，表头有 ${problem.expected} 格。请拆开合并的单元格，空格也要保留。`;
    case "plan/no-text":
      return "有序号、任务、时限或单位，但没有工作措施。请补上工作措施，或删去这一行。";
    case "plan/too-long":
      return `“${short(problem.text)}”超过 ${problem.longest} 个字。请拆成几项，或核对是否把几行并成了一行。`;
    case "plan/formula":
      return `“${short(problem.text)}”是公式。请改为文字（复制后“粘贴为数值”）。`;
    case "plan/no-lead":
      return `“${short(problem.text)}”没有牵头单位。请在“牵头单位”一栏填写单位名称后重新导入。`;
    case "plan/no-deadline":
      return `“${short(problem.text)}”没有完成时限。请在“完成时限”一栏填写，例如“年底前”或“长期实施”。`;
    case "plan/unit-twice":
      return `“${short(problem.name)}”在这一行出现了两次。请在牵头单位和协办单位中只保留一处。`;
    case "plan/no-task":
      return `“${short(problem.text)}”没有序号，前面也没有可以接续的重点任务。请填写序号和重点任务。`;
    case "plan/no-number":
      return `重点任务“${short(problem.name)}”没有序号。请填写序号；如果是上一项任务，请核对名称。`;
    case "plan/not-a-number":
      return `序号“${short(problem.number)}”不是 1、2、3 这样的数字。请改正。`;
    case "plan/no-name":
      return `序号 ${problem.taskNo} 没有重点任务名称。请填写；如果是上一项任务，请核对序号。`;
    case "plan/two-numbers":
      return `“${short(problem.name)}”与第 ${problem.before} 行“${short(problem.nameBefore)}”序号同为 ${problem.taskNo} 而任务名称不同。请核对序号。`;
    case "plan/measure-twice":
      return `“${short(problem.text)}”与第 ${problem.before} 行的工作措施完全相同。请删去一行，或写明区别。`;
  }
}

/** Where a question or a decision stands. */
interface Place {
  line: number;
  measure: MeasureId;
  /** The measure's code, `蓝天-3-2`. */
  measureCode: string;
}

/** What the operator is asked. A plan is in force without the answers (PL-9). */
export type PlanQuestion = Place &
  (
    | {
        code: "plan/unknown-unit";
        name: string;
        mentions: number;
        suggestions: string[];
      }
    | { code: "plan/unread-deadline"; raw: string }
    /** `said`: days that the text itself names. */
    | { code: "plan/milestones-wanted"; raw: string; said: string[] }
    | { code: "plan/other-deadline"; raw: string; said: string[] }
    | { code: "plan/cadence"; said: string[] }
  );

/** The sentence the operator reads: where it is, what is unclear, what to answer. */
export function explainQuestion(question: PlanQuestion, language: Language = "zh"): string {
  if (language === "en") return `Line ${question.line} (${question.measureCode}): ${english.unclearIn(question)}`;
  return `第 ${question.line} 行（${question.measureCode}）：${unclearIn(question)}`;
}

function unclearIn(question: PlanQuestion): string {
  switch (question.code) {
    case "plan/unknown-unit":
      return `名录里没有“${short(question.name)}”（共出现 ${question.mentions} 次）。${
        question.suggestions.length > 0 ? `是不是${quoted(question.suggestions, "或")}？` : ""
      }请指明是哪个单位，或把它加入名录。`;
    case "plan/unread-deadline":
      return `完成时限“${short(question.raw)}”读不懂。请指明日期；答复之前按月报送，不作逾期。`;
    case "plan/milestones-wanted":
      return `完成时限是“${short(question.raw)}”，但没有列出节点${
        question.said.length > 0 ? `（原文提到${quoted(question.said, "、")}）` : ""
      }。请逐个给出节点日期；答复之前按月报送。`;
    case "plan/other-deadline":
      return `完成时限一栏是“${short(question.raw)}”，而原文写有${quoted(question.said, "、")}。请确认以哪个为准；答复之前以时限一栏为准。`;
    case "plan/cadence":
      return `原文写有${quoted(question.said, "、")}。请确认按什么周期报送；答复之前按月报送。`;
  }
}

/** What the plan leaves open and a person must decide. */
export type PlanDecision =
  | (Place & { code: "plan/open-group"; name: string; role: "lead" | "assist" })
  | { code: "plan/assists"; line: number };

/** The sentence the operator reads: where it is, what is open, what happens until it is decided. */
export function explainDecision(decision: PlanDecision, language: Language = "zh"): string {
  if (language === "en") {
    const place = "measureCode" in decision ? ` (${decision.measureCode})` : "";
    return `Line ${decision.line}${place}: ${english.openIn(decision)}`;
  }
  switch (decision.code) {
    case "plan/open-group":
      return `第 ${decision.line} 行（${decision.measureCode}）：${
        decision.role === "lead" ? "牵头" : "协办"
      }单位“${short(decision.name)}”没有写明是哪些单位。请选定单位；决定之前只发给写明的单位。`;
    case "plan/assists":
      return `第 ${decision.line} 行：计划没有写明协办单位要不要报送。请在设置里决定；决定之前协办单位不报送。`;
  }
}

const quoted = (words: readonly string[], between: string): string =>
  words.map((word) => `“${short(word)}”`).join(between);

/** The beginning of a text, on one line. */
const short = (text: string): string => {
  const line = text.slice(0, 60).replace(/\s+/gu, " ");
  return line.length > 30 ? `${line.slice(0, 28)}…` : line;
};
