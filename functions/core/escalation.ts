import { addWorkingDays, type WorkCalendar, workingDaysBetween } from "./calendar.ts";
import type { Day } from "./day.ts";
import { type Duty, isWanted, wasTold } from "./duty.ts";
import { isWithinUnit, type Ladder, type Rung } from "./ladder.ts";
import type { LocalTime } from "./reminder.ts";

export const stepOfRung = ({ no }: Pick<Rung, "no">): string => `rung-${no}`;

/**
 * The rung of the ladder that a duty climbs now.
 *
 * @rule ES-1 so many working days after the due day
 * @rule ES-2 none for a report that is complete
 * @rule ES-5 each once a round, and no more than one a day: after missed runs it climbs on from where it was
 * @rule ES-6 none before a unit has been told, on an earlier day, that it owes the report
 * @rule ES-7 not before its hour, where it has one
 */
export function rungFor(
  duty: EscalatedDuty,
  { day: today, time }: LocalTime,
  ladder: Ladder,
  calendar: WorkCalendar,
): Rung | undefined {
  const { told, days } = duty;
  if (!isWanted(duty) || duty.awaits || !told.some(({ day }) => day < today)) return undefined;
  if (told.some(({ step, day }) => step.startsWith("rung-") && day === today)) return undefined;
  const next = climbed(ladder, duty).find((rung) => !isPassed(duty, rung));
  const on = next && rungDay(next, days.due, calendar);
  return on && (on < today || (on === today && time >= (next.at ?? time))) ? next : undefined;
}
type EscalatedDuty = Pick<
  Duty,
  "round" | "days" | "told" | "completeAt" | "closed" | "exempt" | "provisional" | "awaits" | "declined"
>;

const isPassed = (duty: EscalatedDuty, rung: Rung): boolean =>
  wasTold(duty, stepOfRung(rung)) ||
  (duty.declined ?? []).some(({ rung: no, round }) => no === rung.no && round === duty.round);

/** The ladder as far as it may be climbed: on a date that may still move, within the unit itself only (CA-2). */
export const climbed = (ladder: Ladder, { provisional }: Pick<Duty, "provisional">): Ladder =>
  provisional
    ? ladder.map((rung) => ({ ...rung, to: rung.to.filter(isWithinUnit) })).filter(({ to }) => to.length > 0)
    : ladder;

/** The day on which a rung is due. */
export const rungDay = ({ afterWorkingDays }: Pick<Rung, "afterWorkingDays">, due: Day, calendar: WorkCalendar): Day =>
  addWorkingDays(due, afterWorkingDays, calendar);

/**
 * @rule ES-4 the rungs that are told at once: the one reached and, while nobody is on it, the next
 * @rule ES-3 but none from the first on that waits for a person; one that nobody is on waits for nobody
 * @param isStaffed  whether a rung has anybody to tell
 * @param approved   whether a person has approved the one reached
 */
export function rungsToTell(
  reached: Rung,
  ladder: Ladder,
  isStaffed: (rung: Rung) => boolean,
  approved: boolean,
): { told: Rung[]; waits: Rung | undefined } {
  const from = ladder.filter(({ no }) => no >= reached.no);
  const staffed = from.findIndex(isStaffed);
  const told = staffed < 0 ? from : from.slice(0, staffed + 1);
  const waits = told.find((rung) => rung.approve && isStaffed(rung) && !(approved && rung.no === reached.no));
  return { told: told.filter((rung) => rung !== waits), waits };
}

/** Whether it is to be told that a rung waits for approval since an earlier working day; once. Rule ES-3 */
export const isPressing = (
  duty: Pick<Duty, "awaits" | "completeAt" | "closed" | "exempt">,
  today: Day,
  calendar: WorkCalendar,
): boolean =>
  Boolean(duty.awaits && !duty.awaits.pressed && isWanted(duty)) &&
  workingDaysBetween(duty.awaits?.day ?? today, today, calendar) >= 1;

/** What a person decides about a rung that waits. */
export type RungVerdict = { kind: "approve" } | { kind: "decline"; why: string };

/** Why nothing was decided, for whoever wanted to. */
export const RUNG_UNDONE_WORDS = {
  "not-waiting": "这个单位这个月没有等待批准的督办：可能已经报齐，或已由别人决定。请刷新后核对。",
  "not-yours": "这一级督办不由您批准：涉及计划牵头单位自己的，由督查部门决定，其余由牵头办公室决定。",
  "no-why": "没有写明不予批准的理由。请写 2 至 200 字。",
} as const;
export type RungUndone = keyof typeof RUNG_UNDONE_WORDS;
