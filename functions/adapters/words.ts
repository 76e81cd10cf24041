import MailComposer from "nodemailer/lib/mail-composer";
import { formPath, replyAddress, senderAddress, signInPath } from "../core/addresses.ts";
import { type BotAddress, isBot } from "../core/bot.ts";
import { epochMs } from "../core/day.ts";
import type { Mailbox } from "../core/directory.ts";
import type { DutyKey } from "../core/duty.ts";
import { firstVersions, linksVersion } from "../core/key-versions.ts";
import type { Message } from "../core/notice.ts";
import { formFileName } from "../core/report-form.ts";
import { chatWords } from "../messages/chat.ts";
import { isReplyable, type MessageWords, messageWords } from "../messages/message.ts";
import type { Forms, Keys, MessageFacts, Words } from "../workflows/ports.ts";
import { writeOfficialDocument } from "./official-document.ts";

interface WordsOptions {
  keys: Pick<Keys, "token" | "formToken" | "signInToken">;
  forms: Pick<Forms, "write">;
  /** Of our own addresses. */
  domain: string;
  /** Where the pages are. */
  publicUrl: string;
}

/** Messages as mails, in the language of their plans. The same message and facts give the same bytes (I7). */
export const wordsFor = ({ keys, forms, domain, publicUrl }: WordsOptions): Words => ({
  async compose(message, facts) {
    const { to } = message;
    if (isBot(to)) return copyFor(message, to, facts, domain);
    const formLink = ({ plan, period, unit }: DutyKey, reader: Mailbox): string => {
      const version = linksVersion(facts.keyVersions.get(plan) ?? firstVersions(plan), unit);
      const link = { plan, period, unit, reader, version };
      return publicUrl + formPath(link, keys.formToken(link));
    };
    const signInLink = (id: string): string => publicUrl + signInPath(keys.signInToken(id));
    const words = messageWords({ ...message, to }, facts, { domain, publicUrl, formLink, signInLink });
    const token = keys.token(message.key);
    const subject = isReplyable(message, facts.directory)
      ? `${words.subject} ${words.words.reference(token)}`
      : words.subject;
    const attachments = await Promise.all([
      ...words.forms.map(async (form) => attachment(formFileName(form), XLSX, await forms.write(form))),
      ...words.letters.map(async ({ name, paragraphs, on }) =>
        attachment(name, DOCX, await writeOfficialDocument(paragraphs, on)),
      ),
      ...words.files.map(({ name, content }) => attachment(name, name.endsWith(".docx") ? DOCX : XLSX, content)),
    ]);
    const raw = await rawMail(message, { ...words, subject }, { attachments, token, domain, at: facts.at });
    return {
      subject,
      outgoing: {
        from: senderAddress(domain),
        to: message.to,
        messageId: `${message.id}@${domain}`,
        raw,
      },
    };
  },
});

/** What a chat group is told; it is kept as a mail is, and shown like one. */
function copyFor(message: Message, to: BotAddress, facts: MessageFacts, domain: string) {
  const text = chatWords(message, facts);
  const [subject = ""] = text.split("\n");
  const bot = facts.directory.units.find(({ id }) => to === `chat:${id}`)?.bot;
  const head = `Subject: =?utf-8?B?${Buffer.from(subject).toString("base64")}?=\r\nContent-Type: text/plain; charset=utf-8`;
  return {
    subject,
    outgoing: {
      from: senderAddress(domain),
      to,
      ...(bot && { copy: { bot, text } }),
      messageId: `${message.id}@${domain}`,
      raw: Buffer.from(`${head}\r\n\r\n${text}`),
    },
  };
}

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const attachment = (filename: string, contentType: string, bytes: Uint8Array) => ({
  filename,
  content: Buffer.from(bytes),
  contentType,
});

interface Envelope {
  attachments: ReturnType<typeof attachment>[];
  token: string;
  domain: string;
  at: MessageFacts["at"];
}

/** Nothing of it is random: the boundary is the message's id, the date that of the facts. */
const rawMail = (
  { id, to }: Message,
  { subject, text, html, words }: Omit<MessageWords, "forms" | "letters" | "files">,
  { attachments, token, domain, at }: Envelope,
): Promise<Buffer> =>
  new MailComposer({
    from: { name: words.sender, address: senderAddress(domain) },
    to,
    replyTo: replyAddress(token, domain),
    subject,
    messageId: `<${id}@${domain}>`,
    date: new Date(epochMs(at)),
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Loop": senderAddress(domain),
      "Content-Language": words.marks.lang,
    },
    text,
    html,
    attachments,
    encoding: "base64",
    textEncoding: "B",
    baseBoundary: id,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
