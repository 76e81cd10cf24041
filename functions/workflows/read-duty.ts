import type { DutyView } from "../core/api.ts";
import { unitOf } from "../core/contacts.ts";
import type { Month } from "../core/day.ts";
import type { DutyKey } from "../core/duty.ts";
import { askedMeasures } from "../core/form-for.ts";
import { receiptNumber } from "../core/submission.ts";
import type { PlanFacts, Ports } from "./ports.ts";
import { type EntrySaid, saidIn } from "./show-words.ts";

/** A duty with what stands for it, as its own unit reads it; undefined when there is none. */
export async function readDuty(
  key: DutyKey,
  { editions }: PlanFacts,
  { store }: Pick<Ports, "store">,
): Promise<DutyView | undefined> {
  const [duty, directory] = await Promise.all([store.duty(key), store.directory()]);
  if (!duty) return undefined;
  const said = await saidIn([duty], { store });
  return {
    plan: duty.plan,
    period: duty.period,
    unit: duty.unit,
    name: unitOf(duty.unit, directory)?.name ?? duty.unit,
    due: duty.days.due,
    provisional: duty.provisional,
    round: duty.round,
    complete: duty.completeAt !== null,
    closed: duty.closed,
    measures: askedMeasures(duty, editions).map(({ id, code, taskName, text, deadlineRaw, targets }) => {
      const stands = said(duty, { id, code });
      return {
        id,
        code,
        task: taskName,
        text,
        deadline: deadlineRaw,
        targets,
        entry: stands ? viewOf(stands, code, duty.period) : null,
      };
    }),
  };
}

function viewOf({ submission, first, said: _, ...said }: EntrySaid, code: string, period: Month) {
  return { ...said, code, receipt: receiptNumber({ id: submission, period }) };
}
