import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { after, type Instant } from "../core/day.ts";
import { Conflict, INDEXES, type IndexName, type Item, type Key, type Page, type Query, type Table } from "./table.ts";
import { afterItem, cursorOf, keyNames, projected, rangeOf } from "./table-pages.ts";
import { holds, type ReadyRow, readyRows, type Stored } from "./table-rows.ts";
import { walOnDisk } from "./wal-on-disk.ts";

/**
 * The table in a SQLite file, or in memory (`:memory:`). Several processes may have the file open. What is answered as
 * written survives a power cut; who reads may see what was committed a moment before it is on disk. Writes that arrive together are
 * committed together, and wait for the disk together.
 *
 * @param path  its directory exists
 */
export function sqliteTable(path: string, now: () => Instant): Table & { close(): void } {
  const db = opened(path);
  const onDisk = walOnDisk(path);
  const prepared = preparing(db);
  let pending: PendingWrite[] = [];

  function commitPending(): void {
    const batch = pending;
    pending = [];
    if (batch.length === 0) return;
    const failed = (problem: unknown): void => batch.forEach(({ done }) => void done(problem));
    try {
      db.exec("BEGIN IMMEDIATE");
      const conflicts = batch.map(({ rows, writeId }) => apply(prepared, rows, writeId, now()));
      db.exec("COMMIT");
      onDisk.settled().then(() => batch.forEach(({ done }, at) => void done(conflicts[at])), failed);
    } catch (error) {
      if (db.isOpen && db.isTransaction) db.exec("ROLLBACK");
      failed(error);
    }
  }

  return {
    async get({ pk, sk }) {
      const row = prepared(SELECT_ITEM).get(pk, sk, now());
      return row && itemIn(row);
    },
    async query(query) {
      return pageOf(prepared, query, now());
    },
    async write(rows, writeId) {
      const ready = readyRows(rows, writeId);
      await new Promise<void>((resolve, reject) => {
        const done = (problem: unknown) => (problem === undefined ? resolve() : reject(problem));
        if (pending.push({ rows: ready, writeId, done }) === 1) setImmediate(commitPending);
      });
    },
    close() {
      commitPending();
      onDisk.close();
      db.close();
    },
  };
}

interface PendingWrite {
  rows: ReadyRow[];
  writeId: string;
  /** Called once: with nothing when it is on disk, else with why not. */
  done(problem?: unknown): void;
}

type Prepared = (sql: string) => StatementSync;

const INDEX_NAMES = Object.keys(INDEXES).filter((name): name is IndexName => name in INDEXES);
const BUSY_MS = 10_000;
/** Of an item that nobody sees any more: DynamoDB takes as long to delete it. */
const KEPT_AFTER_EXPIRY_MS = 24 * 60 * 60 * 1000;
const MAX_PAGE_ITEMS = 1_000;
const MAX_PAGE_CHARACTERS = 1_000_000;

const SELECT_ITEM = "SELECT json FROM items WHERE pk = ? AND sk = ? AND (expiresAt IS NULL OR expiresAt >= ?)";
const SELECT_STORED = "SELECT version, expiresAt FROM items WHERE pk = ? AND sk = ?";
const DELETE_EXPIRED = "DELETE FROM items WHERE expiresAt < ?";
const COLUMNS = [
  "pk",
  "sk",
  "version",
  "expiresAt",
  "json",
  ...INDEX_NAMES.flatMap((index) => Object.values(keyNames(index))),
];
/** An item that is there keeps its place: fewer pages to write than to take it out and put it in. */
const PUT = `INSERT INTO items (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(() => "?").join(", ")})
  ON CONFLICT (pk, sk) DO UPDATE SET ${COLUMNS.slice(2)
    .map((column) => `${column} = excluded.${column}`)
    .join(", ")}`;

function opened(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: BUSY_MS });
  db.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 8000; BEGIN IMMEDIATE",
  );
  db.exec(`
    CREATE TABLE IF NOT EXISTS items (
      pk TEXT NOT NULL, sk TEXT NOT NULL, version TEXT NOT NULL, expiresAt TEXT, json TEXT NOT NULL, PRIMARY KEY (pk, sk)
    );
    CREATE INDEX IF NOT EXISTS expiring ON items (expiresAt) WHERE expiresAt IS NOT NULL`);
  for (const index of INDEX_NAMES) addIndex(db, index);
  db.exec("COMMIT");
  return db;
}

/** Also into a file of a version that did not have the index: from the pairs that its items carry. */
function addIndex(db: DatabaseSync, index: IndexName): void {
  const { pk, sk } = keyNames(index);
  if (db.prepare("SELECT 1 FROM pragma_table_info('items') WHERE name = ?").get(pk)) return;
  db.exec(`
    ALTER TABLE items ADD COLUMN ${pk} TEXT;
    ALTER TABLE items ADD COLUMN ${sk} TEXT;
    UPDATE items SET ${pk} = json ->> '${pk}', ${sk} = json ->> '${sk}' WHERE json ->> '${pk}' <> '' AND json ->> '${sk}' <> '';
    CREATE INDEX ${index} ON items (${pk}, ${sk}, pk, sk) WHERE ${pk} IS NOT NULL`);
}

function preparing(db: DatabaseSync): Prepared {
  const statements = new Map<string, StatementSync>();
  return (sql) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

/** One write inside the transaction of its batch: it looks at all conditions before it changes anything. */
function apply(prepared: Prepared, rows: ReadyRow[], writeId: string, now: Instant): Conflict | undefined {
  const looked = rows.map((row) => ({
    ...row,
    stored: storedAt(prepared, row.key),
  }));
  if (looked.some(({ item, stored }) => item && stored?.version === writeId)) return undefined;
  const failed = looked.filter(({ when, stored }) => !holds(when, stored, now));
  if (failed.length > 0) return new Conflict(failed.map(({ key }) => key));
  for (const { item } of rows) if (item) put(prepared, item);
  if (rows.some(({ item }) => item?.expiresAt)) prepared(DELETE_EXPIRED).run(after(now, -KEPT_AFTER_EXPIRY_MS));
  return undefined;
}

function storedAt(prepared: Prepared, { pk, sk }: Key): Stored | undefined {
  const row = prepared(SELECT_STORED).get(pk, sk);
  if (!row) return undefined;
  const { version, expiresAt } = row;
  // `put` is all that writes these columns
  return {
    version: String(version),
    ...(expiresAt !== null && { expiresAt: expiresAt as Instant }),
  };
}

function put(prepared: Prepared, item: Item): void {
  const pairs = INDEX_NAMES.flatMap((index) => pairOf(item, index));
  prepared(PUT).run(item.pk, item.sk, item.version, item.expiresAt ?? null, JSON.stringify(item), ...pairs);
}

/** Half a pair is no pair. */
function pairOf(item: Item, index: IndexName): (string | null)[] {
  const { pk, sk } = keyNames(index);
  const [first, second] = [item[pk], item[sk]];
  return typeof first === "string" && typeof second === "string" ? [first, second] : [null, null];
}

function pageOf(prepared: Prepared, query: Query, now: Instant): Page {
  const { index, limit = MAX_PAGE_ITEMS } = query;
  const { sql, values } = selection(query, now);
  const items: Item[] = [];
  let characters = 0;
  for (const row of prepared(sql).iterate(...values)) {
    const last = items.at(-1);
    if (last && (items.length >= limit || characters > MAX_PAGE_CHARACTERS))
      return page(items, index, afterItem(last, index));
    items.push(itemIn(row));
    characters += String(row.json).length;
  }
  return page(items, index);
}

const page = (items: Item[], index: IndexName | undefined, after?: string): Page => ({
  items: index ? items.map((item) => projected(item, index)) : items,
  ...(after && { after }),
});

function selection(
  { index, pk, sk, descending, after }: Query,
  now: Instant,
): { sql: string; values: SQLInputValue[] } {
  const names = keyNames(index);
  const range = rangeSql(names.sk, sk);
  const order = [names.sk, "pk", "sk"];
  const where = [`${names.pk} = ?`, "(expiresAt IS NULL OR expiresAt >= ?)", ...range.where];
  if (after) where.push(`(${order.join(", ")}) ${descending ? "<" : ">"} (?, ?, ?)`);
  const orderBy = order.map((column) => (descending ? `${column} DESC` : column));
  return {
    sql: `SELECT json FROM items WHERE ${where.join(" AND ")} ORDER BY ${orderBy.join(", ")}`,
    values: [pk, now, ...range.values, ...(after ? cursorOf(after) : [])],
  };
}

/** SQLite compares text by its UTF-8 bytes, as DynamoDB does. */
function rangeSql(column: string, sk: Query["sk"]): { where: string[]; values: string[] } {
  const range = rangeOf(sk);
  if (range === "all") return { where: [], values: [] };
  if (range === "none") return { where: ["FALSE"], values: [] };
  if ("from" in range)
    return {
      where: [`${column} BETWEEN ? AND ?`],
      values: [range.from, range.to],
    };
  const end = afterPrefix(range.beginsWith);
  return end === undefined
    ? { where: [`${column} >= ?`], values: [range.beginsWith] }
    : {
        where: [`${column} >= ?`, `${column} < ?`],
        values: [range.beginsWith, end],
      };
}

/** The least text after all that begin so; none after a prefix of nothing but the last character there is. */
function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  return String.fromCodePoint(...points, last + 1 === FIRST_SURROGATE ? AFTER_SURROGATES : last + 1);
}
const FIRST_SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;
const LAST_CODE_POINT = 0x10ffff;

/** Only items are stored. */
const itemIn = (row: Record<string, unknown>): Item => JSON.parse(String(row.json)) as Item;
