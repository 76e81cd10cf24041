import { z } from "zod";
import { after, Instant } from "./day.ts";
import { Mailbox } from "./directory.ts";
import { DutyKey } from "./duty.ts";
import { MeasureId } from "./measure.ts";

/** What a person typed of one measure, letter for letter. */
export const Typed = z.strictObject({
  /** A word of `STATUS_WORDS`; empty when none was chosen. */
  status: z.string(),
  percent: z.string(),
  progress: z.string(),
  problems: z.string(),
  next: z.string(),
  /** One for each target of the measure, in the plan's order. */
  figures: z.array(z.string()),
});
export type Typed = z.infer<typeof Typed>;

/** All that was typed and not sent, by measure: kept as a blob, because it may be longer than an item. */
export const TypedByMeasure = z.partialRecord(MeasureId, Typed);
export type TypedByMeasure = z.infer<typeof TypedByMeasure>;

/** What a person has typed into the form of a duty and not sent. */
export const Draft = z.object({
  ...DutyKey.shape,
  reader: Mailbox,
  /** Names what was typed. */
  blob: z.string(),
  savedAt: Instant,
  expiresAt: Instant,
});
export type Draft = z.infer<typeof Draft>;

/** What nobody sent in so long is given up. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;
export const draftExpiry = (savedAt: Instant): Instant => after(savedAt, KEPT_MS);
