import type { Month } from "../core/day.ts";
import { OwnedMeasure, Period, Plan } from "../core/plan.ts";
import type { PlanId } from "../core/plan-settings.ts";
import type { Stored } from "../workflows/ports.ts";
import { everyItem } from "./query.ts";
import { type Kind, readAs } from "./rows.ts";
import type { Table } from "./table.ts";

export const PLANS: Kind<Plan> = {
  schema: 1,
  shape: Plan,
  key: ({ id }) => ({ pk: "PLANS", sk: `PLAN#${id}` }),
  indexes: () => ({}),
};

export const PERIODS: Kind<Period> = {
  schema: 1,
  shape: Period,
  key: ({ plan, period }) => ({ pk: `PLAN#${plan}`, sk: `PERIOD#${period}` }),
  indexes: () => ({}),
};

export const measures = (plan: PlanId): Kind<OwnedMeasure> => ({
  schema: 1,
  shape: OwnedMeasure,
  key: (measure) => ({ pk: `PLAN#${plan}`, sk: editionKey(measure) }),
  indexes: () => ({}),
});

const editionKey = ({ id, edition }: Pick<OwnedMeasure, "id" | "edition">): string =>
  `MEASURE#${id}#${String(edition).padStart(4, "0")}`;

/**
 * AP-1  Which plans are in force?
 *
 *   key    pk = PLANS   sk begins with PLAN#
 *   cost   one page; the only read across plans
 *   asks   tick, mail without a token
 */
export async function allPlans(table: Table): Promise<Plan[]> {
  const plans: Plan[] = [];
  for await (const item of everyItem(table, {
    pk: "PLANS",
    sk: { beginsWith: "PLAN#" },
  }))
    plans.push(readAs(PLANS, item));
  return plans;
}

/** AP-2  What does a plan say of itself? Key: PLANS / PLAN#p, one read. Asks: everything about a plan. */
export async function planOf(table: Table, id: PlanId): Promise<Stored<Plan> | undefined> {
  const item = await table.get({ pk: "PLANS", sk: `PLAN#${id}` });
  return item && readAs(PLANS, item);
}

/**
 * AP-3  What has a plan asked for, in every edition? What is in force is named by the plan.
 *
 *   key    pk = PLAN#p   sk begins with MEASURE#
 *   cost   229 items of 1 KB for a plan like Daxing's: 57 read units, once a run
 *   asks   open-period, deliver, every answer, pages
 */
export async function editionsIn(table: Table, plan: PlanId): Promise<OwnedMeasure[]> {
  const found: OwnedMeasure[] = [];
  for await (const item of everyItem(table, { pk: `PLAN#${plan}`, sk: { beginsWith: "MEASURE#" } }))
    found.push(readAs(measures(plan), item));
  return found;
}

/** AP-4  Which days has a month, and what was told to supervisors? Key: PLAN#p / PERIOD#2024-04, one read. Asks: run-plan, pages. */
export async function periodOf(table: Table, plan: PlanId, period: Month): Promise<Stored<Period> | undefined> {
  const item = await table.get({ pk: `PLAN#${plan}`, sk: `PERIOD#${period}` });
  return item && readAs(PERIODS, item);
}
