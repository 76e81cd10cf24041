import { beforeAll, describe, expect, it } from "vitest";
import { UnitId } from "../../functions/core/directory.ts";
import { aPortal, get, period, plan, post } from "./portal.ts";

/** The plan of Daxing on Monday 29 April 2024, opening notices sent. */
let portal: Awaited<ReturnType<typeof aPortal>>;
const OPERATOR = "plan@shengtai-huanjing.daxing.example";
const SUPERVISOR = "duty@ducha.daxing.example";
const LIAISON = "liaison@shuiwu.daxing.example";
beforeAll(async () => {
  portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
});

const dutyOf = (unit: string) => portal.ports.store.duty({ plan, period, unit: UnitId.parse(unit) });
/** Sends a form of a unit's page in the name of somebody, with the token of their own browser. */
async function act(mail: string, unit: string, fields: Record<string, string>) {
  const { body } = await portal.askAs(mail, get("/plan"));
  const token = /name="token" value="([\w-]+)"/.exec(body)?.[1] ?? "";
  return portal.askAs(mail, post(`/units/${unit}/acts?plan=${plan}`, { token, period, ...fields }));
}
const ask = { act: "ask", kind: "extension", until: "2024-05-10", why: "数据还在核对" };

describe("what is done with a duty on its page is done by whoever may", () => {
  it.each`
    mail                                 | unit                   | fields                           | because
    ${OPERATOR}                          | ${"shuiwu"}            | ${ask}                           | ${"a unit asks for itself"}
    ${"deputy@shuiwu.daxing.example"}    | ${"shuiwu"}            | ${ask}                           | ${"its liaison asks"}
    ${"liaison@jiaotong.daxing.example"} | ${"shuiwu"}            | ${ask}                           | ${"it is another's unit"}
    ${LIAISON}                           | ${"shuiwu"}            | ${{ act: "accept" }}             | ${"nobody reviews their own unit"}
    ${SUPERVISOR}                        | ${"shuiwu"}            | ${{ act: "accept" }}             | ${"that is the operator's"}
    ${OPERATOR}                          | ${"shengtai-huanjing"} | ${{ act: "accept" }}             | ${"its own unit is the supervision office's (CY-6)"}
    ${OPERATOR}                          | ${"shuiwu"}            | ${{ act: "accept", token: "x" }} | ${"no page of ours sent it"}
  `("$mail, $fields.act of $unit is refused: $because", async ({ mail, unit, fields }) => {
    const before = await dutyOf(unit);
    expect((await act(mail, unit, fields)).statusCode).toBe(404);
    expect(portal.logged.at(-1)).toEqual({ what: "form refused" });
    expect(await dutyOf(unit)).toEqual(before);
  });

  it("a liaison asks, once; whoever decides sees it, and answers", async () => {
    expect((await act(LIAISON, "shuiwu", ask)).statusCode).toBe(303);
    expect((await dutyOf("shuiwu"))?.request).toMatchObject({ kind: "extension", until: "2024-05-10", from: LIAISON });
    expect((await portal.askAs(OPERATOR, get("/?waits=request"))).body).toContain("区水务局");
    await act(OPERATOR, "shuiwu", { act: "deny", why: "数据应按月汇总" });
    expect((await dutyOf("shuiwu"))?.request).toBeUndefined();
    const kinds = (await portal.ports.store.audit({ plan, period, unit: UnitId.parse("shuiwu") })).map(
      ({ kind }) => kind,
    );
    expect(kinds.slice(-2)).toEqual(["Requested", "RequestDecided"]);
  });

  it("what cannot be done says why, and what to do", async () => {
    const { headers } = await act(OPERATOR, "shuiwu", { act: "accept" });
    const { body } = await portal.askAs(OPERATOR, get(headers.location ?? ""));
    expect(body).toContain("没有执行：报告还没有报齐");
  });
});

describe("a liaison hands over in their own unit (RM-13)", () => {
  const handOver = async (mail: string, fields: Record<string, string>) => {
    const { body } = await portal.askAs(mail, get("/plan"));
    const token = /name="token" value="([\w-]+)"/.exec(body)?.[1] ?? "";
    const asked = {
      from: LIAISON,
      to: "next@shuiwu.daxing.example",
      name: "联络员",
      on: "2024-06-03",
      until: "",
      why: "岗位调整",
    };
    return portal.askAs(mail, post(`/units/shuiwu/handover?plan=${plan}`, { token, ...asked, ...fields }));
  };
  const isThere = async () =>
    (await portal.ports.store.wholeDirectory()).units.some(({ contacts }) =>
      contacts.some(({ mail }) => mail === "next@shuiwu.daxing.example"),
    );

  it.each`
    mail                                 | fields                              | says                | because
    ${"liaison@jiaotong.daxing.example"} | ${{}}                               | ${""}               | ${"it is another's unit"}
    ${OPERATOR}                          | ${{}}                               | ${""}               | ${"the operator has the directory"}
    ${LIAISON}                           | ${{ to: "next@elsewhere.example" }} | ${"不在同一个域名"} | ${"that is for the operator to know"}
    ${LIAISON}                           | ${{ on: "2024-04-01" }}             | ${"不能早于今天"}   | ${"what is past stays"}
  `("$mail $fields does not: $because", async ({ mail, fields, says }) => {
    const { statusCode, headers } = await handOver(mail, fields);
    expect(statusCode).toBe(says ? 303 : 404);
    if (says) expect((await portal.askAs(mail, get(headers.location ?? ""))).body).toContain(says);
    expect(await isThere()).toBe(false);
  });

  it("from a day on, in the unit's own domain", async () => {
    expect((await handOver(LIAISON, {})).statusCode).toBe(303);
    expect(await isThere()).toBe(true);
  });
});

describe("a liaison sets the bot of their unit's chat group (RM-10)", () => {
  const url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc";
  const setBot = async (mail: string, fields: Record<string, string>) => {
    const { body } = await portal.askAs(mail, get("/plan"));
    const token = /name="token" value="([\w-]+)"/.exec(body)?.[1] ?? "";
    return portal.askAs(
      mail,
      post(`/units/shuiwu/bot?plan=${plan}`, { token, kind: "wecom", url, secret: "", ...fields }),
    );
  };
  const bot = async () => (await portal.ports.store.wholeDirectory()).units.find(({ id }) => id === "shuiwu")?.bot;

  it.each`
    mail                                 | fields                                                 | status | because
    ${"liaison@jiaotong.daxing.example"} | ${{}}                                                  | ${404} | ${"it is another's unit"}
    ${LIAISON}                           | ${{ url: "https://169.254.169.254/latest/meta-data" }} | ${303} | ${"only the makers' own addresses are taken"}
    ${LIAISON}                           | ${{ kind: "feishu" }}                                  | ${303} | ${"it is another maker's"}
  `("$mail $fields does not: $because", async ({ mail, fields, status }) => {
    const { statusCode, headers } = await setBot(mail, fields);
    expect(statusCode).toBe(status);
    if (status === 303) expect(headers.location).toContain("undecided=bad-bot");
    expect(await bot()).toBeUndefined();
  });

  it("whose address no page shows again; empty takes it away", async () => {
    await setBot(LIAISON, {});
    expect(await bot()).toEqual({ kind: "wecom", url });
    const { body } = await portal.askAs(LIAISON, get("/units/shuiwu"));
    expect(body).toContain("群机器人：企业微信");
    expect(body).not.toContain("key=abc");
    await setBot(LIAISON, { url: "" });
    expect(await bot()).toBeUndefined();
  });
});

describe("what would be sent on a day to come", () => {
  it("names each unit that still owes its report, and writes nothing", async () => {
    const before = portal.writes();
    const { body } = await portal.ask(get("/ahead"));
    expect(body).toContain("5月6日（周一）将发出的通知");
    expect(body).toContain("提醒尚未报全的单位");
    expect(body).toContain("liaison@jiaotong.daxing.example");
    expect(portal.writes()).toBe(before);
  });
});

describe("what is looked for is found, as far as one may see it", () => {
  it.each`
    mail        | words         | found                 | because
    ${OPERATOR} | ${"水务"}     | ${"/units/shuiwu"}    | ${"a unit by a part of its name"}
    ${LIAISON}  | ${"蓝天-1-1"} | ${"/measures/A1-1-1"} | ${"a measure by its code"}
  `("$words: $because", async ({ mail, words, found }) => {
    expect((await portal.askAs(mail, get(`/search?words=${encodeURIComponent(words)}`))).body).toContain(
      `href="${found}`,
    );
  });
  it("what a unit reported is found by who may see the unit, and by nobody else", async () => {
    const [code = ""] = await portal.codesOf("shuiwu");
    await portal.report("shuiwu", "2024-04-29T02:00:00Z", [
      { code, status: "in-progress", percent: 60, progress: "清淤泵站三座" },
    ]);
    const found = async (mail: string) =>
      (await portal.askAs(mail, get(`/search?words=${encodeURIComponent("泵站")}`))).body.includes("清淤泵站三座");
    expect([await found(LIAISON), await found(SUPERVISOR), await found("liaison@jiaotong.daxing.example")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("other units are not", async () => {
    const { body } = await portal.askAs(LIAISON, get(`/search?words=${encodeURIComponent("交通局")}`));
    expect(body).not.toContain('href="/units/jiaotong');
  });
});
