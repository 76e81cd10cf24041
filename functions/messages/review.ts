import { unitOf } from "../core/contacts.ts";
import { formFor } from "../core/form-for.ts";
import type { Notice } from "../core/notice.ts";
import { periodText } from "../core/words.ts";
import { answeringBlocks } from "./answering.ts";
import type { Facts, Reader } from "./facts.ts";
import type { Item } from "./mail.tsx";
import { measureBlocks } from "./measures.ts";
import { formAt, owedBy, planIn } from "./owed.ts";
import { quoted } from "./quoted.ts";
import { settledSection } from "./reminder.ts";
import type { Section } from "./section.ts";

type Of<Kind extends Notice["kind"]> = Extract<Notice, { kind: Kind }>;
const WHY = 500;
const WHY_LISTED = 120;

/** A report was returned: why, what of it is wanted again, by when. Rule RV-1. */
export function returnedSection(notice: Of<"returned">, reader: Reader, facts: Facts): Section {
  const owed = owedBy(notice, reader, facts);
  const { duty, plan, unit, asked, missing, said, words } = owed;
  if (missing.length === 0) return settledSection(owed);
  const form = formAt(owed, true);
  return {
    subject: words.review.returnedSubject(said),
    urgency: 14,
    tone: "warning",
    blocks: [
      { kind: "lead", text: words.review.returnedLead(said) },
      { kind: "note", tone: "warning", text: words.review.returnedWhy(quoted(duty.returned?.why ?? "", WHY)) },
      { kind: "paragraph", text: duty.returned?.hollow ? words.review.hollow : words.review.timeStays },
      { kind: "heading", text: words.review.wanted(missing.length) },
      ...measureBlocks(missing, plan, words),
      ...answeringBlocks(owed, form, reader),
    ],
    forms: [formFor(duty, plan, unit, asked, facts.lastMonth(notice))],
  };
}

/** What units ask for, told to whoever decides. Rule RV-3. */
export function requestSection(notices: readonly Of<"request">[], facts: Facts): Section {
  const { words, plan } = planIn(notices[0]!.plan, facts); // a section is never of none
  const items = notices.map((notice): Item => {
    const request = facts.duty(notice)?.request;
    return {
      label: unitOf(notice.unit, facts.directory)?.name ?? notice.unit,
      text: words.review.asks({
        request: notice.request,
        period: periodText(notice.period, plan.settings),
        until: request?.until,
        at: request ? words.time(request.at, plan.settings.zone) : "",
        why: quoted(request?.why ?? "", WHY_LISTED),
      }),
    };
  });
  return {
    subject: words.review.requestSubject(notices.length),
    urgency: 16,
    tone: "warning",
    blocks: [
      { kind: "lead", text: words.review.requestLead(notices.length) },
      { kind: "paragraph", text: words.review.requestHow },
      { kind: "list", ordered: true, items },
    ],
  };
}

/** What was decided about a request, told to the unit. Rule RV-3. */
export function rulingSection(notice: Of<"ruling">, reader: Reader, facts: Facts): Section {
  const { said, words } = owedBy(notice, reader, facts);
  const ruling = { ...notice, why: quoted(notice.why ?? "", WHY) };
  return {
    subject: words.review.rulingSubject(said, ruling),
    urgency: 22,
    tone: notice.granted ? "done" : "warning",
    blocks: [
      { kind: "lead", text: words.review.rulingLead(said, ruling) },
      { kind: "paragraph", text: words.review.rulingHow(said, ruling) },
      ...(ruling.why
        ? [{ kind: "note" as const, tone: "plain" as const, text: words.review.rulingWhy(ruling.why) }]
        : []),
    ],
  };
}
