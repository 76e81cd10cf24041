import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { beforeAll, describe, expect, it } from "vitest";
import { brokenAt } from "../../functions/core/audit.ts";
import { instant } from "../../functions/core/day.ts";
import { Mailbox, UnitId } from "../../functions/core/directory.ts";
import type { SubmissionId } from "../../functions/core/duty.ts";
import type { Message } from "../../functions/core/notice.ts";
import type { Remedy } from "../../functions/core/remedy.ts";
import type { Submission } from "../../functions/core/submission.ts";
import { decideHeld } from "../../functions/workflows/decide-held.ts";
import { receiveMail } from "../../functions/workflows/receive-mail.ts";
import { aPortal, get, period, plan, post } from "../portal/portal.ts";

/** The plan of Daxing on Monday 29 April 2024, its opening notices sent at nine; a demonstration, where any visitor decides. */
let portal: Awaited<ReturnType<typeof aPortal>>;
let cookie = "";
let token = "";
let mails = 0;
const OPERATOR = Mailbox.parse("plan@shengtai-huanjing.daxing.example");
beforeAll(async () => {
  portal = await aPortal({ demo: true });
  await portal.tickAt("2024-04-29T01:00:00Z");
  const { headers, body } = await portal.ask(get("/held"));
  cookie = headers["set-cookie"]?.split(";")[0] ?? "";
  token = /name="token" value="([\w-]+)"/.exec(body)?.[1] ?? "";
}, 60_000);

/** A mail that is held. */
async function held(more: { from?: string; text?: string; html?: string; virus?: "found" } = {}): Promise<Submission> {
  mails += 1;
  const from = more.from ?? "someone@elsewhere.example";
  const raw = await new MailComposer({
    from,
    to: "duban@duban.example",
    subject: "四月进展",
    text: more.text ?? "本月无进展。",
    ...(more.html && { html: more.html }),
    messageId: `<${mails}@mail.example>`,
  })
    .compile()
    .build();
  const { submissions } = await receiveMail(
    {
      raw,
      at: portal.ports.now(),
      sender: from,
      recipients: ["duban@duban.example"],
      authentic: true,
      ...(more.virus && { virus: more.virus }),
    },
    portal.ports,
  );
  const [submission] = submissions;
  if (submission?.outcome.kind !== "held") throw new Error("not held");
  return submission;
}

const stored = async (id: SubmissionId): Promise<Submission> => {
  const submission = await portal.ports.store.submission(id);
  if (!submission) throw new Error("lost");
  return submission;
};
const decide = (id: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  portal.ask(post(`/mail/in/${id}/decide`, { token, ...fields }, { cookie, ...headers }));
const dutyOf = (unit: string) => portal.ports.store.duty({ plan, period, unit: UnitId.parse(unit) });
async function waiting(): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of portal.ports.store.held(plan)) ids.push(id);
  return ids;
}
async function unsent(): Promise<Message[]> {
  const messages: Message[] = [];
  for await (const { id } of portal.ports.store.unsent(instant("2024-12-31T00:00:00Z"))) {
    const message = await portal.ports.store.message(id);
    if (message) messages.push(message);
  }
  return messages;
}

describe("what is held waits on a page, with the reason", () => {
  it("the oldest first, from the operator's page to the mail and its remedies", async () => {
    const { id } = await held();
    const list = await portal.ask(get(`/held?plan=${plan}`, { cookie }));
    expect(list.body).toContain(`/mail/in/${id}`);
    expect(list.body).toContain("发件人不在通讯录中");
    const { body } = await portal.ask(get(`/mail/in/${id}`, { cookie }));
    for (const words of ["登记为某单位的报送", "请单位核实", "不予登记", "区水务局", "2024年4月"])
      expect(body).toContain(words);
  });

  it("its HTML can be looked at, and neither runs nor fetches anything", async () => {
    const html = `<p>进展</p><script>alert(1)</script><img src="http://127.0.0.1:1/x.png"><meta http-equiv="refresh" content="0;url=http://127.0.0.1:1/">`;
    const { id } = await held({ html });
    const { body } = await portal.ask(get(`/mail/in/${id}`, { cookie }));
    expect(body).toMatch(/<iframe [^>]*sandbox(=""|\s|>)/);
    expect(body).not.toContain("alert(1)");
    const shown = await portal.ask(get(`/mail/in/${id}/html`, { cookie }));
    const policy = shown.headers["content-security-policy"] ?? "";
    expect(policy).toMatch(/default-src 'none'.*sandbox$/);
    expect(policy).not.toMatch(/img-src|script-src|allow-/);
  });

  it("without a demonstration nobody decides on a page", async () => {
    const plain = await aPortal();
    await plain.tickAt("2024-04-29T01:00:00Z");
    const answer = await plain.ask(
      post("/mail/in/aaaaaaaaaaaaaaaaaaaaaaaaaa/decide", { token, kind: "dismiss", why: "广告" }),
    );
    expect(answer.statusCode).toBe(404);
  });
});

describe("assigned, it is read and recorded as if it had come so", () => {
  it("at the time it arrived, with a receipt for the unit's contact and not for the stranger", async () => {
    const unit = "lixian-zhen";
    const [code = ""] = await portal.codesOf(unit);
    const { id, at } = await held({ text: `${code} 已完成60%，清掏管网3公里。` });
    portal.setNow(instant("2024-04-29T05:00:00Z"));
    const answer = await decide(id, { kind: "assign", unit, period });
    expect(answer.headers.location).toBe(`/mail/in/${id}`);
    const submission = await stored(id);
    expect(submission).toMatchObject({
      plan,
      unit,
      period,
      at,
      placedBy: "person",
      outcome: { kind: "recorded", late: false },
    });
    expect(submission.entries).toMatchObject([{ code, percent: 60 }]);
    expect(submission.decisions).toEqual([
      {
        at: "2024-04-29T05:00:00.000Z",
        by: OPERATOR,
        reason: "stranger",
        what: { kind: "assigned", unit, period },
      },
    ]);
    expect(await waiting()).not.toContain(id);
    const receipts = (await unsent()).filter(({ notices }) =>
      notices.some((notice) => notice.kind === "receipt" && notice.submission === id),
    );
    expect(receipts.map(({ to }) => to)).toEqual([`liaison@${unit}.daxing.example`]);
    const duty = await dutyOf(unit);
    const rows = await portal.ports.store.audit({ plan, period, unit: UnitId.parse(unit) });
    expect(rows.at(-1)?.detail).toContain(`"assignedBy":"${OPERATOR}"`);
    expect(
      brokenAt(rows, { rows: duty?.audit.rows ?? 0, head: duty?.audit.head ?? "" }, portal.ports.keys.hash),
    ).toBeUndefined();
    expect((await portal.ask(get(`/mail/in/${id}`, { cookie }))).body).toContain("经手");
  });

  it("a second press does nothing more", async () => {
    const unit = "caiyu-zhen";
    const [code = ""] = await portal.codesOf(unit);
    const { id } = await held({ text: `${code} 已完成60%。` });
    await decide(id, { kind: "assign", unit, period });
    const duty = await dutyOf(unit);
    const again = await decide(id, { kind: "assign", unit, period });
    expect(again.headers.location).toContain("undone=not-held");
    expect(await dutyOf(unit)).toEqual(duty);
  });

  it("two at once record it once", async () => {
    const unit = "yufa-zhen";
    const [code = ""] = await portal.codesOf(unit);
    const { id } = await held({ text: `${code} 已完成60%。` });
    await Promise.all([decide(id, { kind: "assign", unit, period }), decide(id, { kind: "assign", unit, period })]);
    expect((await stored(id)).decisions).toHaveLength(1);
  });

  it("where nothing can be read from it, it goes on waiting, and the unit learns why", async () => {
    const unit = "anding-zhen";
    const { id } = await held({ text: "收到，谢谢。" });
    await decide(id, { kind: "assign", unit, period });
    expect(await stored(id)).toMatchObject({ unit, outcome: { kind: "held", reason: "no-entry" } });
    expect(await waiting()).toContain(id);
  });
});

describe("asked and dismissed", () => {
  it("the unit is asked at once by a mail to its contact; the mail goes on waiting", async () => {
    const { id } = await held();
    await decide(id, { kind: "ask", unit: "shuiwu" });
    const asked = (await unsent()).filter(({ key }) => key.startsWith(`asked#${id}`));
    expect(asked.map(({ to, anyHour }) => [to, anyHour])).toEqual([["liaison@shuiwu.daxing.example", true]]);
    expect(await waiting()).toContain(id);
    expect((await portal.ask(get("/held", { cookie }))).body).toContain("已请单位核实");
  });

  it("dismissed with a reason it waits no more, and is still there whole", async () => {
    const { id, blob } = await held();
    await decide(id, { kind: "dismiss", why: "广告邮件" });
    expect(await waiting()).not.toContain(id);
    const { body } = await portal.ask(get(`/mail/in/${id}`, { cookie }));
    expect(body).toContain("不予登记，理由：广告邮件");
    expect(body).not.toContain("登记为某单位的报送");
    expect(await portal.ports.blobs.get(blob)).toBeDefined();
  });

  it("what is of a duty stands in its history too", async () => {
    const unit = "huangcun-zhen";
    const [code = ""] = await portal.codesOf(unit);
    const { id } = await held({ text: "收到" });
    await decide(id, { kind: "assign", unit, period });
    await decide(id, { kind: "dismiss", why: "只是确认收到" });
    const rows = await portal.ports.store.audit({ plan, period, unit: UnitId.parse(unit) });
    expect(rows.at(-1)).toMatchObject({ kind: "HeldDecided", by: OPERATOR });
    expect(rows.at(-1)?.detail).toContain("只是确认收到");
    expect(code).not.toBe("");
  });
});

describe("CY-6 the operator's own unit reports on the same clock, and the supervision office decides about it", () => {
  it.each`
    remedy                                                   | because
    ${{ kind: "assign", unit: "shengtai-huanjing", period }} | ${"it would become the operator's own report"}
    ${{ kind: "ask", unit: "shengtai-huanjing" }}            | ${"the operator would ask itself"}
  `("$remedy.kind: $because", async ({ remedy }) => {
    const { id } = await held();
    expect(await decideHeld(id, remedy as Remedy, OPERATOR, portal.ports)).toEqual({ undone: "not-yours" });
    await decide(id, remedy, { cookie: `${cookie}; duban-as=duty%40ducha.daxing.example` });
    expect((await stored(id)).decisions?.map(({ by }) => by)).toEqual([expect.stringContaining("@ducha.")]);
  });

  it("nor may a supervisor decide for the operator about others", async () => {
    const { id } = await held();
    const supervisor = Mailbox.parse("duty@ducha.daxing.example");
    expect(await decideHeld(id, { kind: "dismiss", why: "广告" }, supervisor, portal.ports)).toEqual({
      undone: "not-yours",
    });
  });
});

describe("what cannot be done says why, and changes nothing", () => {
  it.each`
    fields                                                   | status | says         | because
    ${{ kind: "assign", unit: "shuiwu", period: "2024-11" }} | ${303} | ${"no-duty"} | ${"that month has not opened"}
    ${{ kind: "assign", unit: "ducha", period: "2024-04" }}  | ${303} | ${"no-duty"} | ${"that unit leads nothing"}
    ${{ kind: "dismiss", why: " " }}                         | ${303} | ${"no-why"}  | ${"no reason is given"}
    ${{ kind: "dismiss", why: "字".repeat(201) }}            | ${303} | ${"no-why"}  | ${"a reason is a sentence"}
    ${{ kind: "assign", unit: "x y", period: "2024-04" }}    | ${400} | ${""}        | ${"no unit's id"}
    ${{ kind: "delete" }}                                    | ${400} | ${""}        | ${"no remedy"}
    ${{ kind: "dismiss", why: "广告", token: "x" }}          | ${404} | ${""}        | ${"no page of ours sent it"}
  `("$status $says: $because", async ({ fields, status, says }) => {
    const { id } = await held();
    const before = await stored(id);
    const answer = await decide(id, fields);
    expect(answer.statusCode).toBe(status);
    if (says) {
      expect(answer.headers.location).toBe(`/mail/in/${id}?undone=${says}`);
      expect((await portal.ask(get(answer.headers.location ?? "", { cookie }))).body).toContain("未处理：");
    }
    expect(await stored(id)).toEqual(before);
  });
});

it("RP-9 what a scan found a virus in is neither read nor shown, whoever asks; it can be asked about and dismissed", async () => {
  const { id } = await held({ virus: "found", html: "<p>进展</p>" });
  const answer = await decide(id, { kind: "assign", unit: "shuiwu", period });
  expect(answer.headers.location).toContain("undone=virus");
  expect((await portal.ask(get(`/mail/in/${id}/html`, { cookie }))).statusCode).toBe(404);
  await decide(id, { kind: "dismiss", why: "带有病毒" });
  expect(await waiting()).not.toContain(id);
});

describe("nothing waits silently: whoever decides is told daily how much is held", () => {
  it("the operator of others' mail, the supervision office of the operator's own; not what was decided", async () => {
    const own = await aPortal({ demo: true });
    portal = own;
    await own.tickAt("2024-04-29T01:00:00Z");
    const first = await held();
    await held();
    const ours = await held({ text: "收到" });
    const remedy: Remedy = { kind: "assign", unit: UnitId.parse("shengtai-huanjing"), period };
    await decideHeld(ours.id, remedy, Mailbox.parse("duty@ducha.daxing.example"), own.ports);
    await decideHeld(first.id, { kind: "dismiss", why: "广告" }, OPERATOR, own.ports);
    await own.tickAt("2024-04-30T01:00:00Z");
    const counts = new Map<string, number>();
    for await (const { id } of own.ports.store.journal(plan, "OUT", "2024-04" as never)) {
      const message = await own.ports.store.message(id);
      for (const notice of message?.notices ?? [])
        if (notice.kind === "undecided" && message?.sentAt?.startsWith("2024-04-30"))
          counts.set(message.to, notice.held);
    }
    expect(Object.fromEntries(counts)).toEqual({
      [OPERATOR]: 1,
      "duty@ducha.daxing.example": 1,
      "fenguan@ducha.daxing.example": 1,
    });
  });
});
