import type { Item, Json, Key, NewItem, Row, Table } from "./table.ts";

/** Characters, of three bytes at most, that an item holds beside its head. */
const PART_CHARACTERS = 100_000;
/** Whole characters: no part ends in half an emoji. */
const PARTS = new RegExp(`[^]{1,${PART_CHARACTERS}}`, "gu");
const partKey = ({ pk, sk }: Key, nth: number): Key => ({ pk, sk: `PART#${sk}#${String(nth + 1).padStart(4, "0")}` });

/**
 * What is large, read often and changed seldom lies beside a small head, in parts of the head's version, and is read again
 * only when the head has changed: asking whether it did costs half a read unit.
 */
export function rowsOfLarge(head: NewItem, beside: Json, when: Exclude<Row, { check: Key }>["when"]): Row[] {
  const texts = JSON.stringify(beside).match(PARTS) ?? [];
  const parts = texts.map((text, nth) => ({ put: { ...partKey(head, nth), schema: 1, text }, when: "any" as const }));
  return [{ put: { ...head, parts: texts.length }, when }, ...parts];
}

/**
 * Reads a large value, worked out once for each version of it.
 *
 * @returns undefined when there is none
 */
export function largeValues<Value>(
  table: Table,
  read: (head: Item, beside: Json) => Value,
): (key: Key) => Promise<Value | undefined> {
  const known = new Map<string, { version: string; value: Value }>();
  return async (key) => {
    const name = `${key.pk} ${key.sk}`;
    for (;;) {
      const before = known.get(name);
      const head = await table.get(key, before && "hint");
      if (!head) return undefined;
      if (before?.version === head.version) return before.value;
      const parts = await Promise.all(
        Array.from({ length: Number(head.parts) }, (_, nth) => table.get(partKey(key, nth))),
      );
      if (parts.some((part) => part?.version !== head.version)) continue; // set anew while it was read
      const value = read(head, JSON.parse(parts.map((part) => part?.text).join("")) as Json);
      known.set(name, { version: head.version, value });
      return value;
    }
  };
}
