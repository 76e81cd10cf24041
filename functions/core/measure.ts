import { z } from "zod";
import { Deadline } from "./deadline.ts";

/** ASCII id of a measure, `A1-3-2`: programme, task, index. */
export const MeasureId = z
  .string()
  .regex(/^A\d+-\d+-\d+$/)
  .brand<"MeasureId">();
export type MeasureId = z.infer<typeof MeasureId>;

/** Number of the programme that a measure is of. */
export const programmeOf = (id: MeasureId): number => Number(id.slice(1, id.indexOf("-")));

/** A number promised in a measure (量化指标), with the words of the plan that promise it. */
export const Target = z.strictObject({
  /** What is counted, in the plan's words: `优良天数比率`. */
  metric: z.string().min(1),
  comparator: z.enum(["=", ">=", "<=", ">", "<", "≈"]),
  value: z.number(),
  /** `%`, `微克/立方米`, `吨`, `辆次`, … with 万 and 亿 multiplied into the value. */
  unit: z.string(),
  /** The words in the measure's text, letter for letter. */
  phrase: z.string().min(1),
});
export type Target = z.infer<typeof Target>;

/** One promise from the plan, as its row says it: somebody does something by some day. */
export const Measure = z.strictObject({
  id: MeasureId,
  /** Code people use, `蓝天-3-2`. */
  code: z.string().min(1),
  /** Number of the programme (annex), from 1. */
  programme: z.int().min(1),
  section: z.string(),
  taskNo: z.int().min(1),
  taskName: z.string(),
  /** Place within its task, from 1. */
  index: z.int().min(1),
  text: z.string().min(1).max(4_000),
  deadlineRaw: z.string(),
  /** Null when the column could not be read: a question, reported monthly and never overdue (PL-9). */
  deadline: Deadline.nullable(),
  /** Names as written; notes in brackets after a blank; groups not yet expanded. */
  leads: z.array(z.string()),
  assists: z.array(z.string()),
  targets: z.array(Target),
  /** Figures of its leads are added up: a person said so (CY-7). */
  additive: z.literal(true).optional(),
  /** Line in the source, from 1. */
  line: z.int().min(1),
});
export type Measure = z.infer<typeof Measure>;
