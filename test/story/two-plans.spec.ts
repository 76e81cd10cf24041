import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMail } from "../../functions/adapters/mail-opener.ts";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import { after, type Instant, instant, localTime, month } from "../../functions/core/day.ts";
import { Directory, UnitId } from "../../functions/core/directory.ts";
import { type Message, newMessage } from "../../functions/core/notice.ts";
import { linesOf } from "../../functions/core/plan-document.ts";
import { PlanId } from "../../functions/core/plan-settings.ts";
import { handler as receiveMail } from "../../functions/handlers/receive-mail.ts";
import { factsFor, factsKnown } from "../../functions/workflows/message-facts.ts";
import type { OpenedMail } from "../../functions/workflows/ports.ts";
import { answerHttp } from "../../infra/local/answer-http.ts";
import { call } from "../../infra/local/call.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { type Deployment, openDeployment } from "../../infra/local/deployment.ts";
import { listenForHttp } from "../../infra/local/http-listener.ts";
import { install } from "../../infra/local/install.ts";
import { jsonFile, type PlanFile, planFile } from "../../infra/local/plan-files.ts";
import { runnerOf } from "../../infra/local/runner.ts";
import { replyMail } from "../../infra/local/simulate/replies.ts";
import { runTick, ticksBetween } from "../../infra/local/ticker.ts";
import { DOCUMENT, directory as district, MAIL, SETTINGS } from "./three-units.ts";
import { newFolder } from "./world.ts";

const DATA = new URL("../../data/", import.meta.url).pathname;
const WHARFSIDE = PlanId.parse("wharfside-2024");
const Q1 = month("2024-03");
const ESTATES = "liaison@estates.wharfside.example";
const TERMINAL = "liaison@terminal.wharfside.example";
const AUDIT = "supervisor@audit.wharfside.example";
const HAN = /\p{Script=Han}/u;

/** The plan of the district, a month earlier: its March is reported in April, as the company's first quarter is. */
const text = DOCUMENT.replace("2024年4月1日", "2024年3月1日");
const qingshi: PlanFile = {
  source: linesOf(text),
  bytes: new TextEncoder().encode(text),
  settings: SETTINGS,
  answers: [],
};

let folder: string;
let deployment: Deployment;
const clock = standingClock(instant("2024-03-25T08:00:00Z"));
let runner: ReturnType<typeof runnerOf>;
const failures: unknown[] = [];
let messages: Message[];

/** The ticks at which one of the offices sends something; the others are only put on record, so that nobody thinks they failed. */
const passTo = async (until: string): Promise<void> => {
  const { store } = deployment.ports;
  for (const at of ticksBetween((await store.lastTick()) ?? after(clock.now(), -1), instant(until))) {
    const times = ["Asia/Shanghai", "Europe/London"].map((zone) => localTime(at, zone).time);
    if (!times.some((time) => ["08:30", "09:00", "17:00", "17:30"].includes(time))) continue;
    await store.change(async (changes) => changes.tick(after(at, -900_000)));
    clock.set(at);
    await runTick(at);
    await runner.idle();
  }
  clock.set(instant(until));
  if (failures.length > 0) throw failures[0];
};
const journal = async (): Promise<Message[]> => {
  const { store } = deployment.ports;
  const ids = new Set<string>();
  for (const plan of [SETTINGS.id, WHARFSIDE])
    for (const of of ["2024-03", "2024-04"])
      for await (const { id } of store.journal(plan, "OUT", month(of))) ids.add(id);
  return Promise.all([...ids].map(async (id) => (await store.message(id))!)); // the journal names messages
};
const mailsTo = (mail: string): Message[] =>
  messages.filter(({ to, sentAt }) => to === mail && sentAt).sort((a, b) => (a.sentAt! < b.sentAt! ? -1 : 1));
const opened = async ({ blob }: Message): Promise<OpenedMail> => openMail((await deployment.ports.blobs.get(blob))!);
const rawOf = async ({ blob }: Message): Promise<Uint8Array> => (await deployment.ports.blobs.get(blob))!;
/** What a mailbox got, by day in London. */
const saidTo = (mail: string): string[] =>
  mailsTo(mail).map(
    ({ sentAt, notices }) =>
      `${localTime(sentAt as Instant, "Europe/London").day} ${notices
        .map((notice) =>
          notice.kind === "digest" ? `digest:${notice.digest}` : notice.kind === "reminder" ? notice.step : notice.kind,
        )
        .join("+")}`,
  );
const answer = async (message: Message, text: string): Promise<void> => {
  const mail = await replyMail({
    to: await readMail(await rawOf(message)),
    from: message.to,
    id: `${message.id}-${text.length}`,
    date: clock.now(),
    text,
    subject: "Re: Q1 2024 progress",
  });
  await call(receiveMail, {
    raw: mail.raw,
    at: clock.now(),
    sender: message.to,
    recipients: [mail.to],
    authentic: true,
  });
  await runner.deliver();
  await runner.idle();
  messages = await journal();
};
const dutyOf = (unit: string) => deployment.ports.store.duty({ plan: WHARFSIDE, period: Q1, unit: UnitId.parse(unit) });

beforeAll(async () => {
  folder = newFolder();
  deployment = openDeployment({ folder, clock, secret: new Uint8Array(32).fill(7) });
  runner = runnerOf(deployment, (problem) => failures.push(problem));
  await install(deployment, qingshi, district());
  await install(
    deployment,
    planFile(`${DATA}plans/wharfside-2024/plan.txt`),
    jsonFile(`${DATA}directory/wharfside.json`, Directory),
  );
  await passTo("2024-04-10T12:00:00Z");
  messages = await journal();
}, 60_000);
afterAll(() => {
  deployment.close();
  rmSync(folder, { recursive: true });
});

describe("a quarter of a company in England runs beside a month of a Chinese district", () => {
  it("the company is told five working days before the tenth of April's, by England's bank holidays", () => {
    expect(saidTo(TERMINAL)).toEqual(["2024-04-08 opening"]); // Easter Monday, 1 April, is off: 15 April is the tenth
    expect(saidTo(MAIL.city.liaison)).toEqual([
      "2024-03-28 opening",
      "2024-04-01 reminder", // a working day in China
      "2024-04-02 due-day",
      "2024-04-03 rung",
    ]);
  });

  it("its mails, headers and workbook are in English, the district's in Chinese", async () => {
    const [opening] = mailsTo(ESTATES).filter(({ notices }) => notices.some(({ kind }) => kind === "reminder"));
    const mail = await opened(opening!);
    expect(opening?.subject).toMatch(
      /^Q1 2024 progress due 15 April: 5 measures to report \(Estates and Energy\) \[Ref /,
    );
    expect(mail.text.split("\n").slice(0, 2)).toEqual([
      "Estates and Energy, liaison officer: Please report Q1 2024 progress on the Environmental Action Plan 2024, 5 measures, by the end of Monday 15 April.",
      "Just reply to this mail with the codes and the progress, or return the attached workbook.",
    ]);
    expect(mail.headers.find(({ name }) => name.toLowerCase() === "content-language")?.value).toBe("en-GB");
    const [book] = mail.attachments;
    expect(book?.name).toBe("Estates and Energy - progress report Q1 2024.xlsx");
    const cells = await deployment.ports.forms.read(book!.content);
    expect(JSON.stringify(cells)).toContain('"Achieved so far"');
    for (const words of [opening!.subject, mail.text, mail.html, JSON.stringify(cells)]) expect(words).not.toMatch(HAN);
    const [chinese] = mailsTo(MAIL.city.liaison);
    expect((await opened(chinese!)).text).not.toMatch(/please|measures/i);
  });

  it("a reply in English is recorded, and the receipt says what was and what was not", async () => {
    const [opening] = mailsTo(ESTATES).filter(({ notices }) => notices.some(({ kind }) => kind === "reminder"));
    await answer(
      opening!,
      [
        "Dear colleagues,",
        "AIR-1-1: in progress, 4 of 12 shore power points so far. Next steps: cable ducts on berth 3.",
        "air-1-2 completed.",
        "AIR-4-1 55% complete",
        "WAT-2-1: delayed. Problems: spare parts have not arrived.",
        "AIR-9-9 done",
        "Kind regards",
        "Estates and Energy",
      ].join("\n"),
    );
    const duty = await dutyOf("wharfside-estates");
    expect(duty?.entries).toMatchObject({
      "A1-1-1": {
        status: "in-progress",
        figures: [
          { value: 4, unit: "shore power points", kind: "cumulative" },
          { value: 12, unit: "shore power points", kind: "target" },
        ],
      },
      "A1-1-2": { status: "done" },
      "A1-4-1": { percent: 55 },
      "A2-2-1": { status: "behind" },
    });
    const receipt = mailsTo(ESTATES).at(-1)!;
    const { text: said } = await opened(receipt);
    expect(receipt.subject).toMatch(/^Receipt: 4 measures recorded, 1 point not recorded, 1 measure still missing/);
    expect(said).toContain("“AIR-9-9” is not a measure that your unit reports on this time");
    expect(said).not.toMatch(HAN);
  });

  it("its form is in English too, with what was recorded", async () => {
    const link = /http:\/\/localhost:8080(\/form\/\S+)/.exec((await opened(mailsTo(ESTATES).at(-1)!)).text)?.[1];
    const http = await listenForHttp(
      0,
      answerHttp(deployment, undefined, () => {}),
      (problem) => failures.push(problem),
    );
    const page = await (await fetch(`http://127.0.0.1:${http.port}${link}`)).text();
    await http.close();
    expect(page).toContain('<html lang="en-GB">');
    expect(page).toContain("progress report, Q1 2024");
    expect(page).toContain("4 of 5 recorded");
    expect(page).toContain(">Delayed<");
    expect(page).not.toMatch(HAN);
  });

  it("who is owed something of both plans gets one mail: each matter in its plan's language, the frame in that of the first", async () => {
    const { ports } = deployment;
    const reminder = { kind: "reminder" as const, period: Q1, round: 1, step: "reminder" as const };
    const to = mailsTo(ESTATES)[0]!.to;
    const message = newMessage({
      id: "both",
      key: "both",
      to,
      dueAt: clock.now(),
      anyHour: false,
      notices: [
        { ...reminder, plan: WHARFSIDE, unit: UnitId.parse("wharfside-estates") },
        { ...reminder, plan: SETTINGS.id, unit: UnitId.parse("chengguan") },
      ],
    });
    const { subject, outgoing } = await ports.words.compose(
      message,
      await factsFor(message, clock.now(), factsKnown(ports), ports),
    );
    const { text: said, html } = await openMail(outgoing.raw);
    // the district's is overdue, so it comes first
    expect(subject).toMatch(/^【2件事】【已逾期】请补报2024年3月进展.*\[编号 /);
    expect(said).toContain("\n━━ 1/2 【已逾期】请补报2024年3月进展");
    expect(said).toContain("\n== 2/2 Q1 2024 progress due 15 April: 1 measure still missing (Estates and Energy) ==\n");
    expect(said).toContain("\nStill missing (1 measure)\n");
    expect(html).toContain('<div lang="en-GB">');
  });

  it("what is left is reminded, followed up by the company's own ladder, and closed", async () => {
    await passTo("2024-04-30T12:00:00Z");
    messages = await journal();
    expect(saidTo(ESTATES).slice(-5)).toEqual([
      "2024-04-11 reminder",
      "2024-04-15 due-day",
      "2024-04-16 overdue",
      "2024-04-17 rung",
      "2024-04-29 score",
    ]);
    expect(saidTo(AUDIT)).toEqual([
      "2024-04-15 digest:open",
      "2024-04-16 digest:missing+overdue",
      "2024-04-22 digest:weekly+overdue+rung",
      "2024-04-26 rung+rung+rung+rung+rung",
      "2024-04-29 digest:closing+overdue",
    ]);
    expect((await deployment.ports.store.period(WHARFSIDE, Q1))?.closed).toBe(true);
  });

  it("nothing of one plan is told, written or counted in the name of the other (I6)", async () => {
    const { store } = deployment.ports;
    const { units } = jsonFile(`${DATA}directory/wharfside.json`, Directory);
    const company = new Set<string>(units.flatMap(({ contacts }) => contacts.map(({ mail }) => mail)));
    for (const { to, notices } of messages)
      for (const { plan } of notices) expect([to, plan]).toEqual([to, company.has(to) ? WHARFSIDE : SETTINGS.id]);
    for (const message of messages.filter(({ blob }) => blob))
      expect([message.subject, HAN.test((await opened(message)).text)]).toEqual([
        message.subject,
        !company.has(message.to),
      ]);
    const reporting = async (plan: PlanId, of: string) =>
      (await store.board(plan, month(of))).map(({ unit }) => unit).sort();
    expect(await reporting(WHARFSIDE, "2024-03")).toEqual(units.map(({ id }) => id).sort());
    expect(await reporting(SETTINGS.id, "2024-03")).toEqual(["chengguan", "shuiwu", "yuanlin"]);
    expect(await reporting(WHARFSIDE, "2024-04")).toEqual([]); // no period of a plan by the quarter
  });
});
