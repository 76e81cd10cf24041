import { calendarsOf, HolidayNotice } from "../core/calendar.ts";
import { Instant } from "../core/day.ts";
import { type DomainEvent, eventOf } from "../core/domain-event.ts";
import { type Editions, editionName, editionsOf } from "../core/form-for.ts";
import { Ladder, type LadderName } from "../core/ladder.ts";
import type { Message } from "../core/notice.ts";
import type { Plan } from "../core/plan.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { ScoreRulebook } from "../core/score-rules.ts";
import type { Changes, Jobs, Store, Stored, Wake } from "../workflows/ports.ts";
import { failingReader, HEALTH, healthOf } from "./contact-health.ts";
import { directoryLog, directoryLogRow, directoryReader, directoryRows } from "./directory.ts";
import { DRAFTS, draftOf } from "./drafts.ts";
import { auditItem, auditOf, boardOf, DUTIES, dutyOf, openDuties } from "./duties.ts";
import { HOOK_CALLS, HOOKS, hookCallOf, hookCallsBy, hooksOf } from "./hooks.ts";
import { INBOX_PLACES, inboxPlaceOf } from "./inbox-places.ts";
import { KEY_VERSIONS, keyVersionsOf } from "./key-versions.ts";
import { largeValues, rowsOfLarge } from "./large.ts";
import { heldOf, journalOf, MESSAGES, messageOf, submissionOf, submissionRows, unsentBy } from "./messages.ts";
import { eventsRow, publishedRow, unpublishedBy } from "./outbox.ts";
import {
  editionsIn,
  lookRow,
  measures,
  nextLookAt,
  PERIODS,
  periodOf,
  periodsIn,
  planIds,
  planReader,
  planRows,
  plansDueBy,
} from "./plans.ts";
import { DONE, doneOf, SNAPSHOTS, snapshotsOf } from "./results.ts";
import { rowOf } from "./rows.ts";
import { objectionsOf, outageRow, outagesOf, SCORES, scoreOf, scoresWithin } from "./scores.ts";
import { ASKINGS, askingsOf, SESSIONS, SIGN_IN_LINKS, sessionOf, signInLinkOf } from "./sessions.ts";
import { Conflict, type Json, type Key, type Row, type Table } from "./table.ts";

/** How often a change is decided anew when somebody else was first. */
const TRIES = 8;
/**
 * All state, kept in a table.
 *
 * @param newId  names writes
 * @param now    for who is in office (RM-11)
 * @param woken  called after a commit that leaves something to be sent or told; it may fail: the next tick finds it
 */
export function storeOn(table: Table, newId: () => string, now: () => Instant, woken: Wake = async () => {}): Store {
  const editions = editionsKnown(table);
  const plan = planReader(table);
  const directory = directoryReader(table, now);
  const calendars = setting(table, (value) => calendarsOf(HolidayNotice.array().parse(value)));
  const scoreRules = largeValues(table, (_, value) => ScoreRulebook.parse(value));
  const ladders = setting(table, (value) => Ladder.parse(value));
  return {
    async change(work) {
      for (let tries = 1; ; tries += 1) {
        const writeId = newId();
        const { changes, rows, leaves } = changesOn(table, writeId, tries === 1);
        const result = await work(changes);
        try {
          const outbox = leaves.events.length > 0 ? [eventsRow(writeId, leaves.events)] : [];
          if (rows.size > 0) await table.write([...rows.values(), ...outbox], writeId);
        } catch (problem) {
          if (problem instanceof Conflict && tries < TRIES) continue;
          throw problem;
        }
        await wakeFor(leaves, woken).catch(() => {});
        return result;
      }
    },
    directory: directory.today,
    wholeDirectory: directory.whole,
    directoryLog: () => directoryLog(table),
    health: (mail) => healthOf(table, mail),
    failing: failingReader(table, now),
    holidayNotices: async () => HolidayNotice.array().parse((await settingOn(table, "HOLIDAYS")) ?? []),
    calendar: async ({ calendar }) => (await calendars("HOLIDAYS"))(calendar),
    ladder: ({ ladder }) => ladders(ladder === undefined ? "LADDER" : `LADDER#${ladder}`),
    scoreRules: async () => (await scoreRules(settingKey("SCORES"))) ?? [],
    plans: async () => {
      const plans: Stored<Plan>[] = [];
      for await (const id of planIds(table)) plans.push(...[(await plan(id)) ?? []].flat());
      return plans;
    },
    plan,
    plansDue: (by) => plansDueBy(table, by),
    nextLook: (id) => nextLookAt(table, id),
    editions,
    measures: async (plan) => {
      const known = await editions(plan);
      return plan.measures.flatMap((measure) => known.get(editionName(measure)) ?? []);
    },
    keyVersions: (plan, how) => keyVersionsOf(table, plan, how),
    period: (plan, period) => periodOf(table, plan, period),
    periods: (plan, how) => periodsIn(table, plan, how),
    duty: (key, how) => dutyOf(table, key, how),
    openDuties: (plan) => openDuties(table, plan),
    board: (plan, period) => boardOf(table, plan, period),
    audit: (key) => auditOf(table, key),
    done: (plan) => doneOf(table, plan),
    snapshots: (plan, period) => snapshotsOf(table, plan, period),
    score: (key) => scoreOf(table, key),
    scores: (plan, within) => scoresWithin(table, plan, within),
    objections: (plan) => objectionsOf(table, plan),
    outages: () => outagesOf(table),
    message: (id, how) => messageOf(table, id, how),
    unsent: (by) => unsentBy(table, by),
    unpublished: (by) => unpublishedBy(table, by),
    hooks: (plan) => hooksOf(table, plan),
    hookCalls: (by) => hookCallsBy(table, by),
    hookCall: (event) => hookCallOf(table, event),
    submission: (id, how) => submissionOf(table, id, how),
    draft: (key, reader) => draftOf(table, key, reader),
    signInLink: (hash) => signInLinkOf(table, hash),
    session: (hash) => sessionOf(table, hash),
    askings: (hash) => askingsOf(table, hash),
    journal: (plan, way, monthUtc) => journalOf(table, plan, way, monthUtc),
    held: (plan) => heldOf(table, plan),
    inboxPlace: (inbox) => inboxPlaceOf(table, inbox),
    isMarked: async (key, how) => Boolean(await table.get(markKey(key), how)),
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
    const hint = editionsOf(await editionsIn(table, id, "hint"));
    const editions = hasAll(hint, plan) ? hint : editionsOf(await editionsIn(table, id));
    if (version !== undefined) known = { version, plan: id, editions };
    return editions;
  };
}

/** Whether every edition up to those in force is there: what is there is never changed. */
const hasAll = (known: Editions, { measures }: Plan): boolean =>
  measures.every(({ id, edition: last }) => {
    for (let edition = 1; edition <= last; edition += 1) if (!known.has(editionName({ id, edition }))) return false;
    return true;
  });

/** What a commit leaves to be done by others. */
interface Leaves {
  /** Messages that are due, with the time of the run. */
  messages: Map<string, Jobs["messages"]>;
  /** What others hear of. */
  events: DomainEvent[];
}

async function wakeFor({ messages, events }: Leaves, wake: Wake): Promise<void> {
  if (messages.size > 0) await wake("messages", [...messages.values()]);
  const [first] = events;
  if (first) await wake("events", [{ at: first.at }]);
}

/** Collects the rows of one write; the last put of a key counts. */
function changesOn(
  table: Table,
  version: string,
  isFirst: boolean,
): { changes: Changes; rows: Map<string, Row>; leaves: Leaves } {
  const rows = new Map<string, Row>();
  const messages = new Map<string, Stored<Message>>();
  const leaves: Leaves = { messages: new Map(), events: [] };
  const add = (row: Row): void => {
    const { pk, sk } = "put" in row ? row.put : row.check;
    rows.set(`${pk} ${sk}`, row);
  };
  const changes: Changes = {
    version,
    isFirst,
    plan: (plan) => {
      for (const row of planRows(plan)) add(row);
    },
    directory: (whole) => {
      for (const row of directoryRows(whole)) add(row);
    },
    directoryChange: (change) => add(directoryLogRow(change, version)),
    ladder: ({ ladder: name }, ladder) => {
      const key = settingKey(name === undefined ? "LADDER" : `LADDER#${name}`);
      // what zod gave with JSON leaves is JSON
      for (const row of rowsOfLarge({ ...key, schema: 1 }, ladder as unknown as Json, "any")) add(row);
    },
    holidays: (all) => {
      // what zod gave with JSON leaves is JSON
      for (const row of rowsOfLarge({ ...settingKey("HOLIDAYS"), schema: 1 }, all as unknown as Json, "any")) add(row);
    },
    health: (health) => add(rowOf(HEALTH, health)),
    lookNext: (plan, at) => add(lookRow(plan, at)),
    measure: (plan, measure) => add({ ...rowOf(measures(plan), measure), when: "any" }),
    period: (period) => add(rowOf(PERIODS, period)),
    duty: (duty) => add(rowOf(DUTIES, duty)),
    audit: (key, row) => {
      add({ put: auditItem(key, row), when: "absent" });
      const event = eventOf(key, row);
      if (event) leaves.events.push(event);
    },
    done: (done) => add(rowOf(DONE, done)),
    snapshot: (snapshot) => add({ put: rowOf(SNAPSHOTS, snapshot).put, when: "absent" }),
    score: (score) => add(rowOf(SCORES, score)),
    outage: (outage) => add(outageRow(outage)),
    published: (told) => add(publishedRow(told)),
    message: (message, at) => {
      messages.set(message.id, message);
      if (at && message.dueAt <= at)
        leaves.messages.set(message.id, { message: message.id, at, as: { ...message, version } });
      add(rowOf(MESSAGES, message));
    },
    messageSoFar: async (id, isLikely) => {
      if (messages.has(id) || (isFirst && isLikely === "first")) return messages.get(id);
      return messageOf(table, id, isFirst ? "hint" : undefined);
    },
    submission: (submission) => {
      for (const row of submissionRows(submission)) add(row);
    },
    hooks: (hooks) => add(rowOf(HOOKS, hooks)),
    hookCall: (call) => add(rowOf(HOOK_CALLS, call)),
    draft: (draft) => add(rowOf(DRAFTS, draft)),
    keyVersions: (versions) => add(rowOf(KEY_VERSIONS, versions)),
    signInLink: (link) => add(rowOf(SIGN_IN_LINKS, link)),
    session: (session) => add(rowOf(SESSIONS, session)),
    askings: (askings) => add(rowOf(ASKINGS, askings)),
    mark: (key) => add({ put: { ...markKey(key), schema: 1 }, when: "absent" }),
    inboxPlace: (place) => add(rowOf(INBOX_PLACES, place)),
    tick: (at) => add({ put: { ...TICK, schema: 1, at }, when: "any" }),
  };
  return { changes, rows, leaves };
}

/** AP-14  Was this done already? Key: MARK#<business key> / MARK, one read. Asks: warnings, alarms. */
const markKey = (key: string): Key => ({ pk: `MARK#${key}`, sk: "MARK" });

/** AP-15  When did the last tick run? Key: DEPLOYMENT / TICK, one read. Asks: start, health. */
const TICK: Key = { pk: "DEPLOYMENT", sk: "TICK" };

/** What people set for the whole deployment. */
export type SettingName = "DIRECTORY" | "HOLIDAYS" | "LADDER" | `LADDER#${LadderName}` | "SCORES";

/** AP-16  What has been set? Key: DEPLOYMENT / DIRECTORY, HOLIDAYS, LADDER, LADDER#name or SCORES, one read; its parts when it has changed. Asks: every run. */
function setting<Value>(table: Table, read: (value: Json) => Value): (name: SettingName) => Promise<Value> {
  const known = largeValues(table, (_, value) => read(value));
  return async (name) => {
    const value = await known(settingKey(name));
    if (value === undefined) throw new Error(`${name} has not been set`);
    return value;
  };
}
const settingKey = (name: SettingName): Key => ({ pk: "DEPLOYMENT", sk: name });

/** What has been set, as JSON; undefined when nothing has. */
export const settingOn = (table: Table, name: SettingName): Promise<Json | undefined> =>
  largeValues(table, (_, value) => value)(settingKey(name));

/** Sets the directory, the holidays, a ladder or the score rules, once checked by its schema; all of it in one write. */
export const setSetting = (table: Table, name: SettingName, value: Json, writeId: string): Promise<void> =>
  table.write(rowsOfLarge({ ...settingKey(name), schema: 1 }, value, "any"), writeId);
