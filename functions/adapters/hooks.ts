import type { Instant } from "../core/day.ts";
import { HookCall, Hooks } from "../core/hook.ts";
import type { PlanId } from "../core/plan-settings.ts";
import type { Stored } from "../workflows/ports.ts";
import { everyItem } from "./query.ts";
import { type Kind, readAs } from "./rows.ts";
import type { Key, Table } from "./table.ts";

export const HOOKS: Kind<Hooks> = {
  schema: 1,
  shape: Hooks,
  key: ({ plan }) => ({ pk: `PLAN#${plan}`, sk: "HOOKS" }),
  indexes: () => ({}),
};

/** AP-23  Where do the systems of a plan's units hear what happens? Key: PLAN#p / HOOKS, one read. Asks: publish-events. */
export async function hooksOf(table: Table, plan: PlanId): Promise<Stored<Hooks>> {
  const item = await table.get({ pk: `PLAN#${plan}`, sk: "HOOKS" });
  return item ? readAs(HOOKS, item) : { plan, units: {} };
}

const callKey = (event: string): Key => ({ pk: `CALL#${event}`, sk: "CALL" });

export const HOOK_CALLS: Kind<HookCall> = {
  schema: 1,
  shape: HookCall,
  key: ({ event }) => callKey(event.id),
  indexes: ({ event, state, dueAt }) => ({
    waitingPk: state === "waiting" ? "CALLS" : undefined,
    waitingSk: state === "waiting" ? `${dueAt}#${event.id}` : undefined,
  }),
};

/** AP-24  Which events are to be sent to their units by now? Index waiting, pk = CALLS, oldest first; each is read. Asks: tick, publish-events. */
export async function* hookCallsBy(table: Table, by: Instant): AsyncIterable<Stored<HookCall>> {
  for await (const { waitingSk } of everyItem(table, {
    index: "waiting",
    pk: "CALLS",
    sk: { from: "0", to: `${by}~` },
  })) {
    const call = await hookCallOf(table, String(waitingSk).slice(by.length + 1));
    if (call?.state === "waiting" && call.dueAt <= by) yield call;
  }
}

export async function hookCallOf(table: Table, event: string): Promise<Stored<HookCall> | undefined> {
  const item = await table.get(callKey(event));
  return item && readAs(HOOK_CALLS, item);
}
