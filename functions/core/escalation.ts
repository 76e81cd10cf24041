import { addWorkingDays, type WorkCalendar } from "./calendar.ts";
import type { Day } from "./day.ts";
import { type Duty, isWanted, wasTold } from "./duty.ts";
import { isWithinUnit, type Ladder, type Rung } from "./ladder.ts";

export const stepOfRung = ({ no }: Pick<Rung, "no">): string => `rung-${no}`;

/**
 * The rung of the ladder that a duty climbs today.
 *
 * @rule ES-1 so many working days after the due day
 * @rule ES-2 none for a report that is complete
 * @rule ES-5 each once a round, and no more than one a day: after missed runs it climbs on from where it was
 * @rule ES-6 none before a unit has been told, on an earlier day, that it owes the report
 */
export function rungFor(duty: EscalatedDuty, today: Day, ladder: Ladder, calendar: WorkCalendar): Rung | undefined {
  const { told, days } = duty;
  if (!isWanted(duty) || !told.some(({ day }) => day < today)) return undefined;
  if (told.some(({ step, day }) => step.startsWith("rung-") && day === today)) return undefined;
  return climbed(ladder, duty).find(
    (rung) => !wasTold(duty, stepOfRung(rung)) && rungDay(rung, days.due, calendar) <= today,
  );
}
type EscalatedDuty = Pick<Duty, "days" | "told" | "completeAt" | "closed" | "exempt" | "provisional">;

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
 * @param isStaffed  whether a rung has anybody to tell
 */
export function rungsToTell(reached: Rung, ladder: Ladder, isStaffed: (rung: Rung) => boolean): Rung[] {
  const from = ladder.filter(({ no }) => no >= reached.no);
  const staffed = from.findIndex(isStaffed);
  return staffed < 0 ? from : from.slice(0, staffed + 1);
}
