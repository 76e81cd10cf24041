import { type CycleDays, cycleDays, periodsOf } from "../core/cycle.ts";
import type { Month } from "../core/day.ts";
import type { Mailbox } from "../core/directory.ts";
import { Ladder, ladderEndsInTime } from "../core/ladder.ts";
import type { Plan } from "../core/plan.ts";
import { PlanSettings } from "../core/plan-settings.ts";
import type { Ports } from "./ports.ts";

/** When a plan's months run, and at which hours: what may be changed while it runs. */
export type Rhythm = Pick<PlanSettings, "cycle" | "hours">;

/** A month that is not open yet: its days as set, and as they would be. */
export interface ComingMonth {
  period: Month;
  was: CycleDays;
  will: CycleDays;
}

/** So many months to come are shown. */
const SHOWN = 6;

/** What a changed rhythm would do to the months to come, or why it cannot be. @param typed  as JSON */
export async function rhythmTried(
  plan: Plan,
  typed: unknown,
  { store }: Pick<Ports, "store">,
): Promise<{ rhythm: Rhythm; coming: ComingMonth[] } | { problem: "unread" | "ladder" }> {
  const parsed = PlanSettings.safeParse({ ...plan.settings, ...(typed as Partial<Rhythm>) }); // checked here
  if (!parsed.success) return { problem: "unread" };
  const { cycle, hours } = parsed.data;
  if (!ladderEndsInTime(await store.ladder(plan.settings), cycle.closesAfter)) return { problem: "ladder" };
  const [calendar, opened] = await Promise.all([store.calendar(plan.settings), store.periods(plan.id)]);
  const coming = periodsOf(plan)
    .filter((period) => !opened.some((each) => each.period === period))
    .map((period) => ({
      period,
      was: cycleDays(period, plan.settings.cycle, calendar),
      will: cycleDays(period, cycle, calendar),
    }))
    .filter(({ was }) => was.due >= plan.inForceOn)
    .slice(0, SHOWN);
  return { rhythm: { cycle, hours }, coming };
}

/** Sets a rhythm for the months to come, with who and why; months that are open keep their days. */
export function changeRhythm(
  id: Plan["id"],
  rhythm: Rhythm,
  { by, why }: { by: Mailbox; why: string },
  { store, now, log }: Ports,
): Promise<boolean> {
  return store.change(async (changes) => {
    const plan = await store.plan(id);
    if (!plan || why.trim().length < 2 || why.length > 500) return false;
    const { cycle, hours } = plan.settings;
    changes.plan({
      ...plan,
      settings: { ...plan.settings, ...rhythm },
      resets: [...(plan.resets ?? []), { at: now(), by, why: why.trim(), was: { cycle, hours } }],
    });
    changes.lookNext(id, now());
    log({ what: "plan settings changed", plan: id });
    return true;
  });
}

/**
 * Sets after how many working days each rung comes, and which wait for a person; for every plan with the same ladder.
 *
 * @returns why not
 */
export function changeLadder(
  id: Plan["id"],
  typed: readonly { no: number; afterWorkingDays: number; approve: boolean }[],
  { by, why }: { by: Mailbox; why: string },
  { store, now, log }: Ports,
): Promise<"unread" | "ladder" | "no-why" | undefined> {
  return store.change(async (changes) => {
    const plan = await store.plan(id);
    if (!plan || why.trim().length < 2 || why.length > 500) return "no-why";
    const before = await store.ladder(plan.settings);
    const parsed = Ladder.safeParse(
      before.map(({ approve: _, ...rung }) => {
        const given = typed.find(({ no }) => no === rung.no);
        return { ...rung, ...given, ...(given?.approve ? { approve: true } : { approve: undefined }) };
      }),
    );
    if (!parsed.success) return "unread";
    const alike = (await store.plans()).filter(({ settings }) => settings.ladder === plan.settings.ladder);
    if (!alike.every(({ settings }) => ladderEndsInTime(parsed.data, settings.cycle.closesAfter))) return "ladder";
    const { cycle, hours } = plan.settings;
    // JSON has no undefined
    changes.ladder(
      plan.settings,
      parsed.data.map(({ approve, ...rung }) => ({ ...rung, ...(approve && { approve }) })),
    );
    changes.plan({
      ...plan,
      resets: [...(plan.resets ?? []), { at: now(), by, why: why.trim(), was: { cycle, hours, ladder: before } }],
    });
    for (const each of alike) changes.lookNext(each.id, now());
    log({ what: "ladder changed", plan: id });
    return undefined;
  });
}
