import { Month } from "../core/day.ts";
import { UnitId } from "../core/directory.ts";
import type { DutyKey } from "../core/duty.ts";
import { isWaiting } from "../core/objection.ts";
import { Outage } from "../core/outage.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { Score } from "../core/score.ts";
import type { Stored } from "../workflows/ports.ts";
import { everyItem } from "./query.ts";
import { type Kind, readAs } from "./rows.ts";
import type { Row, Table } from "./table.ts";

const partition = (plan: PlanId): string => `PLAN#${plan}#SCORES`;
const waitingPartition = (plan: PlanId): string => `OBJECTIONS#${plan}`;

export const SCORES: Kind<Score> = {
  schema: 1,
  shape: Score,
  key: ({ plan, period, unit }) => ({ pk: partition(plan), sk: `${period}#UNIT#${unit}` }),
  indexes: (score) => {
    const { plan, period, unit } = score;
    const waits = isWaiting(score);
    return {
      waitingPk: waits ? waitingPartition(plan) : undefined,
      waitingSk: waits ? `${period}#${unit}` : undefined,
    };
  },
};

/** AP-27  How was a unit scored for a month? Key: PLAN#p#SCORES / 2024-04#UNIT#u, one read. Asks: deliver, objections. */
export async function scoreOf(table: Table, { plan, period, unit }: DutyKey): Promise<Stored<Score> | undefined> {
  const item = await table.get({ pk: partition(plan), sk: `${period}#UNIT#${unit}` });
  return item && readAs(SCORES, item);
}

/**
 * AP-28  How were all units scored for a month, or a year?
 *
 *   key    pk = PLAN#p#SCORES   sk begins with 2024-04, or 2024
 *   cost   a month: 70 items of 0.5 KB, 9 read units; a year: 12 times that
 *   asks   digest, bulletin, the command line
 */
export async function scoresWithin(table: Table, plan: PlanId, within: Month | number): Promise<Stored<Score>[]> {
  const found: Stored<Score>[] = [];
  for await (const item of everyItem(table, { pk: partition(plan), sk: { beginsWith: `${within}` } }))
    found.push(readAs(SCORES, item));
  return found;
}

/** AP-29  Which scores were objected to, and wait for a person? Index waiting, pk = OBJECTIONS#p. Asks: run-plan, once a working day; the command line. */
export async function* objectionsOf(table: Table, plan: PlanId): AsyncIterable<DutyKey> {
  for await (const { waitingSk } of everyItem(table, { index: "waiting", pk: waitingPartition(plan) })) {
    const [period, unit] = String(waitingSk).split("#");
    yield { plan, period: Month.parse(period), unit: UnitId.parse(unit) };
  }
}

const OUTAGES = { pk: "DEPLOYMENT", prefix: "OUTAGE#" };

/** A tick that could not be put on record is followed by one that tells the same outage, longer. */
export const outageRow = (outage: Outage): Row => ({
  put: { pk: OUTAGES.pk, sk: `${OUTAGES.prefix}${outage.from}`, schema: 1, ...outage },
  when: "any",
});

/** AP-30  When did the service not run, oldest first? Key: DEPLOYMENT, begins with OUTAGE#. Asks: closing, of a month. */
export async function outagesOf(table: Table): Promise<Outage[]> {
  const found: Outage[] = [];
  for await (const item of everyItem(table, { pk: OUTAGES.pk, sk: { beginsWith: OUTAGES.prefix } }))
    found.push(Outage.parse(item));
  return found;
}
