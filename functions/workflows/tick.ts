import { operatorsOf } from "../core/contacts.ts";
import { after, epochMs, type Instant } from "../core/day.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { deliver } from "./deliver.ts";
import type { Ports } from "./ports.ts";
import { runOf, tellToday } from "./run.ts";
import { runPlan } from "./run-plan.ts";

/** A silence of the clock longer than this is an alarm (I8). */
const ALARM_AFTER_MS = 60 * 60 * 1000;

/**
 * Every 15 minutes, with its scheduled time: does what is due in every plan, and sends what is unsent. One that comes after a
 * later one has nothing left to do (RM-4). Whatever fails, the rest is done, the tick is on record, and the failure reaches the
 * alarm: the next tick decides anew.
 */
export async function tick({ at }: { at: Instant }, ports: Ports): Promise<void> {
  const before = await ports.store.lastTick();
  const isAhead = before !== undefined && epochMs(before) - epochMs(later(at, ports.now())) > ALARM_AFTER_MS;
  if (before !== undefined && at < before && !isAhead) return;
  const plans = await ports.store.plans();
  const isLate = before !== undefined && epochMs(at) - epochMs(before) > ALARM_AFTER_MS;
  const gap = before !== undefined && (isLate || isAhead) ? { from: before, to: at } : undefined;
  const failures: unknown[] = [];
  const tried = (work: Promise<unknown>) => work.catch((problem: unknown) => failures.push(problem));
  for (const { id } of plans) {
    if (gap) await tried(tellOfGap(id, gap, ports));
    // once more at once: what it still adds to the messages of the day is in time for them (RM-5)
    await tried(runPlan({ plan: id, at }, ports).catch(() => runPlan({ plan: id, at }, ports)));
  }
  await tried(deliver({ at }, ports));
  if (before !== at) await ports.store.change(async (changes) => changes.tick(at));
  if (failures.length > 0) throw failures[0];
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

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
