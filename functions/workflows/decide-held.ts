import { heldDecidersFor, remindedOf, unitOf } from "../core/contacts.ts";
import type { Instant } from "../core/day.ts";
import { type Directory, Mailbox, type UnitId } from "../core/directory.ts";
import { DutyKey, type SubmissionId } from "../core/duty.ts";
import { unitsOf } from "../core/placing.ts";
import type { Plan } from "../core/plan.ts";
import type { Remedy, Undone } from "../core/remedy.ts";
import { bounded, Decision, isQuarantined, type Submission, waits } from "../core/submission.ts";
import { putDuty } from "./history.ts";
import { factsKnown } from "./message-facts.ts";
import type { Changes, Ports, Stored } from "./ports.ts";
import { readAnswers } from "./read-answers.ts";
import { recordReport } from "./record-report.ts";
import { tellAtOnce } from "./run.ts";

/**
 * Does what a person decided about a submission that is held; who decided, when and what stays with it, and with the duty it is
 * of. Rules RP-1, RP-7, RP-9, CY-6.
 *
 * @param by  who decides: an operator, or for what concerns the operator's own unit the supervision office
 */
export async function decideHeld(
  id: SubmissionId,
  remedy: Remedy,
  by: Mailbox,
  ports: Ports,
): Promise<{ done: Submission } | { undone: Undone }> {
  const held = await ports.store.submission(id);
  const plan = held?.plan ? await ports.store.plan(held.plan) : undefined;
  if (!held || !plan || !waits(held)) return { undone: "not-held" };
  const directory = await ports.store.directory();
  const concerned = [held.unit, "unit" in remedy ? remedy.unit : null];
  if (!heldDecidersFor(concerned, plan.settings, directory).some(({ mail }) => mail === by))
    return { undone: "not-yours" };
  const decided = await done(held, plan, remedy, by, directory, ports);
  ports.log({
    what: `held ${remedy.kind}${"undone" in decided ? ` ${decided.undone}` : ""}`,
    submission: id,
    plan: plan.id,
  });
  return decided;
}

function done(
  held: Submission,
  plan: Plan,
  remedy: Remedy,
  by: Mailbox,
  directory: Directory,
  ports: Ports,
): Promise<{ done: Submission } | { undone: Undone }> {
  const at = ports.now();
  switch (remedy.kind) {
    case "assign":
      return assign(held, { plan: plan.id, period: remedy.period, unit: remedy.unit }, { by, at }, directory, ports);
    case "ask":
      return ask(held, plan, remedy.unit, { by, at }, directory, ports);
    case "dismiss":
      return decide(held.id, { by, at }, { kind: "dismissed", why: remedy.why }, async () => {}, ports);
  }
}

interface Who {
  by: Mailbox;
  at: Instant;
}

const reasonOf = ({ outcome }: Submission): Decision["reason"] | undefined =>
  outcome.kind === "held" ? outcome.reason : undefined;

async function assign(
  held: Submission,
  key: DutyKey,
  { by, at }: Who,
  directory: Directory,
  ports: Ports,
): Promise<{ done: Submission } | { undone: Undone }> {
  const known = factsKnown(ports);
  const [facts, duty, raw] = [
    await known.plan(key.plan),
    await ports.store.duty(key),
    await ports.blobs.get(held.blob),
  ];
  const reason = reasonOf(held);
  if (!facts || !duty) return { undone: "no-duty" };
  if (held.door !== "mail" || !raw || !reason) return { undone: "not-mail" };
  if (isQuarantined(held)) return { undone: "virus" };
  const { files, parts } = await readAnswers(await ports.mails.read(raw), [key], known, ports);
  const [read = { entries: [], unrecorded: [] }] = parts;
  const { id, door, from, subject, at: arrivedAt, blob, attachments } = held;
  const { submission } = await recordReport(
    { id, door, from, subject, at: arrivedAt, blob, text: "", attachments, files, placedBy: "person" },
    key,
    read,
    answeredFor(from, key.unit, directory),
    facts,
    ports,
    { at, by, reason, what: { kind: "assigned", unit: key.unit, period: key.period } },
  );
  return { done: submission };
}

/** Who gets the receipt: the sender who speaks for the unit, else whoever is reminded for it. Rule RP-7 */
function answeredFor(from: string, unit: UnitId, directory: Directory): Mailbox | undefined {
  const sender = Mailbox.safeParse(from).data;
  return sender && unitsOf(sender, directory).some(({ id }) => id === unit)
    ? sender
    : remindedOf(unitOf(unit, directory))[0]?.mail;
}

async function ask(held: Submission, plan: Plan, unit: UnitId, who: Who, directory: Directory, ports: Ports) {
  const contacts = remindedOf(unitOf(unit, directory));
  if (contacts.length === 0) return { undone: "no-contact" as const };
  const notice = { kind: "held", plan: plan.id, unit, submission: held.id, for: "unit" } as const;
  return decide(
    held.id,
    who,
    { kind: "asked", unit },
    async (changes) => {
      for (const contact of contacts)
        await tellAtOnce(changes, who.at, contact, `asked#${held.id}#${contact.mail}#${who.at}`, notice, ports);
    },
    ports,
  );
}

/** Puts a decision on record, with what it leads to, in one write. */
async function decide(
  id: SubmissionId,
  { by, at }: Who,
  what: Decision["what"],
  act: (changes: Changes) => Promise<void>,
  ports: Ports,
): Promise<{ done: Submission } | { undone: Undone }> {
  return ports.store.change(async (changes) => {
    const held = await ports.store.submission(id);
    if (!held || !waits(held)) return { undone: "not-held" };
    const decision = Decision.safeParse({ at, by, reason: reasonOf(held), what }).data;
    if (!decision) return { undone: "no-why" };
    const decided: Stored<Submission> = bounded({ ...held, decisions: [...(held.decisions ?? []), decision] });
    changes.submission(decided);
    await act(changes);
    const key = DutyKey.safeParse(held).data;
    const duty = key && (await ports.store.duty(key));
    if (duty) putDuty(changes, duty, [{ at, kind: "HeldDecided", by, detail: detailOf(decision, id) }], ports);
    return { done: decided };
  });
}

const detailOf = ({ what, reason }: Decision, submission: SubmissionId): Record<string, unknown> => ({
  submission,
  reason,
  deed: what.kind,
  ...(what.kind === "dismissed" ? { why: what.why } : { to: [what.unit] }),
});
