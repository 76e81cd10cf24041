import { addWorkingDays, isWorkingDay, type WorkCalendar } from "./calendar.ts";
import { type Day, type Instant, instantAt, localTime, type TimeOfDay } from "./day.ts";
import { type Duty, isWanted, wasTold } from "./duty.ts";
import type { PlanSettings } from "./plan-settings.ts";

/** Opening notice (RM-1), reminder of what is missing one working day before, and on the due day (RM-2). */
export type ReminderStep = "opening" | "reminder" | "due-day";

/** What calendars and clocks show in the plan's zone. */
export interface LocalTime {
  day: Day;
  time: TimeOfDay;
}

/** @rule RM-3 whether messages of the day may go out: on a working day, within office hours, from the hour of sending on */
export const isSendingTime = (
  { day, time }: LocalTime,
  hours: PlanSettings["hours"],
  calendar: WorkCalendar,
): boolean => isWorkingDay(day, calendar) && time >= hours.send && time >= hours.from && time <= hours.to;

/**
 * The reminder that a duty wants today, if any.
 *
 * @rule RM-1 the opening notice on the opening day
 * @rule RM-2 reminders one working day before and on the due day, only while the report is not complete
 * @rule RM-4 after missed runs only the step that applies today
 */
export function reminderStep(
  duty: Pick<Duty, "days" | "told" | "completeAt" | "closed" | "exempt">,
  today: Day,
): ReminderStep | undefined {
  if (!isWanted(duty)) return undefined;
  const { opens, reminds, due } = duty.days;
  const step = today < opens ? undefined : today < reminds ? "opening" : today < due ? "reminder" : "due-day";
  if (!step) return undefined;
  if (today > due) return duty.told.length === 0 ? "opening" : undefined;
  return wasTold(duty, step) ? undefined : step;
}

/** The first instant from a given one on at which messages of the day may go out. @rule RM-3 */
export function nextSendingTime(
  at: Instant,
  { zone, hours }: Pick<PlanSettings, "zone" | "hours">,
  calendar: WorkCalendar,
): Instant {
  const now = localTime(at, zone);
  if (isSendingTime(now, hours, calendar)) return at;
  const today = isWorkingDay(now.day, calendar) && now.time < hours.send;
  return instantAt(today ? now.day : addWorkingDays(now.day, 1, calendar), hours.send, zone);
}
