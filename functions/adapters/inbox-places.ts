import { InboxPlace } from "../core/inbox-place.ts";
import type { Stored } from "../workflows/ports.ts";
import { type Kind, readAs } from "./rows.ts";
import type { Key, Table } from "./table.ts";

const keyOf = (inbox: string): Key => ({ pk: "DEPLOYMENT", sk: `INBOX#${inbox}` });

export const INBOX_PLACES: Kind<InboxPlace> = {
  schema: 1,
  shape: InboxPlace,
  key: ({ inbox }) => keyOf(inbox),
  indexes: () => ({}),
};

/** AP-20  How far has a mailbox been fetched? Key: DEPLOYMENT / INBOX#name, one read. Asks: fetch-mail, before and after each mail. */
export async function inboxPlaceOf(table: Table, inbox: string): Promise<Stored<InboxPlace> | undefined> {
  const item = await table.get(keyOf(inbox));
  return item && readAs(INBOX_PLACES, item);
}
