import type { MailLine } from "../core/received-mail.ts";

/**
 * The lines that a reader of an HTML mail sees, each with what the markup says of it. One pass; tags left open and tags
 * never opened are borne; nothing is fetched or run.
 */
export function htmlLines(html: string): MailLine[] {
  const page = new Page();
  for (const token of tokensOf(html)) {
    if (token.kind === "text") page.text(decoded(token.text));
    else if (token.kind === "open") page.open(token);
    else page.close(token.name);
  }
  return page.end();
}

type Token = { kind: "text"; text: string } | OpenTag | { kind: "close"; name: string };
interface OpenTag {
  kind: "open";
  name: string;
  attributes: string;
}

const UNREAD = new Set(["script", "style", "head", "title", "template", "noscript"]);

function* tokensOf(html: string): Generator<Token> {
  const find = finder(html);
  for (let at = 0; at < html.length; ) {
    const open = find("<", at);
    if (open < 0) {
      yield { kind: "text", text: html.slice(at) };
      return;
    }
    if (open > at) yield { kind: "text", text: html.slice(at, open) };
    const isTag = /[a-z/!?]/i.test(html[open + 1] ?? "");
    const isComment = html.startsWith("<!--", open);
    const close = isComment ? find("-->", open + 4) : isTag ? tagEnd(html, open + 1, find) : -1;
    if (close < 0) {
      yield { kind: "text", text: "<" };
      at = open + 1;
      continue;
    }
    at = close + (isComment ? 3 : 1);
    if (isComment) continue;
    const [, slash, name] = /^(\/?)([a-z][\w:-]{0,40})/i.exec(html.slice(open + 1, open + 44)) ?? [];
    if (!name) continue;
    const tag = name.toLowerCase();
    if (slash) yield { kind: "close", name: tag };
    else
      yield {
        kind: "open",
        name: tag,
        attributes: html.slice(open + 1 + name.length, Math.min(close, open + 4_000)),
      };
    if (!slash && UNREAD.has(tag)) at = afterUnread(at, tag, find);
  }
}

/** `indexOf` that does not search again for what is not there. */
function finder(html: string): (what: string, from: number) => number {
  const missing = new Set<string>();
  return (what, from) => {
    if (missing.has(what)) return -1;
    const at = html.indexOf(what, from);
    if (at < 0) missing.add(what);
    return at;
  };
}

/** The `>` that ends a tag; one inside quotes does not. */
function tagEnd(html: string, from: number, find: (what: string, from: number) => number): number {
  for (let at = from; at < html.length; at++) {
    const char = html[at];
    if (char === ">") return at;
    if (char === "<") return -1;
    if (char !== '"' && char !== "'") continue;
    if (html[at - 1] !== "=" && !/=\s{0,9}$/.test(html.slice(Math.max(from, at - 10), at))) continue;
    const close = find(char, at + 1);
    if (close >= 0) at = close;
  }
  return -1;
}

function afterUnread(from: number, tag: string, find: (what: string, from: number) => number): number {
  const ends = [`</${tag}`, `</${tag.toUpperCase()}`].map((end) => find(end, from)).filter((end) => end >= 0);
  return ends.length > 0 ? Math.min(...ends) : from;
}

const BLOCKS = new Set(
  "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul".split(
    " ",
  ),
);
const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));

interface Element {
  name: string;
  mark: MailLine["mark"];
  pre: boolean;
}
interface Row {
  cells: MailLine[][];
}

/** The page as far as it has been read. */
class Page {
  readonly #stack: Element[] = [];
  readonly #open = new Map<string, number>();
  readonly #rows: Row[] = [];
  #lines: MailLine[] = [];
  #line = "";
  /** After a mark that says: all below is quoted. */
  #rest = false;

  text(text: string): void {
    if (!this.#top.pre) {
      this.#line += text.replace(/[ \t\r\n\f]+/g, " ");
      return;
    }
    const [first = "", ...more] = text.split(/\r?\n/);
    this.#line += first;
    for (const line of more) {
      this.#break(true);
      this.#line += line;
    }
  }

  open({ name, attributes }: OpenTag): void {
    if (name === "br" || BLOCKS.has(name)) this.#break(name === "br");
    if (startsRest(attributes)) this.#rest = true;
    if (name === "tr") this.#rows.push({ cells: [] });
    if (name === "td" || name === "th") this.#cell();
    if (VOID.has(name) || attributes.endsWith("/")) return;
    this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
    const pre = this.#top.pre || name === "pre" || /white-space\s{0,3}:\s{0,3}pre/i.test(attributes);
    this.#stack.push({
      name,
      mark: innerMark(this.#top.mark, markOf(name, attributes)),
      pre,
    });
  }

  close(name: string): void {
    if (name === "p" && !this.#open.get("p")) this.#break(true);
    if (!this.#open.get(name)) return;
    if (BLOCKS.has(name) || name === "td" || name === "th") this.#break(false);
    if (name === "tr") this.#row();
    for (let closed = ""; closed !== name; ) {
      closed = this.#stack.pop()?.name ?? name;
      this.#open.set(closed, (this.#open.get(closed) ?? 1) - 1);
    }
  }

  end(): MailLine[] {
    this.#break(false);
    while (this.#rows.length > 0) this.#row();
    return this.#lines;
  }

  get #top(): Element {
    return this.#stack.at(-1) ?? { name: "", mark: "own", pre: false };
  }

  /** Ends a line; a blank one counts only where the page shows it (`<br>`). */
  #break(blank: boolean): void {
    const shown = blank || this.#line.includes("\u00a0");
    const text = this.#line.replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "").replaceAll("\u00a0", " ");
    const line = text.slice(text.search(/[^ ]|$/)).trimEnd();
    this.#line = "";
    if (line || shown)
      this.#lines.push({
        text: line,
        mark: this.#rest ? "quoted" : this.#top.mark,
      });
  }

  /** A cell begins: what follows is gathered until the row ends. */
  #cell(): void {
    this.#break(false);
    const row = this.#rows.at(-1);
    if (!row) return;
    row.cells.push(this.#lines);
    this.#lines = [];
  }

  /** A row of short cells is one line, its cells between tabs; a row that lays out a page is the lines in it. */
  #row(): void {
    this.#break(false);
    const row = this.#rows.pop();
    const [before, ...cells] = [...(row?.cells ?? []), this.#lines];
    if (!row || !before || cells.length === 0) return;
    const filled = cells.filter((cell) => cell.some(({ text }) => text));
    const flat = filled.length > 1 && cells.every((cell) => cell.length <= 12);
    if (flat)
      before.push({
        text: cells.map(cellText).join("\t").trimEnd(),
        mark: filled[0]?.[0]?.mark ?? "own",
      });
    else for (const cell of cells) for (const line of cell) before.push(line);
    this.#lines = before;
  }
}

const cellText = (cell: readonly MailLine[]): string =>
  cell
    .map(({ text }) => text)
    .filter(Boolean)
    .join(" ");

/** What mail programs call the containers of quotes and signatures, by id and by class. */
const QUOTES =
  /^(?:isReplyContent|isForwardContent|oriMsgHtmlSeperator|reply139content|origbody|mail-editor-reference-message-container|divRplyFwdMsg|ntes-mailmaster-quote|ReferenceQuote|replyContent|yahoo_quoted|iosymail|protonmail_quote|tutanota_quote|zmail_extra|moz-email-headers-table|ik_mail_quote|history-quote-wrapper|lark-mail-quote|__aliyun_previous_node_text_wrap)$/;
const SIGNATURES =
  /^(?:gmail_signature|moz-signature|imail_signature|ntes-signature|ntes-pcmac-signature|protonmail_signature_block|signContainer|spnEditorSign_app|_FoxSIGNATURE|__aliyun_signature_wrap|(?:[\w-]{1,40}[-_])?signature)$/i;
const REST = /\bid\s{0,3}=\s{0,3}["']?(?:divRplyFwdMsg|replySplit|OLK_SRC_BODY_SECTION)["'\s]/;

const startsRest = (attributes: string): boolean => REST.test(`${attributes} `);

function markOf(name: string, attributes: string): MailLine["mark"] {
  const names = [
    ...attributes.matchAll(/\b(?:id|class|name)\s{0,3}=\s{0,3}(?:"([^"]{0,300})"|'([^']{0,300})'|([^\s"'>]{1,100}))/gi),
  ].flatMap(([, double, single, bare]) => (double ?? single ?? bare ?? "").split(/\s+/));
  if (names.some((each) => QUOTES.test(each))) return "quoted";
  if (names.some((each) => /^(?:gmail_attr|moz-cite-prefix)$/.test(each))) return "attribution";
  if (names.some((each) => SIGNATURES.test(each))) return "signature";
  if (name !== "blockquote") return "own";
  if (/type\s{0,3}=\s{0,3}["']?cite/i.test(attributes) || names.includes("gmail_quote")) return "quoted";
  if (/border-left(?:-width|-style|-color)?\s{0,3}:(?!\s{0,3}(?:none|0))|border-inline-start/i.test(attributes))
    return "quoted";
  return /webkit-indent-blockquote|border\s{0,3}:\s{0,3}none/i.test(attributes) ? "own" : "indented";
}

/** What is in a quote is quoted, whatever it says of itself. */
function innerMark(outer: MailLine["mark"], inner: MailLine["mark"]): MailLine["mark"] {
  if (outer === "quoted" || inner === "quoted") return "quoted";
  if (outer === "indented" || inner === "indented") return "indented";
  return outer === "own" ? inner : outer;
}

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: "\u00a0",
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  copy: "©",
  reg: "®",
  middot: "·",
  mdash: "—",
  ndash: "–",
  hellip: "…",
  ldquo: "“",
  rdquo: "”",
  lsquo: "‘",
  rsquo: "’",
  times: "×",
  yen: "¥",
  deg: "°",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  bull: "•",
  laquo: "«",
  raquo: "»",
  plusmn: "±",
  micro: "µ",
  sup2: "²",
  sup3: "³",
  ge: "≥",
  le: "≤",
  permil: "‰",
  divide: "÷",
  zwnj: "",
  zwj: "",
  shy: "",
  sim: "∼",
  asymp: "≈",
  rarr: "→",
};

const decoded = (text: string): string =>
  text.includes("&")
    ? text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8}\d?);?/gi, (whole, name: string) => entity(name) ?? whole)
    : text;

function entity(name: string): string | null {
  if (!name.startsWith("#")) return ENTITIES[name] ?? ENTITIES[name.toLowerCase()] ?? null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "";
}
