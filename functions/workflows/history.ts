import { type AuditFact, nextRow } from "../core/audit.ts";
import type { Duty } from "../core/duty.ts";
import type { Changes, Ports, Stored } from "./ports.ts";

/** Puts a duty together with what happened to it: the audit rows, and the chain's new head in the duty (I5). @returns the duty so */
export function putDuty(changes: Changes, duty: Stored<Duty>, facts: readonly AuditFact[], { keys }: Ports): Duty {
  let audit = duty.audit;
  for (const fact of facts) {
    const row = nextRow(audit, fact, keys.hash);
    changes.audit(duty, row);
    audit = { rows: row.row, head: row.hash };
  }
  const put = { ...duty, audit };
  changes.duty(put);
  return put;
}
