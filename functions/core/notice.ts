import { z } from "zod";
import { BotAddress } from "./bot.ts";
import { Day, Instant, Month, type TimeOfDay } from "./day.ts";
import { Delivery } from "./delivery.ts";
import { Mailbox, UnitId } from "./directory.ts";
import { type Duty, DutyKey, isWanted, lastTold, SubmissionId } from "./duty.ts";
import { HandOver } from "./in-office.ts";
import { Overdue } from "./overdue.ts";
import { PlanId } from "./plan-settings.ts";
import { Finding } from "./preflight.ts";

const ofDuty = { ...DutyKey.shape, round: z.int() };

/** Something a person is owed (待告知事项). */
export const Notice = z.discriminatedUnion("kind", [
  /** A reminder of one duty, for its unit. */
  z.strictObject({
    kind: z.literal("reminder"),
    ...ofDuty,
    step: z.enum(["opening", "reminder", "due-day"]),
  }),
  /** A rung of the ladder; `for` says who it is told to, `step` the rung that the duty has reached. */
  z.strictObject({
    kind: z.literal("rung"),
    ...ofDuty,
    step: z.string(),
    rung: z.int(),
    for: z.string(),
  }),
  /** A rung that waits, for whoever approves it; `pressed`: for whoever is told that it waits too long (ES-3). */
  z.strictObject({
    kind: z.literal("approve"),
    ...ofDuty,
    rung: z.int(),
    pressed: z.boolean(),
  }),
  /** The answer to a submission, for its sender. */
  z.strictObject({
    kind: z.literal("receipt"),
    plan: PlanId,
    period: Month,
    unit: UnitId,
    submission: SubmissionId,
  }),
  /** Mail that is held: to the unit in whose name it came, and to the operator. */
  z.strictObject({
    kind: z.literal("held"),
    plan: PlanId,
    unit: UnitId.nullable(),
    submission: SubmissionId,
    for: z.enum(["unit", "operator"]),
  }),
  /** To the unit: its report was returned, and is wanted again by a new day (RV-1). */
  z.strictObject({ kind: z.literal("returned"), ...ofDuty }),
  /** To whoever decides: a unit asks for more time, or to be exempted. */
  z.strictObject({ kind: z.literal("request"), ...ofDuty, request: z.enum(["extension", "exemption"]) }),
  /** To the unit: what was decided about that. */
  z.strictObject({
    kind: z.literal("ruling"),
    ...ofDuty,
    request: z.enum(["extension", "exemption"]),
    granted: z.boolean(),
    until: Day.optional(),
    why: z.string().optional(),
  }),
  /** To the unit: how it was scored when the month closed, or since a person charged it (SC-1). */
  z.strictObject({ kind: z.literal("score"), ...DutyKey.shape }),
  /** To whoever decides: a unit objects to its score (SC-6). */
  z.strictObject({ kind: z.literal("objection"), ...DutyKey.shape }),
  /** To the unit: what was decided about that. */
  z.strictObject({ kind: z.literal("objection-ruling"), ...DutyKey.shape, granted: z.boolean() }),
  /** To supervisors. */
  z.strictObject({
    kind: z.literal("digest"),
    plan: PlanId,
    period: Month,
    digest: z.enum(["open", "missing", "weekly", "closing"]),
    /** Over the histories of the month's duties, as it closed (I5). */
    root: z.string().optional(),
  }),
  /** To the operator: what may keep a month's messages from arriving (RM-8). */
  z.strictObject({
    kind: z.literal("preflight"),
    plan: PlanId,
    period: Month,
    /** That will not be reached, in what was stored before there were findings. */
    units: z.array(UnitId).optional(),
    findings: z.array(Finding).default([]),
  }),
  /** To who hands over and to who takes over: from which day, and what is open now (RM-13). */
  z.strictObject({
    kind: z.literal("handover"),
    plan: PlanId,
    ...HandOver.shape,
    for: z.enum(["leaving", "taking"]),
    open: z.array(z.strictObject({ period: Month, due: Day, missing: z.int(), asked: z.int() })),
  }),
  /** To the operator: a message that could not be delivered. */
  z.strictObject({
    kind: z.literal("undeliverable"),
    plan: PlanId,
    unit: UnitId.nullable(),
    mail: z.string(),
    why: z.string(),
  }),
  /** To the operator: ticks did not come. */
  z.strictObject({
    kind: z.literal("gap"),
    plan: PlanId,
    from: Instant,
    to: Instant,
  }),
  /** To the lead: a measure's own deadline is near (DL-6). */
  z.strictObject({
    kind: z.literal("deadline"),
    plan: PlanId,
    unit: UnitId,
    day: Day,
    workingDays: z.int(),
    measures: z.array(z.string()),
  }),
  /** To a unit: its due day has moved, because the holiday notice has come (CA-4). */
  z.strictObject({ kind: z.literal("moved"), ...ofDuty, from: Day, to: Day }),
  /** To a lead, or to those beyond it: measures whose deadline passed undone; `weekly` those that were told before (DL-8). */
  z.strictObject({
    kind: z.literal("overdue"),
    plan: PlanId,
    for: z.enum(["unit", "others"]),
    weekly: z.boolean(),
    late: z.array(Overdue).min(1),
  }),
  /** To the operator, daily: what waits for a decision. */
  z.strictObject({
    kind: z.literal("undecided"),
    plan: PlanId,
    measures: z.array(z.string()),
    noticeMissingFor: z.int().nullable(),
    /** How many submissions are held for the reader. */
    held: z.int().default(0),
    /** How many reports wait for review, and how many requests for a decision. */
    reviews: z.int().default(0),
    requests: z.int().default(0),
    /** Over the histories of all open duties, and how many these are (I5). */
    root: z.strictObject({ hash: z.string(), duties: z.int() }).optional(),
    /** How many objections to scores. */
    objections: z.int().default(0),
  }),
  /** To whoever asked to sign in: its link is derived from `id`, and leads nowhere after `until`. */
  z.strictObject({ kind: z.literal("sign-in"), plan: PlanId, id: z.string(), until: Instant }),
]);
export type Notice = z.infer<typeof Notice>;

/**
 * A message to one person: the notices of a day joined, or one that goes out at once.
 *
 * @rule RM-5 one message per person and day
 */
export const Message = z.looseObject({
  /** Derived from `key`; names the message in its token and Message-ID. */
  id: z.string(),
  /** Business key, kept for ever: `day#<mailbox>#2024-04-29`, `receipt#<submission>`, … */
  key: z.string(),
  /** A person, or the chat group of a unit. */
  to: z.union([Mailbox, BotAddress]),
  /** Not before; moved on by a failed attempt. */
  dueAt: Instant,
  /** At any hour, else within office hours of working days (RM-3). */
  anyHour: z.boolean(),
  notices: z.array(Notice).min(1),
  state: z.enum(["pending", "claimed", "sent", "dropped", "failed"]),
  /** How often a sender took it. */
  attempts: z.int(),
  /** Until then it is its sender's; one that has not recorded its sending by then is taken for dead. */
  leaseUntil: Instant.optional(),
  /** Set when a lease ran out before the sending was recorded: sent again with the same Message-ID. */
  inDoubt: z.boolean(),
  subject: z.string(),
  /** The mail as sent, by hash; empty until then. */
  blob: z.string(),
  sentAt: Instant.nullable(),
  /** What the receiving server said, or why it was dropped or failed. */
  answer: z.string(),
  /** What the provider said became of it, where it says so. */
  delivery: Delivery.optional(),
});
export type Message = z.infer<typeof Message>;

/** A message that waits for its first sending. */
export const newMessage = (of: Pick<Message, "id" | "key" | "to" | "dueAt" | "anyHour" | "notices">): Message => ({
  ...of,
  state: "pending",
  attempts: 0,
  inDoubt: false,
  subject: "",
  blob: "",
  sentAt: null,
  answer: "",
});

/** Key of a person's message of a day (RM-5), or a group's (RM-10); of what is told at its own time, with that (ES-7). */
export const dayKey = (mail: Message["to"], day: Day, time?: TimeOfDay): string =>
  ["day", mail, day, ...(time ? [time] : [])].join("#");

/** Key of the message that tells somebody of a round that was begun by a decision. */
export const roundKey = ({ plan, period, unit, round }: DutyKey & Pick<Duty, "round">, mail: Message["to"]): string =>
  `round#${plan}#${period}#${unit}#${round}#${mail}`;

/** Whether a message is for one person whatever has become of them: an answer to them, or about themselves. */
export const isPersonal = ({ notices }: Pick<Message, "notices">): boolean =>
  notices.every((notice) => notice.kind === "receipt" || !isPassedOn(notice));

/** What goes to those who run or supervise a plan: they are written to in any case (RM-12). */
const OF_OFFICES: readonly Notice["kind"][] = ["digest", "preflight", "undeliverable", "gap", "undecided", "request"];
export const isOfOffices = ({ notices }: Pick<Message, "notices">): boolean =>
  notices.every(({ kind }) => OF_OFFICES.includes(kind));

/** Whether a notice that does not reach its reader is told to whoever stands in: not what is about the reader, or lets them in. */
export const isPassedOn = ({ kind }: Notice): boolean => kind !== "handover" && kind !== "sign-in";

/** The duties that a message speaks of: those that its token names (RM-5). */
export const dutiesOf = ({ notices }: Pick<Message, "notices">): DutyKey[] => {
  const keys = notices.flatMap((notice) =>
    "period" in notice && "unit" in notice ? [{ plan: notice.plan, period: notice.period, unit: notice.unit }] : [],
  );
  return keys.filter((key, at) => keys.findIndex((each) => sameDuty(each, key)) === at);
};

export const sameDuty = (a: DutyKey, b: DutyKey): boolean =>
  a.plan === b.plan && a.period === b.period && a.unit === b.unit;

const NAMES = ["plan", "period", "unit"] as const;
type About = Partial<Record<(typeof NAMES)[number], string>>;

/** The plan, month and unit that notices speak of, as far as all of them speak of the same. */
export function aboutAll(notices: readonly Notice[]): About {
  const [first = {}, ...others] = notices.map(aboutOf);
  const shared = NAMES.filter((name) => first[name] && others.every((each) => each[name] === first[name]));
  return Object.fromEntries(shared.map((name) => [name, first[name]]));
}
const aboutOf = (notice: Notice): About => ({
  plan: notice.plan,
  ...("period" in notice && { period: notice.period }),
  ...("unit" in notice && notice.unit && { unit: notice.unit }),
});

/** Whether a notice brings the form, with last month's words beside: the first message of a round does (RM-1), and a return. */
export const bringsForm = (
  notice: Extract<Notice, { kind: "reminder" | "returned" }>,
  { told }: Pick<Duty, "told">,
): boolean => notice.kind === "returned" || notice.step === "opening" || told.length <= 1;

/**
 * Whether what a notice says is still so.
 *
 * Rule RM-3 nothing is asked of a unit whose report is complete, nor twice for a step that a later one has replaced
 */
export function stillHolds(notice: Notice, duty: Duty | undefined): boolean {
  if (notice.kind === "returned" || notice.kind === "moved")
    return Boolean(duty && isWanted(duty) && duty.round === notice.round);
  if (notice.kind === "request") return Boolean(duty?.request);
  if (notice.kind === "approve") return Boolean(duty && isWanted(duty) && duty.awaits?.rung === notice.rung);
  if (notice.kind !== "reminder" && notice.kind !== "rung") return true;
  return Boolean(duty && isWanted(duty) && duty.round === notice.round && lastTold(duty)?.step === notice.step);
}
