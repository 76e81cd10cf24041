import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { smtpMailer } from "../../functions/adapters/mailer-smtp.ts";
import { workCalendar } from "../../functions/core/calendar.ts";
import { unitOf } from "../../functions/core/contacts.ts";
import { cycleDays } from "../../functions/core/cycle.ts";
import { addMonths, epochMs, type Instant, instantAt, localTime, Month, TimeOfDay } from "../../functions/core/day.ts";
import { askedMeasures } from "../../functions/core/form-for.ts";
import { answerHttp } from "./answer-http.ts";
import { standingClock } from "./clock.ts";
import { openDeployment } from "./deployment.ts";
import { listenForHttp } from "./http-listener.ts";
import { install } from "./install.ts";
import { listenForMail } from "./mail-listener.ts";
import { planFile, SAMPLE_PLAN, sampleHolidays } from "./plan-files.ts";
import { print, progressBar } from "./print.ts";
import { runnerOf } from "./runner.ts";
import { type Counts, countsOf } from "./simulate/counts.ts";
import { type Deed, deedsOf, type Habit } from "./simulate/departments.ts";
import { act, type Office } from "./simulate/office.ts";
import { openPostOffice } from "./simulate/post-office.ts";
import { factsOf, type Verdict, verdicts } from "./simulate/promises.ts";
import { randomOf } from "./simulate/random.ts";
import { strangerMail } from "./simulate/strangers.ts";
import { type BoardLine, boardLines, boardOf } from "./status.ts";
import { tickBefore, ticksBetween } from "./ticker.ts";
import { UserError } from "./user-error.ts";

export interface SimulateOptions {
  from: string;
  months: string;
  seed: string;
  keep?: string;
  json?: boolean;
}
export interface Simulation {
  from: string;
  months: number;
  seed: number;
  timeline: { at: string; what: string }[];
  boards: { period: string; units: BoardLine[] }[];
  counts: Counts;
  promises: Verdict[];
  /** One hash over all facts: the same for the same seed (I7). */
  facts: string;
  folder: string;
}

/** Plays months of the real plan and says how they went. */
export async function simulate(options: SimulateOptions): Promise<void> {
  const from = Month.safeParse(options.from);
  const [months, seed] = [Number(options.months), Number(options.seed)];
  if (!from.success) throw new UserError(`看不懂月份“${options.from}”。请写成 2024-04 的样子。`);
  if (!Number.isInteger(months) || months < 1 || months > 12) throw new UserError("月数请写 1 到 12 的整数。");
  if (!Number.isInteger(seed)) throw new UserError("种子请写整数。");
  const folder = options.keep ?? mkdtempSync(join(tmpdir(), "duban-"));
  const played = await play(from.data, months, seed, folder);
  if (options.json) return print(played);
  console.log(report(played).join("\n"));
  if (played.promises.some(({ held }) => !held)) process.exitCode = 1;
}

/** Plays months in a folder: a deployment, the departments' mail server, and every unit of the plan answering in its way. */
export async function play(from: Month, months: number, seed: number, folder: string): Promise<Simulation> {
  const read = planFile(SAMPLE_PLAN);
  const settings = read.settings;
  if (!settings) throw new UserError("样例计划缺少设置。");
  const { zone, cycle } = settings;
  const calendar = workCalendar(sampleHolidays());
  const periods = Array.from({ length: months }, (_, nth) => addMonths(from, nth));
  const daysOf = (period: Month) => cycleDays(period, cycle, calendar);
  const start = instantAt(daysOf(from).preflight, TimeOfDay.parse("08:00"), zone);
  const end = instantAt(daysOf(periods.at(-1) ?? from).closes, TimeOfDay.parse("18:00"), zone);

  const clock = standingClock(start);
  const post = await openPostOffice();
  const mailer = smtpMailer({
    host: "127.0.0.1",
    port: post.port,
    secure: false,
    connections: 5,
  });
  const random = randomOf("secret", seed);
  const secret = Uint8Array.from({ length: 32 }, () => Math.floor(random() * 256));
  const deployment = openDeployment({ folder, clock, mailer, secret });
  const failures: unknown[] = [];
  const failed = (problem: unknown): void => void failures.push(problem);
  const runner = runnerOf(deployment, failed);
  const smtp = await listenForMail({
    port: 0,
    domain: deployment.ports.domain,
    now: clock.now,
    trustLoopback: true,
    taken: () => {},
    failed,
  });
  const http = await listenForHttp(0, answerHttp(deployment), failed);
  const { plan } = await install(deployment, read);
  const directory = await deployment.ports.store.directory();
  const measures = new Map((await deployment.ports.store.measures(plan)).map((measure) => [measure.id, measure]));
  const kept = join(folder, "mails");
  mkdirSync(kept, { recursive: true });

  const officeOf = (period: Month): Office => ({
    deployment,
    plan,
    period,
    seed,
    smtp: smtp.port,
    http: http.port,
    boxes: post.received,
    unit: (id) => unitOf(id as never, directory), // ids of duties are ids of units
    asked: async (unit) => {
      const duty = await deployment.ports.store.duty({
        plan: plan.id,
        period,
        unit: unit as never,
      });
      return duty ? askedMeasures(duty, measures) : [];
    },
    keep: (name, bytes) => writeFileSync(join(kept, `in-${name}`), bytes),
  });

  const timeline: Simulation["timeline"] = [];
  const ticks: Instant[] = [];
  const habits = new Map<string, Habit>();
  let deeds: (Deed & { office: Office })[] = [];
  let sent = 0;
  const planned = new Set<Month>();
  const bar = progressBar(`演练 ${from} 起 ${months} 个月`);
  for (const at of ticksBetween(tickBefore(start), end)) {
    bar.at((epochMs(at) - epochMs(start)) / (epochMs(end) - epochMs(start)));
    const due = deeds
      .filter((deed) => deed.at < at)
      .sort((a, b) => (a.at === b.at ? (a.unit < b.unit ? -1 : 1) : a.at < b.at ? -1 : 1));
    deeds = deeds.filter((deed) => deed.at >= at);
    for (const deed of due) {
      clock.set(deed.at);
      sent += await act(deed, deed.office);
      await runner.deliver();
    }
    if (due.length > 0)
      timeline.push({
        at: timeOf(at, zone),
        what: `收到 ${due.length} 个单位的答复`,
      });
    clock.set(at);
    const before = post.received.length;
    await runner.stepTo(clock, at);
    ticks.push(at);
    if (post.received.length > before)
      timeline.push({
        at: timeOf(at, zone),
        what: `发出 ${post.received.length - before} 封邮件`,
      });
    for (const period of periods) {
      if (planned.has(period) || !(await deployment.ports.store.period(plan.id, period))) continue;
      planned.add(period);
      const office = officeOf(period);
      for (const { unit } of await deployment.ports.store.board(plan.id, period)) {
        const { habit, deeds: own } = deedsOf(unit, period, daysOf(period), zone, calendar, seed);
        habits.set(`${period} ${unit}`, habit);
        deeds.push(...own.map((deed) => ({ ...deed, office })));
      }
      sent += await strangerMail(office);
    }
  }
  bar.done();
  await runner.idle();
  if (failures.length > 0) throw failures[0];
  for (const { raw, messageId, to } of post.received)
    writeFileSync(join(kept, `out-${to}-${messageId.split("@")[0]}.eml`), raw);
  const facts = await factsOf(deployment, plan, periods);
  let unsent = 0;
  for await (const _ of deployment.ports.store.unsent(clock.now())) unsent += 1;
  const promises = await verdicts(deployment, facts, {
    sent,
    boxes: post.received,
    ticks,
    unsent,
  });
  const boards = await Promise.all(
    periods.map(async (period) => ({
      period,
      units: await boardOf(deployment, plan, period),
    })),
  );
  const counts = countsOf(
    facts,
    boards.flatMap(({ units }) => units),
    habits,
  );
  const told = {
    timeline,
    counts,
    boards,
    messages: facts.messages.map(({ key, sentAt, state, subject }) => [key, sentAt, state, subject]).sort(),
    submissions: facts.submissions.map(({ id, at, outcome, entries }) => [id, at, outcome, entries]).sort(),
  };
  mailer.close();
  await Promise.all([smtp.close(), http.close(), post.close()]);
  const hash = deployment.ports.keys.hash(JSON.stringify(told));
  deployment.close();
  return {
    from,
    months,
    seed,
    timeline,
    boards,
    counts,
    promises,
    facts: hash,
    folder,
  };
}

const WEEKDAYS = "日一二三四五六";
const timeOf = (at: Instant, zone: string): string => {
  const { day, time } = localTime(at, zone);
  return `${day} 周${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${time}`;
};

function report({ timeline, boards, counts, promises, folder, facts }: Simulation): string[] {
  return [
    ...timeline.map(({ at, what }) => `${at}  ${what}`),
    "",
    ...boards.flatMap(({ period, units }) => [`${period} 报送情况`, ...boardLines(units), ""]),
    JSON.stringify(counts, null, 2),
    "",
    ...promises.map(({ promise, held, evidence }) => `${held ? "✓" : "✗"} ${promise}  ${evidence}`),
    "",
    `邮件和表格：${folder}`,
    `事实指纹：${facts}`,
  ];
}
