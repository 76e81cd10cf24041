import { after, type Instant } from "../core/day.ts";
import type { Duty } from "../core/duty.ts";
import { dutiesOf, type Message, stillHolds } from "../core/notice.ts";
import { factsFor, factsKnown, type KnownFacts } from "./message-facts.ts";
import type { Changes, Outgoing, Ports, Stored } from "./ports.ts";
import { Deferred, Undeliverable } from "./ports.ts";
import { pagesOf } from "./run.ts";
import { tellUndeliverable } from "./tell-undeliverable.ts";

/** A sender that has not recorded its sending by then is taken for dead; what it had under way is in doubt. */
const LEASE_MS = 10 * 60 * 1000;
const FIRST_RETRY_MS = 60 * 1000;
const LONGEST_RETRY_MS = 60 * 60 * 1000;
/** After so many tries in vain the operator is told; trying goes on. */
const TOLD_AFTER_TRIES = 5;
/** So many rows of a write are for claims and the duties they check; the rest for how the sendings before went. */
const ROWS_TO_CLAIM = 50;

/** A message as the next write puts it: claimed, with its mail and the duties that must not change; dropped; or put off. */
interface Ready {
  message: Stored<Message>;
  outgoing?: Outgoing;
  duties: readonly Stored<Duty>[];
  /** Why it could not be made ready, when that is to be told. */
  untold?: string;
}
interface Claimed {
  /** As it is stored. */
  message: Stored<Message>;
  outgoing: Outgoing;
}
type Result = { answer: string } | { refused: string } | { later: string; inDoubt: boolean };
type Tried = Claimed & { result: Result };

/**
 * Sends what may go out: claims a group no larger than what it sends at once (the claim's write also checks that the duty
 * still needs it), sends, records. While a group is under way the next is made ready; the write that claims it records the
 * one before. So a crash leaves no more than one group in doubt, to be sent again after the lease with the same Message-ID
 * (I3). A message that cannot be made ready waits, and does not hold up the others.
 */
export async function deliver({ at }: { at: Instant }, ports: Ports): Promise<{ sent: number }> {
  const known = factsKnown(ports);
  const failures: unknown[] = [];
  let sent = 0;
  let underWay: readonly Promise<Tried>[] = [];
  const next = async (ready: readonly Ready[]): Promise<void> => {
    const tried = await Promise.all(underWay);
    const claimed = await recordAndClaim(tried, ready, at, known, ports);
    sent += tried.filter(({ result }) => "answer" in result).length;
    underWay = claimed.map((one) => trySend(one, ports));
  };
  try {
    for await (const ready of readyGroups(at, known, ports, failures)) await next(ready);
  } finally {
    await next([]);
  }
  if (failures.length > 0) throw failures[0];
  return { sent };
}

const trySend = async (claimed: Claimed, { mailer }: Ports): Promise<Tried> => ({
  ...claimed,
  result: await mailer.send(claimed.outgoing).catch((problem: unknown) => {
    const why = problem instanceof Error ? problem.message : String(problem);
    return problem instanceof Undeliverable
      ? { refused: why }
      : { later: why, inDoubt: !(problem instanceof Deferred) };
  }),
});

/** What may go out, made ready in groups that are sent at once and fit a write. */
async function* readyGroups(
  at: Instant,
  known: KnownFacts,
  ports: Ports,
  failures: unknown[],
): AsyncIterable<readonly Ready[]> {
  const readyOrNot = (id: string): Promise<Ready[]> =>
    readyOne(id, at, known, ports).catch((problem: unknown) => {
      failures.push(problem);
      return notReady(id, problem, ports);
    });
  for await (const ids of pagesOf(ports.store.unsent(at), ports.mailer.atOnce))
    for (const group of fitting((await Promise.all(ids.map(readyOrNot))).flat())) yield withBlobs(group, ports);
}

/** Cuts what is ready into groups whose claims, with the duties they check, fit into a write. */
function fitting(ready: readonly Ready[]): Ready[][] {
  const groups: Ready[][] = [];
  let rows = ROWS_TO_CLAIM;
  for (const one of ready) {
    const more = 1 + one.duties.length;
    const group = rows + more <= ROWS_TO_CLAIM ? groups.at(-1) : undefined;
    rows = group ? rows + more : more;
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** Makes a message ready; drops it when nothing of it still holds, puts it off when it is not the hour. */
async function readyOne(id: string, at: Instant, known: KnownFacts, ports: Ports): Promise<Ready[]> {
  const message = await ports.store.message(id);
  const waits = message?.state === "pending" || message?.state === "claimed";
  if (!message || !waits || message.dueAt > at) return [];
  const facts = await factsFor(message, at, known, ports);
  const notices = message.notices.filter((notice) =>
    stillHolds(notice, "period" in notice && "unit" in notice ? facts.duty(notice) : undefined),
  );
  const [first] = notices;
  if (!first)
    return [
      {
        message: {
          ...message,
          state: "dropped",
          dueAt: at,
          answer: "已不需要，未发送",
        },
        duties: [],
      },
    ];
  const now = later(at, ports.now());
  const mayGoAt = message.anyHour ? now : await known.sendingTime(first.plan, now);
  if (mayGoAt > now) return [{ message: { ...message, dueAt: mayGoAt }, duties: [] }];
  const duties = dutiesOf({ notices: notices.filter(({ kind }) => kind === "reminder" || kind === "rung") }).flatMap(
    (key) => facts.duty(key) ?? [],
  );
  const { subject, outgoing } = await ports.words.compose({ ...message, notices }, facts);
  const claimed = {
    ...message,
    notices,
    subject,
    state: "claimed" as const,
    attempts: message.attempts + 1,
    inDoubt: message.inDoubt || message.state === "claimed",
    dueAt: after(now, LEASE_MS),
  };
  // more than a write can check were read a moment ago, and that must do
  return [{ message: claimed, outgoing, duties: duties.length < ROWS_TO_CLAIM ? duties : [] }];
}

/** A message that cannot be made ready waits like one that could not be sent, and is told of like one. */
async function notReady(id: string, problem: unknown, ports: Ports): Promise<Ready[]> {
  const message = await ports.store.message(id);
  if (!message) return [];
  const why = problem instanceof Error ? problem.message : String(problem);
  return [
    {
      message: { ...putOff(message, ports.now(), why), attempts: message.attempts + 1 },
      duties: [],
      ...(message.attempts + 1 === TOLD_AFTER_TRIES && { untold: why }),
    },
  ];
}

/** Later, each time twice as long. */
const putOff = (message: Stored<Message>, now: Instant, why: string): Stored<Message> => ({
  ...message,
  state: "pending",
  dueAt: after(now, Math.min(FIRST_RETRY_MS * 2 ** Math.max(message.attempts - 1, 0), LONGEST_RETRY_MS)),
  answer: why,
});

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/** Keeps the mails of a group, and names them in their messages. */
async function withBlobs(group: readonly Ready[], { blobs }: Ports): Promise<Ready[]> {
  const names = await blobs.put(group.flatMap(({ outgoing }) => outgoing?.raw ?? []));
  return group.map((one) => (one.outgoing ? { ...one, message: { ...one.message, blob: names.shift() ?? "" } } : one));
}

/** Records how sendings went, and claims what is ready, in one write; when somebody else was first, from fresh reads. */
async function recordAndClaim(
  tried: readonly Tried[],
  ready: readonly Ready[],
  at: Instant,
  known: KnownFacts,
  ports: Ports,
): Promise<Claimed[]> {
  let asRead: { tried: readonly Tried[]; ready: readonly Ready[] } | undefined = { tried, ready };
  const claimed = await ports.store.change(async (changes) => {
    const now = asRead ?? {
      tried: await readAgain(tried, ports),
      ready: await readyAgain(ready, at, known, ports),
    };
    asRead = undefined;
    // claims first: what is told because a sending failed does not join a message that leaves with this write
    const claims = now.ready.flatMap((one) => claim(one, changes));
    for (const { message, untold } of now.ready)
      if (untold) await tellUndeliverable(message, message.to, untold, ports.now(), changes, ports);
    for (const { message, result } of now.tried) await record(message, result, changes, ports);
    return claims;
  });
  for (const { message, result } of tried)
    ports.log({
      what: `message ${Object.keys(result)[0]}`,
      message: message.id,
      kinds: message.notices.map(({ kind }) => kind).join(","),
    });
  return claimed;
}

async function readAgain(tried: readonly Tried[], { store }: Ports): Promise<Tried[]> {
  const read = tried.map(async (one) => ({
    ...one,
    attempts: one.message.attempts,
    message: await store.message(one.message.id),
  }));
  return (await Promise.all(read)).flatMap(({ message, ...one }) =>
    message?.state === "claimed" && message.attempts === one.attempts ? [{ ...one, message }] : [],
  );
}

async function readyAgain(ready: readonly Ready[], at: Instant, known: KnownFacts, ports: Ports): Promise<Ready[]> {
  const read = await Promise.all(ready.map(({ message }) => readyOne(message.id, at, known, ports)));
  return withBlobs(read.flat(), ports);
}

function claim({ message, outgoing, duties }: Ready, changes: Changes): Claimed[] {
  for (const duty of duties) changes.unchanged(duty);
  changes.message(message);
  return outgoing ? [{ message: { ...message, version: changes.version }, outgoing }] : [];
}

async function record(message: Stored<Message>, result: Result, changes: Changes, ports: Ports): Promise<void> {
  const now = ports.now();
  if ("answer" in result)
    return changes.message({
      ...message,
      state: "sent",
      sentAt: now,
      answer: result.answer,
    });
  if ("later" in result) {
    changes.message({ ...putOff(message, now, result.later), inDoubt: message.inDoubt || result.inDoubt });
    if (message.attempts === TOLD_AFTER_TRIES)
      await tellUndeliverable(message, message.to, result.later, now, changes, ports);
    return;
  }
  changes.message({
    ...message,
    state: "failed",
    dueAt: now,
    answer: result.refused,
  });
  await tellUndeliverable(message, message.to, result.refused, now, changes, ports);
}
