import type { Entry } from "./entry.ts";
import { chineseNumber, folded } from "./folded-text.ts";
import type { Measure } from "./measure.ts";
import { type Mention, mentionsIn, nearestTo } from "./measure-mention.ts";
import { type SaidFigures, saidFigures, type Why } from "./said-figure.ts";
import { saidStatus } from "./said-status.ts";

/** What reading an answer needs to know of a measure. Measures come in the order of the reminder. */
export type AnswerMeasure = Pick<Measure, "id" | "code" | "text" | "targets" | "line">;

/** What an answer leaves open: what was understood, and one thing to say, with an example. */
export interface Question {
  /** Null when it is not about one of the measures asked for. */
  code: string | null;
  /** The words in question. */
  about: string;
  text: string;
}

export interface ReadAnswer {
  entries: Entry[];
  questions: Question[];
  /** Set when the answer says nothing of progress: 收到, 详见附件, or not a word. */
  said?: "nothing";
}

/**
 * Entries in a person's own words. What is not certain is a question; what an entry does not say is absent.
 *
 * Rule RP-4
 */
export function readAnswer(text: string, measures: readonly AnswerMeasure[]): ReadAnswer {
  const words = withoutLetterForm(text.slice(0, TEXT_LIMIT));
  if (saysNothing(words)) return { entries: [], questions: [], said: "nothing" };
  const said = partsOf(tableAsLabels(words), measures);
  const read = [...said.about].map(([code, parts]) => readEntry(parts.join("\n"), measures.find((each) => each.code === code) as AnswerMeasure)); // codes are theirs
  const questions = [...read.flatMap((each) => each.questions), ...said.questions, ...(text.length > TEXT_LIMIT ? [tooLong(measures)] : [])];
  return { entries: read.flatMap(({ entry }) => entry ?? []), questions };
}

/** Characters of an answer that are read; what is beyond is in the submission as it came. */
const TEXT_LIMIT = 60_000;

const tooLong = (measures: readonly AnswerMeasure[]): Question => ({
  code: null,
  about: "答复过长",
  text: `答复超过 ${TEXT_LIMIT} 字，只读了前面的部分。请分几封报送，或改用填报表，例如：${exampleFor(measures[0])}`,
});

const SAYS_NOTHING =
  /^(?:(?:您|你)?好|收到|已?收悉|知悉|已阅|好的?|谢谢|感谢|辛苦了?|请查收|请审阅|请查阅|(?:具体)?(?:内容|情况|进展)?(?:请)?(?:详)?见附件|附件(?:已|请)?(?:上传|发送|查收)?|(?:稍后|尽快|马上|随后)(?:报送|反馈|回复|填报|上报)|(?:我们)?(?:会|将)?(?:尽快|按时|及时)(?:报送|反馈|填报)|各位(?:领导|老师)|(?:领导|老师)好?|ok|[\s,，.。!！~、;；:：()（）]|附件)+$/i;
const saysNothing = (text: string): boolean => SAYS_NOTHING.test(text.slice(0, 200).trim()) && text.trim().length <= 200 || !text.trim();

/** What is said of each measure, in the order it was said, and what cannot be placed. */
interface Placed {
  about: Map<string, string[]>;
  questions: Question[];
}

function partsOf(text: string, measures: readonly AnswerMeasure[]): Placed {
  const plain = folded(text);
  const heads = headsIn(plain, measures);
  if (heads.some(({ mention }) => mention)) return byHeads(text, plain, heads, measures);
  const [only] = measures;
  if (measures.length === 1 && only) return { about: new Map([[only.code, [text]]]), questions: [] };
  return byTitle(text, measures) ?? byNumber(text, measures) ?? forAll(text, plain, heads, measures) ?? { about: new Map(), questions: [unplaced(text, measures)] };
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
    return [{ from, to: match.index + match[0].length, group: groupOf(match[2] ?? "") }];
  });
  return [...coded, ...groups].sort((a, b) => a.from - b.from);
}

const GROUP =
  /(^|[\n。;!])\s{0,6}((?:以上|上述|前述)(?:各|所有|全部|\d{1,2}|[一二三四五六七八九十]{1,2})?(?:项|条|个)?(?:工作|任务|措施|事项|内容)?|(?:其余|剩余|余下|其[他它](?=各|几|\d|[一二三四五六七八九]|项|条|措施|任务))(?:的)?(?:各|所有|几|\d{1,2}|[一二三四五六七八九十]{1,2})?(?:项|条|个)?(?:工作|任务|措施|事项|内容)?|(?:各|所有|全部|全部各|本月各)(?:项|条)?(?:工作|任务|措施|事项))(?=\s?(?:本月|目前|\d{1,2}月份?)?\s?(?:均|都|全部|全|已|正|按|无|暂|没|进展|进度|推进|有序|稳步|:|尚|未))/g;
const groupOf = (words: string): Head["group"] => (/^(?:以上|上述|前述)/.test(words) ? "above" : /^(?:其余|剩余|余下|其)/.test(words) ? "rest" : "all");

/** Words that may stand before a code without making it a mention in passing. */
const LEAD_IN =
  /^(?:[\s>#*·•●■◆▪\-"“”'‘’【[(《<|]|[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）.、．]?\s?|关于|对于|针对|其中|另外?|编号|措施编号|措施|任务|序号|代码|[一二三四五六七八九]是|首先|其次|再次|最后|第[一二三四五六七八九十\d]{1,2}[,，:、]?|[,，:、]|回复|答复|补充|更正|现报|报送){0,8}$/;
const PASSING = /(?:与|和|同|参照|参见|详见|见|结合|配合|按照?|根据|依据|如|落实|对应|及|由|将|把|对|纳入|并入|合并|因|受|跟|同步|上接|参考)\s?["“(]?$/;

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
  if (/[，,]\s?$/.test(plain.slice(Math.max(0, from - 2), from))) return from;
  return null;
}

function partStart(plain: string, from: number): number {
  for (let at = from; at > 0 && from - at < 200; at--) if (/[\n。;!?\t|，]/.test(plain[at - 1] ?? "")) return at;
  return from > 200 ? from - 200 : 0;
}

/** `3-2：…` at the start of lines, where every one of them can only be one measure. */
function bareCodes(plain: string, measures: readonly AnswerMeasure[]): Head[] {
  const heads = [...plain.matchAll(/(^|\n)\s{0,6}(?:[(【[]|第)?(\d{1,3})(?:-|\.|项\s?第)(\d{1,3})(?:条)?[)】\]]?(?=[\s:、,，]{1,3}\S)(?!\s?[-.]\d)/g)].map((match) => {
    const fits = measures.filter(({ code }) => code.split("-").slice(1).join("-") === `${Number(match[2])}-${Number(match[3])}`);
    const from = match.index + (match[1] ?? "").length;
    const to = match.index + match[0].length;
    return { head: { from, to, mention: { from, to, codes: fits.map(({ code }) => code), wrong: [] } }, fits: fits.length };
  });
  return heads.every(({ fits }) => fits === 1) ? heads.map(({ head }) => head) : [];
}

function byHeads(text: string, plain: string, heads: readonly Head[], measures: readonly AnswerMeasure[]): Placed {
  const placed: Placed = { about: new Map(), questions: [] };
  const add = (code: string, words: string) => placed.about.set(code, [...(placed.about.get(code) ?? []), words]);
  const before = text.slice(0, heads[0]?.from ?? 0);
  if (saysProgress(before)) placed.questions.push(unplaced(before, measures));
  const rest: { words: string; group: Head["group"] }[] = [];
  for (const [at, head] of heads.entries()) {
    const end = heads[at + 1]?.from ?? text.length;
    const title = head.mention ? text.slice(head.from, head.mention.from) : "";
    const titled = LEAD_IN.test(folded(title)) ? "" : title.replace(/[([【（]\s?$/, "：");
    const words = titled + text.slice(head.to, end).replace(/^[\s:：、，,.．)）\]】”"》>|-]{1,12}/, "");
    if (head.group) rest.push({ words: text.slice(head.from, end), group: head.group });
    else if (head.mention) placeMention(head.mention, words, text, measures, add, placed.questions);
  }
  const named = [...placed.about.keys()];
  for (const { words, group } of rest) {
    if (group === "all") continue;
    const codes = group === "above" ? named.filter((code) => !saidStatus(folded(placed.about.get(code)?.join("\n") ?? "")).status) : measures.map(({ code }) => code).filter((code) => !named.includes(code));
    placed.questions.push(...placeGroup(words, codes, measures, add));
  }
  return placed;
}

function placeMention({ from, to, codes, wrong }: Mention, words: string, text: string, measures: readonly AnswerMeasure[], add: (code: string, words: string) => void, questions: Question[]): void {
  for (const each of wrong) questions.push(wrongCode(each, measures));
  const [only, ...others] = codes;
  if (!only) return;
  if (others.length === 0) return add(only, words);
  questions.push(...placeGroup(words, codes, measures, add, text.slice(from, to)));
}

/** One statement for several measures: it may give them a status, but no figure of one is known from it. */
function placeGroup(words: string, codes: readonly string[], measures: readonly AnswerMeasure[], add: (code: string, words: string) => void, name = "这几项"): Question[] {
  const plain = folded(words);
  const { figures, unread, percent } = saidFigures(plain.replace(/^\s*(?:以上|上述|前述|其余|剩余|余下|其[他它])的?(?:各|所有|全部)?[\d一二三四五六七八九十]{0,2}(?:项|条|个)?/, ""), "");
  const { status } = saidStatus(plain);
  const first = measures.find(({ code }) => code === codes[0]);
  if (codes.length === 0) return [];
  if (!status || figures.length > 0 || unread.length > 0 || percent !== undefined)
    return [{ code: null, about: brief(words), text: `“${brief(words)}”是对${name}（${codes.slice(0, 6).join("、")}）一起说的，无法分到每一项。请逐项填写，例如：${exampleFor(first)}` }];
  for (const code of codes) add(code, words);
  return [];
}

/** Parts headed by a measure's own words: `推进居住区充电设施建设：…`. */
function byTitle(text: string, measures: readonly AnswerMeasure[]): Placed | null {
  const texts = measures.map(({ code, text: words }) => ({ code, words: bare(words) }));
  const heads = [...text.matchAll(/(^|\n)([^\n：:。；]{6,80})[：:\n]/g)].flatMap((match) => {
    const title = bare((match[2] ?? "").replace(LIST_MARK, ""));
    const fits = title.length >= 6 ? texts.filter(({ words }) => words.includes(title)) : [];
    return fits.length === 1 && fits[0] ? [{ code: fits[0].code, from: match.index, to: match.index + match[0].length }] : [];
  });
  if (heads.length === 0) return null;
  const items = listItems(text);
  if (items && items.length > heads.length) return null;
  const placed: Placed = { about: new Map(), questions: [] };
  const before = text.slice(0, heads[0]?.from);
  if (saysProgress(before)) placed.questions.push(unplaced(before, measures));
  for (const [at, { code, to }] of heads.entries()) placed.about.set(code, [...(placed.about.get(code) ?? []), text.slice(to, heads[at + 1]?.from)]);
  return placed;
}

const LIST_MARK = /^\s{0,8}(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．:：]|[①-⑳]|第[一二三四五六七八九十\d]{1,2}[项条][:：,，、]?)\s{0,4}/;

/** A numbered list that follows the reminder: only when it has an item for each measure and none fits another better. */
function byNumber(text: string, measures: readonly AnswerMeasure[]): Placed | null {
  const items = listItems(text);
  if (!items) return null;
  const fits =
    items.length === measures.length &&
    !items.some((item) => /^(?:存在|主要|下一?步|下阶段|工作进展|进展情况|基本情况|总体情况|主要做法|问题|经验|工作计划|意见|建议)/.test(item)) &&
    !items.some((item, at) => isBetterElsewhere(item, at, measures));
  if (fits) return { about: new Map(measures.map(({ code }, at) => [code, [items[at] ?? ""]])), questions: [] };
  const said = `答复列了 ${items.length} 条，本次需报 ${measures.length} 项，不能确定每条对应哪一项。`;
  return { about: new Map(), questions: [{ code: null, about: brief(text), text: `${said}请在每条前写编号，例如：${exampleFor(measures[0])}` }] };
}

/** Items of a list that begins at 1 and counts on, by the first kind of mark it uses. */
function listItems(text: string): string[] | null {
  const lines = text.split("\n");
  const marked = lines.flatMap((line, at) => {
    const mark = LIST_MARK.exec(line)?.[0];
    return mark ? [{ at, kind: kindOfMark(mark), number: numberOf(mark), words: line.slice(mark.length) }] : [];
  });
  const first = marked.find(({ number }) => number === 1);
  if (!first) return null;
  const items = marked.filter(({ kind }) => kind === first.kind);
  if (items.length < 2 || items.some(({ number }, at) => number !== at + 1)) return null;
  return items.map(({ at, words }, index) => [words, ...lines.slice(at + 1, items[index + 1]?.at)].join("\n"));
}

const kindOfMark = (mark: string): string => mark.trim().replace(/\d{1,2}/, "1").replace(/[一二三四五六七八九十]{1,3}/, "一").replace(/[①-⑳]/, "①");
const numberOf = (mark: string): number | null => {
  const circled = /[①-⑳]/.exec(mark)?.[0];
  if (circled) return circled.charCodeAt(0) - 0x2460 + 1;
  const digits = /\d{1,2}/.exec(mark)?.[0];
  return digits ? Number(digits) : chineseNumber(/[一二三四五六七八九十]{1,3}/.exec(mark)?.[0] ?? "");
};

/** Whether an item shares clearly more words with another measure than with its own. */
function isBetterElsewhere(item: string, at: number, measures: readonly AnswerMeasure[]): boolean {
  const pairs = pairsOf(item.slice(0, 400));
  const shared = measures.map(({ text }) => [...pairsOf(text)].filter((pair) => pairs.has(pair)).length);
  return Math.max(...shared) >= (shared[at] ?? 0) + 3;
}

function pairsOf(text: string): Set<string> {
  const words = bare(text);
  return new Set(Array.from({ length: Math.max(0, words.length - 1) }, (_, at) => words.slice(at, at + 2)));
}

/** 以上各项均…, with no code named: said of every measure of the reminder. */
function forAll(text: string, plain: string, heads: readonly Head[], measures: readonly AnswerMeasure[]): Placed | null {
  const [head, ...others] = heads;
  if (!head || others.length > 0 || saysProgress(plain.slice(0, head.from))) return null;
  const about = new Map<string, string[]>();
  const questions = placeGroup(text.slice(head.from), measures.map(({ code }) => code), measures, (code, words) => about.set(code, [words]), "各项");
  return { about, questions };
}

/** Whether words say anything that would be missed: a status, or a figure. */
function saysProgress(words: string): boolean {
  const plain = folded(withoutLetterForm(words));
  const { figures, unread, percent } = saidFigures(plain, "");
  const { status } = saidStatus(plain);
  return figures.length > 0 || unread.length > 0 || percent !== undefined || (status !== undefined && !/(?:如下|汇报|报告|报送)[:。]?\s*$/.test(plain));
}

/** One measure's entry from what was said of it. */
function readEntry(words: string, measure: AnswerMeasure): { entry: Entry | null; questions: Question[] } {
  const { code } = measure;
  const sections = sectionsOf(withoutPlanWords(words, measure));
  const plain = withoutCodes(folded(sections.progress), measure);
  if (!bare(sections.progress + sections.status + sections.percent + sections.problems + sections.next) || /^\s{0,9}(?:进展)?(?:情况)?(?:同|与|见|参见|详见)(?:上|前|.{0,12}\d-\d{1,3})(?:一致|相同)?[。.]?\s*$/.test(folded(sections.progress)))
    return { entry: null, questions: [{ code, about: brief(words) || code, text: `${code} 没有写进展内容。请写明状态和进展，例如：${exampleFor(measure)}` }] };
  const said = saidStatus(folded(sections.status ? `状态:${sections.status}\n${sections.progress}` : sections.progress));
  const figures = saidFigures(`${plain}${sections.percent ? `\n进度:${folded(sections.percent).replace(/(\d)\s*$/, "$1%")}` : ""}`, folded(measure.text));
  const progress = said.status === "no-progress" && !wordsBeyondStatus(plain) ? "" : wordsBeyondStatus(plain) ? clipped(sections.progress) : "";
  const entry: Entry = {
    code,
    ...(said.status && { status: said.status }),
    ...(figures.percent !== undefined && { percent: figures.percent }),
    ...(figures.figures.length > 0 && { figures: figures.figures.slice(0, MANY_FIGURES) }),
    ...(progress && { progress }),
    ...(saysSome(sections.problems) && { problems: clipped(sections.problems) }),
    ...(saysSome(sections.next) && { next: clipped(sections.next) }),
  };
  return { entry: Object.keys(entry).length > 1 ? entry : null, questions: questionsOf(measure, said.unsure, figures) };
}

const MANY_FIGURES = 20;

/** Codes mentioned in passing are no figures. */
const withoutCodes = (plain: string, measure: AnswerMeasure): string =>
  mentionsIn(plain, [measure]).reduce((text, { from, to }) => text.slice(0, from) + "■".repeat(to - from) + text.slice(to), plain);

/** Sentences that repeat the plan are not the person's: what the measure promises is not what was done. */
function withoutPlanWords(words: string, { text }: AnswerMeasure): string {
  const plan = bare(text);
  return words
    .split(/(?<=[。；;\n\t])/)
    .map((sentence) => {
      const said = bare(sentence);
      return said.length >= 8 && plan.includes(said) ? (sentence.endsWith("\n") ? "\n" : "") : withoutPlanStart(sentence, plan);
    })
    .join("");
}

/** `推进居住区充电设施建设：已…`: without the measure's words at the start of a sentence. */
function withoutPlanStart(sentence: string, plan: string): string {
  const colon = sentence.slice(0, 200).search(/[：:]/);
  const title = colon > 0 ? bare(sentence.slice(0, colon)) : "";
  return title.length >= 6 && plan.includes(title) ? sentence.slice(colon + 1) : sentence;
}

interface Sections {
  progress: string;
  problems: string;
  next: string;
  status: string;
  percent: string;
  other: string;
}

const LABELS: readonly (readonly [keyof Sections, string])[] = [
  ["problems", "(?:目前|当前)?(?:存在|面临|遇到)?的?(?:主要)?(?:问题|困难|难点)(?:(?:及|和|与|、)(?:困难|问题|原因|建议|难点|需协调事项))?"],
  ["next", "(?:下一步|下步|下阶段|下一阶段|下月|后续)(?:的)?(?:工作)?(?:计划|打算|安排|措施|思路|重点)?|工作计划"],
  ["status", "(?:完成|当前|目前|进展|工作)?状态"],
  ["percent", "(?:完成|工作|总体|整体)?(?:进度|比例|百分比|完成率)(?:\\(%\\))?(?=\\s?[::]\\s?\\d)"],
  ["other", "(?:工作|具体)?措施(?:内容|名称)?|重点任务|任务(?:名称)?|措施?编号|序号|完成时限|牵头单位|协办单位|责任单位|填报单位|报送单位|填报人|联系人|联系电话|报送月份|指标数据"],
  ["progress", "(?:(?:本|当)月|\\d{1,2}月份?)?(?:工作)?(?:进展|完成|落实|推进|开展)(?:情况|及成效|成效)?|工作进展(?:情况)?|主要(?:工作|做法)|进度"],
];
const LABELLED = new RegExp(`(^|[\\n\\t。;!|，,]|\\s{2})\\s{0,6}(?:[-*·•]\\s?)?(?:[(]?[一二三四五六七八九十\\d]{1,2}[).、]\\s?)?[【\\[]?(?:${LABELS.map(([, words]) => `(${words})`).join("|")})[】\\]]?\\s?:`, "g");
const PHRASED =
  /(^|[\n\t。;!，,])\s{0,6}(?:[(]?[一二三四五六七八九十\d]{1,2}[).、]\s?)?(?:((?:目前|当前|但|主要)?(?:存在|面临)的?(?:主要)?(?:问题|困难)(?:主要)?(?:是|为|有|在于)|主要(?:问题|困难)(?:是|为|有))|((?:下一步|下步|下阶段|下一阶段|下月|后续)(?=[,，]|将|拟|计划|继续|工作|我|重点|要|打算|加大|加快|推进|开展|组织|准备)))/g;

/** Progress, problems and next step, by the labels people write. */
function sectionsOf(words: string): Sections {
  const plain = folded(words);
  const labelled = [...plain.matchAll(LABELLED)].map((match) => {
    const at = match.slice(2).findIndex((group) => group !== undefined);
    const from = match.index + (match[1] ?? "").length;
    const isDated = /^\s{0,6}(?:[本当]月|\d{1,2}月)/.test(match[0].slice(from - match.index));
    return { from, to: isDated ? from : match.index + match[0].length, name: LABELS[at]?.[0] ?? "progress" };
  });
  const phrased = [...plain.matchAll(PHRASED)].map((match) => {
    const from = match.index + (match[1] ?? "").length;
    return { from, to: match[2] ? match.index + match[0].length : from, name: match[2] ? ("problems" as const) : ("next" as const) };
  });
  const marks = [...labelled, ...phrased.filter(({ from }) => !labelled.some((other) => Math.abs(other.from - from) < 3))].sort((a, b) => a.from - b.from);
  const sections: Sections = { progress: words.slice(0, marks[0]?.from), problems: "", next: "", status: "", percent: "", other: "" };
  for (const [at, { name, to }] of marks.entries()) {
    const said = words.slice(to, marks[at + 1]?.from);
    const [line = "", ...more] = said.replace(/^\s+/, "").split("\n");
    const isShort = name === "status" || name === "percent" || name === "other";
    sections[name] += `${sections[name] ? "\n" : ""}${isShort ? line : said}`;
    if (isShort && more.join("").trim()) sections.progress += `\n${more.join("\n")}`;
  }
  return sections;
}

const saysSome = (words: string): boolean => !/^[\s，,。;；、:：]*(?:暂?无|没有|暂无问题|无问题|不存在问题|无困难|\/|-+)?[\s。.；;，,]*$/.test(words.slice(0, 80)) || words.length > 80;

/** Whether more is said than a status and a percentage. */
const wordsBeyondStatus = (plain: string): boolean =>
  bare(plain.replace(/本月|目前|当前|截至|已经?|均|都|按计划|正在?|正常|有序|稳步|顺利|持续|全部|推进中?|进行中?|进展|开展中?|完成率?|办结|未启动|尚未启动|滞后|暂停|暂缓|任务|工作|措施|该项?|本项|此项|状态|总体|整体|进度|无新?|没有|暂|新|约|为|是|达到?|以上|上述|其余|各项|项|\d{1,3}(?:\.\d+)?\s?%|百分之[一二三四五六七八九十百点]+|[一二三四五六七八九]成[一二三四五六七八九半]?|[，。,;；:()、.\s]/g, "")).length > 1;

function clipped(words: string): string {
  const text = words.split("\n").map((line) => line.trim()).filter(Boolean).join("\n").replace(/^[，,、；;:：\s]+/, "").trim();
  return text.length <= 1_000 ? text : `${text.slice(0, 999)}…`;
}

function questionsOf(measure: AnswerMeasure, unsure: string | undefined, { unread, figures }: SaidFigures): Question[] {
  const { code } = measure;
  const questions: Question[] = [];
  if (unsure) questions.push({ code, about: unsure, text: `${code}：“${brief(unsure)}”看不出整项措施的状态。请写明整项措施的状态（未启动、推进中、已完成、滞后、暂停、本月无进展），例如：${code} 推进中` });
  const percents = unread.filter(({ why }) => why === "percent");
  const others = unread.filter(({ why }) => why !== "percent");
  if (percents.length > 0) questions.push({ code, about: percents[0]?.words ?? "", text: `${code}：${listed(percents)}不能确定完成百分比。完成百分比是一个 0 到 100 的数。请写明，例如：${code} 完成60%` });
  if (others.length > 0) questions.push({ code, about: others[0]?.words ?? "", text: `${code}：${listed(others)}没有登记为数据，文字已保留。请写明确切数字，以及是本月数还是累计数，例如：${code} 本月检查35家，累计检查120家` });
  if (figures.length > MANY_FIGURES) questions.push({ code, about: code, text: `${code}：数字超过 ${MANY_FIGURES} 个，只登记了前 ${MANY_FIGURES} 个。请只报与指标有关的数字，例如：${exampleFor(measure)}` });
  return questions;
}

const REASONS: Readonly<Record<Why, string>> = {
  kind: "没写是本月还是累计",
  approximate: "是约数",
  range: "是区间",
  comparison: "是增减幅度或往期数",
  unit: "没有单位",
  planned: "是计划数",
  part: "没写是哪方面的比例",
  percent: "不是一个确定的百分比",
  grouping: "数字写法不清",
  left: "是未完成数",
};
const listed = (unread: SaidFigures["unread"]): string => {
  const shown = unread.slice(0, 6).map(({ words, why }) => `“${brief(words)}”（${REASONS[why]}）`);
  return `${shown.join("、")}${unread.length > shown.length ? `等 ${unread.length} 处` : ""}`;
};

function wrongCode(wrong: string, measures: readonly AnswerMeasure[]): Question {
  const near = nearestTo(wrong, measures);
  return { code: null, about: wrong, text: `“${wrong}”不是本次需要贵单位报送的措施，这一条没有登记。编号最接近的是 ${near.join("、")}。请改用正确编号重报这一条，例如：${exampleFor(measures.find(({ code }) => code === near[0]))}` };
}

const unplaced = (text: string, measures: readonly AnswerMeasure[]): Question => ({
  code: null,
  about: brief(text),
  text: `“${brief(text)}”没有写编号，不能确定说的是哪一项措施。请在前面写编号（${measures.slice(0, 6).map(({ code }) => code).join("、")}${measures.length > 6 ? " 等" : ""}），例如：${exampleFor(measures[0])}`,
});

const exampleFor = (measure: AnswerMeasure | undefined): string => `${measure?.code ?? "编号"} 推进中，完成60%，本月检查35家，累计120家`;

const brief = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 40 ? line : `${line.slice(0, 39)}…`;
};

/** Letters and digits only, so that blanks and punctuation do not matter. */
const bare = (text: string): string => folded(text).replace(/[^\p{L}\p{N}%]/gu, "");

/** A pasted table as labelled lines, when its first row names its columns. */
function tableAsLabels(text: string): string {
  const lines = text.split("\n");
  let columns: string[] | null = null;
  return lines
    .map((line) => {
      const cells = line.includes("\t") ? line.split("\t") : /^\s{0,4}\|.*\|/.test(line) ? line.trim().replace(/^\||\|$/g, "").split("|") : [];
      if (cells.length < 3) return line;
      if (cells.filter((cell) => /^\s?(?:措施)?(?:编号|状态|进度|完成(?:比例|百分比|情况|率)|进展(?:情况)?|工作进展|存在(?:的)?问题|下一步.{0,4}|措施(?:内容)?|工作措施|序号|备注|指标.{0,4})\s?$/.test(cell)).length >= 3) {
        columns = cells.map((cell) => cell.trim());
        return "";
      }
      const names = columns;
      if (!names) return line;
      const at = Math.max(0, names.findIndex((name) => /编号/.test(name)));
      const labelled = cells.flatMap((cell, index) => (index === at || !cell.trim() || /^(?:序号|备注)$/.test(names[index] ?? "") ? [] : [`${names[index] ?? "进展"}：${cell.trim()}`]));
      return [cells[at]?.trim() ?? "", ...labelled].join("\n");
    })
    .join("\n");
}

const GREETING = /^\s*(?:(?:尊敬的)?(?:各位)?(?:领导|老师|同志|同事)?[：:，,]?\s*(?:您|你|大家)?(?:们)?好[！!。，,：:]?|.{2,24}[：:]|此致|敬礼[！!]?|特此(?:报告|报送|回复|说明)[。.]?|以上(?:为.{0,20}|内容)?(?:请|望)?(?:查收|审阅|审示|知悉)?[，,。.]?(?:谢谢|感谢)?[！!。]?|请(?:查收|审阅|知悉)[。！!]?(?:谢谢)?[！!。]?|(?:谢谢|感谢|顺祝.{0,8}|祝.{0,8}(?:好|祺|利|快))[！!。]?)\s*$/;
const CLOSING =
  /^\s*(?:(?:20\d\d\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日|20\d\d[-./]\d{1,2}[-./]\d{1,2}|[\u4e00-\u9fa5()（）\s]{2,30}(?:局|委|办|处|中心|镇|政府|街道|办事处|管委会|分局|支队|大队|公司|科|科室|部|办公室|队|站|联络员)(?:\s{1,4}[\u4e00-\u9fa5]{2,4})?|(?:联\s?系\s?人|联系电话|电\s?话|手\s?机|传\s?真|报送人|填报人|审核人|签发人|邮箱)\s?[：:].{0,60}|[-—=_*]{3,})\s*$/;

/** Without the salutation above and the closing, name and date below. */
function withoutLetterForm(text: string): string {
  const lines = text.split("\n");
  let from = 0;
  let to = lines.length;
  while (from < to && (!lines[from]?.trim() || isGreeting(lines[from] ?? ""))) from += 1;
  while (to > from && (!lines[to - 1]?.trim() || isClosing(lines[to - 1] ?? ""))) to -= 1;
  return lines.slice(from, to).join("\n");
}

const isGreeting = (line: string): boolean => GREETING.test(line.slice(0, 100)) && line.length <= 100 && !/[\d%]|进展|完成|状态|问题/.test(line);
const isClosing = (line: string): boolean => line.length <= 100 && (CLOSING.test(line) || (GREETING.test(line) && !/[：:]\s*$/.test(line))) && !/[%％]|(?:推进|完成|暂停|启动|进展)/.test(line);
