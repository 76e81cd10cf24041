import { operatorsOf } from "../core/contacts.ts";
import { after, epochMs, type Instant } from "../core/day.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { deliver } from "./deliver.ts";
import type { Ports } from "./ports.ts";
import { each, runOf, tellToday } from "./run.ts";
import { runPlan } from "./run-plan.ts";

/** A silence of the clock longer than this is an alarm (I8). */
const ALARM_AFTER_MS = 60 * 60 * 1000;

/**
 * Every 15 minutes, with its scheduled time: does what is due in every plan, and sends what is unsent. One that comes after
 * a later one has nothing left to do (RM-4). While a part fails, what it may still add to the messages of the day is waited
 * for (RM-5), but for no longer than an alarm is.
 */
export async function tick({ at }: { at: Instant }, ports: Ports): Promise<void> {
  const before = await ports.store.lastTick();
  if (before !== undefined && at < before) return;
  const plans = await ports.store.plans();
  const gap =
    before !== undefined && epochMs(at) - epochMs(before) > ALARM_AFTER_MS ? { from: before, to: at } : undefined;
  const failure = await each(plans, async ({ id }) => {
    if (gap) await tellOfGap(id, gap, ports);
    await runPlan({ plan: id, at }, ports);
  }).then(
    () => undefined,
    (problem: unknown) => ({ problem }),
  );
  if (!failure || gap) await deliver({ at }, ports);
  if (failure) throw failure.problem;
  if (before !== at) await ports.store.change(async (changes) => changes.tick(at));
}

async function tellOfGap(id: PlanId, { from, to }: { from: Instant; to: Instant }, ports: Ports): Promise<void> {
  const plan = await ports.store.plan(id);
  const key = `gap#${id}#${from}`;
  if (!plan || (await ports.store.isMarked(key))) return;
  const run = await runOf(plan, to, ports);
  ports.log({ what: "gap in ticks", plan: id, from, to });
  await ports.store.change(async (changes) => {
    changes.mark(key);
    for (const operator of operatorsOf(plan.settings, run.directory))
      await tellToday(changes, run, operator, { kind: "gap", plan: id, from: after(from, 0), to }, ports);
  });
}
