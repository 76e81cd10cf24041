import { randomUUID } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import { sqliteBlobs } from "../../functions/adapters/blobs-sqlite.ts";
import { documents } from "../../functions/adapters/documents.ts";
import { keysFrom } from "../../functions/adapters/keys.ts";
import { openMail } from "../../functions/adapters/mail-opener.ts";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import { readSentFile } from "../../functions/adapters/sent-files.ts";
import { sheets } from "../../functions/adapters/sheets.ts";
import { setSetting, storeOn } from "../../functions/adapters/store.ts";
import { sqliteTable } from "../../functions/adapters/table-sqlite.ts";
import { wordsFor } from "../../functions/adapters/words.ts";
import { readReportForm, writeReportForm } from "../../functions/adapters/workbook.ts";
import { replyAddress } from "../../functions/core/addresses.ts";
import { cycleDays } from "../../functions/core/cycle.ts";
import { addDays, dayAt, instantAt, localTime } from "../../functions/core/day.ts";
import { overdueOn } from "../../functions/core/deadline.ts";
import { dayKey } from "../../functions/core/notice.ts";
import { PlanId } from "../../functions/core/plan-settings.ts";
import { handler as receiveMail } from "../../functions/handlers/receive-mail.ts";
import { handler as tick } from "../../functions/handlers/tick.ts";
import type { Ports } from "../../functions/workflows/ports.ts";
import { showBoard } from "../../functions/workflows/show-board.ts";
import { batchesOf } from "../../infra/cloud/effort.ts";
import { call } from "../../infra/local/call.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { sampleHolidays } from "../../infra/local/plan-files.ts";
import { usePorts } from "../../infra/local/ports.ts";
import { localQueues } from "../../infra/local/queues.ts";
import { ticksBetween } from "../../infra/local/ticker.ts";
import { officeOf } from "../bench/office.ts";
import { type Counts, countingTable } from "./counting-table.ts";

/** Jobs a batch: as many as SQS gathers of what comes together. */
const BATCHES = Object.fromEntries(Object.entries(batchesOf).map(([queue, { batch }]) => [queue, batch]));
/** Ticks at which anything can be due, and one an hour: a longer silence would be told. */
const OF_INTEREST = /^(?:09|10|17):|:00$/;

/** What a month of an office cost, by who did it: the clock, what it woke, the replies; and one view of the board at its end. */
export interface MonthCounts {
  counts: ReadonlyMap<string, Counts>;
  mails: number;
  /** Of the mails that went out. */
  bytes: number;
  events: number;
  /** Of each queue. */
  jobs: ReadonlyMap<string, number>;
}

/**
 * Plays a month of an office whose units all answer on the due day, after the opening notice and both reminders, by mail with
 * ten entries, with every tick at its time, on a table that counts as DynamoDB does.
 *
 * @param times       how often each tick comes
 * @param hours       all: every tick; of interest: those at which something can be due, and one an hour
 * @param replies     together: their receipts go out in batches; alone: each is answered before the next comes
 * @param otherPlans  so many other plans are in the same table, each with as many open duties
 */
export async function playMonth(
  units: number,
  {
    times = 1,
    otherPlans = 0,
    hours: played = "of interest" as "all" | "of interest",
    replies = "together" as "together" | "alone",
  } = {},
): Promise<MonthCounts> {
  const office = officeOf(units, "opening");
  const { plan, calendar, period } = office;
  const { zone, hours } = plan.settings;
  const days = cycleDays(period, plan.settings.cycle, calendar);
  const clock = standingClock(instantAt(addDays(days.preflight, -1), hours.send, zone));
  const sqlite = sqliteTable(":memory:", clock.now);
  const table = countingTable(sqlite);
  const blobs = sqliteBlobs(":memory:");
  const keys = keysFrom(new Uint8Array(32).fill(7));
  const forms = { write: writeReportForm, read: readReportForm };
  const queues = localQueues(BATCHES);
  let [mails, bytes, events, writes] = [0, 0, 0, 0];
  const jobs = new Map<string, number>();
  const wake: Ports["wake"] = (queue, more) => {
    jobs.set(queue, (jobs.get(queue) ?? 0) + more.length);
    return queues.wake(queue, more);
  };
  const ports: Ports = {
    now: clock.now,
    store: storeOn(table, () => `write-${++writes}`.padEnd(16, "-"), clock.now, wake),
    blobs,
    mailer: {
      atOnce: 20,
      send: async ({ raw }) => {
        mails += 1;
        bytes += raw.length;
        return { answer: "250 OK" };
      },
    },
    words: wordsFor({ keys, forms, domain: "duban.example", publicUrl: "https://duban.example" }),
    keys,
    wake,
    failed: queues.failed,
    events: {
      put: async (all) => {
        events += all.length;
      },
    },
    mails: { read: readMail, open: openMail },
    forms,
    documents,
    sheets,
    files: { read: readSentFile },
    callHook: async () => "taken",
    domain: "duban.example",
    publicUrl: "https://duban.example",
    log: () => {},
  };
  usePorts(ports, queues);
  await setSetting(sqlite, "DIRECTORY", office.directory as never, randomUUID()); // checked by their schemas, and JSON as read
  await setSetting(sqlite, "HOLIDAYS", sampleHolidays() as never, randomUUID());
  await setSetting(sqlite, "LADDER", office.ladder as never, randomUUID());
  // none past its own deadline: those are told once beside what a month is about (DL-8)
  const measures = office.measures.map((measure) =>
    overdueOn(days.closes, measure.deadline) ? { ...measure, deadline: { kind: "ongoing" as const } } : measure,
  );
  for (const measure of measures) await ports.store.change(async (changes) => changes.measure(plan.id, measure));
  for (let nth = 0; nth < units; nth += 1)
    await ports.store.change(async (changes) => {
      changes.duty(office.lastDuty(nth));
      changes.submission(office.lastReport(nth));
    });
  await ports.store.change(async (changes) => {
    changes.plan(plan);
    changes.lookNext(plan.id, clock.now());
  });
  for (let other = 1; other <= otherPlans; other += 1) await addPlan(PlanId.parse(`other-${other}`));
  table.counts.clear();

  const repliesAt = instantAt(days.due, "10:00" as typeof hours.send, zone); // a time of day
  for (const at of ticksBetween(clock.now(), instantAt(addDays(days.closes, 1), hours.send, zone))) {
    if (played === "of interest" && !OF_INTEREST.test(localTime(at, zone).time)) continue;
    clock.set(at);
    for (let time = 0; time < times; time += 1) {
      table.under("clock");
      await call(tick, { at });
      table.under(localTime(at, zone).day < days.closes ? "work" : "closing");
      await queues.work();
    }
    if (at !== repliesAt) continue;
    for (let nth = 0; nth < units; nth += 1) {
      table.under("replies");
      await reply(nth);
      table.under("receipts");
      if (replies === "alone") await queues.work();
    }
    await queues.work();
  }
  table.under("board");
  await showBoard(plan, { period, filter: {} }, clock.now(), ports);
  sqlite.close();
  blobs.close();
  return { counts: table.counts, mails, bytes, events, jobs };

  /** It is looked at after the month. */
  async function addPlan(id: PlanId): Promise<void> {
    await ports.store.change(async (changes) => {
      changes.plan({ ...plan, id });
      changes.lookNext(id, instantAt(addDays(days.closes, 30), hours.send, zone));
      for (let nth = 0; nth < units; nth += 1) changes.duty({ ...office.duty(nth), plan: id });
    });
  }

  async function reply(nth: number): Promise<void> {
    const { mail: from } = office.units[nth]!.contacts[0]!; // as the office makes them
    const asked = office.duty(nth).measures;
    const text = office.measures
      .filter(({ id }) => asked.some((each) => each.id === id))
      .map(
        ({ code, taskName }) =>
          `${code} 推进中，已完成60%，围绕“${taskName}”加强调度和现场检查，发现问题立行立改，下一步继续压实责任。`,
      )
      .join("\n");
    const to = replyAddress(keys.token(dayKey(from, dayAt(clock.now(), zone))), ports.domain);
    const raw = await new MailComposer({ from, to, subject: "回复", text, messageId: `<${nth}@unit.example>` })
      .compile()
      .build();
    await call(receiveMail, { raw, at: clock.now(), sender: from, recipients: [to], authentic: true });
  }
}
