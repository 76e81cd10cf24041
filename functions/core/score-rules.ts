import { z } from "zod";
import { Month } from "./day.ts";
import type { Language } from "./language.ts";

/**
 * What points are taken off for: reported late, entries or the whole report missing at closing, returned for lack of
 * substance, a measure past its deadline undone, an untrue report (only by a person's decision).
 */
export const DeductionKind = z.enum(["late", "entries", "missing", "hollow", "overdue", "untrue"]);
export type DeductionKind = z.infer<typeof DeductionKind>;

const Sentence = z.string().min(2).max(80);
const Points = z.number().positive().multipleOf(0.1);
const Charge = z
  .strictObject({
    /** For each: working day late, entry missing, measure overdue; else once. */
    points: Points,
    mostAMonth: Points,
    /** What the unit reads; `{n}` stands for how many. */
    sentence: z.strictObject({ zh: Sentence, en: Sentence } satisfies Record<Language, typeof Sentence>),
    /** Why so much, for whoever changes it. */
    why: z.string().min(2),
  })
  .refine(({ points, mostAMonth }) => points <= mostAMonth, { message: "一次的扣分超过了当月封顶。请调高封顶。" });

/** One version of the rules by which a month is scored. */
export const ScoreRules = z
  .strictObject({
    version: z.string().min(1).max(20),
    /** The first month that is scored by it. */
    from: Month,
    full: z.int().positive(),
    /** A unit may object until so many working days after closing, or after a charge that a person made. */
    objectionWorkingDays: z.int().min(1).max(20),
    charges: z.strictObject({
      late: Charge,
      entries: Charge,
      missing: Charge,
      hollow: Charge,
      overdue: Charge,
      untrue: Charge,
    } satisfies Record<DeductionKind, typeof Charge>),
  })
  .refine(
    ({ full, charges: { missing, overdue, untrue } }) =>
      missing.points + overdue.mostAMonth + untrue.mostAMonth <= full,
    {
      message: "一个月最多的扣分（未报，加上超时限未完成和不实两项的封顶）超过了满分。请调低封顶或提高满分。",
    },
  )
  .refine(
    ({ charges: { late, entries, missing } }) =>
      late.mostAMonth < missing.points && entries.mostAMonth < missing.points,
    {
      message: "逾期或缺项的封顶应低于未报的扣分，否则不如不报。请核对。",
    },
  );
export type ScoreRules = z.infer<typeof ScoreRules>;

/** All versions (`data/scores.json`), oldest first. */
export const ScoreRulebook = z.array(ScoreRules).superRefine((versions, context) => {
  for (const [at, { version, from }] of versions.entries()) {
    const before = versions[at - 1];
    if (before && from <= before.from)
      context.addIssue({ code: "custom", message: `版本 ${version} 应晚于版本 ${before.version} 起用。请核对 from。` });
    if (versions.findIndex((each) => each.version === version) !== at)
      context.addIssue({ code: "custom", message: `版本号 ${version} 用了两次。请给新版本另编一个。` });
  }
});
export type ScoreRulebook = z.infer<typeof ScoreRulebook>;

/**
 * The rules for a month; undefined before the first version, and where none are set: then nobody is scored.
 *
 * @rule SC-4 a month is scored by the latest version of the rules that is not from a later month, and keeps its score when they change
 */
export const rulesFor = (period: Month, rulebook: ScoreRulebook): ScoreRules | undefined =>
  rulebook.findLast(({ from }) => from <= period);
