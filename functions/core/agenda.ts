import type { WorkCalendar } from "./calendar.ts";
import { addWorkingDays, isWorkingDay } from "./calendar.ts";
import { cycleDays, periodsOf } from "./cycle.ts";
import { type Day, dayAt, type Instant, instantAt, type Month, type TimeOfDay } from "./day.ts";
import { rungDay } from "./escalation.ts";
import type { Ladder } from "./ladder.ts";
import type { Plan } from "./plan.ts";

/** Something that will happen in a plan by the calendar. */
export interface Coming {
  at: Instant;
  day: Day;
  period: Month;
  what: "preflight" | "opening" | "reminder" | "due-day" | "digest-open" | "digest-missing" | "rung" | "closing";
  /** Number of the rung. */
  rung?: number;
}

/** What will happen in a plan from an instant on, in order; shown to people, never acted upon. */
export function agenda(plan: Plan, from: Instant, calendar: WorkCalendar, ladder: Ladder): Coming[] {
  const { cycle, hours, zone } = plan.settings;
  const coming = periodsOf(plan).flatMap((period) => {
    const days = cycleDays(period, cycle, calendar);
    if (days.due < plan.inForceOn) return [];
    const at = (day: Day, time: TimeOfDay, what: Coming["what"], rung?: number): Coming => ({
      at: instantAt(day, time, zone),
      day,
      period,
      what,
      ...(rung && { rung }),
    });
    return [
      at(days.preflight, hours.send, "preflight"),
      at(days.opens, hours.send, "opening"),
      at(days.reminds, hours.send, "reminder"),
      at(days.due, hours.send, "due-day"),
      at(days.due, hours.evening, "digest-open"),
      at(addWorkingDays(days.due, 1, calendar), hours.send, "digest-missing"),
      ...ladder.map((rung) => at(rungDay(rung, days.due, calendar), rung.at ?? hours.send, "rung", rung.no)),
      at(days.closes, hours.send, "closing"),
    ];
  });
  return coming.filter(({ at }) => at > from).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** When a plan is to be looked at next: on working days at its hour of sending and at the hours of rungs (ES-7), and in the evening of a due day (DG-1). */
export function nextLook(at: Instant, plan: Plan, calendar: WorkCalendar, ladder: Ladder): Instant {
  const { zone, hours, cycle } = plan.settings;
  const today = dayAt(at, zone);
  const isDue = (day: Day): boolean => periodsOf(plan).some((period) => cycleDays(period, cycle, calendar).due === day);
  for (
    let day = isWorkingDay(today, calendar) ? today : addWorkingDays(today, 1, calendar);
    ;
    day = addWorkingDays(day, 1, calendar)
  ) {
    const ofRungs = ladder.flatMap((rung) => rung.at ?? []).filter((time) => time > hours.send);
    const times = [hours.send, ...ofRungs, ...(isDue(day) ? [hours.evening] : [])].sort();
    const next = times.map((time) => instantAt(day, time, zone)).find((look) => look > at);
    if (next) return next;
  }
}
