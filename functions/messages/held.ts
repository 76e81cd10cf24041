import { heldPage } from "../core/addresses.ts";
import { unitOf } from "../core/contacts.ts";
import type { Notice } from "../core/notice.ts";
import { receiptNumber, type Submission } from "../core/submission.ts";
import type { Facts, Reader } from "./facts.ts";
import type { Block } from "./mail.tsx";
import { planIn } from "./owed.ts";
import { quoted } from "./quoted.ts";
import type { Section } from "./section.ts";
import type { MailWords } from "./words-zh.ts";

type HeldNotice = Extract<Notice, { kind: "held" }>;

const FROM = 80;
const SUBJECT = 60;
/** So many are shown in one mail. */
const SHOWN = 30;

/** Mail in a unit's name that was held: the unit is asked. Rule RP-3. */
export function heldForUnitSection(notice: HeldNotice, facts: Facts): Section {
  const submission = submissionOf(notice, facts);
  const { plan, words } = planIn(notice.plan, facts);
  const { zone } = plan.settings;
  const unit = notice.unit ? unitOf(notice.unit, facts.directory) : undefined;
  return {
    subject: words.held.unitSubject(unit?.name ?? ""),
    urgency: 15,
    tone: "warning",
    blocks: [
      {
        kind: "lead",
        text: words.held.unitLead(words.time(submission.at, zone)),
      },
      { kind: "paragraph", text: words.held.unitHow },
      {
        kind: "facts",
        rows: [...sentBy(submission, words), [words.held.facts.reason, whyHeld(submission, words)]],
      },
    ],
  };
}

/** What is held is told to the operator, with the reason and what to do. Rule RP-7. */
export function heldForOperatorSection(notices: readonly HeldNotice[], { publicUrl }: Reader, facts: Facts): Section {
  const { plan, words } = planIn(notices[0]!.plan, facts);
  const { zone } = plan.settings;
  return {
    subject: words.held.operatorSubject(notices.length),
    urgency: 60,
    tone: "warning",
    blocks: [
      { kind: "lead", text: words.held.operatorLead(notices.length) },
      { kind: "paragraph", text: words.held.operatorHow },
      { kind: "list", ordered: false, items: [{ ...words.held.page, href: heldPage(publicUrl, notices[0]!.plan) }] },
      ...notices.slice(0, SHOWN).flatMap((notice, at): Block[] => [
        {
          kind: "heading",
          text: `${at + 1}. ${whyHeld(submissionOf(notice, facts), words)}`,
        },
        { kind: "facts", rows: rowsFor(notice, zone, words, facts) },
      ]),
    ],
  };
}

function rowsFor(notice: HeldNotice, zone: string, words: MailWords, facts: Facts): (readonly [string, string])[] {
  const submission = submissionOf(notice, facts);
  const { outcome } = submission;
  const label = words.held.facts;
  const unit = notice.unit ? unitOf(notice.unit, facts.directory)?.name : undefined;
  return [
    ...sentBy(submission, words),
    [label.arrived, words.time(submission.at, zone)],
    ...(unit ? [[label.unit, unit] as const] : []),
    [label.act, outcome.kind === "held" ? words.held.act[outcome.reason] : words.held.actAfterClosing],
    [label.number, receiptNumber(submission)],
  ];
}

const sentBy = ({ from, subject }: Submission, words: MailWords): (readonly [string, string])[] => [
  [words.held.facts.from, quoted(from, FROM)],
  [words.held.facts.subject, quoted(subject, SUBJECT) || words.held.noSubject],
];

const whyHeld = ({ outcome }: Submission, words: MailWords): string =>
  outcome.kind === "held" ? words.why[outcome.reason] : words.held.afterClosing;

function submissionOf({ submission: id }: HeldNotice, facts: Facts): Submission {
  const submission = facts.submission(id);
  if (!submission) throw new Error(`no submission ${id}`);
  return submission;
}
