import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HolidayNotice, workCalendar } from "../../functions/core/calendar.ts";
import { day, month } from "../../functions/core/day.ts";
import { type Deadline, deadlineDay, deadlineStep, overdueOn, reportsIn } from "../../functions/core/deadline.ts";
import { readDeadline } from "../../functions/core/deadline-reading.ts";
import { daxing } from "./daxing.ts";

const by = (of: string): Deadline => ({ kind: "by", day: day(of) });
const from = (of: string): Deadline => ({ kind: "from", day: day(of) });
const window = (first: string, last: string): Deadline => ({
  kind: "window",
  from: day(first),
  to: day(last),
});
const milestones = (...days: string[]): Deadline => ({
  kind: "milestones",
  days: days.map(day),
});
const ongoing: Deadline = { kind: "ongoing" };
const calendar = workCalendar(
  [2024, 2025].map((year) =>
    HolidayNotice.parse(
      JSON.parse(readFileSync(new URL(`../../data/holidays/cn/${year}.json`, import.meta.url), "utf8")),
    ),
  ),
);

describe("DL-1 a deadline is one of five kinds; what cannot be read is a question, never a default", () => {
  it.each`
    raw               | because
    ${""}             | ${"nothing is said"}
    ${"——"}           | ${"a dash is no day"}
    ${"尽快"}         | ${"no day is named"}
    ${"6月前"}        | ${"before June or before its end?"}
    ${"6月"}          | ${"in June or by its end?"}
    ${"上半年"}       | ${"not a form of the plan"}
    ${"13月底前"}     | ${"there is no such month"}
    ${"2月30日前"}    | ${"there is no such day"}
    ${"11-3月"}       | ${"which year is March of?"}
    ${"年底前或长期"} | ${"two answers"}
    ${"第2季度末"}    | ${"not a form of the plan"}
    ${"0月底前"}      | ${"there is no month 0"}
  `("“$raw” is not read: $because", ({ raw }) => {
    expect(readDeadline(raw, 2024)).toBeNull();
  });

  it("reads any text without failing", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.integer(), (raw, year) => void readDeadline(raw, year)));
    expect(readDeadline("年底前", Number.NaN)).toBeNull();
  });

  it("the real plan has no deadline that cannot be read", () => {
    const kinds = Object.groupBy(daxing.measures, ({ deadline }) => deadline?.kind ?? "unread");
    const counts = Object.entries(kinds).map(([kind, measures]) => [kind, measures?.length]);
    expect(Object.fromEntries(counts)).toEqual({
      by: 183,
      ongoing: 41,
      milestones: 3,
      from: 1,
      window: 1,
    });
  });
});

describe("DL-2 年底前 is by 31 December of the plan's year, N月底前 by the last day of N, N月N日起 from, N-M月 a window, 长期实施 and 持续推进 ongoing", () => {
  it.each`
    raw                  | read                                  | because
    ${"年底前"}          | ${by("2024-12-31")}                   | ${"178 rows say so"}
    ${" 年 底 前 "}      | ${by("2024-12-31")}                   | ${"spacing varies"}
    ${"年底"}            | ${by("2024-12-31")}                   | ${"前 is inclusive"}
    ${"2024 年底前"}     | ${by("2024-12-31")}                   | ${"the year is named"}
    ${"2024年12月底前"}  | ${by("2024-12-31")}                   | ${"the same day in other words"}
    ${"年内"}            | ${by("2024-12-31")}                   | ${"the same day in other words"}
    ${"9月底前"}         | ${by("2024-09-30")}                   | ${"lines 179 and 180"}
    ${"6 月底前"}        | ${by("2024-06-30")}                   | ${"line 244"}
    ${"２月底前"}        | ${by("2024-02-29")}                   | ${"full-width digit, leap year"}
    ${"12月底"}          | ${by("2024-12-31")}                   | ${"without 前"}
    ${"3月末之前"}       | ${by("2024-03-31")}                   | ${"another word for 底"}
    ${"6月15日前"}       | ${by("2024-06-15")}                   | ${"a day"}
    ${"2025年6月底前"}   | ${by("2025-06-30")}                   | ${"a named year counts"}
    ${"4 月 1 日起"}     | ${from("2024-04-01")}                 | ${"line 59"}
    ${"自7月1日起实施"}  | ${from("2024-07-01")}                 | ${"longer words"}
    ${"4月起"}           | ${from("2024-04-01")}                 | ${"from its first day"}
    ${"6-9 月"}          | ${window("2024-06-01", "2024-09-30")} | ${"line 61"}
    ${"６—９月"}         | ${window("2024-06-01", "2024-09-30")} | ${"other dash, full width"}
    ${"6月至9月"}        | ${window("2024-06-01", "2024-09-30")} | ${"in words"}
    ${"6月1日至9月15日"} | ${window("2024-06-01", "2024-09-15")} | ${"days"}
    ${"长期实施"}        | ${ongoing}                            | ${"39 rows say so"}
    ${"持续推进"}        | ${ongoing}                            | ${"lines 307 and 397"}
    ${"长期"}            | ${ongoing}                            | ${"short for it"}
    ${"按时间节点完成"}  | ${milestones()}                       | ${"lines 42, 92 and 230"}
  `("“$raw” is read: $because", ({ raw, read }) => {
    expect(readDeadline(raw, 2024)).toEqual(read);
  });
});

describe("DL-3 ongoing is never overdue and reports every month", () => {
  it.each`
    deadline                                  | today           | doneIn       | overdue  | because
    ${ongoing}                                | ${"2030-01-01"} | ${undefined} | ${false} | ${"it has no last day"}
    ${from("2024-04-01")}                     | ${"2030-01-01"} | ${undefined} | ${false} | ${"it has no last day"}
    ${null}                                   | ${"2030-01-01"} | ${undefined} | ${false} | ${"an unread deadline is never overdue (PL-9)"}
    ${by("2024-06-30")}                       | ${"2024-06-30"} | ${undefined} | ${false} | ${"前 is inclusive: Sunday the 30th counts"}
    ${by("2024-06-30")}                       | ${"2024-07-01"} | ${undefined} | ${true}  | ${"the day after"}
    ${by("2024-06-30")}                       | ${"2024-12-01"} | ${"2024-07"} | ${false} | ${"accepted as done, though late"}
    ${window("2024-06-01", "2024-09-30")}     | ${"2024-09-30"} | ${undefined} | ${false} | ${"its last day"}
    ${window("2024-06-01", "2024-09-30")}     | ${"2024-10-01"} | ${undefined} | ${true}  | ${"the day after"}
    ${milestones()}                           | ${"2030-01-01"} | ${undefined} | ${false} | ${"no list yet"}
    ${milestones("2024-02-29", "2024-08-31")} | ${"2024-03-01"} | ${undefined} | ${true}  | ${"the first has passed"}
    ${milestones("2024-02-29", "2024-08-31")} | ${"2024-08-31"} | ${"2024-02"} | ${false} | ${"the first is met, the second is today"}
    ${milestones("2024-02-29", "2024-08-31")} | ${"2024-09-01"} | ${"2024-07"} | ${true}  | ${"the second has passed"}
  `("$deadline on $today is overdue: $overdue, $because", ({ deadline, today, doneIn, overdue }) => {
    expect(overdueOn(day(today), deadline, doneIn && month(doneIn))).toBe(overdue);
  });

  it.each(["2024-03", "2024-12"])("reports in %s, even after a report was accepted as done", (period) => {
    expect(reportsIn(month(period), ongoing, month("2024-01"))).toBe(true);
  });
});

describe("DL-4 from and window open reporting; what is accepted as done leaves later duties; what passed undone stays", () => {
  it.each`
    deadline                              | period       | doneIn       | reports  | because
    ${by("2024-06-30")}                   | ${"2024-03"} | ${undefined} | ${true}  | ${"from the first month"}
    ${by("2024-06-30")}                   | ${"2024-09"} | ${undefined} | ${true}  | ${"overdue: stays until done"}
    ${by("2024-06-30")}                   | ${"2024-06"} | ${"2024-06"} | ${true}  | ${"the period it was done in keeps it"}
    ${by("2024-06-30")}                   | ${"2024-07"} | ${"2024-06"} | ${false} | ${"done"}
    ${from("2024-04-01")}                 | ${"2024-03"} | ${undefined} | ${false} | ${"not open yet"}
    ${from("2024-04-01")}                 | ${"2024-04"} | ${undefined} | ${true}  | ${"opens"}
    ${from("2024-04-01")}                 | ${"2024-06"} | ${"2024-05"} | ${false} | ${"done"}
    ${window("2024-06-01", "2024-09-30")} | ${"2024-05"} | ${undefined} | ${false} | ${"not open yet"}
    ${window("2024-06-01", "2024-09-30")} | ${"2024-06"} | ${undefined} | ${true}  | ${"opens"}
    ${window("2024-06-01", "2024-09-30")} | ${"2024-11"} | ${undefined} | ${true}  | ${"passed undone"}
    ${window("2024-06-01", "2024-09-30")} | ${"2024-10"} | ${"2024-09"} | ${false} | ${"done"}
    ${null}                               | ${"2024-05"} | ${undefined} | ${true}  | ${"an unread deadline reports monthly (PL-9)"}
  `("$deadline reports in $period: $reports, $because", ({ deadline, period, doneIn, reports }) => {
    expect(reportsIn(month(period), deadline, doneIn && month(doneIn))).toBe(reports);
  });
});

describe("DL-5 按时间节点完成 reports monthly until it has a list, then in the months of the list, and monthly while one is overdue", () => {
  it.each`
    days                            | period       | doneIn       | reports  | because
    ${[]}                           | ${"2024-05"} | ${undefined} | ${true}  | ${"no list yet"}
    ${["2024-05-31", "2024-08-31"]} | ${"2024-04"} | ${undefined} | ${false} | ${"nothing is due"}
    ${["2024-05-31", "2024-08-31"]} | ${"2024-05"} | ${undefined} | ${true}  | ${"the month of the first"}
    ${["2024-05-31", "2024-08-31"]} | ${"2024-06"} | ${undefined} | ${true}  | ${"the first is overdue"}
    ${["2024-05-31", "2024-08-31"]} | ${"2024-06"} | ${"2024-05"} | ${false} | ${"the first is met"}
    ${["2024-05-31", "2024-08-31"]} | ${"2024-07"} | ${"2024-06"} | ${false} | ${"the first is met, late"}
    ${["2024-05-31", "2024-08-31"]} | ${"2024-08"} | ${"2024-05"} | ${true}  | ${"the month of the second"}
    ${["2024-05-31", "2024-08-31"]} | ${"2024-10"} | ${"2024-05"} | ${true}  | ${"the second is overdue"}
    ${["2024-05-31", "2024-08-31"]} | ${"2024-10"} | ${"2024-09"} | ${false} | ${"all are met"}
  `("$days reports in $period: $reports, $because", ({ days, period, doneIn, reports }) => {
    expect(reportsIn(month(period), milestones(...days), doneIn && month(doneIn))).toBe(reports);
  });
});

describe("DL-6 a deadline stays the calendar day the plan names; its warnings 30, 7 and 1 working days before go out on working days", () => {
  it.each`
    today           | deadline                                  | step         | because
    ${"2024-05-16"} | ${by("2024-06-30")}                       | ${undefined} | ${"Thursday, 31 working days before Sunday 30 June"}
    ${"2024-05-17"} | ${by("2024-06-30")}                       | ${30}        | ${"Friday, 30 working days before: Monday 10 June is off"}
    ${"2024-06-19"} | ${by("2024-06-30")}                       | ${30}        | ${"Wednesday: still the first one, if it was missed"}
    ${"2024-06-20"} | ${by("2024-06-30")}                       | ${7}         | ${"Thursday, 7 working days before"}
    ${"2024-06-22"} | ${by("2024-06-30")}                       | ${undefined} | ${"a Saturday"}
    ${"2024-06-24"} | ${by("2024-06-30")}                       | ${7}         | ${"Monday: the latest that applies after missed days"}
    ${"2024-06-28"} | ${by("2024-06-30")}                       | ${1}         | ${"Friday, the last working day before"}
    ${"2024-06-30"} | ${by("2024-06-30")}                       | ${undefined} | ${"the deadline itself is a Sunday"}
    ${"2024-07-01"} | ${by("2024-06-30")}                       | ${undefined} | ${"nothing after the deadline"}
    ${"2024-12-31"} | ${by("2024-12-31")}                       | ${1}         | ${"a Tuesday, worked: the last chance"}
    ${"2024-09-29"} | ${window("2024-06-01", "2024-09-30")}     | ${1}         | ${"a Sunday that is worked"}
    ${"2024-08-30"} | ${milestones("2024-02-29", "2024-08-31")} | ${1}         | ${"of the next milestone"}
    ${"2024-03-01"} | ${milestones("2024-02-29", "2024-08-31")} | ${undefined} | ${"the next one is far"}
    ${"2024-06-28"} | ${ongoing}                                | ${undefined} | ${"it has no last day"}
    ${"2024-06-28"} | ${from("2024-06-30")}                     | ${undefined} | ${"it has no last day"}
    ${"2024-06-28"} | ${null}                                   | ${undefined} | ${"it could not be read"}
  `("on $today: $step, $because", ({ today, deadline, step }) => {
    expect(deadlineStep(day(today), deadline, calendar)).toBe(step);
  });

  it.each`
    deadline                                  | onOrAfter       | last            | because
    ${by("2024-06-30")}                       | ${undefined}    | ${"2024-06-30"} | ${"a Sunday: it stays"}
    ${window("2024-06-01", "2024-09-30")}     | ${undefined}    | ${"2024-09-30"} | ${"the end of the window"}
    ${milestones("2024-08-31", "2024-02-29")} | ${undefined}    | ${"2024-08-31"} | ${"the last one, in whatever order"}
    ${milestones("2024-08-31", "2024-02-29")} | ${"2024-02-01"} | ${"2024-02-29"} | ${"the next one"}
    ${milestones("2024-02-29")}               | ${"2024-03-01"} | ${undefined}    | ${"none is left"}
    ${ongoing}                                | ${undefined}    | ${undefined}    | ${"it has none"}
  `("the day of $deadline is $last: $because", ({ deadline, onOrAfter, last }) => {
    expect(deadlineDay(deadline, onOrAfter && day(onOrAfter))).toBe(last);
  });
});
