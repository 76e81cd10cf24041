import { addWorkingDays, isWorkingDay, type WorkCalendar } from "./calendar.ts";
import type { CycleDays } from "./cycle.ts";
import { addDays, type Day, weekdayOf } from "./day.ts";
import type { PlanSettings } from "./plan-settings.ts";
import type { LocalTime } from "./reminder.ts";

/** Who is still open (due day), who is missing (the day after), who is still overdue (weekly), how the month ended. */
export type DigestKind = "open" | "missing" | "weekly" | "closing";

/** @rule DG-1 the digest that supervisors are owed at this time, with the key under which it is sent once */
export function digestFor(
  now: LocalTime,
  days: Pick<CycleDays, "due" | "closes">,
  told: readonly string[],
  hours: PlanSettings["hours"],
  calendar: WorkCalendar,
): { kind: DigestKind; key: string } | undefined {
  const kind = digestKind(now, days, hours, calendar);
  if (!kind) return undefined;
  const key = kind === "weekly" ? `weekly-${mondayOf(now.day)}` : kind;
  return told.includes(key) ? undefined : { kind, key };
}

function digestKind(
  { day, time }: LocalTime,
  { due, closes }: Pick<CycleDays, "due" | "closes">,
  hours: PlanSettings["hours"],
  calendar: WorkCalendar,
): DigestKind | undefined {
  if (day === due) return time >= hours.evening ? "open" : undefined;
  if (day < due || !isWorkingDay(day, calendar) || time < hours.send || time > hours.to) return undefined;
  if (day >= closes) return "closing";
  if (mondayOf(day) === mondayOf(addWorkingDays(due, 1, calendar))) return "missing";
  return "weekly";
}

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));
