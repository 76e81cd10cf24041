import { z } from "zod";

/** How far a measure is (状态), as the unit says. */
export const Status = z.enum(["not-started", "in-progress", "done", "behind", "paused", "no-progress"]);
export type Status = z.infer<typeof Status>;

/** What a content gate finds of an entry (RT-4). */
export const Gate = z.enum(["same-words", "falls", "over-100", "done-without-words", "target-missing", "behind"]);
export type Gate = z.infer<typeof Gate>;

/** No figure of a plan is beyond it, and every store keeps it exactly. */
export const MOST_FIGURE = 1e15;

export const Figure = z.strictObject({
  value: z.number().min(-MOST_FIGURE).max(MOST_FIGURE),
  unit: z.string().max(20),
  kind: z.enum(["cumulative", "this-month", "target", "rate"]),
});
export type Figure = z.infer<typeof Figure>;

const Words = z.string().trim().min(1).max(1_000);

/** What one report says of one measure (进展条目). What it does not say is absent, never a default. */
export const Entry = z.strictObject({
  /** The measure's code, `蓝天-3-2`. */
  code: z.string().min(1).max(40),
  status: Status.optional(),
  percent: z.number().min(0).max(1_000).optional(),
  figures: z.array(Figure).max(20).optional(),
  progress: Words.optional(),
  problems: Words.optional(),
  next: Words.optional(),
});
export type Entry = z.infer<typeof Entry>;
