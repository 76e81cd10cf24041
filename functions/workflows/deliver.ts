import { after, type Instant } from "../core/day.ts";
import { dutiesOf, type Message, stillHolds } from "../core/notice.ts";
import { nextSendingTime } from "../core/reminder.ts";
import { factsFor, factsKnown, type KnownFacts } from "./message-facts.ts";
import type { Changes, Outgoing, Ports, Stored } from "./ports.ts";
import { Undeliverable } from "./ports.ts";
import { tellUndeliverable } from "./tell-undeliverable.ts";

/** A sender that has not recorded its sending by then is taken for dead; what it had under way is in doubt. */
const LEASE_MS = 10 * 60 * 1000;
const FIRST_RETRY_MS = 60 * 1000;
const LONGEST_RETRY_MS = 60 * 60 * 1000;
/** After so many tries in vain the operator is told; trying goes on. */
const TOLD_AFTER_TRIES = 5;

interface Claimed {
  message: Stored<Message>;
  outgoing: Outgoing;
}
type Result = { answer: string } | { refused: string } | { later: string };

/**
 * Sends what may go out: claims a group no larger than what it sends at once (the claim's write also checks that the duty
 * still needs it), sends, records. A crash in between leaves that group in doubt, to be sent again after the lease with
 * the same Message-ID (I3).
 */
export async function deliver({ at }: { at: Instant }, ports: Ports): Promise<{ sent: number }> {
  const known = factsKnown(ports);
  let sent = 0;
  let group: string[] = [];
  for await (const id of ports.store.unsent(at)) {
    group.push(id);
    if (group.length < ports.mailer.atOnce) continue;
    sent += await deliverGroup(group, at, known, ports);
    group = [];
  }
  return { sent: sent + (await deliverGroup(group, at, known, ports)) };
}

async function deliverGroup(ids: readonly string[], at: Instant, known: KnownFacts, ports: Ports): Promise<number> {
  if (ids.length === 0) return 0;
  const claimed = await claim(ids, at, known, ports);
  const results = await Promise.all(claimed.map(async (one) => ({ ...one, result: await trySend(one.outgoing, ports) })));
  if (results.length > 0) await record(results, ports);
  return results.filter(({ result }) => "answer" in result).length;
}

const trySend = (outgoing: Outgoing, { mailer }: Ports): Promise<Result> =>
  mailer.send(outgoing).catch((problem: unknown) => {
    const why = problem instanceof Error ? problem.message : String(problem);
    return problem instanceof Undeliverable ? { refused: why } : { later: why };
  });

/** Takes the messages that may go out now. */
const claim = (ids: readonly string[], at: Instant, known: KnownFacts, ports: Ports): Promise<Claimed[]> =>
  ports.store.change(async (changes) => {
    const claimed: Claimed[] = [];
    for (const id of ids) {
      const message = await ports.store.message(id);
      const waits = message?.state === "pending" || message?.state === "claimed";
      if (message && waits && message.dueAt <= at) claimed.push(...(await claimOne(message, at, known, changes, ports)));
    }
    const names = await ports.blobs.put(claimed.map(({ outgoing }) => outgoing.raw));
    for (const [nth, { message }] of claimed.entries()) changes.message({ ...message, blob: names[nth] ?? "" });
    return claimed;
  });

/** Takes one message; drops it when nothing of it still holds, puts it off when it is not the hour. */
async function claimOne(message: Stored<Message>, at: Instant, known: KnownFacts, changes: Changes, ports: Ports): Promise<Claimed[]> {
  const facts = await factsFor(message, at, known, ports);
  const notices = message.notices.filter((notice) => stillHolds(notice, "period" in notice && "unit" in notice ? facts.duty(notice) : undefined));
  if (notices.length === 0) {
    changes.message({ ...message, state: "dropped", dueAt: at, answer: "已不需要，未发送" });
    return [];
  }
  const plan = facts.plans.get(notices[0]!.plan)?.plan;
  const mayGoAt = message.anyHour || !plan ? at : nextSendingTime(at, plan.settings, facts.calendar);
  if (mayGoAt > at) {
    changes.message({ ...message, dueAt: mayGoAt });
    return [];
  }
  for (const key of dutiesOf(message)) {
    const duty = facts.duty(key);
    if (duty) changes.unchanged(duty);
  }
  const { subject, outgoing } = await ports.words.compose({ ...message, notices }, facts);
  const taken = {
    ...message,
    notices,
    subject,
    state: "claimed" as const,
    attempts: message.attempts + 1,
    inDoubt: message.inDoubt || message.state === "claimed",
    dueAt: after(later(at, ports.now()), LEASE_MS),
  };
  return [{ message: taken, outgoing }];
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/** Records how each sending went, in one write. */
async function record(results: readonly (Claimed & { result: Result })[], ports: Ports): Promise<void> {
  await ports.store.change(async (changes) => {
    for (const { message: claimed, result } of results) {
      const message = await ports.store.message(claimed.id);
      if (message?.state === "claimed") await recordOne(message, result, changes, ports);
    }
  });
  for (const { message, result } of results)
    ports.log({ what: `message ${Object.keys(result)[0]}`, message: message.id, kinds: message.notices.map(({ kind }) => kind).join(",") });
}

async function recordOne(message: Stored<Message>, result: Result, changes: Changes, ports: Ports): Promise<void> {
  const now = ports.now();
  if ("answer" in result) return changes.message({ ...message, state: "sent", sentAt: now, answer: result.answer });
  if ("later" in result) {
    const wait = Math.min(FIRST_RETRY_MS * 2 ** (message.attempts - 1), LONGEST_RETRY_MS);
    changes.message({ ...message, state: "pending", dueAt: after(now, wait), answer: result.later });
    if (message.attempts === TOLD_AFTER_TRIES) await tellUndeliverable(message, message.to, result.later, now, changes, ports);
    return;
  }
  changes.message({ ...message, state: "failed", dueAt: now, answer: result.refused });
  await tellUndeliverable(message, message.to, result.refused, now, changes, ports);
}
