import { createHash } from "node:crypto";
import { closeSync, fdatasync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import type { Blobs } from "../workflows/ports.ts";

/**
 * Bytes kept whole in a SQLite file of their own: a group of mails is one commit, not a file and a flush each. Bytes lie in
 * the order they came, in pages of about a mail's size: half the work of pages of 4 KB in the order of names.
 *
 * A commit appends to the log beside the file (WAL) and does not wait for the disk (synchronous = NORMAL); `put` does, for
 * that log, while other work goes on. What it has answered survives a power cut, as with synchronous = FULL.
 */
export function sqliteBlobs(path: string): Blobs & { close(): void } {
  const database = new DatabaseSync(path, { timeout: 10_000 });
  database.exec(
    "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE IF NOT EXISTS blobs (name TEXT PRIMARY KEY, bytes BLOB NOT NULL)",
  );
  const insert = database.prepare("INSERT INTO blobs (name, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING");
  const select = database.prepare("SELECT bytes FROM blobs WHERE name = ?");
  select.get(""); // opens the log, if nothing was written yet
  const log = openSync(`${path}-wal`, "r");
  return {
    async put(all) {
      if (all.length === 0) return [];
      const named = all.map((bytes) => ({
        name: createHash("sha256").update(bytes).digest("hex"),
        bytes,
      }));
      database.exec("BEGIN IMMEDIATE");
      for (const { name, bytes } of named) insert.run(name, bytes);
      database.exec("COMMIT");
      await flushed(log);
      return named.map(({ name }) => name);
    },
    async get(name) {
      const row = select.get(name);
      return row?.bytes instanceof Uint8Array ? row.bytes : undefined;
    },
    close: () => {
      closeSync(log);
      database.close();
    },
  };
}

const flushed = promisify(fdatasync);
