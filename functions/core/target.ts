import type { Language } from "./language.ts";
import type { Target } from "./measure.ts";
import { targetsInEnglish } from "./target-en.ts";

/**
 * The numbers a measure promises to reach (量化指标), in the order of its text. A number inside a noun describes a thing
 * (大于 1 吨的企业, 30 米范围内); a promise has one of these forms:
 *
 *   standard   noun 达标（number）            PM2.5 年均浓度达标（35 微克/立方米）
 *   counted    deed, number, noun             推动 2 家企业绩效评级提升     the number right after the deed
 *   compared   noun, comparing word, number   优良天数比率达到 76%        to the end of the clause
 *   summed     deed and noun, number          建设生态保育小区 15 处       to the end of the clause
 *
 * A number without a comparing word is to be reached, `>=`. Titles, quotes and brackets are asides. A count of what is
 * there already (上年度 14 家, 全区 20 条河流) is no promise. What `Target` has no field for (a condition, the years of a
 * sum) stays in the text; a range (5-10 个) is left to a person.
 *
 * @param text  one measure (工作措施)
 * @rule PL-12
 */
export const targetsIn = (text: string, language: Language = "zh"): Target[] =>
  language === "en" ? targetsInEnglish(text) : pieces(stretchOf(text), SENTENCE).flatMap(targetsOfSentence);

/** How far from its number, in characters, the words of a promise may stand. Keeps the time linear. */
const REACH = 120;

const SENTENCE = /[。；;！？!?\r\n]/g;
/** A comma inside a number, and one before 较 (同比下降，较 2020 年…), end no clause. */
const CLAUSE = /[：:<>\t]|[，,](?!(?<=\d,)\d{3}(?!\d)|\s*(?:较|比(?![例重])))/g;
const ASIDE = /《[^《》。]*》|“[^“”。]*”|(?<!达标)[（(][^（）()。]*[）)]/g;

/** Words right before a number, tried in this order: 不低于 before 低于. */
const COMPARING: [Target["comparator"], string][] = [
  [">=", "达到或[优好]于|不得?[低少小]于|至少|达到?|(?:提[高升]|增[加长])[到至]|增至|(?:稳定|保持|维持)在?"],
  ["<=", "不得?(?:超过|[高大多]于)|控制在|(?:下降|降低?|减少|压减)[到至]"],
  [">", "超过|[大高多优好]于"],
  ["<", "[低小少]于"],
  ["=", "(?<![分作成])为"],
  ["≈", "(?:达到?|控制在|(?:稳定|保持|维持)在)?约"],
];
/** With what it is a share of: 不少于持证单位总数的三分之一. */
const COMPARED = COMPARING.map(([comparator, words]) => ({
  comparator,
  ending: new RegExp(`(?:${words})\\s*(?:(?<whole>[^\\s、]{1,20})的\\s*)?$`),
}));
/** Words right after a number: they win over those before it. */
const BOUND = /^\s*及?(以上|以下|以内|左右)/;
const BOUNDS: Record<string, Target["comparator"]> = {
  以上: ">=",
  以下: "<=",
  以内: "<=",
  左右: "≈",
};
/** Of classes (Ⅲ类) the lower is the better. */
const DOWNWARDS = {
  ">=": "<=",
  "<=": ">=",
  ">": "<",
  "<": ">",
  "=": "=",
  "≈": "≈",
} as const;

/** Deeds that say nothing of what is counted, then those that do. */
const PLAIN_DEED = "完成|推动|推进|实现|包括|累计";
const DEED =
  `${PLAIN_DEED}|[建开增]设|[新改扩]建|建成|改造|新增|增加|增长|提[高升]|推广|更新|创建|培育|打造|种植|治理|修复|整治|清理|` +
  "减排|减少|降低|下降|削减|压减|淘汰|退出|抽[查检测]|检[查测]|巡查|监测|排查|开展|组织|举办";
const WITH_DEED = new RegExp(DEED);
const ENDING_IN_DEED = new RegExp(`(?:${DEED})$`);
const ONLY_PLAIN_DEED = new RegExp(`^(?:${PLAIN_DEED})$`);

/** Words around a noun that are not of it; 完成率, 供应 and 人均 are nouns. */
const DATE = "到?\\s?\\d{4}\\s?年(?:底前?)?|\\d{1,2}\\s?月(?:底前?)?";
const BEFORE_NOUN = new RegExp(
  `^(?:[\\s、]|(?:${PLAIN_DEED}|确保|力争|或者?|其中|全年|年内|${DATE})(?![率度量数值]))+`,
);
const AFTER_NOUN = /(?:\s|稳定|力争|累计|全年|原则上|(?<![供响反效对适])应当?|(?<![人平年月日])均)+$/;
const WITHIN_NOUN = /(?:\d{4}\s*)?年底前|(?:同比|持续|稳步|逐步)[^，,]*[，,]\s*/g;

/** What may follow a number that ends its clause. */
const END = /^\s*(?:的?(?:目标|任务|要求|标准|水平)+)?\s*(?:$|[、□且并])/;
/** A condition belongs to the promise: 且当年依法处罚、整改到位. */
const CONDITION = /^[且并]\D*$/;

/** A piece of text twice, letter for letter alike: as written, and as read, with half-width digits and asides blanked. */
interface Stretch {
  written: string;
  plain: string;
}

/** A target not yet settled: 一 alone is an article (完成一轮), unless other counts of its unit stand by (一所、十六所). */
interface Found {
  target: Target;
  article: boolean;
}

/** What the sentence has said so far: its targets, and who answers for what follows (某镇负责…). */
interface Context {
  found: Found[];
  owner: string;
}

/** A number in its clause. */
interface Place {
  quantity: Quantity;
  /** From the promise before it to the number, without the comparing word. */
  head: Stretch;
  word: { comparator: Target["comparator"]; whole: string } | undefined;
  bound: Target["comparator"] | undefined;
  /** Where the words behind the number and its bound begin; those words; and those of them before the next number. */
  behind: number;
  rest: Stretch;
  noun: string;
}

/** What a form makes of a number: what is counted, and how many letters of the rest are words of the promise. */
interface Reading {
  metric: string;
  takes: number;
  comparator?: Target["comparator"];
}

function stretchOf(written: string): Stretch {
  const halfWidth = (wide: string) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
  const blank = (aside: string) => (/[）)]$/.test(aside) ? "□" : "■").repeat(aside.length);
  return {
    written,
    plain: written.replace(/[０-９．％]/g, halfWidth).replace(ASIDE, blank),
  };
}

const cut = ({ written, plain }: Stretch, from: number, to?: number): Stretch => ({
  written: written.slice(from, to),
  plain: plain.slice(from, to),
});

function pieces(whole: Stretch, boundary: RegExp): Stretch[] {
  const ends = [...whole.plain.matchAll(boundary)].map(({ index }) => index);
  return [-1, ...ends].map((end, i) => cut(whole, end + 1, ends[i]));
}

function targetsOfSentence(sentence: Stretch): Target[] {
  const context: Context = { found: [], owner: "" };
  for (const clause of pieces(sentence, CLAUSE)) {
    context.owner = /^\s*(.{1,20}?)负责(?!人)/.exec(clause.written)?.[1] ?? context.owner;
    readClause(clause, context);
  }
  const counts = new Set(context.found.filter(({ article }) => !article).map(({ target }) => target.unit));
  return context.found.filter(({ article, target }) => !article || counts.has(target.unit)).map(({ target }) => target);
}

/** Adds the targets of a clause to what the sentence has said. */
function readClause(clause: Stretch, context: Context): void {
  const quantities = quantitiesIn(clause.plain);
  let done = 0;
  for (const [i, quantity] of quantities.entries()) {
    const from = Math.max(done, quantity.at - REACH);
    const place = placeOf(quantity, clause, from, quantities[i + 1]?.at);
    const reading = standard(place) ?? counted(place, context) ?? filling(place, context);
    if (!reading?.metric) continue;
    done = place.behind + reading.takes;
    const comparator = place.bound ?? place.word?.comparator ?? reading.comparator ?? ">=";
    const target = {
      metric: context.owner ? `${context.owner}：${reading.metric}` : reading.metric,
      comparator: quantity.downwards ? DOWNWARDS[comparator] : comparator,
      value: quantity.value,
      unit: quantity.unit,
      phrase: clause.written.slice(from, done).replace(/^[\s、]+/, ""),
    };
    context.found.push({ target, article: quantity.article });
  }
}

function placeOf(quantity: Quantity, clause: Stretch, from: number, next = clause.plain.length): Place {
  const before = cut(clause, from, quantity.at);
  const word = COMPARED.map(({ comparator, ending }) => ({
    comparator,
    match: ending.exec(before.plain),
  })).find(({ match }) => match);
  const bound = BOUND.exec(clause.plain.slice(quantity.end, quantity.end + REACH));
  const behind = quantity.end + (bound?.[0].length ?? 0);
  return {
    quantity,
    head: cut(before, 0, word?.match?.index),
    word: word && {
      comparator: word.comparator,
      whole: word.match?.groups?.whole ?? "",
    },
    bound: BOUNDS[bound?.[1] ?? ""],
    behind,
    rest: cut(clause, behind, behind + REACH),
    noun: clause.written.slice(behind, Math.min(Math.max(next, behind), behind + REACH)),
  };
}

/** 在 PM2.5 年均浓度达标（35 微克/立方米）的基础上: a standard is a limit. */
function standard({ head, rest }: Place): Reading | undefined {
  const noun = /^(?:\s*在)?(.+)达标[（(]\s*$/.exec(head.written)?.[1];
  return noun && /^[）)]/.test(rest.plain) ? { metric: nounOf(noun), takes: 1, comparator: "<=" } : undefined;
}

/** The noun follows its number, which stands right after the deed or continues a list of the same unit. */
function counted({ quantity, head, bound, rest, noun }: Place, { found }: Context): Reading | undefined {
  if (bound === "<=" || END.test(rest.plain)) return undefined;
  const words = noun.replace(/[\s、和及与]+$/, "");
  const thing = words.replace(/^\s*的?\s*/, "");
  const takes = words.length;
  const lead = head.plain.replace(AFTER_NOUN, "");
  const deed = ENDING_IN_DEED.exec(lead)?.[0];
  if (deed) return { metric: ONLY_PLAIN_DEED.test(deed) ? thing : deed + thing, takes };
  if (/^[\s、和及]*$/.test(lead) && found.at(-1)?.target.unit === quantity.unit) return { metric: thing, takes };
  if (/对$/.test(lead) && /进行|开展|实施/.test(thing)) return { metric: thing, takes };
  const shared = /按照?$/.test(lead) && /^(比例|标准|频次)对?(.+)/.exec(thing);
  return shared ? { metric: `${shared[2]}的${shared[1]}`, takes } : undefined;
}

/** The noun stands before its number, which ends the clause: `compared` and `summed`. 或者达到… has the noun before it. */
function filling({ head, word, bound, rest }: Place, { found }: Context): Reading | undefined {
  if (!END.test(rest.plain) || !(word || bound || found.length || WITH_DEED.test(head.plain))) return undefined;
  const noun = nounOf(head.written) || (/^\s*或/.test(head.plain) ? (found.at(-1)?.target.metric ?? "") : "");
  const takes = CONDITION.exec(rest.plain)?.[0].length ?? 0;
  return {
    metric: noun && word?.whole ? `${noun}占${word.whole}` : noun,
    takes,
  };
}

const nounOf = (words: string): string =>
  words.replace(WITHIN_NOUN, "").replace(BEFORE_NOUN, "").replace(AFTER_NOUN, "").trim();

/** A number with its unit, and where it stands. */
interface Quantity {
  at: number;
  end: number;
  value: number;
  unit: string;
  article: boolean;
  downwards: boolean;
}

const UNIT = [
  "% ‰ 个百分点 百分点 倍 类 微克 毫克 千克 公斤 克 吨 蒸吨 吨标准煤 吨二氧化碳 米 千米 公里 平方米 平方公里 立方米 公顷 亩 升 毫升",
  "千瓦时 千瓦 兆瓦 分贝 元 mg ug μg kg t L m³ m3 m² km km² kWh kW MW GW dB",
  "人 人次 名 户 个 家 座 处 所 项 件 条 口 辆 辆次 台 台次 套 次 场 场次 轮 批次 份 起 种 棵 株 头 只 艘 架 栋 间 块 支 组 张",
  "天 小时 个月 个工作日",
]
  .join(" ")
  .split(" ")
  .sort((a, b) => b.length - a.length)
  .join("|");
const HAN = "零〇一二两三四五六七八九十百千";
/** A number that is not inside another one, a name (PM2.5, 第二) or a range. */
const QUANTITY = new RegExp(
  `(?<![\\w.,—~～${HAN}万亿第-]|第\\s|[\\d%]至)(?:百分之(?<percent>[${HAN}]{1,6}(?:点[${HAN}]{1,4})?)` +
    `|(?<parts>[二三四五六七八九十百千]{1,4})分之(?<of>[${HAN}]{1,4})|(?:地表水\\s?)?(?<grade>[Ⅰ-Ⅴ]|I{1,3}|IV|V)\\s?类` +
    `|(?<number>(?:\\d{1,3}(?:,\\d{3}){1,4}|\\d{1,12})(?:\\.\\d{1,6})?|[${HAN}]{1,8})\\s?(?<times>万亿|[万亿])?\\s?` +
    `(?<unit>(?:${UNIT})(?:/万?(?:${UNIT}|[年月日])(?:·(?:${UNIT}|[年月日]))?)?))(?!\\s?[-—~～至]\\s?\\d)`,
  "g",
);
const TIMES: Record<string, number> = { 万: 1e4, 亿: 1e8, 万亿: 1e12 };

const quantitiesIn = (plain: string): Quantity[] =>
  [...plain.matchAll(QUANTITY)].map(({ 0: words, index, groups = {} }) => ({
    at: index,
    end: index + words.length,
    ...amountOf(groups),
    article: groups.number === "一",
    downwards: groups.grade !== undefined,
  }));

/** 万 and 亿 are multiplied in; fractions become percent. */
function amountOf({
  percent,
  parts,
  of,
  grade,
  number = "",
  times = "",
  unit = "",
}: Record<string, string | undefined>) {
  if (percent) return { value: han(percent), unit: "%" };
  if (parts && of) return { value: Math.round((han(of) / han(parts)) * 1e4) / 100, unit: "%" };
  if (grade)
    return {
      value: "ⅠⅡⅢⅣⅤ".indexOf(grade) + 1 || ["I", "II", "III", "IV", "V"].indexOf(grade) + 1,
      unit: "类",
    };
  const value = /\d/.test(number) ? Number(number.replaceAll(",", "")) : han(number);
  return { value: Number((value * (TIMES[times] ?? 1)).toPrecision(12)), unit };
}

/** 二十 is 20, 一百零五 105, 二〇 20, 九十八点五 98.5. */
function han(words: string): number {
  const [whole = "", decimals = "零"] = words.split("点");
  let [sum, digit] = [0, 0];
  for (const letter of whole) {
    const ten = { 十: 10, 百: 100, 千: 1000 }[letter];
    sum += ten ? (digit || 1) * ten : 0;
    digit = ten ? 0 : digit * 10 + digitOf(letter);
  }
  return Number(`${sum + digit}.${[...decimals].map(digitOf).join("")}`);
}

const digitOf = (letter: string): number =>
  letter === "两" ? 2 : letter === "零" ? 0 : "〇一二三四五六七八九".indexOf(letter);
