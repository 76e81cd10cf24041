import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqliteTable } from "../../functions/adapters/table-sqlite.ts";
import { after, type Instant, instant } from "../../functions/core/day.ts";
import { describeStore } from "./store.ts";
import { describeTable } from "./table.ts";
import { answersTo, plainTable, steps, turned } from "./table-steps.ts";

const NOON = instant("2024-04-29T04:00:00Z"); // a Monday
const noon = () => NOON;
const DAY_MS = 24 * 60 * 60 * 1000;
const run = promisify(execFile);
const KEY = { pk: "P", sk: "A" };

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "table-"));
});
afterAll(() => rmSync(directory, { recursive: true }));
const fileNamed = (name: string) => join(directory, name);

describeTable("SQLite in memory", async (now) => {
  const table = sqliteTable(":memory:", now);
  return { table, other: table, close: () => table.close() };
});

describeTable("SQLite in a file, by two connections", async (now) => {
  const [table, other] = [sqliteTable(fileNamed("contract.db"), now), sqliteTable(fileNamed("contract.db"), now)];
  return {
    table,
    other,
    close() {
      table.close();
      other.close();
    },
  };
});

describe("a SQLite file", () => {
  const withTable = async <T>(name: string, use: (table: ReturnType<typeof sqliteTable>) => Promise<T>, now = noon) => {
    const table = sqliteTable(fileNamed(name), now);
    try {
      return await use(table);
    } finally {
      table.close();
    }
  };

  it("holds what was written after it is closed and opened again", async () => {
    await withTable("again.db", (table) =>
      table.write(
        [
          {
            put: { ...KEY, schema: 1, openPk: "P", openSk: "A" },
            when: "absent",
          },
        ],
        "w1",
      ),
    );
    await withTable("again.db", async (table) => {
      expect(await table.get(KEY)).toMatchObject({ version: "w1" });
      expect((await table.query({ index: "open", pk: "P" })).items).toHaveLength(1);
    });
  });

  it("is written by several processes at once, and none loses what another wrote", async () => {
    const program = fileURLToPath(new URL("table-sqlite-counter.ts", import.meta.url));
    const counting = ["a", "b", "c"].map((name) =>
      run(process.execPath, [program, fileNamed("processes.db"), name, "100"]),
    );
    await Promise.all(counting);
    expect(await withTable("processes.db", (table) => table.get({ pk: "P", sk: "COUNT" }))).toMatchObject({
      count: 300,
    });
  }, 60_000);

  it("is closed only when what was asked of it is written", async () => {
    const table = sqliteTable(fileNamed("closing.db"), noon);
    const writing = table.write([{ put: { ...KEY, schema: 1 }, when: "absent" }], "w1");
    table.close();
    await writing;
    expect(await withTable("closing.db", (again) => again.get(KEY))).toMatchObject({ version: "w1" });
  });

  it("keeps its newest writes in a log (WAL), so that readers need not wait for writers", async () => {
    await withTable("modes.db", async () => {
      const db = new DatabaseSync(fileNamed("modes.db"));
      expect(db.prepare("PRAGMA journal_mode").get()).toEqual({
        journal_mode: "wal",
      });
      db.close();
    });
  });

  it("gets an index that it did not have, from the pairs of its items", async () => {
    const pairs = { openPk: "P", openSk: "1", boardPk: "P", boardSk: "1" };
    await withTable("older.db", (table) =>
      table.write([{ put: { ...KEY, schema: 1, ...pairs }, when: "absent" }], "w1"),
    );
    const db = new DatabaseSync(fileNamed("older.db"));
    db.exec("DROP INDEX board; ALTER TABLE items DROP COLUMN boardPk; ALTER TABLE items DROP COLUMN boardSk");
    db.close();
    await withTable("older.db", async (table) => {
      expect((await table.query({ index: "board", pk: "P" })).items).toHaveLength(1);
      expect((await table.query({ index: "open", pk: "P" })).items).toHaveLength(1);
    });
  });

  it("is rid of what expired more than a day ago when something new that expires is written", async () => {
    let now = NOON;
    const session = (sk: string, expiresAt: Instant) => [
      { put: { pk: "P", sk, schema: 1, expiresAt }, when: "absent" } as const,
    ];
    await withTable(
      "expiring.db",
      async (table) => {
        await table.write(session("old", after(NOON, 1)), "w1");
        await table.write(session("older than a day", NOON), "w1");
        now = after(NOON, DAY_MS + 1);
        await table.write(session("new", after(now, DAY_MS)), "w2");
      },
      () => now,
    );
    const db = new DatabaseSync(fileNamed("expiring.db"));
    expect(db.prepare("SELECT sk FROM items ORDER BY sk").all()).toEqual([{ sk: "new" }, { sk: "old" }]);
    db.close();
  });

  it("tells all who wrote together when it cannot be written", async () => {
    await withTable("broken.db", async (table) => {
      const db = new DatabaseSync(fileNamed("broken.db"));
      db.exec(
        "CREATE TRIGGER full BEFORE INSERT ON items WHEN new.sk = 'B' BEGIN SELECT RAISE(ABORT, 'disk full'); END",
      );
      db.close();
      const put = (sk: string) => table.write([{ put: { pk: "P", sk, schema: 1 }, when: "absent" }], "w1");
      expect((await Promise.allSettled([put("A"), put("B")])).map(({ status }) => status)).toEqual([
        "rejected",
        "rejected",
      ]);
      expect(await table.get(KEY)).toBeUndefined();
      await put("A");
      expect(await table.get(KEY)).toMatchObject({ version: "w1" });
    });
  });
});

it("SQLite answers whatever happens as a plain table does", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      let close = () => {};
      const sqlite = turned((now) => {
        const table = sqliteTable(":memory:", now);
        close = table.close;
        return table;
      });
      try {
        expect(await answersTo(taken, sqlite, "P")).toEqual(await answersTo(taken, turned(plainTable), "P"));
      } finally {
        close();
      }
    }),
    { numRuns: 200 },
  );
}, 60_000);

describeStore("SQLite", async () => {
  const table = sqliteTable(":memory:", noon);
  return { table, close: () => table.close() };
});
