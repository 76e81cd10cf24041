import { rmSync } from "node:fs";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import { after, instant, type Month, month } from "../../functions/core/day.ts";
import { Directory, Mailbox } from "../../functions/core/directory.ts";
import type { Message } from "../../functions/core/notice.ts";
import { PlanId } from "../../functions/core/plan-settings.ts";
import { newSession } from "../../functions/core/session.ts";
import type { HttpAnswer, HttpEvent } from "../../functions/handlers/http.ts";
import type { DemoPorts } from "../../functions/handlers/page-visit.ts";
import { handler as receiveMail } from "../../functions/handlers/receive-mail.ts";
import { answerPage } from "../../infra/local/answer-http.ts";
import { call } from "../../infra/local/call.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { openDeployment } from "../../infra/local/deployment.ts";
import { install } from "../../infra/local/install.ts";
import { jsonFile, planFile } from "../../infra/local/plan-files.ts";
import { runnerOf } from "../../infra/local/runner.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { newFolder } from "../story/world.ts";

const DATA = new URL("../../data/", import.meta.url).pathname;
const WHARFSIDE = PlanId.parse("wharfside-2024");

const PERSON = {
  operator: "operator@sustainability.wharfside.example",
  liaison: "liaison@terminal.wharfside.example",
} as const;
const secretOf = (mail: string): string => `session of ${mail}`.replaceAll(/[^a-z]/g, "-");

/** From the opening of the first quarter, which is due on Monday 15 April 2024, to the day after: half past eight in London, and the evening before. */
const TICKS = ["08T07:30", "11T07:30", "15T07:30", "15T16:00", "16T07:30", "17T07:30"].map((at) =>
  instant(`2024-04-${at}:00Z`),
);

/** The plan of a company whose language is English, in the first quarter of 2024: one unit reported in part, a stranger wrote, nobody else did. */
export async function aCompany() {
  const folder = newFolder();
  const clock = standingClock(instant("2024-03-25T08:00:00Z"));
  const deployment = openDeployment({ folder, clock, secret: new Uint8Array(32).fill(7) });
  const { ports } = deployment;
  const failures: unknown[] = [];
  const runner = runnerOf(deployment, (problem) => failures.push(problem));
  await install(
    deployment,
    planFile(`${DATA}plans/wharfside-2024/plan.txt`),
    jsonFile(`${DATA}directory/wharfside.json`, Directory),
  );

  const sent = async (): Promise<Message[]> => {
    const ids = new Set<string>();
    for (const of of ["2024-03", "2024-04"])
      for await (const { id } of ports.store.journal(WHARFSIDE, "OUT", month(of))) ids.add(id);
    return Promise.all([...ids].map(async (id) => (await ports.store.message(id))!)); // the journal names messages
  };
  const answer = async (unit: string, text: string, authentic: boolean): Promise<void> => {
    const to = `liaison@${unit}.wharfside.example`;
    const [opening] = (await sent()).filter((message) => message.to === to && message.sentAt);
    const original = await readMail((await ports.blobs.get(opening?.blob ?? ""))!); // it was sent
    const raw = [
      `From: <${to}>`,
      `To: <${original.from.address}>`,
      `Date: ${clock.now()}`,
      `Message-ID: <${unit}@wharfside.example>`,
      `In-Reply-To: ${original.messageId}`,
      `Subject: Re: ${original.subject}`,
      "Content-Type: text/plain; charset=utf-8",
      "",
      text,
    ].join("\r\n");
    await call(receiveMail, {
      raw: new TextEncoder().encode(raw),
      at: clock.now(),
      sender: to,
      recipients: [original.from.address],
      authentic,
    });
    await runner.idle();
  };
  for (const at of TICKS) {
    await ports.store.change(async (changes) => changes.tick(after(at, -900_000)));
    clock.set(at);
    await runTick(at);
    await runner.idle();
    if (at !== TICKS[0]) continue;
    await answer("estates", "AIR-1-1 in progress, 40%, 3 points installed.\nAIR-9-9 done.", true);
    await answer("terminal", "AIR-2-1 in progress, 30%.", false);
  }
  if (failures.length > 0) throw failures[0];

  for (const mail of Object.values(PERSON)) {
    const session = newSession(ports.keys.hash(secretOf(mail)), Mailbox.parse(mail), clock.now());
    await ports.store.change(async (changes) => changes.session(session));
  }
  return {
    ports,
    sent,
    /** Addresses of what came in, by what became of it. */
    received: async (of: Month): Promise<{ id: string; state: string }[]> => {
      const lines: { id: string; state: string }[] = [];
      for await (const { id, state } of ports.store.journal(WHARFSIDE, "IN", of)) lines.push({ id, state });
      return lines;
    },
    /** Asks with the session of a person of the directory; without one when nobody is named. */
    askAs: (person: keyof typeof PERSON | undefined, event: HttpEvent): Promise<HttpAnswer> =>
      answerPage(
        { ...event, headers: { ...event.headers, ...(person && { cookie: `duban=${secretOf(PERSON[person])}` }) } },
        ports,
      ),
    /** Asks on a machine where the product is only shown. */
    askDemo: (event: HttpEvent, demo: DemoPorts): Promise<HttpAnswer> => answerPage(event, { ...ports, demo }),
    close(): void {
      deployment.close();
      rmSync(folder, { recursive: true });
    },
  };
}
