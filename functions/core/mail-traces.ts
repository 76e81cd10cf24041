import type { ReceivedMail } from "./received-mail.ts";

/** Letters of a token: 26 that mail systems leave alone whatever their case. */
const TOKEN = /[a-km-np-z2-9]{26}/u;

/** What in a mail may name a message of ours. */
export interface MailTraces {
  /** The token in the address it was sent to, or in its subject. */
  token: string | undefined;
  /** Ids of our messages that it answers, nearest first. */
  thread: string[];
}

/** Rule RP-2 where a token is looked for: the address replied to, then the subject; then the thread */
export function tracesOf(
  mail: Pick<ReceivedMail, "to" | "subject" | "inReplyTo" | "references">,
  recipients: readonly string[],
  domain: string,
): MailTraces {
  const addresses = [...recipients, ...mail.to.map(({ address }) => address)].map((address) => address.toLowerCase());
  const addressed = addresses.flatMap((address) =>
    address.endsWith(`@${domain}`) ? (/^report\+([^@]+)@/u.exec(address)?.[1] ?? []) : [],
  );
  const subject = /(?:编号|\[Ref)\s*([A-Za-z0-9]{20,40})/u.exec(mail.subject)?.[1]?.toLowerCase();
  const token = addressed[0] ?? subject;
  const ids = [...mail.inReplyTo, ...mail.references.toReversed()].flatMap((id) =>
    id.endsWith(`@${domain}`) ? id.slice(0, -domain.length - 1) : [],
  );
  return { token, thread: [...new Set(ids)].filter((id) => TOKEN.test(id)) };
}
