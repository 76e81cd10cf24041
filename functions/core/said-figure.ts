import { type Month, yearOf } from "./day.ts";
import type { Figure } from "./entry.ts";
import { chineseNumber } from "./folded-text.ts";
import {
  COMPARED,
  clauseStart,
  type Found,
  isApproximate,
  isRange,
  type Kind,
  LIMIT_AFTER,
  PLANNED,
  type Place,
  TARGET,
  type Why,
  wordsAround,
} from "./number-place.ts";
import { masked, NUMBER } from "./number-words.ts";
import { readPercent, readShare } from "./said-percent.ts";

/** What the numbers of a text say, and those that do not say it clearly enough to be recorded. */
export interface SaidFigures {
  percent?: number;
  figures: Figure[];
  /** Words as written, and why they were not recorded. */
  unread: { words: string; why: Why }[];
}

/**
 * The figures in a text. A number is recorded when it is exact, has a unit, and the sentence says whether it is this
 * month's, cumulative, a target or a rate; otherwise it is unread. What is no figure (dates, numbers of documents,
 * telephones, names such as PM2.5) is passed over.
 *
 * @param text     folded
 * @param planText the measure's own text, folded: limits it names (`4.5吨以下`) are no figures of the answer
 * @param period   the month reported on: another month's figure is not this month's; while unknown, no named month is
 * @rule RP-13
 */
export function saidFigures(text: string, planText: string, period?: Month): SaidFigures {
  const found: Found[] = [];
  for (const sentence of sentencesOf(text)) found.push(...foundIn(sentence, planText, period));
  return gathered(found);
}

const sentencesOf = (text: string): string[] =>
  text.split(/[。!?\n\t;]/).filter((sentence) => /[\d一二两三四五六七八九十百千半]/.test(sentence));

function gathered(found: readonly Found[]): SaidFigures {
  const percents = new Map(found.flatMap((each) => ("percent" in each ? [[each.percent, each.words] as const] : [])));
  const said: SaidFigures = { figures: [], unread: [] };
  for (const each of found) {
    if ("figure" in each && !said.figures.some((other) => isSame(other, each.figure))) said.figures.push(each.figure);
    if ("why" in each) said.unread.push(each);
  }
  const [only, ...others] = percents.keys();
  if (only !== undefined && others.length === 0 && only >= 0 && only <= 100) said.percent = only;
  else for (const words of percents.values()) said.unread.push({ words, why: "percent" });
  return said;
}

const isSame = (one: Figure, other: Figure): boolean =>
  one.value === other.value && one.unit === other.unit && one.kind === other.kind;

/** Words in a sentence that say which kind its figures are, until the next such word. */
const MARKS = new RegExp(
  (
    String.raw`(?<both>(?:本月|当月|M月份?)[,，]?共?累计)|(?<cumulative>累计|今年以来|年初以来|年初至今|(?:截至|截止)(?:到)?(?:目前|现在|(?:(?<asOfYear>20\d\d)年)?(?<asOf>M)月(?:\d{1,2}日|底|末)?|本?月底|日前)|(?<!\d)[1一]\s?(?:月份?)?\s?[-~至到]\s?(?<through>M)\s?月份?)` +
    String.raw`|(?<other>上月|(?:上|去|前|往|明)年(?:M月份?)?|同期|前[\d一二三四五六七八九十]{1,2}个?月|M\s?(?:月份?)?\s?[-~至到、]\s?M\s?月份?|(?:本月|当月)?(?<![\d月])\d{1,2}[日号](?!线|楼|院|地|文)|[一二三四]季度|[上下]半年|(?:本|上|这|每)周|当天|当日|今日|昨日|近日|日前|下月|全年(?!目标|任务|计划|累计)|M月\d{1,2}[日号])` +
    String.raw`|(?<month>本月|当月|这个月|该月|(?<![\d.\-~至到截止比较与同、])(?:(?<year>20\d\d)年)?(?<no>M)月份?(?![初前上中下均]|\s?\d{1,2}\s?[日号]|[底末](?!累计)))` +
    String.raw`|(?<since>自?20\d\d年以?来)|(?<wholeYear>20\d\d)年`
  ).replaceAll("M", "(?:\\d{1,2}|十[一二]?|[一二三四五六七八九])"),
  "g",
);

function foundIn(sentence: string, planText: string, period: Month | undefined): Found[] {
  const marks = marksIn(sentence, period);
  const found: Found[] = [];
  let passed = 0;
  let outer: Mark | undefined;
  let inner: Mark | undefined;
  let previous = { end: 0, unit: "" };
  let targetUnit: string | null = null;
  for (const match of masked(sentence).matchAll(NUMBER)) {
    const at = match.index;
    const end = at + match[0].length;
    for (let next = marks[passed]; next && next.end <= at; next = marks[passed]) {
      if (next.until === Number.POSITIVE_INFINITY) outer = next;
      else inner = next;
      passed += 1;
    }
    const isNewer = inner !== undefined && inner.at > (outer?.at ?? -1);
    // After “累计52次（4月14次）” nobody knows which of the two goes on.
    const mark = !isNewer || inner?.kind === outer?.kind ? outer : (inner?.until ?? 0) > at ? inner : undefined;
    const clause = clauseStart(sentence, at);
    const place: Place = {
      sentence,
      at,
      end,
      clause: sentence.slice(clause, at),
      lead: sentence.slice(Math.max(previous.end, clause), at),
      tail: sentence.slice(end, end + 24),
      mark: mark?.kind ?? null,
      tellsOtherTimes: marks.some(({ kind }) => kind === "other"),
      isCarried: mark !== undefined && mark.end < Math.max(previous.end, clause),
      isAdjacent: previous.end > clause,
      previousUnit: previous.unit,
      targetUnit,
      planText,
    };
    const read = readNumber(match, place);
    if (read) found.push(read);
    if (read && "figure" in read && read.figure.kind === "target") targetUnit = read.figure.unit;
    previous = { end, unit: match.groups?.unit ?? match.groups?.unitChinese ?? "" };
  }
  return found;
}

/** A word that says a kind, and how far it reaches: one in brackets to their end, another to the end of the sentence. */
interface Mark {
  at: number;
  end: number;
  kind: Kind;
  until: number;
}

/** What stands after words about another time goes on about it, 累计 too, until other words say a time. */
function marksIn(sentence: string, period: Month | undefined): Mark[] {
  let open = -1;
  let scanned = 0;
  let isPast = false;
  return [...sentence.matchAll(MARKS)].flatMap((match) => {
    for (; scanned < match.index; scanned++) {
      if (sentence[scanned] === "(") open = scanned;
      if (sentence[scanned] === ")") open = -1;
    }
    const close = open < 0 ? -1 : sentence.indexOf(")", match.index);
    const said = markKind(match, period);
    if (said === null) return [];
    const isPlain = match[0] === "累计";
    if (!isPlain && close < 0)
      isPast = said === "other" && isOtherMonth(match) && !COMPARING.test(before(sentence, match));
    const kind = isPlain && isPast ? "other" : said;
    return [
      {
        at: match.index,
        end: match.index + match[0].length,
        kind,
        until: close < 0 ? Number.POSITIVE_INFINITY : close,
      },
    ];
  });
}

const COMPARING = /[较比与同]\s?$/;
const before = (sentence: string, { index }: RegExpExecArray): string => sentence.slice(Math.max(0, index - 3), index);
const isOtherMonth = ({ 0: words, groups }: RegExpExecArray): boolean =>
  Boolean(groups?.no || groups?.asOf || groups?.through || groups?.wholeYear) || /^(?:上月|[上去前往]年)/.test(words);

/** Null when the words say nothing of the kind: the year reported on. */
function markKind({ groups = {} }: RegExpExecArray, period: Month | undefined): Kind | null {
  const { both, other, since, wholeYear, asOf, asOfYear, through, no, year } = groups;
  if (both || other || since) return "other";
  if (wholeYear) return period && Number(wholeYear) === yearOf(period) ? null : "other";
  if (groups.cumulative) return isBefore(period, asOfYear, asOf) || !endsIn(period, through) ? "other" : "cumulative";
  return no && !isMonth(period, year, no) ? "other" : "this-month";
}

const isMonth = (period: Month | undefined, year: string | undefined, no: string): boolean =>
  period !== undefined && numberOf(no) === monthNo(period) && (year === undefined || Number(year) === yearOf(period));
const endsIn = (period: Month | undefined, through: string | undefined): boolean =>
  through === undefined || (period !== undefined && numberOf(through) === monthNo(period));
/** A sum as of an earlier day; one of the days after the month is the newest there is. */
function isBefore(period: Month | undefined, year: string | undefined, asOf: string | undefined): boolean {
  if (asOf === undefined) return false;
  if (period === undefined) return true;
  const isNextJanuary = monthNo(period) === 12 && numberOf(asOf) === 1;
  return (year !== undefined && Number(year) < yearOf(period)) || (numberOf(asOf) < monthNo(period) && !isNextJanuary);
}
const numberOf = (no: string): number => (/\d/.test(no) ? Number(no) : (chineseNumber(no) ?? 0));
const monthNo = (period: Month): number => Number(period.slice(5));

function readNumber(match: RegExpExecArray, place: Place): Found | null {
  const groups = match.groups ?? {};
  const words = wordsAround(place);
  if (groups.arabic === undefined && groups.chinese === undefined) return readShare(groups, place, words);
  const value =
    groups.arabic === undefined ? chineseNumber(groups.chinese ?? "") : Number(groups.arabic.replaceAll(",", ""));
  const unit = `${groups.unit ?? groups.unitChinese ?? ""}${/^\s?[(]次[)]/.test(place.tail) ? "次" : ""}`;
  if (groups.chinese !== undefined && isJustAWord(groups, place)) return null;
  if (isLimitOfPlan(match[0], place)) return null;
  if (
    /\d(?:[,，、]|\s{1,3})$/.test(place.sentence.slice(Math.max(0, place.at - 8), place.at)) ||
    (!unit && /^(?:[,，点]|\s{1,3})\d/.test(place.tail)) ||
    /[\d一二三四五六七八九十]点$/.test(place.lead) ||
    (groups.arabic !== undefined && /^\s?[零一二两三四五六七八九十百千]/.test(place.tail)) ||
    (groups.chinese !== undefined && /[\d几]$/.test(place.lead || place.sentence.slice(0, place.at).slice(-1)))
  )
    return { words, why: "grouping" };
  if (
    value === null ||
    groups.about ||
    groups.more ||
    groups.aboutChinese ||
    groups.moreChinese ||
    isApproximate(place) ||
    (groups.chinese && /[几数上好]$/.test(place.lead))
  )
    return { words, why: "approximate" };
  if (isRange(place)) return { words, why: "range" };
  if (unit === "%") return readPercent(value, place, words);
  if (unit === "个百分点" || unit === "‰") return { words, why: "comparison" };
  if (!unit || /^\s?\/\s?\p{L}/u.test(place.tail)) return { words, why: "unit" };
  const times = { 万: 1e4, 亿: 1e8, 千: 1e3, 百: 1e2 }[groups.times ?? groups.timesChinese ?? ""] ?? 1;
  return kindOf(Number((value * times).toPrecision(12)), unit, place, words);
}

/** 一个平台, 两级: numerals of one character are words, unless something was counted with them. */
function isJustAWord(groups: Record<string, string | undefined>, { lead, tail }: Place): boolean {
  if ((groups.chinese ?? "").length > 1) return false;
  if (groups.chinese === "一" || groups.chinese === "零" || groups.chinese === "〇") return true;
  const counted =
    /(?:检查|抽查|抽检|巡查|开展|完成|建成|新增|新建|推广|立案|处罚|发现|整改|查处|办理|出动|召开|组织|更新|淘汰|报废|创建|培训|发放|张贴|清理|拆除|改造|安装|移送|约谈|通报|共|计|了|达)$/;
  return !counted.test(lead) && !/^\s?(?:[，,。;；、)]|$)/.test(tail);
}

const isLimitOfPlan = (words: string, { tail, planText }: Place): boolean =>
  LIMIT_AFTER.test(tail) &&
  planText.replaceAll(" ", "").includes(words.replaceAll(" ", "") + (LIMIT_AFTER.exec(tail)?.[0].trim() ?? ""));

/** 应为41个，前报38个有误: what was said before, and is taken back. */
const CORRECTED =
  /(?:前期?|原|此前|之前|上次|先前|首次|误)(?:上报|填报|报送|报|填|写)(?:的|数|数据|数字)?(?:为|是|成|作|:)?\s?$/;
const CORRECTED_AFTER =
  /^\s?[^，。；、\d]{0,6}(?:有误|系误|是笔误|系笔误|为误|错误|作废|(?:应|请)?(?:更正|改|修正|调整)(?:为|成|至))/;

const LEFT =
  /(?:在建|拟建|待建|未建|待|剩余|剩下|还剩|还有|还差|尚有|尚余|尚差|仍有|仍差|余下|差距|相差|缺口|其余|正在[^，]{0,6}|(?:目标|任务|计划)[^，\d]{0,4}[差缺欠]|(?<![偏误温])[差缺欠]|未完成|未整改|未达标|未安装|未改造|待整改|待完成|尚未[^，]{0,6}|未(?:能)?[^，]{0,4}|(?:不含|不包括|扣除|剔除|除去)[^，]{0,8})\s?$|距离?(?:全年|年度|目标|任务|\s?$)/;

const LEFT_AFTER = /^\s?[^，,、]{0,8}(?:未|没有|待(?!遇)|正在|施工中|在建|纳入)/;

const NOT_TARGET =
  /完成[^，]{0,8}(?:目标|任务|指标|计划)|(?:分解|部署|细化|梳理|明确|下月|\d月)[^，]{0,6}(?:任务|计划)|下月|本月|当月|本周|季度|\d{1,2}月(?!底)|超(?:额)?/;

/** What was done, though the clause begins with a heading such as 减排目标. */
const MARKED_AFTER = /(?:目标|任务|计划|指标)[^，]{0,12}(?:累计|本月|当月|截至|\d月|目前|已|实际)/;

const OF_TARGET = /^\s?的?(?:全年|年度)?(?:目标|任务|计划|指标)|^\s?的\s?(?:\d|百分之)/;

/** A sum of figures of several months is of neither. */
const SUM = /(?:合计|总计|共计?|总共)\s?$/;

/** A load or a speed: 14.2吨/日. */
const EACH_AFTER = /^\s?(?:\/|每)\s?(?:小?时|日|天|周|月|年|h|d)/;

const EACH =
  /每|日均|人均|户均|平均(?!浓度|值)|剔除|扣除|不计|均(?:为|约)?\s?$|单(?:日|次|家|个)|最高|最低|最大|最小|峰值|\/\s?$/;

/** Sizes and stocks: a number that describes a thing, or counts what there is, not what was done. */
const OF_A_THING =
  /存量|库存|总投资|合同|概算|预算|产能|规模|设计|全长|长度|总长|总面积|占(?!地)|距|规格|型号|容量|功率|原(?:有|定)|半径|范围/;

const STOCK =
  /现存|常住|户籍|历史|遗留|目前|现有|在册|拥有|保有|共有|辖区|总量|总数|应|另有|其余|其他|其它|今年|全年|年度/;

function kindOf(value: number, unit: string, place: Place, words: string): Found {
  const { lead, tail, mark, targetUnit } = place;
  const inBrackets = /^\s?[(]\s?(?:(本月|当月|\d{1,2}月份?)|(累计|全年累计|截至目前))\s?[)]/.exec(tail);
  if (inBrackets) return { figure: { value, unit, kind: inBrackets[1] ? "this-month" : "cumulative" } };
  if (CORRECTED.test(lead) || CORRECTED_AFTER.test(tail)) return { words, why: "corrected" };
  if (LEFT.test(lead) || LEFT_AFTER.test(tail)) return { words, why: "left" };
  if (COMPARED.test(lead) || /^\s?的?(?:增长|增幅|降幅)/.test(tail)) return { words, why: "comparison" };
  if (isTarget(place)) return { figure: { value, unit, kind: "target" } };
  const said = lead.split(/累计|本月|当月|\d{1,2}月份?|:|已|实际/).at(-1) ?? "";
  if (OF_TARGET.test(tail) || /目标|任务|指标/.test(said)) return { words, why: "kind" };
  if (PLANNED.test(lead)) return { words, why: "planned" };
  if (place.tellsOtherTimes && SUM.test(lead)) return { words, why: "kind" };
  if (
    EACH.test(lead) ||
    EACH_AFTER.test(tail) ||
    LIMIT_AFTER.test(tail) ||
    OF_A_THING.test(said) ||
    isBeside(unit, place)
  )
    return { words, why: "kind" };
  if (mark === "cumulative" || mark === "this-month")
    return place.isCarried && STOCK.test(place.isAdjacent ? place.clause : lead)
      ? { words, why: "kind" }
      : { figure: { value, unit, kind: mark } };
  const isDone = /(?:已|目前|现)[^，]{0,2}(?:完成|推广|建成|安装|更新|减排|检查|抽检|改造|创建)[^，]{0,6}$/.test(lead);
  return mark === null && isDone && targetUnit === unit
    ? { figure: { value, unit, kind: "cumulative" } }
    : { words, why: "kind" };
}

/** 全年任务300辆, or 完成全年任务300辆的70%. */
function isTarget({ lead, tail, mark }: Place): boolean {
  if (mark === "this-month" && /计划/.test(lead)) return false;
  if (TARGET.test(lead) && !NOT_TARGET.test(lead) && !MARKED_AFTER.test(lead)) return true;
  return /完成了?(?:全年|年度)(?:目标|任务|计划)(?:任务)?(?:数|量)?\s?$/.test(lead) && /^\s?的\s?\d/.test(tail);
}

/** 5个镇街18家企业: what the next number is counted in. */
const NOUN_AND_NUMBER =
  /^(?!\p{Script=Han}{0,5}(?:累计|本月|其中|同比|环比|[占达约增较比共计新]))\p{Script=Han}{1,6}\d/u;

/** A number right beside another, with no word of its own: `2.5吨10辆`, `210辆(300辆)`, `12家、35家`. */
function isBeside(unit: string, { lead, tail, isAdjacent, previousUnit }: Place): boolean {
  if (/^\s?\/?\s?\d/.test(tail) || NOUN_AND_NUMBER.test(tail)) return true;
  return !/\p{L}/u.test(lead) && (isAdjacent || (previousUnit === unit && !/^\p{L}/u.test(tail)));
}
