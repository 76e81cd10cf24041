import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "../../functions/core/day.ts";
import { look, openOffice } from "./office.ts";

const OPERATOR = "plan@shengtai-huanjing.daxing.example";
const SUPERVISOR = "duty@ducha.daxing.example";
const liaisonOf = (unit: string): string => `liaison@${unit}.daxing.example`;

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe("each page can be read by everybody, on a laptop, on a phone and on paper", () => {
  const pages: readonly [name: string, mail: string | undefined, path: string][] = [
    ["sign-in", undefined, "/sign-in"],
    ["board", OPERATOR, "/"],
    ["board-review", OPERATOR, "/?waits=review"],
    ["board-supervisor", SUPERVISOR, "/?timeliness=missing"],
    ["unit", OPERATOR, "/units/jiaotong"],
    ["unit-liaison", liaisonOf("daxing-xincheng"), "/"],
    ["measure", OPERATOR, "/measures/A1-1-1"],
    ["plan", OPERATOR, "/plan"],
    ["programme", OPERATOR, "/plan?programme=2"],
    ["mail", OPERATOR, "/mail"],
    ["held", OPERATOR, "/held"],
    ["ahead", OPERATOR, "/ahead"],
    ["task", OPERATOR, "/tasks/1/4"],
    ["ledger", OPERATOR, "/results/ledger?sheet=3"],
    ["scores", OPERATOR, "/results/scores"],
    ["manage", OPERATOR, "/manage"],
    ["import", OPERATOR, "/manage/import"],
    ["answer", OPERATOR, `/manage/answer?point=${encodeURIComponent("plan/open-group|A1-1-1|等部门")}`],
    ["directory", OPERATOR, "/manage/directory"],
    ["contacts", OPERATOR, "/manage/directory?unit=shuiwu"],
    ["holidays", OPERATOR, "/manage/holidays"],
    ["settings", OPERATOR, "/manage/settings"],
    ["audit", OPERATOR, "/manage/audit"],
    ["outbox", OPERATOR, "/manage/outbox"],
    ["search", OPERATOR, `/search?words=${encodeURIComponent("扬尘")}`],
  ];

  it.each([
    ["screen", 1280, "zh"],
    ["screen", 360, "zh"],
    ["print", 1280, "zh"],
    ["screen", 1280, "en"],
    ["screen", 360, "en"],
    ["print", 1280, "en"],
  ] as const)("on %s, %i pixels wide, in %s", async (media, width, language) => {
    for (const [name, mail, path] of pages) {
      const window = await office.window(
        mail === liaisonOf("daxing-xincheng") ? liaisonOf(office.units[50] ?? "") : mail,
        width,
        language,
      );
      const page = await window.newPage();
      await page.emulateMedia({ media });
      await page.goto(office.base + path);
      expect([name, await look(page, `${name}-${media}-${width}-${language}`)]).toEqual([
        name,
        { findings: [], tooWide: 0 },
      ]);
      await window.close();
    }
  });

  it.each([
    ["zh", "各单位报送情况"],
    ["en", "Units"],
  ] as const)("on paper, without what can only be clicked, in %s", async (language, caption) => {
    const window = await office.window(OPERATOR, 1280, language);
    const page = await window.newPage();
    await page.emulateMedia({ media: "print" });
    await page.goto(office.base);
    expect(await page.isVisible(`caption:has-text('${caption}')`)).toBe(true);
    for (const shown of [".top nav", ".periods", "form", "button"])
      expect(await page.locator(shown).filter({ visible: true }).count(), shown).toBe(0);
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
    await window.close();
  });
});

describe("a day at the pages", () => {
  it("somebody who is not signed in asks for a link, opens it and presses its button", async () => {
    const window = await office.window(undefined);
    const page = await window.newPage();
    await page.goto(`${office.base}/plan`);
    expect(page.url()).toBe(`${office.base}/sign-in?back=%2Fplan`);
    await page.fill("#mail", SUPERVISOR);
    await page.click("text=发送登录链接");
    expect(await page.textContent("h1")).toBe("请查收邮件");
    const asked: string[] = [];
    for await (const { id } of office.portal.ports.store.unsent(instant("2024-12-31T00:00:00Z")))
      for (const notice of (await office.portal.ports.store.message(id))?.notices ?? [])
        if (notice.kind === "sign-in") asked.push(notice.id);
    await page.goto(`${office.base}/sign-in/${office.portal.ports.keys.signInToken(asked[0] ?? "")}`);
    await page.click("button:has-text('登录')");
    expect(page.url(), "the page that was wanted").toBe(`${office.base}/plan`);
    await page.click("text=退出");
    expect(page.url()).toBe(`${office.base}/sign-in`);
    await window.close();
  });

  it("the operator opens what waits, returns one report, and accepts the others at once", async () => {
    const window = await office.window(OPERATOR);
    const page = await window.newPage();
    await page.goto(office.base);
    await page.click("text=报告待审核");
    const rows = await page.locator(".units tbody tr").count();
    expect(rows).toBe(45);
    await page.locator(".units tbody a").nth(1).click();
    await page.fill("#return-why", "没有写清整改了哪些问题");
    await page.click("text=退回，请其两个工作日内重报");
    expect(await page.textContent("main")).toContain("已退回：没有写清整改了哪些问题");
    await page.goto(`${office.base}/?waits=review`);
    await page.click("text=没有疑点的全部通过");
    expect(await page.textContent("main")).toContain("只列出：报告待审核");
    expect(await page.locator(".units tbody tr").count()).toBeLessThan(rows - 1);
    await window.close();
  });

  it("a liaison asks for more time, the operator grants it, and the liaison opens the form", async () => {
    const unit = office.units[52] ?? "";
    const [own, operators] = [await office.window(liaisonOf(unit), 360), await office.window(OPERATOR)];
    const page = await own.newPage();
    await page.goto(office.base);
    await page.click("text=申请延期或免报");
    await page.fill("#ask-until", "2024-05-14");
    await page.fill("#ask-why", "数据还在核对");
    await page.click("text=提交申请");
    expect(await page.textContent("main")).toContain("申请延期，等待决定");
    const desk = await operators.newPage();
    await desk.goto(`${office.base}/?waits=request`);
    await desk.locator(".units tbody a").first().click();
    await desk.click("text=同意延期");
    expect(await desk.textContent("main")).toContain("第 2 轮");
    await page.goto(office.base);
    expect(await page.textContent("main")).toContain("5月14日");
    await page.click("text=填报本月进展");
    expect(await page.textContent("h1")).toContain("进展填报");
    await own.close();
    await operators.close();
  });

  it("a supervisor goes from a number on the board to the units behind it", async () => {
    const window = await office.window(SUPERVISOR);
    const page = await window.newPage();
    await page.goto(office.base);
    const rung = page.locator("section:has-text('逾期未报齐') li", { hasText: "二级" });
    const [, count] = /(\d+) 个单位/.exec((await rung.textContent()) ?? "") ?? [];
    await rung.locator("a").click();
    expect(await page.locator(".units tbody tr").count()).toBe(Number(count));
    await window.close();
  });
});
