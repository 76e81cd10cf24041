import { heldPage } from "../core/addresses.ts";
import { unitOf } from "../core/contacts.ts";
import { cycleDays } from "../core/cycle.ts";
import type { Notice } from "../core/notice.ts";
import { type Finding, isPressing } from "../core/preflight.ts";
import { periodText } from "../core/words.ts";
import type { Facts, Reader } from "./facts.ts";
import type { Block, Item } from "./mail.tsx";
import { planIn } from "./owed.ts";
import { quoted } from "./quoted.ts";
import type { Section } from "./section.ts";
import type { MailWords } from "./words-zh.ts";

type Of<Kind extends Notice["kind"]> = Extract<Notice, { kind: Kind }>;
const WHY = 120;
/** So much of a root is shown. */
const ROOT = 16;

/** What may keep a month's messages from arriving, the worst first, each with what to do. Rule RM-8. */
export function preflightSection({ plan: id, period, units = [], findings }: Of<"preflight">, facts: Facts): Section {
  const { plan, calendar, words: all } = planIn(id, facts);
  const words = all.operator.preflight;
  const { opens, provisional } = cycleDays(period, plan.settings.cycle, calendar);
  const known = [...units.map((unit): Finding => ({ kind: "nobody", unit })), ...findings];
  const pressing = known.filter(isPressing);
  const lost = pressing.filter(({ kind }) => kind === "nobody").length;
  return {
    subject: words.subject(periodText(period, plan.settings), pressing.length, lost),
    urgency: 57,
    tone: "warning",
    blocks: [
      { kind: "lead", text: words.lead(all.day(opens, provisional), pressing.length) },
      ...FINDINGS.flatMap((kind) =>
        findingBlocks(
          kind,
          known.filter((each) => each.kind === kind),
          all,
          facts,
        ),
      ),
    ],
  };
}
const FINDINGS = ["nobody", "suppressed", "leaves", "alone", "no-alternate"] as const satisfies Finding["kind"][];
const MOST_FOUND = 40;

function findingBlocks(kind: Finding["kind"], found: readonly Finding[], words: MailWords, facts: Facts): Block[] {
  const { heading, how, more } = words.operator.preflight;
  if (found.length === 0) return [];
  const nameOf = ({ unit }: Finding): string => unitOf(unit, facts.directory)?.name ?? unit;
  const shown = found.slice(0, MOST_FOUND);
  const list: Block = isPressing({ kind })
    ? { kind: "list", ordered: true, items: shown.map((each) => saidOf(each, nameOf(each), words)) }
    : { kind: "paragraph", text: words.list(shown.map(nameOf)) };
  const rest = found.length - shown.length;
  return [
    { kind: "heading", text: heading[kind](found.length) },
    { kind: "paragraph", text: how[kind] },
    list,
    ...(rest > 0 ? [{ kind: "paragraph" as const, text: more(rest) }] : []),
  ];
}

function saidOf(finding: Finding, label: string, { operator: { preflight: words } }: MailWords): Item {
  switch (finding.kind) {
    case "suppressed":
      return { label, text: words.suppressed(finding.mail, quoted(finding.why, WHY)) };
    case "leaves":
      return { label, text: words.leaves(finding.mail, finding.last) };
    case "nobody":
    case "alone":
    case "no-alternate":
      return { text: label };
  }
}

/** Messages that did not reach their readers. Rule RM-7. */
export function undeliverableSection(notices: readonly Of<"undeliverable">[], facts: Facts): Section {
  const { words } = planIn(notices[0]!.plan, facts); // a section is never of none
  const { label, text, nobody } = words.operator.undeliverable;
  return {
    subject: words.operator.undeliverableSubject(notices.length),
    urgency: 18,
    tone: "warning",
    blocks: [
      { kind: "lead", text: words.operator.undeliverableLead(notices.length) },
      { kind: "paragraph", text: words.operator.undeliverableHow },
      {
        kind: "list",
        ordered: true,
        items: notices.map(({ unit, mail, why }) => ({
          label: label((unit && unitOf(unit, facts.directory)?.name) || nobody),
          text: text(mail, quoted(why, WHY)),
        })),
      },
    ],
  };
}

/** Ticks did not come for a while. */
export function gapSection({ plan: id, from, to }: Of<"gap">, facts: Facts): Section {
  const { plan, words } = planIn(id, facts);
  const { zone } = plan.settings;
  return {
    subject: words.operator.gapSubject,
    urgency: 19,
    tone: "alarm",
    blocks: [
      {
        kind: "lead",
        text: words.operator.gapLead(words.time(from, zone), words.time(to, zone)),
      },
      { kind: "paragraph", text: words.operator.gapHow },
    ],
  };
}

/** What is held, measures whose leads are all open (PL-9), and next year's notice that has not come (CA-2). */
export function undecidedSection(
  { plan, measures, noticeMissingFor, held, reviews, requests, objections, root }: Of<"undecided">,
  { publicUrl }: Reader,
  facts: Facts,
): Section {
  const { words } = planIn(plan, facts);
  const items: Item[] = [
    ...(held > 0 ? [{ text: words.operator.held(held), href: heldPage(publicUrl, plan) }] : []),
    ...(requests > 0 ? [{ text: words.operator.requests(requests) }] : []),
    ...(objections > 0 ? [{ text: words.operator.objections(objections) }] : []),
    ...(reviews > 0 ? [{ text: words.operator.reviews(reviews) }] : []),
    ...(measures.length > 0 ? [{ text: words.operator.undecidedMeasures(words.codes(measures)) }] : []),
    ...(noticeMissingFor ? [{ text: words.operator.noticeMissing(noticeMissingFor) }] : []),
  ];
  return {
    subject: words.operator.undecidedSubject(
      { held, reviews, requests, objections },
      measures.length,
      noticeMissingFor,
    ),
    urgency: 70,
    tone: "plain",
    blocks: [
      { kind: "lead", text: words.operator.undecidedLead },
      { kind: "list", ordered: true, items },
      ...(root ? [{ kind: "quiet" as const, text: words.operator.root(root.hash.slice(0, ROOT), root.duties) }] : []),
    ],
  };
}
