import PostalMime, { addressParser } from "postal-mime";
import type { Attachment, MailAddress, MailLine, ReceivedMail } from "../core/received-mail.ts";
import { plainLines } from "../core/received-mail.ts";
import { htmlLines } from "./html-lines.ts";
import { decodedText, decodedWords, parameterOf, withReadableHeaders } from "./mail-charset.ts";

/** What is read of a mail at most; one that goes beyond is held for a person. */
const LIMITS = {
  bytes: 45 * 1024 * 1024,
  headerBytes: 256 * 1024,
  parts: 300,
  depth: 30,
  textBytes: 2 * 1024 * 1024,
};

/**
 * A raw mail as plain values. Never throws: a mail that is broken, or made to break its reader, comes back with the
 * headers that can be read and `unreadable` saying why, in Chinese.
 */
export async function readMail(raw: Uint8Array): Promise<ReceivedMail> {
  const refusal = refusalOf(raw);
  if (refusal) return unreadable(raw, refusal);
  try {
    return mailOf(await partsOf(withReadableHeaders(raw)));
  } catch (error) {
    return unreadable(raw, `${reasonOf(error)}。请人工查看原件。`);
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  if (/header size/i.test(message)) return `邮件头超过 ${LIMITS.headerBytes / 1024} KB`;
  if (/nesting depth/i.test(message)) return `邮件嵌套超过 ${LIMITS.depth} 层`;
  return error instanceof TooManyParts ? `邮件的部分过多（超过 ${LIMITS.parts}）` : "邮件结构无法解析";
}

class TooManyParts extends Error {}

/** What makes a mail too much to parse, seen without parsing it. */
function refusalOf(raw: Uint8Array): string | null {
  if (raw.length > LIMITS.bytes) return `邮件大小超过 ${LIMITS.bytes / 1024 / 1024} MB。请改用填报页面上传附件。`;
  const parts = countOf(raw, "content-type:", LIMITS.parts * 4);
  if (parts > LIMITS.parts * 3) return `邮件的部分过多（超过 ${LIMITS.parts}）。请人工查看原件。`;
  return null;
}

/** How often a lower-case ASCII word stands at the start of a line, counted no further than a limit. */
function countOf(raw: Uint8Array, word: string, limit: number): number {
  let count = 0;
  for (let at = 0; at >= 0 && at < raw.length && count <= limit; at = nextLine(raw, at))
    if (startsWith(raw, at, word)) count += 1;
  return count;
}

function nextLine(raw: Uint8Array, from: number): number {
  const at = raw.indexOf(0x0a, from);
  return at < 0 ? -1 : at + 1;
}

function startsWith(raw: Uint8Array, at: number, word: string): boolean {
  for (let offset = 0; offset < word.length; offset++)
    if (((raw[at + offset] ?? 0) | 0x20) !== (word.charCodeAt(offset) | 0x20)) return false;
  return true;
}

/** What `postal-mime` keeps of a part: the bytes of its content, before it guesses their charset. */
interface Part {
  headers: { key: string; value: string }[];
  contentType: {
    parsed: { value: string; params: Record<string, string> };
    multipart: string | false;
  };
  contentDisposition: { parsed: { value: string } };
  content: ArrayBuffer | null;
  childNodes: Part[];
}

async function partsOf(raw: Uint8Array): Promise<Part> {
  const parser = new PostalMime({
    forceRfc822Attachments: true,
    maxNestingDepth: LIMITS.depth,
    maxHeadersSize: LIMITS.headerBytes,
  });
  await parser.parse(raw);
  // The tree is not in the published type, but it is the only place that has a text part's bytes as they came.
  return (parser as unknown as { root: Part }).root;
}

function mailOf(root: Part): ReceivedMail {
  const parts = flat(root);
  const headers = new Map<string, string[]>();
  for (const { key, value } of root.headers)
    headers.set(key, [...(headers.get(key) ?? []), clean(decodedWords(value))]);
  const leaves = parts.filter(({ contentType }) => !contentType.multipart);
  const lines = linesOf(root);
  return {
    ...headOf(headers, root.headers),
    lines,
    report: reportOf(root, leaves),
    attachments: leaves.filter((part) => !isBody(part) && part.content).map(attachmentOf),
    unreadable: null,
  };
}

/** All parts in the order of the mail. */
function flat(root: Part): Part[] {
  const parts: Part[] = [];
  const open = [root];
  for (let part = open.pop(); part; part = open.pop()) {
    parts.push(part);
    if (parts.length > LIMITS.parts) throw new TooManyParts();
    for (let at = part.childNodes.length - 1; at >= 0; at--) open.push(part.childNodes[at] as Part); // at is within it
  }
  return parts;
}

function headOf(headers: ReadonlyMap<string, string[]>, raw: Part["headers"]) {
  const first = (name: string): string | null => headers.get(name)?.[0] ?? null;
  const envelope = first("return-path");
  return {
    from: addressesOf(raw, "from")[0] ?? { address: "", name: "" },
    to: [...addressesOf(raw, "to"), ...addressesOf(raw, "cc")],
    subject: (first("subject") ?? "").trim(),
    messageId: idsOf(first("message-id"))[0] ?? null,
    inReplyTo: idsOf(first("in-reply-to")),
    references: idsOf(first("references")),
    date: first("date"),
    headers,
    returnPath: envelope === null ? null : (/[^\s<>"]+@[^\s<>"]+/.exec(envelope)?.[0].toLowerCase() ?? ""),
  };
}

/** At most so many addresses or ids of one header are read. */
const MANY = 100;

/** Addresses are taken from the header as written, so that a comma in a decoded name makes no new address. */
function addressesOf(headers: Part["headers"], name: string): MailAddress[] {
  return headers
    .filter(({ key }) => key === name)
    .flatMap(({ value }) => addressParser(value.slice(0, 20_000), { flatten: true }))
    .slice(0, MANY)
    .map((each) => ({
      address: (each.address ?? "").trim().toLowerCase(),
      name: clean(decodedWords(each.name)).trim(),
    }));
}

const idsOf = (value: string | null): string[] =>
  [...(value ?? "").matchAll(/<([^<>\s]{1,250})>/g)].map(([, id]) => id ?? "").slice(0, MANY);

/** Without control and direction characters, which a name or subject has no use for. */
const clean = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");

const typeOf = ({ contentType }: Part): string => contentType.parsed.value || "text/plain";

const nameOf = (part: Part): string | null =>
  nameIn(part, "content-disposition", "filename") ?? nameIn(part, "content-type", "name");
function nameIn(part: Part, header: string, parameter: string): string | null {
  const value = part.headers.find(({ key }) => key === header)?.value;
  return value ? parameterOf(value, parameter) : null;
}

/** A text that is shown as the mail itself, not as a file. */
const isBody = (part: Part): boolean =>
  /^text\/(?:plain|html)$/.test(typeOf(part)) &&
  part.contentDisposition.parsed.value !== "attachment" &&
  nameOf(part) === null;

/** The body: of alternatives the HTML if it says anything, of several texts all, one after the other. */
function linesOf(part: Part): MailLine[] {
  if (!part.contentType.multipart) return isBody(part) ? textLines(part) : [];
  const bodies = part.childNodes.map(linesOf).filter((lines) => lines.some(({ text }) => text.trim()));
  if (part.contentType.multipart !== "alternative")
    return bodies.flatMap((lines, at) => (at > 0 ? [{ text: "", mark: "own" as const }, ...lines] : lines));
  return bodies.at(-1) ?? [];
}

function textLines(part: Part): MailLine[] {
  const bytes = new Uint8Array(part.content ?? new ArrayBuffer(0)).subarray(0, LIMITS.textBytes);
  const params = part.contentType.parsed.params;
  if (typeOf(part) === "text/html") return htmlLines(decodedText(bytes, params.charset ?? metaCharset(bytes)));
  const lines = plainLines(
    decodedText(bytes, params.charset)
      .replace(/[\u200b\u202a-\u202e\u2066-\u2069\ufeff\u0000]/g, "")
      .replaceAll("\u00a0", " "),
  );
  return /^flowed$/i.test(params.format ?? "") ? unflowed(lines, /^yes$/i.test(params.delsp ?? "")) : lines;
}

const metaCharset = (bytes: Uint8Array): string | undefined =>
  /<meta[^>]{1,200}charset\s{0,3}=\s{0,3}["']?([\w-]{2,30})/i.exec(
    new TextDecoder("latin1").decode(bytes.subarray(0, 4_000)),
  )?.[1];

/** Lines of `format=flowed` (RFC 3676) as they were typed; quoted and unquoted lines are never joined. */
function unflowed(lines: readonly MailLine[], withoutBlank: boolean): MailLine[] {
  const typed: string[][] = [];
  let flows: string | null = null;
  for (const { text } of lines) {
    const quote: string = /^>*/.exec(text)?.[0] ?? "";
    const words = text.slice(quote.length).replace(/^ /, "");
    if (flows === quote) typed.at(-1)?.push(words);
    else typed.push([quote && `${quote} `, words]);
    flows = words.endsWith(" ") && words !== "-- " ? quote : null;
  }
  return typed.map((pieces) => ({
    text: pieces
      .map((piece, at) =>
        at > 0 && at < pieces.length - 1 && (withoutBlank || /[\p{Script=Han}，。；：、] $/u.test(piece))
          ? piece.slice(0, -1)
          : piece,
      )
      .join(""),
    mark: "own",
  }));
}

const REPORTS =
  /^(?:message\/(?:delivery-status|global-delivery-status|disposition-notification|feedback-report|rfc822|global)|text\/rfc822-headers)$/;

function reportOf(root: Part, leaves: readonly Part[]): ReceivedMail["report"] {
  const machine = leaves.filter((part) =>
    /^message\/(?:global-)?(?:delivery-status|disposition-notification|feedback-report)$/.test(typeOf(part)),
  );
  if (root.contentType.multipart !== "report" && machine.length === 0) return null;
  const type =
    root.contentType.parsed.params["report-type"] ?? (machine[0] ? typeOf(machine[0]).slice("message/".length) : "");
  const text = leaves
    .filter((part) => REPORTS.test(typeOf(part)))
    .map((part) => decodedText(new Uint8Array(part.content ?? new ArrayBuffer(0)).subarray(0, 64 * 1024), "utf-8"));
  return { type: type.toLowerCase(), text: text.join("\n\n") };
}

function attachmentOf(part: Part): Attachment {
  const content = new Uint8Array(part.content ?? new ArrayBuffer(0));
  const name =
    clean(nameOf(part) ?? "")
      .split(/[/\\]/)
      .at(-1)
      ?.trim()
      .slice(-200) ?? "";
  return { name, type: typeOf(part), size: content.length, content };
}

/** What can be said of a mail that cannot be parsed: the headers above its first blank line, within the limits. */
function unreadable(raw: Uint8Array, reason: string): ReceivedMail {
  const head = new TextDecoder("latin1").decode(raw.subarray(0, 64 * 1024)).split(/\r?\n\r?\n/, 1)[0] ?? "";
  const fields = head
    .replace(/\r?\n[ \t]/g, " ")
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, key = "", value = ""] = /^([\w-]{1,80}):\s?(.{0,2000})/.exec(line) ?? [];
      return key ? [{ key: key.toLowerCase(), value }] : [];
    });
  const headers = new Map<string, string[]>();
  for (const { key, value } of fields) headers.set(key, [...(headers.get(key) ?? []), clean(decodedWords(value))]);
  return {
    ...headOf(headers, fields),
    lines: [],
    report: null,
    attachments: [],
    unreadable: reason,
  };
}
