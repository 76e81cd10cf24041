import { z } from "zod";
import { addWorkingDays, type WorkCalendar } from "./calendar.ts";
import { addDays, type Day, dayAt, Instant, instantAt } from "./day.ts";
import type { PlanSettings } from "./plan-settings.ts";

/** A time in which the service did not run (I8). */
export const Outage = z.object({ from: Instant, to: Instant });
export type Outage = z.infer<typeof Outage>;

/**
 * The day until which a report counts as on time.
 *
 * @rule SC-3 when the service was down on a due day, after offices had opened, what arrives by the end of the next working day after that is on time
 */
export const dueAfterOutages = (
  due: Day,
  outages: readonly Outage[],
  { zone, hours }: Pick<PlanSettings, "zone" | "hours">,
  calendar: WorkCalendar,
): Day =>
  outages
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .reduce((until, { from, to }) => {
      const isHit = from < instantAt(addDays(until, 1), "00:00", zone) && to > instantAt(until, hours.from, zone);
      return isHit ? addWorkingDays(dayAt(to, zone), 1, calendar) : until;
    }, due);
