import { z } from "zod";
import { Instant } from "./day.ts";
import type { DutyKey } from "./duty.ts";

/** What happened to a duty. Names shared with the domain events are theirs. */
export const AuditKind = z.enum([
  "DutyOpened",
  "DueDayMoved",
  "DueDayConfirmed",
  "Reminded",
  "EscalationAwaits",
  "EscalationApproved",
  "EscalationDeclined",
  "EscalationRaised",
  "ReportReceived",
  "ReportMissed",
  "ReportAccepted",
  "ReportReturned",
  "Requested",
  "RequestDecided",
  "HeldDecided",
  "DutyClosed",
  "Charged",
  "Objected",
  "ObjectionDecided",
]);
export type AuditKind = z.infer<typeof AuditKind>;

/** One row of a duty's history, chained to the row before it. */
export const AuditRow = z.strictObject({
  /** From 1, without gaps. */
  row: z.int().min(1),
  at: Instant,
  kind: AuditKind,
  /** Who or what did it: a mailbox, or `duban`. */
  by: z.string(),
  /** On what evidence: ids, days, steps; canonical JSON text. */
  detail: z.string(),
  /** Hash of the row before; empty for the first. */
  before: z.string(),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof AuditRow>;

export type Hash = (text: string) => string;
export interface ChainHead {
  rows: number;
  head: string;
}
export interface AuditFact {
  at: Instant;
  kind: AuditKind;
  by: string;
  detail: Record<string, unknown>;
}

export const EMPTY_CHAIN: ChainHead = { rows: 0, head: "" };

/** The next row of a chain. The chain's new head is its number and hash. */
export function nextRow(chain: ChainHead, fact: AuditFact, hash: Hash): AuditRow {
  const row = {
    row: chain.rows + 1,
    ...fact,
    detail: canonical(fact.detail),
    before: chain.head,
  };
  return { ...row, hash: hash(sealed(row)) };
}

/** The first row at which a chain is broken, with the reason; undefined when it is whole and ends in `head`. */
export function brokenAt(rows: readonly AuditRow[], { rows: length, head }: ChainHead, hash: Hash): string | undefined {
  let before = "";
  for (const [at, row] of rows.entries()) {
    if (row.row !== at + 1) return `第 ${at + 1} 行缺失`;
    if (row.before !== before) return `第 ${row.row} 行与上一行不相连`;
    if (row.hash !== hash(sealed(row))) return `第 ${row.row} 行内容被改动`;
    before = row.hash;
  }
  if (rows.length !== length) return `应有 ${length} 行，实有 ${rows.length} 行`;
  return before === head ? undefined : "末行与任务记录的链头不符";
}

const sealed = ({ row, at, kind, by, detail, before }: Omit<AuditRow, "hash">): string =>
  JSON.stringify([row, at, kind, by, detail, before]);

/** One hash over the heads of duties, by month and unit: when it is the same, no history of them was changed (I5). */
export const rootOf = (duties: readonly (DutyKey & { audit: Pick<ChainHead, "head"> })[], hash: Hash): string =>
  hash(
    duties
      .map(({ plan, period, unit, audit }) => `${plan} ${period} ${unit} ${audit.head}`)
      .sort()
      .join("\n"),
  );

/** JSON with keys in order, so that the same facts give the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
