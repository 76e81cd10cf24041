import { addWorkingDays, type WorkCalendar } from "./calendar.ts";
import type { Day } from "./day.ts";
import { type Duty, wasTold } from "./duty.ts";
import { isBeyondUnit, type Ladder, type Rung } from "./ladder.ts";

export const stepOfRung = ({ no }: Pick<Rung, "no">): string => `rung-${no}`;

/**
 * The rung of the ladder that a duty has reached today and has not been told.
 *
 * @rule ES-1 so many working days after the due day
 * @rule ES-2 none for a report that is complete
 * @rule ES-5 each once a round; after missed runs only the one that applies today (RM-4)
 * @rule ES-6 none before a unit has been told, on an earlier day, that it owes the report
 * Rule CA-2 nothing beyond the unit itself on a provisional date
 */
export function rungFor(duty: EscalatedDuty, today: Day, ladder: Ladder, calendar: WorkCalendar): Rung | undefined {
  if (duty.completeAt || duty.closed || !duty.told.some(({ day }) => day < today)) return undefined;
  const rung = ladder.findLast((each) => rungDay(each, duty.days.due, calendar) <= today);
  if (!rung || wasTold(duty, stepOfRung(rung))) return undefined;
  return duty.provisional && isBeyondUnit(rung) ? undefined : rung;
}
type EscalatedDuty = Pick<Duty, "days" | "told" | "completeAt" | "closed" | "provisional">;

/** The day on which a rung is due. */
export const rungDay = ({ afterWorkingDays }: Pick<Rung, "afterWorkingDays">, due: Day, calendar: WorkCalendar): Day =>
  addWorkingDays(due, afterWorkingDays, calendar);

/**
 * @rule ES-4 the rungs that are told at once: the one reached and, while nobody is on it, the next
 * @param isStaffed  whether a rung has anybody to tell
 */
export function rungsToTell(reached: Rung, ladder: Ladder, isStaffed: (rung: Rung) => boolean): Rung[] {
  const rungs = [reached];
  while (!isStaffed(rungs.at(-1) as Rung)) {
    // never empty: it begins with `reached`
    const next = ladder[rungs.at(-1)?.no ?? ladder.length];
    if (!next) break;
    rungs.push(next);
  }
  return rungs;
}
