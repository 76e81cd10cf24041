import type { Contact, Directory, Mailbox, Unit } from "./directory.ts";
import type { DutyKey } from "./duty.ts";
import type { HeldReason } from "./submission.ts";

/** What a mail shows about whose answer it is. */
export interface Evidence {
  from: Mailbox | undefined;
  /** DMARC pass, or the office's own server vouches for the sender. */
  authentic: boolean;
  /** Duties of the message whose token the mail carries; `unknown` when the token is none of ours. */
  byToken: readonly DutyKey[] | "unknown" | undefined;
  /** Duties of the message that it answers, by its thread. */
  byThread: readonly DutyKey[] | undefined;
  /** Open duties of the units that the sender speaks for. */
  bySender: readonly DutyKey[];
}

export type Placing =
  | { duties: readonly DutyKey[]; by: "token" | "thread" | "sender" }
  | { held: HeldReason; duties: readonly DutyKey[] };

/**
 * Whose answer a mail is.
 *
 * @rule RP-2 of the duty its token names; else the thread's; else the sender's only open duty; else it is held
 * @rule RP-3 only from a contact of the unit, and authentic; otherwise held
 * @rule RP-7 whoever is no contact has no duty that an answer could go out for
 */
export function placing(evidence: Evidence, directory: Directory): Placing {
  const { from, authentic, byToken, byThread, bySender } = evidence;
  const named = byToken === "unknown" ? byThread : (byToken ?? byThread);
  const spoken = new Set(unitsOf(from, directory).map(({ id }) => id));
  if (!from || spoken.size === 0) return { held: "stranger", duties: named ?? [] };
  if (!authentic) return { held: "not-authentic", duties: named ?? bySender };
  if (named?.length) {
    const own = named.filter(({ unit }) => spoken.has(unit));
    return own.length > 0
      ? { duties: own, by: named === byToken ? "token" : "thread" }
      : { held: "other-unit", duties: named };
  }
  if (byToken === "unknown") return { held: "unknown-token", duties: bySender };
  if (bySender.length === 1) return { duties: bySender, by: "sender" };
  return {
    held: bySender.length === 0 ? "no-duty" : "several-duties",
    duties: bySender,
  };
}

/** The units that a mailbox speaks for. */
export const unitsOf = (mail: Mailbox | undefined, directory: Directory): Unit[] =>
  mail
    ? (speakers(directory)
        .get(mail)
        ?.map(({ unit }) => unit) ?? [])
    : [];

export const contactOf = (mail: Mailbox, directory: Directory): Contact | undefined =>
  speakers(directory).get(mail)?.[0]?.contact;

interface Speaker {
  unit: Unit;
  contact: Contact;
}

/** Directories are read whole and never changed: each is sorted by mailbox once. */
const sorted = new WeakMap<Directory, ReadonlyMap<Mailbox, Speaker[]>>();
function speakers(directory: Directory): ReadonlyMap<Mailbox, Speaker[]> {
  const known = sorted.get(directory);
  if (known) return known;
  const byMail = new Map<Mailbox, Speaker[]>();
  for (const unit of directory.units)
    for (const contact of unit.contacts)
      for (const mail of new Set([contact.mail, contact.alternate]))
        if (mail && !byMail.get(mail)?.some((each) => each.unit === unit))
          byMail.set(mail, [...(byMail.get(mail) ?? []), { unit, contact }]);
  sorted.set(directory, byMail);
  return byMail;
}
