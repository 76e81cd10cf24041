import { Instant, type Month } from "../core/day.ts";
import { OwnedMeasure, Period, Plan } from "../core/plan.ts";
import { PlanId } from "../core/plan-settings.ts";
import type { Stored } from "../workflows/ports.ts";
import { largeValues, rowsOfLarge } from "./large.ts";
import { everyItem } from "./query.ts";
import { type Kind, readAs } from "./rows.ts";
import type { Item, Json, Key, Row, Table } from "./table.ts";

const planKey = (id: PlanId): Key => ({ pk: "PLANS", sk: `PLAN#${id}` });

/** The rows of a plan: its many measures and open points lie beside it. */
export function planRows({ version, measures, open, answers, ...rest }: Stored<Plan>): Row[] {
  // what zod gave with JSON leaves is JSON
  const [head, beside] = [rest, { measures, open, ...(answers && { answers }) }] as unknown as [
    Record<string, Json>,
    Json,
  ];
  const when = version === undefined ? "absent" : { version };
  return rowsOfLarge({ ...head, ...planKey(rest.id), schema: 1 }, beside, when);
}

/** AP-2  What does a plan say of itself? Key: PLANS / PLAN#p, one read; its parts when it has changed. Asks: everything about a plan. */
export function planReader(table: Table): (id: PlanId) => Promise<Stored<Plan> | undefined> {
  const read = largeValues(table, (head, beside) => ({
    ...Plan.parse({ ...withoutKeys(head), ...(beside as object) }), // as `planRows` puts it
    version: head.version,
  }));
  return (id) => read(planKey(id));
}

const withoutKeys = ({ pk, sk, schema, version, parts, ...rest }: Item) => rest;

/** AP-17  Which plans may have something due? Index waiting, pk = PLANS, sk up to now. Asks: tick. */
export async function* plansDueBy(table: Table, by: Instant): AsyncIterable<PlanId> {
  for await (const { waitingSk } of everyItem(table, {
    index: "waiting",
    pk: "PLANS",
    sk: { from: "0", to: `${by}~` },
  }))
    yield PlanId.parse(String(waitingSk).slice(by.length + 1));
}

const lookKey = (id: PlanId): Key => ({ pk: `PLAN#${id}`, sk: "LOOK" });

/** AP-18  When is a plan to be looked at next? Key: PLAN#p / LOOK, one read as a hint: what is done twice does nothing. Asks: run-plan. */
export async function nextLookAt(table: Table, id: PlanId): Promise<Instant | undefined> {
  const item = await table.get(lookKey(id), "hint");
  return item && Instant.parse(item.at);
}

export const lookRow = (id: PlanId, at: Instant): Row => ({
  put: { ...lookKey(id), schema: 1, at, waitingPk: "PLANS", waitingSk: `${at}#${id}` },
  when: "any",
});

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
 *   cost   their heads: one page; the only read across plans
 *   asks   mail without a token, pages, the alarm of a gap
 */
export async function* planIds(table: Table): AsyncIterable<PlanId> {
  for await (const { id } of everyItem(table, { pk: "PLANS", sk: { beginsWith: "PLAN#" } })) yield PlanId.parse(id);
}

/**
 * AP-3  What has a plan asked for, in every edition? What is in force is named by the plan.
 *
 *   key    pk = PLAN#p   sk begins with MEASURE#
 *   cost   229 items of 0.7 KB for a plan like Daxing's: 21 read units as a hint, once a process and version of the plan
 *   asks   open-period, deliver, every answer, pages
 */
export async function editionsIn(table: Table, plan: PlanId, how?: "hint"): Promise<OwnedMeasure[]> {
  const found: OwnedMeasure[] = [];
  for await (const item of everyItem(table, { pk: `PLAN#${plan}`, sk: { beginsWith: "MEASURE#" }, how }))
    found.push(readAs(measures(plan), item));
  return found;
}

/** AP-4  Which days has a month, and what was told to supervisors? Key: PLAN#p / PERIOD#2024-04, one read. Asks: run-plan, pages. */
export async function periodOf(table: Table, plan: PlanId, period: Month): Promise<Stored<Period> | undefined> {
  const item = await table.get({ pk: `PLAN#${plan}`, sk: `PERIOD#${period}` });
  return item && readAs(PERIODS, item);
}

/** AP-4 too  Which months were opened? Key: PLAN#p, begins with PERIOD#, one query. Asks: run-plan. */
export async function periodsIn(table: Table, plan: PlanId, how?: "hint"): Promise<Stored<Period>[]> {
  const found: Stored<Period>[] = [];
  for await (const item of everyItem(table, { pk: `PLAN#${plan}`, sk: { beginsWith: "PERIOD#" }, how }))
    found.push(readAs(PERIODS, item));
  return found;
}
