import { HolidayNotice, workCalendar } from "../core/calendar.ts";
import { Instant } from "../core/day.ts";
import { Directory } from "../core/directory.ts";
import type { DutyKey } from "../core/duty.ts";
import { type Editions, editionName, editionsOf } from "../core/form-for.ts";
import { Ladder } from "../core/ladder.ts";
import type { Message } from "../core/notice.ts";
import type { Plan } from "../core/plan.ts";
import type { PlanId } from "../core/plan-settings.ts";
import type { Changes, Store, Stored } from "../workflows/ports.ts";
import { auditItem, auditOf, boardOf, DUTIES, dutyOf, openDuties } from "./duties.ts";
import { heldOf, journalOf, MESSAGES, messageOf, submissionOf, submissionRows, unsentBy } from "./messages.ts";
import { allPlans, editionsIn, measures, PERIODS, PLANS, periodOf, planOf } from "./plans.ts";
import { rowOf } from "./rows.ts";
import { Conflict, type Json, type Key, LIMITS, type Row, type Table } from "./table.ts";

/** How often a change is decided anew when somebody else was first. */
const TRIES = 8;
/** All state, kept in a table. `newId` names writes. */
export function storeOn(table: Table, newId: () => string): Store {
  const editions = editionsKnown(table);
  return {
    async change(work) {
      for (let tries = 1; ; tries += 1) {
        const writeId = newId();
        const { changes, rows } = changesOn(table, writeId);
        const result = await work(changes);
        try {
          if (rows.size > 0) await table.write([...rows.values()], writeId);
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
    editions,
    measures: async (plan) => {
      const known = await editions(plan);
      return plan.measures.flatMap((measure) => known.get(editionName(measure)) ?? []);
    },
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

/** The editions of the plan last asked for, read once for each version of it: an edition is never changed (PL-10). */
function editionsKnown(table: Table): Store["editions"] {
  let known: { version: string; plan: PlanId; editions: Editions } | undefined;
  return async (plan) => {
    const { id, version }: Stored<Plan> = plan;
    if (version !== undefined && known?.plan === id && known.version === version) return known.editions;
    const editions = editionsOf(await editionsIn(table, id));
    if (version !== undefined) known = { version, plan: id, editions };
    return editions;
  };
}

/** Collects the rows of one write; the last put of a key counts. */
function changesOn(table: Table, version: string): { changes: Changes; rows: Map<string, Row> } {
  const rows = new Map<string, Row>();
  const messages = new Map<string, Stored<Message>>();
  const add = (row: Row): void => {
    const { pk, sk } = "put" in row ? row.put : row.check;
    rows.set(`${pk} ${sk}`, row);
  };
  const changes: Changes = {
    version,
    hasRoomFor: (more) => rows.size === 0 || rows.size + more <= LIMITS.rowsPerWrite,
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
    submission: (submission) => {
      for (const row of submissionRows(submission)) add(row);
    },
    unchanged: (duty) => {
      const check = DUTIES.key(duty);
      const when = duty.version === undefined ? "absent" : { version: duty.version };
      if (!rows.has(`${check.pk} ${check.sk}`)) add({ check, when });
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
 * What is too long for one item lies in items beside it, SETTING#0001 and on, which are read when it has changed.
 *
 * @returns what it means, worked out once for each version of it
 */
function setting<Value>(table: Table, name: SettingName, read: (value: Json) => Value): () => Promise<Value> {
  let known: { version: string; value: Value } | undefined;
  return async () => {
    for (;;) {
      const item = await table.get({ pk: "DEPLOYMENT", sk: name });
      if (!item) throw new Error(`${name} has not been set`);
      if (known?.version === item.version) return known.value;
      const parts = await Promise.all(
        Array.from({ length: Number(item.parts ?? 0) }, (_, nth) => table.get(partKey(name, nth))),
      );
      if (parts.some((part) => part?.version !== item.version)) continue; // set anew while it was read
      const value = parts.length > 0 ? JSON.parse(parts.map((part) => part?.text).join("")) : (item.value ?? null);
      known = { version: item.version, value: read(value) };
    }
  };
}

/** So many characters, of three bytes at most, are well below what an item holds. */
const PART_CHARACTERS = 100_000;
const partKey = (name: SettingName, nth: number): Key => ({
  pk: "DEPLOYMENT",
  sk: `${name}#${String(nth + 1).padStart(4, "0")}`,
});

/** Sets the directory, the holidays or the ladder, once checked by its schema; all of it in one write. */
export function setSetting(table: Table, name: SettingName, value: Json, writeId: string): Promise<void> {
  const text = JSON.stringify(value);
  const parts = text.length > PART_CHARACTERS ? (text.match(PARTS) ?? []) : [];
  const head = { pk: "DEPLOYMENT", sk: name, schema: 1, ...(parts.length > 0 ? { parts: parts.length } : { value }) };
  const rows = [head, ...parts.map((part, nth) => ({ ...partKey(name, nth), schema: 1, text: part }))];
  return table.write(
    rows.map((put) => ({ put, when: "any" })),
    writeId,
  );
}
/** Whole characters: no part ends in half an emoji. */
const PARTS = new RegExp(`[^]{1,${PART_CHARACTERS}}`, "gu");
