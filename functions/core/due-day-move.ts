import type { CycleDays } from "./cycle.ts";
import type { Day } from "./day.ts";
import type { Duty } from "./duty.ts";
import type { Period } from "./plan.ts";

/** A duty on its days as the notice that has come says them; `from` is the due day it had, where that has moved. */
export interface Moved {
  duty: Duty;
  from?: Day;
}

/**
 * What a holiday notice does to an open duty whose days were provisional; undefined when nothing.
 *
 * @rule CA-4 when a notice comes, a provisional due day is confirmed or moves, which starts a round in which nothing is told twice; it moves only if neither it nor the new one has passed
 * @param opened  the month's due day before: a duty with a day of its own (returned, extended) keeps it
 * @param days    of its month by the calendar as it is now
 */
export function movedDuty(
  duty: Duty,
  { days: opened }: Pick<Period, "days">,
  days: CycleDays,
  today: Day,
): Moved | undefined {
  if (!duty.provisional || duty.closed) return undefined;
  const { opens, reminds, due, closes, provisional } = days;
  const from = duty.days.due;
  if (from !== opened.due)
    return provisional ? undefined : { duty: { ...duty, days: { ...duty.days, closes }, provisional } };
  if (from === due)
    return provisional ? undefined : { duty: { ...duty, days: { opens, reminds, due, closes }, provisional } };
  if (from < today || due < today) return undefined;
  return { duty: { ...duty, round: duty.round + 1, days: { opens, reminds, due, closes }, provisional }, from };
}

/** The same for the days of a month. */
export function movedPeriod<Kept extends Period>(period: Kept, days: CycleDays, today: Day): Kept | undefined {
  const { preflight, opens, reminds, due, closes, provisional } = days;
  const from = period.days.due;
  if (!period.provisional || period.closed || (provisional && from === due)) return undefined;
  if (from !== due && (from < today || due < today)) return undefined;
  return { ...period, days: { preflight, opens, reminds, due, closes }, provisional };
}
