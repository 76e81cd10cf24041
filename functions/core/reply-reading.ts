import { type AnswerMeasure, type Question, type ReadAnswer, readAnswer } from "./answer.ts";
import { saysProgress } from "./answer-form.ts";
import { brief } from "./answer-question.ts";
import type { Month } from "./day.ts";
import type { Entry } from "./entry.ts";
import { folded } from "./folded-text.ts";
import type { Language } from "./language.ts";
import { type MailKind, mailKind, type OwnMail } from "./mail-kind.ts";
import { mentionsIn } from "./measure-mention.ts";
import { type OwnPart, ownParts, textOf } from "./own-text.ts";
import { isAnswer, type ReceivedMail } from "./received-mail.ts";
import { wordsIn } from "./words.ts";

/** All that a mail says, but for its files. */
export interface ReplyReading {
  kind: MailKind["kind"];
  /** Why a person has to look whether this is an answer at all. */
  doubtful?: string;
  /** The person's own words. */
  text: string;
  entries: Entry[];
  questions: Question[];
  said?: "nothing";
}

/**
 * Reads a mail for a duty's measures. Only what a person wrote is read; a quoted figure never is.
 *
 * Rule RP-5
 */
export function readReply(
  mail: ReceivedMail,
  measures: readonly AnswerMeasure[],
  own: OwnMail,
  period?: Month,
  language: Language = "zh",
): ReplyReading {
  const kind = mailKind(mail, own);
  const parts = ownParts(mail.lines, isAnswer(mail));
  const text = textOf(parts);
  if (kind.kind !== "reply") return { kind: kind.kind, text, entries: [], questions: [] };
  return {
    ...kind,
    text,
    ...withDoubted(parts, measures, readAnswer(answerIn(parts, measures), measures, period, language), language),
  };
}

/** A line that may be a quote is not recorded, and the person is told so, unless it only says what the answer below is about. */
function withDoubted(
  parts: readonly OwnPart[],
  measures: readonly AnswerMeasure[],
  read: ReadAnswer,
  language: Language,
): ReadAnswer {
  const at = parts.findIndex(({ isDoubtful }) => isDoubtful);
  const line = parts[at]?.own.join("\n") ?? "";
  const below = parts[at + 1];
  const isHeading = below && codeAbove(below.quotedAbove, below.own, measures);
  if (isHeading || !(saysProgress(line) || mentionsIn(folded(line), measures).length > 0)) return read;
  return { entries: read.entries, questions: [...read.questions, doubted(line, language)] };
}

const doubted = (line: string, language: Language): Question => ({
  code: null,
  about: brief(line),
  text: wordsIn(language).report.quoted(brief(line)),
});

/** An answer below a quoted line is about the measure that the quoted lines above it name, if they name just one. */
function answerIn(parts: readonly OwnPart[], measures: readonly AnswerMeasure[]): string {
  return parts
    .filter(({ isDoubtful }) => !isDoubtful)
    .map(({ quotedAbove, own }) => `${codeAbove(quotedAbove, own, measures)}${own.join("\n")}`)
    .join("\n\n");
}

function codeAbove(quoted: readonly string[], own: readonly string[], measures: readonly AnswerMeasure[]): string {
  if (quoted.length === 0 || mentionsIn(folded(own.join("\n")), measures).length > 0) return "";
  const codes = new Set(
    mentionsIn(folded(quoted.join("\n").slice(0, 100_000)), measures).flatMap((mention) => mention.codes),
  );
  return codes.size === 1 ? `${[...codes][0]}：` : "";
}
