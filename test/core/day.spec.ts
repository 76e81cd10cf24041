import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  Day,
  day,
  daysBetween,
  instant,
  instantAt,
  lastDayOf,
  localTime,
  month,
  TimeOfDay,
} from "../../functions/core/day.ts";

describe("CA-3 days are days in the plan's time zone, from the time for which a run was scheduled", () => {
  it.each`
    at                        | zone                     | shows                 | because
    ${"2024-04-29T00:55:00Z"} | ${"Asia/Shanghai"}       | ${"2024-04-29 08:55"} | ${"eight hours ahead"}
    ${"2024-04-28T16:00:00Z"} | ${"Asia/Shanghai"}       | ${"2024-04-29 00:00"} | ${"midnight there is afternoon in London"}
    ${"2024-04-28T15:59:59Z"} | ${"Asia/Shanghai"}       | ${"2024-04-28 23:59"} | ${"a second before midnight"}
    ${"2024-04-29T00:55:00Z"} | ${"America/Los_Angeles"} | ${"2024-04-28 17:55"} | ${"the day before"}
    ${"2024-03-10T10:30:00Z"} | ${"America/Los_Angeles"} | ${"2024-03-10 03:30"} | ${"the hour that summer time skips"}
  `("$at in $zone is $shows: $because", ({ at, zone, shows }) => {
    expect(Object.values(localTime(instant(at), zone)).join(" ")).toBe(shows);
  });

  it("finds the instant of a local time", () => {
    expect(instantAt(day("2024-05-07"), TimeOfDay.parse("17:30"), "Asia/Shanghai")).toBe("2024-05-07T09:30:00.000Z");
  });
});

describe("days of the calendar", () => {
  it.each(["2024-02-30", "2024-13-01", "2024-1-1", "24-01-01", ""])("“%s” is none", (text) => {
    expect(Day.safeParse(text).success).toBe(false);
  });
  it("goes over ends of months and years", () => {
    expect(addDays(day("2024-02-28"), 1)).toBe("2024-02-29");
    expect(addDays(day("2024-12-31"), 1)).toBe("2025-01-01");
    expect(addMonths(month("2024-12"), 1)).toBe("2025-01");
    expect(lastDayOf(month("2024-02"))).toBe("2024-02-29");
    expect(daysBetween(day("2024-02-28"), day("2024-03-01"))).toBe(2);
  });
});
