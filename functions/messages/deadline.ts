import { unitOf } from "../core/contacts.ts";
import type { Notice } from "../core/notice.ts";
import type { Facts, Reader } from "./facts.ts";
import { measureBlocks } from "./measures.ts";
import { contactIn, planIn } from "./owed.ts";
import type { Section } from "./section.ts";

/** A lead's measures are near their own deadline. Rules DL-6, CY-8. */
export function deadlineSection(
  { plan: id, unit, day, workingDays, measures: codes }: Extract<Notice, { kind: "deadline" }>,
  reader: Reader,
  facts: Facts,
): Section {
  const { plan, measures, words } = planIn(id, facts);
  const own = unitOf(unit, facts.directory);
  const programmes = own && contactIn(own, reader.mail)?.programmes;
  const all = [...measures.values()].filter(({ code }) => codes.includes(code));
  const cut = all.filter(({ programme }) => programmes?.includes(programme));
  const near = cut.length > 0 ? cut : all;
  return {
    subject: words.deadline.subject(own?.name ?? "", near.length, day),
    urgency: 48,
    tone: workingDays <= 1 ? "warning" : "plain",
    blocks: [
      {
        kind: "lead",
        text: words.deadline.lead(plan.settings.name, near.length, day, workingDays),
      },
      { kind: "paragraph", text: words.deadline.how },
      ...measureBlocks(near, plan, words),
    ],
  };
}
