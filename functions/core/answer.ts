import { readEnglishAnswer } from "./answer-en.ts";
import { readEntry } from "./answer-entry.ts";
import { saysNothing, tableAsLabels, withoutLetterForm } from "./answer-form.ts";
import { partsOf } from "./answer-part.ts";
import { type AnswerMeasure, type Question, TEXT_LIMIT, tooLong } from "./answer-question.ts";
import type { Month } from "./day.ts";
import type { Entry } from "./entry.ts";
import type { Language } from "./language.ts";

export type { AnswerMeasure, Question } from "./answer-question.ts";

export interface ReadAnswer {
  entries: Entry[];
  questions: Question[];
  /** Set when the answer says nothing of progress: 收到, 详见附件, or not a word. */
  said?: "nothing";
}

/**
 * Entries in a person's own words. What is not certain is a question; what an entry does not say is absent.
 *
 * @param period the month reported on
 * Rule RP-4
 */
export function readAnswer(
  text: string,
  measures: readonly AnswerMeasure[],
  period?: Month,
  language: Language = "zh",
): ReadAnswer {
  return language === "en" ? readEnglishAnswer(text, measures) : readChineseAnswer(text, measures, period);
}

function readChineseAnswer(text: string, measures: readonly AnswerMeasure[], period?: Month): ReadAnswer {
  const words = withoutLetterForm(text.slice(0, TEXT_LIMIT));
  if (saysNothing(words)) return { entries: [], questions: [], said: "nothing" };
  const said = partsOf(tableAsLabels(words), measures);
  const read = [...said.about].map(([code, parts]) =>
    readEntry(parts.join("\n"), measures.find((each) => each.code === code) as AnswerMeasure, period),
  ); // codes are theirs
  const questions = [
    ...read.flatMap((each) => each.questions),
    ...said.questions,
    ...(text.length > TEXT_LIMIT ? [tooLong(measures)] : []),
  ];
  return { entries: read.flatMap(({ entry }) => entry ?? []), questions };
}
