import { gathered } from "../../functions/adapters/gathered.ts";
import { INDEXES, type IndexName, type Item, type Row, type Table } from "../../functions/adapters/table.ts";
import { keyNames, projected } from "../../functions/adapters/table-pages.ts";
import { itemBytes } from "../../functions/adapters/table-rows.ts";

/** What DynamoDB would have counted, on demand. */
export interface Counts {
  calls: number;
  readUnits: number;
  writeUnits: number;
}

/**
 * A table that counts as DynamoDB does (its developer guide, "Capacity unit consumption"): a read unit is 4 KB read as last
 * committed, half of one for an index; a write unit is 1 KB written, two in a transaction, and what each index writes of it:
 * nothing when what it holds stays the same, one entry when it comes, goes or changes, two when its key moves.
 */
export function countingTable(
  table: Table,
  most = 100,
): Table & { counts: Map<string, Counts>; under(name: string): void } {
  const counts = new Map<string, Counts>();
  let current = "";
  const count = (more: Omit<Counts, "calls">): void => {
    const { calls, readUnits, writeUnits } = counts.get(current) ?? { calls: 0, readUnits: 0, writeUnits: 0 };
    counts.set(current, {
      calls: calls + 1,
      readUnits: readUnits + more.readUnits,
      writeUnits: writeUnits + more.writeUnits,
    });
  };
  return {
    counts,
    under: (name) => {
      current = name;
    },
    get: gathered(most, async (keys, how) => {
      const items = await Promise.all(keys.map((key) => table.get(key)));
      const read = sum(items.map((item) => units(item ? itemBytes(item) : 0, 4)));
      count({ readUnits: how ? read / 2 : read, writeUnits: 0 });
      return items;
    }),
    async query(query) {
      const page = await table.query(query);
      const read = units(sum(page.items.map(itemBytes)), 4);
      count({ readUnits: query.index || query.how ? read / 2 : read, writeUnits: 0 });
      return page;
    },
    async write(rows, writeId) {
      const before = await Promise.all(rows.map((row) => table.get("put" in row ? row.put : row.check)));
      await table.write(rows, writeId);
      const after = await Promise.all(rows.map((row) => table.get("put" in row ? row.put : row.check)));
      count({
        readUnits: 0,
        writeUnits: sum(rows.map((row, at) => writeUnits(row, rows.length > 1, before[at], after[at]))),
      });
    },
  };
}

const units = (bytes: number, kilobytes: number): number => Math.max(1, Math.ceil(bytes / (kilobytes * 1024)));
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

function writeUnits(row: Row, inTransaction: boolean, before: Item | undefined, after: Item | undefined): number {
  const own = Math.max(...[before, after].map((item) => units(item ? itemBytes(item) : 0, 1)));
  const indexes = "put" in row ? INDEX_NAMES.map((index) => indexUnits(index, before, after)) : [];
  return own * (inTransaction ? 2 : 1) + sum(indexes);
}

const INDEX_NAMES = Object.keys(INDEXES).filter((name): name is IndexName => name in INDEXES);

function indexUnits(index: IndexName, before: Item | undefined, after: Item | undefined): number {
  const [old, now] = [entryOf(index, before), entryOf(index, after)];
  if (!old || !now) return old || now ? units(itemBytes((old ?? now)!), 1) : 0; // one of them
  const { pk, sk } = keyNames(index);
  if (old[pk] !== now[pk] || old[sk] !== now[sk]) return units(itemBytes(old), 1) + units(itemBytes(now), 1);
  return JSON.stringify(old) === JSON.stringify(now) ? 0 : Math.max(units(itemBytes(old), 1), units(itemBytes(now), 1));
}

/** What an index holds of an item. */
function entryOf(index: IndexName, item: Item | undefined): Item | undefined {
  const { pk, sk } = keyNames(index);
  return item?.[pk] && item[sk] ? projected(item, index) : undefined;
}
