import { type AnswerMeasure, brief, exampleFor, MANY_FIGURES, type Question, questionsOf } from "./answer-question.ts";
import { saysSome, sectionsOf } from "./answer-section.ts";
import type { Month } from "./day.ts";
import type { Entry } from "./entry.ts";
import { bare, folded } from "./folded-text.ts";
import { mentionsIn } from "./measure-mention.ts";
import { saidFigures } from "./said-figure.ts";
import { saidStatus } from "./said-status.ts";

/** One measure's entry from what was said of it. */
export function readEntry(
  words: string,
  measure: AnswerMeasure,
  period: Month | undefined,
): { entry: Entry | null; questions: Question[] } {
  const { code } = measure;
  const sections = sectionsOf(withoutPlanWords(words, measure));
  const spoken = withCommas(folded(sections.progress));
  const plain = withoutCodes(spoken, measure);
  if (
    !bare(sections.progress + sections.status + sections.percent + sections.problems + sections.next) ||
    /^\s{0,9}(?:进展)?(?:情况)?(?:同|与|见|参见|详见)(?:上|前|.{0,12}\d-\d{1,3})(?:一致|相同)?[。.]?\s*$/.test(
      folded(sections.progress),
    )
  )
    return {
      entry: null,
      questions: [
        {
          code,
          about: brief(words) || code,
          text: `${code} 没有写进展内容。请写明状态和进展，例如：${exampleFor(measure)}`,
        },
      ],
    };
  const said = saidStatus(sections.status ? `状态:${folded(sections.status)}\n${spoken}` : spoken);
  const figures = saidFigures(
    `${plain}${sections.percent ? `\n进度:${folded(sections.percent).replace(/(\d)\s*$/, "$1%")}` : ""}`,
    folded(measure.text),
    period,
  );
  const progress =
    said.status === "no-progress" && !wordsBeyondStatus(plain)
      ? ""
      : wordsBeyondStatus(plain)
        ? clipped(sections.progress)
        : "";
  const entry: Entry = {
    code,
    ...(said.status && { status: said.status }),
    ...(figures.percent !== undefined && { percent: figures.percent }),
    ...(figures.figures.length > 0 && {
      figures: figures.figures.slice(0, MANY_FIGURES),
    }),
    ...(progress && { progress }),
    ...(saysSome(sections.problems) && {
      problems: clipped(sections.problems),
    }),
    ...(saysSome(sections.next) && { next: clipped(sections.next) }),
  };
  return {
    entry: Object.keys(entry).length > 1 ? entry : null,
    questions: questionsOf(measure, said.unsure, figures),
  };
}

/** `推进中 60% 累计1.2公里`: where a blank stands for a comma. */
const withCommas = (plain: string): string =>
  plain.replace(
    /(?:(?<=中|%|滞后|暂停|未启动|无进展) (?=[\p{Script=Han}\d])|(?<=完成) (?=\d{1,3}(?:\.\d+)?%))/gu,
    "，",
  );

/** Codes mentioned in passing are no figures. */
const withoutCodes = (plain: string, measure: AnswerMeasure): string =>
  mentionsIn(plain, [measure]).reduce(
    (text, { from, to }) => text.slice(0, from) + "■".repeat(to - from) + text.slice(to),
    plain,
  );

/** Sentences that repeat the plan are not the person's: what the measure promises is not what was done. */
function withoutPlanWords(words: string, { text }: AnswerMeasure): string {
  const plan = bare(text);
  return words
    .split(/(?<=[。；;\n\t])/)
    .map((sentence) => {
      const said = bare(sentence);
      return said.length >= 8 && plan.includes(said)
        ? sentence.endsWith("\n")
          ? "\n"
          : ""
        : withoutPlanStart(sentence, plan);
    })
    .join("");
}

/** `推进居住区充电设施建设：已…`: without the measure's words at the start of a sentence. */
function withoutPlanStart(sentence: string, plan: string): string {
  const colon = sentence.slice(0, 200).search(/[：:]/);
  const title = colon > 0 ? bare(sentence.slice(0, colon)) : "";
  return title.length >= 6 && plan.includes(title) ? sentence.slice(colon + 1) : sentence;
}

/** Whether more is said than a status and a percentage. */
const wordsBeyondStatus = (plain: string): boolean =>
  bare(
    plain.replace(
      /本月|目前|当前|截至|已经?|均|都|按计划|正在?|正常|有序|稳步|顺利|持续|全部|推进中?|进行中?|进展|开展中?|完成率?|办结|未启动|尚未启动|滞后|暂停|暂缓|任务|工作|措施|该项?|本项|此项|状态|总体|整体|进度|无新?|没有|暂|新|约|为|是|达到?|以上|上述|其余|各项|项|\d{1,3}(?:\.\d+)?\s?%|百分之[一二三四五六七八九十百点]+|[一二三四五六七八九]成[一二三四五六七八九半]?|[，。,;；:()、.\s]/g,
      "",
    ),
  ).length > 1;

function clipped(words: string): string {
  const text = words
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join("\n")
    .replace(/^[，,、；;:：\s]+/, "")
    .trim();
  return text.length <= 1_000 ? text : `${text.slice(0, 999)}…`;
}
