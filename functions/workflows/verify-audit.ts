import { brokenAt, rootOf } from "../core/audit.ts";
import type { Duty } from "../core/duty.ts";
import type { Period, Plan } from "../core/plan.ts";
import { brokenCopy } from "../core/snapshot.ts";
import type { Ports } from "./ports.ts";

type Reads = Pick<Ports, "store" | "keys">;

export interface AuditReport {
  chains: number;
  rows: number;
  /** Copies that months closed with. */
  copies: number;
  /** One hash over all heads, in order. */
  root: string;
  /** That of each month: of a closed one as it closed. */
  roots: { plan: string; period: string; closed: boolean; root: string }[];
  broken: { duty: string; why: string }[];
}

/** Whether every duty's history is whole, and every closed month what its root and its duties' histories say (I5). */
export async function auditReport(ports: Reads): Promise<AuditReport> {
  const { store, keys } = ports;
  const duties: Duty[] = [];
  const report: AuditReport = { chains: 0, rows: 0, copies: 0, root: "", roots: [], broken: [] };
  for (const plan of await store.plans())
    for (const period of await store.periods(plan.id)) {
      const own = await verifyDuties(plan, period, ports, report);
      duties.push(...own);
      const closedRoot = period.closed ? await verifyClosing(plan, period, ports, report) : undefined;
      report.roots.push({
        plan: plan.id,
        period: period.period,
        closed: period.closed,
        root: closedRoot ?? rootOf(own, keys.hash),
      });
    }
  report.root = rootOf(duties, keys.hash);
  return report;
}

/** The chain of every duty of a month. */
async function verifyDuties(
  plan: Plan,
  { period }: Period,
  { store, keys }: Reads,
  report: AuditReport,
): Promise<Duty[]> {
  const duties: Duty[] = [];
  for (const { unit } of await store.board(plan.id, period)) {
    const key = { plan: plan.id, period, unit };
    const [duty, chain] = [await store.duty(key), await store.audit(key)];
    const why = duty ? brokenAt(chain, duty.audit, keys.hash) : "任务记录不见了";
    if (why) report.broken.push({ duty: `${plan.id} ${period} ${unit}`, why });
    report.chains += 1;
    report.rows += chain.length;
    if (duty) duties.push(duty);
  }
  return duties;
}

/** The copies of a closed month against the histories, and its root over them. */
async function verifyClosing(
  plan: Plan,
  { period, root, duties }: Period,
  { store, keys }: Reads,
  report: AuditReport,
): Promise<string> {
  const copies = await store.snapshots(plan.id, period);
  const found = rootOf(copies, keys.hash);
  const broken = (unit: string, why: string): void =>
    void report.broken.push({ duty: [plan.id, period, unit].join(" ").trim(), why });
  for (const copy of copies) {
    const why = brokenCopy(copy, await store.audit(copy), keys.hash);
    if (why) broken(copy.unit, why);
  }
  if (copies.length !== duties) broken("", `应有 ${duties} 份汇总副本，实有 ${copies.length} 份`);
  if (root !== undefined && root !== found) broken("", "各副本合成的根与汇总关闭时的根不符");
  report.copies += copies.length;
  return found;
}
