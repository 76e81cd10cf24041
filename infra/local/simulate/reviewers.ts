import { addWorkingDays, type WorkCalendar } from "../../../functions/core/calendar.ts";
import { decidersFor } from "../../../functions/core/contacts.ts";
import { type Instant, instantAt, localTime, type Month, TimeOfDay } from "../../../functions/core/day.ts";
import type { Standing } from "../../../functions/core/duty.ts";
import type { Plan } from "../../../functions/core/plan.ts";
import { wantsReview } from "../../../functions/core/review.ts";
import { decideRung } from "../../../functions/workflows/decide-rung.ts";
import { decideRequest, review } from "../../../functions/workflows/review.ts";
import type { Deployment } from "../deployment.ts";
import type { Deed } from "./departments.ts";
import { randomOf } from "./random.ts";

/** When those who decide look at what waits for them. */
const LOOK_AT = TimeOfDay.parse("15:00");

const APPROVED_AT = TimeOfDay.parse("10:00");

/** Every third report with something to ask about is returned, once. */
const RETURNED = 0.3;
/** Of requests most are granted. */
const GRANTED = 0.7;

/**
 * Those who decide do so in the afternoon of every working day: what has nothing odd about it is accepted, some of the rest
 * returned; requests are granted or not.
 *
 * @returns what units will do about what was returned
 */
export async function decideWhatWaits(
  at: Instant,
  period: Month,
  { ports }: Deployment,
  plan: Plan,
  calendar: WorkCalendar,
  seed: number,
): Promise<Deed[]> {
  const { zone } = plan.settings;
  const { day, time } = localTime(at, zone);
  if (time !== LOOK_AT) return [];
  const directory = await ports.store.directory();
  const deeds: Deed[] = [];
  for (const standing of await ports.store.board(plan.id, period)) {
    const { unit, closed, request, round } = standing;
    const [decider] = decidersFor(unit, plan.settings, directory);
    if (closed || !decider) continue;
    const key = { plan: plan.id, period, unit };
    const random = randomOf(seed, period, unit, "review", round);
    if (request) {
      const granted = random() < GRANTED;
      await decideRequest(key, granted ? { granted } : { granted, why: "数据已具备，请按期报送" }, decider.mail, ports);
    } else if (wantsReview(standing)) {
      const isReturned = isOdd(standing) && random() < RETURNED && (await hasTime());
      if (!isReturned) await review(key, { kind: "accept" }, decider.mail, ports);
      else {
        await review(
          key,
          { kind: "return", why: "部分条目与上月雷同或缺少数量，请核实补充", hollow: random() < 0.2 },
          decider.mail,
          ports,
        );
        const next = addWorkingDays(day, 1, calendar);
        deeds.push({ at: instantAt(next, TimeOfDay.parse("10:22"), zone), unit, part: "all", way: "text", times: 1 });
      }
    }
    async function hasTime(): Promise<boolean> {
      const duty = await ports.store.duty(key);
      return duty !== undefined && addWorkingDays(day, 3, calendar) < duty.days.closes;
    }
  }
  return deeds;
}

const isOdd = ({ warnings, round }: Standing): boolean => warnings > 0 && round === 1;

/** A rung that waits is approved an hour after the hour of sending, so that it is told the same day (ES-3). */
export async function approveRungs(at: Instant, period: Month, { ports }: Deployment, plan: Plan): Promise<void> {
  if (localTime(at, plan.settings.zone).time !== APPROVED_AT) return;
  const directory = await ports.store.directory();
  for (const { unit } of (await ports.store.board(plan.id, period)).filter(({ awaits }) => awaits)) {
    const [decider] = decidersFor(unit, plan.settings, directory);
    if (decider) await decideRung({ plan: plan.id, period, unit }, { kind: "approve" }, decider.mail, ports);
  }
}
