import { AuditRow } from "../core/audit.ts";
import type { Month } from "../core/day.ts";
import { Duty, type DutyKey, isWanted, OpenDuty, Standing, standingOf } from "../core/duty.ts";
import type { PlanId } from "../core/plan-settings.ts";
import type { Stored } from "../workflows/ports.ts";
import { everyItem } from "./query.ts";
import { type Kind, readAs } from "./rows.ts";
import type { NewItem, Table } from "./table.ts";

const partition = ({ plan, unit }: DutyKey): string => `PLAN#${plan}#UNIT#${unit}`;

export const DUTIES: Kind<Duty> = {
  schema: 1,
  shape: Duty,
  key: (duty) => ({ pk: partition(duty), sk: `DUTY#${duty.period}` }),
  indexes: (duty) => {
    const { plan, period, unit } = duty;
    const wantsSomething = isWanted(duty);
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
export async function dutyOf(table: Table, key: DutyKey, how?: "hint"): Promise<Stored<Duty> | undefined> {
  const item = await table.get({ pk: partition(key), sk: `DUTY#${key.period}` }, how);
  return item && readAs(DUTIES, item);
}

/**
 * AP-6  Which duties of a plan still want something, oldest period first?
 *
 *   index  open        pk = PLAN#p   sk = 2024-04#UNIT#u   (sparse: gone when the report is complete, or the month closed)
 *   read   eventually consistent, follows pages; of each what says whether something is due
 *   cost   about 70 items of 0.4 KB: 4 read units
 *   asks   run-plan (on ticks within office hours), mail without a token
 */
export async function* openDuties(table: Table, plan: PlanId): AsyncIterable<OpenDuty> {
  for await (const item of everyItem(table, { index: "open", pk: `PLAN#${plan}` })) yield OpenDuty.parse(item);
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

/** A row of a duty's history; its key makes it written once. */
export const auditItem = (key: DutyKey, row: AuditRow): NewItem => ({
  ...row,
  pk: partition(key),
  sk: `AUDIT#${key.period}#${String(row.row).padStart(6, "0")}`,
  schema: 1,
});

/** AP-8  What happened to a duty, in order? Key: PLAN#p#UNIT#u, begins with AUDIT#2024-04#. Asks: audit, pages. */
export async function auditOf(table: Table, key: DutyKey): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  for await (const item of everyItem(table, {
    pk: partition(key),
    sk: { beginsWith: `AUDIT#${key.period}#` },
  })) {
    const { pk, sk, schema, version, ...row } = item;
    rows.push(AuditRow.parse(row));
  }
  return rows;
}
