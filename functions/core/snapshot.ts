import { z } from "zod";
import { type AuditRow, canonical, type Hash } from "./audit.ts";
import { dayAt, Instant } from "./day.ts";
import { Duty, standingOf, Timeliness, timeliness } from "./duty.ts";

/**
 * A duty as it was when its month closed; nothing overwrites it. What comes later stays in the duty, with its date: a
 * correction.
 */
export const Snapshot = z.object({ ...Duty.shape, closedAt: Instant, timeliness: Timeliness });
export type Snapshot = z.infer<typeof Snapshot>;

/** @rule DG-4 what a month closes with is copied once, and later changes are dated corrections */
export const snapshotOf = (duty: Duty, closedAt: Instant, zone: string): Snapshot =>
  Snapshot.parse({ ...duty, closedAt, timeliness: timeliness(standingOf(duty), dayAt(closedAt, zone), zone) });

/** Hash of what a copy says, which the history of its duty keeps: whoever changes the copy would have to change that (I5). */
export function sealOf(snapshot: Snapshot, hash: Hash): string {
  const { audit, ...said } = Snapshot.parse(snapshot);
  return hash(canonical(said));
}

/** Why a copy is not what its duty's history says the month closed with; undefined when it is. */
export function brokenCopy(snapshot: Snapshot, chain: readonly AuditRow[], hash: Hash): string | undefined {
  const { rows, head } = snapshot.audit;
  const closing = chain[rows - 1];
  if (closing?.kind !== "DutyClosed" || closing.hash !== head) return "汇总副本与任务历史不相连";
  const { seal } = Closing.parse(JSON.parse(closing.detail));
  return seal === undefined || seal === sealOf(snapshot, hash) ? undefined : "汇总副本被改动";
}
/** Months that were closed before copies were sealed have none. */
const Closing = z.object({ seal: z.string().optional() });
