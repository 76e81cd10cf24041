import { z } from "zod";
import { Day, dayAt, Instant, Month } from "./day.ts";
import { UnitId } from "./directory.ts";
import { Figure, Status } from "./entry.ts";
import { MeasureId } from "./measure.ts";
import { PlanId } from "./plan-settings.ts";

/** What names a duty: one unit's report for one month of one plan. */
export const DutyKey = z.object({ plan: PlanId, period: Month, unit: UnitId });
export type DutyKey = z.infer<typeof DutyKey>;

export const SubmissionId = z.string().min(10).brand<"SubmissionId">();
export type SubmissionId = z.infer<typeof SubmissionId>;

/** The newest entry for one measure, without its words, and the submission that says so. */
export const RecordedEntry = z.strictObject({
  status: Status.optional(),
  percent: z.number().optional(),
  figures: z.array(Figure).optional(),
  /** When the submission arrived at the edge (RT-1). */
  at: Instant,
  submission: SubmissionId,
  /** When the first entry for this measure arrived, if that was another. */
  first: Instant.optional(),
});
export type RecordedEntry = z.infer<typeof RecordedEntry>;

/** A step of reminding or of the ladder, as it was told in this round. */
export const Told = z.strictObject({ step: z.string().min(1), day: Day });
export type Told = z.infer<typeof Told>;

/** One unit's report for one period, with one entry for each measure it leads (报送任务). */
export const Duty = z.looseObject({
  ...DutyKey.shape,
  /** From 1; a return, an extension or a moved due day starts the next. */
  round: z.int().min(1),
  days: z.strictObject({ opens: Day, reminds: Day, due: Day, closes: Day }),
  /** A day of this cycle may still move: next year's notice has not come (CA-2). */
  provisional: z.boolean(),
  /** What it asks for, each in the edition that was in force when it opened (PL-10). */
  measures: z.array(z.strictObject({ id: MeasureId, edition: z.int().min(1) })).min(1),
  entries: z.partialRecord(MeasureId, RecordedEntry),
  told: z.array(Told),
  /** When the last measure got its first entry; corrections do not move it. */
  completeAt: Instant.nullable(),
  closed: z.boolean(),
  /** The duty's audit rows: how many, and the hash of the last (I5). */
  audit: z.strictObject({ rows: z.int().min(0), head: z.string() }),
});
export type Duty = z.infer<typeof Duty>;

/** The measures that no recorded entry answers, in the duty's order. @rule RT-3 */
export const missingIn = ({ measures, entries }: Pick<Duty, "measures" | "entries">): MeasureId[] =>
  measures.filter(({ id }) => !entries[id]).map(({ id }) => id);

/** As much of an open duty as says whether something is due. */
export const OpenDuty = z.object({
  ...Duty.pick({ plan: true, period: true, unit: true, round: true, days: true, provisional: true }).shape,
  ...Duty.pick({ told: true, completeAt: true, closed: true }).shape,
});
export type OpenDuty = z.infer<typeof OpenDuty>;

/** Where a duty stands, in the few values that a board shows. */
export const Standing = z.strictObject({
  unit: UnitId,
  round: z.int(),
  due: Day,
  provisional: z.boolean(),
  /** How many measures it asks for, and how many are answered. */
  asked: z.int(),
  recorded: z.int(),
  /** How many measures the unit calls how. */
  statuses: z.partialRecord(Status, z.int()),
  completeAt: Instant.nullable(),
  closed: z.boolean(),
  told: z.string(),
});
export type Standing = z.infer<typeof Standing>;

export function standingOf(duty: Duty): Standing {
  const { unit, round, days, provisional, measures, entries, completeAt, closed } = duty;
  const statuses: Standing["statuses"] = {};
  for (const entry of Object.values(entries))
    if (entry?.status) statuses[entry.status] = (statuses[entry.status] ?? 0) + 1;
  const asked = measures.length;
  const told = lastTold(duty)?.step ?? "";
  return {
    unit,
    round,
    due: days.due,
    provisional,
    asked,
    recorded: asked - missingIn(duty).length,
    statuses,
    completeAt,
    closed,
    told,
  };
}

/** Reported in time, late, in part, not yet, or not at all. */
export type Timeliness = "on-time" | "late" | "partial" | "open" | "missing";

/**
 * @rule RT-3 complete with every measure answered, on time when the last answer came by the end of the due day; until the
 * due day is over what is missing is open, after it missing
 */
export function timeliness(
  { completeAt, recorded, due }: Pick<Standing, "completeAt" | "recorded" | "due">,
  today: Day,
  zone: string,
): Timeliness {
  if (completeAt) return dayAt(completeAt, zone) <= due ? "on-time" : "late";
  if (recorded > 0) return "partial";
  return today <= due ? "open" : "missing";
}

/** Whether a step was told in this round. */
export const wasTold = ({ told }: Pick<Duty, "told">, step: string): boolean => told.some((each) => each.step === step);
export const lastTold = ({ told }: Pick<Duty, "told">): Told | undefined => told.at(-1);
