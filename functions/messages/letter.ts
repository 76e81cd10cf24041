import { workingDaysBetween } from "../core/calendar.ts";
import { unitOf } from "../core/contacts.ts";
import { dayAt } from "../core/day.ts";
import { type Letter, letterFor } from "../core/letter.ts";
import { evidenceText } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import type { Owed } from "./owed.ts";
import type { Paragraph } from "./paragraph.ts";
import { oneLine, shortened } from "./quoted.ts";
import { zh } from "./words-zh.ts";

const words = zh.letter;
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
  const { editions } = facts.plans.get(plan.id) ?? { editions: new Map() };
  const today = dayAt(facts.at, plan.settings.zone);
  const { calendar } = facts;
  const letter = letterFor(rung, duty, { evidence: facts.evidence(duty), editions, calendar, today });
  return (
    letter && { name: words.file(rung.name, unit.name, duty.period), paragraphs: written(letter, facts), on: today }
  );
}

function written({ rung, duty, asked, missing, evidence, on, answerBy }: Letter, facts: Facts): Paragraph[] {
  const plan = facts.plans.get(duty.plan)?.plan;
  const unit = unitOf(duty.unit, facts.directory)?.name ?? duty.unit;
  if (!plan) throw new Error(`no plan ${duty.plan}`);
  const { settings, order, title, number } = plan;
  const days = workingDaysBetween(duty.days.due, on, facts.calendar);
  const office = unitOf(
    rung.letter === "red" || duty.unit === settings.operator ? settings.supervision : settings.operator,
    facts.directory,
  );
  const more = missing.slice(WRITTEN_OUT);
  const body = (text: string): Paragraph => ({ kind: "body", text });
  return [
    { kind: "mark", text: words.draft },
    { kind: "number", text: words.number(on) },
    { kind: "title", text: words.title(rung.name) },
    { kind: "to", text: words.to(unit) },
    { kind: "heading", text: words.matterHeading },
    body(words.matter(title, duty.period, asked, missing.length)),
    ...missing
      .slice(0, WRITTEN_OUT)
      .map(({ code, text, deadlineRaw }, at) =>
        body(words.item(at, code, shortened(oneLine(text), TEXT), deadlineRaw)),
      ),
    ...(more.length > 0 ? [body(words.more(more.length, zh.codes(more.map(({ code }) => code))))] : []),
    { kind: "heading", text: words.groundHeading },
    body(
      order ? words.ground(title, number, oneLine(order.text), order.line) : words.groundWithoutOrder(title, number),
    ),
    body(words.rule(rung)),
    { kind: "heading", text: words.overdueHeading },
    body(words.overdue(duty.days.due, on, days)),
    ...evidence.map((one, at) => body(words.line(at, zh.time(one.at, settings.zone), evidenceText(one, facts.ladder)))),
    { kind: "heading", text: words.asksHeading },
    ...words.asks(answerBy).map((text) => body(text)),
    { kind: "signature", text: office?.name ?? "" },
    { kind: "date", text: words.date(on) },
  ];
}
