import { describe, expect, it } from "vitest";
import { cycleDays, dueDay, firstMonthOf, periodBefore, periodsOf } from "../../functions/core/cycle.ts";
import { day, month } from "../../functions/core/day.ts";
import { reportsIn } from "../../functions/core/deadline.ts";
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
    const periods = periodsOf({ year: 2024, issuedOn: day("2024-03-26"), settings: daxingSettings });
    expect([periods.length, periods[0], periods.at(-1)]).toEqual([10, "2024-03", "2024-12"]);
  });
  it("a plan by the quarter has four, from the one it is issued in", () => {
    const settings = { cycle: { ...cycle, everyMonths: 3 as const } };
    const periods = periodsOf({ year: 2024, issuedOn: day("2024-01-15"), settings });
    expect(periods).toEqual(["2024-03", "2024-06", "2024-09", "2024-12"]);
    expect(periodsOf({ year: 2024, issuedOn: day("2024-04-01"), settings })[0]).toBe("2024-06");
  });
  it("a plan issued after its year has none", () =>
    expect(periodsOf({ year: 2024, issuedOn: day("2025-01-02"), settings: daxingSettings })).toEqual([]));
});

describe("CY-9 a period of several months is named by its last: it asks for what is due in any of them", () => {
  it.each`
    everyMonths | first        | before
    ${1}        | ${"2024-06"} | ${"2024-05"}
    ${3}        | ${"2024-04"} | ${"2024-03"}
    ${6}        | ${"2024-01"} | ${"2023-12"}
    ${12}       | ${"2023-07"} | ${"2023-06"}
  `("of $everyMonths months, 2024-06 begins with $first and follows $before", ({ everyMonths, first, before }) => {
    expect(firstMonthOf(month("2024-06"), { everyMonths })).toBe(first);
    expect(periodBefore(month("2024-06"), { everyMonths })).toBe(before);
  });

  it.each`
    deadline                                                      | asked                       | because
    ${{ kind: "by", day: "2024-05-31" }}                          | ${["Q1", "Q2", "Q3", "Q4"]} | ${"it reports until it is done, also when its day has passed"}
    ${{ kind: "from", day: "2024-05-15" }}                        | ${["Q2", "Q3", "Q4"]}       | ${"the second quarter has May in it"}
    ${{ kind: "window", from: "2024-07-01", to: "2024-08-31" }}   | ${["Q3", "Q4"]}             | ${"it stays until it is done"}
    ${{ kind: "milestones", days: ["2024-05-31", "2024-11-30"] }} | ${["Q2", "Q3", "Q4"]}       | ${"in the quarters of its milestones, and while one is overdue"}
    ${{ kind: "ongoing" }}                                        | ${["Q1", "Q2", "Q3", "Q4"]} | ${"ongoing is always asked for"}
  `("$deadline.kind is asked for in $asked: $because", ({ deadline, asked }) => {
    const quarters = ["2024-03", "2024-06", "2024-09", "2024-12"].map(month);
    const reports = quarters.flatMap((period, at) =>
      reportsIn(period, deadline, undefined, firstMonthOf(period, { everyMonths: 3 })) ? [`Q${at + 1}`] : [],
    );
    expect(reports).toEqual(asked);
  });

  it("a milestone met in its quarter leaves the next", () => {
    const deadline = { kind: "milestones" as const, days: [day("2024-05-31")] };
    expect(reportsIn(month("2024-09"), deadline, month("2024-06"), month("2024-07"))).toBe(false);
  });
});
