import { type FetchMessageObject, ImapFlow } from "imapflow";
import { type Instant, toInstant } from "../core/day.ts";
import { type InboxPlace, isToFetch } from "../core/inbox-place.ts";
import { type Inbox, InboxUnreachable } from "../workflows/ports.ts";
import { isThisMachine, type MailServer, mailServer, serverProblem } from "./mail-server.ts";

/** What SES takes at most, and so do we. */
const MAX_BYTES = 40 * 1024 * 1024;
/** Of a larger mail only so much: its headers, and how it begins. */
const BEGINNING_BYTES = 256 * 1024;

export interface ImapMailbox extends MailServer {
  /** `INBOX`. */
  mailbox: string;
  authservId?: string;
}

/**
 * @param text  `imaps://user:password@mail.example/INBOX`; `imap://` is upgraded by STARTTLS
 * @throws NoMailServer
 */
export function imapMailbox(text: string, where: string, authservId: string | undefined): ImapMailbox {
  const { path, ...server } = mailServer(text, "收信", where);
  return { ...server, mailbox: path || "INBOX", ...(authservId && { authservId }) };
}

/**
 * The office's own mailbox, over IMAP. It is opened to be read only, and no mail is marked as seen; one mail is in memory at
 * a time.
 */
export const imapInbox = (server: ImapMailbox): Inbox => ({
  name: `${server.user ?? ""}@${server.host}/${server.mailbox}`,
  ...(server.authservId && { authservId: server.authservId }),
  async *mails(since) {
    const client = clientOf(server);
    try {
      await client.connect();
      const { uidValidity, exists } = await client.mailboxOpen(server.mailbox, { readOnly: true });
      for (const listed of exists > 0 ? await newIn(client, String(uidValidity), since) : []) {
        const number = { uidValidity: String(uidValidity), uid: listed.uid };
        const mail = await mailOf(client, listed).catch((problem: unknown) => ({ problem }));
        if (mail) yield { ...number, ...mail };
        // on a line that is up the others can be had
        if (mail && "problem" in mail && !client.usable) throw mail.problem;
      }
    } catch (problem) {
      throw new InboxUnreachable(problemOf(problem, server), problem);
    } finally {
      client.close();
    }
  },
});

function clientOf({ host, port, secure, user = "", password = "" }: ImapMailbox): ImapFlow {
  const client = new ImapFlow({
    host,
    port,
    secure,
    ...(!secure && { doSTARTTLS: !isThisMachine(host) }),
    auth: { user, pass: password },
    // NetEase opens no mailbox for a client that does not say what it is
    clientInfo: { name: "duban", version: "0.1.0" },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 30_000,
    socketTimeout: 60_000,
    maxLiteralSize: 2 * MAX_BYTES,
  });
  // a line that breaks fails the command that is under way, which tells of it
  client.on("error", () => {});
  return client;
}

/** What is to be fetched: all that came after, then those left before. */
async function newIn(
  client: ImapFlow,
  uidValidity: string,
  since: InboxPlace | undefined,
): Promise<FetchMessageObject[]> {
  const known = since?.uidValidity === uidValidity ? since : undefined;
  const range = [...(known?.left ?? []), `${(known?.uid ?? 0) + 1}:*`].join(",");
  // `n:*` names the last mail even when its number is below n
  const listed = await client.fetchAll(range, { uid: true, size: true }, { uid: true });
  const wanted = listed.filter(({ uid }) => isToFetch({ uidValidity, uid }, known)).toSorted((a, b) => a.uid - b.uid);
  const wasLeft = ({ uid }: FetchMessageObject): boolean => known?.left.includes(uid) ?? false;
  return [...wanted.filter((each) => !wasLeft(each)), ...wanted.filter(wasLeft)];
}

/** Undefined when somebody has deleted it meanwhile. */
async function mailOf(
  client: ImapFlow,
  { uid, size = 0 }: FetchMessageObject,
): Promise<{ at: Instant; raw: Uint8Array; bytes: number } | undefined> {
  const part = size > MAX_BYTES ? { start: 0, maxLength: BEGINNING_BYTES } : true;
  const fetched = await client.fetchOne(String(uid), { source: part, internalDate: true }, { uid: true });
  if (!fetched) return undefined;
  const { source, internalDate } = fetched;
  const arrivedMs = new Date(internalDate ?? Number.NaN).getTime();
  if (!source || Number.isNaN(arrivedMs)) throw new Error(`the server gave mail ${uid} without its text or its time`);
  return { at: toInstant(arrivedMs), raw: source, bytes: part === true ? source.length : size };
}

function problemOf(problem: unknown, server: ImapMailbox): string {
  if (problem instanceof Error && "mailboxMissing" in problem && problem.mailboxMissing)
    return `收信服务器 ${server.host} 上没有“${server.mailbox}”这个文件夹。请核对地址末尾的文件夹名（一般是 INBOX）。`;
  return serverProblem(problem, server, "收信");
}
