import { saysProgress } from "./answer-form.ts";
import { byNumber, byTitle } from "./answer-list.ts";
import { type AnswerMeasure, brief, exampleFor, type Placed, unplaced, wrongCode } from "./answer-question.ts";
import { folded } from "./folded-text.ts";
import { type Mention, mentionsIn } from "./measure-mention.ts";
import { saidFigures } from "./said-figure.ts";
import { saidStatus } from "./said-status.ts";

export function partsOf(text: string, measures: readonly AnswerMeasure[]): Placed {
  const plain = folded(text);
  const heads = headsIn(plain, measures);
  if (heads.some(({ mention }) => mention)) return byHeads(text, plain, heads, measures);
  const [only] = measures;
  if (measures.length === 1 && only) return { about: new Map([[only.code, [text]]]), questions: [] };
  return (
    byTitle(text, measures) ??
    byNumber(text, measures) ??
    forAll(text, heads, measures) ?? {
      about: new Map(),
      questions: [unplaced(text, measures)],
    }
  );
}

/** Where a part of an answer begins: at a mention of measures, or at 以上各项, 其余各项. */
interface Head {
  from: number;
  to: number;
  mention?: Mention;
  group?: "above" | "rest" | "all";
}

function headsIn(plain: string, measures: readonly AnswerMeasure[]): Head[] {
  const mentions = mentionsIn(plain, measures).flatMap((mention): Head[] => {
    const from = headStart(plain, mention);
    return from === null ? [] : [{ from, to: mention.to, mention }];
  });
  const coded = mentions.length > 0 ? mentions : bareCodes(plain, measures);
  const groups = [...plain.matchAll(GROUP)].flatMap((match): Head[] => {
    const from = match.index + (match[1] ?? "").length;
    return [
      {
        from,
        to: match.index + match[0].length,
        group: groupOf(match[2] ?? ""),
      },
    ];
  });
  return [...coded, ...groups].sort((a, b) => a.from - b.from);
}

const GROUP =
  /(^|[\n。;!])\s{0,6}((?:以上|上述|前述)(?:各|所有|全部|\d{1,2}|[一二三四五六七八九十]{1,2})?(?:项|条|个)?(?:工作|任务|措施|事项|内容)?|(?:其余|剩余|余下|其[他它](?=各|几|\d|[一二三四五六七八九]|项|条|措施|任务))(?:的)?(?:各|所有|几|\d{1,2}|[一二三四五六七八九十]{1,2})?(?:项|条|个)?(?:工作|任务|措施|事项|内容)?|(?:各|所有|全部|全部各|本月各)(?:项|条)?(?:工作|任务|措施|事项))(?=\s?(?:本月|目前|\d{1,2}月份?)?\s?(?:均|都|全部|全|已|正|按|无|暂|没|进展|进度|推进|有序|稳步|:|尚|未))/g;

const groupOf = (words: string): Head["group"] =>
  /^(?:以上|上述|前述)/.test(words) ? "above" : /^(?:其余|剩余|余下|其)/.test(words) ? "rest" : "all";

/** Words that may stand before a code without making it a mention in passing. */
const LEAD_IN =
  /^(?:[\s>#*·•●■◆▪\-"“”'‘’【[(《<|]|[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）.、．]?\s?|关于|对于|针对|其中|另外?|编号|措施编号|措施|任务|序号|代码|[一二三四五六七八九]是|首先|其次|再次|最后|第[一二三四五六七八九十\d]{1,2}[,，:、]?|[,，:、]|回复|答复|补充|更正|现报|报送|(?:我|本)(?:局|委|办|镇|街道|单位|处|中心|公司|队|园区|大队)){0,8}$/;

const PASSING =
  /(?:与|和|同|参照|参见|详见|见|结合|配合|按照?|根据|依据|如|落实|对应|及|由|将|把|对|纳入|并入|合并|因|受|跟|同步|上接|参考)\s?["“(]?$/;

/** Where the part begins that a mention heads, or null when it is mentioned in passing. */
function headStart(plain: string, { from, to }: Mention): number | null {
  const start = partStart(plain, from);
  const lead = plain.slice(start, from);
  if (LEAD_IN.test(lead)) return start;
  if (PASSING.test(lead)) return null;
  const before = plain.slice(Math.max(0, from - 100), from);
  const title = before.slice(before.lastIndexOf("\n") + 1);
  const lineStart = from - title.length;
  const inBrackets = /[([【]\s?$/.test(title) && /^\s?[)\]】]/.test(plain.slice(to, to + 3));
  if (inBrackets && title.length <= 80 && !/[。;%]/.test(title)) return lineStart;
  if (/[，,、]\s?$/.test(plain.slice(Math.max(0, from - 2), from))) return from;
  return null;
}

function partStart(plain: string, from: number): number {
  for (let at = from; at > 0 && from - at < 200; at--) {
    const before = plain[at - 1] ?? "";
    const isListMark = before === "、" && /[\d一二三四五六七八九十]/.test(plain[at - 2] ?? "");
    if (/[\n。;!?\t|，、:]/.test(before) && !isListMark) return at;
  }
  return Math.max(0, from - 200);
}

/** `3-2：…` at the start of lines, where every one of them can only be one measure. */
function bareCodes(plain: string, measures: readonly AnswerMeasure[]): Head[] {
  const heads = [
    ...plain.matchAll(
      /(^|\n)\s{0,6}(?:[(【[]|第)?(\d{1,3})(?:-|\.|项\s?第)(\d{1,3})(?:条)?[)】\]]?(?=[\s:、,，]{1,3}\S)(?!\s?[-.]\d)/g,
    ),
  ].map((match) => {
    const fits = measures.filter(
      ({ code }) => code.split("-").slice(1).join("-") === `${Number(match[2])}-${Number(match[3])}`,
    );
    const from = match.index + (match[1] ?? "").length;
    const to = match.index + match[0].length;
    return {
      head: {
        from,
        to,
        mention: { from, to, codes: fits.map(({ code }) => code), wrong: [] },
      },
      fits: fits.length,
    };
  });
  return heads.every(({ fits }) => fits === 1) ? heads.map(({ head }) => head) : [];
}

function byHeads(text: string, plain: string, heads: readonly Head[], measures: readonly AnswerMeasure[]): Placed {
  const placed: Placed = { about: new Map(), questions: [] };
  const into = { placed, measures };
  const before = text.slice(0, heads[0]?.from ?? 0);
  if (saysProgress(before)) placed.questions.push(unplaced(before, measures));
  for (const [at, head] of heads.entries())
    if (head.mention) placeMention(head.mention, wordsOf(head, heads[at + 1]?.from, text, plain), text, into);
  const named = [...placed.about.keys()];
  const spoken = new Set([...named, ...mentionsIn(plain, measures).flatMap(({ codes }) => codes)]);
  const unnamed = measures.map(({ code }) => code).filter((code) => !spoken.has(code));
  const silent = named.filter((code) => !saidStatus(folded(placed.about.get(code)?.join("\n") ?? "")).status);
  for (const [at, { from, group }] of heads.entries())
    if (group === "above" || group === "rest")
      placeGroup(text.slice(from, heads[at + 1]?.from), group === "rest" ? unnamed : silent, "这几项", into);
  return placed;
}

/** What is said under a head, with a title that stands before its code. */
function wordsOf({ from, to, mention }: Head, end: number | undefined, text: string, plain: string): string {
  const before = mention ? text.slice(from, mention.from) : "";
  const title = LEAD_IN.test(plain.slice(from, mention?.from)) ? "" : before.replace(/[([【（]\s?$/, "：");
  return title + text.slice(to, end).replace(/^[\s:：、，,.．)）\]】”"》>|-]{1,12}/, "");
}

function placeMention({ from, to, codes, wrong }: Mention, words: string, text: string, into: Placing): void {
  for (const each of wrong) into.placed.questions.push(wrongCode(each, into.measures));
  const [only, ...others] = codes;
  if (only && others.length === 0) say(words, only, into.placed);
  if (others.length > 0) placeGroup(words, codes, text.slice(from, to), into);
}

/** One statement for several measures: it may give them a status, but no figure of one is known from it. */
function placeGroup(words: string, codes: readonly string[], name: string, { placed, measures }: Placing): void {
  const said = words.replace(GROUP_HEAD, "");
  const plain = folded(said);
  const { figures, unread, percent } = saidFigures(plain, "");
  const first = measures.find(({ code }) => code === codes[0]);
  if (!first) return;
  if (saidStatus(plain).status && figures.length + unread.length === 0 && percent === undefined) {
    for (const code of codes) say(said, code, placed);
    return;
  }
  const together = `“${brief(words)}”是对${name}（${codes.slice(0, 6).join("、")}）一起说的，无法分到每一项。`;
  placed.questions.push({ code: null, about: brief(words), text: `${together}请逐项填写，例如：${exampleFor(first)}` });
}

const GROUP_HEAD =
  /^\s*(?:以上|上述|前述|其余|剩余|余下|其[他它])的?(?:各|所有|全部)?[\d一二三四五六七八九十]{0,2}(?:项|条|个)?(?:工作|任务|措施|事项|内容)?/;

interface Placing {
  placed: Placed;
  measures: readonly AnswerMeasure[];
}

const say = (words: string, code: string, { about }: Placed) => about.set(code, [...(about.get(code) ?? []), words]);

/** 以上各项均…, with no code named: said of every measure of the reminder. */
function forAll(text: string, heads: readonly Head[], measures: readonly AnswerMeasure[]): Placed | null {
  const [head, ...others] = heads;
  if (!head || others.length > 0 || saysProgress(text.slice(0, head.from))) return null;
  const placed: Placed = { about: new Map(), questions: [] };
  placeGroup(
    text.slice(head.from),
    measures.map(({ code }) => code),
    "各项",
    { placed, measures },
  );
  return placed;
}
