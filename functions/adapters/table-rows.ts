import { epochMs, Instant } from "../core/day.ts";
import {
  type Condition,
  INDEXES,
  type Item,
  type Json,
  type Key,
  LIMITS,
  type NewItem,
  type Row,
  TooLarge,
} from "./table.ts";

/** A row as both engines take it: measured, cleaned, with the item to put if it is a put. */
export interface ReadyRow {
  key: Key;
  when: Condition;
  item?: Item;
}

/** The attribute of DynamoDB's own clean-up: `expiresAt` in whole seconds, added and hidden by that engine. */
export const TTL_ATTRIBUTE = "ttl";

/** What both engines do with a write before they look at what is stored: refuse it alike, and clean it alike. */
export function readyRows(rows: Row[], writeId: string): ReadyRow[] {
  if (rows.length > LIMITS.rowsPerWrite) throw new TooLarge(`${rows.length} rows in one write`);
  const ready = rows.map((row) => readyRow(row, writeId));
  refuseTwice(ready);
  refuseLarge(ready);
  return ready;
}

/** Whether a condition holds for what is stored under its key. An expired item counts as absent. */
export function holds(when: Condition, stored: Stored | undefined, now: Instant): boolean {
  if (when === "any") return true;
  const alive = stored !== undefined && isAlive(stored, now);
  return when === "absent" ? !alive : alive && stored.version === when.version;
}
export type Stored = Pick<Item, "version" | "expiresAt">;

export const isAlive = ({ expiresAt }: Pick<Item, "expiresAt">, now: Instant): boolean =>
  expiresAt === undefined || expiresAt >= now;

/** The second in which DynamoDB may delete an item: never one in which it is still visible. */
export const ttlSeconds = (expiresAt: Instant): number => Math.floor(epochMs(expiresAt) / 1000) + 1;

function readyRow(row: Row, writeId: string): ReadyRow {
  if ("check" in row) return { key: cleanKey(row.check), when: row.when };
  const item = cleanItem(row.put, writeId);
  return { key: { pk: item.pk, sk: item.sk }, when: row.when, item };
}

const cleanKey = ({ pk, sk }: Key): Key => ({
  pk: keyPart("pk", pk, PK_BYTES),
  sk: keyPart("sk", sk, SK_BYTES),
});

function cleanItem(put: NewItem, writeId: string): Item {
  if (TTL_ATTRIBUTE in put) throw new RangeError(`attribute ${TTL_ATTRIBUTE} is the engine's own`);
  if (put.expiresAt !== undefined) Instant.parse(put.expiresAt);
  for (const [attribute, maxBytes] of INDEX_KEYS) {
    if (put[attribute] !== undefined) keyPart(attribute, put[attribute], maxBytes);
  }
  // its keys and `schema` are what the type of `put` says
  return {
    ...cleanMembers(put, 0),
    ...cleanKey(put),
    version: writeId.toWellFormed(),
  } as Item;
}

const PK_BYTES = 2048;
const SK_BYTES = 1024;
const MAX_DEPTH = 30;
const INDEX_KEYS = Object.keys(INDEXES).flatMap((index) => [
  [`${index}Pk`, PK_BYTES] as const,
  [`${index}Sk`, SK_BYTES] as const,
]);

function keyPart(name: string, value: Json, maxBytes: number): string {
  if (typeof value !== "string" || value === "") throw new RangeError(`${name} is ${JSON.stringify(value)}: no text`);
  const text = value.toWellFormed();
  if (Buffer.byteLength(text) > maxBytes) throw new TooLarge(`${name} ${text.slice(0, 40)}… is over ${maxBytes} bytes`);
  return text;
}

function clean(value: Json, depth: number): Json {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value === "number") return cleanNumber(value);
  if (value === null || typeof value !== "object") return value;
  if (depth > MAX_DEPTH) throw new RangeError(`over ${MAX_DEPTH} levels deep`);
  return Array.isArray(value) ? value.map((each) => clean(each, depth + 1)) : cleanMembers(value, depth);
}

function cleanMembers(members: { [name: string]: Json | undefined }, depth: number): { [name: string]: Json } {
  const cleaned: [string, Json][] = [];
  for (const [name, each] of Object.entries(members))
    if (each !== undefined) cleaned.push([cleanName(name), clean(each, depth + 1)]);
  return Object.fromEntries(cleaned);
}

function cleanName(name: string): string {
  if (name === "") throw new RangeError("an attribute has no name");
  return name.toWellFormed();
}

/** DynamoDB keeps 38 digits between 1E-130 and 1E+126 and its client refuses what JavaScript cannot count exactly. */
function cleanNumber(value: number): number {
  const size = Math.abs(value);
  if (!(size === 0 || (size >= 1e-130 && size <= Number.MAX_SAFE_INTEGER)))
    throw new RangeError(`${value} is no safe number`);
  return value === 0 ? 0 : value;
}

function refuseTwice(rows: ReadyRow[]): void {
  const seen = new Set<string>();
  for (const { key } of rows) {
    const id = JSON.stringify([key.pk, key.sk]);
    if (seen.has(id)) throw new RangeError(`${key.pk} / ${key.sk} stands twice in one write`);
    seen.add(id);
  }
}

function refuseLarge(rows: ReadyRow[]): void {
  let inAll = 0;
  for (const { key, item } of rows) {
    const bytes = item ? itemBytes(item) : 0;
    if (bytes > LIMITS.bytesPerItem) throw new TooLarge(`${key.pk} / ${key.sk} has ${bytes} bytes`);
    inAll += bytes;
  }
  if (inAll > LIMITS.bytesPerWrite) throw new TooLarge(`${inAll} bytes in one write`);
}

/** The size of an item as DynamoDB counts it, rounded up where a number's digits would have to be counted. */
export const itemBytes = (item: { [name: string]: Json }): number =>
  membersBytes(item) + (item.expiresAt ? TTL_BYTES : 0);
const TTL_BYTES = TTL_ATTRIBUTE.length + 7;

function bytesOf(value: Json): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(value).length / 2) + 2;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 1 + bytesOf(each), 3);
  if (value !== null && typeof value === "object") return 3 + Object.keys(value).length + membersBytes(value);
  return 1;
}

function membersBytes(members: { [name: string]: Json }): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(members)) bytes += Buffer.byteLength(name) + bytesOf(value);
  return bytes;
}
