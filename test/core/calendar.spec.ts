import { isWorkday } from "chinese-days";
import { describe, expect, it } from "vitest";
import {
  addWorkingDays,
  CalendarName,
  calendarsOf,
  HolidayNotice,
  isProvisional,
  isWorkingDay,
  workingDayOf,
  workingDaysBetween,
} from "../../functions/core/calendar.ts";
import { addDays, day, month, monthIn } from "../../functions/core/day.ts";
import { britishNotices, calendar, notices } from "./calendars.ts";

describe("CA-1 a working day is what the State Council's yearly notice says: weekdays but for its days off, and its make-up weekends", () => {
  it.each`
    on              | worked   | because
    ${"2024-04-30"} | ${true}  | ${"Tuesday"}
    ${"2024-05-01"} | ${false} | ${"Labour Day, Wednesday"}
    ${"2024-04-28"} | ${true}  | ${"Sunday worked for Labour Day"}
    ${"2024-05-04"} | ${false} | ${"Saturday within the holiday"}
    ${"2024-05-11"} | ${true}  | ${"Saturday worked for Labour Day"}
    ${"2024-05-12"} | ${false} | ${"an ordinary Sunday"}
    ${"2022-12-31"} | ${false} | ${"Saturday, and named by the notice of 2023"}
    ${"2026-01-04"} | ${true}  | ${"Sunday worked for New Year"}
  `("$on is worked: $worked, because it is $because", ({ on, worked }) => {
    expect(isWorkingDay(day(on), calendar)).toBe(worked);
  });

  it("agrees on every day of 2023 to 2026 with a calendar that others keep", () => {
    const disagreed: string[] = [];
    for (let on = day("2023-01-01"); on <= "2026-12-31"; on = addDays(on, 1))
      if (isWorkingDay(on, calendar) !== isWorkday(on)) disagreed.push(on);
    expect(disagreed).toEqual([]);
  });

  it.each`
    year    | days
    ${2024} | ${"03 02 04 02 07 04 02 02 03 09 04 03"}
    ${2025} | ${"03 06 04 02 07 04 02 04 02 10 04 02"}
    ${2026} | ${"05 03 03 02 07 02 02 04 02 09 03 02"}
  `("the second working days of $year are $days", ({ year, days }) => {
    const found = Array.from({ length: 12 }, (_, nth) => workingDayOf(monthIn(year, nth + 1), 2, calendar).slice(8));
    expect(found.join(" ")).toBe(days);
  });

  it.each`
    from            | to              | days  | because
    ${"2024-04-30"} | ${"2024-04-30"} | ${0}  | ${"the count starts the day after"}
    ${"2024-04-30"} | ${"2024-05-06"} | ${1}  | ${"the holiday lies between"}
    ${"2024-05-07"} | ${"2024-05-11"} | ${4}  | ${"Saturday the 11th is worked"}
    ${"2024-05-06"} | ${"2024-04-30"} | ${-1} | ${"it has passed"}
  `("from $from to $to are $days working days: $because", ({ from, to, days }) => {
    expect(workingDaysBetween(day(from), day(to), calendar)).toBe(days);
  });

  it("counts back over the holiday as it counts on", () => {
    expect(addWorkingDays(day("2024-05-07"), -3, calendar)).toBe("2024-04-29"); // Monday
    expect(addWorkingDays(day("2024-04-29"), 3, calendar)).toBe("2024-05-07"); // Tuesday
  });
});

describe("CA-2 a year without a notice is provisional: its fixed statutory days are taken off, and nothing beyond the unit is escalated on its dates", () => {
  it.each`
    on              | provisional | worked   | because
    ${"2026-12-31"} | ${false}    | ${true}  | ${"2026 has a notice"}
    ${"2027-01-01"} | ${true}     | ${false} | ${"1 January is off whatever the notice says"}
    ${"2027-01-04"} | ${true}     | ${true}  | ${"Monday"}
    ${"2027-05-03"} | ${true}     | ${true}  | ${"only 1 and 2 May are fixed"}
    ${"2027-10-03"} | ${true}     | ${false} | ${"Sunday, and fixed"}
    ${"2027-02-06"} | ${true}     | ${false} | ${"Saturday: make-up days are not known"}
  `("$on: provisional $provisional, worked $worked, because $because", ({ on, provisional, worked }) => {
    expect(isProvisional(day(on), calendar)).toBe(provisional);
    expect(isWorkingDay(day(on), calendar)).toBe(worked);
  });
});

describe("a notice that makes no sense is refused", () => {
  const notice = notices.find(({ year }) => year === 2024)!;
  it.each`
    change                                                               | says
    ${{ worked: ["2024-05-06"] }}                                        | ${"2024-05-06 不是周末"}
    ${{ off: [{ name: "元旦", from: "2024-01-02", to: "2024-01-01" }] }} | ${"开始日期 2024-01-02 晚于结束日期"}
    ${{ off: [] }}                                                       | ${""}
  `("$says", ({ change, says }) => {
    const parsed = HolidayNotice.safeParse({ ...notice, ...change });
    expect(parsed.success).toBe(false);
    expect(parsed.error?.message).toContain(says);
  });
  it("takes the one that is right", () => expect(HolidayNotice.parse(notice)).toEqual(notice));
});

describe("CA-3 days are days in the plan's time zone, from the time for which a run was scheduled", () => {
  it("needs no machine clock: the month after is the same in every zone", () =>
    expect(workingDayOf(month("2024-05"), 2, calendar)).toBe("2024-05-07"));
});

describe("each region's calendar is made of its own notices", () => {
  const calendars = calendarsOf([...notices, ...britishNotices]);
  const of = (name: string) => calendars(CalendarName.parse(name));

  it.each`
    on              | cn       | gb       | because
    ${"2024-04-01"} | ${true}  | ${false} | ${"Easter Monday"}
    ${"2024-04-04"} | ${false} | ${true}  | ${"清明节"}
    ${"2024-04-28"} | ${true}  | ${false} | ${"a Sunday, worked in China"}
    ${"2024-05-06"} | ${true}  | ${false} | ${"Early May bank holiday"}
    ${"2026-12-28"} | ${true}  | ${false} | ${"in place of Boxing Day, a Saturday"}
    ${"2027-10-01"} | ${false} | ${true}  | ${"no notice of 2027: China's fixed days are China's"}
    ${"2028-12-26"} | ${true}  | ${false} | ${"no list of 2028: Boxing Day is a Tuesday"}
  `("$on is worked in China: $cn, in England: $gb, because $because", ({ on, cn, gb }) => {
    expect([isWorkingDay(day(on), of("cn")), isWorkingDay(day(on), of("gb"))]).toEqual([cn, gb]);
  });

  it("where nothing was loaded every weekday is worked, and every day provisional", () => {
    expect([isWorkingDay(day("2024-10-01"), of("fr")), isProvisional(day("2024-10-01"), of("fr"))]).toEqual([
      true,
      true,
    ]);
  });
});
