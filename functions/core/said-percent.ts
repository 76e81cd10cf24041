import { chineseNumber } from "./folded-text.ts";
import {
  CLAUSE_LIMIT,
  COMPARED,
  type Found,
  isApproximate,
  isRange,
  PLANNED,
  type Place,
  TARGET,
} from "./number-place.ts";

const GENERAL =
  '(?:总|(?:截至|截止)(?:到)?(?:目前|(?:20\\d\\d年)?\\d{1,2}月(?:底|\\d{1,2}日)?|本?月底)?|目前|现|当前|该|本|此|项|条|措施|任务|工作|目标|项目|总体|整体|全年|年度|累计|已经|已|均|都|各项?|实际|合计|共|并|且|为|是|以上|上述|:|\\s|的|[(\\-*"“”【\\]】)])*';

const STATES =
  "(?:推进中|进行中|正在推进|有序推进|按计划推进|稳步推进|正常推进|进展顺利|进展正常|推进顺利|进度滞后|滞后|全部完成|全面完成|已完成|完成|(?:尚|暂)?未(?:启动|开展|开始)|暂停|暂缓)?";

const LEVEL = "(?:已|仅|只有)?(?:为|是|达到了?|达|到|至|:|在|了|过)*\\s?";

const COMPLETION = new RegExp(
  `^${GENERAL}(?:完成(?:率|度|比例|百分比|进度|情况)?|(?:工作|任务|总体|整体|完成|项目|当前|目前|工程|形象|建设|施工|实施|推进){0,2}(?:进度|进展)(?:情况)?|推进(?=至|到))${LEVEL}$`,
);

const OF_WHOLE = new RegExp(
  `^${GENERAL}(?:完成|占|达到?)(?:了|到)?(?:全年|年度|全部|总|目标|任务|计划|工作|工程|的|总体|整体|既定|量|指标|数|[(]?\\d{1,9}(?:\\.\\d+)?\\s?[\\u4e00-\\u9fa5]{1,4}[)]?)+(?:的)?${LEVEL}$`,
);

const ALONE = new RegExp(`^${GENERAL}${STATES}[\\s(:,-]*${LEVEL}$`);

const WHOLE_AFTER =
  /^\s?(?:$|[，,。;；、()|\]】]|的?(?:全年|年度|总)?(?:目标|任务|工程量|工作量|工作|建设任务|进度)(?:任务|量)?\s?(?:$|[，,。;；、)]))/;

const RATE =
  /(?:率|占比|比例|比重|覆盖面|占[^，\d]{1,14})(?:已|均)?(?:为|达到了?|达|是|:|在|至|到|保持在|保持|维持在|稳定在|提升至|提升到|提高到|提高至|升至|控制在)*\s?$/;

export function readPercent(value: number, place: Place, words: string): Found {
  const { lead, tail, mark, sentence, at } = place;
  const negative = sentence[at - 1] === "-" && !/[\d%]/.test(sentence[at - 2] ?? "");
  if (COMPARED.test(lead)) return { words, why: "comparison" };
  const isWhole = WHOLE_AFTER.test(tail);
  const ofThisMonth = /(?:本月|当月|(?<!截至|截止|[至\d])\d{1,2}月份?(?!底|\d{1,2}日))/.test(lead);
  const subject = negative ? lead.slice(0, -1) : lead;
  if (
    /(?:目标|指标)(?:值|数)?(?:为|是|:)?\s?$/.test(lead) &&
    !/完成|(?:达到?|实现|占)(?:了|到)?(?:全年|年度|总|的)*(?:目标|指标)/.test(lead)
  )
    return { figure: { value, unit: "%", kind: "target" } };
  if (
    /(?:目标|计划|序时|时序|要求)(?:的)?(?:完成)?进度|任务(?:值|数)?(?:为|是|:)?\s?$/.test(lead) &&
    !/完成[^，]{0,8}任务/.test(lead)
  )
    return { words, why: "planned" };
  const isCompletion =
    COMPLETION.test(subject) || OF_WHOLE.test(place.clause) || (ALONE.test(subject) && isFirst(place));
  const ofPart =
    /其中|[一二三四]期|标段|地块|子项|单项|个别|部分/.test(sentence.slice(Math.max(0, at - CLAUSE_LIMIT), at)) &&
    !/总体|整体|全部|全年|年度/.test(lead);
  if (isCompletion && (isOfForeignWhole(place) || isOfNamedPlace(place))) return { words, why: "part" };
  if (isCompletion && isWhole && !ofThisMonth && !ofPart)
    return value > 100 || negative ? { words, why: "percent" } : { percent: value, words };
  if (isCompletion || mark === "other") return { words, why: "part" };
  if (/占总|占(?:了|到)?(?:全年|年度)?(?:目标|任务|计划)/.test(lead)) return { words, why: "part" };
  if (TARGET.test(lead) && RATE.test(lead.replace(/(?:目标|任务)(?:值)?(?:为|是|:)?\s?$/, "")))
    return { figure: { value, unit: "%", kind: "target" } };
  if (PLANNED.test(lead) || /目标|任务|计划|要求/.test(lead)) return { words, why: "planned" };
  if (RATE.test(lead) && !/完成率?[^，]{0,6}$/.test(lead) && !negative)
    return { figure: { value, unit: "%", kind: "rate" } };
  return { words, why: "part" };
}

/** 占任务1800亩的69.4%: of a task whose number is not the measure's own. */
function isOfForeignWhole({ clause, planText }: Place): boolean {
  const whole = /(?:目标|任务|计划|指标)[^，\d]{0,4}(\d{1,9}(?:\.\d+)?)\s?[\u4e00-\u9fa5]/.exec(clause)?.[1];
  return whole !== undefined && planText !== "" && !planText.includes(whole);
}

/** A place that the measure gives a part of its own. */
const isOfNamedPlace = ({ sentence, at, planText }: Place): boolean =>
  [...sentence.slice(Math.max(0, at - CLAUSE_LIMIT), at).matchAll(/[\u4e00-\u9fa5]{2,3}(?:镇|街道|园区)/g)].some(
    ([name]) => planText.includes(name),
  );

/** Whether nothing but a status stands before, so that a lone percentage is the measure's. */
const isFirst = ({ sentence, at, lead }: Place): boolean =>
  new RegExp(`^${GENERAL}(?:${STATES}[\\s,，、(:]*)*$`).test(
    sentence.slice(Math.max(0, at - CLAUSE_LIMIT), at - lead.length),
  );

/** Shares in words: 百分之六十, 六成五 are numbers, 过半 is not. */
export function readShare(groups: Record<string, string | undefined>, place: Place, words: string): Found | null {
  const value = groups.words ? shareOf(groups.words) : groups.tenths ? tenthsOf(groups.tenths, groups.half) : null;
  if (value !== null)
    return isApproximate(place) || /^[多余]/.test(place.tail)
      ? { words, why: "approximate" }
      : isRange(place) || /[一二三四五六七八九](?:至|到|-|~)?$/.test(place.lead)
        ? { words, why: "range" }
        : readPercent(value, place, words);
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

const tenthsOf = (tenths: string, half: string | undefined): number =>
  (chineseNumber(tenths) ?? 0) * 10 + (half === "半" ? 5 : (chineseNumber(half ?? "零") ?? 0));
