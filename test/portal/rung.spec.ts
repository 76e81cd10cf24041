import { beforeEach, describe, expect, it } from "vitest";
import { UnitId } from "../../functions/core/directory.ts";
import { aPortal, get, period, plan, post } from "./portal.ts";

const OPERATOR = "plan@shengtai-huanjing.daxing.example";
const SUPERVISOR = "duty@ducha.daxing.example";
const LIAISON = "liaison@shuiwu.daxing.example";
const OPERATORS_OWN = "shengtai-huanjing";

/** Tuesday 14 May 2024, 09:00: nobody has reported for April, and the red card (红牌督办) of each unit waits. */
let portal: Awaited<ReturnType<typeof aPortal>>;
beforeEach(async () => {
  portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
  for (const day of ["06", "07", "08", "09", "10", "11", "13", "14"]) await portal.tickAt(`2024-05-${day}T01:00:00Z`);
}, 60_000);

const dutyOf = (unit: string) => portal.ports.store.duty({ plan, period, unit: UnitId.parse(unit) });
async function act(mail: string, unit: string, fields: Record<string, string>) {
  const { body } = await portal.askAs(mail, get("/plan"));
  const token = /name="token" value="([\w-]+)"/.exec(body)?.[1] ?? "";
  return portal.askAs(mail, post(`/units/${unit}/acts?plan=${plan}`, { token, period, ...fields }));
}
const page = async (mail: string, unit: string) => (await portal.askAs(mail, get(`/units/${unit}`))).body;

describe("a rung that waits is approved or not on the unit's page, with what it rests on (ES-3)", () => {
  it("whoever decides sees the evidence, and the board leads there", async () => {
    const board = await portal.askAs(OPERATOR, get("/?waits=approval"));
    expect(board.body).toContain('href="/units/shuiwu');
    const body = await page(OPERATOR, "shuiwu");
    expect(body).toContain("四级·红牌督办，等待批准");
    expect(body).toMatch(/要求报送 \d+ 项，2024-05-07 截止/);
    expect(body).toMatch(/一级·催办：\d 人，发出 \d/);
    expect(body).toContain('name="act" value="approve"');
  });

  it("approved, it is told the same day and waits no more", async () => {
    expect((await act(OPERATOR, "shuiwu", { act: "approve" })).statusCode).toBe(303);
    const duty = await dutyOf("shuiwu");
    expect(duty?.awaits).toBeUndefined();
    expect(duty?.told.at(-1)).toEqual({ step: "rung-4", day: "2024-05-14" });
  });

  it("declined with a reason, it is passed", async () => {
    await act(OPERATOR, "shuiwu", { act: "decline", why: "已电话确认，材料在途" });
    expect(await dutyOf("shuiwu")).toMatchObject({ declined: [{ rung: 4, why: "已电话确认，材料在途" }] });
  });

  it.each`
    mail          | unit             | fields                            | status | because
    ${LIAISON}    | ${"shuiwu"}      | ${{ act: "approve" }}             | ${404} | ${"it is the unit itself"}
    ${SUPERVISOR} | ${"shuiwu"}      | ${{ act: "approve" }}             | ${404} | ${"that is the operator's"}
    ${OPERATOR}   | ${OPERATORS_OWN} | ${{ act: "approve" }}             | ${404} | ${"about itself it does not decide (CY-6)"}
    ${SUPERVISOR} | ${OPERATORS_OWN} | ${{ act: "approve" }}             | ${303} | ${"about the operator the supervision office does"}
    ${OPERATOR}   | ${"shuiwu"}      | ${{ act: "decline", why: " " }}   | ${303} | ${"the page says that a reason is wanted"}
    ${OPERATOR}   | ${"shuiwu"}      | ${{ act: "approve", token: "x" }} | ${404} | ${"no page of ours sent it"}
  `("$mail, $fields.act of $unit: $because", async ({ mail, unit, fields, status }) => {
    const { statusCode, headers } = await act(mail, unit, fields);
    expect(statusCode).toBe(status);
    if (fields.why) expect(headers.location).toContain("undecided=no-why");
    if (status === 404 || fields.why) expect((await dutyOf(unit))?.awaits).toBeDefined();
  });

  it("those who may not decide see no button", async () => {
    expect(await page(LIAISON, "shuiwu")).not.toContain("等待批准</h2>");
    expect(await page(SUPERVISOR, "shuiwu")).not.toContain('name="act" value="approve"');
  });

  it("what was decided meanwhile is not decided again, and says so", async () => {
    await act(OPERATOR, "shuiwu", { act: "approve" });
    const { headers } = await act(OPERATOR, "shuiwu", { act: "approve" });
    expect((await portal.askAs(OPERATOR, get(headers.location ?? ""))).body).toContain("没有等待批准的督办");
  });
});
