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

/** So many are listed; the rest is counted. */
const SHOWN = 40;

/** Measures whose own deadline has passed undone. Rule DL-8. */
export function overdueSection(
  { plan: id, for: to, weekly, late }: Extract<Notice, { kind: "overdue" }>,
  facts: Facts,
): Section {
  const { plan, measures, words: all } = planIn(id, facts);
  const codes = new Set(late.flatMap((each) => each.measures));
  const nameOf = (unit: (typeof late)[number]["unit"]): string => unitOf(unit, facts.directory)?.name ?? unit;
  const [first] = late as [(typeof late)[number]]; // there is one at least
  const count = late.reduce((sum, each) => sum + each.measures.length, 0);
  const words = all.overdue;
  return {
    subject: to === "unit" ? words.unitSubject(nameOf(first.unit), count, first.since) : words.subject(count, weekly),
    urgency: to === "unit" ? 30 : 50,
    tone: "warning",
    blocks:
      to === "unit"
        ? [
            { kind: "lead", text: words.unitLead(plan.settings.name, count, first.since) },
            { kind: "paragraph", text: words.unitHow },
            ...measureBlocks(
              [...measures.values()].filter(({ code }) => codes.has(code)),
              plan,
              all,
            ),
          ]
        : [
            { kind: "lead", text: words.lead(plan.settings.name, count, new Set(late.map(({ unit }) => unit)).size) },
            { kind: "paragraph", text: weekly ? words.weeklyHow : words.how },
            {
              kind: "table",
              columns: words.columns,
              rows: late
                .slice(0, SHOWN)
                .map((each) => [nameOf(each.unit), all.codes(each.measures), all.shortDay(each.since)]),
            },
            ...(late.length > SHOWN ? [{ kind: "paragraph" as const, text: words.more(late.length - SHOWN) }] : []),
          ],
  };
}
