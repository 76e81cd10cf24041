import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Instant, instant } from "../../functions/core/day.ts";
import type { InboxPlace } from "../../functions/core/inbox-place.ts";
import { isToFetch } from "../../functions/core/inbox-place.ts";
import type { Message } from "../../functions/core/notice.ts";
import type { Submission } from "../../functions/core/submission.ts";
import { fetchMail } from "../../functions/workflows/fetch-mail.ts";
import type { Inbox, Ports } from "../../functions/workflows/ports.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { type Deployment, openDeployment } from "../../infra/local/deployment.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { MAIL, shanghai } from "../story/three-units.ts";
import { install, newFolder, SECRET } from "../story/world.ts";

const OWN = "mx.qingshi.example";
const ARRIVED = instant("2024-04-29T02:00:00Z");

/** A mailbox as IMAP shows it. */
interface Box {
  uidValidity: string;
  mails: { uid: number; at: Instant; raw: Buffer; bytes?: number }[];
  /** The line breaks while this mail is fetched, the server says no to that one. */
  breaksAt?: number;
  refuses?: number;
}
const inboxOn = (box: Box, authservId: string | undefined): Inbox => ({
  name: "duban@mail.example/INBOX",
  ...(authservId && { authservId }),
  async *mails(since: InboxPlace | undefined) {
    const { uidValidity } = box;
    for (const { uid, at, raw, bytes = raw.length } of box.mails) {
      if (!isToFetch({ uidValidity, uid }, since)) continue;
      const problem = new Error("the line broke");
      if (uid === box.breaksAt || uid === box.refuses) yield { uidValidity, uid, problem };
      else yield { uidValidity, uid, at, raw, bytes };
      if (uid === box.breaksAt) throw problem;
    }
  },
});

/** Opening notices are out on Monday 29 April 2024; the office's mailbox is empty. */
let deployment: Deployment;
let folder: string;
let box: Box;
let opening: Message;

beforeEach(async () => {
  folder = newFolder();
  box = { uidValidity: "1", mails: [] };
  const clock = standingClock(shanghai("2024-04-29 09:00"));
  deployment = openDeployment({ folder, clock, secret: SECRET, inbox: inboxOn(box, OWN) });
  const plan = await install(deployment);
  await runTick(clock.now());
  const { store } = deployment.ports;
  for await (const { id, who } of store.journal(plan.id, "OUT", "2024-04" as never))
    if (who === MAIL.city.liaison) opening = (await store.message(id))!; // it has just been listed
});
afterEach(() => {
  deployment.close();
  rmSync(folder, { recursive: true });
});

const VOUCHED = `Authentication-Results: ${OWN}; dmarc=pass header.from=chengguan.qingshi.example`;
const saidBy = ({ entries }: Pick<Submission, "entries">): string =>
  entries.map(({ code, percent }) => `${code} 已完成${percent}%。`).join("");

const aMail = (uid: number, text: string, { results = [VOUCHED], from = MAIL.city.liaison, at = ARRIVED } = {}) => ({
  uid,
  at,
  raw: Buffer.from(
    [
      `Return-Path: <${from}>`,
      ...results,
      `From: <${from}>`,
      "To: <duban@mail.example>",
      `Subject: =?utf-8?B?${Buffer.from(`回复 [编号 ${deployment.keys.token(opening.key)}]`).toString("base64")}?=`,
      `Message-ID: <${text.replace(/\D/gu, "")}@mail.example>`,
      "Content-Type: text/plain; charset=utf-8",
      "",
      text,
    ].join("\r\n"),
  ),
});

const fetched = (ports: Ports = deployment.ports) =>
  fetchMail(ports).then(
    ({ fetched: count }) => count,
    (problem: Error) => problem.message,
  );
async function received(): Promise<Submission[]> {
  const { store } = deployment.ports;
  const lines: string[] = [];
  for (const plan of ["qingshi-2024", "-"])
    for (const month of ["2024-04", "2024-05"])
      for await (const { id } of store.journal(plan as never, "IN", month as never)) lines.push(id);
  const all = await Promise.all(lines.map((id) => store.submission(id as never)));
  return all.map((each) => each!).toSorted((a, b) => saidBy(a).localeCompare(saidBy(b))); // each was listed
}
async function receipts(): Promise<number> {
  let count = 0;
  for await (const { id } of deployment.ports.store.unsent(shanghai("2024-06-01 09:00")))
    if ((await deployment.ports.store.message(id))?.notices.some(({ kind }) => kind === "receipt")) count += 1;
  return count;
}
const outcomes = async (): Promise<string[]> =>
  (await received()).map(({ outcome, again, ...of }) =>
    [saidBy(of), outcome.kind === "held" ? outcome.reason : outcome.kind, ...again].join(" "),
  );

describe("RP-3 the sender must be a contact of the unit and authentic; otherwise it is held", () => {
  it.each`
    results                                                                                                                           | outcome            | because
    ${[VOUCHED]}                                                                                                                      | ${"recorded"}      | ${"the office's own server says so"}
    ${[]}                                                                                                                             | ${"not-authentic"} | ${"nobody says so"}
    ${["Authentication-Results: mx.evil.example; dmarc=pass header.from=chengguan.qingshi.example"]}                                  | ${"not-authentic"} | ${"another server says so"}
    ${[`Authentication-Results: ${OWN}; dmarc=fail header.from=chengguan.qingshi.example`, VOUCHED]}                                  | ${"not-authentic"} | ${"only the topmost header is the server's own"}
    ${[`Authentication-Results: ${OWN}; spf=pass\r\n smtp.helo=?utf-8?Q?=3B_dmarc=3Dpass_header.from=3Dchengguan.qingshi.example?=`]} | ${"not-authentic"} | ${"an encoded word is no result"}
    ${[`authentication-results:\r\n\t${OWN};\r\n\tdmarc=pass\r\n\theader.from=chengguan.qingshi.example`]}                            | ${"recorded"}      | ${"headers may be folded and in lower case"}
  `("$outcome: $because", async ({ results, outcome }) => {
    box.mails.push(aMail(1, "绿地-2-1 已完成40%。", { results }));
    expect(await fetched()).toBe(1);
    expect((await received()).map(({ outcome: end }) => (end.kind === "held" ? end.reason : end.kind))).toEqual([
      outcome,
    ]);
  });

  it("where the server's name is not set, everything is held", async () => {
    box.mails.push(aMail(1, "绿地-2-1 已完成40%。"));
    await fetched({ ...deployment.ports, inbox: inboxOn(box, undefined) });
    expect(await outcomes()).toEqual([" not-authentic"]);
  });
});

describe("what lies in the office's mailbox", () => {
  const [one, two, three] = ["绿地-2-1 已完成10%。", "绿地-2-1 已完成20%。", "绿地-2-1 已完成30%。"];
  const recorded = (...texts: string[]): string[] => texts.map((text) => `${text} recorded`);

  it("is fetched once, at the time at which it arrived there", async () => {
    box.mails.push(aMail(1, one), aMail(2, two));
    expect([await fetched(), await fetched()]).toEqual([2, 0]);
    box.mails.push(aMail(5, three, { at: instant("2024-05-01T00:00:00Z") }));
    expect(await fetched()).toBe(1);
    expect(await outcomes()).toEqual(recorded(one, two, three));
    expect((await received()).map(({ at }) => at)).toEqual([ARRIVED, ARRIVED, "2024-05-01T00:00:00.000Z"]);
  });

  it("comes after a line that broke, the mail at which it broke too, nothing twice", async () => {
    box.mails.push(aMail(1, one), aMail(2, two), aMail(3, three));
    for (box.breaksAt = 1; box.breaksAt <= 3; box.breaksAt += 1) expect(await fetched()).toBe("the line broke");
    delete box.breaksAt;
    expect(await fetched()).toBe(1);
    expect(await outcomes()).toEqual(recorded(one, two, three));
  });

  it("comes although the server says no to one of them, which is asked for each time", async () => {
    box.mails.push(aMail(1, one), aMail(2, two));
    box.refuses = 1;
    expect([await fetched(), await fetched()]).toEqual(["the line broke", "the line broke"]);
    expect(await outcomes()).toEqual(recorded(two));
    delete box.refuses;
    expect([await fetched(), await fetched()]).toEqual([1, 0]);
    expect(await outcomes()).toEqual(recorded(one, two));
  });

  it("comes although one of them could not be kept", async () => {
    box.mails.push(aMail(1, one), aMail(2, two));
    const { blobs } = deployment.ports;
    let asked = 0;
    const put: Ports["blobs"]["put"] = async (all) => {
      asked += 1;
      if (asked === 1) throw new Error("the disk is full");
      return blobs.put(all);
    };
    expect(await fetched({ ...deployment.ports, blobs: { ...blobs, put } })).toBe("the disk is full");
    expect(await outcomes()).toEqual(recorded(two));
    expect(await fetched()).toBe(1);
    expect(await outcomes()).toEqual(recorded(one, two));
  });

  it("is fetched again when the server numbers anew, and nothing comes of it twice", async () => {
    box.mails.push(aMail(1, one), aMail(2, two));
    await fetched();
    Object.assign(box, { uidValidity: "2", mails: [aMail(1, two), aMail(2, three), aMail(3, one)] });
    expect(await fetched()).toBe(3);
    expect((await outcomes()).sort()).toEqual(recorded(one, two, three).sort());
  });

  it("is recorded once when two fetch at the same time", async () => {
    box.mails.push(aMail(1, one), aMail(2, two), aMail(3, three));
    expect(await Promise.all([fetched(), fetched(), fetched()])).toEqual([3, 3, 3]);
    expect((await received()).map(({ outcome, ...of }) => `${saidBy(of)} ${outcome.kind}`)).toEqual(
      recorded(one, two, three),
    );
    expect(await receipts()).toBe(3);
    expect(await fetched()).toBe(0);
  });

  it("stays as far as it was when a fetch under the old numbering comes late", async () => {
    box.mails.push(aMail(1, one), aMail(2, two));
    await fetched();
    const { store } = deployment.ports;
    const late = { ...inboxOn({ ...box, mails: [aMail(3, three)] }, OWN) };
    Object.assign(box, { uidValidity: "2", mails: [aMail(1, one), aMail(2, two), aMail(3, three)] });
    const meanwhile: Ports = {
      ...deployment.ports,
      inbox: {
        ...late,
        async *mails(since) {
          for await (const mail of late.mails(since)) {
            await fetched();
            yield mail;
          }
        },
      },
    };
    expect(await fetched(meanwhile)).toMatch(/numbered anew/u);
    expect(await store.inboxPlace(late.name)).toMatchObject({ uidValidity: "2", uid: 3 });
    expect(await outcomes()).toEqual(recorded(one, two, three));
  });

  it("is held when it is too large to take, and the others come", async () => {
    box.mails.push({ ...aMail(1, one), bytes: 60_000_000 }, aMail(2, two));
    expect(await fetched()).toBe(2);
    expect((await outcomes()).sort()).toEqual([" too-large", ...recorded(two)].sort());
  });
});
