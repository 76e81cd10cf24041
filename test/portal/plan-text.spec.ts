import { beforeEach, describe, expect, it } from "vitest";
import { UnitId } from "../../functions/core/directory.ts";
import { linesOf } from "../../functions/core/plan-document.ts";
import { importPlan } from "../../functions/workflows/import-plan.ts";
import { daxingSettings, daxingText } from "../core/daxing.ts";
import { aPortal, get, HOST, plan, post } from "./portal.ts";

const OPERATOR = "plan@shengtai-huanjing.daxing.example";
const SUPERVISOR = "duty@ducha.daxing.example";

let portal: Awaited<ReturnType<typeof aPortal>>;
beforeEach(async () => {
  portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
});

const page = async (path: string, mail = OPERATOR) => (await portal.askAs(mail, get(path))).body;
const token = async (mail = OPERATOR) => /name="token" value="([\w-]+)"/.exec(await page("/plan", mail))?.[1] ?? "";
const answer = async (point: string, fields: Record<string, string>, mail = OPERATOR) =>
  portal.askAs(
    mail,
    post(`/manage/answer?plan=${plan}&point=${encodeURIComponent(point)}`, { token: await token(mail), ...fields }),
  );
const inForce = async () => (await portal.ports.store.plans())[0]!; // there is one
/** Sends a form with a file, as a browser does. */
async function upload(fields: Record<string, string>, text?: string) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ token: await token(), ...fields })) form.set(name, value);
  if (text !== undefined) form.set("file", new File([text], "plan.txt", { type: "text/plain" }));
  const sent = new Response(form);
  const bytes = Buffer.from(await sent.arrayBuffer());
  return portal.askAs(OPERATOR, {
    ...get(`/manage/import?plan=${plan}`),
    headers: { host: HOST, origin: `http://${HOST}`, "content-type": sent.headers.get("content-type") ?? "" },
    requestContext: { http: { method: "POST" } },
    body: bytes.toString("base64"),
    isBase64Encoded: true,
  });
}

describe("what a plan leaves open is answered on a page, and kept with who and when (PL-5, PL-9)", () => {
  it("each open point leads to its form", async () => {
    const body = await page("/manage/import");
    expect(body).toContain(`待答复 ${(await inForce()).open.length} 处`);
    const links = [...body.matchAll(/href="(\/manage\/answer\?[^"]+)"/g)].map(([, href = ""]) =>
      href.replaceAll("&amp;", "&"),
    );
    expect(links).toHaveLength((await inForce()).open.length);
    for (const link of [links[0] ?? "", links.at(-1) ?? ""]) expect(await page(link)).toContain("理由或依据");
  });

  it.each`
    point                               | fields                                            | about                                                                                         | because
    ${"plan/milestones-wanted|A1-3-1|"} | ${{ as: "days", days: "2024-06-30" }}             | ${{ kind: "deadline", deadline: { kind: "by", day: "2024-06-30" } }}                          | ${"one day is a deadline"}
    ${"plan/milestones-wanted|A1-3-1|"} | ${{ as: "days", days: "2024-09-30\n2024-06-30" }} | ${{ kind: "deadline", deadline: { kind: "milestones", days: ["2024-06-30", "2024-09-30"] } }} | ${"several are milestones"}
    ${"plan/cadence|A1-4-2|"}           | ${{ as: "as-written" }}                           | ${{ kind: "as-written" }}                                                                     | ${"it reports every month"}
    ${"plan/open-group|A1-1-1|等部门"}  | ${{ as: "units", unit: "shuiwu" }}                | ${{ kind: "open-group", name: "等部门", units: ["shuiwu"] }}                                  | ${"a name that left open who is meant"}
  `("$point: $because", async ({ point, fields, about }) => {
    const before = (await inForce()).open.length;
    expect((await answer(point, { ...fields, why: "经核实" })).headers.location).toContain("/manage/import");
    const after = await inForce();
    expect(after.open).toHaveLength(before - 1);
    expect(after.answers).toEqual([
      { about: expect.objectContaining(about), by: OPERATOR, on: "2024-04-29", reason: "经核实" },
    ]);
    expect(await page("/manage/import")).toContain("（经核实）");
    expect(await page(`/measures/${point.split("|")[1]}`)).toContain("（经核实）");
  });

  it("that assisting units owe nothing is a setting", async () => {
    await answer("plan/assists||", { as: "assists", why: "以牵头单位为准" });
    expect((await inForce()).settings.assists).toBe("none");
    const bytes = new TextEncoder().encode(daxingText);
    const again = { source: linesOf(daxingText), bytes, settings: daxingSettings, answers: [], at: portal.ports.now() };
    await importPlan(again, portal.ports);
    expect((await inForce()).settings.assists, "read again from its files, it stays").toBe("none");
  });

  it.each`
    point                               | fields                                           | says              | because
    ${"plan/milestones-wanted|A1-3-1|"} | ${{ as: "days", days: "六月底", why: "经核实" }} | ${"看不懂日期"}   | ${"no day"}
    ${"plan/milestones-wanted|A1-3-1|"} | ${{ as: "days", days: "2024-06-30", why: " " }}  | ${"没有写明理由"} | ${"a reason is wanted"}
  `("$fields.days: $because", async ({ point, fields, says }) => {
    const { headers } = await answer(point, fields);
    expect(await page(headers.location ?? "")).toContain(says);
    expect((await inForce()).answers).toEqual([]);
  });

  it("only the operator answers", async () => {
    expect((await answer("plan/cadence|A1-4-2|", { as: "as-written", why: "经核实" }, SUPERVISOR)).statusCode).toBe(
      404,
    );
    expect((await portal.askAs(SUPERVISOR, get("/manage/import"))).statusCode).toBe(404);
  });
});

describe("a later version of a plan is looked at, then put in force (PL-8, PL-9)", () => {
  const later = daxingText.replace("全年抽样检测量不低于 20 个", "全年抽样检测量不低于 30 个");

  it("what it would change is shown, and nothing changes yet", async () => {
    const { body } = await upload({ act: "look" }, later);
    expect(body).toMatch(/蓝天-4-1 变更了工作措施/);
    const measures = await portal.ports.store.measures(await inForce());
    expect(measures.find(({ id }) => id === "A1-4-1")?.edition).toBe(1);
  });

  it("taken, it is in force; duties that are open stay as they were; answers stay", async () => {
    await answer("plan/cadence|A1-4-2|", { as: "as-written", why: "经核实" });
    const blob = /name="blob" value="([^"]+)"/.exec((await upload({ act: "look" }, later)).body)?.[1] ?? "";
    expect((await upload({ act: "take", blob })).statusCode).toBe(303);
    const measures = await portal.ports.store.measures(await inForce());
    expect(measures.find(({ id }) => id === "A1-4-1")).toMatchObject({ edition: 2 });
    expect((await inForce()).answers).toHaveLength(1);
    const duty = await portal.ports.store.duty({
      plan,
      period: "2024-04" as never,
      unit: UnitId.parse("shichang-jianguan"),
    });
    expect(duty?.measures.find(({ id }) => id === "A1-4-1")?.edition).toBe(1);
  });

  it("all that is wrong with it is said at once, with the line", async () => {
    const { body } = await upload({ act: "look" }, later.replace(/^1\t空气质量目标/mu, "x\t空气质量目标"));
    expect(body).toMatch(/没有导入，共 \d+ 处需要改正/);
    expect(body).toMatch(/第 \d+ 行/);
    expect(body).not.toContain("启用新版本");
  });
});
