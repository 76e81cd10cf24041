import { ownMail } from "../core/addresses.ts";
import { decidersFor, operatorsOf, remindedOf, unitOf } from "../core/contacts.ts";
import type { Instant } from "../core/day.ts";
import { Mailbox } from "../core/directory.ts";
import { type DutyKey, SubmissionId } from "../core/duty.ts";
import { type MailKind, mailKind } from "../core/mail-kind.ts";
import { tracesOf } from "../core/mail-traces.ts";
import { dutiesOf } from "../core/notice.ts";
import { type Placing, placing, unitsOf } from "../core/placing.ts";
import type { Plan } from "../core/plan.ts";
import type { ReceivedMail } from "../core/received-mail.ts";
import { bounded, cameAgain, dangerOf, type HeldReason, type Submission } from "../core/submission.ts";
import { factsKnown } from "./message-facts.ts";
import type { Ports } from "./ports.ts";
import { readAnswers } from "./read-answers.ts";
import { type Arrival, recordReport } from "./record-report.ts";
import { runOf, tellToday } from "./run.ts";
import { tellBounce } from "./tell-undeliverable.ts";

/** A mail as it arrived at the edge. */
export interface ArrivedMail {
  raw: Uint8Array;
  at: Instant;
  /** Envelope sender; empty for what machines send. */
  sender: string;
  recipients: string[];
  authentic: boolean;
  /** What a scan at the edge says, where there is one. */
  virus?: "none" | "found" | "unsure";
  /** It stays where it was fetched from, and may be fetched again: with the same time that is no second arrival. */
  stays?: boolean;
  /** The rest of it was too large to take: `raw` is the beginning. */
  isCut?: boolean;
}

/** What became of a mail: its parts as kept (one, or one for each duty it answers). */
export interface MailOutcome {
  submissions: Submission[];
  duplicate: boolean;
}

/**
 * Takes a mail: keeps it whole, finds whose answer it is, records what it says, answers. Returns only when all of that is
 * committed. Rules RP-1 to RP-7, RT-1.
 */
export async function receiveMail(arrived: ArrivedMail, ports: Ports): Promise<MailOutcome> {
  const outcome = await dealWith(arrived, ports);
  for (const { id, plan, period, unit, outcome: end } of outcome.submissions)
    ports.log({
      what: `submission ${outcome.duplicate ? "duplicate" : end.kind}`,
      submission: id,
      plan,
      period,
      unit,
    });
  return outcome;
}

async function dealWith(arrived: ArrivedMail, ports: Ports): Promise<MailOutcome> {
  const { raw, at, sender } = arrived;
  const read = await ports.mails.read(raw);
  const mail = { ...read, returnPath: sender && (read.returnPath ?? sender) };
  const [blob = ""] = await ports.blobs.put([raw]);
  const arrival: Arrival = {
    id: SubmissionId.parse(ports.keys.fingerprint(identityOf(mail, raw)).slice(0, 26)),
    door: "mail",
    from: mail.from.address.slice(0, 200),
    subject: mail.subject.slice(0, 300),
    at,
    blob,
    text: "",
    attachments: mail.attachments.map(({ name }) => name),
    sizes: mail.attachments.map(({ size }) => size),
    placedBy: null,
  };
  const way = await wayOf(mail, arrived, ports);
  // that an answer to one duty came before, its recording finds; what stays where it was fetched from comes again often
  const isFound = "record" in way && way.record.length === 1 && !arrived.stays;
  const before = isFound ? undefined : await ports.store.submission(arrival.id, "hint");
  if (before) return again(before, arrived, ports);
  if ("hold" in way) return hold(arrival, way.hold, way.duties, ports);
  if ("record" in way) return record({ ...arrival, placedBy: way.by }, mail, way.record, ports);
  if (way.kind === "bounce") await tellBounce(way, ports.now(), ports);
  const outcome = { kind: "service", what: way.kind } as const;
  return keep(
    { ...arrival, plan: null, period: null, unit: null, entries: [], unrecorded: [], outcome, again: [] },
    ports,
  );
}

/** What is to become of a mail: a person decides, it answers duties, or a machine wrote it. */
type Way =
  | { hold: HeldReason; duties: readonly DutyKey[] }
  | { record: readonly DutyKey[]; by: Arrival["placedBy"] }
  | Exclude<MailKind, { kind: "reply" }>;

async function wayOf(mail: ReceivedMail, arrived: ArrivedMail, ports: Ports): Promise<Way> {
  const danger = dangerOf(arrived.virus);
  if (danger) return { hold: danger, duties: [] };
  if (arrived.isCut) return { hold: "too-large", duties: [] };
  if (mail.unreadable) return { hold: "unreadable", duties: [] };
  const kind = mailKind(mail, ownMail(ports.domain));
  if (kind.kind !== "reply") return kind;
  const placed = await place(mail, arrived, ports);
  if ("held" in placed) return { hold: placed.held, duties: placed.duties };
  return kind.doubtful ? { hold: "doubtful", duties: placed.duties } : { record: placed.duties, by: placed.by };
}

/** One From header with one address; where there are more, what vouches for a mail may have looked at another. */
const namesOneSender = ({ headers }: ReceivedMail): boolean => {
  const senders = headers.get("from") ?? [];
  const addresses = senders.flatMap((sender) => sender.toLowerCase().match(/[^\s<>",;]+@[^\s<>",;]+/gu) ?? []);
  return senders.length <= 1 && new Set(addresses).size <= 1;
};

/** The mail's own id, sender and body, so that a mail that comes again by another way is known; headers on the way differ. */
function identityOf({ messageId, from }: ReceivedMail, raw: Uint8Array): Uint8Array {
  const bytes = Buffer.from(raw);
  const body = bytes.indexOf("\r\n\r\n");
  return messageId && body > 0
    ? Buffer.concat([Buffer.from(`${messageId}\n${from.address}\n`), bytes.subarray(body)])
    : bytes;
}

async function again(before: Submission, { at, stays }: ArrivedMail, ports: Ports): Promise<MailOutcome> {
  if (stays && [before.at, ...before.again].includes(at)) return { submissions: [before], duplicate: true };
  return ports.store.change(async (changes) => {
    const known = (await ports.store.submission(before.id)) ?? before;
    const submission = cameAgain(known, at);
    changes.submission(submission);
    return { submissions: [submission], duplicate: true };
  });
}

async function keep(submission: Submission, ports: Ports): Promise<MailOutcome> {
  await ports.store.change(async (changes) => changes.submission(bounded(submission)));
  return { submissions: [submission], duplicate: false };
}

/** Finds the duty by token, thread or sender. Rules RP-2, RP-3. */
async function place(mail: ReceivedMail, { recipients, authentic }: ArrivedMail, ports: Ports): Promise<Placing> {
  const { token, thread } = tracesOf(mail, recipients, ports.domain);
  const from = Mailbox.safeParse(mail.from.address).data;
  const [directory, byToken] = await Promise.all([
    ports.store.directory(),
    token === undefined ? undefined : dutiesOfMessage(ports.keys.messageId(token), ports),
  ]);
  const byThread = (await Promise.all(thread.slice(0, 10).map((id) => dutiesOfMessage(id, ports)))).find(
    (duties) => duties?.length,
  );
  const named = byToken?.length || byThread?.length;
  const bySender = named
    ? []
    : await openDutiesOf(
        unitsOf(from, directory).map(({ id }) => id),
        ports,
      );
  const tokenSays = token === undefined ? undefined : (byToken ?? "unknown");
  return placing(
    { from, authentic: authentic && namesOneSender(mail), byToken: tokenSays, byThread, bySender },
    directory,
  );
}

async function dutiesOfMessage(id: string, { store }: Ports): Promise<DutyKey[] | undefined> {
  const message = (await store.message(id, "hint")) ?? (await store.message(id));
  return message && dutiesOf(message);
}

async function openDutiesOf(units: readonly string[], { store }: Ports): Promise<DutyKey[]> {
  const keys: DutyKey[] = [];
  for (const { id } of units.length > 0 ? await store.plans() : [])
    for await (const { plan, period, unit } of store.openDuties(id))
      if (units.includes(unit)) keys.push({ plan, period, unit });
  return keys;
}

async function record(
  arrival: Arrival,
  mail: ReceivedMail,
  duties: readonly DutyKey[],
  ports: Ports,
): Promise<MailOutcome> {
  const known = factsKnown(ports);
  const { files, parts } = await readAnswers(mail, duties, known, ports);
  const submissions: Submission[] = [];
  let cameBefore = false;
  // the part under the mail's own id comes last: until it is there, the mail is not a duplicate when it comes again
  for (const [nth, { key, facts, ...read }] of [...parts.entries()].reverse()) {
    const id = nth === 0 ? arrival.id : SubmissionId.parse(`${arrival.id}-${nth + 1}`);
    const { submission, duplicate } = await recordReport(
      { ...arrival, id, files },
      key,
      read,
      Mailbox.parse(mail.from.address),
      facts,
      ports,
    );
    submissions.unshift(submission);
    cameBefore = duplicate;
  }
  return { submissions, duplicate: cameBefore };
}

/**
 * Keeps a mail for a person, and tells the operator and the unit in whose name it came; the sender is never answered.
 *
 * Rule RP-7 answers go only to addresses of the directory; mail from others is held and told
 */
async function hold(
  arrival: Arrival,
  reason: HeldReason,
  duties: readonly DutyKey[],
  ports: Ports,
): Promise<MailOutcome> {
  const [duty] = duties;
  const plan: Plan | undefined = duty ? await ports.store.plan(duty.plan) : (await ports.store.plans())[0];
  const submission: Submission = {
    ...arrival,
    plan: plan?.id ?? null,
    period: duty?.period ?? null,
    unit: duty?.unit ?? null,
    entries: [],
    unrecorded: [],
    outcome: { kind: "held", reason },
    again: [],
  };
  await ports.store.change(async (changes) => {
    changes.submission(bounded(submission));
    if (!plan) return;
    const run = await runOf(plan, ports.now(), ports);
    const notice = {
      kind: "held",
      plan: plan.id,
      unit: submission.unit,
      submission: submission.id,
    } as const;
    const { unit } = submission;
    for (const operator of unit
      ? decidersFor(unit, plan.settings, run.directory)
      : operatorsOf(plan.settings, run.directory))
      await tellToday(changes, run, operator, { ...notice, for: "operator" }, ports);
    if (submission.unit)
      for (const contact of remindedOf(unitOf(submission.unit, run.directory)))
        await tellToday(changes, run, contact, { ...notice, for: "unit" }, ports);
  });
  return { submissions: [submission], duplicate: false };
}
