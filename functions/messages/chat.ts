import { unitOf } from "../core/contacts.ts";
import { dayAt } from "../core/day.ts";
import { timeliness } from "../core/duty.ts";
import type { Message, Notice } from "../core/notice.ts";
import { periodText } from "../core/words.ts";
import type { Facts } from "./facts.ts";
import { compactCodes } from "./measures.ts";
import { owedBy, planIn } from "./owed.ts";

/** So many codes are named in a copy. */
const SHOWN = 10;

/** What a chat group is told: who, what, by when, and that the answer belongs into the mail. Rule RM-10. */
export function chatWords({ notices }: Pick<Message, "notices">, facts: Facts): string {
  const lines = [...new Set(notices.flatMap((notice) => lineOf(notice, facts)))].sort();
  const isOfUnits = notices.some(({ kind }) => kind !== "digest");
  const words = planIn(notices[0]!.plan, facts).words; // a message has one at least
  return [...lines, isOfUnits ? words.chat.answer : words.chat.more, words.chat.secrecy].join("\n");
}

function lineOf(notice: Notice, facts: Facts): string[] {
  switch (notice.kind) {
    case "reminder": {
      const { said, missing, words } = owedBy(notice, {}, facts);
      const codes = compactCodes(missing.slice(0, SHOWN), words);
      return [words.chat.owed(words.reminder.subject(said), codes, missing.length > SHOWN)];
    }
    case "rung": {
      const { said, ladder, words } = owedBy(notice, {}, facts);
      const rung = ladder.find(({ no }) => no === notice.rung);
      return rung ? [words.rung.subject(rung, said)] : [];
    }
    case "digest":
      return [digestLine(notice, facts)];
    case "moved": {
      const { said, words } = owedBy(notice, {}, facts);
      return [words.chat.returned(words.moved.subject(said, notice.from, notice.to))];
    }
    case "returned":
      return [returnedLine(notice, facts)];
    case "request":
    case "ruling":
    case "approve":
    case "score":
    case "objection":
    case "objection-ruling":
    case "receipt":
    case "held":
    case "preflight":
    case "undeliverable":
    case "gap":
    case "deadline":
    case "overdue":
    case "undecided":
    case "sign-in":
    case "handover":
      return []; // for one person each, never for a group
  }
}

function returnedLine(notice: Extract<Notice, { kind: "returned" }>, facts: Facts): string {
  const { said, words } = owedBy(notice, {}, facts);
  return words.chat.returned(words.review.returnedSubject(said));
}

function digestLine({ plan: id, period, digest }: Extract<Notice, { kind: "digest" }>, facts: Facts): string {
  const { plan, words } = planIn(id, facts);
  const board = facts.board(id, period);
  const today = dayAt(facts.at, plan.settings.zone);
  const isDone = (standing: (typeof board)[number]): boolean =>
    ["on-time", "late"].includes(timeliness(standing, today, plan.settings.zone));
  const open = board.filter((standing) => !isDone(standing));
  const lead = words.digest.lead[digest](
    plan.settings.name,
    periodText(period, plan.settings),
    board.length - open.length,
    board.length,
  );
  return words.chat.open(lead, words.list(open.map(({ unit }) => unitOf(unit, facts.directory)?.name ?? unit)));
}
