import { dayAt, type Instant } from "../core/day.ts";
import { Directory } from "../core/directory.ts";
import { DirectoryChange } from "../core/directory-change.ts";
import { directoryOn } from "../core/in-office.ts";
import type { Stored } from "../workflows/ports.ts";
import { largeValues, rowsOfLarge } from "./large.ts";
import { everyItem } from "./query.ts";
import type { Json, Key, NewItem, Row, Table } from "./table.ts";

export const DIRECTORY: Key = { pk: "DEPLOYMENT", sk: "DIRECTORY" };

/** Reads the directory, whole or as it is now in its own zone (RM-11). AP-16. @throws Error when it has not been set */
export function directoryReader(
  table: Table,
  now: () => Instant,
): { whole(): Promise<Stored<Directory>>; today(): Promise<Directory> } {
  const known = largeValues(table, ({ version }, value) => ({ ...Directory.parse(value), version }));
  const whole = async (): Promise<Stored<Directory>> => {
    const value = await known(DIRECTORY);
    if (!value) throw new Error("DIRECTORY has not been set");
    return value;
  };
  return {
    whole,
    today: async () => {
      const directory = await whole();
      return directoryOn(directory, dayAt(now(), directory.zone ?? "UTC"));
    },
  };
}

/** The rows of a directory that is put in place of the one it was made of. */
export function directoryRows({ version, ...directory }: Stored<Directory>): Row[] {
  // what zod gave with JSON leaves is JSON
  return rowsOfLarge({ ...DIRECTORY, schema: 1 }, directory as unknown as Json, version ? { version } : "absent");
}

const LOG = "DIRECTORY#LOG#";

/** @param version  of the write: two changes of one instant are two */
export const directoryLogRow = (change: DirectoryChange, version: string): Row => ({
  put: {
    ...(change as unknown as NewItem), // the same
    pk: "DEPLOYMENT",
    sk: `${LOG}${change.at}#${version}`,
    schema: 1,
  },
  when: "absent",
});

/** AP-37  What was changed in the directory, by whom and why, in order? Key: DEPLOYMENT / DIRECTORY#LOG#<at>#…, pages. Asks: the command line. */
export async function* directoryLog(table: Table): AsyncIterable<DirectoryChange> {
  for await (const { at, by, why, change } of everyItem(table, { pk: "DEPLOYMENT", sk: { beginsWith: LOG } }))
    yield DirectoryChange.parse({ at, by, why, change });
}
