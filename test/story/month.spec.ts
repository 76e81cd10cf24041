import { createConnection } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayAt } from "../../functions/core/day.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { timeliness } from "../../functions/core/duty.ts";
import type { ReceivedMail } from "../../functions/core/received-mail.ts";
import { decideRung } from "../../functions/workflows/decide-rung.ts";
import { filled } from "../../infra/local/simulate/replies.ts";
import { bounceOf } from "./bounce.ts";
import { broken, factsOf } from "./facts.ts";
import { CODES, MAIL, SETTINGS, UNIT, type UnitName } from "./three-units.ts";
import { openWorld, type World } from "./world.ts";

const textOf = ({ lines }: ReceivedMail): string => lines.map(({ text }) => text).join("\n");
const workbookOf = ({ attachments }: ReceivedMail): { name: string; content: Uint8Array } => {
  const book = attachments.find(({ name }) => name.endsWith(".xlsx"));
  if (!book) throw new Error("no workbook in the mail");
  return book;
};

describe("April of three units, as each of its people sees it", () => {
  let world: World;
  const timelinessOf = async (of: UnitName): Promise<string> => {
    const duty = await world.duty(of);
    const standing = {
      completeAt: duty.completeAt,
      recorded: Object.keys(duty.entries).length,
      due: duty.days.due,
    };
    return timeliness(standing, dayAt(world.clock.now(), SETTINGS.zone), SETTINGS.zone);
  };

  const closedAs = async (): Promise<Record<string, string>> => {
    const { plan, period } = await world.duty("water");
    const closed = await world.ports.store.snapshots(plan, period);
    return Object.fromEntries(closed.map(({ unit, timeliness: was }) => [unit, was]));
  };

  // 区水务局 sends the workbook at once; 区园林局 one half, then the other, late; 区城管局 never
  beforeAll(async () => {
    world = await openWorld("2024-04-26 08:00");
    await world.turnTo("2024-04-29 10:20");
    const opening = await world.last(MAIL.water.liaison);
    const form = workbookOf(opening);
    const content = await filled(
      form.content,
      CODES.water.map((code) => ({
        code,
        status: "in-progress",
        percent: 40,
        progress: "按计划推进，现场已开工。",
      })),
    );
    await world.reply({
      from: MAIL.water.liaison,
      to: opening,
      text: "填报表见附件。",
      attachment: { filename: form.name, content },
    });
    await world.turnTo("2024-04-30 15:40");
    await world.reply({
      from: MAIL.gardens.liaison,
      to: await world.last(MAIL.gardens.liaison),
      text: "绿地-1-1 已完成60%。",
    });
    await world.turnTo("2024-05-10 10:10");
    await world.reply({
      from: MAIL.gardens.liaison,
      to: await world.last(MAIL.gardens.liaison),
      text: "绿地-1-2 已完成20%。",
    });
    await world.turnTo("2024-05-14 10:05");
    const { plan, period, unit } = await world.duty("city");
    await decideRung({ plan, period, unit }, { kind: "approve" }, Mailbox.parse(MAIL.operator), world.ports);
    await world.turnTo("2024-05-17 12:00");
  }, 30_000);
  afterAll(() => world.close());

  it.each`
    person                           | mail                    | told
    ${"区水务局's liaison"}          | ${MAIL.water.liaison}   | ${["Mon 2024-04-29 09:00 reminder:opening", "Mon 2024-04-29 10:20 receipt", "Thu 2024-05-16 09:00 score"]}
    ${"区水务局's section head"}     | ${MAIL.water.section}   | ${[]}
    ${"区水务局's head"}             | ${MAIL.water.head}      | ${[]}
    ${"区园林局's liaison"}          | ${MAIL.gardens.liaison} | ${["Mon 2024-04-29 09:00 reminder:opening", "Tue 2024-04-30 15:40 receipt", "Mon 2024-05-06 09:00 reminder:reminder", "Tue 2024-05-07 09:00 reminder:due-day", "Wed 2024-05-08 09:00 rung:1", "Fri 2024-05-10 10:10 receipt", "Thu 2024-05-16 09:00 score"]}
    ${"区园林局's section head"}     | ${MAIL.gardens.section} | ${["Wed 2024-05-08 09:00 rung:1"]}
    ${"区园林局's head (no deputy)"} | ${MAIL.gardens.head}    | ${["Thu 2024-05-09 09:00 rung:3"]}
    ${"区城管局's liaison"}          | ${MAIL.city.liaison}    | ${["Mon 2024-04-29 09:00 reminder:opening", "Mon 2024-05-06 09:00 reminder:reminder", "Tue 2024-05-07 09:00 reminder:due-day", "Wed 2024-05-08 09:00 rung:1", "Thu 2024-05-16 09:00 score"]}
    ${"区城管局's section head"}     | ${MAIL.city.section}    | ${["Wed 2024-05-08 09:00 rung:1"]}
    ${"区城管局's deputy"}           | ${MAIL.city.deputy}     | ${["Thu 2024-05-09 09:00 rung:2"]}
    ${"区城管局's head"}             | ${MAIL.city.head}       | ${["Sat 2024-05-11 09:00 rung:3"]}
    ${"the operator"}                | ${MAIL.operator}        | ${["Wed 2024-05-08 09:00 undecided", "Thu 2024-05-09 09:00 rung:2+rung:2+rung:3+undeliverable", "Sat 2024-05-11 09:00 rung:3", "Tue 2024-05-14 09:00 approve", "Wed 2024-05-15 09:00 undecided", "Thu 2024-05-16 09:00 digest:closing"]}
    ${"the supervisor"}              | ${MAIL.supervisor}      | ${["Tue 2024-05-07 17:30 digest:open", "Wed 2024-05-08 09:00 digest:missing", "Mon 2024-05-13 09:00 digest:weekly", "Tue 2024-05-14 10:15 rung:4", "Thu 2024-05-16 09:00 digest:closing"]}
    ${"the alternate contact"}       | ${MAIL.water.alternate} | ${[]}
  `("$person is told so much, and then: Saturday 11 May is worked, 1 to 5 May are not", async ({ mail, told }) => {
    expect(await world.told(mail)).toEqual(told);
  });

  it("DG-5 the month closes with a draft of its bulletin for the operator and a ledger for all, kept with it", async () => {
    const { plan, period } = await world.duty("water");
    const [draft, ledger] = ["2024年4月进展情况通报（草稿）.docx", "2024年4月进展情况台账.xlsx"];
    const stored = await world.ports.store.period(plan, period);
    const operators = (await world.last(MAIL.operator)).attachments;
    expect(operators.map(({ name }) => name)).toEqual([draft, ledger]);
    expect((await world.last(MAIL.supervisor)).attachments.map(({ name }) => name)).toEqual([ledger]);
    const kept = await Promise.all(Object.values(stored?.documents ?? {}).map((name) => world.ports.blobs.get(name)));
    expect(kept.map((bytes) => bytes?.length)).toEqual(operators.map(({ content }) => content.length));
    expect(await world.ports.store.board(plan, period)).toHaveLength(stored?.duties ?? 0);
  });

  it("RP-4 receipts say what stands: all of it, a half and what is missing, the late rest", async () => {
    const [, whole] = await world.inbox(MAIL.water.liaison);
    const [, half, , , , rest] = await world.inbox(MAIL.gardens.liaison);
    expect(whole && textOf(whole)).toContain("已登记（3项）");
    for (const code of CODES.water) expect(whole && textOf(whole)).toContain(code);
    expect(half?.subject).toContain("已登记1项，还缺1项");
    expect(half && textOf(half)).toMatch(/已登记（1项）\n绿地-1-1[\s\S]*还缺的措施（1项）\n绿地-1-2/u);
    expect(rest && textOf(rest)).toContain("逾期");
  });

  it("RM-2 who has sent a part is reminded of the rest only", async () => {
    const [, , reminder] = await world.inbox(MAIL.gardens.liaison);
    const asked = reminder && textOf(reminder).split("还缺的措施")[1]?.split("已登记")[0];
    expect(asked).toContain("绿地-1-2");
    expect(asked).not.toContain("绿地-1-1");
  });

  it("RM-1 the form comes with the first message only", async () => {
    const mails = await world.inbox(MAIL.city.liaison);
    expect(mails.map(({ attachments }) => attachments.length)).toEqual([1, 0, 0, 0, 0]);
  });

  it("RT-3 the month closes with one report on time, one late, one missing; late stays late", async () => {
    expect(await timelinessOf("water")).toBe("on-time");
    expect(await timelinessOf("gardens")).toBe("late");
    expect(await timelinessOf("city")).toBe("missing");
    expect((await world.duty("city")).closed).toBe(true);
    expect(await closedAs()).toEqual({ shuiwu: "on-time", yuanlin: "late", chengguan: "missing" });
  });

  it("every promise of the design is kept", async () => {
    const now = world.clock.now();
    const facts = await factsOf(world.ports, now);
    expect(
      await broken(world.ports, facts, {
        boxes: world.post.received,
        handed: 3,
        now,
      }),
    ).toEqual([]);
  });

  it("a report after closing is kept, marked late, and told to the operator; the duty stays closed", async () => {
    const before = world.post.received.length;
    await world.reply({
      from: MAIL.city.liaison,
      to: await world.last(MAIL.city.liaison),
      text: "绿地-2-1 已完成10%。\n绿地-2-2 本月无进展。",
    });
    await world.turnTo("2024-05-20 09:15");
    expect((await world.told(MAIL.city.liaison)).at(-1)).toBe("Fri 2024-05-17 12:00 receipt");
    expect((await world.told(MAIL.operator)).at(-1)).toBe("Fri 2024-05-17 12:00 held");
    expect(world.post.received.length).toBe(before + 2);
    expect(await timelinessOf("city")).toBe("late");
    expect((await world.duty("city")).closed).toBe(true);
  });

  it("a month that is closed stands on its board once", async () => {
    const { plan, period } = await world.duty("city");
    expect(await world.ports.store.board(plan, period)).toHaveLength(3);
  });

  it("I5 the operator's message of the day carries one root over the histories of what is open", async () => {
    const [undecided] = await world.inbox(MAIL.operator);
    expect(undecided && textOf(undecided)).toMatch(/留痕根：[0-9a-f]{16}（3项/u);
  });

  it("DG-4 what the month closed with is what it was", async () =>
    expect(await closedAs()).toEqual({ shuiwu: "on-time", yuanlin: "late", chengguan: "missing" }));
});

describe("what comes in by mail on Tuesday 30 April", () => {
  let world: World;
  let opening: Record<UnitName, ReceivedMail>;
  beforeAll(async () => {
    world = await openWorld("2024-04-29 08:50");
    await world.turnTo("2024-04-30 10:00");
    opening = {
      water: await world.last(MAIL.water.liaison),
      gardens: await world.last(MAIL.gardens.liaison),
      city: await world.last(MAIL.city.liaison),
    };
  }, 30_000);
  afterAll(() => world.close());

  const kept = async () => (await factsOf(world.ports, world.clock.now())).submissions;
  const outcomeOf = async (subject: string) => (await kept()).find((each) => each.subject.includes(subject))?.outcome;
  const sentTo = (of: string): number => world.post.received.filter(({ to }) => to === of).length;
  const recordedOf = async (of: UnitName): Promise<number> => Object.keys((await world.duty(of)).entries).length;

  it.each`
    subject       | from                      | to         | headers                                 | outcome                                    | because
    ${"陌生人"}   | ${"nobody@other.example"} | ${"water"} | ${{}}                                   | ${{ kind: "held", reason: "stranger" }}    | ${"nobody knows the sender, though the token is good (RP-3)"}
    ${"别的单位"} | ${MAIL.city.liaison}      | ${"water"} | ${{}}                                   | ${{ kind: "held", reason: "other-unit" }}  | ${"another unit's contact has the token"}
    ${"自动回复"} | ${MAIL.water.liaison}     | ${"water"} | ${{ "Auto-Submitted": "auto-replied" }} | ${{ kind: "service", what: "auto-reply" }} | ${"a machine wrote it (RP-6)"}
    ${"群发"}     | ${MAIL.water.liaison}     | ${"water"} | ${{ Precedence: "bulk" }}               | ${{ kind: "held", reason: "doubtful" }}    | ${"a person may have written it"}
  `(
    "RP-3, RP-6 $subject: nothing is recorded or answered, because $because",
    async ({ subject, from, to, headers, outcome }) => {
      const of = to as UnitName; // the column above
      const before = sentTo(from);
      expect(
        await world.reply({
          from,
          to: opening[of],
          text: `${CODES[of][0]} 已完成99%。`,
          subject: `${subject} ${opening[of].subject}`,
          headers,
        }),
      ).toMatch(/^250/);
      expect(await outcomeOf(subject)).toEqual(outcome);
      expect(await recordedOf(of)).toBe(0);
      expect(sentTo(from)).toBe(before);
    },
  );

  it("RP-6 a mail without an envelope sender is a machine's, whatever it says", async () => {
    const raw = [
      `From: ${MAIL.water.liaison}`,
      "To: duban@duban.example",
      "Subject: =?UTF-8?B?56m65L+h5bCB?=",
      "Message-ID: <null@mail.example>",
      `In-Reply-To: <${opening.water.messageId}>`,
      "Content-Type: text/plain; charset=utf-8",
      "",
      "清水-1-1 已完成99%。",
      "",
    ].join("\r\n");
    expect(await world.hand(raw, { from: "", to: "duban@duban.example" })).toMatch(/^250/);
    expect(await outcomeOf("空信封")).toEqual({
      kind: "service",
      what: "auto-reply",
    });
    expect(await recordedOf("water")).toBe(0);
  });

  it("RP-2 a token that is none of ours is held, and the unit's own duty is not touched", async () => {
    const foreign = {
      ...opening.gardens,
      messageId: "x@elsewhere.example",
      headers: new Map([["reply-to", [`report+${"z".repeat(26)}@duban.example`]]]),
    };
    await world.reply({
      from: MAIL.gardens.liaison,
      to: foreign,
      text: "绿地-1-1 已完成99%。",
      subject: "未知编号",
    });
    expect(await outcomeOf("未知编号")).toEqual({
      kind: "held",
      reason: "unknown-token",
    });
    expect(await recordedOf("gardens")).toBe(0);
  });

  it("a workbook of another unit records nothing, and the receipt says why", async () => {
    const form = workbookOf(opening.water);
    const content = await filled(form.content, [
      {
        code: "清水-1-1",
        status: "in-progress",
        percent: 77,
        progress: "已开工。",
      },
    ]);
    await world.reply({
      from: MAIL.gardens.liaison,
      to: opening.gardens,
      text: "见附件。",
      subject: "别单位的表",
      attachment: { filename: form.name, content },
    });
    expect(await outcomeOf("别单位的表")).toEqual({
      kind: "held",
      reason: "no-entry",
    });
    expect([await recordedOf("gardens"), await recordedOf("water")]).toEqual([0, 0]);
    expect(textOf(await world.last(MAIL.gardens.liaison))).toContain("区水务局");
  });

  it("RP-1 the same mail three times is one report, one receipt and two duplicates", async () => {
    const before = sentTo(MAIL.gardens.liaison);
    const mail = {
      from: MAIL.gardens.liaison,
      to: opening.gardens,
      text: "绿地-1-1 已完成30%。",
      id: "same",
      subject: "同一封",
    };
    for (let times = 0; times < 3; times += 1) expect(await world.reply(mail)).toMatch(/^250/);
    const submission = (await kept()).filter((each) => each.subject === "同一封");
    expect(submission.map(({ again }) => again.length)).toEqual([2]);
    expect(sentTo(MAIL.gardens.liaison)).toBe(before + 1);
    expect(await recordedOf("gardens")).toBe(1);
  });

  it("RM-7 a mail of ours that comes back is told to the alternate and to the operator, once", async () => {
    const bounce = bounceOf(MAIL.water.liaison, opening.water.messageId ?? "");
    for (let times = 0; times < 2; times += 1) await world.hand(bounce, { from: "", to: "duban@duban.example" });
    await world.turnTo("2024-05-06 09:15");
    expect((await world.told(MAIL.water.alternate))[0]).toBe("Tue 2024-04-30 10:00 reminder:opening");
    const undeliverable = (await world.told(MAIL.operator)).filter((each) => each.includes("undeliverable"));
    expect(undeliverable).toHaveLength(1);
  });

  it("RM-3 a mail of ours that comes back at night is told to the alternate in the morning of a working day", async () => {
    const due = await world.turnTo("2024-05-06 20:00").then(() => world.last(MAIL.water.liaison));
    await world.hand(bounceOf(MAIL.water.liaison, due.messageId ?? ""), {
      from: "",
      to: "duban@duban.example",
    });
    await world.turnTo("2024-05-07 09:15");
    const told = await world.told(MAIL.water.alternate);
    expect(told.filter((each) => !/ (?:09|1\d):/u.test(each))).toEqual([]);
  });

  it.each`
    what                     | raw                                                                                                                          | because
    ${"no header at all"}    | ${"\r\n\r\n\r\n"}                                                                                                            | ${"it has no sender either"}
    ${"bytes that are none"} | ${Buffer.from([0, 255, 254, 13, 10, 13, 10, 0, 1, 2])}                                                                       | ${"it is no mail"}
    ${"20,000 parts"}        | ${`From: x@other.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\nx\r\n".repeat(20_000)}--b--\r\n`} | ${"nobody sends so many"}
    ${"10,000 levels"}       | ${nested(10_000)}                                                                                                            | ${"a reader may fall over them"}
    ${"a line of 1 MB"}      | ${`From: x@other.example\r\nSubject: line\r\n\r\n${"x".repeat(1_000_000)}\r\n`}                                              | ${"patterns may take for ever on it"}
  `("poison mail with $what is held with its bytes, and others flow: $because", async ({ raw }) => {
    const before = (await kept()).length;
    expect(
      await world.hand(raw, {
        from: "x@other.example",
        to: "duban@duban.example",
      }),
    ).toMatch(/^250/);
    const all = await kept();
    expect(all).toHaveLength(before + 1);
    for (const { blob } of all) expect(await world.ports.blobs.get(blob)).toBeDefined();
    expect(
      await world.reply({
        from: MAIL.city.liaison,
        to: opening.city,
        text: "绿地-2-1 已完成30%。",
      }),
    ).toMatch(/^250/);
  });

  it("a recipient that is not ours is refused with 550, in words", async () => {
    expect(
      await world.hand("Subject: x\r\n\r\nx\r\n", {
        from: "x@other.example",
        to: "somebody@other.example",
      }),
    ).toMatch(/^550 .*核对/u);
  });

  it("a mail over 40 MB is refused with 552, and no more than that is held in memory", async () => {
    const answer = await world.hand(Buffer.alloc(41 * 1024 * 1024, "x".repeat(70) + "\r\n"), {
      from: "x@other.example",
      to: "duban@duban.example",
    });
    expect(answer).toMatch(/^552/);
    expect(await streamed(world.smtpPort, 60)).toMatch(/^552 .*40MB/u);
  });

  it("I1 everything that was taken is on record, as one thing", async () => {
    const outcomes = (await kept()).map(({ outcome }) => outcome.kind);
    expect(outcomes.filter((kind) => !["recorded", "held", "service"].includes(kind))).toEqual([]);
  });
});

describe("what comes in by webhook", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld("2024-04-29 08:50");
    await world.turnTo("2024-04-29 09:15");
  });
  afterAll(() => world.close());

  const GOOD = JSON.stringify({
    entries: [
      {
        code: "绿地-2-1",
        status: "in-progress",
        percent: 50,
        progress: "已拆除三处。",
      },
    ],
  });

  const PARTLY = JSON.stringify({
    entries: [
      { code: "绿地-2-1", percent: 50, progress: "已拆除三处。" },
      { code: "绿地-9-9", percent: 50 },
      { code: "绿地-2-2", percent: "half" },
      { code: "绿地-2-2" },
    ],
  });

  it.each`
    what                             | body                | changed                                   | status | because
    ${"a bad signature"}             | ${GOOD}             | ${{ signature: `v1,${"A".repeat(43)}=` }} | ${401} | ${"anybody may post"}
    ${"another unit's signature"}    | ${GOOD}             | ${{ signedBy: "water" }}                  | ${401} | ${"each unit has its own secret"}
    ${"a changed body"}              | ${`${GOOD} `}       | ${{ signedBody: GOOD }}                   | ${401} | ${"the signature is of every byte"}
    ${"301 seconds of age"}          | ${GOOD}             | ${{ agedSeconds: 301 }}                   | ${401} | ${"it may be a replay"}
    ${"301 seconds from the future"} | ${GOOD}             | ${{ agedSeconds: -301 }}                  | ${401} | ${"a clock that is wrong signs for ever"}
    ${"another unit's address"}      | ${GOOD}             | ${{ unit: UNIT.water }}                   | ${401} | ${"a unit reports for itself"}
    ${"an address that is none"}     | ${GOOD}             | ${{ unit: "Nobody" }}                     | ${401} | ${"nothing can be found out by trying"}
    ${"a month without a duty"}      | ${GOOD}             | ${{ period: "2024-09" }}                  | ${404} | ${"it is not open"}
    ${"no entries"}                  | ${'{"entries":[]}'} | ${{}}                                     | ${400} | ${"there is nothing to record"}
  `("$what is answered with $status in words, and nothing changes: $because", async ({ body, changed, status }) => {
    const answer = await world.hook("city", body, changed);
    expect(answer.status).toBe(status);
    expect(String(answer.body.error)).toMatch(/请|至少/u);
    expect((await world.duty("city")).entries).toEqual({});
    expect((await factsOf(world.ports, world.clock.now())).submissions).toEqual([]);
  });

  // until the signature is checked without reading the body as JSON
  it("no JSON, well signed, is answered with 400 in words", async () => {
    const answer = await world.hook("city", "绿地-2-1 已完成一半");
    expect(answer.status).toBe(400);
  });

  it("RP-4 of some that are right and some that are wrong, the right ones are recorded", async () => {
    const { status, body } = await world.hook("city", PARTLY, { id: "msg_once" });
    expect(status).toBe(200);
    expect(body.recorded).toEqual(["绿地-2-1"]);
    expect(body.unrecorded).toHaveLength(3);
    expect(await world.told(MAIL.city.liaison)).toEqual(["Mon 2024-04-29 09:00 reminder:opening"]);
  });

  it("an id that comes again has no effect: the same body is answered 200, another 409", async () => {
    const before = await world.duty("city");
    const body = JSON.stringify({
      entries: [{ code: "绿地-2-1", percent: 99 }],
    });
    expect(await world.hook("city", body, { id: "msg_once" })).toMatchObject({ status: 409 });
    expect(await world.hook("city", PARTLY, { id: "msg_once" })).toMatchObject({
      status: 200,
      body: { duplicate: true, recorded: ["绿地-2-1"] },
    });
    expect(await world.duty("city")).toEqual(before);
  });

  it("entries that all go back are answered 422 and held for the operator", async () => {
    const answer = await world.hook("city", JSON.stringify({ entries: [{ code: "绿地-9-9", percent: 50 }] }));
    expect(answer.status).toBe(422);
    expect((await factsOf(world.ports, world.clock.now())).submissions.map(({ outcome }) => outcome.kind)).toContain(
      "held",
    );
  });
});

/** A mail of so many multiparts, one in the other. */
function nested(levels: number): string {
  const parts = Array.from(
    { length: levels },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );
  return `From: x@other.example\r\n${parts.join("")}\r\nx\r\n`;
}

/** Sends so many MB without saying how many beforehand. @returns what the server says at the end */
function streamed(port: number, megabytes: number): Promise<string> {
  const mb = Buffer.alloc(1024 * 1024, `${"x".repeat(70)}\r\n`);
  const lines = ["EHLO x.example", "MAIL FROM:<x@other.example>", "RCPT TO:<duban@duban.example>", "DATA"];
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, "127.0.0.1");
    let said = "";
    socket.on("error", reject);
    socket.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const answers = said.split("\r\n").filter((line) => /^\d{3} /.test(line));
      const next = lines[answers.length - 1];
      if (next !== undefined && said.endsWith("\r\n")) socket.write(`${next}\r\n`);
      else if (answers.length === lines.length + 1 && answers.at(-1)?.startsWith("354")) void pour();
      else if (answers.length > lines.length + 1) {
        socket.destroy();
        resolve(answers.at(-1) ?? "");
      }
    });
    const pour = async (): Promise<void> => {
      for (let sent = 0; sent < megabytes; sent += 1)
        if (!socket.write(mb)) await new Promise((drained) => socket.once("drain", drained));
      socket.write("\r\n.\r\n");
    };
  });
}
