import { addWorkingDays } from "../core/calendar.ts";
import { groupOf, onRung, remindedOf, unitOf } from "../core/contacts.ts";
import type { Day } from "../core/day.ts";
import type { Contact } from "../core/directory.ts";
import type { Duty } from "../core/duty.ts";
import { climbed, rungFor, rungsToTell, stepOfRung } from "../core/escalation.ts";
import type { Rung, RungTo } from "../core/ladder.ts";
import { dayKey, type Notice, roundKey, sameDuty } from "../core/notice.ts";
import { wordsIn } from "../core/words.ts";
import { putDuty } from "./history.ts";
import type { Changes, Ports, Stored } from "./ports.ts";
import { type Run, tellToday } from "./run.ts";
import { tellDeciders } from "./tell-undeliverable.ts";

/** Takes an overdue duty up the ladder, once a reminder of it has left. Rules ES-1, ES-2, ES-4, ES-5, ES-6. */
export async function escalate(run: Run, duty: Stored<Duty>, changes: Changes, ports: Ports): Promise<void> {
  const reached = rungFor(duty, run.now.day, run.ladder, run.calendar);
  if (!reached) return;
  if (await wasReached(run, duty, ports)) await raise(run, duty, reached, changes, ports);
  else await tellUnreached(run, duty, changes, ports);
}

/** Whether the unit was told of this round: a unit that could not be told is never called silent (RM-7, ES-6). */
async function wasReached(run: Run, duty: Duty, { store, keys }: Ports): Promise<boolean> {
  for (const { mail } of remindedOf(unitOf(duty.unit, run.directory)))
    for (const key of [roundKey(duty, mail), ...daysTold(duty, run).map((day) => dayKey(mail, day))]) {
      const message = await store.message(keys.messageId(keys.token(key)));
      const names = message?.notices.some((notice) => isAsking(notice) && sameDuty(notice, duty));
      if (names && message?.state === "sent") return true;
    }
  return false;
}

/** The working days from the first on which something was told. */
function daysTold({ told }: Duty, { now, calendar }: Run): Day[] {
  const days: Day[] = [];
  for (let day = told[0]?.day ?? now.day; day <= now.day; day = addWorkingDays(day, 1, calendar)) days.push(day);
  return days;
}

/** Notices that tell a unit what it owes by when. */
const isAsking = (notice: Notice): notice is Extract<Notice, { kind: "reminder" | "returned" | "ruling" }> =>
  ["reminder", "returned", "ruling"].includes(notice.kind);

async function tellUnreached(run: Run, { unit, period, round }: Duty, changes: Changes, ports: Ports): Promise<void> {
  const key = `unreached#${run.plan.id}#${period}#${unit}#${round}`;
  if (await ports.store.isMarked(key)) return;
  changes.mark(key);
  await tellDeciders(changes, run, unit, { why: unreachedWords(run).noReminder }, ports);
}

async function raise(run: Run, duty: Stored<Duty>, reached: Rung, changes: Changes, ports: Ports): Promise<void> {
  const { at, now, plan } = run;
  const { period, unit, round } = duty;
  const rungs = rungsToTell(reached, climbed(run.ladder, duty), (rung) => staffOf(rung, duty, run).length > 0);
  const told = [...duty.told, ...rungs.map((rung) => ({ step: stepOfRung(rung), day: now.day }))];
  const to = rungs.flatMap((rung) => staffOf(rung, duty, run).map(({ contact }) => contact.mail));
  const raised = {
    at,
    kind: "EscalationRaised",
    by: "duban",
    detail: { rungs: rungs.map(({ no }) => no), to },
  } as const;
  const missed = { at, kind: "ReportMissed", by: "duban", detail: { due: duty.days.due } } as const;
  const isFirst = !duty.told.some(({ step }) => step.startsWith("rung-"));
  putDuty(changes, { ...duty, told }, isFirst ? [missed, raised] : [raised], ports);
  const notice = { kind: "rung", plan: plan.id, period, unit, round, step: told.at(-1)?.step ?? "" } as const;
  for (const rung of rungs) {
    const staff = staffOf(rung, duty, run);
    for (const { to: role, contact } of staff)
      await tellToday(changes, run, contact, { ...notice, rung: rung.no, for: role }, ports);
    for (const { to: role } of staff.filter(({ contact }) => isOf(unit, contact, run)).slice(0, 1))
      for (const group of groupOf(unit, run.directory))
        await tellToday(changes, run, group, { ...notice, rung: rung.no, for: role }, ports);
    if (staff.length === 0)
      await tellDeciders(changes, run, unit, { why: unreachedWords(run).noOneOnRung(rung.name) }, ports);
  }
}

const unreachedWords = ({ plan }: Run) => wordsIn(plan.settings.language).unreached;

const staffOf = ({ to }: Rung, { unit }: Duty, { plan, directory }: Run): { to: RungTo; contact: Contact }[] =>
  to.flatMap((role) => onRung(role, unit, plan.settings, directory).map((contact) => ({ to: role, contact })));

/** What is told within the unit its group may know; what goes beyond it is for those it goes to. */
const isOf = (unit: Duty["unit"], contact: Contact, { directory }: Run): boolean =>
  unitOf(unit, directory)?.contacts.includes(contact) ?? false;
