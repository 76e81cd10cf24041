import { z } from "zod";
import { TimeOfDay } from "./day.ts";

/** Who a rung is told to: roles in the unit itself, or beyond it. */
export const RungTo = z.enum(["liaison", "section-head", "deputy", "head", "operator", "supervision"]);
export type RungTo = z.infer<typeof RungTo>;

export const Rung = z.strictObject({
  /** `1`, `2`, …: the order of the ladder. */
  no: z.int().min(1),
  /** What people call it: `催办`, `黄牌督办`. */
  name: z.string().min(1).max(20),
  /** Working days after the due day. */
  afterWorkingDays: z.int().min(1),
  /** At what time on that day; with the other messages of the day when absent (ES-7). */
  at: TimeOfDay.optional(),
  to: z.array(RungTo).min(1),
  /** Brings the draft of a letter (督办单) of this colour to whoever issues it (ES-8). */
  letter: z.enum(["yellow", "red"]).optional(),
  /** Waits for a person who sees the evidence (ES-3). */
  approve: z.literal(true).optional(),
});
export type Rung = z.infer<typeof Rung>;

/** The ladder of follow-up (`data/escalation.json`), first rung first. */
export const Ladder = z
  .array(Rung)
  .min(1)
  .superRefine((rungs, context) => {
    for (const [at, rung] of rungs.entries()) {
      const before = rungs[at - 1];
      if (rung.no !== at + 1)
        context.addIssue({
          code: "custom",
          message: `督办级次应从 1 起连续编号，第 ${at + 1} 项写的是 ${rung.no}。`,
        });
      if (before && rung.afterWorkingDays <= before.afterWorkingDays)
        context.addIssue({
          code: "custom",
          message: `第 ${rung.no} 级应晚于第 ${before.no} 级。请调整工作日数。`,
        });
    }
  });
export type Ladder = z.infer<typeof Ladder>;

/** Names a ladder that is not the whole deployment's: `wharfside`. */
export const LadderName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/)
  .brand<"LadderName">();
export type LadderName = z.infer<typeof LadderName>;

/** Whether somebody on a rung belongs to the unit itself (CA-2). */
export const isWithinUnit = (to: RungTo): boolean => to !== "operator" && to !== "supervision";

/** @rule DG-2 a ladder that ends after closing is refused */
export const ladderEndsInTime = (ladder: Ladder, closesAfter: number): boolean =>
  ladder.every(({ afterWorkingDays }) => afterWorkingDays <= closesAfter);
