import { type AnswerMeasure, type Question, readAnswer } from "./answer.ts";
import type { Month } from "./day.ts";
import type { Entry } from "./entry.ts";
import { folded } from "./folded-text.ts";
import { type MailKind, mailKind, type OwnMail } from "./mail-kind.ts";
import { mentionsIn } from "./measure-mention.ts";
import { type OwnPart, ownParts, textOf } from "./own-text.ts";
import { isAnswer, type ReceivedMail } from "./received-mail.ts";

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
): ReplyReading {
  const kind = mailKind(mail, own);
  const parts = ownParts(mail.lines, isAnswer(mail));
  const text = textOf(parts);
  if (kind.kind !== "reply") return { kind: kind.kind, text, entries: [], questions: [] };
  return {
    ...kind,
    text,
    ...readAnswer(answerIn(parts, measures), measures, period),
  };
}

/** An answer below a quoted line is about the measure that the quoted lines above it name, if they name just one. */
function answerIn(parts: readonly OwnPart[], measures: readonly AnswerMeasure[]): string {
  return parts.map(({ quotedAbove, own }) => `${codeAbove(quotedAbove, own, measures)}${own.join("\n")}`).join("\n\n");
}

function codeAbove(quoted: readonly string[], own: readonly string[], measures: readonly AnswerMeasure[]): string {
  if (quoted.length === 0 || mentionsIn(folded(own.join("\n")), measures).length > 0) return "";
  const codes = new Set(
    mentionsIn(folded(quoted.join("\n").slice(0, 100_000)), measures).flatMap((mention) => mention.codes),
  );
  return codes.size === 1 ? `${[...codes][0]}：` : "";
}
