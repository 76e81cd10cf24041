import { z } from "zod";
import { Day, Instant, Month } from "./day.ts";
import { Mailbox, UnitId } from "./directory.ts";
import { Timeliness } from "./duty.ts";
import { Ladder } from "./ladder.ts";
import { Measure, MeasureId } from "./measure.ts";
import { PlanAnswers } from "./plan-answers.ts";
import { PlanId, PlanSettings } from "./plan-settings.ts";
import { Stop } from "./stop.ts";

/** A plan in force. */
export const Plan = z.looseObject({
  id: PlanId,
  settings: PlanSettings,
  title: z.string(),
  year: z.int(),
  number: z.string(),
  issuedOn: Day,
  programmes: z.array(z.object({ no: z.int(), code: z.string(), title: z.string() })),
  /** Its measures in the edition in force, in the document's order (PL-10); vanished ones stay, retired (PL-8). */
  measures: z.array(z.object({ id: MeasureId, edition: z.int().min(1) })),
  /** Since when it is in force here: only periods whose due day had not passed then are opened (CY-5). */
  inForceOn: Day,
  /** The blob of the source as imported. */
  source: z.string(),
  /** The sentence that orders the monthly report, and its line in the source. */
  order: z.object({ text: z.string(), line: z.int() }).optional(),
  /** What is open: questions and decisions, as sentences with their line. */
  open: z.array(
    z.object({
      code: z.string(),
      line: z.int().nullable(),
      measure: z.string().nullable(),
      text: z.string(),
    }),
  ),
  importedAt: Instant,
  /** What people answered about it, oldest first. */
  answers: PlanAnswers.optional(),
  /** When its rhythm was set anew, and what it was before, oldest first. */
  resets: z
    .array(
      z.strictObject({
        at: Instant,
        by: Mailbox,
        why: z.string(),
        was: z.strictObject({
          cycle: PlanSettings.shape.cycle,
          hours: PlanSettings.shape.hours,
          /** Where it was that which was changed. */
          ladder: Ladder.optional(),
        }),
      }),
    )
    .optional(),
  /** When what is told in its name was stopped (RM-14), oldest first. */
  stops: z.array(Stop).optional(),
});
export type Plan = z.infer<typeof Plan>;

/** The plan asked for; the one issued last when none is. */
export const planAsked = (asked: string | undefined, plans: readonly Plan[]): Plan | undefined =>
  asked === undefined || asked === "-"
    ? plans.toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1)).at(-1)
    : plans.find(({ id }) => id === asked);

/**
 * A measure in force in one edition, with the units that its names stand for.
 *
 * @rule PL-10
 */
export const OwnedMeasure = z.looseObject({
  ...Measure.shape,
  /** From 1; a later import that changes it gives the next. */
  edition: z.int().min(1),
  owners: z.object({
    leads: z.array(UnitId),
    assists: z.array(UnitId),
    open: z.array(z.string()),
  }),
  /** Vanished from a later import (PL-8). */
  retired: z.boolean(),
});
export type OwnedMeasure = z.infer<typeof OwnedMeasure>;

/** One month of a plan: its days as opened, and the digests that went out. */
export const Period = z.looseObject({
  plan: PlanId,
  period: Month,
  days: z.object({
    preflight: Day,
    opens: Day,
    reminds: Day,
    due: Day,
    closes: Day,
  }),
  provisional: z.boolean(),
  /** How many duties it opened. */
  duties: z.int(),
  told: z.array(z.string()),
  closed: z.boolean(),
  /** How many duties it closed with stood how; absent until then. */
  result: z.record(Timeliness, z.int()).optional(),
  /** When it closed, and the root over its duties' histories then (I5). */
  closedAt: Instant.optional(),
  root: z.string().optional(),
  /** The blobs of what was written when it closed: the draft of its bulletin, and its ledger. */
  documents: z.object({ bulletin: z.string(), ledger: z.string() }).optional(),
});
export type Period = z.infer<typeof Period>;
