import { z } from "zod";
import { Day, dayAt, Instant, Month } from "./day.ts";
import { Mailbox, UnitId } from "./directory.ts";
import { Figure, Gate, Status } from "./entry.ts";
import { MeasureId, programmeOf } from "./measure.ts";
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
  /** What the content gates found (RT-4). */
  warnings: z.array(Gate).optional(),
  /** Digest of its words, by which the same words are known a month later. */
  said: z.string().optional(),
});
export type RecordedEntry = z.infer<typeof RecordedEntry>;

/** A step of reminding or of the ladder, as it was told in this round. */
export const Told = z.strictObject({ step: z.string().min(1), day: Day });
export type Told = z.infer<typeof Told>;

/** Who decided something about a duty, when, and why where a reason is wanted. */
const Decided = z.strictObject({ at: Instant, by: Mailbox, why: z.string().optional() });

/** What a unit asks for, and gets or not by a decision (延期, 免报). */
export const Request = z.strictObject({
  kind: z.enum(["extension", "exemption"]),
  at: Instant,
  from: z.string(),
  why: z.string(),
  /** Until when, for an extension; absent where the unit did not say. */
  until: Day.optional(),
  /** The submission that says so; absent when it was asked on a page. */
  submission: SubmissionId.optional(),
});
export type Request = z.infer<typeof Request>;

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
  /** The report as it stands was accepted (RV-1); anything recorded after that wants another look. */
  accepted: Decided.optional(),
  /** The report was returned, which began this round (RV-1): the entries taken back, which want a newer one, and the reason. */
  returned: z
    .strictObject({
      ...Decided.shape,
      why: z.string(),
      /** For lack of substance: then the time of the first completion does not stay. */
      hollow: z.boolean(),
      /** An earlier return of this month was. */
      wasHollow: z.literal(true).optional(),
      entries: z.partialRecord(MeasureId, RecordedEntry),
    })
    .optional(),
  /** What lateness is judged by since a return: the day that counted then, and when the report was complete, if that stays. */
  stamp: z.strictObject({ due: Day, completeAt: Instant.nullable() }).optional(),
  /** Waits for a decision. */
  request: Request.optional(),
  /** Nothing is owed (免报). */
  exempt: Decided.optional(),
  /** A rung that waits for approval (ES-3), since when; `pressed` when it was told that it waits too long. */
  awaits: z.strictObject({ rung: z.int(), since: Instant, day: Day, pressed: z.literal(true).optional() }).optional(),
  /** Rungs that were not approved, in which round: passed without being told (ES-3). */
  declined: z.array(z.strictObject({ ...Decided.shape, why: z.string(), rung: z.int(), round: z.int() })).optional(),
  /** The duty's audit rows: how many, and the hash of the last (I5). */
  audit: z.strictObject({ rows: z.int().min(0), head: z.string() }),
});
export type Duty = z.infer<typeof Duty>;

/** The measures that no recorded entry answers, in the duty's order. @rule RT-3 */
export const missingIn = ({ measures, entries }: Pick<Duty, "measures" | "entries">): MeasureId[] =>
  measures.filter(({ id }) => !entries[id]).map(({ id }) => id);

/** Whether a report is still wanted: it is not complete, nobody was exempted, and the month is not closed. */
export const isWanted = ({ completeAt, closed, exempt }: Pick<Duty, "completeAt" | "closed" | "exempt">): boolean =>
  !completeAt && !closed && !exempt;

/** As much of an open duty as says whether something is due. */
export const OpenDuty = z.object({
  ...Duty.pick({ plan: true, period: true, unit: true, round: true, days: true, provisional: true }).shape,
  ...Duty.pick({ told: true, completeAt: true, closed: true, awaits: true, declined: true }).shape,
});
export type OpenDuty = z.infer<typeof OpenDuty>;

/** How the work on a measure stands as its unit says, apart from whether it was reported in time (DG-3). */
export const Lamp = z.enum([...Status.options, "unsaid", "missing"]);
export type Lamp = z.infer<typeof Lamp>;

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
  /** How many measures of each programme, by its number, stand how; all together as many as it asks for. */
  programmes: z.record(z.string(), z.partialRecord(Lamp, z.int())).default({}),
  completeAt: Instant.nullable(),
  closed: z.boolean(),
  told: z.string(),
  /** How many content gates its entries did not pass (RT-4). */
  warnings: z.int().default(0),
  /** What was decided about the report as it stands, and what waits for a decision. */
  review: z.enum(["accepted", "returned"]).optional(),
  stamp: Duty.shape.stamp,
  exempt: z.literal(true).optional(),
  request: Request.shape.kind.optional(),
  awaits: z.int().optional(),
  /** Of its history (I5). */
  head: z.string().default(""),
});
export type Standing = z.infer<typeof Standing>;

export function standingOf(duty: Duty): Standing {
  const { unit, round, days, provisional, measures, entries, completeAt, closed } = duty;
  const statuses: Standing["statuses"] = {};
  for (const entry of Object.values(entries))
    if (entry?.status) statuses[entry.status] = (statuses[entry.status] ?? 0) + 1;
  const programmes: Standing["programmes"] = {};
  for (const { id } of measures) {
    const lamps = programmes[programmeOf(id)] ?? {};
    const lamp = entries[id] ? (entries[id].status ?? "unsaid") : "missing";
    programmes[programmeOf(id)] = { ...lamps, [lamp]: (lamps[lamp] ?? 0) + 1 };
  }
  const asked = measures.length;
  const told = lastTold(duty)?.step ?? "";
  const review = duty.accepted ? "accepted" : duty.returned && !completeAt ? "returned" : undefined;
  return {
    unit,
    round,
    due: days.due,
    provisional,
    asked,
    recorded: asked - missingIn(duty).length,
    statuses,
    programmes,
    completeAt,
    closed,
    told,
    head: duty.audit.head,
    warnings: Object.values(entries).reduce((sum, entry) => sum + (entry?.warnings?.length ?? 0), 0),
    ...(review && { review }),
    ...(duty.stamp && { stamp: duty.stamp }),
    ...(duty.exempt && { exempt: true as const }),
    ...(duty.request && { request: duty.request.kind }),
    ...(duty.awaits && { awaits: duty.awaits.rung }),
  };
}

/** Reported in time, late, in part, not yet, or not at all; or nothing is owed. */
export const Timeliness = z.enum(["on-time", "late", "partial", "open", "missing", "exempt"]);
export type Timeliness = z.infer<typeof Timeliness>;

/**
 * @rule RT-3 complete with every measure answered, on time when the last answer came by the end of the due day; until the
 * due day is over what is missing is open, after it missing
 */
export function timeliness(
  { completeAt, recorded, due, stamp, exempt }: Pick<Standing, "completeAt" | "recorded" | "due" | "stamp" | "exempt">,
  today: Day,
  zone: string,
): Timeliness {
  if (exempt) return "exempt";
  const complete = stamp?.completeAt ?? completeAt;
  if (complete) return dayAt(complete, zone) <= (stamp?.due ?? due) ? "on-time" : "late";
  if (recorded > 0) return "partial";
  return today <= due ? "open" : "missing";
}

/** Whether a step was told in this round. */
export const wasTold = ({ told }: Pick<Duty, "told">, step: string): boolean => told.some((each) => each.step === step);
export const lastTold = ({ told }: Pick<Duty, "told">): Told | undefined => told.at(-1);
