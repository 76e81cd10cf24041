import { periodBefore } from "../core/cycle.ts";
import type { Instant, Month } from "../core/day.ts";
import type { Directory } from "../core/directory.ts";
import { type Duty, type DutyKey, type Standing, type SubmissionId, standingOf } from "../core/duty.ts";
import type { Entry } from "../core/entry.ts";
import type { KeyVersions } from "../core/key-versions.ts";
import { isWithinUnit, type Ladder, RungTo } from "../core/ladder.ts";
import { bringsForm, dutiesOf, type Message, type Notice } from "../core/notice.ts";
import type { Plan } from "../core/plan.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { nextSendingTime } from "../core/reminder.ts";
import { type MonthFacts, resultsOf } from "../core/results.ts";
import type { RungEvidence } from "../core/rung-evidence.ts";
import type { Score } from "../core/score.ts";
import type { Snapshot } from "../core/snapshot.ts";
import type { Submission } from "../core/submission.ts";
import type { ClosedMonth, MessageFacts, PlanFacts, PlanSetup, Ports, Stored } from "./ports.ts";
import { evidenceFor } from "./rung-evidence.ts";

/** What stays the same while one group of messages after another is sent: read once. */
export interface KnownFacts {
  directory(): Promise<Directory>;
  plan(id: PlanId): Promise<PlanFacts | undefined>;
  setup(plan: Plan): Promise<PlanSetup>;
  keyVersions(plan: PlanId): Promise<KeyVersions>;
  /** The first instant from a given one on at which a plan's messages of the day may go out (RM-3). */
  sendingTime(plan: PlanId, from: Instant): Promise<Instant>;
}

export function factsKnown({ store }: Pick<Ports, "store">): KnownFacts {
  const plans = new Map<PlanId, Promise<PlanFacts | undefined>>();
  const versions = new Map<PlanId, Promise<KeyVersions>>();
  /** As asked last, in what minute: hours of sending are whole minutes. */
  const sendingTimes = new Map<PlanId, { minute: string; waitsUntil?: Instant }>();
  const setups = new Map<PlanId, Promise<PlanSetup>>();
  let directory: Promise<Directory> | undefined;
  const known: KnownFacts = {
    directory: () => (directory ??= store.directory()),
    plan: (id) => {
      const plan = plans.get(id) ?? planFacts(id, store);
      plans.set(id, plan);
      return plan;
    },
    setup: (plan) => {
      const setup = setups.get(plan.id) ?? setupOf(plan, store);
      setups.set(plan.id, setup);
      return setup;
    },
    keyVersions: (id) => {
      // a link that was revoked a moment ago leads nowhere, whoever still hands it out
      const ofPlan = versions.get(id) ?? store.keyVersions(id, "hint");
      versions.set(id, ofPlan);
      return ofPlan;
    },
    sendingTime: async (id, from) => {
      const minute = from.slice(0, 16);
      const asked = sendingTimes.get(id);
      if (asked?.minute === minute) return asked.waitsUntil ?? from;
      const facts = await known.plan(id);
      const at = facts ? nextSendingTime(from, facts.plan.settings, (await known.setup(facts.plan)).calendar) : from;
      sendingTimes.set(id, { minute, ...(at > from && { waitsUntil: at }) });
      return at;
    },
  };
  return known;
}

async function planFacts(id: PlanId, store: Ports["store"]): Promise<PlanFacts | undefined> {
  const plan = await store.plan(id);
  if (!plan) return undefined;
  return {
    plan,
    measures: new Map((await store.measures(plan)).map((measure) => [measure.id, measure])),
    editions: await store.editions(plan),
  };
}

async function setupOf({ settings }: Plan, { calendar, ladder }: Ports["store"]): Promise<PlanSetup> {
  const [own, climbed] = await Promise.all([calendar(settings), ladder(settings)]);
  return { calendar: own, ladder: climbed };
}

/** The facts that one message speaks of, as they are now. */
export async function factsFor(message: Message, at: Instant, known: KnownFacts, ports: Ports): Promise<MessageFacts> {
  const { store, blobs } = ports;
  const plans = new Map<PlanId, PlanFacts & PlanSetup>();
  const keyVersions = new Map<PlanId, KeyVersions>();
  const duties = new Map<string, Stored<Duty>>();
  const submissions = new Map<SubmissionId, Submission>();
  const boards = new Map<string, Standing[]>();
  const evidence = new Map<string, RungEvidence[]>();
  const closed = new Map<string, ClosedMonth>();
  const lastMonths = new Map<string, Map<string, Entry>>();
  const scores = new Map<string, Score>();
  const months = new Map<string, readonly Score[]>();
  const keys = dutiesOf(message);
  const [directory, ...found] = await Promise.all([
    known.directory(),
    ...keys.map((key) => dutyFor(key, message, store)),
  ]);
  for (const duty of found) if (duty) duties.set(nameOf(duty), duty);
  for (const notice of message.notices) {
    const plan = await known.plan(notice.plan);
    if (plan) plans.set(notice.plan, { ...plan, ...(await known.setup(plan.plan)) });
    if ("period" in notice && "unit" in notice) keyVersions.set(notice.plan, await known.keyVersions(notice.plan));
    if ("submission" in notice) {
      // what is recorded is never changed: what is there may be a hint
      const hint = await store.submission(notice.submission, "hint");
      const submission = hint?.outcome.kind === "recorded" ? hint : await store.submission(notice.submission);
      if (submission) submissions.set(notice.submission, submission);
    }
    if (notice.kind === "digest" && notice.digest === "closing" && plan) {
      const snapshots = await store.snapshots(notice.plan, notice.period);
      boards.set(boardName(notice.plan, notice.period), snapshots.map(standingOf));
      const { calendar } = await known.setup(plan.plan);
      const month = await closedMonth(notice.period, plan, snapshots, { directory, calendar }, { store, blobs });
      if (month) closed.set(boardName(notice.plan, notice.period), month);
    } else if (notice.kind === "digest")
      boards.set(boardName(notice.plan, notice.period), await store.board(notice.plan, notice.period));
    const setup = plans.get(notice.plan);
    if (setup && restsOnEvidence(notice, setup.ladder)) {
      const { calendar, plan: of } = setup;
      evidence.set(nameOf(notice), await evidenceFor(notice, { calendar, zone: of.settings.zone }, ports));
    }
    if (notice.kind === "digest" && notice.digest === "closing")
      months.set(boardName(notice.plan, notice.period), await store.scores(notice.plan, notice.period));
    if (notice.kind === "score" || notice.kind === "objection" || notice.kind === "objection-ruling") {
      const score = await store.score(notice);
      if (score) scores.set(nameOf(notice), score);
    }
    const asks = notice.kind === "reminder" || notice.kind === "returned" ? notice : undefined;
    const duty = asks && duties.get(nameOf(asks));
    if (asks && duty && bringsForm(asks, duty)) lastMonths.set(nameOf(asks), await lastMonthOf(asks, plan, store));
  }
  return {
    at,
    directory,
    plans,
    keyVersions,
    duty: (key) => duties.get(nameOf(key)),
    submission: (id) => submissions.get(id),
    board: (plan, period) => boards.get(boardName(plan, period)) ?? [],
    evidence: (key) => evidence.get(nameOf(key)) ?? [],
    closed: (plan, period) => closed.get(boardName(plan, period)),
    lastMonth: (key) => lastMonths.get(nameOf(key)) ?? new Map(),
    score: (key) => scores.get(nameOf(key)),
    scores: (plan, period) => months.get(boardName(plan, period)) ?? [],
  };
}

/** How a period closed, with the documents that were written then. */
async function closedMonth(
  period: Month,
  { plan, editions }: PlanFacts,
  snapshots: readonly Snapshot[],
  { directory, calendar }: Pick<MonthFacts, "directory" | "calendar">,
  { store, blobs }: Pick<Ports, "store" | "blobs">,
): Promise<ClosedMonth | undefined> {
  const [stored, done] = await Promise.all([store.period(plan.id, period), store.done(plan.id)]);
  if (!stored?.documents) return undefined;
  const [bulletin, ledger] = await Promise.all([
    blobs.get(stored.documents.bulletin),
    blobs.get(stored.documents.ledger),
  ]);
  const results = resultsOf({ plan, period, snapshots, editions, done, directory, calendar });
  return bulletin && ledger && { results, bulletin, ledger };
}

/**
 * The duty as last committed, so that nothing is asked about a report that is complete (I4). A receipt asks for nothing then:
 * a hint that has the report complete, with the submission answered recorded in it, is enough.
 */
async function dutyFor(key: DutyKey, { notices }: Message, store: Ports["store"]): Promise<Stored<Duty> | undefined> {
  const receipts = notices.filter((notice) => notice.kind === "receipt");
  const hint = receipts.length === notices.length ? await store.duty(key, "hint") : undefined;
  const said = new Set(Object.values(hint?.entries ?? {}).map((entry) => entry?.submission));
  return hint?.completeAt && receipts.every(({ submission }) => said.has(submission)) ? hint : store.duty(key);
}

/** The newest words on each measure from the duty of the period before, by code. */
export async function lastMonthOf(
  { plan, period, unit }: DutyKey,
  facts: PlanFacts | undefined,
  store: Ports["store"],
): Promise<Map<string, Entry>> {
  const earlier = facts && periodBefore(period, facts.plan.settings.cycle);
  const before = earlier && (await store.duty({ plan, period: earlier, unit }, "hint"));
  const said = new Map<string, Entry>();
  const submissions = new Map<SubmissionId, Submission | undefined>();
  for (const { id } of before?.measures ?? []) {
    const code = facts?.measures.get(id)?.code;
    const from = before?.entries[id]?.submission;
    if (!from || !code) continue;
    if (!submissions.has(from)) submissions.set(from, await store.submission(from, "hint"));
    const entry = submissions.get(from)?.entries.find((each) => each.code === code);
    if (entry) said.set(code, entry);
  }
  return said;
}

/** Whether a notice shows what a rung rests on: to whoever approves it, or issues its letter. */
const restsOnEvidence = (notice: Notice, ladder: Ladder): notice is Extract<Notice, { kind: "approve" | "rung" }> =>
  notice.kind === "approve" ||
  (notice.kind === "rung" && !isRole(notice.for) && ladder.some(({ no, letter }) => no === notice.rung && letter));
const isRole = (to: string): boolean => RungTo.safeParse(to).success && isWithinUnit(RungTo.parse(to));

const nameOf = ({ plan, period, unit }: DutyKey): string => `${plan} ${period} ${unit}`;
const boardName = (plan: PlanId, period: Month): string => `${plan} ${period}`;
