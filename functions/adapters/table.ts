import type { Instant } from "../core/day.ts";

/**
 * The one table that holds all state, as both engines offer it: SQLite (`table-sqlite.ts`) on one machine, DynamoDB
 * (`table-dynamodb.ts`) on AWS. `test/contract/table.ts` holds both to the same answers.
 */
export interface Table {
  /** The item, as last committed; as a hint, perhaps a little old, for half the price: what a write's condition confirms. */
  get(key: Key, how?: "hint"): Promise<Item | undefined>;

  /**
   * Items of one partition in the order of `sk` (of its UTF-8 bytes), a page at a time. Of the table itself: as last
   * committed, or as a hint. Of an index: what the index projects, perhaps a little old: a hint that the condition of a
   * write confirms; where its `sk` is the same, in no order to rely on.
   */
  query(query: Query): Promise<Page>;

  /**
   * All rows or none.
   *
   * @param writeId  becomes the version of every item put. When a condition fails on an item that already has this
   *                 version, the write had been committed and its answer lost: that is success.
   * @throws Conflict     when a condition does not hold
   * @throws TooLarge     over 100 rows, 400 KB an item or 4 MB in all, 2,048 bytes a `pk` or 1,024 an `sk`
   * @throws RangeError   on what no engine stores: a key twice in one write, an empty key, a number that is no safe one, an
   *                      attribute without name or called `ttl`, lists and objects over 30 deep
   */
  write(rows: Row[], writeId: string): Promise<void>;
}

export interface Key {
  pk: string;
  sk: string;
}

/** Half an emoji (a lone surrogate) is stored as U+FFFD; numbers are finite and within ±(2⁵³ − 1). */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * What is stored. `version` is the id of the write that put it. After `expiresAt` it is as if it were not there. The
 * pair `<index>Pk`, `<index>Sk` puts it into an index; without the pair it is not in it.
 */
export type Item = Key & {
  version: string;
  schema: number;
  expiresAt?: Instant;
} & { [attribute: string]: Json };

/** What a write puts: the item but for its version, which is the write's. Attributes that are undefined are left out. */
export type NewItem = Key & { schema: number; expiresAt?: Instant } & {
  [attribute: string]: Json | undefined;
};

export type Condition = "absent" | "any" | { version: string };

/** One row of a write: an item to put, or a key to check, under a condition. */
export type Row = { put: NewItem; when: Condition } | { check: Key; when: Exclude<Condition, "any"> };

export interface Query {
  /** The table itself when absent. */
  index?: IndexName;
  /** Perhaps a little old, for half the price; of an index always. */
  how?: "hint" | undefined;
  pk: string;
  /** Of `sk` (or the index's): a prefix, or a range with both ends counted. */
  sk?: { beginsWith: string } | { from: string; to: string };
  descending?: boolean;
  /** At most so many items a page; an engine may give fewer and still have more. */
  limit?: number;
  /** `after` of the page before. */
  after?: string;
}

export interface Page {
  items: Item[];
  /** Where the next page begins (it may turn out to be empty); absent on the last. */
  after?: string;
}

/** The named indexes, each after the question it answers, with what it projects beside the keys and `expiresAt`: a change of anything else costs it nothing. */
export const INDEXES = {
  /** Which duties of a plan still want something? `PLAN#p` / `2024-04#UNIT#u`. */
  open: [
    "plan",
    "period",
    "unit",
    "round",
    "days",
    "provisional",
    "told",
    "completeAt",
    "closed",
    "awaits",
    "declined",
  ],
  /** Where does a period stand? `PLAN#p#2024-04` / `UNIT#u`. */
  board: ["standing"],
  /** What waits to be done? Unsent messages `UNSENT#n` / `<dueAt>#id`; held submissions `HELD#p` / `<receivedAt>#id`; … */
  waiting: ["events"],
  /** What went out and came in? `PLAN#p#OUT#2024-04` and `PLAN#p#IN#2024-04` / `<at>#id`. */
  journal: ["line"],
} as const satisfies Record<string, readonly string[]>;
export type IndexName = keyof typeof INDEXES;

/** A condition of a write did not hold: somebody else was first. Read afresh and decide again. */
export class Conflict extends Error {
  override readonly name = "Conflict";
  readonly keys: Key[];
  constructor(keys: Key[]) {
    super(`conflict on ${keys.map(({ pk, sk }) => `${pk} / ${sk}`).join(", ")}`);
    this.keys = keys;
  }
}

/** A write or an item over the limits that both engines keep. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
}

export const LIMITS = {
  rowsPerWrite: 100,
  bytesPerItem: 400 * 1024,
  bytesPerWrite: 4 * 1024 * 1024,
} as const;
