import { heldPage } from "../core/addresses.ts";
import { unitOf } from "../core/contacts.ts";
import type { Notice } from "../core/notice.ts";
import { HELD_WORDS, receiptNumber, type Submission } from "../core/submission.ts";
import type { Facts, Reader } from "./facts.ts";
import type { Block } from "./mail.tsx";
import { planIn } from "./owed.ts";
import { quoted } from "./quoted.ts";
import type { Section } from "./section.ts";
import { zh } from "./words-zh.ts";

type HeldNotice = Extract<Notice, { kind: "held" }>;

const FROM = 80;
const SUBJECT = 60;
/** So many are shown in one mail. */
const SHOWN = 30;

/** Mail in a unit's name that was held: the unit is asked. Rule RP-3. */
export function heldForUnitSection(notice: HeldNotice, facts: Facts): Section {
  const submission = submissionOf(notice, facts);
  const { zone } = planIn(notice.plan, facts).plan.settings;
  const unit = notice.unit ? unitOf(notice.unit, facts.directory) : undefined;
  return {
    subject: zh.held.unitSubject(unit?.name ?? ""),
    urgency: 15,
    tone: "warning",
    blocks: [
      {
        kind: "lead",
        text: zh.held.unitLead(zh.time(submission.at, zone)),
      },
      { kind: "paragraph", text: zh.held.unitHow },
      {
        kind: "facts",
        rows: [...sentBy(submission), [zh.held.facts.reason, whyHeld(submission)]],
      },
    ],
  };
}

/** What is held is told to the operator, with the reason and what to do. Rule RP-7. */
export function heldForOperatorSection(notices: readonly HeldNotice[], { publicUrl }: Reader, facts: Facts): Section {
  const { zone } = planIn(notices[0]!.plan, facts).plan.settings;
  return {
    subject: zh.held.operatorSubject(notices.length),
    urgency: 60,
    tone: "warning",
    blocks: [
      { kind: "lead", text: zh.held.operatorLead(notices.length) },
      { kind: "paragraph", text: zh.held.operatorHow },
      { kind: "list", ordered: false, items: [{ ...zh.held.page, href: heldPage(publicUrl, notices[0]!.plan) }] },
      ...notices.slice(0, SHOWN).flatMap((notice, at): Block[] => [
        {
          kind: "heading",
          text: `${at + 1}. ${whyHeld(submissionOf(notice, facts))}`,
        },
        { kind: "facts", rows: rowsFor(notice, zone, facts) },
      ]),
    ],
  };
}

function rowsFor(notice: HeldNotice, zone: string, facts: Facts): (readonly [string, string])[] {
  const submission = submissionOf(notice, facts);
  const { outcome } = submission;
  const label = zh.held.facts;
  const unit = notice.unit ? unitOf(notice.unit, facts.directory)?.name : undefined;
  return [
    ...sentBy(submission),
    [label.arrived, zh.time(submission.at, zone)],
    ...(unit ? [[label.unit, unit] as const] : []),
    [label.act, outcome.kind === "held" ? zh.held.act[outcome.reason] : zh.held.actAfterClosing],
    [label.number, receiptNumber(submission)],
  ];
}

const sentBy = ({ from, subject }: Submission): (readonly [string, string])[] => [
  [zh.held.facts.from, quoted(from, FROM)],
  [zh.held.facts.subject, quoted(subject, SUBJECT) || zh.held.noSubject],
];

const whyHeld = ({ outcome }: Submission): string =>
  outcome.kind === "held" ? HELD_WORDS[outcome.reason] : zh.held.afterClosing;

function submissionOf({ submission: id }: HeldNotice, facts: Facts): Submission {
  const submission = facts.submission(id);
  if (!submission) throw new Error(`no submission ${id}`);
  return submission;
}
