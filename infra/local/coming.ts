import { after, Day, type Instant, instantAt, localTime, TimeOfDay } from "../../functions/core/day.ts";
import type { Plan } from "../../functions/core/plan.ts";
import { comingText } from "../../functions/portal/agenda-text.ts";
import { showAgenda } from "../../functions/workflows/show-agenda.ts";
import type { Deployment } from "./deployment.ts";
import { UserError } from "./user-error.ts";

/** What comes next in a plan, by the calendar. */
export async function comingIn(
  plan: Plan,
  from: Instant,
  { ports }: Pick<Deployment, "ports">,
): Promise<{ at: Instant; what: string }[]> {
  const { coming, ladder } = await showAgenda(plan, from, ports);
  return coming.map((each) => ({ at: each.at, what: comingText(each, ladder) }));
}

/** Where a person wants the clock: `next`, `+1h`, `+2d`, or a local time. */
export async function comingTo(text: string, now: Instant, plan: Plan, deployment: Deployment): Promise<Instant> {
  if (text === "next") return (await comingIn(plan, now, deployment))[0]?.at ?? now;
  const step = /^\+(\d{1,3})(m|h|d)$/u.exec(text);
  if (step) return after(now, Number(step[1]) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[step[2] as "m" | "h" | "d"]); // the pattern allows no other letter
  const local = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?$/u.exec(text);
  if (!local?.[1]) throw new UserError(`看不懂“${text}”。可以写 next、+15m、+1h、+1d，或 2024-05-06T09:00。`);
  const [on, at] = [Day.safeParse(local[1]), TimeOfDay.safeParse(local[2] ?? localTime(now, plan.settings.zone).time)];
  if (!on.success || !at.success) throw new UserError(`没有“${text}”这个时间。请核对日期和钟点。`);
  return instantAt(on.data, at.data, plan.settings.zone);
}
