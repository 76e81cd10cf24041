import { z } from "zod";
import { Instant, Month } from "./day.ts";
import { Mailbox, UnitId } from "./directory.ts";
import { Request, SubmissionId } from "./duty.ts";
import { Entry } from "./entry.ts";
import { PlanId } from "./plan-settings.ts";
import { type CoreWords, zh } from "./words-zh.ts";

/** Why a submission waits for a person. */
export const HeldReason = z.enum([
  "stranger",
  "not-authentic",
  "other-unit",
  "unknown-token",
  "no-duty",
  "several-duties",
  "doubtful",
  "unreadable",
  "too-large",
  "virus",
  "unscanned",
  "wrong-workbook",
  "no-entry",
]);
export type HeldReason = z.infer<typeof HeldReason>;

/** What was not recorded, and what to do about it: a sentence for the sender. */
export const Unrecorded = z.strictObject({
  code: z.string().nullable(),
  about: z.string(),
  text: z.string(),
});
export type Unrecorded = z.infer<typeof Unrecorded>;

/** @rule RP-1 every submission ends as recorded or held (a second arrival is a duplicate of the first); service mail is counted apart */
export const Outcome = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("recorded"),
    round: z.int(),
    late: z.boolean(),
    afterClosing: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("held"), reason: HeldReason }),
  z.strictObject({ kind: z.literal("service"), what: z.string() }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** A file that came with a submission and is kept (佐证材料). */
export const Evidence = z.strictObject({ name: z.string(), blob: z.string(), bytes: z.int() });
export type Evidence = z.infer<typeof Evidence>;

/** What a person decided about a submission that was held: who, when, and what. */
export const Decision = z.strictObject({
  at: Instant,
  by: Mailbox,
  /** Why it had been held. */
  reason: HeldReason,
  what: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("assigned"), unit: UnitId, period: Month }),
    z.strictObject({ kind: z.literal("asked"), unit: UnitId }),
    z.strictObject({ kind: z.literal("dismissed"), why: z.string().trim().min(2).max(200) }),
  ]),
});
export type Decision = z.infer<typeof Decision>;

/** One answer as it came (报送). The raw bytes are kept whole, as the blob that `blob` names. */
export const Submission = z.looseObject({
  id: SubmissionId,
  plan: PlanId.nullable(),
  period: Month.nullable(),
  unit: UnitId.nullable(),
  door: z.enum(["mail", "webhook", "form"]),
  from: z.string(),
  subject: z.string(),
  /** When it arrived at the edge (RT-1). */
  at: Instant,
  blob: z.string(),
  /** The person's own words; of a mail they are read from its bytes. */
  text: z.string(),
  attachments: z.array(z.string()),
  /** Bytes of each attachment of a mail. */
  sizes: z.array(z.int()).optional(),
  /** What was read of each file, as the sender is told; the files of a ZIP by themselves. */
  files: z.array(z.strictObject({ name: z.string(), said: z.string() })).optional(),
  /** Files that came beside the words, each kept whole; those of a mail are in it. */
  evidence: z.array(Evidence).optional(),
  /** How the duty was found: token, thread, sender, the door itself, or a person. */
  placedBy: z.enum(["token", "thread", "sender", "door", "person"]).nullable(),
  entries: z.array(Entry),
  unrecorded: z.array(Unrecorded),
  /** What it asks for beside (RP-14). */
  request: Request.pick({ kind: true, until: true }).optional(),
  /** It objects to the month's score (SC-8). */
  objects: z.literal(true).optional(),
  outcome: Outcome,
  /** When the same submission came again: duplicates. */
  again: z.array(Instant),
  /** What people decided about it while it was held, in order. */
  decisions: z.array(Decision).optional(),
});
export type Submission = z.infer<typeof Submission>;

/** The number that people quote: `202404-7KQ2M9XA`. */
export const receiptNumber = ({ id, period }: Pick<Submission, "id" | "period">): string =>
  `${period?.replace("-", "") ?? "000000"}-${id.slice(0, 8).toUpperCase()}`;

/** What operators' pages say. */
export const HELD_WORDS = zh.held;

/** Whether it waits for a person. */
export const waits = ({ outcome, decisions = [] }: Pick<Submission, "outcome" | "decisions">): boolean =>
  outcome.kind === "held" && !decisions.some(({ what }) => what.kind === "dismissed");

/**
 * Why a mail is held for what a scan at the edge says of it.
 *
 * @rule RP-9 what a scan finds a virus in is kept and never handed out; what it cannot judge is held
 */
export const dangerOf = (scan: "none" | "found" | "unsure" | undefined): HeldReason | undefined =>
  scan === "found" ? "virus" : scan === "unsure" ? "unscanned" : undefined;

/** Whether its bytes stay where they are: nobody gets them from us, nothing reads their files. */
export const isQuarantined = ({ outcome }: Pick<Submission, "outcome">): boolean =>
  outcome.kind === "held" && outcome.reason === "virus";

/** A file that came with a submission, to be had under its number. */
export interface KeptFile {
  name: string;
  bytes: number | undefined;
  no: number;
  /** What was read of it, as the sender was told; of a ZIP each file is told by itself. */
  said: string | undefined;
}

/** The files that came with a submission, but for those that are quarantined. */
export function keptFiles(submission: Submission): KeptFile[] {
  const { door, evidence = [], attachments, sizes = [], files = [] } = submission;
  const came = door === "mail" ? attachments.map((name, at) => ({ name, bytes: sizes[at] })) : evidence;
  return isQuarantined(submission)
    ? []
    : came.map(({ name, bytes }, no) => ({ name, bytes, no, said: files.find((file) => file.name === name)?.said }));
}

const MOST = {
  text: 20_000,
  attachments: 50,
  name: 200,
  unrecorded: 30,
  sentence: 500,
  code: 40,
  again: 1_000,
} as const;

/** What is kept beside the raw bytes, within bounds: whatever somebody sends, it can be kept and shown. */
export function bounded<Sent extends Pick<Submission, "text" | "attachments" | "files" | "unrecorded">>(
  sent: Sent,
  { report }: Pick<CoreWords, "report"> = zh,
): Sent {
  const cut = sent.unrecorded.slice(0, MOST.unrecorded).map(({ code, about, text }) => ({
    code: code?.slice(0, MOST.code) ?? null,
    about,
    text: text.slice(0, MOST.sentence),
  }));
  const left = sent.unrecorded.length - cut.length;
  const rest = { code: null, about: "more", text: report.more(left) };
  return {
    ...sent,
    text: sent.text.slice(0, MOST.text),
    attachments: sent.attachments.slice(0, MOST.attachments).map((name) => name.slice(0, MOST.name)),
    ...(sent.files && {
      files: sent.files.slice(0, MOST.attachments).map(({ name, said }) => ({ name: name.slice(0, MOST.name), said })),
    }),
    unrecorded: left > 0 ? [...cut, rest] : cut,
  };
}

/** The submission with one more arrival on record; a flood of the same is not counted on for ever. */
export const cameAgain = <Kept extends Pick<Submission, "again">>(kept: Kept, at: Instant): Kept =>
  kept.again.length < MOST.again ? { ...kept, again: [...kept.again, at] } : kept;
