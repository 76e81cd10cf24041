import { heldPage } from "../core/addresses.ts";
import { unitOf } from "../core/contacts.ts";
import { cycleDays } from "../core/cycle.ts";
import type { Notice } from "../core/notice.ts";
import type { Facts, Reader } from "./facts.ts";
import type { Item } from "./mail.tsx";
import { planIn } from "./owed.ts";
import { quoted } from "./quoted.ts";
import type { Section } from "./section.ts";
import { zh } from "./words-zh.ts";

type Of<Kind extends Notice["kind"]> = Extract<Notice, { kind: Kind }>;
const WHY = 120;

/** Units that a month's messages will not reach. Rule RM-8. */
export function preflightSection({ plan: id, period, units }: Of<"preflight">, facts: Facts): Section {
  const { plan, calendar } = planIn(id, facts);
  const { opens, provisional } = cycleDays(period, plan.settings.cycle, calendar);
  const names = units.map((unit) => unitOf(unit, facts.directory)?.name ?? unit);
  return {
    subject: zh.operator.preflightSubject(period, units.length),
    urgency: 57,
    tone: "warning",
    blocks: [
      {
        kind: "lead",
        text: zh.operator.preflightLead(zh.day(opens, provisional), units.length),
      },
      { kind: "paragraph", text: zh.list(names) },
      { kind: "paragraph", text: zh.operator.preflightHow },
    ],
  };
}

/** Messages that did not reach their readers. Rule RM-7. */
export function undeliverableSection(notices: readonly Of<"undeliverable">[], { directory }: Facts): Section {
  const words = zh.operator.undeliverable;
  return {
    subject: zh.operator.undeliverableSubject(notices.length),
    urgency: 18,
    tone: "warning",
    blocks: [
      { kind: "lead", text: zh.operator.undeliverableLead(notices.length) },
      { kind: "paragraph", text: zh.operator.undeliverableHow },
      {
        kind: "list",
        ordered: true,
        items: notices.map(({ unit, mail, why }) => ({
          label: words.label((unit && unitOf(unit, directory)?.name) || words.nobody),
          text: words.text(mail, quoted(why, WHY)),
        })),
      },
    ],
  };
}

/** Ticks did not come for a while. */
export function gapSection({ plan: id, from, to }: Of<"gap">, facts: Facts): Section {
  const { zone } = planIn(id, facts).plan.settings;
  return {
    subject: zh.operator.gapSubject,
    urgency: 19,
    tone: "alarm",
    blocks: [
      {
        kind: "lead",
        text: zh.operator.gapLead(zh.time(from, zone), zh.time(to, zone)),
      },
      { kind: "paragraph", text: zh.operator.gapHow },
    ],
  };
}

/** What is held, measures whose leads are all open (PL-9), and next year's notice that has not come (CA-2). */
export function undecidedSection(
  { plan, measures, noticeMissingFor, held, reviews, requests }: Of<"undecided">,
  { publicUrl }: Reader,
): Section {
  const items: Item[] = [
    ...(held > 0 ? [{ text: zh.operator.held(held), href: heldPage(publicUrl, plan) }] : []),
    ...(requests > 0 ? [{ text: zh.operator.requests(requests) }] : []),
    ...(reviews > 0 ? [{ text: zh.operator.reviews(reviews) }] : []),
    ...(measures.length > 0 ? [{ text: zh.operator.undecidedMeasures(zh.codes(measures)) }] : []),
    ...(noticeMissingFor ? [{ text: zh.operator.noticeMissing(noticeMissingFor) }] : []),
  ];
  return {
    subject: zh.operator.undecidedSubject({ held, reviews, requests }, measures.length, noticeMissingFor),
    urgency: 70,
    tone: "plain",
    blocks: [
      { kind: "lead", text: zh.operator.undecidedLead },
      { kind: "list", ordered: true, items },
    ],
  };
}
