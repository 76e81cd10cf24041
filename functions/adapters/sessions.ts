import { toInstant } from "../core/day.ts";
import { Askings, Session, SignInLink } from "../core/session.ts";
import type { Stored } from "../workflows/ports.ts";
import { type Kind, readAs } from "./rows.ts";
import type { Key, Table } from "./table.ts";

const linkKey = (hash: string): Key => ({ pk: `SIGNIN#${hash}`, sk: "SIGNIN" });
const sessionKey = (hash: string): Key => ({ pk: `SESSION#${hash}`, sk: "SESSION" });
const askingsKey = (hash: string): Key => ({ pk: `ASKINGS#${hash}`, sk: "ASKINGS" });

// each goes of itself at its `expiresAt`

export const SIGN_IN_LINKS: Kind<SignInLink> = {
  schema: 1,
  shape: SignInLink,
  key: ({ hash }) => linkKey(hash),
  indexes: () => ({}),
};
export const SESSIONS: Kind<Session> = {
  schema: 1,
  shape: Session,
  key: ({ hash }) => sessionKey(hash),
  indexes: () => ({}),
};
export const ASKINGS: Kind<Askings> = {
  schema: 1,
  shape: Askings,
  key: ({ hash }) => askingsKey(hash),
  indexes: () => ({}),
};

/** AP-31  Whom does a sign-in link let in? Key: SIGNIN#hash / SIGNIN, one read. Asks: sign-in. */
export async function signInLinkOf(table: Table, hash: string): Promise<Stored<SignInLink> | undefined> {
  const item = await table.get(linkKey(hash));
  return item && readAs(SIGN_IN_LINKS, item);
}

/** AP-32  Who is signed in in a browser? Key: SESSION#hash / SESSION, one read. Asks: every page. */
export async function sessionOf(table: Table, hash: string): Promise<Stored<Session> | undefined> {
  const item = await table.get(sessionKey(hash));
  return item && readAs(SESSIONS, item);
}

/** AP-33  How often were sign-in links asked for? Key: ASKINGS#hash / ASKINGS, one read. Asks: sign-in. */
export async function askingsOf(table: Table, hash: string): Promise<Stored<Askings>> {
  const item = await table.get(askingsKey(hash));
  return item ? readAs(ASKINGS, item) : { hash, times: [], expiresAt: toInstant(0) };
}
