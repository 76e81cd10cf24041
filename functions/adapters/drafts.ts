import type { Mailbox } from "../core/directory.ts";
import { Draft } from "../core/draft.ts";
import type { DutyKey } from "../core/duty.ts";
import type { Stored } from "../workflows/ports.ts";
import { type Kind, readAs } from "./rows.ts";
import type { Key, Table } from "./table.ts";

const keyOf = ({ plan, period, unit }: DutyKey, reader: Mailbox): Key => ({
  pk: `PLAN#${plan}#UNIT#${unit}`,
  sk: `DRAFT#${period}#${reader}`,
});

/** The item goes of itself at its `expiresAt`. */
export const DRAFTS: Kind<Draft> = {
  schema: 1,
  shape: Draft,
  key: (draft) => keyOf(draft, draft.reader),
  indexes: () => ({}),
};

/** AP-22  What has a person typed into a form and not sent? Key: PLAN#p#UNIT#u / DRAFT#2024-04#<mailbox>, one read. Asks: forms. */
export async function draftOf(table: Table, key: DutyKey, reader: Mailbox): Promise<Stored<Draft> | undefined> {
  const item = await table.get(keyOf(key, reader));
  return item && readAs(DRAFTS, item);
}
