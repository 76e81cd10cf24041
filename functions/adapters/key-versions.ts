import { firstVersions, KeyVersions } from "../core/key-versions.ts";
import type { PlanId } from "../core/plan-settings.ts";
import type { Stored } from "../workflows/ports.ts";
import { type Kind, readAs } from "./rows.ts";
import type { Table } from "./table.ts";

export const KEY_VERSIONS: Kind<KeyVersions> = {
  schema: 1,
  shape: KeyVersions,
  key: ({ plan }) => ({ pk: `PLAN#${plan}`, sk: "KEYS" }),
  indexes: () => ({}),
};

/** AP-21  Which links and secrets of a plan's units count? Key: PLAN#p / KEYS, one read. Asks: deliver, forms, webhooks. */
export async function keyVersionsOf(table: Table, plan: PlanId, how?: "hint"): Promise<Stored<KeyVersions>> {
  const item = await table.get({ pk: `PLAN#${plan}`, sk: "KEYS" }, how);
  return item ? readAs(KEY_VERSIONS, item) : firstVersions(plan);
}
