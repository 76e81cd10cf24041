import type { AuditFact } from "../core/audit.ts";
import type { Mailbox } from "../core/directory.ts";
import { type Duty, type DutyKey, isWanted, missingIn } from "../core/duty.ts";
import { climbed, type RungUndone, type RungVerdict } from "../core/escalation.ts";
import { mayApprove } from "../core/review.ts";
import { raise } from "./escalate.ts";
import { putDuty } from "./history.ts";
import type { Ports, Stored } from "./ports.ts";
import { runOf } from "./run.ts";

/**
 * Does what a person decided about a rung that waits. Approved, it is told at once, in office hours; declined, it counts as
 * passed, and the ladder goes on. Rules ES-3, CY-6, RV-2.
 *
 * @param by  who decides: an operator, or about the operator's own unit the supervision office
 */
export async function decideRung(
  key: DutyKey,
  verdict: RungVerdict,
  by: Mailbox,
  ports: Ports,
): Promise<{ done: Duty } | { undone: RungUndone }> {
  const at = ports.now();
  const plan = await ports.store.plan(key.plan);
  if (!plan) return { undone: "not-waiting" };
  const run = await runOf(plan, at, ports);
  const why = verdict.kind === "decline" ? verdict.why.trim() : undefined;
  if (!mayApprove(by, key.unit, plan.settings, run.directory)) return { undone: "not-yours" };
  if (why !== undefined && (why.length < 2 || why.length > 200)) return { undone: "no-why" };
  const decided = await ports.store.change(async (changes) => {
    const duty: Stored<Duty> | undefined = await ports.store.duty(key);
    const rung = climbed(run.ladder, duty ?? { provisional: false }).find(({ no }) => no === duty?.awaits?.rung);
    if (!duty?.awaits || !rung || !isWanted(duty)) return undefined;
    const { awaits, ...rest } = duty;
    const fact = (kind: AuditFact["kind"]): AuditFact => ({
      at,
      kind,
      by,
      detail: {
        rungs: [rung.no],
        ...(why !== undefined && { why }),
        since: awaits.since,
        // what was on record then: all of the chain up to this head
        evidence: { told: duty.told, missing: missingIn(duty), rows: duty.audit.rows, head: duty.audit.head },
      },
    });
    if (why === undefined) return raise(run, duty, rung, changes, ports, fact("EscalationApproved"));
    const declined = [...(duty.declined ?? []), { at, by, why, rung: rung.no, round: duty.round }];
    return putDuty(changes, { ...rest, declined }, [fact("EscalationDeclined")], ports);
  });
  ports.log({ what: `rung ${decided ? verdict.kind : "not-waiting"}`, ...key });
  return decided ? { done: decided } : { undone: "not-waiting" };
}
