/** One line of a mail's body, and what the mail's markup says of it. */
export interface MailLine {
  text: string;
  /**
   * `quoted`: inside what a mail client marks as quote; `attribution`: in the line it puts above one; `indented`: in a container that some clients use for quotes and
   * people for indenting; `signature`: inside what a client marks as signature; `own`: nothing is known.
   */
  mark: "own" | "indented" | "attribution" | "quoted" | "signature";
}

export interface MailAddress {
  /** Lower case, empty when the mail names none. */
  address: string;
  name: string;
}

export interface Attachment {
  /** As the sender named it, without control characters; never a path. */
  name: string;
  /** MIME type, lower case. */
  type: string;
  /** Bytes. */
  size: number;
  content: Uint8Array;
}

/** A mail as plain values: what the MIME reader gives the rules. */
export interface ReceivedMail {
  from: MailAddress;
  to: MailAddress[];
  subject: string;
  /** Ids without angle brackets. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  /** The Date header as written. A submission's time is when it arrived (RT-1), never this. */
  date: string | null;
  /** Values by lower-case name, unfolded and decoded, in the order of the mail. */
  headers: ReadonlyMap<string, readonly string[]>;
  /** Envelope sender: empty for `<>`, null when the mail does not say. */
  returnPath: string | null;
  lines: MailLine[];
  /** What a machine reports (multipart/report): its type, and the text of its machine-readable parts. */
  report: { type: string; text: string } | null;
  attachments: Attachment[];
  /** Why the mail could not be read, for the person who has to look at it; null when it could. */
  unreadable: string | null;
}

/** Lines of a plain text, nothing known of any. */
export const plainLines = (text: string): MailLine[] =>
  text.split(/\r\n|\r|\n/).map((line) => ({ text: line, mark: "own" }));

/** Whether a mail answers or forwards another, by its headers or its subject. */
export const isAnswer = ({ inReplyTo, references, subject }: ReceivedMail): boolean =>
  inReplyTo.length > 0 ||
  references.length > 0 ||
  /^\s*(?:回复|答复|回覆|转发|轉寄|Re|Fwd?|AW|RE)\s?(?:\[\d{1,2}\])?[:：]/i.test(subject);
