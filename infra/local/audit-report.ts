import { brokenAt } from "../../functions/core/audit.ts";
import { periodsOf } from "../../functions/core/cycle.ts";
import type { Deployment } from "./deployment.ts";

/** Whether every duty's history is whole (I5). `root` is one hash over all heads, in order. */
export async function auditReport({ ports }: Pick<Deployment, "ports">): Promise<{
  chains: number;
  rows: number;
  root: string;
  broken: { duty: string; why: string }[];
}> {
  const heads: string[] = [];
  const broken: { duty: string; why: string }[] = [];
  let rows = 0;
  for (const plan of await ports.store.plans())
    for (const period of periodsOf(plan))
      for (const { unit } of await ports.store.board(plan.id, period)) {
        const key = { plan: plan.id, period, unit };
        const [duty, chain] = [await ports.store.duty(key), await ports.store.audit(key)];
        const why = duty ? brokenAt(chain, duty.audit, ports.keys.hash) : "任务记录不见了";
        if (why) broken.push({ duty: `${plan.id} ${period} ${unit}`, why });
        rows += chain.length;
        heads.push(`${plan.id} ${period} ${unit} ${duty?.audit.head}`);
      }
  return {
    chains: heads.length,
    rows,
    root: ports.keys.hash(heads.join("\n")),
    broken,
  };
}
