import { remindedOf, unitOf } from "../core/contacts.ts";
import type { Month } from "../core/day.ts";
import type { UnitId } from "../core/directory.ts";
import { scoresOf } from "../core/score.ts";
import { rulesFor } from "../core/score-rules.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { wasReached } from "./escalate.ts";
import type { Ports } from "./ports.ts";
import { each, type Run, tellToday } from "./run.ts";

/** Scores the units of a closed month, once for ever, and tells each its own. Rules SC-1 to SC-5. */
export async function scoreMonth(run: Run, period: Month, ports: Ports): Promise<void> {
  const { plan, calendar, directory } = run;
  const { store } = ports;
  const rules = rulesFor(period, await store.scoreRules());
  if (!rules) return;
  const [snapshots, scored] = await Promise.all([store.snapshots(plan.id, period), store.scores(plan.id, period)]);
  const left = snapshots.filter(({ unit }) => !scored.some((score) => score.unit === unit));
  if (left.length === 0) return;
  const [outages, editions, done] = await Promise.all([store.outages(), store.editions(plan), store.done(plan.id)]);
  const unreached = await unreachedOf(left, run, ports);
  const scores = scoresOf(left, { rules, settings: plan.settings, calendar, outages, unreached, editions, done });
  await each(scores, (score) =>
    store.change(async (changes) => {
      if (!changes.isFirst && (await store.score(score))) return; // somebody else was first
      changes.score(score);
      const notice = { kind: "score", plan: plan.id, period, unit: score.unit } as const;
      for (const contact of remindedOf(unitOf(score.unit, directory)))
        await tellToday(changes, run, contact, notice, ports);
    }),
  );
}

/** Of the units that were not on time, those that no reminder reached. Rule RM-7 */
async function unreachedOf(snapshots: readonly Snapshot[], run: Run, ports: Ports): Promise<Set<UnitId>> {
  const unreached = new Set<UnitId>();
  for (const snapshot of snapshots)
    if (!["on-time", "exempt"].includes(snapshot.timeliness) && !(await wasReached(run, snapshot, ports)))
      unreached.add(snapshot.unit);
  return unreached;
}
