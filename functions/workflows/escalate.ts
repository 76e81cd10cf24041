import type { AuditFact } from "../core/audit.ts";
import { addWorkingDays } from "../core/calendar.ts";
import { decidersFor, groupOf, mailboxesOf, onRung, pressedFor, unitOf } from "../core/contacts.ts";
import type { Day } from "../core/day.ts";
import type { Contact } from "../core/directory.ts";
import { type Duty, missingIn } from "../core/duty.ts";
import { climbed, isPressing, rungFor, rungsToTell, stepOfRung } from "../core/escalation.ts";
import { wholeOf } from "../core/in-office.ts";
import { isWithinUnit, type Rung, type RungTo } from "../core/ladder.ts";
import { dayKey, type Notice, roundKey, sameDuty } from "../core/notice.ts";
import { wordsIn } from "../core/words.ts";
import { putDuty } from "./history.ts";
import type { Changes, Ports, Stored } from "./ports.ts";
import { type Run, tellToday } from "./run.ts";
import { tellDeciders } from "./tell-undeliverable.ts";

/** Takes an overdue duty up the ladder, once a reminder of it has left. Rules ES-1 to ES-7. */
export async function escalate(run: Run, duty: Stored<Duty>, changes: Changes, ports: Ports): Promise<void> {
  if (isPressing(duty, run.now.day, run.calendar)) return press(run, duty, changes, ports);
  const reached = rungFor(duty, run.now, run.ladder, run.calendar);
  if (!reached) return;
  if (await wasReached(run, duty, ports)) await raise(run, duty, reached, changes, ports);
  else await tellUnreached(run, duty, changes, ports);
}

/** Whether the unit was told of this round, whoever of it: a unit that could not be told is never called silent (RM-7, ES-6). */
export async function wasReached(run: Run, duty: Duty, { store, keys }: Ports): Promise<boolean> {
  for (const mail of mailboxesOf(unitOf(duty.unit, wholeOf(run.directory))))
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

/** @param approval  what a person said of the rung reached, when it waited for that (ES-3) */
export async function raise(
  run: Run,
  duty: Stored<Duty>,
  reached: Rung,
  changes: Changes,
  ports: Ports,
  approval?: AuditFact,
): Promise<Duty> {
  const { at, now } = run;
  const isStaffed = (rung: Rung): boolean => staffOf(rung, duty, run).length > 0;
  const { told: rungs, waits } = rungsToTell(reached, climbed(run.ladder, duty), isStaffed, approval !== undefined);
  const told = [...duty.told, ...rungs.map((rung) => ({ step: stepOfRung(rung), day: now.day }))];
  const by = "duban";
  const to = rungs.flatMap((rung) => staffOf(rung, duty, run).map(({ contact }) => contact.mail));
  const deciders = waits ? decidersFor(duty.unit, run.plan.settings, run.directory).map(({ mail }) => mail) : [];
  const { awaits: _, ...rest } = duty;
  const climbedNow = putDuty(
    changes,
    { ...rest, told, ...(waits && { awaits: { rung: waits.no, since: at, day: now.day } }) },
    [
      ...(isFirstRung(duty) ? [{ at, kind: "ReportMissed" as const, by, detail: { due: duty.days.due } }] : []),
      ...(approval ? [approval] : []),
      ...(rungs.length > 0
        ? [{ at, kind: "EscalationRaised" as const, by, detail: { rungs: rungs.map(({ no }) => no), to } }]
        : []),
      ...(waits
        ? [
            {
              at,
              kind: "EscalationAwaits" as const,
              by,
              detail: { rungs: [waits.no], to: deciders, missing: missingIn(duty) },
            },
          ]
        : []),
    ],
    ports,
  );
  for (const rung of rungs) await tellRung(run, climbedNow, rung, changes, ports, approval !== undefined);
  if (waits) await askApproval(run, climbedNow, waits, changes, ports);
  return climbedNow;
}

const isFirstRung = ({ told, awaits, declined, round }: Duty): boolean =>
  !awaits && !told.some(({ step }) => step.startsWith("rung-")) && !declined?.some((each) => each.round === round);

/** @param late  at another time than the messages of the day: what has left already is not waited for */
async function tellRung(
  run: Run,
  duty: Duty,
  rung: Rung,
  changes: Changes,
  ports: Ports,
  late: boolean,
): Promise<void> {
  const { plan, period, unit, round, told } = duty;
  const notice = { kind: "rung", plan, period, unit, round, step: told.at(-1)?.step ?? "", rung: rung.no } as const;
  const how = late || rung.at ? "now" : "any";
  const staff = staffOf(rung, duty, run);
  for (const { to: role, contact } of staff)
    await tellToday(changes, run, contact, { ...notice, for: role }, ports, how);
  for (const { to: role } of staff.filter(({ contact }) => isOf(unit, contact, run)).slice(0, 1))
    for (const group of groupOf(unit, run.directory))
      await tellToday(changes, run, group, { ...notice, for: role }, ports);
  if (rung.letter && !duty.provisional && staff.every(({ to: role }) => isWithinUnit(role)))
    for (const issuer of decidersFor(unit, run.plan.settings, run.directory))
      await tellToday(changes, run, issuer, { ...notice, for: "issuer" }, ports, how);
  if (staff.length === 0)
    await tellDeciders(changes, run, unit, { why: unreachedWords(run).noOneOnRung(rung.name) }, ports);
}

/** Nobody who may approve is told at once, as if it waited too long already: an alarm always has somebody to go to. */
async function askApproval(run: Run, duty: Duty, { no, at }: Rung, changes: Changes, ports: Ports): Promise<void> {
  const { plan, period, unit, round } = duty;
  const notice = { kind: "approve", plan, period, unit, round, rung: no } as const;
  const deciders = decidersFor(unit, run.plan.settings, run.directory);
  const told = deciders.length > 0 ? deciders : pressedFor(unit, run.plan.settings, run.directory);
  for (const contact of told)
    await tellToday(changes, run, contact, { ...notice, pressed: deciders.length === 0 }, ports, at ? "now" : "any");
}

/** Tells others that a rung waits for approval since an earlier working day, once. */
async function press(run: Run, duty: Stored<Duty>, changes: Changes, ports: Ports): Promise<void> {
  const { plan, period, unit, round, awaits } = duty;
  if (!awaits) return;
  const contacts = pressedFor(unit, run.plan.settings, run.directory);
  const detail = { rungs: [awaits.rung], since: awaits.since, to: contacts.map(({ mail }) => mail) };
  const pressed = { ...duty, awaits: { ...awaits, pressed: true as const } };
  putDuty(changes, pressed, [{ at: run.at, kind: "EscalationAwaits", by: "duban", detail }], ports);
  const notice = { kind: "approve", plan, period, unit, round, rung: awaits.rung, pressed: true } as const;
  for (const contact of contacts) await tellToday(changes, run, contact, notice, ports);
}

const unreachedWords = ({ plan }: Run) => wordsIn(plan.settings.language).unreached;

const staffOf = ({ to }: Rung, { unit }: Duty, { plan, directory }: Run): { to: RungTo; contact: Contact }[] =>
  to.flatMap((role) => onRung(role, unit, plan.settings, directory).map((contact) => ({ to: role, contact })));

/** What is told within the unit its group may know; what goes beyond it is for those it goes to. */
const isOf = (unit: Duty["unit"], contact: Contact, { directory }: Run): boolean =>
  unitOf(unit, directory)?.contacts.includes(contact) ?? false;
