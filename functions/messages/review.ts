import { unitOf } from "../core/contacts.ts";
import { formFor } from "../core/form-for.ts";
import type { Notice } from "../core/notice.ts";
import { answeringBlocks } from "./answering.ts";
import type { Facts, Reader } from "./facts.ts";
import type { Item } from "./mail.tsx";
import { measureBlocks } from "./measures.ts";
import { formAt, owedBy, planIn } from "./owed.ts";
import { quoted } from "./quoted.ts";
import { settledSection } from "./reminder.ts";
import type { Section } from "./section.ts";
import { zh } from "./words-zh.ts";

type Of<Kind extends Notice["kind"]> = Extract<Notice, { kind: Kind }>;
const WHY = 500;
const WHY_LISTED = 120;

/** A report was returned: why, what of it is wanted again, by when. Rule RV-1. */
export function returnedSection(notice: Of<"returned">, reader: Reader, facts: Facts): Section {
  const owed = owedBy(notice, reader, facts);
  const { duty, plan, unit, asked, missing, said } = owed;
  if (missing.length === 0) return settledSection(owed);
  const form = formAt(owed, true);
  return {
    subject: zh.review.returnedSubject(said),
    urgency: 14,
    tone: "warning",
    blocks: [
      { kind: "lead", text: zh.review.returnedLead(said) },
      { kind: "note", tone: "warning", text: zh.review.returnedWhy(quoted(duty.returned?.why ?? "", WHY)) },
      { kind: "paragraph", text: duty.returned?.hollow ? zh.review.hollow : zh.review.timeStays },
      { kind: "heading", text: zh.review.wanted(missing.length) },
      ...measureBlocks(missing, plan),
      ...answeringBlocks(owed, form, reader),
    ],
    forms: [formFor(duty, plan, unit, asked, facts.lastMonth(notice))],
  };
}

/** What units ask for, told to whoever decides. Rule RV-3. */
export function requestSection(notices: readonly Of<"request">[], facts: Facts): Section {
  const items = notices.map((notice): Item => {
    const { plan } = planIn(notice.plan, facts);
    const request = facts.duty(notice)?.request;
    return {
      label: unitOf(notice.unit, facts.directory)?.name ?? notice.unit,
      text: zh.review.asks({
        request: notice.request,
        period: notice.period,
        until: request?.until,
        at: request ? zh.time(request.at, plan.settings.zone) : "",
        why: quoted(request?.why ?? "", WHY_LISTED),
      }),
    };
  });
  return {
    subject: zh.review.requestSubject(notices.length),
    urgency: 16,
    tone: "warning",
    blocks: [
      { kind: "lead", text: zh.review.requestLead(notices.length) },
      { kind: "paragraph", text: zh.review.requestHow },
      { kind: "list", ordered: true, items },
    ],
  };
}

/** What was decided about a request, told to the unit. Rule RV-3. */
export function rulingSection(notice: Of<"ruling">, reader: Reader, facts: Facts): Section {
  const { said } = owedBy(notice, reader, facts);
  const ruling = { ...notice, why: quoted(notice.why ?? "", WHY) };
  return {
    subject: zh.review.rulingSubject(said, ruling),
    urgency: 22,
    tone: notice.granted ? "done" : "warning",
    blocks: [
      { kind: "lead", text: zh.review.rulingLead(said, ruling) },
      { kind: "paragraph", text: zh.review.rulingHow(said, ruling) },
      ...(ruling.why ? [{ kind: "note" as const, tone: "plain" as const, text: zh.review.rulingWhy(ruling.why) }] : []),
    ],
  };
}
