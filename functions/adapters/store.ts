import { workCalendar, HolidayNotice } from "../core/calendar.ts";
import { Instant } from "../core/day.ts";
import { Directory } from "../core/directory.ts";
import type { DutyKey } from "../core/duty.ts";
import { Ladder } from "../core/ladder.ts";
import type { Message } from "../core/notice.ts";
import type { Changes, Store, Stored } from "../workflows/ports.ts";
import { auditItem, auditOf, boardOf, DUTIES, dutyOf, openDuties } from "./duties.ts";
import { heldOf, journalOf, MESSAGES, messageOf, SUBMISSIONS, submissionOf, unsentBy } from "./messages.ts";
import { allPlans, measures, measuresOf, PERIODS, PLANS, periodOf, planOf } from "./plans.ts";
import { rowOf } from "./rows.ts";
import { Conflict, type Json, type Key, type Row, type Table } from "./table.ts";

/** How often a change is decided anew when somebody else was first. */
const TRIES = 8;

/** All state, kept in a table. `newId` names writes. */
export function storeOn(table: Table, newId: () => string): Store {
  return {
    async change(work) {
      for (let tries = 1; ; tries += 1) {
        const { changes, rows } = changesOn(table);
        const result = await work(changes);
        try {
          if (rows.size > 0) await table.write([...rows.values()], newId());
          return result;
        } catch (problem) {
          if (!(problem instanceof Conflict) || tries === TRIES) throw problem;
        }
      }
    },
    directory: setting(table, "DIRECTORY", (value) => Directory.parse(value)),
    calendar: setting(table, "HOLIDAYS", (value) => workCalendar(HolidayNotice.array().parse(value))),
    ladder: setting(table, "LADDER", (value) => Ladder.parse(value)),
    plans: () => allPlans(table),
    plan: (id) => planOf(table, id),
    measures: (plan) => measuresOf(table, plan),
    period: (plan, period) => periodOf(table, plan, period),
    duty: (key) => dutyOf(table, key),
    openDuties: (plan) => openDuties(table, plan),
    board: (plan, period) => boardOf(table, plan, period),
    audit: (key) => auditOf(table, key),
    message: (id) => messageOf(table, id),
    unsent: (by) => unsentBy(table, by),
    submission: (id) => submissionOf(table, id),
    journal: (plan, way, monthUtc) => journalOf(table, plan, way, monthUtc),
    held: (plan) => heldOf(table, plan),
    isMarked: async (key) => Boolean(await table.get(markKey(key))),
    lastTick: async () => {
      const item = await table.get(TICK);
      return item && Instant.parse(item.at);
    },
  };
}

/** Collects the rows of one write; the last put of a key counts. */
function changesOn(table: Table): { changes: Changes; rows: Map<string, Row> } {
  const rows = new Map<string, Row>();
  const messages = new Map<string, Stored<Message>>();
  const add = (row: Row): void => {
    const { pk, sk } = "put" in row ? row.put : row.check;
    rows.set(`${pk} ${sk}`, row);
  };
  const changes: Changes = {
    plan: (plan) => add(rowOf(PLANS, plan)),
    measure: (plan, measure) => add({ ...rowOf(measures(plan), measure), when: "any" }),
    period: (period) => add(rowOf(PERIODS, period)),
    duty: (duty) => add(rowOf(DUTIES, duty)),
    audit: (key: DutyKey, row) => add({ put: auditItem(key, row), when: "absent" }),
    message: (message) => {
      messages.set(message.id, message);
      add(rowOf(MESSAGES, message));
    },
    messageSoFar: async (id) => messages.get(id) ?? messageOf(table, id),
    submission: (submission) => add(rowOf(SUBMISSIONS, submission)),
    unchanged: (duty) => {
      const { put, when } = rowOf(DUTIES, duty);
      if (when !== "any" && !rows.has(`${put.pk} ${put.sk}`)) add({ check: { pk: put.pk, sk: put.sk }, when });
    },
    mark: (key) => add({ put: { ...markKey(key), schema: 1 }, when: "absent" }),
    tick: (at) => add({ put: { ...TICK, schema: 1, at }, when: "any" }),
  };
  return { changes, rows };
}

/** AP-14  Was this done already? Key: MARK#<business key> / MARK, one read. Asks: warnings, alarms. */
const markKey = (key: string): Key => ({ pk: `MARK#${key}`, sk: "MARK" });

/** AP-15  When did the last tick run? Key: DEPLOYMENT / TICK, one read. Asks: start, health. */
const TICK: Key = { pk: "DEPLOYMENT", sk: "TICK" };

/** What people set for the whole deployment. */
export type SettingName = "DIRECTORY" | "HOLIDAYS" | "LADDER";

/**
 * AP-16  What has been set? Key: DEPLOYMENT / DIRECTORY, HOLIDAYS or LADDER, one read. Asks: every run.
 *
 * @returns what it means, worked out once for each version of it
 */
function setting<Value>(table: Table, name: SettingName, read: (value: Json) => Value): () => Promise<Value> {
  let known: { version: string; value: Value } | undefined;
  return async () => {
    const item = await table.get({ pk: "DEPLOYMENT", sk: name });
    if (!item) throw new Error(`${name} has not been set`);
    if (known?.version !== item.version) known = { version: item.version, value: read(item.value ?? null) };
    return known.value;
  };
}

/** Sets the directory, the holidays or the ladder, once checked by its schema. */
export const setSetting = (table: Table, name: SettingName, value: Json, writeId: string): Promise<void> =>
  table.write([{ put: { pk: "DEPLOYMENT", sk: name, schema: 1, value }, when: "any" }], writeId);
