import type { Month } from "../core/day.ts";
import { Done, nothingDone } from "../core/done.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { Snapshot } from "../core/snapshot.ts";
import type { Stored } from "../workflows/ports.ts";
import { everyItem } from "./query.ts";
import { type Kind, readAs } from "./rows.ts";
import type { Table } from "./table.ts";

export const DONE: Kind<Done> = {
  schema: 1,
  shape: Done,
  key: ({ plan }) => ({ pk: `PLAN#${plan}`, sk: "DONE" }),
  indexes: () => ({}),
};

/** AP-25  Which measures of a plan were accepted as done? Key: PLAN#p / DONE, one read. Asks: open-period, warnings, review. */
export async function doneOf(table: Table, plan: PlanId): Promise<Stored<Done>> {
  const item = await table.get({ pk: `PLAN#${plan}`, sk: "DONE" });
  return item ? readAs(DONE, item) : nothingDone(plan);
}

const closedPartition = (plan: PlanId, period: Month): string => `PLAN#${plan}#CLOSED#${period}`;

export const SNAPSHOTS: Kind<Snapshot> = {
  schema: 1,
  shape: Snapshot,
  key: ({ plan, period, unit }) => ({ pk: closedPartition(plan, period), sk: `UNIT#${unit}` }),
  indexes: () => ({}),
};

/**
 * AP-26  How did a month close, duty by duty?
 *
 *   key    pk = PLAN#p#CLOSED#2024-04   sk = UNIT#u
 *   cost   70 items of 3 KB: 53 read units
 *   asks   bulletin, ledger, scores, pages
 */
export async function snapshotsOf(table: Table, plan: PlanId, period: Month): Promise<Snapshot[]> {
  const found: Snapshot[] = [];
  for await (const item of everyItem(table, { pk: closedPartition(plan, period) })) found.push(readAs(SNAPSHOTS, item));
  return found;
}
