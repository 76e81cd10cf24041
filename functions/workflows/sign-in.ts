import { type Viewer, viewerOf } from "../core/access.ts";
import { Mailbox } from "../core/directory.ts";
import { newMessage } from "../core/notice.ts";
import type { Plan } from "../core/plan.ts";
import { asked, isUsable, linkExpiry, newSession } from "../core/session.ts";
import type { Ports } from "./ports.ts";

/**
 * Sends a sign-in link to a mailbox of the directory, at once; does nothing for any other, and nothing too often. Whoever asks
 * is not told which. Rule AC-4
 *
 * @param id    names the asking; its link's token is derived from it
 * @param from  network address from which it is asked
 * @param back  the page of ours that was wanted
 */
export async function askForLink(
  { mail: given, from, id, back }: { mail: string; from: string; id: string; back: string },
  plan: Plan,
  ports: Ports,
): Promise<void> {
  const { store, keys } = ports;
  const at = ports.now();
  const mail = Mailbox.safeParse(given.trim()).data;
  const isKnown = mail !== undefined && viewerOf(mail, await store.directory()) !== undefined;
  const isSent = await store.change(async (changes) => {
    const [byAddress, byMailbox] = await Promise.all([
      store.askings(keys.hash(`address ${from}`)),
      store.askings(keys.hash(`mailbox ${mail ?? ""}`)),
    ]);
    const askings = [asked(byAddress, "address", at), asked(byMailbox, "mailbox", at)];
    if (!askings.every((each) => each !== undefined)) return false;
    for (const each of askings) changes.askings(each);
    if (!isKnown) return false;
    changes.signInLink({ hash: keys.hash(keys.signInToken(id)), mail, expiresAt: linkExpiry(at), usedAt: null, back });
    const key = `sign-in#${id}`;
    const notice = { kind: "sign-in", plan: plan.id, id, until: linkExpiry(at) } as const;
    changes.message(
      newMessage({
        id: keys.messageId(keys.token(key)),
        key,
        to: mail,
        dueAt: at,
        anyHour: true,
        notices: [notice],
      }),
      at,
    );
    return true;
  });
  ports.log({ what: isSent ? "sign-in link sent" : "sign-in link refused" });
}

/** A link for whoever runs the deployment to hand over. @returns its token; undefined when the mailbox is nobody's */
export async function newLink(mail: Mailbox, id: string, { store, keys, now }: Ports): Promise<string | undefined> {
  if (!viewerOf(mail, await store.directory())) return undefined;
  const token = keys.signInToken(id);
  const link = { hash: keys.hash(token), mail, expiresAt: linkExpiry(now()), usedAt: null };
  await store.change(async (changes) => changes.signInLink(link));
  return token;
}

/** The mailbox that a link lets in, without using it up; undefined when it is used, too old, or none of ours. */
export async function linkOpened(token: string, ports: Ports): Promise<Mailbox | undefined> {
  const link = await ports.store.signInLink(ports.keys.hash(token));
  return link && isUsable(link, ports.now()) ? link.mail : undefined;
}

/** Uses a link up. @param secret  what the browser's cookie will hold. @returns the page that was wanted; undefined when nobody is signed in */
export async function signIn(token: string, secret: string, ports: Ports): Promise<string | undefined> {
  const { store, keys } = ports;
  const at = ports.now();
  const back = await store.change(async (changes) => {
    const link = await store.signInLink(keys.hash(token));
    if (!link || !isUsable(link, at)) return undefined;
    changes.signInLink({ ...link, usedAt: at });
    changes.session(newSession(keys.hash(secret), link.mail, at));
    return link.back ?? "/";
  });
  ports.log({ what: back ? "signed in" : "sign-in refused" });
  return back;
}

/** Who is signed in with a cookie; undefined when the session is over, or its mailbox is in the directory no more. Rule AC-3 */
export async function viewerIn(secret: string, { store, keys, now }: Ports): Promise<Viewer | undefined> {
  const session = await store.session(keys.hash(secret));
  return session && now() < session.expiresAt ? viewerOf(session.mail, await store.directory()) : undefined;
}

/** Ends a session; what is over stays so. */
export const signOut = (secret: string, { store, keys, now }: Ports): Promise<void> =>
  store.change(async (changes) => {
    const session = await store.session(keys.hash(secret));
    if (session) changes.session({ ...session, expiresAt: now() });
  });
