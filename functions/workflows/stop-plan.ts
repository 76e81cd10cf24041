import type { Mailbox } from "../core/directory.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { resumed, type Stop, stopped, type Unstopped } from "../core/stop.ts";
import type { Ports } from "./ports.ts";

type Outcome = { stops: readonly Stop[] } | { unstopped: Unstopped };

/** Stops everything that is told in a plan's name, with a reason. Rule RM-14 */
export const stopPlan = (plan: PlanId, why: string, by: Mailbox, ports: Ports): Promise<Outcome> =>
  changed(plan, (stops) => stopped(stops, { by, at: ports.now() }, why), ports);

/** Lets a plan go on: it is looked at with the next tick, and what waits is sent as far as it still holds. Rules RM-4, RM-14 */
export const resumePlan = (plan: PlanId, by: Mailbox, ports: Ports): Promise<Outcome> =>
  changed(plan, (stops) => resumed(stops, { by, at: ports.now() }), ports);

function changed(
  id: PlanId,
  rule: (stops: readonly Stop[]) => Stop[] | Unstopped,
  { store, now, log }: Ports,
): Promise<Outcome> {
  return store.change(async (changes) => {
    const plan = await store.plan(id);
    const stops = rule(plan?.stops ?? []);
    if (!plan) return { unstopped: "not-stopped" };
    if (typeof stops === "string") return { unstopped: stops };
    changes.plan({ ...plan, stops });
    changes.lookNext(id, now());
    log({ what: stops.at(-1)?.ended ? "plan goes on" : "plan stopped", plan: id });
    return { stops };
  });
}
