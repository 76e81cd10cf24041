import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type Condition,
  Conflict,
  type Item,
  type Json,
  type Key,
  LIMITS,
  type NewItem,
  type Query,
  type Row,
  type Table,
  TooLarge,
} from "../../functions/adapters/table.ts";
import { after, type Instant, instant } from "../../functions/core/day.ts";

/** One store, seen through two tables: two connections where the engine can have them. */
interface Opened {
  table: Table;
  other: Table;
  close(): void | Promise<void>;
}

const NOON = instant("2024-04-29T04:00:00Z"); // a Monday
const MINUTE_MS = 60_000;

/** What `functions/adapters/table.ts` promises, sentence by sentence, for one engine. */
export function describeTable(name: string, open: (now: () => Instant) => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened;
    let table: Table;
    let now = NOON;
    let pk = "";
    let count = 0;

    beforeAll(async () => {
      opened = await open(() => now);
      table = opened.table;
    });
    beforeEach(() => {
      now = NOON;
      pk = `PLAN#daxing-2024#${++count}`;
    });
    afterAll(() => opened.close());

    const key = (sk: string): Key => ({ pk, sk });
    const aPut = (sk: string, attributes: { [name: string]: Json | undefined } = {}, when: Condition = "any"): Row => ({
      put: { ...key(sk), schema: 1, ...attributes },
      when,
    });
    const stored = (sk: string, version: string, attributes: { [name: string]: Json } = {}): Item => ({
      ...key(sk),
      schema: 1,
      version,
      ...attributes,
    });
    const skOf = ({ sk }: Key) => sk;

    describe("an item is read as last committed", () => {
      it("is what was put, with the write's id as its version", async () => {
        await table.write([aPut("UNIT#a", { standing: "partial" })], "w1");
        expect(await table.get(key("UNIT#a"))).toEqual(stored("UNIT#a", "w1", { standing: "partial" }));
        expect(await opened.other.get(key("UNIT#a"))).toEqual(stored("UNIT#a", "w1", { standing: "partial" }));
      });

      it("is replaced as a whole", async () => {
        await table.write([aPut("UNIT#a", { before: 1 })], "w1");
        await table.write([aPut("UNIT#a", { after: 2 })], "w2");
        expect(await table.get(key("UNIT#a"))).toEqual(stored("UNIT#a", "w2", { after: 2 }));
      });

      it("is not there when nothing was put", async () => {
        expect(await table.get(key("UNIT#nobody"))).toBeUndefined();
      });

      it("is found by its key, whatever else the key carries", async () => {
        await table.write([aPut("UNIT#a")], "w1");
        const found = await table.get(key("UNIT#a"));
        expect(found && (await table.get(found))).toEqual(stored("UNIT#a", "w1"));
      });

      it("takes its version from the write, never from the item put", async () => {
        await table.write([aPut("UNIT#a", { version: "forged" })], "w1");
        expect(await table.get(key("UNIT#a"))).toEqual(stored("UNIT#a", "w1"));
      });
    });

    describe("what is put comes back the same", () => {
      it.each`
        value                                            | because
        ${""}                                            | ${"an empty text is a text"}
        ${"大兴区“蓝天”专项\n第 1 行\t\u0000\u2028"}     | ${"Chinese, line ends and control characters"}
        ${"👩‍👩‍👧 𠮷 é"}                                     | ${"characters beyond 16 bits, joined ones, combining ones"}
        ${0}                                             | ${"zero is a number"}
        ${-1.5}                                          | ${"a target may fall"}
        ${0.1 + 0.2}                                     | ${"17 digits"}
        ${1e-130}                                        | ${"the smallest both keep"}
        ${Number.MAX_SAFE_INTEGER}                       | ${"the largest both keep"}
        ${-Number.MAX_SAFE_INTEGER}                      | ${"and its negative"}
        ${true}                                          | ${"yes"}
        ${false}                                         | ${"no is not absent"}
        ${null}                                          | ${"null is a value"}
        ${[]}                                            | ${"an empty list"}
        ${{}}                                            | ${"an empty object"}
        ${[1, "1", null, [[]], { a: [{ b: "" }] }]}      | ${"lists of unlike things, nested"}
        ${{ PM2_5: { value: 32, unit: "微克/立方米" } }} | ${"figures of a measure"}
      `("$value: $because", async ({ value }) => {
        await table.write([aPut("UNIT#a", { value })], "w1");
        expect(await table.get(key("UNIT#a"))).toStrictEqual(stored("UNIT#a", "w1", { value }));
        expect((await table.query({ pk })).items).toStrictEqual([stored("UNIT#a", "w1", { value })]);
      });

      it("but undefined attributes are left out", async () => {
        await table.write([aPut("UNIT#a", { gone: undefined, kept: 1 })], "w1");
        expect(Object.keys((await table.get(key("UNIT#a"))) ?? {}).sort()).toEqual([
          "kept",
          "pk",
          "schema",
          "sk",
          "version",
        ]);
      });

      it("but half an emoji, as a cut text has it, becomes U+FFFD", async () => {
        await table.write([aPut("UNIT#a", { text: "好👍".slice(0, 2) })], "w1");
        expect(await table.get(key("UNIT#a"))).toEqual(stored("UNIT#a", "w1", { text: "好\uFFFD" }));
      });

      it("but zero has no sign", async () => {
        await table.write([aPut("UNIT#a", { value: -0 })], "w1");
        expect(await table.get(key("UNIT#a"))).toStrictEqual(stored("UNIT#a", "w1", { value: 0 }));
      });
    });

    describe("a row is written when its condition holds", () => {
      it.each`
        before       | when                 | holds    | because
        ${undefined} | ${"absent"}          | ${true}  | ${"nothing is there"}
        ${"w1"}      | ${"absent"}          | ${false} | ${"somebody was first"}
        ${undefined} | ${"any"}             | ${true}  | ${"any asks nothing"}
        ${"w1"}      | ${"any"}             | ${true}  | ${"any asks nothing"}
        ${undefined} | ${{ version: "w1" }} | ${false} | ${"what is not there has no version"}
        ${"w1"}      | ${{ version: "w1" }} | ${true}  | ${"it is as it was read"}
        ${"w2"}      | ${{ version: "w1" }} | ${false} | ${"somebody wrote since it was read"}
      `("put, $before there, when $when: $holds, $because", async ({ before, when, holds }) => {
        if (before) await table.write([aPut("UNIT#a", { by: "before" })], before);
        const writing = table.write([aPut("UNIT#a", { by: "new" }, when)], "new");
        if (holds) await writing;
        else
          await expect(writing).rejects.toMatchObject({
            name: "Conflict",
            keys: [key("UNIT#a")],
          });
        const expected = holds
          ? stored("UNIT#a", "new", { by: "new" })
          : before && stored("UNIT#a", before, { by: "before" });
        expect(await table.get(key("UNIT#a"))).toEqual(expected);
      });

      it.each`
        before       | when                 | holds    | because
        ${undefined} | ${"absent"}          | ${true}  | ${"nothing is there"}
        ${"w1"}      | ${"absent"}          | ${false} | ${"something is there"}
        ${undefined} | ${{ version: "w1" }} | ${false} | ${"what is not there has no version"}
        ${"w1"}      | ${{ version: "w1" }} | ${true}  | ${"it is as it was read"}
        ${"w2"}      | ${{ version: "w1" }} | ${false} | ${"somebody wrote since it was read"}
      `("check, $before there, when $when: $holds, $because", async ({ before, when, holds }) => {
        if (before) await table.write([aPut("DUTY#a")], before);
        const check: Row = { check: key("DUTY#a"), when };
        for (const rows of [[check], [check, aPut("NOTICE#a")], [aPut("NOTICE#b"), check]]) {
          const writing = table.write(rows, `new-${rows.length}`);
          if (holds) await writing;
          else
            await expect(writing).rejects.toMatchObject({
              name: "Conflict",
              keys: [key("DUTY#a")],
            });
        }
        expect(await table.get(key("DUTY#a"))).toEqual(before && stored("DUTY#a", before));
        expect((await table.query({ pk, sk: { beginsWith: "NOTICE#" } })).items).toHaveLength(holds ? 2 : 0);
      });

      it("of no rows there is nothing to refuse", async () => {
        await table.write([], "w1");
        expect((await table.query({ pk })).items).toEqual([]);
      });
    });

    describe("all rows or none", () => {
      it("all, in several partitions", async () => {
        const elsewhere = { pk: `${pk}#elsewhere`, sk: "A" };
        await table.write(
          [aPut("A", {}, "absent"), aPut("B", {}, "absent"), { put: { ...elsewhere, schema: 1 }, when: "absent" }],
          "w1",
        );
        expect((await table.query({ pk })).items).toEqual([stored("A", "w1"), stored("B", "w1")]);
        expect(await table.get(elsewhere)).toEqual({
          ...elsewhere,
          schema: 1,
          version: "w1",
        });
      });

      it("none when one condition fails, and the conflict names those that failed", async () => {
        await table.write([aPut("B"), aPut("D")], "w1");
        const rows = [
          aPut("A", {}, "absent"),
          aPut("B", {}, "absent"),
          aPut("C"),
          { check: key("D"), when: { version: "w0" } } satisfies Row,
        ];
        const problem = await table.write(rows, "w2").catch((error: unknown) => error);
        expect(problem).toBeInstanceOf(Conflict);
        expect(problem).toMatchObject({ keys: [key("B"), key("D")] });
        expect((await table.query({ pk })).items).toEqual([stored("B", "w1"), stored("D", "w1")]);
      });
    });

    describe("a failed condition on one's own write is success: only the answer was lost", () => {
      it.each`
        when                 | because
        ${"absent"}          | ${"it is there by this write"}
        ${{ version: "w0" }} | ${"the version it replaced is gone by this write"}
        ${"any"}             | ${"it is there already"}
      `("one row, $when: $because", async ({ when }) => {
        if (when !== "absent") await table.write([aPut("A", { by: 0 })], "w0");
        await table.write([aPut("A", { by: 1 }, when)], "w1");
        await table.write([aPut("A", { by: 1 }, when)], "w1");
        expect(await table.get(key("A"))).toEqual(stored("A", "w1", { by: 1 }));
      });

      const several = () => [
        aPut("A", {}, "absent"),
        aPut("B", {}, { version: "w0" }),
        aPut("C"),
        { check: key("D"), when: "absent" } satisfies Row,
      ];

      it("several rows", async () => {
        await table.write([aPut("B")], "w0");
        await table.write(several(), "w1");
        await table.write(several(), "w1");
        expect((await table.query({ pk })).items).toEqual(["A", "B", "C"].map((sk) => stored(sk, "w1")));
      });

      it.each`
        since              | because
        ${["A"]}           | ${"B and C still show it"}
        ${["A", "B"]}      | ${"the row without condition still shows it"}
        ${["A", "C"]}      | ${"B still shows it"}
        ${["D"]}           | ${"what was only checked may change afterwards"}
        ${["A", "B", "D"]} | ${"one row is enough"}
      `("several rows, though others wrote $since since: $because", async ({ since }: { since: string[] }) => {
        await table.write([aPut("B")], "w0");
        await table.write(several(), "w1");
        await table.write(
          since.map((sk) => aPut(sk)),
          "w2",
        );
        await table.write(several(), "w1");
        for (const sk of since) expect(await table.get(key(sk))).toEqual(stored(sk, "w2"));
      });

      it("but when others have overwritten every row it is a conflict, to be decided afresh", async () => {
        await table.write([aPut("A", {}, "absent")], "w1");
        await table.write([aPut("A")], "w2");
        await expect(table.write([aPut("A", {}, "absent")], "w1")).rejects.toBeInstanceOf(Conflict);
      });

      it("but not for a row that is only checked", async () => {
        await table.write([aPut("A")], "w1");
        await expect(table.write([{ check: key("A"), when: "absent" }, aPut("B")], "w1")).rejects.toMatchObject({
          keys: [key("A")],
        });
        expect(await table.get(key("B"))).toBeUndefined();
      });

      it("and a write that met a conflict may be sent again with the same id and other rows", async () => {
        await table.write([aPut("A")], "w1");
        await expect(table.write([aPut("A", {}, "absent"), aPut("B")], "w2")).rejects.toBeInstanceOf(Conflict);
        await table.write([aPut("A", { by: 2 }, { version: "w1" }), aPut("B")], "w2");
        expect((await table.query({ pk })).items).toEqual([stored("A", "w2", { by: 2 }), stored("B", "w2")]);
      });
    });

    describe("of writers who race exactly one wins", () => {
      it.each`
        rows | because
        ${1} | ${"a conditional put"}
        ${3} | ${"a transaction"}
      `("$rows rows each: $because", async ({ rows }) => {
        for (let round = 0; round < 10; round++) {
          const sks = Array.from({ length: rows }, (_, at) => `${round}-${at}`);
          const results = await Promise.allSettled(
            [table, opened.other, table, opened.other].map((each, by) =>
              each.write(
                sks.map((sk) => aPut(sk, { by }, "absent")),
                `w-${round}-${by}`,
              ),
            ),
          );
          const winner = results.findIndex(({ status }) => status === "fulfilled");
          expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
          for (const result of results)
            if (result.status === "rejected") expect(result.reason).toBeInstanceOf(Conflict);
          for (const sk of sks) expect(await table.get(key(sk))).toMatchObject({ by: winner });
        }
      });

      it("and who reads afresh after a conflict loses nothing", async () => {
        await table.write([aPut("COUNT", { count: 0 })], "w0");
        const countOne = async (each: Table, writeId: string): Promise<void> => {
          const before = await each.get(key("COUNT"));
          const row = aPut("COUNT", { count: Number(before?.count) + 1 }, { version: String(before?.version) });
          await each.write([row], writeId).catch((error: unknown) => {
            if (error instanceof Conflict) return countOne(each, writeId);
            throw error;
          });
        };
        await Promise.all(Array.from({ length: 12 }, (_, at) => countOne(at % 2 ? table : opened.other, `w-${at}`)));
        expect(await table.get(key("COUNT"))).toMatchObject({ count: 12 });
      });
    });

    describe("both engines refuse the same", () => {
      const many = (rows: number) => Array.from({ length: rows }, (_, at) => aPut(`UNIT#${at}`));
      const ofBytes = (bytes: number) => "x".repeat(bytes - 60);
      const large = (rows: number, bytes: number) =>
        Array.from({ length: rows }, (_, at) => aPut(`UNIT#${at}`, { text: ofBytes(bytes) }));
      const nested = (depth: number): Json =>
        depth === 0 ? 1 : depth % 2 ? [nested(depth - 1)] : { a: nested(depth - 1) };

      it.each`
        rows                                                                         | because
        ${() => many(LIMITS.rowsPerWrite)}                                           | ${"100 rows"}
        ${() => large(1, LIMITS.bytesPerItem)}                                       | ${"an item of 400 KB"}
        ${() => large(10, LIMITS.bytesPerItem)}                                      | ${"4 MB in all, but for a little"}
        ${() => [aPut("A", { value: Array(50_000).fill(-1.5) })]}                    | ${"a long list of numbers"}
        ${() => [aPut("A", { value: nested(30) })]}                                  | ${"30 levels deep"}
        ${() => [aPut("x".repeat(1024))]}                                            | ${"an sk of 1,024 bytes"}
        ${() => [aPut("A", { openPk: "x".repeat(2048), openSk: "汉".repeat(341) })]} | ${"index keys as long as they may be"}
      `("$because is taken", async ({ rows }) => {
        await table.write(rows(), "w1");
        expect((await table.get(key(rows()[0].put.sk)))?.version).toBe("w1");
      });

      it.each`
        rows                                                              | because
        ${() => many(LIMITS.rowsPerWrite + 1)}                            | ${"101 rows"}
        ${() => large(1, LIMITS.bytesPerItem + 60)}                       | ${"an item over 400 KB"}
        ${() => [aPut("A"), ...large(1, LIMITS.bytesPerItem + 60)]}       | ${"one of several is over 400 KB"}
        ${() => [aPut("A", { text: "汉".repeat(140_000) })]}              | ${"140,000 characters are 420,000 bytes"}
        ${() => [aPut("A", { ["汉".repeat(140_000)]: 1 })]}               | ${"the names of attributes count"}
        ${() => [aPut("A", { value: Array(400_000).fill(null) })]}        | ${"each element of a list counts"}
        ${() => large(11, 390 * 1024)}                                    | ${"over 4 MB in all"}
        ${() => [aPut("汉".repeat(342))]}                                 | ${"an sk of 1,026 bytes"}
        ${() => [aPut("A", { boardPk: "x".repeat(2049), boardSk: "x" })]} | ${"an index key over 2,048 bytes"}
      `("$because is too large, and nothing is written", async ({ rows }) => {
        await expect(table.write(rows(), "w1")).rejects.toBeInstanceOf(TooLarge);
        expect((await table.query({ pk })).items).toEqual([]);
      });

      it.each`
        rows                                                               | because
        ${() => [aPut("A"), aPut("B"), aPut("A")]}                         | ${"one key is put twice"}
        ${() => [aPut("A"), { check: key("A"), when: "absent" }]}          | ${"one key is put and checked"}
        ${() => [aPut("")]}                                                | ${"an empty sk"}
        ${() => [{ check: { pk: "", sk: "A" }, when: "absent" }]}          | ${"an empty pk"}
        ${() => [aPut("A", { openPk: "", openSk: "A" })]}                  | ${"an empty index key"}
        ${() => [aPut("A", { openPk: "A", openSk: 1 })]}                   | ${"an index key that is no text"}
        ${() => [aPut("A", { openPk: null, openSk: null })]}               | ${"null is no way out of an index: leave the pair out"}
        ${() => [aPut("A", { value: Number.NaN })]}                        | ${"no number"}
        ${() => [aPut("A", { value: [{ a: Number.POSITIVE_INFINITY }] })]} | ${"no end"}
        ${() => [aPut("A", { value: 2 ** 53 })]}                           | ${"JavaScript cannot count there"}
        ${() => [aPut("A", { value: 1e-131 })]}                            | ${"closer to zero than DynamoDB keeps"}
        ${() => [aPut("A", { "": 1 })]}                                    | ${"an attribute without name"}
        ${() => [aPut("A", { ttl: 1 })]}                                   | ${"the name of DynamoDB's own attribute"}
        ${() => [aPut("A", { value: nested(31) })]}                        | ${"31 levels deep"}
      `("$because cannot be stored, and nothing is written", async ({ rows }) => {
        await expect(table.write(rows(), "w1")).rejects.toBeInstanceOf(RangeError);
        expect((await table.query({ pk })).items).toEqual([]);
      });
    });

    describe("a query gives one partition in the order of sk", () => {
      // in UTF-8 order; in UTF-16 order the emoji would come before U+E000 and U+FFFD
      const ordered = [
        "\u0000",
        "\u0000a",
        " ",
        "A",
        "A#",
        "A#1",
        "A#10",
        "A#2",
        "A$",
        "B",
        "a",
        "é",
        "汉",
        "汉字",
        "\uD7FF",
        "\uE000",
        "\uFFFD",
        "👍",
        "👍🏽",
        "\u{10FFFF}",
        "\u{10FFFF}a",
      ];
      const fill = async (sks: string[]) => {
        await table.write(
          [...sks].sort().map((sk) => aPut(sk)),
          "w1",
        );
        await table.write([{ put: { pk: `${pk}#other`, sk: "A", schema: 1 }, when: "any" }], "w1");
      };
      const inRange = async (query: Omit<Query, "pk">) => (await everything(table, { pk, ...query })).map(skOf);

      it("which is the order of their UTF-8 bytes", async () => {
        await fill(ordered);
        expect(await inRange({})).toEqual(ordered);
        expect(await inRange({ descending: true })).toEqual([...ordered].reverse());
      });

      it("by default ascending, and from the other end when descending", async () => {
        await fill(["B", "A", "C"]);
        expect(await inRange({})).toEqual(["A", "B", "C"]);
        expect(await inRange({ descending: true })).toEqual(["C", "B", "A"]);
        expect(await inRange({ descending: true, limit: 1 })).toEqual(["C", "B", "A"]);
      });

      it.each`
        beginsWith        | found                            | because
        ${"A#"}           | ${["A#", "A#1", "A#10", "A#2"]}  | ${"the prefix itself counts"}
        ${"A#1"}          | ${["A#1", "A#10"]}               | ${"a prefix knows no numbers"}
        ${"汉"}           | ${["汉", "汉字"]}                | ${"a prefix of three bytes"}
        ${"\uD7FF"}       | ${["\uD7FF"]}                    | ${"the next character is a surrogate"}
        ${"\u0000"}       | ${["\u0000", "\u0000a"]}         | ${"the first character there is"}
        ${"👍"}           | ${["👍", "👍🏽"]}                  | ${"a character beyond 16 bits"}
        ${"\u{10FFFF}"}   | ${["\u{10FFFF}", "\u{10FFFF}a"]} | ${"the last character there is"}
        ${"A#\u{10FFFF}"} | ${[]}                            | ${"a prefix that ends with it"}
        ${"a%"}           | ${[]}                            | ${"nothing is a wildcard"}
        ${"_"}            | ${[]}                            | ${"nothing is a wildcard"}
        ${""}             | ${ordered}                       | ${"everything begins with nothing"}
      `("that begins with $beginsWith: $because", async ({ beginsWith, found }) => {
        await fill(ordered);
        expect(await inRange({ sk: { beginsWith } })).toEqual(found);
        expect(await inRange({ sk: { beginsWith }, descending: true, limit: 2 })).toEqual([...found].reverse());
      });

      it.each`
        from        | to          | found                         | because
        ${"A#1"}    | ${"A#2"}    | ${["A#1", "A#10", "A#2"]}     | ${"both ends count"}
        ${"A#0"}    | ${"A#11"}   | ${["A#1", "A#10"]}            | ${"ends need not be there"}
        ${"B"}      | ${"B"}      | ${["B"]}                      | ${"a range may be one key"}
        ${"B"}      | ${"A"}      | ${[]}                         | ${"a range that ends before it begins is empty"}
        ${"\uFFFD"} | ${"👍"}     | ${["\uFFFD", "👍"]}           | ${"in UTF-16 order this one would be empty"}
        ${"👍"}     | ${"\uFFFD"} | ${[]}                         | ${"and this one not"}
        ${""}       | ${" "}      | ${["\u0000", "\u0000a", " "]} | ${"from the beginning"}
        ${""}       | ${""}       | ${[]}                         | ${"no key is empty"}
      `("from $from to $to: $because", async ({ from, to, found }) => {
        await fill(ordered);
        expect(await inRange({ sk: { from, to } })).toEqual(found);
        expect(await inRange({ sk: { from, to }, descending: true, limit: 2 })).toEqual([...found].reverse());
      });
    });

    describe("pages lead to the end without loss or doubles", () => {
      const sks = Array.from({ length: 1_000 }, (_, at) => `M#${String(at).padStart(4, "0")}`);
      const fill = async () => {
        for (let at = 0; at < sks.length; at += LIMITS.rowsPerWrite) {
          const group = sks.slice(at, at + LIMITS.rowsPerWrite);
          await table.write(
            group.map((sk) => aPut(sk, { journalPk: pk, journalSk: `T#${sk.slice(2, 5)}` })),
            `w-${at}`,
          );
        }
      };

      it("through a partition of 1,000", async () => {
        await fill();
        for (const query of [
          {},
          { limit: 999 },
          { limit: 1_000 },
          { limit: 1_001 },
          { limit: 333, descending: true },
        ]) {
          const found = (await everything(table, { pk, ...query })).map(skOf);
          expect(found).toEqual(query.descending ? [...sks].reverse() : sks);
        }
      });

      it("through an index in which ten items have the same sk", async () => {
        await fill();
        for (const query of [{ limit: 7 }, { limit: 333, descending: true }, {}]) {
          const found = (await everything(table, { index: "journal", pk, ...query })).map(skOf);
          expect([...found].sort()).toEqual(sks);
          const times = found.map((sk) => sk.slice(2, 5));
          expect(times).toEqual(query.descending ? [...times].sort().reverse() : [...times].sort());
        }
      });

      it("as a hint, for half the price", async () => {
        await table.write([aPut("A"), aPut("B")], "w1");
        const hint = async () => (await everything(table, { pk, how: "hint", limit: 1 })).map(skOf);
        await expect.poll(hint).toEqual(["A", "B"]);
      });

      it("with at most `limit` items a page", async () => {
        await table.write(
          ["A", "B", "C"].map((sk) => aPut(sk)),
          "w1",
        );
        const first = await table.query({ pk, limit: 2 });
        expect(first.items.map(skOf)).toEqual(["A", "B"]);
        const second = await table.query({
          pk,
          limit: 2,
          after: String(first.after),
        });
        expect(second.items.map(skOf)).toEqual(["C"]);
        expect(second.after).toBeUndefined();
      });

      it("when items are large", async () => {
        for (const sk of ["A", "B", "C", "D"]) await table.write([aPut(sk, { text: "汉".repeat(130_000) })], "w1");
        expect((await everything(table, { pk })).map(skOf)).toEqual(["A", "B", "C", "D"]);
      });

      it("when items come and go meanwhile", async () => {
        await table.write(
          ["A", "C", "E"].map((sk) => aPut(sk, { openPk: pk, openSk: sk })),
          "w1",
        );
        const first = await table.query({ index: "open", pk, limit: 2 });
        await table.write([aPut("C"), aPut("D", { openPk: pk, openSk: "D" })], "w2");
        const second = await table.query({
          index: "open",
          pk,
          limit: 2,
          after: String(first.after),
        });
        expect([...first.items, ...second.items].map(skOf)).toEqual(["A", "C", "D", "E"]);
      });

      it("of one's own partition only: `after` of another query does not lead there", async () => {
        const theirs = `${pk}#theirs`;
        const put = (sk: string): Row => ({
          put: { pk: theirs, sk, schema: 1 },
          when: "any",
        });
        await table.write([put("A"), put("B"), aPut("A"), aPut("B")], "w1");
        const { after } = await table.query({ pk: theirs, limit: 1 });
        expect((await table.query({ pk, after: String(after) })).items).toEqual([stored("B", "w1")]);
      });

      it("and what is no `after` is refused", async () => {
        await expect(table.query({ pk, after: "nonsense" })).rejects.toThrow();
      });
    });

    describe("an item is in an index while it has the index's pair", () => {
      const inIndex = async (index: "open" | "board" | "waiting" | "journal") =>
        (await table.query({ index, pk })).items;

      it.each`
        attributes                          | there    | because
        ${{ boardPk: true, boardSk: true }} | ${true}  | ${"it has the pair"}
        ${{}}                               | ${false} | ${"it has no pair"}
        ${{ boardPk: true }}                | ${false} | ${"half a pair is none"}
        ${{ boardSk: true }}                | ${false} | ${"half a pair is none"}
        ${{ openPk: true, openSk: true }}   | ${false} | ${"it is in another"}
      `("$attributes: $because", async ({ attributes, there }) => {
        const named = Object.fromEntries(
          Object.keys(attributes).map((name) => [name, name.endsWith("Pk") ? pk : "UNIT#a"]),
        );
        await table.write([aPut("A", named)], "w1");
        expect((await inIndex("board")).map(skOf)).toEqual(there ? ["A"] : []);
        expect(await table.get(key("A"))).toEqual(stored("A", "w1", named));
      });

      it("it leaves with the pair, and moves with it", async () => {
        await table.write(
          [aPut("A", { openPk: pk, openSk: "2024-04#UNIT#a" }), aPut("B", { openPk: pk, openSk: "2024-04#UNIT#b" })],
          "w1",
        );
        await table.write([aPut("A")], "w2");
        expect((await inIndex("open")).map(skOf)).toEqual(["B"]);
        await table.write(
          [aPut("A", { openPk: `${pk}#else`, openSk: "x" }), aPut("B", { openPk: pk, openSk: "2024-05#UNIT#b" })],
          "w3",
        );
        expect((await inIndex("open")).map((item) => item.openSk)).toEqual(["2024-05#UNIT#b"]);
        expect((await table.query({ index: "open", pk: `${pk}#else` })).items.map(skOf)).toEqual(["A"]);
      });

      it("and may be in several at once, each with its own order", async () => {
        await table.write(
          [
            aPut("A", { openPk: pk, openSk: "1", boardPk: pk, boardSk: "2" }),
            aPut("B", { openPk: pk, openSk: "2", boardPk: pk, boardSk: "1" }),
          ],
          "w1",
        );
        expect((await inIndex("open")).map(skOf)).toEqual(["A", "B"]);
        expect((await inIndex("board")).map(skOf)).toEqual(["B", "A"]);
      });

      it("a range is one of the index's sk", async () => {
        await table.write(
          ["1", "2", "3"].map((at) => aPut(`M#${at}`, { waitingPk: pk, waitingSk: `2024-05-0${at}` })),
          "w1",
        );
        const query = (sk: Query["sk"]) =>
          table.query({ index: "waiting", pk, sk }).then(({ items }) => items.map(skOf));
        expect(await query({ from: "2024-05-02", to: "2024-05-03" })).toEqual(["M#2", "M#3"]);
        expect(await query({ beginsWith: "2024-05-01" })).toEqual(["M#1"]);
        expect(await query({ beginsWith: "M#" })).toEqual([]);
      });
    });

    describe("an index gives what it projects", () => {
      const attributes = {
        events: "开启",
        unit: "shuiwu",
        told: "opening",
        line: "催报",
        standing: "missing",
        text: "全文",
        expiresAt: after(NOON, MINUTE_MS),
      };
      it.each`
        index        | named               | because
        ${"open"}    | ${["unit", "told"]} | ${"by what it is due"}
        ${"board"}   | ${["standing"]}     | ${"what stands on the board"}
        ${"waiting"} | ${["events"]}       | ${"what is to be told"}
        ${"journal"} | ${["line"]}         | ${"a line to show"}
      `("$index: $because", async ({ index, named }) => {
        const pairs = {
          openPk: pk,
          openSk: "o",
          boardPk: pk,
          boardSk: "b",
          waitingPk: pk,
          waitingSk: "w",
          journalPk: pk,
          journalSk: "j",
        };
        const item = stored("A", "w1", { ...attributes, ...pairs });
        await table.write([aPut("A", { ...attributes, ...pairs })], "w1");
        const names = ["pk", "sk", `${index}Pk`, `${index}Sk`, "expiresAt", ...(Array.isArray(named) ? named : [])];
        const held = Object.fromEntries(names.map((name) => [name, item[name]]));
        expect((await table.query({ index, pk })).items).toEqual([held]);
      });

      it("nothing for what the item does not have", async () => {
        await table.write([aPut("A", { journalPk: pk, journalSk: "j" })], "w1");
        const { version, schema, ...held } = stored("A", "w1", { journalPk: pk, journalSk: "j" });
        expect((await table.query({ index: "journal", pk })).items).toStrictEqual([held]);
      });
    });

    describe("after `expiresAt` an item is as if it were not there", () => {
      const EXPIRES = after(NOON, 15 * MINUTE_MS);
      const session = (): NewItem => ({
        ...key("SESSION#1"),
        schema: 1,
        expiresAt: EXPIRES,
        openPk: pk,
        openSk: "s",
      });
      const seen = async () => [
        (await table.get(key("SESSION#1"))) !== undefined,
        (await table.query({ pk })).items.length > 0,
        (await table.query({ index: "open", pk })).items.length > 0,
      ];

      it.each`
        at                                       | there    | because
        ${NOON}                                  | ${true}  | ${"it has a quarter of an hour"}
        ${EXPIRES}                               | ${true}  | ${"the instant itself is not after it"}
        ${after(EXPIRES, 1)}                     | ${false} | ${"a millisecond after it"}
        ${after(NOON, 30 * 24 * 60 * MINUTE_MS)} | ${false} | ${"a month after it"}
      `("read at $at, there: $there, $because", async ({ at, there }) => {
        await table.write([{ put: session(), when: "absent" }], "w1");
        now = at;
        expect(await seen()).toEqual([there, there, there]);
      });

      it.each`
        at                   | when                 | holds    | because
        ${EXPIRES}           | ${"absent"}          | ${false} | ${"it is there"}
        ${EXPIRES}           | ${{ version: "w1" }} | ${true}  | ${"it is there"}
        ${after(EXPIRES, 1)} | ${"absent"}          | ${true}  | ${"it is gone"}
        ${after(EXPIRES, 1)} | ${{ version: "w1" }} | ${false} | ${"it is gone, and its version with it"}
      `("a condition $when at $at holds: $holds, $because", async ({ at, when, holds }) => {
        await table.write([{ put: session(), when: "absent" }], "w1");
        now = at;
        const rows: Row[][] = [
          [{ check: key("SESSION#1"), when }, aPut("A")],
          [aPut("SESSION#1", { renewed: true }, when), aPut("B")],
        ];
        for (const group of rows) {
          const writing = table.write(group, `w-${group.length}`);
          if (holds) await writing;
          else
            await expect(writing).rejects.toMatchObject({
              name: "Conflict",
              keys: [key("SESSION#1")],
            });
        }
        if (holds)
          expect(await table.get(key("SESSION#1"))).toMatchObject({
            renewed: true,
          });
      });

      it("a new one takes the place of an expired one", async () => {
        await table.write([{ put: session(), when: "absent" }], "w1");
        now = after(EXPIRES, 1);
        await table.write(
          [
            {
              put: { ...session(), expiresAt: after(now, MINUTE_MS) },
              when: "absent",
            },
          ],
          "w2",
        );
        expect(await seen()).toEqual([true, true, true]);
      });

      it("pages go past expired items", async () => {
        const put = (sk: string, expiresAt?: Instant): Row => aPut(sk, { expiresAt });
        await table.write([put("A", EXPIRES), put("B", EXPIRES), put("C"), put("D", EXPIRES), put("E")], "w1");
        now = after(EXPIRES, 1);
        expect((await everything(table, { pk, limit: 1 })).map(skOf)).toEqual(["C", "E"]);
      });

      it("an `expiresAt` that is no instant is refused", async () => {
        await expect(table.write([aPut("A", { expiresAt: "tomorrow" })], "w1")).rejects.toThrow();
        expect(await table.get(key("A"))).toBeUndefined();
      });
    });
  });
}

/** All pages of a query. */
export async function everything(table: Table, query: Query): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page: Awaited<ReturnType<Table["query"]>> = await table.query({
      ...query,
      ...(after && { after }),
    });
    if (query.limit) expect(page.items.length).toBeLessThanOrEqual(query.limit);
    items.push(...page.items);
    after = page.after;
  } while (after);
  return items;
}
