import { AuditRow } from "../core/audit.ts";
import type { Instant, Month } from "../core/day.ts";
import { Duty, DutyKey, Standing, standingOf } from "../core/duty.ts";
import type { PlanId } from "../core/plan-settings.ts";
import type { Stored, Unpublished } from "../workflows/ports.ts";
import { everyItem } from "./query.ts";
import { type Kind, readAs } from "./rows.ts";
import type { Item, NewItem, Table } from "./table.ts";

const partition = ({ plan, unit }: DutyKey): string => `PLAN#${plan}#UNIT#${unit}`;

export const DUTIES: Kind<Duty> = {
  schema: 1,
  shape: Duty,
  key: (duty) => ({ pk: partition(duty), sk: `DUTY#${duty.period}` }),
  indexes: (duty) => {
    const { plan, period, unit } = duty;
    const wantsSomething = !duty.completeAt && !duty.closed;
    return {
      openPk: wantsSomething ? `PLAN#${plan}` : undefined,
      openSk: wantsSomething ? `${period}#UNIT#${unit}` : undefined,
      boardPk: `PLAN#${plan}#${period}`,
      boardSk: `UNIT#${unit}`,
      standing: standingOf(duty),
    };
  },
};

/** AP-5  How is one duty? Key: PLAN#p#UNIT#u / DUTY#2024-04, one read. Asks: every answer, deliver. */
export async function dutyOf(table: Table, key: DutyKey): Promise<Stored<Duty> | undefined> {
  const item = await table.get({
    pk: partition(key),
    sk: `DUTY#${key.period}`,
  });
  return item && readAs(DUTIES, item);
}

/**
 * AP-6  Which duties of a plan still want something, oldest period first?
 *
 *   index  open        pk = PLAN#p   sk = 2024-04#UNIT#u   (sparse: gone when the report is complete, or the month closed)
 *   read   eventually consistent, follows pages; whole items, so that a reminder needs no second read
 *   cost   about 70 items of 1 KB: 9 read units
 *   asks   run-plan (on ticks within office hours), mail without a token
 */
export async function* openDuties(table: Table, plan: PlanId): AsyncIterable<Stored<Duty>> {
  for await (const item of everyItem(table, {
    index: "open",
    pk: `PLAN#${plan}`,
  }))
    yield readAs(DUTIES, item);
}

/**
 * AP-7  Where does a period stand, by unit?
 *
 *   index  board       pk = PLAN#p#2024-04   sk = UNIT#u   (projects `standing`)
 *   cost   70 items of 0.3 KB: one page, 3 read units
 *   asks   board, digests
 */
export async function boardOf(table: Table, plan: PlanId, period: Month): Promise<Standing[]> {
  const rows: Standing[] = [];
  for await (const item of everyItem(table, {
    index: "board",
    pk: `PLAN#${plan}#${period}`,
  }))
    rows.push(Standing.parse(item.standing));
  return rows;
}

/**
 * A row of a duty's history; its key makes it written once.
 *
 * @param waits  whether others have still to hear of it
 */
export const auditItem = (key: DutyKey, row: AuditRow, waits: boolean): NewItem => ({
  ...row,
  pk: partition(key),
  sk: `AUDIT#${key.period}#${String(row.row).padStart(6, "0")}`,
  schema: 1,
  ...(waits && { waitingPk: "EVENTS", waitingSk: `${row.at}#${key.plan}#${key.unit}#${key.period}#${row.row}` }),
});

/** AP-19  What has happened of which others have not heard, oldest first? Index waiting, pk = EVENTS; each row is read. Asks: publish-events. */
export async function* unpublishedBy(table: Table, by: Instant): AsyncIterable<Unpublished> {
  for await (const { pk, sk } of everyItem(table, {
    index: "waiting",
    pk: "EVENTS",
    sk: { from: "0", to: `${by}~` },
  })) {
    const item = await table.get({ pk, sk });
    const [, plan, , unit] = pk.split("#");
    if (item?.waitingPk)
      yield {
        duty: DutyKey.parse({ plan, unit, period: sk.split("#")[1] }),
        row: auditRowIn(item),
        version: item.version,
      };
  }
}

/** AP-8  What happened to a duty, in order? Key: PLAN#p#UNIT#u, begins with AUDIT#2024-04#. Asks: audit, pages. */
export async function auditOf(table: Table, key: DutyKey): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  for await (const item of everyItem(table, {
    pk: partition(key),
    sk: { beginsWith: `AUDIT#${key.period}#` },
  }))
    rows.push(auditRowIn(item));
  return rows;
}

const auditRowIn = ({ pk, sk, schema, version, waitingPk, waitingSk, ...row }: Item): AuditRow => AuditRow.parse(row);
