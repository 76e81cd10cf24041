import { ImapFlow } from "imapflow";
import nodemailer from "nodemailer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import { imapInbox } from "../../functions/adapters/mailbox-imap.ts";
import { smtpMailer } from "../../functions/adapters/mailer-smtp.ts";
import { type Instant, instant, month } from "../../functions/core/day.ts";
import type { Submission } from "../../functions/core/submission.ts";
import { handler as fetchMail } from "../../functions/handlers/fetch-mail.ts";
import type { InboxUnreachable } from "../../functions/workflows/ports.ts";
import { call } from "../../infra/local/call.ts";
import { replyMail } from "../../infra/local/simulate/replies.ts";
import { factsOf } from "../story/facts.ts";
import { MAIL } from "../story/three-units.ts";
import { openWorld, type World } from "../story/world.ts";
import { type CutLine, lineTo } from "./cut-line.ts";
import { type OfficeServers, OWN, PASSWORD, startOfficeServers } from "./office-servers.ts";

const DUBAN = "report@duban.example";
const PEOPLE = [DUBAN, "duban@duban.example", MAIL.operator, MAIL.supervisor].concat(
  [MAIL.water, MAIL.gardens, MAIL.city].flatMap((unit) => Object.values(unit)),
);
let office: OfficeServers;
let line: CutLine;
let world: World;

beforeAll(async () => {
  office = await startOfficeServers(PEOPLE);
});
afterAll(() => office.stop());
beforeEach(async () => {
  line = await lineTo(office.imapPort);
});
afterEach(async () => {
  await line.close();
  await world.close();
});

/** A deployment whose mail leaves by the office's server, and comes in by a folder of its mailbox, over the line that may break. */
async function opened(mailbox = "INBOX"): Promise<World> {
  const server = { host: "127.0.0.1", secure: false, user: DUBAN, password: PASSWORD };
  const mailer = smtpMailer({ host: "127.0.0.1", port: office.smtpPort, secure: false, connections: 3 });
  const close = async (): Promise<void> => mailer.close();
  world = await openWorld("2024-04-29 08:50", {
    departments: { mailer, received: [], close },
    through: (ports) => ({
      ...ports,
      inbox: imapInbox({ ...server, port: line.port, mailbox, authservId: OWN }),
    }),
  });
  await world.turnTo("2024-04-29 09:15");
  office.filed();
  return world;
}
const lastIn = async (box: string) => readMail(office.box(box).at(-1) ?? Buffer.alloc(0));
const fetched = (): Promise<unknown> =>
  call(fetchMail, { at: world.clock.now() }).catch((problem: InboxUnreachable) => problem.userMessage);

/** Hands a mail to the office's server, as its owner or as anybody. */
async function handed(raw: string, from: string, to: string, login: boolean): Promise<void> {
  const transport = nodemailer.createTransport({
    host: "127.0.0.1",
    port: office.smtpPort,
    ignoreTLS: true,
    ...(login && { auth: { user: from, pass: PASSWORD } }),
  });
  await transport.sendMail({ envelope: { from, to }, raw });
  transport.close();
  office.filed();
}

describe("a whole round by the office's own server", () => {
  it("reminder out, answer in, recorded, receipt out; a forged answer is held", async () => {
    await opened();
    const reminder = await lastIn(MAIL.city.liaison);
    expect(reminder.subject).toContain("编号");
    const answer = (id: string, text: string) =>
      replyMail({ to: reminder, from: MAIL.city.liaison, id, date: world.clock.now(), text });
    const forged = await answer("forged@mail.example", "绿地-2-1 已完成99%。");
    const vouched = `Authentication-Results: ${OWN}; auth=pass smtp.auth=${MAIL.city.liaison}\r\n`;
    await handed(vouched + forged.raw.toString(), "stranger@elsewhere.example", forged.to, false);
    const own = await answer("own@mail.example", "绿地-2-1 已完成40%。\n绿地-2-2 本月无进展。");
    await handed(own.raw.toString(), MAIL.city.liaison, own.to, true);

    expect(await fetched()).toEqual({ fetched: 2 });
    await world.runner.deliver();
    office.filed();
    const { entries, completeAt } = await world.duty("city");
    expect(Object.values(entries).map((entry) => entry?.percent)).toEqual([40, undefined]);
    expect(completeAt).not.toBeNull();
    // mail arrives there when it does, whatever our clock says
    const arrivedIn = month(new Date().toISOString().slice(0, 7));
    const { submissions } = await factsOf(world.ports, world.clock.now(), arrivedIn);
    expect(submissions.map(({ outcome }) => (outcome.kind === "held" ? outcome.reason : outcome.kind)).sort()).toEqual([
      "not-authentic",
      "recorded",
    ]);
    const receipt = await lastIn(MAIL.city.liaison);
    expect(receipt.inReplyTo.concat(receipt.subject).join()).toContain("回执");
    expect(await fetched()).toEqual({ fetched: 0 });
  });
});

const client = async (): Promise<ImapFlow> => {
  const opening = new ImapFlow({
    host: "127.0.0.1",
    port: office.imapPort,
    secure: false,
    doSTARTTLS: false,
    auth: { user: DUBAN, pass: PASSWORD },
    logger: false,
  });
  await opening.connect();
  return opening;
};
const ARRIVED = new Date("2024-04-30T02:00:00Z");

/** Makes a folder anew, with these mails in it. */
async function filled(folder: string, mails: readonly string[]): Promise<void> {
  const imap = await client();
  await imap.mailboxDelete(folder).catch(() => {}); // there was none
  await imap.mailboxCreate(folder);
  for (const raw of mails) await imap.append(folder, raw, [], ARRIVED);
  await imap.logout();
}

/** Five answers of a unit, one of them long. */
async function answers(): Promise<string[]> {
  const to = await lastIn(MAIL.city.liaison);
  const mails = [10, 20, 30, 40, 50].map((percent) =>
    replyMail({
      to,
      from: MAIL.city.liaison,
      id: `at-${percent}@mail.example`,
      date: world.clock.now(),
      text: `绿地-2-1 已完成${percent}%。${percent === 30 ? "巡查。".repeat(5_000) : ""}`,
    }),
  );
  const vouched = `Authentication-Results: ${OWN}; auth=pass smtp.auth=${MAIL.city.liaison}\r\n`;
  return (await Promise.all(mails)).map(({ raw }) => vouched + raw.toString());
}

async function received(): Promise<Submission[]> {
  const facts = await factsOf(world.ports, instant("2024-05-01T00:00:00Z"));
  const receipts = facts.messages.filter(({ notices }) => notices.some(({ kind }) => kind === "receipt"));
  expect(receipts).toHaveLength(facts.submissions.length);
  return facts.submissions;
}
const five = async (): Promise<void> => {
  const submissions = await received();
  expect(submissions.map(({ entries }) => entries[0]?.percent).toSorted()).toEqual([10, 20, 30, 40, 50]);
  expect(submissions.flatMap(({ again }) => again)).toEqual([]);
  expect(new Set(submissions.map(({ at }) => at))).toEqual(new Set<Instant>([instant(ARRIVED.toISOString())]));
};

describe("a line that breaks in the middle of fetching", () => {
  const cuts = Array.from({ length: 16 }, (_, nth) => (nth + 0.5) / 16);
  it.each(cuts)("after %d of all the server says: nothing is lost, nothing comes twice", async (part) => {
    await opened("Cut");
    await filled("Cut", await answers());
    const whole = await saidInAll("Cut");
    line.cutAfter(Math.floor(whole * part));
    expect(await fetched()).toMatch(/稍后会自动再试/u);
    line.cutAfter(Number.POSITIVE_INFINITY);
    await fetched();
    expect(await fetched()).toEqual({ fetched: 0 });
    await five();
  });

  it("again and again, each time a little later", async () => {
    await opened("Cut");
    await filled("Cut", await answers());
    const whole = await saidInAll("Cut");
    for (let bytes = 300; bytes < whole; bytes += Math.ceil(whole / 40)) {
      line.cutAfter(bytes);
      await fetched();
    }
    line.cutAfter(Number.POSITIVE_INFINITY);
    await fetched();
    await five();
  });
});

/** Bytes of one fetch of all, which leaves no trace. */
async function saidInAll(mailbox: string): Promise<number> {
  const before = line.said();
  const server = { host: "127.0.0.1", port: line.port, secure: false, user: DUBAN, password: PASSWORD };
  for await (const mail of imapInbox({ ...server, mailbox }).mails(undefined)) expect(mail).toHaveProperty("raw");
  return line.said() - before;
}

describe("a mailbox that is made anew, and numbered anew", () => {
  it("is fetched as a whole, and nothing comes twice", async () => {
    await opened("New");
    const mails = await answers();
    await filled("New", mails.slice(0, 3));
    expect(await fetched()).toEqual({ fetched: 3 });
    const before = await world.ports.store.inboxPlace(`${DUBAN}@127.0.0.1/New`);
    await filled("New", mails.toReversed());
    expect(await fetched()).toEqual({ fetched: 5 });
    const after = await world.ports.store.inboxPlace(`${DUBAN}@127.0.0.1/New`);
    expect(after?.uidValidity).not.toBe(before?.uidValidity);
    await five();
  });

  it("two who fetch at once record each mail once", async () => {
    await opened("Both");
    await filled("Both", await answers());
    await Promise.all([fetched(), fetched(), fetched()]);
    expect(await fetched()).toEqual({ fetched: 0 });
    const submissions = await factsOf(world.ports, instant("2024-05-01T00:00:00Z"));
    expect(submissions.submissions.map(({ entries }) => entries[0]?.percent).toSorted()).toEqual([10, 20, 30, 40, 50]);
  });

  it("leaves every mail as unread as it was", async () => {
    await opened("Unread");
    await filled("Unread", await answers());
    await fetched();
    const imap = await client();
    expect(await imap.status("Unread", { messages: true, unseen: true })).toMatchObject({ messages: 5, unseen: 5 });
    await imap.logout();
  });
});

describe("what is large, and what is wrong", () => {
  it("of a mail over 40 MB only the beginning is taken, and it is held; the others come", async () => {
    await opened("Large");
    const [first = "", second = ""] = await answers();
    await filled("Large", [first, `${second}${"x".repeat(75)}\r\n`.padEnd(41 * 1024 * 1024, "x".repeat(75) + "\r\n")]);
    expect(await fetched()).toEqual({ fetched: 2 });
    const { submissions } = await factsOf(world.ports, instant("2024-05-01T00:00:00Z"));
    expect(submissions.map(({ outcome }) => (outcome.kind === "held" ? outcome.reason : outcome.kind)).sort()).toEqual([
      "recorded",
      "too-large",
    ]);
    const held = submissions.find(({ outcome }) => outcome.kind === "held");
    expect((await world.ports.blobs.get(held?.blob ?? ""))?.length).toBe(256 * 1024);
  });

  it.each`
    changed                    | says                          | because
    ${{ password: "falsch" }}  | ${"拒绝登录"}                 | ${"the password is wrong"}
    ${{ mailbox: "Nirgends" }} | ${"没有“Nirgends”这个文件夹"} | ${"there is no such folder"}
    ${{ secure: true }}        | ${"不能加密连接"}             | ${"the server speaks no TLS there"}
    ${{ port: 1 }}             | ${"没有应答"}                 | ${"nobody listens there"}
  `("$says: $because", async ({ changed, says }) => {
    await opened();
    const server = { host: "127.0.0.1", port: line.port, secure: false, user: DUBAN, password: PASSWORD };
    const inbox = imapInbox({ ...server, mailbox: "INBOX", ...changed });
    const asked = inbox.mails(undefined)[Symbol.asyncIterator]().next();
    const problem = await asked.then(
      () => undefined,
      (thrown: InboxUnreachable) => thrown,
    );
    expect(problem?.userMessage).toContain(says);
    expect(`${problem?.userMessage} ${problem?.message}`).not.toContain("falsch");
  });
});
