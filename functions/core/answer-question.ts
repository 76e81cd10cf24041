import type { Measure } from "./measure.ts";
import { nearestTo } from "./measure-mention.ts";
import type { Why } from "./number-place.ts";
import type { SaidFigures } from "./said-figure.ts";

/** What reading an answer needs to know of a measure. Measures come in the order of the reminder. */
export type AnswerMeasure = Pick<Measure, "id" | "code" | "text" | "targets" | "line">;

/** What an answer leaves open: what was understood, and one thing to say, with an example. */
export interface Question {
  /** Null when it is not about one of the measures asked for. */
  code: string | null;
  /** The words in question. */
  about: string;
  text: string;
}

export const tooLong = (measures: readonly AnswerMeasure[]): Question => ({
  code: null,
  about: "答复过长",
  text: `答复超过 ${TEXT_LIMIT} 字，只读了前面的部分。请分几封报送，或改用填报表，例如：${exampleFor(measures[0])}`,
});

export const MANY_FIGURES = 20;

export function questionsOf(
  measure: AnswerMeasure,
  unsure: string | undefined,
  { unread, figures }: SaidFigures,
): Question[] {
  const { code } = measure;
  const questions: Question[] = [];
  if (unsure)
    questions.push({
      code,
      about: unsure,
      text: `${code}：“${brief(unsure)}”看不出整项措施的状态。请写明整项措施的状态（未启动、推进中、已完成、滞后、暂停、本月无进展），例如：${code} 推进中`,
    });
  const percents = unread.filter(({ why }) => why === "percent");
  const others = unread.filter(({ why }) => why !== "percent");
  if (percents.length > 0)
    questions.push({
      code,
      about: percents[0]?.words ?? "",
      text: `${code}：${listed(percents)}不能确定完成百分比。完成百分比是一个 0 到 100 的数。请写明，例如：${code} 完成60%`,
    });
  if (others.length > 0)
    questions.push({
      code,
      about: others[0]?.words ?? "",
      text: `${code}：${listed(others)}没有登记为数据，文字已保留。请写明确切数字，以及是本月数还是累计数，例如：${code} 本月检查35家，累计检查120家`,
    });
  if (figures.length > MANY_FIGURES)
    questions.push({
      code,
      about: code,
      text: `${code}：数字超过 ${MANY_FIGURES} 个，只登记了前 ${MANY_FIGURES} 个。请只报与指标有关的数字，例如：${exampleFor(measure)}`,
    });
  return questions;
}

const REASONS: Readonly<Record<Why, string>> = {
  kind: "没写是本月还是累计",
  approximate: "是约数",
  range: "是区间",
  comparison: "是增减幅度或往期数",
  unit: "没有单位",
  planned: "是计划数",
  part: "没写是哪方面的比例",
  percent: "不是一个确定的百分比",
  grouping: "数字写法不清",
  left: "是未完成数",
  corrected: "是更正前的数",
};

const listed = (unread: SaidFigures["unread"]): string => {
  const shown = unread.slice(0, 6).map(({ words, why }) => `“${brief(words)}”（${REASONS[why]}）`);
  return `${shown.join("、")}${unread.length > shown.length ? `等 ${unread.length} 处` : ""}`;
};

export function wrongCode(wrong: string, measures: readonly AnswerMeasure[]): Question {
  const near = nearestTo(wrong, measures);
  return {
    code: null,
    about: wrong,
    text: `“${wrong}”不是本次需要贵单位报送的措施，这一条没有登记。编号最接近的是 ${near.join("、")}。请改用正确编号重报这一条，例如：${exampleFor(measures.find(({ code }) => code === near[0]))}`,
  };
}

export const unplaced = (text: string, measures: readonly AnswerMeasure[]): Question => ({
  code: null,
  about: brief(text),
  text: `“${brief(text)}”没有写编号，不能确定说的是哪一项措施。请在前面写编号（${measures
    .slice(0, 6)
    .map(({ code }) => code)
    .join("、")}${measures.length > 6 ? " 等" : ""}），例如：${exampleFor(measures[0])}`,
});

export const exampleFor = (measure: AnswerMeasure | undefined): string =>
  `${measure?.code ?? "编号"} 推进中，完成60%，本月检查35家，累计120家`;

export const brief = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 40 ? line : `${line.slice(0, 39)}…`;
};

/** Characters of an answer that are read; what is beyond is in the submission as it came. */
export const TEXT_LIMIT = 60_000;

/** What is said of each measure, in the order it was said, and what cannot be placed. */
export interface Placed {
  about: Map<string, string[]>;
  questions: Question[];
}
