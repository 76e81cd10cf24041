import { type AnswerMeasure, brief, MANY_FIGURES, type Question, TEXT_LIMIT } from "./answer-question.ts";
import { nearestTo } from "./measure-mention.ts";
import type { Why } from "./number-place.ts";
import type { SaidFigures } from "./said-figure.ts";
import { en } from "./words-en.ts";

const exampleFor = (measure: AnswerMeasure | undefined): string => en.exampleOf(measure?.code ?? "CODE");

/** What the words of one measure leave open. */
export function questionsInEnglish(
  measure: AnswerMeasure,
  unsure: string | undefined,
  { unread, figures }: SaidFigures,
): Question[] {
  const { code } = measure;
  const ask = (about: string, text: string): Question => ({ code, about, text: `${code}: ${text}` });
  const percents = unread.filter(({ why }) => why === "percent");
  const others = unread.filter(({ why }) => why !== "percent");
  return [
    ...(unsure
      ? [
          ask(
            unsure,
            `“${brief(unsure)}” does not say how far the measure is as a whole. Please write one of: ${Object.values(en.statuses).join(", ")}. For example: ${code} in progress`,
          ),
        ]
      : []),
    ...(percents.length > 0
      ? [
          ask(
            percents[0]?.words ?? "",
            `${listed(percents)}: the percentage of completion is one number from 0 to 100. For example: ${code} 60% complete`,
          ),
        ]
      : []),
    ...(others.length > 0
      ? [
          ask(
            others[0]?.words ?? "",
            `${listed(others)} ${others.length === 1 ? "was" : "were"} not recorded as figures; your words are kept. Please give exact numbers and say whether they are of this period or so far. For example: ${code} 35 inspections this period, 120 so far`,
          ),
        ]
      : []),
    ...(figures.length > MANY_FIGURES
      ? [
          ask(
            code,
            `there are more than ${MANY_FIGURES} figures; the first ${MANY_FIGURES} were recorded. Please report only those of its targets.`,
          ),
        ]
      : []),
  ];
}

const REASONS: Readonly<Record<Why, string>> = {
  kind: "this period or so far?",
  approximate: "not exact",
  range: "a range",
  comparison: "a change, not an amount",
  unit: "of what?",
  planned: "planned",
  part: "a percentage of what?",
  percent: "several percentages",
  grouping: "not clear",
  left: "not yet done",
  corrected: "a number that was corrected",
};

const listed = (unread: SaidFigures["unread"]): string => {
  const shown = unread.slice(0, 6).map(({ words, why }) => `“${brief(words)}” (${REASONS[why]})`);
  return `${shown.join(", ")}${unread.length > shown.length ? ` and ${unread.length - shown.length} more` : ""}`;
};

export function wrongCodeInEnglish(wrong: string, measures: readonly AnswerMeasure[]): Question {
  const near = nearestTo(wrong, measures);
  return {
    code: null,
    about: wrong,
    text: `“${wrong}” is not a measure that your unit reports on this time, so this was not recorded. The nearest codes are ${near.join(", ")}. Please send it again with the right code, for example: ${exampleFor(measures.find(({ code }) => code === near[0]))}`,
  };
}

export const unplacedInEnglish = (text: string, measures: readonly AnswerMeasure[]): Question => ({
  code: null,
  about: brief(text),
  text: `“${brief(text)}” has no code, so it is not clear which measure it is about. Please write the code before it (${measures
    .slice(0, 6)
    .map(({ code }) => code)
    .join(", ")}${measures.length > 6 ? ", …" : ""}), for example: ${exampleFor(measures[0])}`,
});

export const emptyInEnglish = (words: string, measure: AnswerMeasure): Question => ({
  code: measure.code,
  about: brief(words) || measure.code,
  text: en.report.empty(measure.code),
});

export const tooLongInEnglish = (measures: readonly AnswerMeasure[]): Question => ({
  code: null,
  about: "too long",
  text: `Your message is longer than ${TEXT_LIMIT} characters and only the beginning was read. Please send it in several mails, or use the workbook. For example: ${exampleFor(measures[0])}`,
});
