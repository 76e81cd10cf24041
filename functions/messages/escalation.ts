import type { Told } from "../core/duty.ts";
import { climbed, rungDay } from "../core/escalation.ts";
import type { Ladder, Rung } from "../core/ladder.ts";
import type { Notice } from "../core/notice.ts";
import { unitsOf } from "../core/placing.ts";
import { answeringBlocks } from "./answering.ts";
import { stepName } from "./evidence.ts";
import type { Facts, Reader } from "./facts.ts";
import { letterFile } from "./letter.ts";
import type { Block, Tone } from "./mail.tsx";
import { measureBlocks } from "./measures.ts";
import { contactIn, formAt, type Owed, owedBy, planIn } from "./owed.ts";
import { settledSection } from "./reminder.ts";
import type { Section } from "./section.ts";
import type { MailWords } from "./words-zh.ts";

type RungNotice = Extract<Notice, { kind: "rung" }>;

/** Whether a rung is told to somebody beyond the unit: such notices are read together. */
export const isOfOthers = ({ for: to }: RungNotice): boolean => BEYOND.has(to);
/** `issuer`: whoever issues the letter of a rung that is told within the unit (ES-8). */
const BEYOND: ReadonlySet<string> = new Set(["operator", "supervision", "issuer"]);

/** A rung of the ladder, told to the unit itself. Rule ES-1. */
export function rungSection(notice: RungNotice, reader: Reader, facts: Facts): Section {
  const owed = owedBy(notice, reader, facts);
  if (owed.missing.length === 0) return settledSection(owed);
  const { words } = owed;
  const rung = rungIn(notice, owed.ladder);
  const form = formAt(owed, false);
  const isLeader = notice.for === "deputy" || notice.for === "head";
  return {
    subject: words.rung.subject(rung, owed.said),
    urgency: 10 - rung.no,
    tone: toneOf(rung, owed.ladder),
    blocks: [
      { kind: "lead", text: words.rung.unitLead(rung, owed.said) },
      {
        kind: "paragraph",
        text: isLeader ? words.rung.leaderHow(form) : words.rung.unitHow(form),
      },
      factsOf(owed, rung),
      { kind: "heading", text: words.reminder.missing(owed.missing.length) },
      ...measureBlocks(owed.missing, owed.plan, owed.words),
      ...answeringBlocks(owed, form, reader),
      ...(owed.reader
        ? [
            {
              kind: "quiet" as const,
              text: words.rung.why(owed.unit.name, owed.reader.role),
            },
          ]
        : []),
    ],
  };
}

/** The same rung of several units, told to the operator or the supervision office, with the letters to issue. Rules ES-1, ES-8. */
export function rungOfOthersSection(notices: readonly RungNotice[], reader: Reader, facts: Facts): Section {
  const first = notices[0]!; // a section is never of none
  const owing = notices.map((notice) => owedBy(notice, { mail: reader.mail }, facts));
  const units = owing.map(({ unit }) => unit.name);
  const { ladder, words } = planIn(first.plan, facts);
  const rung = rungIn(first, ladder);
  const own = unitsOf(reader.mail, facts.directory)[0];
  const role = own && contactIn(own, reader.mail)?.role;
  const letters = owing.flatMap((owed) => letterFile(owed, rung, facts) ?? []);
  const isIssuer = first.for === "issuer";
  const how = first.for === "operator" ? "operator" : "supervision";
  return {
    subject: isIssuer
      ? words.letter.subject(rung, units)
      : words.rung.othersSubject(rung, units, owing[0]!.said.period),
    urgency: 10 - rung.no,
    tone: toneOf(rung, ladder),
    letters,
    blocks: [
      {
        kind: "lead",
        text: words.rung.othersLead(rung, owing[0]!.said, units.length),
      },
      ...(isIssuer ? [] : [{ kind: "paragraph" as const, text: words.rung.othersHow[how](units.length) }]),
      ...(letters.length > 0
        ? [{ kind: "paragraph" as const, text: words.letter.how(rung.name, letters.length) }]
        : []),
      ...owing.flatMap((owed): Block[] => (owing.length === 1 ? oneOf(owed, rung) : [])),
      ...(owing.length > 1 ? [tableOf(owing, words)] : []),
      ...(own && role ? [{ kind: "quiet" as const, text: words.rung.why(own.name, role) }] : []),
    ],
  };
}

const oneOf = (owed: Owed, rung: Rung): Block[] => [
  factsOf(owed, rung),
  { kind: "heading", text: owed.words.reminder.missing(owed.missing.length) },
  ...measureBlocks(owed.missing, owed.plan, owed.words),
];

const tableOf = (owing: readonly Owed[], words: MailWords): Block => ({
  kind: "table",
  columns: words.rung.columns,
  rows: owing.map((owed) => [
    owed.unit.name,
    words.rung.missingOf(owed.said),
    String(owed.said.overdueDays),
    words.rung.toldTimes(earlier(owed)[0]?.day, earlier(owed).length),
  ]),
});

/** Since when, how much, what was said already, and what comes next. */
function factsOf(owed: Owed, rung: Rung): Block {
  const { duty, said, ladder, calendar, words } = owed;
  const label = words.rung.facts;
  const next = climbed(ladder, duty).find(({ no }) => no > rung.no);
  return {
    kind: "facts",
    rows: [
      [label.due, words.day(said.due, said.provisional)],
      [label.overdue, words.rung.overdue(said.overdueDays)],
      [label.recorded, words.rung.recorded(said)],
      [label.told, toldText(earlier(owed), ladder, words)],
      ...(next
        ? [
            [
              label.next,
              words.rung.next(
                next,
                rungDay(next, said.due, calendar),
                words.list(next.to.map((to) => words.rung.to[to])),
              ),
            ] as const,
          ]
        : []),
    ],
  };
}

/** What the unit was told before today. */
const earlier = ({ duty, said }: Owed): Told[] => duty.told.filter(({ day }) => day < said.today);

const toldText = (told: readonly Told[], ladder: Ladder, words: MailWords): string =>
  words.rung.told(told.map(({ day, step }) => ({ day, step: stepName(step, ladder, words) })));

const toneOf = ({ no }: Rung, ladder: Ladder): Tone => (no === ladder.length ? "alarm" : "warning");

/** @throws Error when the ladder has no such rung any more */
export function rungIn({ rung: no }: Pick<RungNotice, "rung">, ladder: Ladder): Rung {
  const rung = ladder.find((each) => each.no === no);
  if (!rung) throw new Error(`no rung ${no}`);
  return rung;
}
