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
import { zh } from "./words-zh.ts";

/** A rung that waits for a person, with what it rests on. Rule ES-3. */
export function approvalSection(notice: Extract<Notice, { kind: "approve" }>, facts: Facts): Section {
  const owed = owedBy(notice, {}, facts);
  const rung = rungIn(notice, facts.ladder);
  const { settings } = owed.plan;
  const deciders = decidersFor(notice.unit, settings, facts.directory).map(({ mail }) => mail);
  const since = owed.duty.awaits ? zh.day(owed.duty.awaits.day) : "";
  const words = zh.approve;
  return {
    subject: words.subject(rung, owed.said, notice.pressed),
    urgency: 5,
    tone: notice.pressed ? "alarm" : "warning",
    blocks: [
      {
        kind: "lead",
        text: notice.pressed
          ? words.pressedLead(rung, owed.said, since, zh.list(deciders))
          : words.lead(rung, owed.said, zh.list(rung.to.map((to) => zh.rung.to[to]))),
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
      ...evidenceBlocks(facts.evidence(notice), settings.zone, facts.ladder),
      { kind: "heading", text: zh.reminder.missing(owed.missing.length) },
      ...measureBlocks(owed.missing, owed.plan),
    ],
  };
}

/** What was asked, told and answered, line by line. */
function evidenceBlocks(evidence: readonly RungEvidence[], zone: string, ladder: Ladder): Block[] {
  const came = evidence.some(({ kind }) => kind === "came");
  return [
    { kind: "heading", text: zh.approve.evidence },
    { kind: "facts", rows: evidence.map((one) => [zh.time(one.at, zone), evidenceText(one, ladder)]) },
    ...(came ? [] : [{ kind: "paragraph" as const, text: zh.approve.nothing }]),
  ];
}
