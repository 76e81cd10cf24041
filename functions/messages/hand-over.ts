import { unitOf } from "../core/contacts.ts";
import type { Notice } from "../core/notice.ts";
import { periodText } from "../core/words.ts";
import type { Facts } from "./facts.ts";
import { planIn } from "./owed.ts";
import type { Section } from "./section.ts";

/** Who takes over from which day, and what is open, told to both. Rule RM-13. */
export function handOverSection(notice: Extract<Notice, { kind: "handover" }>, facts: Facts): Section {
  const { open } = notice;
  const { plan, words } = planIn(notice.plan, facts);
  const unit = unitOf(notice.unit, facts.directory)?.name ?? notice.unit;
  const said = { ...notice, unit, plan: plan.settings.name };
  const { open: heading, nothingOpen, duty, ...side } = words.handOver;
  const sentences = side[notice.for];
  return {
    subject: sentences.subject(said),
    urgency: 24,
    tone: "plain",
    blocks: [
      { kind: "lead", text: sentences.lead(said) },
      { kind: "paragraph", text: sentences.how(said) },
      ...(open.length > 0
        ? [
            { kind: "heading" as const, text: heading },
            {
              kind: "list" as const,
              ordered: false,
              items: open.map((each) => ({ text: duty({ ...each, period: periodText(each.period, plan.settings) }) })),
            },
          ]
        : [{ kind: "paragraph" as const, text: nothingOpen }]),
    ],
  };
}
