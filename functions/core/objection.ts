import { addWorkingDays, type WorkCalendar } from "./calendar.ts";
import type { Day } from "./day.ts";
import { folded } from "./folded-text.ts";
import type { Language } from "./language.ts";
import type { MeasureId } from "./measure.ts";
import type { By } from "./review.ts";
import { deduction, type Objection, type Score, summedUp } from "./score.ts";
import type { ScoreRules } from "./score-rules.ts";

/** What was decided about an objection; `lifts`: which deductions are taken back, by their number from 1; all when absent. */
export type ObjectionRuling =
  | { granted: true; why: string; lifts?: readonly number[] }
  | { granted: false; why: string };

const REASON = { least: 2, most: 500 };
const isReason = (why: string): boolean => why.trim().length >= REASON.least && why.length <= REASON.most;

/** Why nothing was done about a score, for whoever wanted to. */
export const UNSCORED_WORDS = {
  "no-score": "该单位这个月没有评分。请核对单位和月份；当月汇总关闭后才有评分。",
  "not-yours": "这个单位的评分不由您决定：计划牵头单位自己的由督查部门决定，其余由牵头办公室决定。",
  "not-theirs": "只有本单位在通讯录中登记的联系人可以提出异议。请核对邮箱。",
  final: "提出异议的期限已过，这个月的评分已经确定。",
  "nothing-charged": "这个月没有扣分，无需提出异议。",
  "no-why": `没有写明理由。请写 ${REASON.least} 至 ${REASON.most} 字。`,
  "no-objection": "该单位没有等待决定的异议，可能已由别人处理。请刷新后核对。",
  "no-deduction": "没有这一条扣分，或已经撤销。请按评分中的序号填写。",
  "at-most": "这个月的不实扣分已到封顶，不能再扣。",
  "not-asked": "该单位这个月没有报送这项措施。请核对编号。",
} as const;
export type Unscored = keyof typeof UNSCORED_WORDS;

/** Why a score cannot be objected to, for its unit. */
export type Unobjectable = Extract<Unscored, "no-score" | "final" | "nothing-charged" | "no-why">;

type Changed = { score: Score } | { undecided: Unscored };

export const isWaiting = ({ objections }: Pick<Score, "objections">): boolean =>
  objections.some(({ ruling }) => !ruling);

/** Whether nothing can change a score but a new decision: nobody may object any more, and nothing waits. */
export const isFinal = (score: Pick<Score, "objectableUntil" | "objections">, today: Day): boolean =>
  today > score.objectableUntil && !isWaiting(score);

/**
 * A score with an objection of its unit.
 *
 * @rule SC-6 a unit may object until the day its score names; whoever decides about the unit grants with a reason, taking deductions back with the date, or refuses with one
 */
export function objected<Kept extends Score>(
  score: Kept,
  objection: Omit<Objection, "ruling">,
  today: Day,
): { score: Kept } | { undecided: Unobjectable } {
  if (!isReason(objection.why)) return { undecided: "no-why" };
  if (today > score.objectableUntil) return { undecided: "final" };
  if (score.deductions.every(({ lifted }) => lifted)) return { undecided: "nothing-charged" };
  return { score: { ...score, objections: [...score.objections, objection] } };
}

/** A score after all that waits was decided. */
export function objectionRuled(score: Score, ruling: ObjectionRuling, { by, at }: By): Changed {
  if (!isWaiting(score)) return { undecided: "no-objection" };
  if (!isReason(ruling.why)) return { undecided: "no-why" };
  const decided = { by, at, why: ruling.why.trim() };
  const standing = score.deductions.flatMap(({ lifted }, nth) => (lifted ? [] : nth + 1));
  const lifts = ruling.granted ? (ruling.lifts ?? standing) : [];
  if ((ruling.granted && lifts.length === 0) || lifts.some((no) => !standing.includes(no)))
    return { undecided: "no-deduction" };
  return {
    score: summedUp({
      ...score,
      deductions: score.deductions.map((each, nth) => (lifts.includes(nth + 1) ? { ...each, lifted: decided } : each)),
      objections: score.objections.map((each) =>
        each.ruling ? each : { ...each, ruling: { ...decided, granted: ruling.granted } },
      ),
    }),
  };
}

/**
 * A score charged with an untrue report; the unit may object anew.
 *
 * @rule SC-7 that a report was untrue is only ever charged by a person's decision, with the measure and the reason
 */
export function charged(
  score: Score,
  { measure, why }: { measure: MeasureId; why: string },
  { by, at }: By,
  today: Day,
  rules: ScoreRules,
  { calendar, language }: { calendar: WorkCalendar; language: Language },
): Changed {
  if (!isReason(why)) return { undecided: "no-why" };
  const { mostAMonth } = rules.charges.untrue;
  const before = score.deductions.filter(({ kind, lifted }) => kind === "untrue" && !lifted);
  const left = before.reduce((all, { points }) => all - points, mostAMonth);
  const one = deduction("untrue", 1, { measures: [measure] }, rules, language);
  if (left <= 0) return { undecided: "at-most" };
  return {
    score: summedUp({
      ...score,
      deductions: [
        ...score.deductions,
        { ...one, points: Math.min(one.points, left), charged: { by, at, why: why.trim() } },
      ],
      objectableUntil: addWorkingDays(today, rules.objectionWorkingDays, calendar),
    }),
  };
}

const OBJECTS =
  /异议|申诉|申请复核|请(?:予以?)?复核|(?:扣分|得分|评分|分数)[^。;!?\n]{0,20}(?:有误|错误|不符|不对|不当|不实|不合理)/u;
const AGREES = /(?:无|没有|未有|不持|并无|不提出?)[^。;!?\n]{0,4}异议/u;
/** The same in English: `we object to the score for Q1`. */
const OBJECTS_EN =
  /\b(?:object(?:s|ion|ions)?|appeal|dispute|contest|disagree)\b.{0,60}\b(?:score|points?|deductions?|marks?)\b|\b(?:score|points?|deductions?|marks?)\b.{0,40}\b(?:wrong|incorrect|mistaken?|unfair)\b/iu;
const AGREES_EN =
  /\b(?:no|not|without|do not|don't)\b.{0,20}\b(?:object(?:ion|ions)?|appeal|dispute|contest|disagree)\b/iu;
const WORDS: Record<Language, { objects: RegExp; agrees: RegExp }> = {
  zh: { objects: OBJECTS, agrees: AGREES },
  en: { objects: OBJECTS_EN, agrees: AGREES_EN },
};
const SENTENCE = /[^。;!?\n]+/gu;
/** An objection stands at the beginning of a mail, not behind pages of text. */
const MOST_READ = 10_000;

/**
 * Why a unit objects to its score in its own words, if it does.
 *
 * @rule SC-8 an objection is taken from the person's own words in the answer to a closed month, and decided by a person
 */
export function objectionIn(text: string, language: Language): string | undefined {
  const sentences = folded(text.slice(0, MOST_READ)).match(SENTENCE) ?? [];
  const { objects, agrees } = WORDS[language];
  const isMeant = sentences.some((sentence) => objects.test(sentence) && !agrees.test(sentence));
  return isMeant ? text.trim().slice(0, REASON.most) : undefined;
}
