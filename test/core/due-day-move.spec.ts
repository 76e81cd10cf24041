import { describe, expect, it } from "vitest";
import { HolidayNotice, workCalendar } from "../../functions/core/calendar.ts";
import { cycleDays } from "../../functions/core/cycle.ts";
import { day, month } from "../../functions/core/day.ts";
import { movedDuty, movedPeriod } from "../../functions/core/due-day-move.ts";
import { Period } from "../../functions/core/plan.ts";
import { calendar, notices } from "./calendars.ts";
import { daxingSettings } from "./daxing.ts";
import { aDuty } from "./duties-of.ts";

const until2024 = notices.filter(({ year }) => year < 2025);
/** An invented notice under which the 2nd and 3rd of January 2025, Thursday and Friday, are off. */
const longer = HolidayNotice.parse({
  year: 2025,
  source: "示例",
  issuedOn: "2024-12-31",
  off: [{ name: "元旦", from: "2025-01-01", to: "2025-01-03" }],
  worked: [],
});
const cycleIn = (by: typeof calendar) => cycleDays(month("2024-12"), daxingSettings.cycle, by);
const provisional = cycleIn(workCalendar(until2024));
const moved = cycleIn(workCalendar([...until2024, longer]));
const december = Period.parse({
  plan: "daxing-2024",
  period: "2024-12",
  days: provisional,
  provisional: true,
  duties: 1,
  told: [],
  closed: false,
});
const told = [{ step: "opening", day: day("2024-12-30") }];
const { opens, reminds, due, closes } = provisional;
const duty = aDuty({ period: month("2024-12"), days: { opens, reminds, due, closes }, provisional: true, told });

describe("CA-4 when a notice comes, a provisional due day is confirmed or moves, which starts a round in which nothing is told twice; it moves only if neither it nor the new one has passed", () => {
  it.each`
    today           | days                 | more                                             | is                                                     | because
    ${"2024-12-31"} | ${moved}             | ${{}}                                            | ${{ due: "2025-01-07", round: 2, from: "2025-01-03" }} | ${"the 6th and 7th are the first two that are worked"}
    ${"2025-01-03"} | ${moved}             | ${{}}                                            | ${{ due: "2025-01-07", round: 2, from: "2025-01-03" }} | ${"the day is not over"}
    ${"2025-01-04"} | ${moved}             | ${{}}                                            | ${undefined}                                           | ${"the old day has passed"}
    ${"2024-12-31"} | ${cycleIn(calendar)} | ${{}}                                            | ${{ due: "2025-01-03", round: 1 }}                     | ${"the real notice says the same day"}
    ${"2024-12-31"} | ${provisional}       | ${{}}                                            | ${undefined}                                           | ${"no notice has come"}
    ${"2024-12-31"} | ${moved}             | ${{ provisional: false }}                        | ${undefined}                                           | ${"it was no guess"}
    ${"2024-12-31"} | ${moved}             | ${{ days: { ...duty.days, due: "2025-01-09" } }} | ${{ due: "2025-01-09", round: 1 }}                     | ${"an extension has a day of its own"}
    ${"2024-12-31"} | ${moved}             | ${{ closed: true }}                              | ${undefined}                                           | ${"its month is closed"}
  `("on $today: $is, because $because", ({ today, days, more, is }) => {
    const now = movedDuty({ ...duty, ...more }, december, days, day(today));
    const seen = now && { due: now.duty.days.due, round: now.duty.round, ...(now.from && { from: now.from }) };
    expect(seen).toEqual(is);
    if (now) expect([now.duty.told, now.duty.provisional]).toEqual([told, false]);
  });

  it("a new day that has passed already does not count either: what was told stands", () => {
    const late = { ...moved, due: day("2024-12-30") };
    expect(movedDuty(duty, december, late, day("2024-12-31"))).toBeUndefined();
    expect(movedPeriod(december, late, day("2024-12-31"))).toBeUndefined();
  });

  it("the days of the month move with those of its duties", () => {
    expect(movedPeriod(december, moved, day("2024-12-31"))).toMatchObject({
      days: { due: "2025-01-07" },
      provisional: false,
    });
    expect(movedPeriod(december, moved, day("2025-01-04"))).toBeUndefined();
  });
});
