import type { Item, Key, Table } from "./table.ts";

/**
 * One read for all items that are asked for in one turn: ten messages made ready together cost one call, not ten.
 *
 * @param most     keys that one read takes
 * @param getMany  the items in the order of the keys, none of which stands twice
 */
export function gathered(
  most: number,
  getMany: (keys: Key[], how?: "hint") => Promise<(Item | undefined)[]>,
): Table["get"] {
  const committed = gatheredAlike(most, (keys) => getMany(keys));
  const hint = gatheredAlike(most, (keys) => getMany(keys, "hint"));
  return (key, how) => (how ? hint : committed)(key);
}

function gatheredAlike(
  most: number,
  getMany: (keys: Key[]) => Promise<(Item | undefined)[]>,
): (key: Key) => Promise<Item | undefined> {
  let waiting = new Map<string, Asked>();
  async function read(): Promise<void> {
    const all = [...waiting.values()];
    waiting = new Map();
    for (let from = 0; from < all.length; from += most) {
      const asked = all.slice(from, from + most);
      const items = getMany(asked.map(({ key }) => key));
      for (const [at, { answer }] of asked.entries()) answer(items.then((found) => found[at]));
    }
  }
  return ({ pk, sk }) => {
    const name = `${pk} ${sk}`;
    const before = waiting.get(name);
    if (before) return before.item;
    if (waiting.size === 0) setImmediate(read);
    const { promise: item, resolve: answer } = Promise.withResolvers<Item | undefined>();
    waiting.set(name, { key: { pk, sk }, item, answer });
    return item;
  };
}

interface Asked {
  key: Key;
  item: Promise<Item | undefined>;
  answer(item: Promise<Item | undefined>): void;
}
