import type { Figure } from "./entry.ts";
import { chineseNumber } from "./folded-text.ts";

/** What the numbers of a text say, and those that do not say it clearly enough to be recorded. */
export interface SaidFigures {
  percent?: number;
  figures: Figure[];
  /** Words as written, and why they were not recorded. */
  unread: { words: string; why: Why }[];
}

/** Why a number is not recorded. */
export type Why = "kind" | "approximate" | "range" | "comparison" | "unit" | "planned" | "part" | "percent" | "grouping" | "left";

/**
 * The figures in a text. A number is recorded when it is exact, has a unit, and the sentence says whether it is this
 * month's, cumulative, a target or a rate; otherwise it is unread. What is no figure (dates, numbers of documents,
 * telephones, names such as PM2.5) is passed over.
 *
 * @param text     folded
 * @param planText the measure's own text, folded: limits it names (`4.5吨以下`) are no figures of the answer
 * Rule RP-4
 */
export function saidFigures(text: string, planText: string): SaidFigures {
  const found: Found[] = [];
  for (const sentence of sentencesOf(text)) found.push(...foundIn(sentence, planText));
  return gathered(found);
}

type Found = { figure: Figure } | { percent: number; words: string } | { words: string; why: Why };

const sentencesOf = (text: string): string[] => text.split(/[。!?\n\t;]/).filter((sentence) => /[\d一二两三四五六七八九十百千半]/.test(sentence));

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

const isSame = (one: Figure, other: Figure): boolean => one.value === other.value && one.unit === other.unit && one.kind === other.kind;

/** Things with digits that are no figures. Each is replaced by as many squares, so that places stay. */
const NO_FIGURES: readonly RegExp[] = [
  /[\w.+-]{1,64}@[\w.-]{1,80}|https?:\/\/[^\s，。]{1,300}/g,
  /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4})(?!\d)|(?:电话|手机|传真|座机|联系方式)[:\s]{0,3}\d[\d-]{4,14}/g,
  /(?<!\d)(?:12345|12369|12315|12350|12319|12316|12328|96\d{3})(?=\s?["”]?(?:热线|平台|工单|投诉|市民|举报|政务|服务|案件|接诉|诉求|群众|派单))/g,
  /[〔[【(]\s?(?:19|20)\d{2}\s?[〕\]】)]\s?第?\s?\d{1,4}\s?号?/g,
  /[A-Z]{2,4}\d{0,3}\s?\/?\s?T?\s?\d{2,6}(?:\.\d{1,2})?-(?:19|20)\d{2}/g,
  /(?:19|20)\d{2}\s?(?:年度?)?\s?[-~至]\s?(?:19|20)\d{2}\s?(?:年度?)?/g,
  /(?<!\d)(?:19|20)\d{2}\s?年度?(?:\s?\d{1,2}\s?月份?(?:\s?\d{1,2}\s?[日号])?)?/g,
  /(?<!\d)(?:19|20)\d{2}[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d)/g,
  /(?<![\d.])\d{1,2}\s?(?:月份?|日)?\s?[-~至到、]\s?\d{1,2}\s?(?:月份?|日)(?:\d{1,2}日)?/g,
  /(?<![\d.])\d{1,2}\s?月份?(?:\s?\d{1,2}\s?[日号])?(?:\s?[-~至到]\s?(?:\d{1,2}月)?\d{1,2}\s?[日号])?/g,
  /(?<![\d.])\d{1,2}\s?日(?!均)|(?<!\d)\d{1,2}:\d{2}(?!\d)|(?<![\d.])\d{1,2}\s?时(?:\d{1,2}分)?(?!段)|(?:上午|下午|晚上?)\s?\d{1,2}\s?点/g,
  /PM\s?2\.5|PM\s?10|\b[A-Za-z]{1,2}\d{1,3}(?![\d.]|\s?(?:个|家|辆|吨|台|次|件|起|项|公里|亩|万|亿|%))/g,
  /第\s?(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s?(?:次|批|期|个|季度|阶段|轮|号|届|条|项|名|位|部|标段)?/g,
  /(?<!\d)\d{1,5}\s?(?:号(?!召)|#|级|层|楼|届|环路?|阶段|标段|年期|期(?=工程|项目|建设|改造))/g,
  /\d{1,3}\s?[×xX*+]\s?(?:\d{1,3}|[NnXx])(?!\d)|\d{1,2}:\d{1,2}(?=$|\D)/g,
  /(?:排名|位列|位居|名列)[^，。\d]{0,6}\d{1,3}\s?[位名]?/g,
  /国\s?[一二三四五六1-6](?=\D|$)|(?<!\d)5G|(?<![\d.])\d{1,3}\s?(?:年(?!均)|个月|周(?!边)|分钟)(?!度)/g,
  /(?:十[一二三四五]五|两会|两山|三同时|双随机|百千工程|千家万户|四不两直|一[企厂园河]一策)/g,
  /(?<=^|[\s,，:(])[(]?\d{1,2}[).、](?=\s{0,2}[^\d\s])/g,
];

const masked = (sentence: string): string => NO_FIGURES.reduce((text, pattern) => text.replace(pattern, (words) => "■".repeat(words.length)), sentence);

const UNITS =
  "微克/立方米 毫克/立方米 毫克/升 μg/m3 µg/m3 ug/m3 μg/m³ mg/m3 mg/L mg/l 吨/平方公里·月 吨/平方公里 吨标准煤 吨标煤 吨二氧化碳 家/次 辆/次 家次 辆次 户次 人次 台次 车次 批次 场次 点次 处次 频次 件次 艘次 架次 平方千米 平方公里 平方米 立方米 千瓦时 兆瓦时 千瓦 兆瓦 公里 千米 厘米 毫米 米 公顷 亩 公斤 千克 毫克 微克 克 吨 升 分贝 小时 天 元 点位 标段 个 家 辆 台 套 件 起 宗 处 座 栋 幢 户 人 名 位 条 项 份 批 次 场 期 株 棵 根 盏 组 支 部 枚 篇 册 面 块 片 只 头 羽 班 路 街 村 镇 口 眼 艘 架 张 幅 封 轮 段 桩 孔 所 类 例 桶 箱 袋 瓶 间 道 种 页 kWh KWh MW kW km kg m2 m3 m² m³ ㎡ dB t L".split(
    " ",
  );
const UNIT = UNITS.sort((a, b) => b.length - a.length).map((unit) => unit.replace(/[/·]/g, "\\$&")).join("|");
const NUMBER = new RegExp(
  `(?<arabic>\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,6})?|\\d{1,12}(?:\\.\\d{1,6})?)(?<about>\\s?[余多来几])?\\s?(?<times>[万亿千百])?(?<more>\\s?[余多来几])?\\s?(?<unit>个百分点|${UNIT}|%|‰)?` +
    `|百分之(?<words>[零〇一二三四五六七八九十百点]{1,8})|(?<tenths>[一二三四五六七八九])成(?<half>半|[一二三四五六七八九](?![家个辆台]))?(?![立果功效都本为员绩交因品熟长员人像])` +
    `|(?<chinese>[零〇一二两三四五六七八九十百千万亿]{1,14})(?<aboutChinese>[余多几来])?(?<timesChinese>[万亿])?(?<moreChinese>[余多])?(?<unitChinese>${UNIT})` +
    `|过半|(?:近|超|大)半|一半|半数|[一二三四五]分之[一二三四]`,
  "g",
);

/** Words in a sentence that say which kind its figures are, until the next such word. */
const MARKS =
  /(?<both>(?:本月|当月|\d{1,2}月份?)(?:共)?累计)|(?<cumulative>累计|今年以来|年初以来|年初至今|(?:截至|截止)(?:到)?(?:目前|现在|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末)?|本?月底|日前)|(?<!\d)1\s?(?:月份?)?\s?[-~至到]\s?\d{1,2}\s?月份?)|(?<other>上月|上年|去年|往年|同期|前[\d一二三四五六七八九十]{1,2}个?月|\d{1,2}\s?(?:月份?)?\s?[-~至到、]\s?\d{1,2}\s?月份?|(?:本月|当月)?(?<![\d月])\d{1,2}[日号](?!线|楼|院|地|文)|[一二三四]季度|[上下]半年|(?:本|上|这|每)周|当天|当日|今日|昨日|近日|日前|下月|明年|全年(?!目标|任务|计划|累计)|\d{1,2}月\d{1,2}[日号]|20[01]\d年|202[0-3]年)|(?<month>本月|当月|这个月|该月|(?<![\d.\-~至到截止比较与同、])\d{1,2}月份?(?![底末初前上中下均]|\s?\d{1,2}\s?[日号]))/g;

function foundIn(sentence: string, planText: string): Found[] {
  const marks = [...sentence.matchAll(MARKS)].map((match) => ({ at: match.index, end: match.index + match[0].length, kind: markKind(match) }));
  const months = new Set(marks.filter(({ kind }) => kind === "this-month").flatMap(({ at, end }) => /\d{1,2}月/.exec(sentence.slice(at, end)) ?? []));
  const found: Found[] = [];
  let before = 0;
  let passed = 0;
  let targetUnit: string | null = null;
  for (const match of masked(sentence).matchAll(NUMBER)) {
    const at = match.index;
    const end = at + match[0].length;
    while ((marks[passed]?.end ?? Number.POSITIVE_INFINITY) <= at) passed += 1;
    const mark = marks[passed - 1]?.kind ?? null;
    const clause = Math.max(before, clauseStart(sentence, at));
    const place: Place = { sentence, at, end, lead: sentence.slice(clause, at), tail: sentence.slice(end, end + 24), mark: mark === "this-month" && months.size > 1 ? "other" : mark, targetUnit, planText };
    const read = readNumber(match, place);
    if (read) found.push(read);
    if (read && "figure" in read && read.figure.kind === "target") targetUnit = read.figure.unit;
    before = end;
  }
  return found;
}

type Kind = "this-month" | "cumulative" | "other";
const markKind = ({ groups }: RegExpExecArray): Kind => (groups?.cumulative ? "cumulative" : groups?.month ? "this-month" : "other");

interface Place {
  sentence: string;
  at: number;
  end: number;
  /** From the beginning of the clause, or the number before, up to the number. */
  lead: string;
  tail: string;
  mark: Kind | null;
  /** Unit of the target that the sentence has named before. */
  targetUnit: string | null;
  planText: string;
}

function clauseStart(sentence: string, at: number): number {
  for (let from = at; from > Math.max(0, at - CLAUSE_LIMIT); from--) {
    const char = sentence[from - 1] ?? "";
    if (/[，;；、|]/.test(char) || (char === "," && !/\d/.test(sentence[from] ?? ""))) return from;
  }
  return Math.max(0, at - CLAUSE_LIMIT);
}
/** Characters of a clause before a number that are looked at. */
const CLAUSE_LIMIT = 120;

function readNumber(match: RegExpExecArray, place: Place): Found | null {
  const groups = match.groups ?? {};
  const words = wordsAround(place);
  if (groups.arabic === undefined && groups.chinese === undefined) return readShare(groups, place, words);
  const value = groups.arabic === undefined ? chineseNumber(groups.chinese ?? "") : Number(groups.arabic.replaceAll(",", ""));
  const unit = `${groups.unit ?? groups.unitChinese ?? ""}${/^\s?[(]次[)]/.test(place.tail) ? "次" : ""}`;
  if (groups.chinese !== undefined && isJustAWord(groups, place)) return null;
  if (isLimitOfPlan(match[0], place)) return null;
  if (/\d(?:[,，、]|\s{1,3})$/.test(place.sentence.slice(Math.max(0, place.at - 8), place.at)) || (!unit && /^(?:[,，点]|\s{1,3})\d/.test(place.tail)) || /[\d一二三四五六七八九十]点$/.test(place.lead)) return { words, why: "grouping" };
  if (value === null || groups.about || groups.more || groups.aboutChinese || groups.moreChinese || isApproximate(place)) return { words, why: "approximate" };
  if (isRange(place)) return { words, why: "range" };
  if (unit === "%") return readPercent(value, place, words);
  if (unit === "个百分点" || unit === "‰") return { words, why: "comparison" };
  if (!unit) return { words, why: "unit" };
  const times = { 万: 1e4, 亿: 1e8, 千: 1e3, 百: 1e2 }[groups.times ?? groups.timesChinese ?? ""] ?? 1;
  return kindOf(Number((value * times).toPrecision(12)), unit, place, words);
}

/** 一个平台, 两级: numerals of one character are words, unless something was counted with them. */
function isJustAWord(groups: Record<string, string | undefined>, { lead, tail }: Place): boolean {
  if ((groups.chinese ?? "").length > 1) return false;
  if (groups.chinese === "一" || groups.chinese === "零" || groups.chinese === "〇") return true;
  const counted = /(?:检查|抽查|抽检|巡查|开展|完成|建成|新增|新建|推广|立案|处罚|发现|整改|查处|办理|出动|召开|组织|更新|淘汰|报废|创建|培训|发放|张贴|清理|拆除|改造|安装|移送|约谈|通报|共|计|了|达)$/;
  return !counted.test(lead) && !/^\s?(?:[，,。;；、)]|$)/.test(tail);
}

const LIMIT_AFTER = /^\s?(?:及)?(?:以上|以下|以内|之内|内|范围)/;
const isLimitOfPlan = (words: string, { tail, planText }: Place): boolean =>
  LIMIT_AFTER.test(tail) && planText.replaceAll(" ", "").includes(words.replaceAll(" ", "") + (LIMIT_AFTER.exec(tail)?.[0].trim() ?? ""));

const isApproximate = ({ lead, tail }: Place): boolean =>
  /(?:几|数|上|约|近|大约|约为|超|超过|超出|逾|不足|不到|不低于|不少于|不超过|不高于|至少|最多|最少|将近|接近|几近|大概|差不多|估计|大于|小于|高于|低于|[><≥≤]=?)\s?(?:了|为|达)?\s?$/.test(lead) ||
  /^\s?(?:及)?(?:左右|上下|以上|以下|以内|之内|内(?!部|容|外|涝)|余|多(?![个家元样])|不等|范围)/.test(tail);

const isRange = ({ sentence, at, tail }: Place): boolean =>
  /^\s?(?:[-~]{1,2}|至|到)\s?\d/.test(tail) || /\d\s?[^\d，。,\s]{0,4}\s?(?:[-~]{1,2}|至|到|增加到|提高到|提升到|增至|提升至|升至|降至|下降到|降到)\s?$/.test(sentence.slice(Math.max(0, at - 16), at)) || /[-~]\s?$/.test(sentence.slice(Math.max(0, at - 2), at)) && /\d/.test(sentence.slice(Math.max(0, at - 8), at));

const COMPARED = /(?:增长|下降|降低|提高|上升|减少|增加|提升|升高|改善|压减|回落|收窄|扩大)(?:了|约)?\s?$|同比|环比|(?:较|比)(?:上|去|前|同|年初|计划|目标|\d{1,2}月)|同期|上月|上年|去年|往年/;
const LEFT = /(?:在建|拟建|待建|未建|待|剩余|剩下|还剩|还有|还差|尚有|尚余|仍有|仍差|余下|差距|相差|缺口|其余|未完成|未整改|未达标|未安装|未改造|待整改|待完成|尚未[^，]{0,6}|未(?:能)?[^，]{0,4}|(?:不含|不包括|扣除|剔除|除去)[^，]{0,8})\s?$/;
const LEFT_AFTER = /^\s?[^，,、]{0,8}(?:未|没有|待(?!遇)|正在|施工中|在建)/;
const PLANNED = /标准|限值|上限|阈值|(?:年底|(?<!截至|截止)月底|季度末|\d月|汛)前|年内|拟|将(?!军)|预计|预期|力争|争取|确保|准备|下月|下一步|下步|明年|(?:计划|安排)[^，]{0,10}$|应(?:完成|当|达到)?[^，]{0,4}$|要求[^，]{0,6}$/;
const TARGET =
  /(?:(?:目标|任务|指标|计划)(?:任务|目标|指标)?(?:数量?|总?量|值|总数)?\s?(?:为|是|:|共|共计|达到)?\s?[(]?|(?:全年|年度|年底)的?(?:计划|目标|任务|指标)(?![^，]{0,10}(?:完成|实现))[^，\d]{0,10}|(?:目标|任务|指标)(?:数|量|值)?(?:为|是|:)(?![^，]{0,8}(?:完成|实现))[^，\d]{0,8})\s?$/;
const NOT_TARGET = /完成[^，]{0,8}(?:目标|任务|指标|计划)|(?:分解|部署|细化|梳理|明确|下月|\d月)[^，]{0,6}(?:任务|计划)|下月|本月|当月|本周|季度|\d{1,2}月(?!底)|超(?:额)?/;
/** What was done, though the clause begins with a heading such as 减排目标. */
const MARKED_AFTER = /(?:目标|任务|计划|指标)[^，]{0,12}(?:累计|本月|当月|截至|\d月|目前|已|实际)/;
const EACH = /每|日均|人均|户均|平均每|均(?:为|约)?\s?$|单(?:日|次|家|个)|最高|最低|最大|最小|峰值|\/\s?$/;

function kindOf(value: number, unit: string, place: Place, words: string): Found {
  const { lead, tail, mark, targetUnit } = place;
  const inBrackets = /^\s?[(]\s?(?:(本月|当月|\d{1,2}月份?)|(累计|全年累计|截至目前))\s?[)]/.exec(tail);
  if (inBrackets) return { figure: { value, unit, kind: inBrackets[1] ? "this-month" : "cumulative" } };
  if (TARGET.test(lead) && !NOT_TARGET.test(lead) && !MARKED_AFTER.test(lead)) return { figure: { value, unit, kind: "target" } };
  if (/(?:目标|任务|计划)/.test(lead) && /^\s?(?:的)?(?:全年|年度)?(?:目标|任务)/.test(tail) && !/完成/.test(lead)) return { figure: { value, unit, kind: "target" } };
  if (/完成(?:了)?(?:全年|年度)(?:目标|任务|计划)(?:任务)?(?:数|量)?\s?$/.test(lead) && /^\s?的\s?\d/.test(tail)) return { figure: { value, unit, kind: "target" } };
  if (COMPARED.test(lead) || /^\s?(?:的)?(?:增长|增幅|降幅)/.test(tail)) return { words, why: "comparison" };
  if (LEFT.test(lead) || LEFT_AFTER.test(tail)) return { words, why: "left" };
  if (/目标|任务|指标/.test(lead) && /完成/.test(lead)) return { words, why: "kind" };
  if (PLANNED.test(lead)) return { words, why: "planned" };
  if (EACH.test(lead) || mark === "other" || LIMIT_AFTER.test(tail)) return { words, why: "kind" };
  if (mark !== null) return { figure: { value, unit, kind: mark } };
  if (targetUnit === unit && /(?:已|目前|现)[^，]{0,2}(?:完成|推广|建成|安装|更新|减排|检查|抽检|改造|创建)[^，]{0,6}$/.test(lead)) return { figure: { value, unit, kind: "cumulative" } };
  return { words, why: "kind" };
}

const GENERAL =
  "(?:总|(?:截至|截止)(?:到)?(?:目前|(?:20\\d\\d年)?\\d{1,2}月(?:底|\\d{1,2}日)?|本?月底)?|目前|现|当前|该|本|此|项|条|措施|任务|工作|目标|项目|总体|整体|全年|年度|累计|已经|已|均|都|各项?|实际|合计|共|并|且|为|是|以上|上述|:|\\s|的|[(\\-*\"“”【\\]】)])*";
const STATES = "(?:推进中|进行中|正在推进|有序推进|按计划推进|稳步推进|正常推进|进展顺利|进展正常|推进顺利|进度滞后|滞后|全部完成|全面完成|已完成|完成|(?:尚|暂)?未(?:启动|开展|开始)|暂停|暂缓)?";
const LEVEL = "(?:已)?(?:为|是|达到了?|达|到|至|:|在|了|过)*\\s?";
const COMPLETION = new RegExp(
  `^${GENERAL}(?:完成(?:率|度|比例|百分比|进度|情况)?|(?:工作|任务|总体|整体|完成|项目|当前|目前|工程|形象|建设|施工|实施|推进)?(?:进度|进展)(?:情况)?|推进(?=至|到))${LEVEL}$`,
);
const OF_WHOLE = new RegExp(`^${GENERAL}(?:完成|占)(?:了|到)?(?:全年|年度|全部|总|目标|任务|计划|工作|工程|的|总体|整体|既定|量|指标|数|\\d{1,9}(?:\\.\\d+)?\\s?[\\u4e00-\\u9fa5]{1,3})+(?:的)?${LEVEL}$`);
const ALONE = new RegExp(`^${GENERAL}${STATES}[\\s(:,-]*${LEVEL}$`);
const WHOLE_AFTER = /^\s?(?:$|[，,。;；、)|\]】]|的?(?:全年|年度|总)?(?:目标|任务|工程量|工作量|工作|建设任务|进度)(?:任务|量)?\s?(?:$|[，,。;；、)]))/;
const RATE = /(?:率|占比|比例|比重|覆盖面|占[^，\d]{1,14})(?:已|均)?(?:为|达到了?|达|是|:|在|至|到|保持在|保持|维持在|稳定在|提升至|提升到|提高到|提高至|升至|控制在)*\s?$/;

function readPercent(value: number, place: Place, words: string): Found {
  const { lead, tail, mark, sentence, at } = place;
  const negative = sentence[at - 1] === "-" && !/[\d%]/.test(sentence[at - 2] ?? "");
  if (COMPARED.test(lead)) return { words, why: "comparison" };
  const isWhole = WHOLE_AFTER.test(tail);
  const ofThisMonth = /(?:本月|当月|(?<!截至|截止|[至\d])\d{1,2}月份?(?!底|\d{1,2}日))/.test(lead);
  const subject = negative ? lead.slice(0, -1) : lead;
  if (/(?:目标|指标)(?:值|数)?(?:为|是|:)?\s?$/.test(lead) && !/完成/.test(lead)) return { figure: { value, unit: "%", kind: "target" } };
  if (/(?:目标|计划|序时|时序|要求)(?:的)?(?:完成)?进度|任务(?:值|数)?(?:为|是|:)?\s?$/.test(lead) && !/完成[^，]{0,8}任务/.test(lead)) return { words, why: "planned" };
  const isCompletion = COMPLETION.test(subject) || OF_WHOLE.test(subject) || (ALONE.test(subject) && isFirst(place));
  const ofPart = /其中|[一二三四]期|标段|地块|子项|单项|个别|部分/.test(sentence.slice(Math.max(0, at - CLAUSE_LIMIT), at)) && !/总体|整体|全部|全年|年度/.test(lead);
  if (isCompletion && isWhole && !ofThisMonth && !ofPart) return value > 100 || negative ? { words, why: "percent" } : { percent: value, words };
  if (isCompletion || mark === "other") return { words, why: "part" };
  if (TARGET.test(lead) && RATE.test(lead.replace(/(?:目标|任务)(?:值)?(?:为|是|:)?\s?$/, ""))) return { figure: { value, unit: "%", kind: "target" } };
  if (PLANNED.test(lead) || /目标|任务|计划|要求/.test(lead)) return { words, why: "planned" };
  if (RATE.test(lead) && !/完成率?[^，]{0,6}$/.test(lead) && !negative) return { figure: { value, unit: "%", kind: "rate" } };
  return { words, why: "part" };
}

/** Whether nothing but a status stands before, so that a lone percentage is the measure's. */
const isFirst = ({ sentence, at, lead }: Place): boolean => new RegExp(`^${GENERAL}(?:${STATES}[\\s,，、(:]*)*$`).test(sentence.slice(Math.max(0, at - CLAUSE_LIMIT), at - lead.length));

/** Shares in words: 百分之六十, 六成五 are numbers, 过半 is not. */
function readShare(groups: Record<string, string | undefined>, place: Place, words: string): Found | null {
  const value = groups.words ? shareOf(groups.words) : groups.tenths ? tenthsOf(groups.tenths, groups.half) : null;
  if (value !== null) return isApproximate(place) || /^[多余]/.test(place.tail) ? { words, why: "approximate" } : isRange(place) || /[一二三四五六七八九](?:至|到|-|~)?$/.test(place.lead) ? { words, why: "range" } : readPercent(value, place, words);
  if (groups.words) return { words, why: "percent" };
  return /进度|完成|任务|过半|推进|进展/.test(words) ? { words, why: "approximate" } : null;
}

function shareOf(words: string): number | null {
  const [whole = "", decimals] = words.split("点");
  const value = whole === "百" ? 100 : whole === "一百" ? 100 : chineseNumber(whole);
  if (value === null || decimals === undefined) return value;
  const digits = [...decimals].map((char) => chineseNumber(char) ?? "").join("");
  return digits.length === decimals.length ? Number(`${value}.${digits}`) : null;
}

const tenthsOf = (tenths: string, half: string | undefined): number => (chineseNumber(tenths) ?? 0) * 10 + (half === "半" ? 5 : (chineseNumber(half ?? "零") ?? 0));

/** The clause around a number, as the person is asked about it. */
function wordsAround({ sentence, at, end, lead }: Place): string {
  const from = Math.max(at - Math.min(lead.length, 24), 0);
  const rest = sentence.slice(end, end + 14).split(/[，,。;；、)(\d]/, 1)[0] ?? "";
  return `${sentence.slice(from, end)}${rest}`.trim();
}
