import { beforeEach, describe, expect, it } from "vitest";
import { aPortal, get, period, plan, post } from "./portal.ts";

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
    path                | because
    ${"/manage"}        | ${"the hub"}
    ${"/manage/outbox"} | ${"what waits to be sent"}
    ${"/manage/audit"}  | ${"who decided what"}
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
