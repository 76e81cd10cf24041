import { isBot } from "../core/bot.ts";
import { after, epochMs, type Instant } from "../core/day.ts";
import { settled } from "../core/delivery.ts";
import { isHard } from "../core/mail-kind.ts";
import { aboutAll, isOfOffices, isPersonal, type Message, stillHolds } from "../core/notice.ts";
import { contactOf } from "../core/placing.ts";
import { mayLeave } from "../core/stop.ts";
import { wordsIn } from "../core/words.ts";
import { factsFor, factsKnown, type KnownFacts } from "./message-facts.ts";
import { noteFailure } from "./note-health.ts";
import {
  type Changes,
  Deferred,
  type Jobs,
  type MessageFacts,
  type Outgoing,
  type Ports,
  type Stored,
  Undeliverable,
} from "./ports.ts";
import { type Failure, throwFailures } from "./run.ts";
import { tellUndeliverable } from "./tell-undeliverable.ts";

/** A sender that has not recorded its sending by then is taken for dead; what it had under way is in doubt. */
const LEASE_MS = 10 * 60 * 1000;
const FIRST_RETRY_MS = 60 * 1000;
const LONGEST_RETRY_MS = 60 * 60 * 1000;
const MS_PER_MINUTE = 60 * 1000;
/** After so many tries in vain the operator is told; trying goes on. */
const TOLD_AFTER_TRIES = 5;
/** A message that waited longer to be sent speaks of the time when it is sent. */
const FRESH_MS = 15 * 60 * 1000;

type Job = Jobs["messages"];
interface Claimed {
  job: Job;
  /** As it is stored. */
  message: Stored<Message>;
}
/** What is sent: of the notices those that still hold. */
interface Ready extends Claimed {
  outgoing: Outgoing;
  said: Pick<Message, "subject" | "notices" | "blob">;
}
type Result = { answer: string } | { refused: string } | { later: string; inDoubt: boolean };
/** What is not even tried: it is not needed any more, or its reader is not to be reached there. */
type Untried = { dropped: string } | { lost: string };
type Done = Ready & { result: Result };
/** Notes a failure, so that it does not hold up the others. */
type Tried = <Value>(job: Job, work: Promise<Value>) => Promise<Value | undefined>;

/**
 * Sends messages: claims a group of what is under way at once, looks whether each still holds, sends, records. It looks after
 * it has claimed, so nothing is sent about a report that was complete before (I4). While a group is under way the next is
 * claimed and made ready, and the one before recorded. So a crash leaves in doubt what was under way, to be sent again after
 * the lease with the same Message-ID (I3). A message that cannot be made ready waits, and does not hold up the others.
 *
 * @throws JobsFailed for those that could not be read or kept
 */
export async function deliver(jobs: readonly Job[], ports: Ports): Promise<void> {
  const known = factsKnown(ports);
  const failures: Failure<Job>[] = [];
  const tried: Tried = (job, work) =>
    work.catch((problem: unknown) => {
      failures.push({ job, problem });
      return undefined;
    });
  const size = Math.ceil(ports.mailer.atOnce / 2);
  let underWay: Promise<Done[]> | undefined;
  let sent: readonly Done[] = [];
  for (let from = 0; from < jobs.length || underWay || sent.length > 0; from += size) {
    // in one turn, so that the file commits them together
    const records = recordAll(sent, tried, ports);
    const claims = jobs.slice(from, from + size).map((job) => tried(job, claim(job, known, ports)));
    await records;
    const claimed = (await Promise.all(claims)).filter((one) => one !== undefined);
    const made = await Promise.all(claimed.map((one) => tried(one.job, ready(one, known, ports))));
    const group = made.filter((one) => one !== undefined);
    const before = underWay;
    underWay = group.length > 0 ? keepAndSend(group, tried, ports) : undefined;
    sent = (await before) ?? [];
  }
  throwFailures(failures);
}

/** Takes a message that waits, or one whose sender is taken for dead; puts it off when it is not the hour. */
function claim(job: Job, known: KnownFacts, ports: Ports): Promise<Claimed | undefined> {
  return ports.store.change(async (changes) => {
    const now = later(job.at, ports.now());
    const hint = changes.isFirst && job.as ? job.as : await changes.messageSoFar(job.message);
    // what was written a moment ago may not be seen yet
    const message = hint && canBeTaken(hint, now) ? hint : await ports.store.message(job.message);
    if (!message || !canBeTaken(message, now)) return undefined;
    if (message.delivery) {
      changes.message(settled(message));
      return undefined;
    }
    const [{ plan }] = message.notices as [Message["notices"][number]]; // a message has one at least
    const facts = await known.plan(plan);
    if (facts && !mayLeave(facts.plan, message.notices)) return undefined; // it waits
    const mayGoAt = message.anyHour ? now : await known.sendingTime(plan, now);
    const claimed = {
      ...message,
      state: "claimed" as const,
      attempts: message.attempts + 1,
      inDoubt: message.inDoubt || message.state === "claimed",
      leaseUntil: after(now, LEASE_MS),
    };
    changes.message(mayGoAt > now ? { ...message, dueAt: mayGoAt } : claimed);
    return mayGoAt > now ? undefined : { job, message: { ...claimed, version: changes.version } };
  });
}

const canBeTaken = ({ state, dueAt, leaseUntil }: Message, now: Instant): boolean =>
  state === "pending" ? dueAt <= now : state === "claimed" && (leaseUntil ?? dueAt) <= now;

/** What a claimed message has to say; it is dropped when nothing of it still holds, and put off when it cannot be said. */
async function ready(claimed: Claimed, known: KnownFacts, ports: Ports): Promise<Ready | undefined> {
  const { job, message } = claimed;
  const now = ports.now();
  const at = epochMs(now) - epochMs(job.at) > FRESH_MS ? now : job.at;
  try {
    const facts = await factsFor(message, at, known, ports);
    const notices = message.notices.filter((notice) =>
      stillHolds(notice, "period" in notice && "unit" in notice ? facts.duty(notice) : undefined),
    );
    if (notices.length === 0) {
      await record(claimed, { dropped: "已不需要，未发送" }, {}, ports);
      return undefined;
    }
    const lost = await whyLost(message, facts, ports);
    if (lost) {
      await record(claimed, { lost }, { notices }, ports);
      return undefined;
    }
    const { subject, outgoing } = await ports.words.compose({ ...message, notices }, facts);
    return { ...claimed, outgoing, said: { subject, notices, blob: "" } };
  } catch (problem) {
    await record(claimed, { later: textOf(problem), inDoubt: false }, {}, ports);
    throw problem;
  }
}

/** Why a message is for whoever stands in for its reader: they have left, or their mailbox is not written to. Rules RM-11, RM-12. */
async function whyLost(
  message: Message,
  { directory, plans }: MessageFacts,
  { store }: Ports,
): Promise<string | undefined> {
  const { to } = message;
  if (isBot(to) || isPersonal(message)) return undefined;
  const [plan] = plans.values();
  const { left, suppressed } = wordsIn(plan?.plan.settings.language ?? "zh").unreached;
  if (!contactOf(to, directory)) return left;
  if (isOfOffices(message)) return undefined;
  return (await store.failing()).get(to) === "hard" ? suppressed : undefined;
}

async function keepAndSend(group: readonly Ready[], tried: Tried, ports: Ports): Promise<Done[]> {
  const kept = await withBlobs(group, tried, ports);
  return Promise.all(kept.map((one) => send(one, ports)));
}

/** Keeps the mails of a group before they go. */
async function withBlobs(group: readonly Ready[], tried: Tried, ports: Ports): Promise<Ready[]> {
  try {
    const names = await ports.blobs.put(group.map(({ outgoing }) => outgoing.raw));
    return group.map((one, at) => ({ ...one, said: { ...one.said, blob: names[at] ?? "" } }));
  } catch (problem) {
    const put = { later: textOf(problem), inDoubt: false };
    await Promise.all(
      group.map((one) =>
        tried(
          one.job,
          record(one, put, {}, ports).then(() => Promise.reject(problem)),
        ),
      ),
    );
    return [];
  }
}

const send = async (ready: Ready, { mailer }: Ports): Promise<Done> => ({
  ...ready,
  result: await mailer
    .send(ready.outgoing)
    .catch((problem: unknown) =>
      problem instanceof Undeliverable
        ? { refused: textOf(problem) }
        : { later: textOf(problem), inDoubt: !(problem instanceof Deferred) },
    ),
});

/** Records a group in one write; when that does not go through, each by itself. */
async function recordAll(sent: readonly Done[], tried: Tried, ports: Ports): Promise<void> {
  if (sent.length === 0) return;
  const together = ports.store.change(async (changes) => {
    if (!changes.isFirst) throw new Error("somebody else was first");
    for (const { message, result, said } of sent) await put({ ...message, ...said }, result, changes, ports);
  });
  await together.then(
    () => {
      for (const done of sent) logged(done, done.result, done.said, ports);
    },
    () => Promise.all(sent.map((done) => tried(done.job, record(done, done.result, done.said, ports)))),
  );
}

/** Records what became of a message that was claimed; when it was taken over since, it is no longer ours to say. */
async function record(
  { message: asClaimed }: Pick<Claimed, "message">,
  result: Result | Untried,
  said: Partial<Ready["said"]>,
  ports: Ports,
): Promise<void> {
  let isFirst = true;
  await ports.store.change(async (changes) => {
    const message = isFirst ? asClaimed : await changes.messageSoFar(asClaimed.id);
    isFirst = false;
    if (message?.state === "claimed" && message.attempts === asClaimed.attempts)
      await put({ ...message, ...said }, result, changes, ports);
  });
  logged({ message: asClaimed }, result, said, ports);
}

function logged(
  { message: { id, notices, attempts } }: Pick<Claimed, "message">,
  result: object,
  said: Partial<Ready["said"]>,
  ports: Ports,
): void {
  const kinds = (said.notices ?? notices).map(({ kind }) => kind).join(",");
  const tried = "later" in result && { triedForMinutes: triedForMinutes(attempts) };
  ports.log({ what: `message ${Object.keys(result)[0]}`, message: id, kinds, ...aboutAll(notices), ...tried });
}

async function put(message: Stored<Message>, result: Result | Untried, changes: Changes, ports: Ports): Promise<void> {
  const now = ports.now();
  if ("answer" in result)
    return changes.message(settled({ ...message, state: "sent", sentAt: now, answer: result.answer }));
  if ("dropped" in result) return changes.message({ ...message, state: "dropped", dueAt: now, answer: result.dropped });
  if ("later" in result) {
    changes.message({ ...putOff(message, now, result.later), inDoubt: message.inDoubt || result.inDoubt });
    if (message.attempts === TOLD_AFTER_TRIES)
      await tellUndeliverable(message, { mail: message.to, why: result.later }, now, changes, ports);
    return;
  }
  const why = "lost" in result ? result.lost : result.refused;
  changes.message({ ...message, state: "failed", dueAt: now, answer: why });
  await tellUndeliverable(message, { mail: message.to, why }, now, changes, ports);
  if ("refused" in result) await noteFailure(message.to, { at: now, hard: isHard(why), why }, changes, ports);
}

const putOff = (message: Stored<Message>, now: Instant, why: string): Stored<Message> => ({
  ...message,
  state: "pending",
  dueAt: after(now, putOffMs(message.attempts)),
  answer: why,
});

/** Later, each time twice as long. */
const putOffMs = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** Math.max(attempts - 1, 0), LONGEST_RETRY_MS);

/** For how many minutes at least a message has been tried: each putting off sets a new time at which it is due. */
const triedForMinutes = (attempts: number): number =>
  Array.from({ length: Math.max(attempts - 1, 0) }, (_, nth) => putOffMs(nth + 1)).reduce((sum, ms) => sum + ms, 0) /
  MS_PER_MINUTE;

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
const textOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));
