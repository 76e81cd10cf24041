import { z } from "zod";
import { after, epochMs, Instant } from "./day.ts";
import { Mailbox } from "./directory.ts";

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;

/** A link that lets whoever reads a mailbox sign in, known by the hash of its token. */
export const SignInLink = z.object({
  hash: z.string(),
  mail: Mailbox,
  expiresAt: Instant,
  usedAt: Instant.nullable(),
  /** The page of ours that was wanted when it was asked for. */
  back: z.string().optional(),
});
export type SignInLink = z.infer<typeof SignInLink>;

/** Somebody is signed in, in one browser: known by the hash of what its cookie holds. */
export const Session = z.object({ hash: z.string(), mail: Mailbox, since: Instant, expiresAt: Instant });
export type Session = z.infer<typeof Session>;

export const linkExpiry = (askedAt: Instant): Instant => after(askedAt, 10 * MS_PER_MINUTE);

/** Seconds for which a session lasts. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** @rule AC-2 a sign-in link signs in once, within ten minutes, when its button is pressed; opening it uses nothing up */
export const isUsable = ({ usedAt, expiresAt }: SignInLink, at: Instant): boolean => !usedAt && at < expiresAt;

/** @rule AC-3 a session ends after twelve hours, when its person signs out, or when their mailbox leaves the directory */
export const newSession = (hash: string, mail: Mailbox, since: Instant): Session => ({
  hash,
  mail,
  since,
  expiresAt: after(since, SESSION_SECONDS * 1000),
});

/** When sign-in links were asked for from one address, or for one mailbox, by the hash of that. */
export const Askings = z.object({ hash: z.string(), times: z.array(Instant), expiresAt: Instant });
export type Askings = z.infer<typeof Askings>;

/** So many links are sent to one mailbox, and asked for from one address, in an hour. */
const MOST = { mailbox: 5, address: 30 } as const;

/**
 * With one more asking; undefined when there were too many in the hour before.
 *
 * @rule AC-4 asking for a link is answered the same whatever the mailbox; a mailbox gets five in an hour, an address asks for thirty
 */
export function asked<Kept extends Askings>(before: Kept, of: keyof typeof MOST, at: Instant): Kept | undefined {
  const times = before.times.filter((time) => epochMs(at) - epochMs(time) < MS_PER_HOUR);
  return times.length < MOST[of] ? { ...before, times: [...times, at], expiresAt: after(at, MS_PER_HOUR) } : undefined;
}
