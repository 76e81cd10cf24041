import { expect, it } from "vitest";
import { aPortal, get, period, plan } from "./portal.ts";

it("a month that is closed stands on the board once, and among the months with what it closed with", async () => {
  const portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
  const duties = await portal.duties();
  await portal.tickAt("2024-05-17T01:00:00Z");
  expect(await portal.ports.store.board(plan, period)).toHaveLength(duties.length);
  expect((await portal.ports.store.period(plan, period))?.result).toMatchObject({ missing: duties.length, late: 0 });
  expect((await portal.ask(get("/"))).body).toMatch(new RegExp(`>0</a>/${duties.length}<`));

  const { body } = await portal.ask(get("/results/scores"));
  expect(body.match(/−10 /g), "nobody reported: each is charged a whole report").toHaveLength(duties.length);
  expect(body).toContain("前可提异议");
  expect(body).toContain("2024 年名次");
});

it("before a month is closed it has no scores, and says so", async () => {
  const portal = await aPortal();
  expect((await portal.ask(get("/results/scores"))).body).toContain("还没有评分");
});
