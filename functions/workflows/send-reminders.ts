import type { AuditFact } from "../core/audit.ts";
import { groupOf, remindedOf, unitOf } from "../core/contacts.ts";
import type { Duty } from "../core/duty.ts";
import { reminderStep } from "../core/reminder.ts";
import { wordsIn } from "../core/words.ts";
import { putDuty } from "./history.ts";
import type { Changes, Ports, Stored } from "./ports.ts";
import { type Run, tellToday } from "./run.ts";
import { tellDeciders } from "./tell-undeliverable.ts";

/**
 * Tells a unit what it still owes for the month, if today is a day for it. Rules RM-1 to RM-5, RM-7.
 *
 * @param before  what happened to the duty in the same write
 */
export async function remind(
  run: Run,
  duty: Stored<Duty>,
  changes: Changes,
  ports: Ports,
  before: readonly AuditFact[] = [],
): Promise<void> {
  const { at, now, directory, plan } = run;
  const step = reminderStep(duty, now.day);
  if (!step) return;
  const told = [...duty.told, { step, day: now.day }];
  const { period, unit, round } = duty;
  const notice = {
    kind: "reminder",
    plan: plan.id,
    period,
    unit,
    round,
    step,
  } as const;
  const contacts = remindedOf(unitOf(unit, directory)).filter((contact) => isAsked(duty, contact.programmes));
  putDuty(
    changes,
    { ...duty, told },
    [
      ...before,
      {
        at,
        kind: "Reminded",
        by: "duban",
        detail: { step, to: contacts.map(({ mail }) => mail) },
      },
    ],
    ports,
  );
  for (const contact of contacts) await tellToday(changes, run, contact, notice, ports, "first");
  for (const group of contacts.length > 0 ? groupOf(unit, directory) : [])
    await tellToday(changes, run, group, notice, ports);
  if (remindedOf(unitOf(unit, directory)).length === 0)
    await tellDeciders(changes, run, unit, { why: wordsIn(plan.settings.language).unreached.noContact }, ports);
}

/** Rule CY-8 whether a contact bound to programmes has something left to answer */
const isAsked = ({ measures, entries }: Duty, programmes: readonly number[] | undefined): boolean =>
  !programmes || measures.some(({ id }) => !entries[id] && programmes.includes(Number(id.slice(1).split("-")[0])));
