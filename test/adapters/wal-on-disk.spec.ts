import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { walOnDisk } from "../../functions/adapters/wal-on-disk.ts";

/** A disk that is done with a flush when the test says so. */
function slowDisk() {
  const folder = mkdtempSync(join(tmpdir(), "duban-wal-"));
  const path = join(folder, "some.db");
  const db = new DatabaseSync(path);
  db.exec("PRAGMA journal_mode = WAL; CREATE TABLE things (name TEXT)");
  const flushes: PromiseWithResolvers<void>[] = [];
  const onDisk = walOnDisk(path, () => {
    const flush = Promise.withResolvers<void>();
    flushes.push(flush);
    return flush.promise;
  });
  onTestFinished(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });
  const answered: string[] = [];
  const ask = (name: string): Promise<void> =>
    onDisk.settled().then(
      () => void answered.push(name),
      () => void answered.push(`${name} not`),
    );
  return { ask, answered, flushes, turn: () => new Promise(setImmediate) };
}

describe("what is answered as written is on disk", () => {
  it("nothing is answered before the disk is done with a flush that began after it was asked", async () => {
    const { ask, answered, flushes, turn } = slowDisk();
    const first = ask("first");
    await turn();
    const others = [ask("second"), ask("third")];
    await turn();
    expect({ answered, flushes: flushes.length }).toEqual({ answered: [], flushes: 1 });
    flushes[0]?.resolve();
    await first;
    await turn();
    expect({ answered, flushes: flushes.length }).toEqual({ answered: ["first"], flushes: 2 });
    flushes[1]?.resolve();
    await Promise.all(others);
    expect({ answered, flushes: flushes.length }).toEqual({ answered: ["first", "second", "third"], flushes: 2 });
  });

  it("a disk that failed once is not believed again", async () => {
    const { ask, answered, flushes, turn } = slowDisk();
    const first = ask("first");
    await turn();
    flushes[0]?.reject(new Error("EIO"));
    await first;
    await ask("second");
    expect({ answered, flushes: flushes.length }).toEqual({ answered: ["first not", "second not"], flushes: 1 });
  });
});
