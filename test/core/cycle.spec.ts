import { describe, expect, it } from "vitest";
import { cycleDays, dueDay, periodsOf } from "../../functions/core/cycle.ts";
import { day, month } from "../../functions/core/day.ts";
import { calendar } from "./calendars.ts";
import { daxingSettings } from "./daxing.ts";

const { cycle } = daxingSettings;

describe("CY-1 the report for a month is due by the end of the second working day of the next month", () => {
  it.each`
    period       | due             | because
    ${"2023-12"} | ${"2024-01-03"} | ${"New Year's Day is a Monday off"}
    ${"2024-03"} | ${"2024-04-02"} | ${"Monday and Tuesday"}
    ${"2024-04"} | ${"2024-05-07"} | ${"the May holiday ends on Sunday the 5th"}
    ${"2024-09"} | ${"2024-10-09"} | ${"the National Day holiday ends on Monday the 7th"}
    ${"2025-12"} | ${"2026-01-05"} | ${"Sunday the 4th is worked for New Year"}
    ${"2026-12"} | ${"2027-01-05"} | ${"1 January 2027 is off though the notice has not come"}
  `("the report for $period is due $due: $because", ({ period, due }) => {
    expect(dueDay(month(period), cycle, calendar)).toBe(due);
  });

  it("is due a working day earlier where the plan counts 前 as exclusive", () => {
    expect(dueDay(month("2024-04"), { ...cycle, inclusive: false }, calendar)).toBe("2024-05-06"); // Monday
    expect(dueDay(month("2024-04"), { dueWorkingDay: 1, inclusive: false }, calendar)).toBe("2024-04-30"); // Tuesday
  });

  it("counts the other days of the cycle from it", () => {
    expect(cycleDays(month("2024-04"), cycle, calendar)).toEqual({
      preflight: "2024-04-26", // Friday; Sunday the 28th is worked
      opens: "2024-04-29",
      reminds: "2024-05-06",
      due: "2024-05-07",
      closes: "2024-05-16", // Thursday; Saturday the 11th is worked
      provisional: false,
    });
    expect(cycleDays(month("2026-12"), cycle, calendar).provisional).toBe(true);
  });
});

describe("CY-5 the first period is the month of issue, the last December of the plan's year; only periods whose due day has not passed are opened", () => {
  it("a plan of March 2024 has ten", () => {
    const periods = periodsOf({ year: 2024, issuedOn: day("2024-03-26") });
    expect([periods.length, periods[0], periods.at(-1)]).toEqual([10, "2024-03", "2024-12"]);
  });
  it("a plan issued after its year has none", () =>
    expect(periodsOf({ year: 2024, issuedOn: day("2025-01-02") })).toEqual([]));
});
