import { decidersFor } from "../core/contacts.ts";
import type { Ladder } from "../core/ladder.ts";
import type { Notice } from "../core/notice.ts";
import type { RungEvidence } from "../core/rung-evidence.ts";
import { rungIn } from "./escalation.ts";
import { evidenceText } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import type { Block } from "./mail.tsx";
import { measureBlocks } from "./measures.ts";
import { owedBy } from "./owed.ts";
import type { Section } from "./section.ts";
import type { MailWords } from "./words-zh.ts";

/** A rung that waits for a person, with what it rests on. Rule ES-3. */
export function approvalSection(notice: Extract<Notice, { kind: "approve" }>, facts: Facts): Section {
  const owed = owedBy(notice, {}, facts);
  const { ladder, words: all } = owed;
  const rung = rungIn(notice, ladder);
  const { settings } = owed.plan;
  const deciders = decidersFor(notice.unit, settings, facts.directory).map(({ mail }) => mail);
  const since = owed.duty.awaits ? all.day(owed.duty.awaits.day) : "";
  const words = all.approve;
  return {
    subject: words.subject(rung, owed.said, notice.pressed),
    urgency: 5,
    tone: notice.pressed ? "alarm" : "warning",
    blocks: [
      {
        kind: "lead",
        text: notice.pressed
          ? words.pressedLead(rung, owed.said, since, all.list(deciders))
          : words.lead(rung, owed.said, all.list(rung.to.map((to) => all.rung.to[to]))),
      },
      { kind: "paragraph", text: notice.pressed ? words.pressedHow : words.how },
      {
        kind: "list",
        items: [
          {
            label: words.commands.label,
            text: words.commands.text,
            example: [
              words.commands.approve(owed.unit.name, notice.period),
              words.commands.decline(owed.unit.name, notice.period),
            ],
          },
        ],
      },
      ...evidenceBlocks(facts.evidence(notice), settings.zone, ladder, all),
      { kind: "heading", text: all.reminder.missing(owed.missing.length) },
      ...measureBlocks(owed.missing, owed.plan, all),
    ],
  };
}

/** What was asked, told and answered, line by line. */
function evidenceBlocks(evidence: readonly RungEvidence[], zone: string, ladder: Ladder, words: MailWords): Block[] {
  const came = evidence.some(({ kind }) => kind === "came");
  return [
    { kind: "heading", text: words.approve.evidence },
    { kind: "facts", rows: evidence.map((one) => [words.time(one.at, zone), evidenceText(one, ladder, words)]) },
    ...(came ? [] : [{ kind: "paragraph" as const, text: words.approve.nothing }]),
  ];
}
