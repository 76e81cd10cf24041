import { vouchesFor } from "../core/authentication-results.ts";
import { placeAfter } from "../core/inbox-place.ts";
import type { Inbox, InboxMail, Ports } from "./ports.ts";
import { receiveMail } from "./receive-mail.ts";

/** So many mails that cannot be dealt with are the fault of something else: fetching stops until they can. */
const MOST_LEFT = 100;

/**
 * Takes what is new in the office's own mailbox, one mail after another. What cannot be dealt with is left for the next
 * time and does not hold up the others; then fails with the first failure, so that it reaches the alarm. Rules RP-1, RP-8.
 */
export async function fetchMail(ports: Ports): Promise<{ fetched: number }> {
  const { inbox, store } = ports;
  if (!inbox) return { fetched: 0 };
  const since = await store.inboxPlace(inbox.name);
  const failures: unknown[] = [];
  let fetched = 0;
  for await (const mail of inbox.mails(since)) {
    const failed = await ("problem" in mail ? Promise.reject(mail.problem) : dealWith(mail, inbox, ports)).then(
      () => [],
      (problem: unknown) => [problem],
    );
    failures.push(...failed);
    fetched += 1 - failed.length;
    await store.change(async (changes) => {
      const before = await store.inboxPlace(inbox.name);
      if (before && before.uidValidity !== mail.uidValidity && before.uidValidity !== since?.uidValidity)
        throw new Error("the mailbox was numbered anew while it was fetched: the next fetch begins anew");
      changes.inboxPlace({ ...placeAfter(mail, failed.length === 0, inbox.name, before), version: before?.version });
    });
    if (failures.length >= MOST_LEFT) break;
  }
  if (failures.length > 0) throw failures[0];
  return { fetched };
}

async function dealWith({ raw, at, bytes }: InboxMail, { authservId }: Inbox, ports: Ports): Promise<void> {
  const head = headOf(raw);
  const { headers, from, returnPath } = await ports.mails.read(head);
  const results = topmostResults(head);
  await receiveMail(
    {
      raw,
      at,
      sender: returnPath ?? from.address,
      recipients: DELIVERED.flatMap((name) => headers.get(name) ?? []).map((address) =>
        address.replace(/[<>\s]/gu, ""),
      ),
      authentic: Boolean(authservId && vouchesFor(results, from.address, authservId)),
      stays: true,
      isCut: raw.length < bytes,
    },
    ports,
  );
}

/** Where servers write down to whom they delivered. */
const DELIVERED = ["delivered-to", "x-original-to", "envelope-to"];

/** A mail's headers, so that who vouches for it is seen without parsing the rest. */
function headOf(raw: Uint8Array): Uint8Array {
  const end = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).indexOf("\r\n\r\n");
  return end < 0 ? raw : raw.subarray(0, end + 4);
}

/** Unfolded; encoded words are left as they are, so that nothing in them becomes a result. */
const topmostResults = (head: Uint8Array): string =>
  /^authentication-results:(.*(?:\r\n[ \t].*)*)/im
    .exec(Buffer.from(head).toString("latin1"))?.[1]
    ?.replace(/\r\n/gu, "") ?? "";
