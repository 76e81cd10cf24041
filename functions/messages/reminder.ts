import { unitOf } from "../core/contacts.ts";
import { yearOf } from "../core/day.ts";
import { formFor } from "../core/form-for.ts";
import { bringsForm, type Notice } from "../core/notice.ts";
import { answeringBlocks } from "./answering.ts";
import type { Facts, Reader } from "./facts.ts";
import type { Block } from "./mail.tsx";
import { compactCodes, measureBlocks, SHOWN } from "./measures.ts";
import { formAt, type Owed, owedBy } from "./owed.ts";
import { quoted } from "./quoted.ts";
import type { Section } from "./section.ts";

const WHY = 500;

type Reminder = Extract<Notice, { kind: "reminder" }>;

/**
 * What a unit still has to report.
 *
 * The first message of a round brings the form (RM-1), later ones name exactly what is missing (RM-2).
 *
 * Rule RM-6 the first two lines: for whom, what, by when, how to answer; then all ways, the measures, and why they get it
 */
export function reminderSection(notice: Reminder, reader: Reader, facts: Facts): Section {
  const owed = owedBy(notice, reader, facts);
  const { duty, plan, unit, asked, missing, said, words } = owed;
  if (missing.length === 0) return settledSection(owed);
  const attached = bringsForm(notice, duty);
  const last = attached ? facts.lastMonth(notice) : undefined;
  const form = formAt(owed, attached);
  const isLastDay = said.today >= said.due;
  return {
    subject: words.reminder.subject(said),
    urgency: isLastDay ? 20 : notice.step === "opening" ? 40 : 30,
    tone: isLastDay ? "warning" : "plain",
    blocks: [
      { kind: "lead", text: words.reminder.lead(said) },
      { kind: "paragraph", text: words.reminder.how(form) },
      ...(said.returned
        ? [
            {
              kind: "note" as const,
              tone: "warning" as const,
              text: words.review.returnedWhy(quoted(duty.returned?.why ?? "", WHY)),
            },
          ]
        : []),
      ...answeringBlocks(owed, form, reader),
      {
        kind: "heading",
        text: missing.length < asked.length ? words.reminder.missing(missing.length) : words.reminder.all(asked.length),
      },
      ...(missing.length > SHOWN ? [{ kind: "paragraph" as const, text: words.reminder.compact(attached) }] : []),
      ...measureBlocks(missing, plan, words, last),
      ...recordedBlocks(owed),
      ...(duty.provisional
        ? [
            {
              kind: "quiet" as const,
              text: words.reminder.provisional(yearOf(duty.days.due)),
            },
          ]
        : []),
      ...whyBlocks(owed, facts),
    ],
    forms: attached ? [formFor(duty, plan, unit, asked, last ?? new Map())] : [],
  };
}

/** The due day has moved: from, to, and what is still wanted. Rule CA-4. */
export function movedSection(notice: Extract<Notice, { kind: "moved" }>, reader: Reader, facts: Facts): Section {
  const owed = owedBy(notice, reader, facts);
  if (owed.missing.length === 0) return settledSection(owed);
  const { from, to } = notice;
  const { words } = owed;
  return {
    subject: words.moved.subject(owed.said, from, to),
    urgency: 25,
    tone: "warning",
    blocks: [
      { kind: "lead", text: words.moved.lead(owed.said, from, to) },
      { kind: "paragraph", text: words.moved.how },
      ...answeringBlocks(owed, formAt(owed, false), reader),
      ...whyBlocks(owed, facts),
    ],
  };
}

/** What is recorded need not be sent again. */
const recordedBlocks = ({ recorded, words }: Owed): Block[] =>
  recorded.length > 0
    ? [
        {
          kind: "note",
          tone: "done",
          text: words.reminder.recorded(recorded.length, compactCodes(recorded, words)),
        },
      ]
    : [];

function whyBlocks({ unit, plan, reader, words }: Owed, { directory }: Facts): Block[] {
  const operator = unitOf(plan.settings.operator, directory)?.name ?? "";
  return reader
    ? [
        {
          kind: "quiet",
          text: words.reminder.why(unit.name, reader.role, plan.settings.name, operator),
        },
      ]
    : [];
}

/** The duty is open, but nothing that this contact answers for. */
export const settledSection = ({ said, words }: Owed): Section => ({
  subject: words.reminder.settledSubject(said.period, said.unit),
  urgency: 45,
  tone: "done",
  blocks: [{ kind: "lead", text: words.reminder.settled(said.period) }],
});
