import { onRung, operatorsOf } from "../core/contacts.ts";
import type { Duty } from "../core/duty.ts";
import { rungFor, rungsToTell, stepOfRung } from "../core/escalation.ts";
import type { Rung } from "../core/ladder.ts";
import { isSendingTime } from "../core/reminder.ts";
import { putDuty } from "./history.ts";
import type { Changes, Ports, Stored } from "./ports.ts";
import { inGroups, type Run, tellToday } from "./run.ts";

/** Takes each overdue duty to the rung that it has reached. Rules ES-1, ES-2, ES-4, ES-5, ES-6. */
export async function escalate(run: Run, open: readonly Stored<Duty>[], ports: Ports): Promise<{ escalated: number }> {
  if (!isSendingTime(run.now, run.plan.settings.hours, run.calendar)) return { escalated: 0 };
  const overdue = open.filter((duty) => rungFor(duty, run.now.day, run.ladder, run.calendar));
  await inGroups(overdue, (duty, changes) => raise(run, duty, changes, ports), ports);
  return { escalated: overdue.length };
}

async function raise(run: Run, duty: Stored<Duty>, changes: Changes, ports: Ports): Promise<void> {
  const { at, now, ladder, plan, directory } = run;
  const reached = rungFor(duty, now.day, ladder, run.calendar);
  if (!reached) return;
  const { period, unit, round } = duty;
  const staff = (rung: Rung) => rung.to.flatMap((to) => onRung(to, unit, plan.settings, directory).map((contact) => ({ to, contact })));
  const rungs = rungsToTell(reached, ladder, (rung) => staff(rung).length > 0);
  const told = [...duty.told, ...rungs.map((rung) => ({ step: stepOfRung(rung), day: now.day }))];
  const step = told.at(-1)?.step ?? "";
  const detail = { rungs: rungs.map(({ no }) => no), to: rungs.flatMap((rung) => staff(rung).map(({ contact }) => contact.mail)) };
  const first = !duty.told.some((each) => each.step.startsWith("rung-"));
  const missed = first ? [{ at, kind: "ReportMissed", by: "duban", detail: { due: duty.days.due } } as const] : [];
  putDuty(changes, { ...duty, told }, [...missed, { at, kind: "EscalationRaised", by: "duban", detail }], ports);
  for (const rung of rungs) {
    for (const { to, contact } of staff(rung))
      await tellToday(changes, run, contact, { kind: "rung", plan: plan.id, period, unit, round, step, rung: rung.no, for: to }, ports);
    if (staff(rung).length === 0)
      for (const operator of operatorsOf(plan.settings, directory))
        await tellToday(changes, run, operator, { kind: "undeliverable", plan: plan.id, unit, mail: "", why: `“${rung.name}”一级没有联系人，已转下一级` }, ports);
  }
}
