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
});
