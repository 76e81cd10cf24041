import { beforeAll, describe, expect, it } from "vitest";
import { month } from "../../functions/core/day.ts";
import { Mailbox, UnitId } from "../../functions/core/directory.ts";
import { review } from "../../functions/workflows/review.ts";
import { aPortal, get, plan } from "./portal.ts";

/** Monday 3 June 2024: 区水务局 has reported for April and for May, 区交通局 for May. */
let portal: Awaited<ReturnType<typeof aPortal>>;
const SUPERVISOR = "duty@ducha.daxing.example";
const LIAISON = "liaison@jiaotong.daxing.example";
const MAY = month("2024-05");
/** A task in which both lead measures. */
let path: string;
beforeAll(async () => {
  portal = await aPortal();
  const all = async (unit: string, progress: string, percent: number) =>
    (await portal.codesOf(unit)).map((code) => ({ code, status: "in-progress" as const, percent, progress }));
  await portal.tickAt("2024-04-29T01:00:00Z");
  await portal.report("shuiwu", "2024-05-06T02:00:00Z", await all("shuiwu", "水务四月", 20));
  await portal.report("huanjing-weisheng", "2024-05-06T02:00:00Z", await all("huanjing-weisheng", "一切照旧", 20));
  await portal.tickAt("2024-05-31T01:00:00Z");
  await portal.report("shuiwu", "2024-06-03T02:00:00Z", await all("shuiwu", "水务五月", 40), { period: MAY });
  await portal.report("jiaotong", "2024-06-03T02:00:00Z", await all("jiaotong", "交通五月", 50), { period: MAY });
  await portal.report("huanjing-weisheng", "2024-06-03T02:00:00Z", await all("huanjing-weisheng", "一切照旧", 40), {
    period: MAY,
  });
  const measures = await portal.ports.store.measures((await portal.ports.store.plans())[0]!); // there is one
  const led = (unit: string) => measures.filter(({ owners }) => owners.leads.some((lead) => lead === unit));
  const both = led("shuiwu").find((one) => led("jiaotong").some((other) => other.taskName === one.taskName))!; // there are
  path = `/tasks/${both.programme}/${both.taskNo}`;
}, 60_000);

describe("a task shows how each of its measures stands, and a report beside that of the month before", () => {
  it("to whoever sees every unit", async () => {
    const { body } = await portal.askAs(SUPERVISOR, get(path));
    expect(body).toContain("水务五月");
    expect(body).toContain("水务四月");
    expect(body).toContain("交通五月");
    expect(body).toMatch(/class="light (red|yellow|gray|green)"/);
  });

  it("in the month asked for", async () => {
    const { body } = await portal.askAs(SUPERVISOR, get(`${path}?period=2024-04`));
    expect(body).toContain("水务四月");
    expect(body).not.toContain("水务五月");
  });

  it("to a liaison, of their own unit only", async () => {
    const { body } = await portal.askAs(LIAISON, get(path));
    expect(body).toContain("交通五月");
    expect(body).not.toContain("水务五月");
    expect(body).not.toContain('href="/units/shuiwu');
  });

  it.each(["/tasks/1/999", "/tasks/x/1", "/tasks/9/1"])("%s is none", async (none) => {
    expect((await portal.askAs(SUPERVISOR, get(none))).statusCode).toBe(404);
  });

  it("is reached from its measures", async () => {
    const { body } = await portal.askAs(LIAISON, get("/measures/A1-1-1"));
    expect(body).toMatch(/href="\/tasks\/1\/1\?/);
  });
});

describe("a unit's report stands beside that of the month before, with what the gates ask about it (RT-4)", () => {
  it("to whoever reviews it", async () => {
    const { body } = await portal.askAs(SUPERVISOR, get("/units/huanjing-weisheng?period=2024-05"));
    expect(body.match(/一切照旧/g)?.length).toBeGreaterThanOrEqual(2);
    expect(body).toContain("与上月文字相同");
  });
  it("a first month has none before it", async () => {
    const { body } = await portal.askAs(SUPERVISOR, get("/units/huanjing-weisheng?period=2024-04"));
    expect(body).not.toContain("与上月文字相同");
    expect(body).not.toContain('data-label="2024年3月"');
  });
});

describe("a measure's page shows what people decided about it", () => {
  it("that it was returned, and why", async () => {
    const unit = UnitId.parse("jiaotong");
    const by = Mailbox.parse("plan@shengtai-huanjing.daxing.example");
    const duty = await portal.ports.store.duty({ plan, period: MAY, unit });
    const id = duty?.measures[0]?.id ?? "";
    await review({ plan, period: MAY, unit }, { kind: "return", why: "请写明数量", hollow: false }, by, portal.ports);
    expect((await portal.askAs(SUPERVISOR, get(`/measures/${id}?period=2024-05`))).body).toContain(
      "已退回：请写明数量",
    );
    expect((await portal.askAs(SUPERVISOR, get(`/measures/${id}?period=2024-04`))).body).not.toContain("请写明数量");
  });
});
