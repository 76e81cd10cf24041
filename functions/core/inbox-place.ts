import { z } from "zod";

/** How far a mailbox of the office's own server has been fetched. */
export const InboxPlace = z.object({
  /** Names the mailbox. */
  inbox: z.string(),
  /** UIDVALIDITY: under which numbering. A server that numbers anew says another. */
  uidValidity: z.string(),
  /** All up to it have been dealt with, but for those in `left`. */
  uid: z.int(),
  /** Could not be dealt with, and are tried again each time. */
  left: z.array(z.int()),
});
export type InboxPlace = z.infer<typeof InboxPlace>;

/** A mail's number in its mailbox. */
export type InboxNumber = Pick<InboxPlace, "uidValidity" | "uid">;

/** Whether a mail is still to be fetched: all are, where nothing is known of their numbering. */
export const isToFetch = ({ uidValidity, uid }: InboxNumber, place: InboxPlace | undefined): boolean =>
  place?.uidValidity !== uidValidity || uid > place.uid || place.left.includes(uid);

/**
 * How far the mailbox has been fetched after one more mail, in whatever order two who fetch at once come to it.
 *
 * @rule RP-8 fetched until it has been dealt with
 */
export function placeAfter(
  { uidValidity, uid }: InboxNumber,
  dealtWith: boolean,
  inbox: string,
  before: InboxPlace | undefined,
): InboxPlace {
  const known = before?.uidValidity === uidValidity ? before : { uid: 0, left: [] };
  const left = known.left.filter((each) => each !== uid);
  return { inbox, uidValidity, uid: Math.max(known.uid, uid), left: dealtWith ? left : [...left, uid] };
}
