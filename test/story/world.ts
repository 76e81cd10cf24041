import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { Webhook } from "standardwebhooks";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import { smtpMailer } from "../../functions/adapters/mailer-smtp.ts";
import { setSetting } from "../../functions/adapters/store.ts";
import { after, type Instant, localTime, type Month, weekdayOf } from "../../functions/core/day.ts";
import type { Directory } from "../../functions/core/directory.ts";
import type { Duty } from "../../functions/core/duty.ts";
import type { Notice } from "../../functions/core/notice.ts";
import type { Plan } from "../../functions/core/plan.ts";
import { linesOf } from "../../functions/core/plan-document.ts";
import type { ReceivedMail } from "../../functions/core/received-mail.ts";
import { importPlan } from "../../functions/workflows/import-plan.ts";
import type { Mailer, Ports } from "../../functions/workflows/ports.ts";
import { answerHttp } from "../../infra/local/answer-http.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { type Deployment, openDeployment } from "../../infra/local/deployment.ts";
import { listenForHttp } from "../../infra/local/http-listener.ts";
import { listenForMail } from "../../infra/local/mail-listener.ts";
import { sampleHolidays, sampleLadder, sampleScoreRules } from "../../infra/local/plan-files.ts";
import { runnerOf } from "../../infra/local/runner.ts";
import { openPostOffice, type Received } from "../../infra/local/simulate/post-office.ts";
import { replyMail } from "../../infra/local/simulate/replies.ts";
import { runTick, ticksBetween } from "../../infra/local/ticker.ts";
import { APRIL, DOCUMENT, directory, SETTINGS, shanghai, UNIT, type UnitName } from "./three-units.ts";

/** Puts the plan in force, or a later version of it. */
export const importNow = ({ ports, clock }: Pick<Deployment, "ports" | "clock">, document = DOCUMENT) =>
  importPlan(
    {
      source: linesOf(document),
      bytes: new TextEncoder().encode(document),
      settings: SETTINGS,
      answers: [],
      at: clock.now(),
    },
    ports,
  );

/** Sets everything up in an open deployment, and puts the plan in force. */
export async function install(deployment: Deployment, people = directory()): Promise<Plan> {
  const { table } = deployment;
  // checked by their schemas, and JSON as read
  await setSetting(table, "DIRECTORY", people as never, randomUUID());
  await setSetting(table, "HOLIDAYS", sampleHolidays() as never, randomUUID());
  await setSetting(table, "LADDER", sampleLadder(SETTINGS) as never, randomUUID());
  await setSetting(table, "SCORES", sampleScoreRules() as never, randomUUID());
  return (await importNow(deployment)).plan;
}

/** A new folder, in memory where there is such a place: nothing here is about the disk. */
export const newFolder = (): string =>
  mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "three-units-"));

/** Thirty-two bytes that make the same tokens every time. */
export const SECRET = new Uint8Array(32).fill(7);

export interface Reply {
  /** Mailbox of the person who writes. */
  from: string;
  /** The mail that is answered: its Reply-To and thread. */
  to: ReceivedMail;
  text: string;
  /** Names the mail; the same id is the same mail again. */
  id?: string;
  attachment?: { filename: string; content: Uint8Array };
  subject?: string;
  headers?: Record<string, string>;
}

/** The departments' side: what we send, and the boxes where it arrives. */
export interface Departments {
  mailer: Mailer;
  received: Received[];
  close(): Promise<void>;
}

/** A real server that takes mail over a real socket. */
export async function departmentsBySmtp(): Promise<Departments> {
  const { port, received, close } = await openPostOffice();
  const mailer = smtpMailer({
    host: "127.0.0.1",
    port,
    secure: false,
    connections: 5,
  });
  return {
    mailer,
    received,
    close: () => {
      mailer.close();
      return close();
    },
  };
}

/** Boxes in this process, three mails at once: for hundreds of runs. */
export function departmentsAtOnce(): Departments {
  const received: Received[] = [];
  const send: Mailer["send"] = async ({ to, raw, messageId }) => {
    await new Promise((resolve) => setImmediate(resolve));
    received.push({ to, raw: Buffer.from(raw), messageId });
    return { answer: "250 OK" };
  };
  return { mailer: { atOnce: 3, send }, received, close: async () => {} };
}

export interface WorldOptions {
  /** One that stays; without, one that goes with the world. */
  folder?: string;
  people?: Directory;
  through?: (ports: Ports) => Ports;
  departments?: Departments;
}

/** A deployment on a standing clock, with the departments' mail server and our own listeners, over real sockets. */
export type World = Awaited<ReturnType<typeof openWorld>>;

export async function openWorld(at: string, { folder: kept, people, through, departments }: WorldOptions = {}) {
  const folder = kept ?? newFolder();
  const clock = standingClock(shanghai(at));
  const post = departments ?? (await departmentsBySmtp());
  const failures: unknown[] = [];
  const failed = (problem: unknown): void => void failures.push(problem);
  const deployment = openDeployment({
    folder,
    clock,
    mailer: post.mailer,
    secret: SECRET,
    ...(through && { through }),
  });
  const runner = runnerOf(deployment, failed);
  const smtp = await listenForMail({
    port: 0,
    domain: deployment.ports.domain,
    now: clock.now,
    trustLoopback: true,
    taken: () => void runner.deliver(),
    failed,
  });
  const http = await listenForHttp(
    0,
    answerHttp(deployment, undefined, () => void runner.deliver()),
    failed,
  );
  // a connection that stays: every new one waits a tenth of a second for its greeting
  const mails = nodemailer.createTransport({
    host: "127.0.0.1",
    port: smtp.port,
    secure: false,
    pool: true,
    maxConnections: 1,
  });
  const isNew = (await deployment.ports.store.plans()).length === 0;
  const plan = isNew ? await install(deployment, people) : (await deployment.ports.store.plans())[0]!; // one was put in force before
  const { ports } = deployment;

  /** What is wrong with the machine must not stay unseen. */
  const settled = async (): Promise<void> => {
    await runner.idle();
    if (failures.length > 0) throw failures[0];
  };
  const world = {
    deployment,
    ports,
    plan,
    clock,
    post,
    runner,
    failures,
    smtpPort: smtp.port,
    httpPort: http.port,

    /** Turns the clock on, with every tick on the way at its time. */
    async turnTo(local: string): Promise<void> {
      await runner.stepTo(clock, shanghai(local));
      await settled();
    },
    /** The same with a tick an hour, but for the hours in which something may be due: for long ways. */
    async passTo(local: string): Promise<void> {
      for (const at of ticksBetween((await ports.store.lastTick()) ?? after(clock.now(), -1), shanghai(local))) {
        const { time } = localTime(at, SETTINGS.zone);
        if (!time.endsWith(":00") && !/^(?:08|09|17)/u.test(time)) continue;
        clock.set(at);
        await runTick(at);
      }
      await world.turnTo(local);
    },
    /** Lets time pass while the service is down, then starts it again. */
    async awakeAt(local: string): Promise<void> {
      clock.set(shanghai(local));
      await runner.catchUp();
      await settled();
    },
    /** Mails in a box, oldest first. */
    inbox: (of: string): Promise<ReceivedMail[]> =>
      Promise.all(post.received.filter(({ to }) => to === of).map(({ raw }) => readMail(raw))),
    /** The last mail in a box. */
    async last(of: string): Promise<ReceivedMail> {
      const mail = (await world.inbox(of)).at(-1);
      if (!mail) throw new Error(`nothing in the box of ${of}`);
      return mail;
    },
    /** What a person got, and when: `Mon 2024-04-29 09:00 reminder:opening`, joined notices by `+`. */
    async told(of: string): Promise<string[]> {
      const ids = post.received.filter(({ to }) => to === of).map(({ messageId }) => messageId.split("@")[0] ?? "");
      const messages = await Promise.all(ids.map((id) => ports.store.message(id)));
      return messages.map((message) =>
        message?.sentAt ? `${timeOf(message.sentAt)} ${message.notices.map(kindOf).sort().join("+")}` : "not on record",
      );
    },
    /** Answers a mail as a person does. @returns what our server said */
    async reply({ from, to, text, id = randomUUID(), ...rest }: Reply): Promise<string> {
      const mail = await replyMail({
        to,
        from,
        id,
        date: clock.now(),
        text,
        ...rest,
      });
      return world.hand(mail.raw, { from, to: mail.to });
    },
    /** Hands a mail over by SMTP. @returns what our server said, also when it refused */
    async hand(raw: Uint8Array | string, envelope: { from: string; to: string }): Promise<string> {
      try {
        const { response } = await mails.sendMail({
          envelope,
          raw: Buffer.from(raw),
        });
        await settled();
        return response;
      } catch (problem) {
        if (problem instanceof Error && "response" in problem) return String(problem.response);
        throw problem;
      }
    },
    /** Posts entries, signed, with what a case changes. */
    async hook(
      of: UnitName,
      body: string,
      changed: Partial<Hook> = {},
    ): Promise<{ status: number; body: Record<string, unknown> }> {
      const hook: Hook = {
        id: randomUUID(),
        agedSeconds: 0,
        signedBy: of,
        signedBody: body,
        period: "2024-04",
        unit: UNIT[of],
        ...changed,
      };
      const at = new Date(Date.now() - hook.agedSeconds * 1000);
      const secret = deployment.keys.webhookSecret(plan.id, UNIT[hook.signedBy]);
      const response = await fetch(
        `http://127.0.0.1:${http.port}/api/plans/${plan.id}/periods/${hook.period}/units/${hook.unit}/entries`,
        {
          method: "POST",
          headers: {
            "webhook-id": hook.id,
            "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
            "webhook-signature": hook.signature ?? new Webhook(secret).sign(hook.id, at, hook.signedBody),
          },
          body,
        },
      );
      const answer = { status: response.status, body: await response.json() };
      await settled();
      return answer;
    },
    async duty(of: UnitName, period: Month = APRIL): Promise<Duty> {
      const duty = await ports.store.duty({
        plan: plan.id,
        period,
        unit: UNIT[of],
      });
      if (!duty) throw new Error(`no duty of ${of} for ${period}`);
      return duty;
    },
    async close(): Promise<void> {
      mails.close();
      await Promise.all([smtp.close(), http.close(), post.close()]);
      deployment.close();
      if (kept === undefined) rmSync(folder, { recursive: true });
    },
  };
  return world;
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
function timeOf(at: Instant): string {
  const { day, time } = localTime(at, SETTINGS.zone);
  return `${WEEKDAYS[weekdayOf(day) - 1]} ${day} ${time}`;
}

/** What a notice is about, in a word: `reminder:opening`. */
export function kindOf(notice: Notice): string {
  if (notice.kind === "reminder") return `reminder:${notice.step}`;
  if (notice.kind === "rung") return `rung:${notice.rung}`;
  return notice.kind === "digest" ? `digest:${notice.digest}` : notice.kind;
}

interface Hook {
  id: string;
  agedSeconds: number;
  signedBy: UnitName;
  signedBody: string;
  signature?: string;
  period: string;
  unit: string;
}
