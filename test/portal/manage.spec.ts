import { writeXlsx } from "hucre/xlsx";
import { beforeEach, describe, expect, it } from "vitest";
import { aPortal, get, HOST, period, plan, post } from "./portal.ts";

const OPERATOR = "plan@shengtai-huanjing.daxing.example";
const SUPERVISOR = "duty@ducha.daxing.example";
const LIAISON = "liaison@shuiwu.daxing.example";

/** Monday 29 April 2024, the opening notices sent. */
let portal: Awaited<ReturnType<typeof aPortal>>;
beforeEach(async () => {
  portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
});

const page = async (path: string, mail = OPERATOR) => (await portal.askAs(mail, get(path))).body;
async function send(path: string, fields: Record<string, string>, mail = OPERATOR) {
  const token = /name="token" value="([\w-]+)"/.exec(await page("/plan", mail))?.[1] ?? "";
  return portal.askAs(mail, post(`${path}?plan=${plan}`, { token, ...fields }));
}

describe("what the operator manages is for the operator", () => {
  it.each`
    path                   | because
    ${"/manage"}           | ${"the hub"}
    ${"/manage/holidays"}  | ${"days off"}
    ${"/manage/directory"} | ${"who there is"}
    ${"/manage/settings"}  | ${"when months run"}
    ${"/manage/outbox"}    | ${"what waits to be sent"}
    ${"/manage/audit"}     | ${"who decided what"}
  `("$path: $because", async ({ path }) => {
    expect((await portal.askAs(OPERATOR, get(path))).statusCode).toBe(200);
    for (const mail of [SUPERVISOR, LIAISON]) expect((await portal.askAs(mail, get(path))).statusCode).toBe(404);
    expect(await page("/manage")).toContain(`href="${path === "/manage" ? "/ahead" : path}`);
  });
});

describe("the operator stops a plan, and lets it go on (RM-14)", () => {
  it("with a reason, which stands on every page of it until then", async () => {
    expect((await send("/manage/stop", { act: "stop", why: "名录有误" })).statusCode).toBe(303);
    expect(await page("/")).toContain("本计划已停发：名录有误");
    expect(await page("/", SUPERVISOR)).toContain("本计划已停发：名录有误");
    await send("/manage/stop", { act: "resume" });
    expect(await page("/")).not.toContain("本计划已停发");
    expect(await page("/manage")).toMatch(/名录有误.*由 plan@shengtai-huanjing\.daxing\.example 恢复/s);
  });

  it.each`
    mail          | fields                          | status | because
    ${OPERATOR}   | ${{ act: "stop", why: " " }}    | ${303} | ${"a reason is wanted, and the page says so"}
    ${OPERATOR}   | ${{ act: "resume" }}            | ${303} | ${"it goes on already, and the page says so"}
    ${SUPERVISOR} | ${{ act: "stop", why: "不行" }} | ${404} | ${"it is the operator's"}
    ${LIAISON}    | ${{ act: "stop", why: "不行" }} | ${404} | ${"it is the operator's"}
    ${OPERATOR}   | ${{ act: "stop" }}              | ${400} | ${"no form of ours"}
  `("$mail $fields: $because", async ({ mail, fields, status }) => {
    const { statusCode, headers } = await send("/manage/stop", fields, mail);
    expect(statusCode).toBe(status);
    if (status === 303) expect(await page(headers.location ?? "")).toContain('class="notice bad"');
    expect(await page("/")).not.toContain("本计划已停发");
  });

  it("what waits then stands in the outbox", async () => {
    await send("/manage/stop", { act: "stop", why: "名录有误" });
    expect(await page("/manage/outbox")).toContain("没有等待发送的信件");
    await send("/units/shuiwu/acts", { act: "ask", period, kind: "exemption", why: "本月没有任务" }, LIAISON);
    expect(await page("/manage/outbox")).toMatch(/plan@shengtai-huanjing\.daxing\.example.*申请/s);
  });
});

describe("the record can be checked on a page", () => {
  it("says whether it is whole, and what people decided, newest first", async () => {
    await send("/units/shuiwu/acts", { act: "ask", period, kind: "exemption", why: "本月没有任务" }, LIAISON);
    await send("/units/shuiwu/acts", { act: "deny", period, why: "请按期报送" });
    const body = await page("/manage/audit");
    expect(body).toMatch(/记录完好：61 条、\d+ 行/);
    const [decided = "", asked = ""] = [...body.matchAll(/<li><time.*?<\/li>/gs)].map(([row]) => row);
    expect(decided).toContain("请按期报送");
    expect(decided).toContain(OPERATOR);
    expect(asked).toContain(LIAISON);
  });
});

describe("a holiday notice is typed in off the paper, looked at, and taken (CA-2, CA-4)", () => {
  const of2027 = {
    year: "2027",
    source: "示例〔2026〕1号",
    issuedOn: "2026-11-04",
    off: "元旦 2027-01-01 至 2027-01-03\n春节：2027-02-05 到 2027-02-11",
    worked: "2027-01-30、2027-02-14",
  };

  it("what it would change is shown before anything is kept", async () => {
    const before = portal.writes();
    const { body } = await send("/manage/holidays", { ...of2027, act: "preview" });
    expect(body).toContain("新增 2027 年的安排");
    expect(body).toContain("没有报送日因此变动");
    expect(portal.writes()).toBe(before);
  });

  it("taken, it stands in the list with who took it", async () => {
    expect((await send("/manage/holidays", { ...of2027, act: "load" })).statusCode).toBe(303);
    const body = await page("/manage/holidays");
    expect(body).toMatch(/2027.*春节 02-05～02-11.*01-30、02-14.*plan@shengtai-huanjing/s);
    expect((await portal.ports.store.holidayNotices()).filter(({ year }) => year === 2024)).toHaveLength(1);
  });

  it.each`
    changed                                     | says                       | because
    ${{ off: "春节 1月28日至2月4日" }}          | ${"看不懂“春节 1月28日至"} | ${"days are typed with their year"}
    ${{ off: "春节 2027-02-11 至 2027-02-05" }} | ${"晚于结束日期"}          | ${"it ends before it begins"}
    ${{ off: "春节 2026-02-05 至 2026-02-11" }} | ${"不在 2027 年"}          | ${"it is another year"}
    ${{ worked: "2027-01-29" }}                 | ${"不是周末"}              | ${"a Friday is worked anyway"}
    ${{ year: "明年" }}                         | ${"年份“明年”不对"}        | ${"no year"}
    ${{ off: " " }}                             | ${"没有写放假的日子"}      | ${"nothing is off"}
  `("$changed: $because", async ({ changed, says }) => {
    const before = portal.writes();
    const { body } = await send("/manage/holidays", { ...of2027, ...changed, act: "load" });
    expect(body).toContain(says);
    expect(body).toContain("示例〔2026〕1号");
    expect(portal.writes()).toBe(before);
  });
});

describe("contacts are changed on a page, with who did it and why (RM-11, RM-13)", () => {
  const UNIT = "/manage/directory?unit=shuiwu";
  const change = (fields: Record<string, string>, mail = OPERATOR) =>
    sendTo("/manage/directory", "shuiwu", fields, mail);
  async function sendTo(path: string, unit: string, fields: Record<string, string>, mail: string) {
    const token = /name="token" value="([\w-]+)"/.exec(await page("/plan", mail))?.[1] ?? "";
    return portal.askAs(mail, post(`${path}?plan=${plan}&unit=${unit}`, { token, ...fields }));
  }
  const handover = {
    act: "handover",
    from: LIAISON,
    to: "New@shuiwu.daxing.example",
    name: "联络员",
    on: "2024-05-06",
    until: "",
    why: "岗位调整",
  };

  it("a hand-over stands with its day and its reason, and both are told", async () => {
    await change(handover);
    const body = await page(UNIT);
    expect(body).toContain("liaison@shuiwu.daxing.example 交给 new@shuiwu.daxing.example，2024-05-06 起（岗位调整）");
    expect(body).toContain("2024-05-06 起");
    expect(body).toContain(OPERATOR);
    expect(await page("/manage/outbox")).toMatch(/new@shuiwu\.daxing\.example.*交接/s);
  });

  it("an absence stands with its days", async () => {
    await change({ act: "away", mail: LIAISON, from: "2024-05-06", until: "2024-05-08", why: "出差" });
    expect(await page(UNIT)).toContain("2024-05-06 至 2024-05-08 不在岗");
  });

  it.each`
    changed                 | says              | because
    ${{ to: "no mail" }}    | ${"信箱不对"}     | ${"no mailbox"}
    ${{ on: "2024-04-01" }} | ${"不能早于今天"} | ${"what is past stays"}
    ${{ why: " " }}         | ${"没有写明理由"} | ${"a reason is wanted"}
    ${{ to: LIAISON }}      | ${"同一个邮箱"}   | ${"nobody hands over to themselves"}
  `("$changed is not done: $because", async ({ changed, says }) => {
    const { headers } = await change({ ...handover, ...changed });
    expect(await page(headers.location ?? "")).toContain(says);
    expect((await portal.ports.store.wholeDirectory()).units.flatMap(({ contacts }) => contacts)).not.toContainEqual(
      expect.objectContaining({ mail: "new@shuiwu.daxing.example" }),
    );
  });

  it("nobody else changes it", async () => {
    for (const mail of [SUPERVISOR, LIAISON]) expect((await change(handover, mail)).statusCode).toBe(404);
  });
});

describe("when a plan's months run is changed on a page, with the days to come shown first", () => {
  const typed = {
    dueWorkingDay: "3",
    opensBefore: "3",
    remindsBefore: "1",
    preflightBefore: "5",
    closesAfter: "7",
    from: "08:30",
    send: "09:00",
    evening: "17:30",
    to: "18:00",
  };
  const settings = async () => (await portal.ports.store.plans())[0]!.settings; // there is one

  it("what it would change is shown, and nothing is kept", async () => {
    const before = portal.writes();
    const { body } = await send("/manage/settings", { ...typed, act: "try" });
    expect(body).toMatch(/2024年5月.*<del>/s);
    expect(portal.writes()).toBe(before);
  });

  it("saved with a reason, it holds for the months that are not open", async () => {
    expect((await send("/manage/settings", { ...typed, act: "save", why: "改为第三个工作日前" })).statusCode).toBe(303);
    expect((await settings()).cycle).toMatchObject({ dueWorkingDay: 3, inclusive: false });
    expect((await portal.ports.store.period(plan, period))?.days.due).toBe("2024-05-07");
    expect(await page("/manage/settings")).toMatch(/改为第三个工作日前.*plan@shengtai-huanjing/s);
  });

  it.each`
    changed                    | says                    | because
    ${{ dueWorkingDay: "三" }} | ${"所填的不成立"}       | ${"no number"}
    ${{ send: "9点" }}         | ${"所填的不成立"}       | ${"no time"}
    ${{ opensBefore: "1" }}    | ${"所填的不成立"}       | ${"the reminder would be no later than the opening"}
    ${{ closesAfter: "2" }}    | ${"督办级次有晚于办结"} | ${"the ladder would outlast the month (DG-2)"}
    ${{ why: " " }}            | ${"更改的理由"}         | ${"a reason is wanted"}
  `("$changed is not saved: $because", async ({ changed, says }) => {
    const was = await settings();
    const { body } = await send("/manage/settings", { ...typed, act: "save", why: "更改", ...changed });
    expect(body).toContain(says);
    expect(await settings()).toEqual(was);
  });
});

describe("when each rung comes is changed on a page", () => {
  const rungs = {
    act: "ladder",
    "days-1": "1",
    "days-2": "3",
    "days-3": "4",
    "days-4": "6",
    "approve-2": "1",
    "approve-4": "1",
    why: "给单位多一天",
  };
  const ladder = async () => portal.ports.store.ladder((await portal.ports.store.plans())[0]!.settings); // there is one

  it("with who and why", async () => {
    expect((await send("/manage/settings", rungs)).statusCode).toBe(303);
    expect((await ladder()).map(({ afterWorkingDays, approve }) => [afterWorkingDays, approve ?? false])).toEqual([
      [1, false],
      [3, true],
      [4, false],
      [6, true],
    ]);
    expect(await page("/manage/settings")).toMatch(/给单位多一天.*plan@shengtai-huanjing/s);
  });

  it.each`
    changed               | says                    | because
    ${{ "days-2": "1" }}  | ${"一级晚于一级"}       | ${"two rungs on one day"}
    ${{ "days-4": "20" }} | ${"有晚于办结"}         | ${"the month is closed by then (DG-2)"}
    ${{ "days-1": "早" }} | ${"所填的不成立"}       | ${"no number"}
    ${{ why: " " }}       | ${"没有写明更改的理由"} | ${"a reason is wanted"}
  `("$changed is not saved: $because", async ({ changed, says }) => {
    const before = await ladder();
    expect((await send("/manage/settings", { ...rungs, ...changed })).body).toContain(says);
    expect(await ladder()).toEqual(before);
  });
});

describe("contacts are taken from a list, looked at first (RM-13)", () => {
  const book = async (rows: readonly (readonly string[])[]) =>
    writeXlsx({ sheets: [{ name: "名单", rows: rows.map((row) => [...row]) }] });
  async function upload(fields: Record<string, string>, bytes?: Uint8Array) {
    const token = /name="token" value="([\w-]+)"/.exec(await page("/plan"))?.[1] ?? "";
    const form = new FormData();
    for (const [name, value] of Object.entries({ token, ...fields })) form.set(name, value);
    if (bytes) form.set("file", new File([new Uint8Array(bytes)], "名单.xlsx"));
    const sent = new Response(form);
    const body = Buffer.from(await sent.arrayBuffer()).toString("base64");
    return portal.askAs(OPERATOR, {
      ...get(`/manage/directory?plan=${plan}`),
      headers: { host: HOST, origin: `http://${HOST}`, "content-type": sent.headers.get("content-type") ?? "" },
      requestContext: { http: { method: "POST" } },
      body,
      isBase64Encoded: true,
    });
  }
  const HEAD = ["单位", "职务", "姓名", "邮箱"];

  it("what it would add is shown, then taken, with who did it", async () => {
    const bytes = await book([
      HEAD,
      ["区水务局", "联络员", "联络员乙", "Second@shuiwu.daxing.example"],
      ["区水务局", "联络员", "联络员", LIAISON],
    ]);
    const looked = (await upload({ act: "look" }, bytes)).body;
    expect(looked).toContain("将新增或更新 1 个联系人");
    const contacts = async () =>
      (await portal.ports.store.wholeDirectory()).units.find(({ id }) => id === "shuiwu")?.contacts ?? [];
    const before = await contacts();
    expect(before.map(({ mail }) => mail)).not.toContain("second@shuiwu.daxing.example");
    const blob = /name="blob" value="([^"]+)"/.exec(looked)?.[1] ?? "";
    expect((await upload({ act: "take", blob })).statusCode).toBe(303);
    expect(await contacts()).toHaveLength(before.length + 1);
    expect(await page("/manage/directory?unit=shuiwu")).toMatch(/second@shuiwu.*由名单导入.*plan@shengtai/s);
  });

  it.each`
    rows                                                   | says                         | because
    ${[HEAD, ["区水务厅", "联络员", "甲", "a@b.example"]]} | ${"名录里没有单位"}          | ${"no such unit"}
    ${[HEAD, ["区水务局", "顾问", "甲", "a@b.example"]]}   | ${"看不懂职务"}              | ${"no such role"}
    ${[HEAD, ["区水务局", "联络员", "甲", "没有"]]}        | ${"第 2 行：邮箱“没有”不对"} | ${"no mailbox"}
    ${[["甲", "乙"]]}                                      | ${"没有找到表头"}            | ${"no headings"}
  `("$rows is not taken: $because", async ({ rows, says }) => {
    const { body } = await upload({ act: "look" }, await book(rows));
    expect(body).toContain(says);
    expect(body).not.toContain('name="blob"');
  });

  it("what is no workbook is said to be none", async () => {
    expect((await upload({ act: "look" }, new TextEncoder().encode("a,b"))).body).toContain("读不出表格");
  });
});
