import { ContactHealth, failing } from "../core/contact-health.ts";
import { after, type Instant } from "../core/day.ts";
import { Mailbox } from "../core/directory.ts";
import type { Stored } from "../workflows/ports.ts";
import { everyItem } from "./query.ts";
import { type Kind, readAs } from "./rows.ts";
import type { Key, Table } from "./table.ts";

const keyOf = (mail: Mailbox): Key => ({ pk: `CONTACT#${mail}`, sk: "HEALTH" });

export const HEALTH: Kind<ContactHealth> = {
  schema: 1,
  shape: ContactHealth,
  key: ({ mail }) => keyOf(mail),
  indexes: (health) => {
    const how = failing(health);
    return { waitingPk: how && "FAILING", waitingSk: how && `${how}#${health.mail}` };
  },
};

/** AP-35  Does what is sent to a mailbox arrive? Key: CONTACT#<mailbox> / HEALTH, one read. Asks: what was not delivered, preflight, the command line. */
export async function healthOf(table: Table, mail: Mailbox): Promise<Stored<ContactHealth> | undefined> {
  const item = await table.get(keyOf(mail));
  return item && readAs(HEALTH, item);
}

type Failing = Map<Mailbox, "hard" | "soft">;

/** So long one answer counts: a batch of mails follows another. A mailbox that failed since gets one mail more. */
const KNOWN_MS = 60_000;

/** AP-36  Which mailboxes fail, and how? Index waiting, pk = FAILING: what fails, mostly nothing. Asks: deliver and note-delivery once a minute, preflight. */
export function failingReader(table: Table, now: () => Instant): () => Promise<Failing> {
  let known: { until: Instant; found: Promise<Failing> } | undefined;
  return () => {
    if (!known || known.until <= now()) known = { until: after(now(), KNOWN_MS), found: failingOf(table) };
    return known.found;
  };
}

async function failingOf(table: Table): Promise<Failing> {
  const found: Failing = new Map();
  for await (const { waitingSk } of everyItem(table, { index: "waiting", pk: "FAILING" })) {
    const [how, mail] = String(waitingSk).split(/#(.*)/u);
    found.set(Mailbox.parse(mail), how === "hard" ? "hard" : "soft");
  }
  return found;
}
