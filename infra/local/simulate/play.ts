import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { smtpMailer } from "../../../functions/adapters/mailer-smtp.ts";
import { setSetting } from "../../../functions/adapters/store.ts";
import { type HolidayNotice, type WorkCalendar, workCalendar } from "../../../functions/core/calendar.ts";
import { type CycleDays, cycleDays } from "../../../functions/core/cycle.ts";
import {
  addMonths,
  type Day,
  epochMs,
  type Instant,
  instantAt,
  localTime,
  type Month,
  TimeOfDay,
} from "../../../functions/core/day.ts";
import { documentName } from "../../../functions/core/month-report.ts";
import type { Plan } from "../../../functions/core/plan.ts";
import { moveAllDueDays } from "../../../functions/workflows/move-due-days.ts";
import { answerHttp } from "../answer-http.ts";
import { standingClock, type TurnedClock } from "../clock.ts";
import { type Deployment, openDeployment } from "../deployment.ts";
import { listenForHttp } from "../http-listener.ts";
import { install } from "../install.ts";
import { listenForMail } from "../mail-listener.ts";
import { planFile, SAMPLE_PLAN, sampleHolidays } from "../plan-files.ts";
import { progressBar } from "../print.ts";
import { type Runner, runnerOf } from "../runner.ts";
import { type BoardLine, boardOf } from "../status.ts";
import { tickBefore, ticksBetween } from "../ticker.ts";
import { UserError } from "../user-error.ts";
import { type Counts, countsOf } from "./counts.ts";
import { type Deed, deedsOf, type Habit } from "./departments.ts";
import { act, type Office, officesOf } from "./office.ts";
import { openPostOffice, type Received } from "./post-office.ts";
import { type Facts, factsOf, type Verdict, verdicts } from "./promises.ts";
import { randomOf } from "./random.ts";
import { approveRungs, decideWhatWaits } from "./reviewers.ts";
import { strangerMail } from "./strangers.ts";
import { type TimelineLine, timelineOf } from "./timeline.ts";

/** Months as they went. */
export interface Play {
  timeline: TimelineLine[];
  boards: { period: string; units: BoardLine[] }[];
  counts: Counts;
  promises: Verdict[];
  /** One hash over all facts up to the closing of each month, in order: the same for the same seed (I7). */
  facts: string[];
}

/** What one play needs to remember on its way. */
interface Going {
  deployment: Deployment;
  plan: Plan;
  runner: Runner;
  clock: TurnedClock;
  calendar: WorkCalendar;
  seed: number;
  deeds: (Deed & { office: Office })[];
  planned: Set<Month>;
  habits: Map<string, Habit>;
  ticks: Instant[];
  boxes: readonly Received[];
  /** Submissions that went into our doors. */
  sent: number;
  daysOf(period: Month): CycleDays;
  officeOf(period: Month): Office;
}

/** Where nothing waits for a disk: what is played is not kept. */
const IN_MEMORY = "/dev/shm";

/** Plays months in a folder: a deployment, the departments' mail server, and every unit of the plan answering in its way. */
export async function play(from: Month, months: number, seed: number, folder: string): Promise<Play> {
  const read = planFile(SAMPLE_PLAN);
  if (!read.settings) throw new UserError("样例计划缺少设置。");
  const { zone, cycle } = read.settings;
  const calendar = workCalendar(sampleHolidays());
  const daysOf = (period: Month): CycleDays => cycleDays(period, cycle, calendar);
  const periods = Array.from({ length: months }, (_, nth) => addMonths(from, nth));
  const start = instantAt(daysOf(from).preflight, TimeOfDay.parse("08:00"), zone);
  const endOf = (period: Month): Instant =>
    tickBefore(instantAt(daysOf(period).closes, TimeOfDay.parse("18:00"), zone));
  const end = endOf(periods.at(-1) ?? from);

  const clock = standingClock(start);
  const failures: unknown[] = [];
  const failed = (problem: unknown): void => void failures.push(problem);
  const closing: (() => unknown)[] = [];
  try {
    const post = await openPostOffice();
    closing.push(post.close);
    const mailer = smtpMailer({ host: "127.0.0.1", port: post.port, secure: false, connections: 5 });
    closing.push(mailer.close);
    const state = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : folder, "duban-"));
    closing.push(() => rmSync(state, { recursive: true }));
    const deployment = openDeployment({ folder: state, clock, mailer, secret: secretOf(seed) });
    closing.push(deployment.close);
    const smtp = await listenForMail({
      port: 0,
      domain: deployment.ports.domain,
      now: clock.now,
      trustLoopback: true,
      taken: () => {},
      failed,
    });
    closing.push(smtp.close);
    const http = await listenForHttp(0, answerHttp(deployment), failed);
    closing.push(http.close);
    const { plan } = await install(deployment, read);
    await setNotices(noticesBy(localTime(start, zone).day), deployment);
    const mails = nodemailer.createTransport({
      host: "127.0.0.1",
      port: smtp.port,
      secure: false,
      pool: true,
      maxConnections: 1,
    });
    closing.push(() => mails.close());
    const officeOf = await officesOf({
      deployment,
      plan,
      seed,
      mails,
      http: http.port,
      boxOf: async (mail) => post.received.flatMap(({ to, raw }) => (to === mail ? [raw] : [])),
      keep: keptIn(folder),
    });
    const going: Going = {
      deployment,
      plan,
      runner: runnerOf(deployment, failed),
      clock,
      calendar,
      seed,
      deeds: [],
      planned: new Set(),
      habits: new Map(),
      ticks: [],
      boxes: post.received,
      sent: 0,
      daysOf,
      officeOf,
    };

    const bar = progressBar(`演练 ${from} 起 ${months} 个月`);
    const hashes: string[] = [];
    for (const at of ticksBetween(tickBefore(start), end)) {
      bar.at((epochMs(at) - epochMs(start)) / (epochMs(end) - epochMs(start)));
      await turnTo(at, going);
      if (failures.length > 0) throw failures[0];
      for (const period of periods) {
        await planPeriod(period, going);
        if (at === endOf(period)) hashes.push(hashOf(await factsOf(deployment, plan, periods), deployment));
      }
    }
    bar.done();
    await keepPapers(going, periods, folder);
    return await whatWasPlayed(going, periods, hashes);
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

/** Everything until a tick, the tick, and what those who decide do upon it. */
async function turnTo(at: Instant, going: Going): Promise<void> {
  const { deployment, plan, calendar, seed } = going;
  await answerUntil(at, going);
  await loadNotices(at, going);
  await going.runner.stepTo(going.clock, at);
  going.ticks.push(at);
  for (const period of going.planned) {
    await approveRungs(at, period, deployment, plan);
    const deeds = await decideWhatWaits(at, period, deployment, plan, calendar, seed);
    going.deeds.push(...deeds.map((deed) => ({ ...deed, office: going.officeOf(period) })));
  }
}

/** Keeps the mails that were sent and the documents of each month in a folder, to look at. */
async function keepPapers(
  { deployment: { ports }, plan, boxes }: Going,
  periods: readonly Month[],
  folder: string,
): Promise<void> {
  for (const { raw, messageId, to } of boxes)
    writeFileSync(join(folder, "mails", `out-${to}-${messageId.split("@")[0]}.eml`), raw);
  mkdirSync(join(folder, "documents"), { recursive: true });
  for (const period of periods) {
    const written = (await ports.store.period(plan.id, period))?.documents;
    for (const kind of ["bulletin", "ledger"] as const) {
      const bytes = written && (await ports.blobs.get(written[kind]));
      if (bytes) writeFileSync(join(folder, "documents", documentName(kind, plan, period, false)), bytes);
    }
  }
}

async function whatWasPlayed(going: Going, periods: readonly Month[], hashes: string[]): Promise<Play> {
  const { deployment, plan, clock, habits, sent, boxes, ticks } = going;
  const facts = await factsOf(deployment, plan, periods);
  let unsent = 0;
  for await (const _ of deployment.ports.store.unsent(clock.now())) unsent += 1;
  const boards = await Promise.all(
    periods.map(async (period) => ({ period, units: await boardOf(deployment, plan, period) })),
  );
  return {
    timeline: timelineOf(facts, plan.settings.zone),
    boards,
    counts: countsOf(
      facts,
      boards.flatMap(({ units }) => units),
      habits,
    ),
    promises: await verdicts(deployment, facts, { sent, boxes, ticks, unsent }),
    facts: hashes,
  };
}

/** When the operator loads a holiday notice, on the day it is issued. */
const LOADED_AT = TimeOfDay.parse("16:00");

const noticesBy = (day: Day): HolidayNotice[] =>
  sampleHolidays().filter(({ issuedOn }) => !issuedOn || issuedOn <= day);

/** Next year's days off are not known before the State Council says so (CA-2); what that moves is moved (CA-4). */
async function loadNotices(at: Instant, { deployment, plan }: Going): Promise<void> {
  const { day, time } = localTime(at, plan.settings.zone);
  if (time !== LOADED_AT || sampleHolidays().every(({ issuedOn }) => issuedOn !== day)) return;
  await setNotices(noticesBy(day), deployment);
  await moveAllDueDays(deployment.ports);
}

const setNotices = (notices: readonly HolidayNotice[], { table }: Deployment): Promise<void> =>
  setSetting(table, "HOLIDAYS", notices as never, randomUUID()); // checked by its schema, and JSON as read

/** Once a month has been opened, decides what each of its units will do. */
async function planPeriod(period: Month, going: Going): Promise<void> {
  const { deployment, plan, planned, habits, deeds, daysOf, calendar, seed } = going;
  if (planned.has(period) || !(await deployment.ports.store.period(plan.id, period))) return;
  planned.add(period);
  const office = going.officeOf(period);
  for (const { unit } of await deployment.ports.store.board(plan.id, period)) {
    const { habit, deeds: own } = deedsOf(unit, period, daysOf(period), plan.settings.zone, calendar, seed);
    habits.set(`${period} ${unit}`, habit);
    deeds.push(...own.map((deed) => ({ ...deed, office })));
  }
  going.sent += await strangerMail(going.boxes, office);
}

/** Lets the departments do what they do before a time, each at its own time. */
async function answerUntil(at: Instant, going: Going): Promise<void> {
  const due = going.deeds
    .filter((deed) => deed.at < at)
    .sort((a, b) => (`${a.at} ${a.unit}` < `${b.at} ${b.unit}` ? -1 : 1));
  going.deeds = going.deeds.filter((deed) => deed.at >= at);
  for (const deed of due) {
    going.clock.set(deed.at);
    going.sent += await act(deed, deed.office);
    await going.runner.deliver();
  }
  going.clock.set(at);
}

/** Keeps what the departments send in a folder, to look at. */
function keptIn(folder: string): Office["keep"] {
  mkdirSync(join(folder, "mails"), { recursive: true });
  return (name, bytes) => writeFileSync(join(folder, "mails", `in-${name}`), bytes);
}

function secretOf(seed: number): Uint8Array {
  const random = randomOf("secret", seed);
  return Uint8Array.from({ length: 32 }, () => Math.floor(random() * 256));
}

/** All that is on record, but for the folder and the ports it came through. */
function hashOf({ duties, messages, submissions }: Facts, { ports }: Deployment): string {
  const told = messages
    .map(({ key, sentAt, state, subject, notices }) => JSON.stringify([key, sentAt, state, subject, notices]))
    .sort();
  const came = submissions
    .map(({ id, at, outcome, entries, again }) => JSON.stringify([id, at, outcome, entries, again]))
    .sort();
  return ports.keys.hash(
    JSON.stringify([
      duties.map(({ unit, period, entries, told: steps, audit }) => [unit, period, entries, steps, audit]),
      told,
      came,
    ]),
  );
}
