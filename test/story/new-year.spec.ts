import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { setSetting } from "../../functions/adapters/store.ts";
import { HolidayNotice, workCalendar } from "../../functions/core/calendar.ts";
import { month } from "../../functions/core/day.ts";
import { dueDayMoves, moveAllDueDays } from "../../functions/workflows/move-due-days.ts";
import { notices } from "../core/calendars.ts";
import { MAIL, UNITS } from "./three-units.ts";
import { departmentsAtOnce, openWorld, type World } from "./world.ts";

let world: World;
afterEach(() => world.close());

const DECEMBER = month("2024-12");
const until2024 = notices.filter(({ year }) => year < 2025);
const of2025 = notices.filter(({ year }) => year === 2025);
/** An invented one: the 2nd and 3rd of January are off as well. */
const longer = HolidayNotice.parse({
  year: 2025,
  source: "示例",
  issuedOn: "2024-12-31",
  off: [{ name: "元旦", from: "2025-01-01", to: "2025-01-03" }],
  worked: [],
});
const set = (all: readonly HolidayNotice[]) =>
  setSetting(world.deployment.table, "HOLIDAYS", all as never, randomUUID()); // checked by its schema, and JSON as read
async function withoutNotice(from: string, until: string): Promise<void> {
  world = await openWorld(from, { departments: departmentsAtOnce() });
  await set(until2024);
  await world.passTo(until);
}
const liaison = async () => (await world.told(MAIL.water.liaison)).filter((each) => each.slice(4) >= "2024-12-25");
const missing = async () =>
  (await world.inbox(MAIL.operator)).filter(({ lines }) => lines.some(({ text }) => text.includes("2025年部分节假日")));

describe("the month that is due in January, while next year's notice is missing (CA-2, CA-4)", () => {
  it("the real notice of 12 November 2024 comes in time: December is due on Friday 3 January, and nothing of it is provisional", async () => {
    await withoutNotice("2024-11-12 08:00", "2024-11-12 16:00");
    await set([...until2024, ...of2025]);
    await moveAllDueDays(world.ports);
    await world.passTo("2024-12-30 10:00");
    expect(await world.duty("water", DECEMBER)).toMatchObject({
      days: { due: "2025-01-03" },
      provisional: false,
      round: 1,
    });
    expect(await missing()).toEqual([]);
  });

  it("the real notice comes when December is open: its day stays, and is no longer provisional; nobody is told anything", async () => {
    await withoutNotice("2024-12-23 08:00", "2024-12-30 10:00");
    expect(await world.duty("water", DECEMBER)).toMatchObject({ days: { due: "2025-01-03" }, provisional: true });
    expect((await missing()).length).toBe(6);
    await set([...until2024, ...of2025]);
    expect(await dueDayMoves(() => workCalendar([...until2024, ...of2025]), world.ports)).toEqual([]);
    await world.passTo("2024-12-31 10:00"); // the next run sees it by itself
    expect(await world.duty("water", DECEMBER)).toMatchObject({
      days: { due: "2025-01-03" },
      provisional: false,
      round: 1,
    });
    expect(await liaison()).toEqual(["Mon 2024-12-30 09:00 deadline+reminder:opening"]);
  });

  it("one that moves the day: who was told is told once, from when to when; each step comes once, on its new day", async () => {
    await withoutNotice("2024-12-30 08:00", "2024-12-31 10:00");
    const notices2025 = [...until2024, longer];
    expect(await dueDayMoves(() => workCalendar(notices2025), world.ports)).toMatchObject([
      { period: "2024-12", from: "2025-01-03", to: "2025-01-07", units: UNITS.length },
    ]);
    await set(notices2025);
    for (let times = 0; times < 2; times += 1) await moveAllDueDays(world.ports);
    await world.passTo("2025-01-08 10:00");
    expect(await liaison()).toEqual([
      "Mon 2024-12-30 09:00 deadline+reminder:opening",
      "Tue 2024-12-31 11:00 moved",
      "Mon 2025-01-06 09:00 reminder:reminder",
      "Tue 2025-01-07 09:00 reminder:due-day",
      "Wed 2025-01-08 09:00 overdue+rung:1",
    ]);
    const { plan, period, unit } = await world.duty("water", DECEMBER);
    const moved = (await world.ports.store.audit({ plan, period, unit })).find(({ kind }) => kind === "DueDayMoved");
    expect(JSON.parse(moved?.detail ?? "")).toEqual({ from: "2025-01-03", due: "2025-01-07", round: 2 });
    expect((await world.ports.store.period(plan, period))?.days.due).toBe("2025-01-07");
  });
});
