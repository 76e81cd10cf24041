import fc from "fast-check";
import {
  type Condition,
  Conflict,
  INDEXES,
  type IndexName,
  type Item,
  type Json,
  type Key,
  type NewItem,
  type Query,
  type Row,
  type Table,
} from "../../functions/adapters/table.ts";
import { type Instant, instant, after as later } from "../../functions/core/day.ts";
import { everything } from "./table.ts";

/** A table as plainly as it can be said: what random steps are compared with. */
export function plainTable(now: () => Instant): Table {
  const items = new Map<string, Item>();
  const at = ({ pk, sk }: Key) => items.get(JSON.stringify([pk, sk]));
  const there = (item: Item | undefined) => (item && (item.expiresAt ?? now()) >= now() ? item : undefined);
  const fails = ({ when, ...row }: Row) => {
    const item = there(at("put" in row ? row.put : row.check));
    return when === "absent" ? item !== undefined : when !== "any" && item?.version !== when.version;
  };
  return {
    get: async (key) => there(at(key)),
    async query({ index, pk, sk = { beginsWith: "" }, descending, limit = items.size + 1, after = "0" }) {
      const [pkName, skName] = namesOf(index);
      const found = [...items.values()].filter((item) => {
        const by = item[skName];
        if (!there(item) || item[pkName] !== pk || typeof by !== "string") return false;
        return "from" in sk ? inBytes(sk.from, by) <= 0 && inBytes(by, sk.to) <= 0 : by.startsWith(sk.beginsWith);
      });
      found.sort((a, b) => inBytes(String(a[skName]), String(b[skName])) * (descending ? -1 : 1));
      const [first, next] = [Number(after), Number(after) + limit];
      const page = found.slice(first, next).map((item) => projected(item, index));
      return {
        items: page,
        ...(next < found.length && { after: String(next) }),
      };
    },
    async write(rows, writeId) {
      if (rows.some((row) => "put" in row && at(row.put)?.version === writeId)) return;
      const failed = rows.filter(fails).map((row) => keyOf("put" in row ? row.put : row.check));
      if (failed.length > 0) throw new Conflict(failed);
      for (const row of rows) {
        if ("put" in row)
          items.set(JSON.stringify([row.put.pk, row.put.sk]), {
            ...asJson(row.put),
            version: writeId,
          });
      }
    },
  };
}

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });
const inBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const namesOf = (index: IndexName | undefined): [string, string] =>
  index ? [`${index}Pk`, `${index}Sk`] : ["pk", "sk"];
/** What JSON makes of it is an item but for the version. */
const asJson = (put: NewItem): Item => JSON.parse(JSON.stringify(put));

function projected(item: Item, index: IndexName | undefined): Item {
  if (!index) return item;
  const names: string[] = ["pk", "sk", ...namesOf(index), "expiresAt", ...INDEXES[index]];
  const held = Object.entries(item).filter(([name]) => names.includes(name));
  // every item has what its type names
  return Object.fromEntries(held) as Item;
}

/** What may happen to a table. Versions and clocks are said relative to where the table stands then. */
type Step =
  | { do: "write"; rows: RowStep[] }
  | { do: "repeat"; earlier: number }
  | { do: "wait"; minutes: number }
  | { do: "get"; sk: string }
  | { do: "query"; query: Omit<Query, "pk"> };
/** "current": as it stands, absent or with its version. */
type When = "absent" | "any" | "current" | "stale";
type RowStep = { sk: string; put?: Attributes; when: When };
type Attributes = {
  value: Json;
  index?: IndexName | undefined;
  indexSk: string;
  minutes?: number | undefined;
};

const MINUTE_MS = 60_000;
const INDEX_NAMES = Object.keys(INDEXES).filter((name): name is IndexName => name in INDEXES);
const sk = fc.constantFrom("A", "A#1", "A#10", "B", "é", "汉", "\uD7FF", "\uE000", "\uFFFD", "👍", "\u{10FFFF}");
/** Without the names that JavaScript objects treat apart, and the numbers that no engine stores. */
const name = fc.string({ minLength: 1, maxLength: 5, unit: "grapheme" }).filter((text) => text !== "__proto__");
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.string({ unit: "grapheme", maxLength: 10 }),
    fc.boolean(),
    fc.constant(null),
    fc.maxSafeInteger(),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => (Math.abs(value) < 1e-130 ? 0 : value)),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(name, tie("json"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** Mostly of conditions that hold: what fails changes nothing. */
const when = (...kinds: When[]) => fc.constantFrom<When>("current", "current", "current", "current", ...kinds);
const put: fc.Arbitrary<Attributes> = fc.record({
  value: json,
  indexSk: sk,
  index: fc.option(fc.constantFrom(...INDEX_NAMES), { nil: undefined }),
  minutes: fc.option(fc.nat(30), { nil: undefined, freq: 1 }),
});
const row = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      sk,
      put,
      when: when("any", "any", "absent", "stale"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ sk, when: when("absent", "stale") }) },
);
const range = fc.oneof(fc.record({ beginsWith: fc.oneof(sk, fc.constant("")) }), fc.record({ from: sk, to: sk }));
const query = fc.record(
  {
    index: fc.constantFrom(...INDEX_NAMES),
    sk: range,
    descending: fc.boolean(),
    limit: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: [] },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("write"),
      rows: fc.uniqueArray(row, {
        selector: (each) => each.sk,
        maxLength: 5,
        size: "max",
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("repeat"), earlier: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("wait"),
      minutes: fc.integer({ min: 1, max: 10 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("get"), sk }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("query"), query }) },
);
export const steps = fc.array(step, {
  minLength: 1,
  maxLength: 40,
  size: "max",
});

/** A table whose clock the steps turn. */
interface Turned {
  table: Table;
  clock: { at: Instant };
}

/** A table with a clock of its own. */
export function turned(open: (now: () => Instant) => Table): Turned {
  const clock = { at: instant("2024-04-29T04:00:00Z") };
  return { table: open(() => clock.at), clock };
}

/** What a table answers to each step, in one partition, and all it holds at the end. */
export async function answersTo(taken: Step[], { table, clock }: Turned, pk: string): Promise<unknown[]> {
  const written: { rows: Row[]; writeId: string }[] = [];
  const answers: unknown[] = [];
  const write = async ({ rows, writeId }: { rows: Row[]; writeId: string }) =>
    answers.push(await outcome(table.write(rows, writeId)));
  for (const step of [...taken, ...allOfIt]) {
    switch (step.do) {
      case "write": {
        const rows = await Promise.all(step.rows.map((each) => rowOf(each, { table, clock }, pk)));
        const writing = { rows, writeId: `w${written.length}` };
        written.push(writing);
        await write(writing);
        break;
      }
      case "repeat": {
        const earlier = written[step.earlier % written.length];
        if (earlier) await write(earlier);
        break;
      }
      case "wait":
        clock.at = later(clock.at, step.minutes * MINUTE_MS);
        break;
      case "get":
        answers.push(await table.get({ pk, sk: step.sk }));
        break;
      case "query":
        answers.push(inOneOrder(await everything(table, { pk, ...step.query }), step.query));
    }
  }
  return answers;
}

const allOfIt: Step[] = [undefined, ...INDEX_NAMES].map((index) => ({
  do: "query",
  query: index ? { index } : {},
}));

/** Items with the same sort key may come in any order. */
function inOneOrder(items: Item[], { index }: Omit<Query, "pk">): Item[] {
  const [, skName] = namesOf(index);
  return items
    .map((item, at) => ({
      item,
      first: items.findIndex((each) => each[skName] === item[skName]),
      at,
    }))
    .sort((a, b) => a.first - b.first || inBytes(a.item.sk, b.item.sk))
    .map(({ item }) => item);
}

const outcome = (writing: Promise<void>): Promise<unknown> =>
  writing.then(
    () => "written",
    (error: unknown) => {
      if (error instanceof Conflict) return { conflict: error.keys };
      throw error;
    },
  );

async function rowOf({ sk, put, when }: RowStep, { table, clock }: Turned, pk: string): Promise<Row> {
  const there = await table.get({ pk, sk });
  const conditions: Record<When, Condition> = {
    absent: "absent",
    any: "any",
    current: there ? { version: there.version } : "absent",
    stale: { version: "stale" },
  };
  const condition = conditions[when];
  if (!put)
    return {
      check: { pk, sk },
      when: condition === "any" ? "absent" : condition,
    };
  const { value, index, indexSk, minutes } = put;
  const expiresAt = minutes === undefined ? undefined : later(clock.at, minutes * MINUTE_MS);
  const [pkName, skName] = namesOf(index);
  const pair = index && { [pkName]: pk, [skName]: indexSk };
  return {
    put: { pk, sk, schema: 1, kind: "k", value, expiresAt, ...pair },
    when: condition,
  };
}
