/**
 * Bytes of a mail as text. Mails name a charset wrongly or not at all: UTF-8 is known by its form, the rest is what the
 * mail says where that decodes, and GB18030 (which holds GBK and GB2312) where it does not.
 */
export function decodedText(bytes: Uint8Array, charset: string | undefined): string {
  const ascii = bytes.every((byte) => byte < 0x80);
  const named = decoderOf(charset);
  if (ascii) return (SEVEN_BIT.test(named?.encoding ?? "") ? (named as TextDecoder) : UTF_8).decode(bytes); // named: the test passed
  if (named && /^utf-16/.test(named.encoding)) return named.decode(bytes);
  const utf8 = UTF_8.decode(bytes);
  if (isMostlyRead(utf8) && (named?.encoding !== "big5" || isRead(utf8))) return utf8;
  if (named && named.encoding !== "utf-8" && !/^(?:windows-125|iso-8859|koi8|macintosh|ibm866)/.test(named.encoding)) {
    const text = named.decode(bytes);
    if (isMostlyRead(text)) return text;
  }
  const chinese = GB18030.decode(bytes);
  if (isMostlyRead(chinese)) return chinese;
  return named?.decode(bytes) ?? chinese;
}

const UTF_8 = new TextDecoder("utf-8");
const GB18030 = new TextDecoder("gb18030");
/** Charsets whose Chinese or Japanese is written in seven bits. */
const SEVEN_BIT = /^(?:iso-2022-jp|utf-16)/;

function decoderOf(charset: string | undefined): TextDecoder | null {
  try {
    return charset
      ? new TextDecoder(
          charset
            .trim()
            .toLowerCase()
            .replace(/^cp936$|^x-gbk$|^gb-?2312-80$/, "gbk"),
        )
      : null;
  } catch {
    return null;
  }
}

const isRead = (text: string): boolean => !text.includes("�");

/** At most one character in twenty could not be read: what a broken line leaves, not what a wrong charset makes. */
function isMostlyRead(text: string): boolean {
  let other = 0;
  let unread = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) other += 1;
    if (code === 0xfffd) unread += 1;
  }
  return unread * 20 <= other;
}

/** A header's value with its encoded words (RFC 2047) decoded; a character may be split between two words. */
export function decodedWords(value: string): string {
  const out: string[] = [];
  let last = 0;
  let open: { charset: string; bytes: number[] } | null = null;
  const flush = () => {
    if (open) out.push(decodedText(Uint8Array.from(open.bytes), open.charset));
    open = null;
  };
  for (const match of value.matchAll(/=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bq])\?([^?]{0,4000})\?=/gi)) {
    const between = value.slice(last, match.index);
    const [whole, charset = "", encoding = "", text = ""] = match;
    const bytes: number[] = encoding.toLowerCase() === "b" ? base64Bytes(text) : quotedBytes(text);
    const joins: boolean =
      open !== null && (open as { charset: string }).charset === charset.toLowerCase() && !between.trim(); // open changes in flush
    if (!joins) {
      flush();
      if (between.trim() || last === 0) out.push(between);
      open = { charset: charset.toLowerCase(), bytes: [] };
    }
    for (const byte of bytes) (open as unknown as { bytes: number[] }).bytes.push(byte); // set just above
    last = match.index + whole.length;
  }
  flush();
  return out.join("") + value.slice(last);
}

/** A parameter's value (RFC 2231) from a header as written, in one piece or many: `filename*0*=GBK''%B4…`. */
export function parameterOf(header: string, name: string): string | null {
  const pieces = [
    ...header.matchAll(
      new RegExp(
        `[;\\s]${name}(\\*?)(\\d{0,3})(\\*?)\\s{0,9}=\\s{0,9}(?:"((?:[^"\\\\]|\\\\.){0,2000})"|([^;\\s]{0,2000}))`,
        "gi",
      ),
    ),
  ].map(([, star, number, end, quoted, bare]) => ({
    at: Number(number || 0),
    encoded: star === "*" && (end === "*" || !number),
    text: quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "",
  }));
  const plain = pieces.find(({ encoded, at }) => !encoded && at === 0);
  if (pieces.length === 0) return null;
  if (!pieces.some(({ encoded }) => encoded)) {
    const whole =
      pieces.length > 1
        ? pieces
            .sort((a, b) => a.at - b.at)
            .map(({ text }) => text)
            .join("")
        : (plain?.text ?? "");
    return decodedWords(whole);
  }
  const ordered = pieces.filter(({ encoded, at }) => encoded || at > 0).sort((a, b) => a.at - b.at);
  const [, charset = "", first = ""] = /^([^']{0,40})'[^']{0,40}'(.*)$/s.exec(ordered[0]?.text ?? "") ?? [
    null,
    "",
    ordered[0]?.text ?? "",
  ];
  const bytes = ordered.flatMap(({ text, encoded }, at) => percentBytes(at === 0 ? first : text, encoded));
  return decodedText(Uint8Array.from(bytes), charset || undefined);
}

function base64Bytes(text: string): number[] {
  return text.split("=").flatMap((piece) => {
    try {
      return Array.from(atob(piece.replace(/[^A-Za-z0-9+/]/g, "")), (char) => char.charCodeAt(0));
    } catch {
      return [];
    }
  });
}

const quotedBytes = (text: string): number[] => escapedBytes(text.replaceAll("_", " "), /=([\da-f]{2})/gi);
const percentBytes = (text: string, encoded: boolean): number[] =>
  escapedBytes(text, encoded ? /%([\da-f]{2})/gi : /(?!)/g);

function escapedBytes(text: string, escaped: RegExp): number[] {
  const bytes: number[] = [];
  let last = 0;
  for (const match of text.matchAll(escaped)) {
    for (const byte of ENCODER.encode(text.slice(last, match.index))) bytes.push(byte);
    bytes.push(Number.parseInt(match[1] ?? "", 16));
    last = match.index + match[0].length;
  }
  for (const byte of ENCODER.encode(text.slice(last))) bytes.push(byte);
  return bytes;
}
const ENCODER = new TextEncoder();

/** Headers with raw bytes of another charset, as UTF-8; everything else untouched. */
export function withReadableHeaders(raw: Uint8Array): Uint8Array {
  const boundaries = new Set<string>();
  const chunks: Uint8Array[] = [];
  let inHeaders = true;
  let changed = false;
  for (let at = 0; at < raw.length; ) {
    const end = lineEnd(raw, at);
    const line = raw.subarray(at, end);
    if (inHeaders && line.length < 20_000) {
      const text = LATIN_1.decode(line);
      const boundary = /boundary\s{0,9}=\s{0,9}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(text);
      if (boundary) boundaries.add(boundary[1] ?? boundary[2] ?? "");
      const isForeign = line.some((byte) => byte >= 0x80) && !isRead(UTF_8.decode(line));
      changed ||= isForeign;
      chunks.push(isForeign ? ENCODER.encode(decodedText(line, undefined)) : line);
      if (!text.trim()) inHeaders = false;
    } else {
      if (!inHeaders && line[0] === 0x2d && line[1] === 0x2d && line.length < 300)
        inHeaders = boundaries.has(LATIN_1.decode(line).slice(2).trimEnd());
      chunks.push(line);
    }
    at = end;
  }
  return changed ? concatenated(chunks) : raw;
}
const LATIN_1 = new TextDecoder("latin1");

function lineEnd(raw: Uint8Array, from: number): number {
  const at = raw.indexOf(0x0a, from);
  return at < 0 ? raw.length : at + 1;
}

function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  const size = chunks.reduce((sum, { length }) => sum + length, 0);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
