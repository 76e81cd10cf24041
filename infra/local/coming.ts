import { agenda, type Coming } from "../../functions/core/agenda.ts";
import { after, Day, type Instant, instantAt, localTime, TimeOfDay } from "../../functions/core/day.ts";
import type { Ladder } from "../../functions/core/ladder.ts";
import type { Plan } from "../../functions/core/plan.ts";
import { monthText } from "../../functions/core/report-form.ts";
import type { Deployment } from "./deployment.ts";
import { UserError } from "./user-error.ts";

/** What comes next in a plan, by the calendar. */
export async function comingIn(
  plan: Plan,
  from: Instant,
  { ports }: Pick<Deployment, "ports">,
): Promise<{ at: Instant; what: string }[]> {
  const [calendar, ladder] = [await ports.store.calendar(plan.settings), await ports.store.ladder(plan.settings)];
  return agenda(plan, from, calendar, ladder).map((coming) => ({
    at: coming.at,
    what: wordsOf(coming, ladder),
  }));
}

const WORDS: Record<Exclude<Coming["what"], "rung">, string> = {
  preflight: "核对通讯录",
  opening: "发首次通知",
  reminder: "提醒尚未报全的单位",
  "due-day": "截止日提醒",
  "digest-open": "向督查部门报尚未报送的单位",
  "digest-missing": "向督查部门报未按时报送的单位",
  closing: "办结，发月度摘要",
};

const wordsOf = ({ what, period, rung }: Coming, ladder: Ladder): string =>
  `${monthText(period)}进展：${what === "rung" ? `第 ${rung} 级督办（${ladder[(rung ?? 1) - 1]?.name}）` : WORDS[what]}`;

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
