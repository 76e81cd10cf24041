import { describe, expect, it } from "vitest";
import { day, month } from "../../functions/core/day.ts";
import { documentOf } from "../../functions/portal/page.tsx";
import { scoresPage } from "../../functions/portal/scores.tsx";
import { aPortal, get, period, plan } from "./portal.ts";

it("a month that is closed stands on the board once, and among the months with what it closed with", async () => {
  const portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
  const duties = await portal.duties();
  await portal.tickAt("2024-05-17T01:00:00Z");
  expect(await portal.ports.store.board(plan, period)).toHaveLength(duties.length);
  expect((await portal.ports.store.period(plan, period))?.result).toMatchObject({ missing: duties.length, late: 0 });
  expect((await portal.ask(get("/"))).body).toMatch(new RegExp(`>0</a>/${duties.length}<`));
});

describe("each unit's points are shown with what was taken off and why", () => {
  it("once the month is closed", async () => {
    const portal = await aPortal();
    await portal.tickAt("2024-04-29T01:00:00Z");
    const duties = await portal.duties();
    expect((await portal.ask(get("/results/scores"))).body).toContain("还没有评分");
    await portal.tickAt("2024-05-17T01:00:00Z");
    const { body } = await portal.ask(get("/results/scores"));
    expect(body.match(/data-label="得分"/g)).toHaveLength(duties.length);
    expect(body).toContain("2024-05-24 前可提异议");
    expect(body).toContain("2024 年名次");
  });

  it("what was taken back stays, struck through", () => {
    const html = documentOf(
      { styleHref: "", plans: [] },
      scoresPage({
        plan: { id: "p", name: "计划" },
        period: month("2024-04"),
        scored: [month("2024-04")],
        year: 2024,
        month: [
          {
            rank: 1,
            unit: { id: "shuiwu", name: "区水务局" },
            points: 95,
            deductions: [
              { points: 5, why: "逾期 1 个工作日报齐", isLifted: false },
              { points: 10, why: "汇总时没有报送", isLifted: true },
            ],
            objectableUntil: day("2024-05-24"),
            state: "final",
          },
        ],
        places: [],
      }),
    );
    expect(html).toContain("<li>−5 逾期 1 个工作日报齐</li><li><del>−10 汇总时没有报送</del></li>");
  });
});
