import type { MailLine } from "./received-mail.ts";

/** What a person wrote in one place of a mail, and the quoted lines that stand between it and what they wrote before. */
export interface OwnPart {
  quotedAbove: string[];
  own: string[];
  /** A lone `>…` in a mail that quotes nothing else: kept as the person's, but it may be a quote. */
  isDoubtful?: true;
}

/**
 * A person's own words, without quoted mail, the marks of mail programs and signatures they add. In doubt a line is kept:
 * a lost line is worse than a kept signature.
 *
 * @param isAnswer whether the mail answers another; in one that does not, `>` is the person's own mark
 * @rule RP-5
 */
export const ownText = (lines: readonly MailLine[], isAnswer = true): string => textOf(ownParts(lines, isAnswer));

export const textOf = (parts: readonly OwnPart[]): string => joined(parts.map(({ own }) => own));

/** The same, place by place: an answer between quoted lines belongs to what is quoted above it. */
export function ownParts(lines: readonly MailLine[], isAnswer = true): OwnPart[] {
  const kept = withoutQuotes(bodyOf(lines, isAnswer));
  const parts: OwnPart[] = [];
  const lone = loneQuoted(lines, kept);
  let quotedAbove: string[] = [];
  for (let at = 0; at < kept.length; ) {
    const end = endOfRun(kept, at);
    const run = lines.slice(at, end);
    if (lone >= at && lone < end) parts.push({ quotedAbove: [], own: [lines[lone]?.text ?? ""], isDoubtful: true });
    if (!kept[at]) for (const { text } of run) quotedAbove.push(text);
    const own = kept[at] ? withoutTail(run, end < lines.length) : [];
    if (own.length > 0) {
      parts.push({ quotedAbove, own });
      quotedAbove = [];
    }
    at = end;
  }
  return parts;
}

/** The one line that is taken for quoted, where nothing marks it but a `>` without the blank that programs put after it; else -1. */
function loneQuoted(lines: readonly MailLine[], kept: readonly boolean[]): number {
  const dropped = lines.flatMap(({ text }, at) => (kept[at] || !text.trim() ? [] : [at]));
  const [only = -1, ...others] = dropped;
  const line = lines[only];
  return others.length === 0 && line?.mark !== "quoted" && /^>[^\s>]/.test(startOf(line?.text ?? "")) ? only : -1;
}

/** What is known of each line before any two are looked at together, so that each is read once. */
interface Body {
  lines: readonly MailLine[];
  /** The first words, with single blanks: enough to know what a line is, however long it is. */
  short: readonly string[];
  field: readonly (Field | null)[];
  /** May end an attribution. */
  wrote: readonly boolean[];
  /** Marked as quote by itself: `>`, or the mail program's markup. */
  quoted: readonly boolean[];
  /** From each line on: the first that is not blank, how many are not blank, how many of these are quoted. */
  next: Int32Array;
  words: Int32Array;
  quotedWords: Int32Array;
}

function bodyOf(lines: readonly MailLine[], isAnswer: boolean): Body {
  const short = lines.map(shortOf);
  const wrote = short.map((line) => /[:：道到信写etb]$/.test(line.slice(-1)) && ENDS_ATTRIBUTION.test(line));
  const quotes = isAnswer || wrote.includes(true) || short.some(isDivider);
  const quoted = lines.map(
    ({ text, mark }, at) => mark === "quoted" || (quotes && isPrefixed(text, lines, at) && !isDivider(short[at] ?? "")),
  );
  const [next, words, quotedWords] = [0, 1, 2].map(() => new Int32Array(lines.length + 1)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ]; // three made, three taken
  next[lines.length] = lines.length;
  for (let at = lines.length - 1; at >= 0; at--) {
    const blank = !lines[at]?.text.trim();
    next[at] = blank ? (next[at + 1] ?? 0) : at;
    words[at] = (words[at + 1] ?? 0) + (blank ? 0 : 1);
    quotedWords[at] = (quotedWords[at + 1] ?? 0) + (!blank && quoted[at] ? 1 : 0);
  }
  return {
    lines,
    short,
    field: lines.map(fieldOf),
    wrote,
    quoted,
    next,
    words,
    quotedWords,
  };
}

/** For each line, whether it is the person's. */
function withoutQuotes(body: Body): boolean[] {
  const kept = body.quoted.map((quoted) => !quoted);
  for (let at = 0; at < kept.length; at++) {
    if (!kept[at] || body.next[at] !== at) continue;
    const quote = quoteFrom(at, body);
    if (!quote) continue;
    kept.fill(false, quote.from, quote.to);
    at = Math.max(at, quote.to - 1);
  }
  return kept;
}

/** Quoted lines: `to` is the first after them. */
interface Span {
  from: number;
  to: number;
}

/** The quote that begins at a line with no mark of its own: an attribution, a divider or a block of mail headers. */
function quoteFrom(at: number, body: Body): Span | null {
  const rest = body.lines.length;
  if (isDivider(body.short[at] ?? "")) return { from: at, to: restOrHead(headEnd(at + 1, body), body) };
  const header = headerBlock(at, body);
  if (header) return { from: aboveHeader(at, body), to: restOrHead(header, body) };
  const attribution = attributionFrom(at, body);
  if (!attribution) return body.lines[at]?.mark === "attribution" ? { from: at, to: at + 1 } : null;
  const next = body.next[attribution.to] ?? rest;
  if (body.quoted[next]) return { from: at, to: next };
  if (attribution.loose) return null;
  if (body.lines[next]?.mark === "indented") return { from: at, to: endOfIndent(next, body) };
  return attribution.certain ? { from: at, to: rest } : null;
}

/** Where the mail headers or the attribution below a divider end. */
function headEnd(from: number, body: Body): number {
  const next = body.next[from] ?? from;
  return headerBlock(next, body) ?? attributionFrom(next, body)?.to ?? next;
}

/** A quote goes to the end of the mail, unless most of what is left is marked line by line: then the rest are answers. */
function restOrHead(head: number, body: Body): number {
  const first = body.next[head] ?? body.lines.length;
  const marked = body.quoted[first] && (body.quotedWords[first] ?? 0) * 2 >= (body.words[first] ?? 0);
  return marked ? first : body.lines.length;
}

/** `> …`, but not a lone figure such as `>98%` or `>30吨锅炉2台已拆除`. */
function isPrefixed(text: string, lines: readonly MailLine[], at: number): boolean {
  const start = startOf(text);
  if (!start.startsWith(">")) return false;
  if (!/^>=?\d[\d.]{0,9}\s?[%％\p{Script=Han}\d，、。；（）()]{0,40}\s{0,9}$/u.test(start)) return true;
  return [at - 1, at + 1].some((near) => startOf(lines[near]?.text ?? "").startsWith(">"));
}
const startOf = (text: string): string => text.slice(0, 80).trimStart();

const RULE = "[-‐‑–—_=~─━*＿－]";
const DIVIDER_WORDS =
  "(?:以下[为是])?(?:原始|原)(?:邮件|郵件|信息|消息)(?:内容|信息|正文)?|(?:被?转发|回复)的?(?:原始?)?(?:邮件|消息)(?:内容|信息)?|邮件原[件文]|轉寄郵件|Original(?: Message| E-?mail)?|Repl(?:ied|y to) Message|Forward(?:ed|ing)? messages?";
const DIVIDERS: readonly RegExp[] = [
  new RegExp(`^${RULE}{2,}\\s{0,9}(?:${DIVIDER_WORDS})\\s{0,9}${RULE}{2,}$`, "i"),
  new RegExp(`^${RULE}{2,}.{4,80}(?:写[道到]|wrote)\\s?[:：]?\\s?${RULE}{2,}$`, "i"),
  /^>{2,4}\s.{4,100}\d{1,2}:\d{2}(?::\d{2})?\s?>{2,4}$/,
  /^来自(?:钉钉|阿里)[^-]{0,24}-{5,}$/,
  /^(?:下面是被转发的邮件|开始转发的邮件|以下是转发的邮件|Begin forwarded message)\s?[:：]$/i,
];
/** Stands above mail headers without being one. */
const ABOVE_HEADER = new RegExp(`^(?:${RULE}{4,}|原始邮件|原邮件|Original(?: Message)?|来自钉钉[^-]{0,24})$`, "i");

const isDivider = (line: string): boolean =>
  line.length > 5 && line.length < 120 && DIVIDERS.some((divider) => divider.test(line));

/** Where the quote begins that has mail headers at a line: with the rule or the word above them. */
function aboveHeader(at: number, { short }: Body): number {
  let from = at;
  for (let above = at - 1; above >= Math.max(0, at - 8); above--) {
    if (!ABOVE_HEADER.test(short[above] || "----")) break;
    if (short[above]) from = above;
  }
  return from;
}

type Field = "from" | "date" | "to" | "subject" | "other";
const FIELDS: readonly (readonly [Field, RegExp])[] = [
  ["from", /^(?:发\s?件\s?人|寄\s?件\s?[者人]|發\s?件\s?人|From|Von|De)\s?[:：|]/i],
  [
    "date",
    /^(?:已?发\s?送(?:于)?|发\s?[送件]\s?[时日]\s?[间期]|寄件日期|日\s?期|时\s?间|Sent(?: Time| at)?|Date|Gesendet)\s?[:：|]/i,
  ],
  ["to", /^(?:收\s?件\s?[人者]|To|An)\s?[:：|]/i],
  ["subject", /^(?:主\s?[题題旨]|标\s?题|Subject|Betreff)\s?[:：|]/i],
  [
    "other",
    /^(?:抄\s?送(?:人)?|副\s?本|密\s?送|Cc|Bcc|重要性|优先级|附\s?件|Importance|Attachments?|回复至|Reply-To)\s?[:：|]/i,
  ],
];
const GLUED =
  /^[-—_=]{0,120}发\s?件\s?人\s?[:：].{1,200}(?:发送时间|日\s?期|时间)\s?[:：].{1,200}(?:收\s?件\s?人|主\s?题)\s?[:：]/;

/** The mail header that a line holds, whatever its client puts around the name: `| 发件人 |`, `*日　期：*`. */
function fieldOf({ text }: MailLine): Field | null {
  if (text.length < 2 || !/[:：|\t]/.test(text.slice(0, 160))) return null;
  const start = text
    .slice(0, 240)
    .replace(/^[-—_=]{6,}/, "")
    .replace(/[\t*|]/g, "|")
    .replace(/\s+/g, " ")
    .replace(/^[|\s]{1,20}/, "")
    .replace(/\|+(?=[:：])/, "");
  return FIELDS.find(([, pattern]) => pattern.test(start))?.[0] ?? null;
}

/**
 * The line after a block of mail headers that begins here, or null. A block names a sender and two more headers, or one
 * more when the sender is an address or something that stands above such a block does.
 */
function headerBlock(at: number, body: Body): number | null {
  const { field, short } = body;
  const first = field[at];
  if (first === "from" && GLUED.test(short[at] ?? "")) return at + 1;
  if (!first || first === "other") return null;
  const seen = new Set<Field>();
  let sender = "";
  let end = at;
  for (let line = at, blanks = 0; line < Math.min(short.length, at + 24) && blanks < 3; line++) {
    const found = field[line];
    const text = short[line] ?? "";
    blanks = text ? 0 : blanks + 1;
    if (found === "from" && sender) break;
    if (!found && !sender) return null;
    if (!found && text && !/[@;；]|^[^:：]{1,12}[:：]/.test(text)) break;
    if (found === "from") sender = text;
    if (found && found !== "other") seen.add(found);
    if (found) end = line + 1;
  }
  const known = sender.includes("@") || aboveHeader(at, body) < at;
  return sender && seen.size >= (known ? 2 : 3) ? end : null;
}

const WRITTEN_ON =
  /\d{4}\s?[-/年.]\s?\d{1,2}|\d{1,2}\s?[-/月]\s?\d{1,2}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s?\d|\d\s?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:周|星期|週)[一二三四五六日天]/i;
const WROTE = /(?:写道|寫道|写到|已写|来信|來信|wrote|schrieb|a écrit)\s?[:：]?$/i;
const ADDRESS = /[^\s<>"]{1,64}@[^\s<>"]{1,80}/;

/**
 * `在 …，"X" <…> 写道：`, on one to four lines. Certain when it gives a time of day or an address, as programs do;
 * otherwise it may be prose.
 */
function attributionFrom(
  at: number,
  { lines, short, next, wrote }: Body,
): { to: number; certain: boolean; loose?: true } | null {
  if (!wrote[at] && !wrote[at + 1] && !wrote[at + 2] && !wrote[at + 3]) return null;
  let text = "";
  for (let line = at; line < Math.min(lines.length, at + 4) && text.length < 400; line++) {
    if (next[line] !== line || lines[line]?.mark !== lines[at]?.mark) return null;
    text = `${text} ${short[line]}`.trimStart();
    if (wrote[line] && isAttribution(text)) {
      const certain = /\d{1,2}\s?[:：时点]\s?\d{2}/.test(text) || ADDRESS.test(text);
      return { to: line + 1, certain: certain && /[:：]$/.test(text) };
    }
    if (wrote[line] && line === at && isLooseAttribution(text)) return { to: line + 1, certain: false, loose: true };
  }
  return null;
}

const ENDS_ATTRIBUTION = /(?:道|到|信|写|wrote|schrieb|écrit)\s?[:：]?$|[>\])]\s?[:：]$/i;

function isAttribution(text: string): boolean {
  if (/^(?:引用|Quoting)\s.{1,160}>\s?[:：]$/i.test(text)) return ADDRESS.test(text);
  if (!/\d/.test(text) || /[。；！？]/.test(text) || !WRITTEN_ON.test(text)) return false;
  if (/^\d{4}.{4,80}<[^<>\s]{1,160}>\s?[:：]$/.test(text)) return true;
  if (/^\d{4}年?.{8,40}您写[道到]\s?[:：]$/.test(text)) return true;
  if (!WROTE.test(text)) return false;
  return /^(?:在|于|於|On|At|Am|Le|El)/i.test(text) || /<[^<>]{1,160}@[^<>]{1,160}>/.test(text);
}

/** An attribution of any other form: it counts only right above lines that are marked as quoted. */
const isLooseAttribution = (text: string): boolean =>
  text.length <= 120 &&
  /\d{4}\s?[-/年.]\s?\d{1,2}.{1,16}\d{1,2}:\d{2}/.test(text) &&
  (WROTE.test(text) || ADDRESS.test(text));

const DEVICE: readonly RegExp[] = [
  /^发自(?:我的|移动|手机)?\s?\S{0,20}\s?(?:iPhone|iPad|Android|安卓|手机|邮箱|邮箱大师|客户端|企业微信|Mac|HUAWEI|Xiaomi|vivo|OPPO|HONOR|Outlook).{0,16}$/i,
  /^发自我的.{1,24}$/,
  /^来自(?:我的)?\s?\S{0,16}\s?(?:iPhone|iPad|Android|手机|邮箱|客户端|Outlook|Foxmail|企业微信|钉钉)(?:客户端|版)?$/i,
  /^(?:从|使用)\s?.{1,24}(?:发送|发出)$/,
  /^使用\s?.{1,16}(?:Mail|邮箱|客户端)\s?发送自我的.{1,40}$/i,
  /^(?:Sent (?:from|via|with|by)|Get Outlook|获取\s?(?:适用于\s?)?.{0,12}Outlook|发送自)\s.{1,60}$/i,
  /^签名由\s?.{1,12}\s?定制$/,
  /^Signature is customized by .{1,30}$/i,
];
const IS_RULE = new RegExp(`^${RULE}{4,}$`);
const BARE_ADDRESS = /^<?[\w.+-]{1,64}@[\w.-]{1,80}>?$/;
const DISCLAIMER =
  /^(?:【?\s?(?:免责声明|保密(?:声明|提示|须知|提醒)|法律声明|声明|重要提示|Disclaimer|Confidential)|(?:本|此|该)(?:电子)?邮件|This (?:e-?mail|message)|The information (?:contained|transmitted)|The contents of this)/i;
const DISCLAIMER_SAYS = /保密|机密|授权|指定的?收件人|误收|删除|confidential|intended|privileged|recipient/i;

/** One run of own lines without what a program put below them. */
function withoutTail(lines: readonly MailLine[], quoteFollows: boolean): string[] {
  let end = lines.length;
  for (let before = -1, times = 0; before !== end && times < 8; times++) {
    before = end;
    end = withoutBlankEnd(lines, end);
    const last = short(lines[end - 1]);
    const above = short(lines[end - 2]);
    if (DEVICE.some((device) => device.test(last)))
      end = /^签名由|^Signature/.test(last) ? aboveCard(lines, end - 1) : end - 1;
    else if (last === "|") end = aboveCard(lines, end);
    else if (BARE_ADDRESS.test(last) && (!above || IS_RULE.test(above)) && (quoteFollows || end === 1))
      end -= above ? 2 : 1;
    else end = Math.min(aboveDisclaimer(lines, end), aboveSignature(lines, end));
  }
  return trimmedLines(lines.slice(0, end).map(({ text }) => text));
}

/** Above the card that 网易邮箱大师 draws over its own line. */
function aboveCard(lines: readonly MailLine[], end: number): number {
  let from = withoutBlankEnd(lines, end);
  let top = end;
  while (from > 0 && end - from < 12 && short(lines[from - 1]) && isSignatureLine(short(lines[from - 1]))) {
    from -= 1;
    if (short(lines[from]).startsWith("|")) top = from;
  }
  return top;
}

function aboveDisclaimer(lines: readonly MailLine[], end: number): number {
  let from = end;
  while (from > 0 && end - from < 12 && short(lines[from - 1])) from -= 1;
  const ruled = from < end && new RegExp(`^${RULE}{3,}$`).test(short(lines[from]));
  const words = lines.slice(ruled ? from + 1 : from, end);
  const text = words.map(({ text }) => text.slice(0, 2_000)).join("");
  return DISCLAIMER.test(short(words[0])) && DISCLAIMER_SAYS.test(text) && !SAYS_SOMETHING.test(text) ? from : end;
}

/** Above a signature: what a client marks as one, or what stands below `-- `, when its lines look like one. */
function aboveSignature(lines: readonly MailLine[], end: number): number {
  let from = end;
  while (from > 0 && end - from < 10) {
    const { text, mark } = lines[from - 1] ?? { text: "", mark: "own" };
    if (/^--\s?$/.test(text.slice(0, 9))) return from - 1;
    if (text.trim() && !isSignatureLine(short(lines[from - 1]))) break;
    if (mark === "signature" && lines[from - 2]?.mark !== "signature") return from - 1;
    from -= 1;
  }
  return end;
}

const SAYS_SOMETHING =
  /[%％]|\d\s?[-.]\s?\d\s?[-.]?\s?\d?\s?(?:项|条)|完成|推进|进展|启动|滞后|暂停|暂缓|累计|本月|下一步|问题/;
const isSignatureLine = (line: string): boolean =>
  line.length <= 60 && !/[。；]/.test(line) && !SAYS_SOMETHING.test(line);

const shortOf = ({ text }: MailLine): string =>
  text.length < 3 ? text.trim() : text.slice(0, 600).replace(/\s+/g, " ").trim();
const short = (line: MailLine | undefined): string => (line ? shortOf(line) : "");

function endOfIndent(from: number, { lines }: Body): number {
  let end = from;
  while (lines[end]?.mark === "indented" || lines[end]?.mark === "quoted") end += 1;
  return end;
}

function endOfRun(kept: readonly boolean[], from: number): number {
  let end = from;
  while (end < kept.length && kept[end] === kept[from]) end += 1;
  return end;
}

function withoutBlankEnd(lines: readonly MailLine[], end: number): number {
  let last = end;
  while (last > 0 && !lines[last - 1]?.text.trim()) last -= 1;
  return last;
}

/** Without blank lines at the ends, blanks at line ends, and more than one blank line in a row. */
function trimmedLines(lines: readonly string[]): string[] {
  const kept: string[] = [];
  for (const line of lines) {
    const text = line.trimEnd();
    if (text || (kept.length > 0 && kept.at(-1) !== "")) kept.push(text);
  }
  if (kept.at(-1) === "") kept.pop();
  return kept;
}

const joined = (parts: readonly string[][]): string =>
  parts
    .map((part) => part.join("\n"))
    .join("\n\n")
    .trim();
