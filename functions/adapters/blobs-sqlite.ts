import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { Blobs } from "../workflows/ports.ts";
import { walOnDisk } from "./wal-on-disk.ts";

/**
 * Bytes kept whole in a SQLite file of their own: a group of mails is one commit, not a file and a flush each. Bytes lie in
 * the order they came, in pages of about a mail's size: half the work of pages of 4 KB in the order of names.
 */
export function sqliteBlobs(path: string): Blobs & { close(): void } {
  const database = new DatabaseSync(path, { timeout: 10_000 });
  database.exec(
    "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE IF NOT EXISTS blobs (name TEXT PRIMARY KEY, bytes BLOB NOT NULL)",
  );
  const onDisk = walOnDisk(path);
  const insert = database.prepare("INSERT INTO blobs (name, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING");
  const select = database.prepare("SELECT bytes FROM blobs WHERE name = ?");
  return {
    async put(all) {
      if (all.length === 0) return [];
      const named = all.map((bytes) => ({
        name: createHash("sha256").update(bytes).digest("hex"),
        bytes,
      }));
      database.exec("BEGIN IMMEDIATE");
      try {
        for (const { name, bytes } of named) insert.run(name, bytes);
        database.exec("COMMIT");
      } finally {
        if (database.isTransaction) database.exec("ROLLBACK");
      }
      await onDisk.settled();
      return named.map(({ name }) => name);
    },
    async get(name) {
      const row = select.get(name);
      return row?.bytes instanceof Uint8Array ? row.bytes : undefined;
    },
    close() {
      onDisk.close();
      database.close();
    },
  };
}
