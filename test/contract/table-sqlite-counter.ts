/** A process of its own that counts one up so many times in a SQLite file: `node table-sqlite-counter.ts PATH NAME TIMES`. */

import { Conflict } from "../../functions/adapters/table.ts";
import { sqliteTable } from "../../functions/adapters/table-sqlite.ts";
import { instant } from "../../functions/core/day.ts";

const [path = "", name = "", times = "0"] = process.argv.slice(2);
const table = sqliteTable(path, () => instant("2024-04-29T04:00:00Z"));
const key = { pk: "P", sk: "COUNT" };
for (let done = 0; done < Number(times); ) {
  const before = await table.get(key);
  const put = { ...key, schema: 1, count: Number(before?.count ?? 0) + 1 };
  try {
    await table.write([{ put, when: before ? { version: before.version } : "absent" }], `${name}-${done}`);
    done++;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}
table.close();
