import { workingDaysBetween } from "../core/calendar.ts";
import { unitOf } from "../core/contacts.ts";
import { dayAt } from "../core/day.ts";
import { type Letter, letterFor } from "../core/letter.ts";
import { periodText } from "../core/words.ts";
import { evidenceText } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import { type Owed, planIn } from "./owed.ts";
import type { Paragraph } from "./paragraph.ts";
import { oneLine, shortened } from "./quoted.ts";

/** So many measures are written out; of more the codes follow. */
const WRITTEN_OUT = 6;
const TEXT = 40;

/** A document that goes with a mail. */
export interface LetterFile {
  name: string;
  paragraphs: Paragraph[];
  on: Letter["on"];
}

/** The draft of a rung's letter; none where the rung has none. Rule ES-8 */
export function letterFile({ duty, plan, unit }: Owed, rung: Letter["rung"], facts: Facts): LetterFile | undefined {
  const { editions, calendar, words } = planIn(plan.id, facts);
  const today = dayAt(facts.at, plan.settings.zone);
  const letter = letterFor(rung, duty, { evidence: facts.evidence(duty), editions, calendar, today });
  const name = words.letter.file(rung.name, unit.name, periodText(duty.period, plan.settings));
  return letter && { name, paragraphs: written(letter, facts), on: today };
}

function written({ rung, duty, asked, missing, evidence, on, answerBy }: Letter, facts: Facts): Paragraph[] {
  const { plan, calendar, ladder, words: all } = planIn(duty.plan, facts);
  const { settings, order, title, number } = plan;
  const words = all.letter;
  const nameOf = (unit: typeof duty.unit): string => unitOf(unit, facts.directory)?.name ?? unit;
  const issuer = rung.letter === "red" || duty.unit === settings.operator ? settings.supervision : settings.operator;
  const more = missing.slice(WRITTEN_OUT);
  const body = (text: string): Paragraph => ({ kind: "body", text });
  return [
    { kind: "mark", text: words.draft },
    { kind: "number", text: words.number(on) },
    { kind: "title", text: words.title(rung.name) },
    { kind: "to", text: words.to(nameOf(duty.unit)) },
    { kind: "heading", text: words.matterHeading },
    body(words.matter(title, periodText(duty.period, settings), asked, missing.length)),
    ...missing
      .slice(0, WRITTEN_OUT)
      .map(({ code, text, deadlineRaw }, at) =>
        body(words.item(at, code, shortened(oneLine(text), TEXT * all.lettersInRoom), deadlineRaw)),
      ),
    ...(more.length > 0 ? [body(words.more(more.length, all.codes(more.map(({ code }) => code))))] : []),
    { kind: "heading", text: words.groundHeading },
    body(
      order ? words.ground(title, number, oneLine(order.text), order.line) : words.groundWithoutOrder(title, number),
    ),
    body(words.rule(rung)),
    { kind: "heading", text: words.overdueHeading },
    body(words.overdue(duty.days.due, on, workingDaysBetween(duty.days.due, on, calendar))),
    ...evidence.map((one, at) => body(words.line(at, all.time(one.at, settings.zone), evidenceText(one, ladder, all)))),
    { kind: "heading", text: words.asksHeading },
    ...words.asks(answerBy).map((text) => body(text)),
    { kind: "signature", text: nameOf(issuer) },
    { kind: "date", text: words.date(on) },
  ];
}
