import { z } from "zod";
import { INDEXES, type IndexName, type Item, type Json, type Query } from "./table.ts";

/** The pair of attributes by which the table, or an index, finds and orders its items. */
export const keyNames = (index: IndexName | undefined): { pk: string; sk: string } =>
  index ? { pk: `${index}Pk`, sk: `${index}Sk` } : { pk: "pk", sk: "sk" };

/** What an index holds of an item beside the keys of the table and its own. */
export const projectionOf = (index: IndexName): string[] => ["expiresAt", ...INDEXES[index]];

/** Where a page ended: the sort key it was ordered by, and the item's own key. */
const Cursor = z.tuple([z.string(), z.string(), z.string()]);
type Cursor = z.infer<typeof Cursor>;

/** `Page.after` for a page that ends with an item. It says nothing of the partition: that is always the query's. */
export function afterItem(item: { [attribute: string]: Json }, index: IndexName | undefined): string {
  const cursor = Cursor.parse([item[keyNames(index).sk], item.pk, item.sk]);
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** @throws ZodError, SyntaxError  when the text was not made by `afterItem` */
export const cursorOf = (after: string): Cursor => Cursor.parse(JSON.parse(Buffer.from(after, "base64url").toString()));

/** The condition of a query on the sort key, without the cases DynamoDB would not take. "none" finds nothing. */
export type Range = "all" | "none" | { beginsWith: string } | { from: string; to: string };

export function rangeOf(sk: Query["sk"]): Range {
  if (sk === undefined) return "all";
  if ("beginsWith" in sk) return sk.beginsWith === "" ? "all" : sk;
  if (Buffer.compare(Buffer.from(sk.from), Buffer.from(sk.to)) > 0 || sk.to === "") return "none";
  return { from: sk.from || FIRST_KEY, to: sk.to };
}

/** No key comes before it: keys are not empty. */
const FIRST_KEY = "\u0000";

/** What an index gives of an item. */
export function projected(item: Item, index: IndexName): Item {
  const names = ["pk", "sk", ...Object.values(keyNames(index)), ...projectionOf(index)];
  const held = Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
  // version and schema are in no index: who reads one looks at what it projects
  return held as Item;
}
