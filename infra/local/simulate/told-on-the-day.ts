import type { AuditRow } from "../../../functions/core/audit.ts";
import {
  addWorkingDays,
  isWorkingDay,
  type WorkCalendar,
  workingDaysBetween,
} from "../../../functions/core/calendar.ts";
import { decidersFor, onRung, operatorsOf, supervisorsOf } from "../../../functions/core/contacts.ts";
import { addDays, type Day, dayAt, type Instant, instantAt, weekdayOf } from "../../../functions/core/day.ts";
import type { Directory } from "../../../functions/core/directory.ts";
import type { Duty } from "../../../functions/core/duty.ts";
import type { Ladder, Rung } from "../../../functions/core/ladder.ts";
import type { Notice } from "../../../functions/core/notice.ts";
import type { Period, Plan } from "../../../functions/core/plan.ts";
import type { Facts } from "./promises.ts";

/** What a play is judged by, beside what is on record. */
export interface Ground {
  plan: Plan;
  ladder: Ladder;
  directory: Directory;
  calendar: WorkCalendar;
  histories: readonly { duty: Duty; rows: readonly AuditRow[] }[];
  periods: readonly Period[];
}

/**
 * Where what supervisors and units were told of the ladder differs from what the histories say it should have been: read day by
 * day from when each duty was opened, answered, returned, put off and closed, without the rules that told it. ES-1 to ES-6.
 */
export function ladderDifferences(facts: Facts, ground: Ground): { wrong: string[]; right: number } {
  const expected = ground.histories.flatMap((history) => rungsExpected(history, ground));
  return compared(
    expected,
    told(facts, "rung", ground, ({ period, unit, round, rung }) => `${period} ${unit} 第${round}轮 ${rung}级`),
  );
}

/** The same of the digests of each month. DG-1 */
export function digestDifferences(facts: Facts, ground: Ground): { wrong: string[]; right: number } {
  const expected = ground.periods.flatMap((period) => digestsExpected(period, ground));
  return compared(
    expected,
    told(facts, "digest", ground, ({ period, digest }) => `${period} ${digest}`),
  );
}

/** `2024-05-08 2024-04 shuiwu 第1轮 1级 liaison@…`: what was told of a kind, on which day, and to whom. */
function told<Kind extends Notice["kind"]>(
  { messages }: Facts,
  kind: Kind,
  { plan }: Ground,
  name: (notice: Extract<Notice, { kind: Kind }>) => string,
): string[] {
  const isOne = (notice: Notice): notice is Extract<Notice, { kind: Kind }> => notice.kind === kind;
  return messages.flatMap(({ state, sentAt, to, notices }) =>
    state === "sent" && sentAt && to.includes("@")
      ? [
          ...new Set(
            notices.filter(isOne).map((notice) => `${dayAt(sentAt, plan.settings.zone)} ${name(notice)} ${to}`),
          ),
        ]
      : [],
  );
}

function compared(expected: readonly string[], actual: readonly string[]): { wrong: string[]; right: number } {
  const [want, have] = [new Set(expected), new Set(actual)];
  return {
    wrong: [
      ...[...want].filter((each) => !have.has(each)).map((each) => `该发未发：${each}`),
      ...[...have].filter((each) => !want.has(each)).map((each) => `不该发：${each}`),
    ],
    right: [...want].filter((each) => have.has(each)).length,
  };
}

/** How a duty stands at a time, as its history says. */
interface Stood {
  round: number;
  due: Day;
  isOwed: boolean;
}

function stoodAt(at: Instant, rows: readonly AuditRow[]): Stood | undefined {
  let stood: Stood | undefined;
  for (const row of rows.filter((each) => each.at < at)) {
    // what a history's rows say is ours
    const detail = JSON.parse(row.detail) as {
      due?: Day;
      to?: Day;
      until?: Day;
      complete?: boolean;
      granted?: boolean;
      request?: string;
    };
    if (row.kind === "DutyOpened" && detail.due) stood = { round: 1, due: detail.due, isOwed: true };
    if (!stood) continue;
    if (row.kind === "DueDayMoved" && detail.to) stood = { ...stood, round: stood.round + 1, due: detail.to };
    if (row.kind === "ReportReceived" && detail.complete) stood = { ...stood, isOwed: false };
    if (row.kind === "ReportReturned" && detail.due) stood = { round: stood.round + 1, due: detail.due, isOwed: true };
    if (row.kind === "RequestDecided" && detail.granted && detail.request === "exemption")
      stood = { ...stood, isOwed: false };
    if (row.kind === "RequestDecided" && detail.granted && detail.until)
      stood = { ...stood, round: stood.round + 1, due: detail.until };
    if (row.kind === "DutyClosed") stood = { ...stood, isOwed: false };
  }
  return stood;
}

function rungsExpected({ duty, rows }: Ground["histories"][number], ground: Ground): string[] {
  const { plan, ladder, calendar } = ground;
  const { zone, hours } = plan.settings;
  const done = new Map<number, number>();
  const expected: string[] = [];
  const closes = addDays(duty.days.closes, 1);
  for (let day = duty.days.opens; day <= closes; day = addDays(day, 1)) {
    if (!isWorkingDay(day, calendar)) continue;
    const stood = stoodAt(instantAt(day, hours.send, zone), rows);
    if (!stood?.isOwed || day <= stood.due) continue;
    const next = ladder.find(({ no }) => no === (done.get(stood.round) ?? 0) + 1);
    if (!next || workingDaysBetween(stood.due, day, calendar) < next.afterWorkingDays) continue;
    const passed = passedOn(next, duty, ground);
    done.set(stood.round, passed.at(-1)?.no ?? next.no);
    for (const rung of passed)
      for (const mail of peopleOf(rung, duty, ground))
        expected.push(`${day} ${duty.period} ${duty.unit} 第${stood.round}轮 ${rung.no}级 ${mail}`);
  }
  return expected;
}

/** A rung that nobody is on passes to the next at once (ES-4). */
function passedOn(rung: Rung, duty: Duty, ground: Ground): Rung[] {
  const next = ground.ladder.find(({ no }) => no === rung.no + 1);
  return staffOf(rung, duty, ground).length > 0 || !next ? [rung] : [rung, ...passedOn(next, duty, ground)];
}

const staffOf = ({ to }: Rung, { unit }: Duty, { plan, directory }: Ground): string[] =>
  to.flatMap((role) => onRung(role, unit, plan.settings, directory).map(({ mail }) => mail));

/** With a letter also whoever issues it, where the rung stays within the unit (ES-8). */
function peopleOf(rung: Rung, duty: Duty, ground: Ground): string[] {
  const staff = staffOf(rung, duty, ground);
  const isWithin = rung.to.every((role) => role !== "operator" && role !== "supervision");
  const issuers = rung.letter && isWithin ? decidersFor(duty.unit, ground.plan.settings, ground.directory) : [];
  return [...new Set([...staff, ...issuers.map(({ mail }) => mail)])];
}

function digestsExpected({ period, days, closed }: Period, ground: Ground): string[] {
  const { plan, calendar, directory, histories } = ground;
  const { zone, hours } = plan.settings;
  const supervisors = supervisorsOf(plan.settings, directory).map(({ mail }) => mail);
  const operators = operatorsOf(plan.settings, directory).map(({ mail }) => mail);
  const to = (day: Day, kind: string, mails: readonly string[]): string[] =>
    [...new Set(mails)].map((mail) => `${day} ${period} ${kind} ${mail}`);
  const expected = [
    ...to(days.due, "open", supervisors),
    ...to(addWorkingDays(days.due, 1, calendar), "missing", supervisors),
  ];
  const owed = (day: Day): boolean =>
    histories.some(
      ({ duty, rows }) => duty.period === period && stoodAt(instantAt(day, hours.send, zone), rows)?.isOwed,
    );
  let week = mondayOf(addWorkingDays(days.due, 1, calendar));
  for (let day = addWorkingDays(days.due, 1, calendar); day < days.closes; day = addDays(day, 1)) {
    if (!isWorkingDay(day, calendar) || mondayOf(day) === week) continue;
    week = mondayOf(day);
    if (owed(day)) expected.push(...to(day, "weekly", supervisors));
  }
  if (closed) expected.push(...to(days.closes, "closing", [...supervisors, ...operators]));
  return expected;
}

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));
