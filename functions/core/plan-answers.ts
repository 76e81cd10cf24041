import { z } from "zod";
import { Day } from "./day.ts";
import { Deadline } from "./deadline.ts";
import { UnitId } from "./directory.ts";
import { type Measure, MeasureId } from "./measure.ts";

/** What a person answered or decided about one point of a plan. */
export const PlanAnswer = z.strictObject({
  about: z.discriminatedUnion("kind", [
    /** The units for which an open name stands in one measure; none is an answer too. */
    z.strictObject({
      kind: z.literal("open-group"),
      measure: MeasureId,
      name: z.string().min(1),
      units: z.array(UnitId),
    }),
    /** When a measure is due, whatever its column says: a day, its milestones, the ends of its quarters. */
    z.strictObject({
      kind: z.literal("deadline"),
      measure: MeasureId,
      deadline: Deadline.refine(hasDays, "no milestones"),
    }),
    /** The deadline column stands, and the measure reports by it, whatever its text says. */
    z.strictObject({ kind: z.literal("as-written"), measure: MeasureId }),
    /** Its leads each report a part: their figures are added up (CY-7). */
    z.strictObject({ kind: z.literal("additive"), measure: MeasureId }),
    /** The unit that a name of the plan means. */
    z.strictObject({
      kind: z.literal("unit-name"),
      name: z.string().min(1),
      unit: UnitId,
    }),
  ]),
  /** Who decided: a function or a name. */
  by: z.string().trim().min(1).max(100),
  on: Day,
  reason: z.string().trim().min(1).max(500),
});

export type PlanAnswer = z.infer<typeof PlanAnswer>;

/** All of them, oldest first (`data/plans/<id>/decisions.json`): the last about a point counts. */
export const PlanAnswers = z.array(PlanAnswer);
export type PlanAnswers = z.infer<typeof PlanAnswers>;

/** Answers from two places, each once, oldest first. */
export const joinedAnswers = (one: PlanAnswers, other: PlanAnswers): PlanAnswers => {
  const said = new Set(one.map((answer) => JSON.stringify(answer)));
  return [...one, ...other.filter((answer) => !said.has(JSON.stringify(answer)))].toSorted((a, b) =>
    a.on < b.on ? -1 : a.on > b.on ? 1 : 0,
  );
};

type About = z.infer<typeof PlanAnswer>["about"];

function hasDays(deadline: Deadline): boolean {
  return deadline.kind !== "milestones" || deadline.days.length > 0;
}

/** The last answer that a test recognises. */
export const answerAbout = <Kind extends About["kind"]>(
  kind: Kind,
  answers: PlanAnswers,
  is: (about: Extract<About, { kind: Kind }>) => boolean,
): Extract<About, { kind: Kind }> | undefined =>
  answers
    .map(({ about }) => about)
    .filter((about): about is Extract<About, { kind: Kind }> => about.kind === kind)
    .findLast(is);

/** Measures with what people said of their deadlines and figures. */
export const withAnswers = (measures: readonly Measure[], answers: PlanAnswers): Measure[] =>
  measures.map((measure) => {
    const answer = answerAbout("deadline", answers, (about) => about.measure === measure.id);
    const additive = answerAbout("additive", answers, (about) => about.measure === measure.id);
    if (!answer && !additive) return measure;
    return {
      ...measure,
      ...(answer && { deadline: answer.deadline }),
      ...(additive && { additive: true as const }),
    };
  });
