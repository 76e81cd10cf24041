import { closeSync, fdatasync, openSync } from "node:fs";
import { promisify } from "node:util";

/** Where a SQLite file's commits wait for the disk while the program goes on. */
export interface OnDisk {
  /**
   * Answers when all that was committed before is on disk. Those who ask while the disk is busy wait for it together, once.
   *
   * @throws what the disk said, from then on always: what it has is not known any more
   */
  settled(): Promise<void>;
  close(): void;
}

/**
 * For a database with `journal_mode = WAL` and `synchronous = NORMAL`: SQLite itself then waits for the disk where its file
 * would be damaged otherwise, not at each commit. A commit is on disk when the log is.
 *
 * @param path   of the database, whose log is there as long as it is open; nothing is ever on disk of `:memory:`
 * @param flush  an open file to the disk
 */
export function walOnDisk(path: string, flush: (file: number) => Promise<void> = promisify(fdatasync)): OnDisk {
  if (path === ":memory:") return { settled: async () => {}, close: () => {} };
  const log = openSync(`${path}-wal`, "r+");
  let underWay = Promise.resolve();
  let next: Promise<void> | undefined;
  const settled = (): Promise<void> => {
    next ??= underWay.then(() => {
      next = undefined;
      underWay = flush(log);
      return underWay;
    });
    return next;
  };
  const close = (): void => closeSync(log);
  return { settled, close: () => void settled().then(close, close) };
}
