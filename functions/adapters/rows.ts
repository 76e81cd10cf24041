import type { z } from "zod";
import type { Stored } from "../workflows/ports.ts";
import type { Condition, Item, Json, Key, NewItem } from "./table.ts";

/** How the values of one kind are kept: where, in which indexes, and how an item becomes a value again. */
export interface Kind<Value> {
  /** Version of the shape; an older one is upgraded when it is read. */
  schema: number;
  shape: z.ZodType<Value>;
  key(value: Value): Key;
  /** Index attributes; undefined leaves an index out. */
  indexes(value: Value): { [attribute: string]: Json | undefined };
}

/** The row that puts a value: new, or in place of the version it was read at. */
export function rowOf<Value extends object>(
  kind: Kind<Value>,
  value: Stored<Value>,
): { put: NewItem; when: Condition } {
  const { version, ...rest } = value;
  // a value of a zod object with JSON leaves is JSON: TypeScript cannot see it through the schema
  const attributes = rest as unknown as {
    [attribute: string]: Json | undefined;
  };
  const put = {
    ...attributes,
    ...kind.key(value),
    ...kind.indexes(value),
    schema: kind.schema,
  };
  return { put, when: version === undefined ? "absent" : { version } };
}

/** The value of an item, with its version. @throws ZodError when the item is not of this kind */
export const readAs = <Value>(kind: Kind<Value>, item: Item): Stored<Value> => ({
  ...kind.shape.parse(item),
  version: item.version,
});
