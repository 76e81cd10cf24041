import { describe, expect, it } from "vitest";
import { day, instant } from "../../functions/core/day.ts";
import { type Duty, missingIn, SubmissionId, standingOf, timeliness } from "../../functions/core/duty.ts";
import { recordedIn, sortEntries } from "../../functions/core/report.ts";
import { aDuty, id } from "./duties-of.ts";

const asked = [
  { id: id("A2-6-1"), code: "碧水-6-1" },
  { id: id("A2-6-2"), code: "碧水-6-2" },
];
const submission = (name: string, at: string) => ({
  id: SubmissionId.parse(`submission-${name}`),
  at: instant(at),
});
const record = (duty: Duty, name: string, at: string, ...codes: string[]): Duty =>
  recordedIn(
    duty,
    submission(name, at),
    codes.map((code) => ({ code, percent: 60, progress: name })),
    asked,
  );

describe("RP-4 valid entries are recorded, the others come back with the reason and an example", () => {
  it.each`
    entry                                                          | says                        | because
    ${{ code: "碧水-6-1", progress: "完成清掏" }}                  | ${undefined}                | ${"it is asked and says something"}
    ${{ code: "A2-6-1", progress: "完成清掏" }}                    | ${undefined}                | ${"the ASCII id names it too"}
    ${{ code: "蓝天-99-9", progress: "完成" }}                     | ${"不是贵单位本月要报送的"} | ${"no such code"}
    ${{ code: "碧水-6-2", progress: "已完成60%，累计改造12处。" }} | ${"没有写进展"}             | ${"it is our own example, quoted back"}
    ${{ code: "碧水-6-2" }}                                        | ${"没有写进展"}             | ${"it says nothing"}
    ${{ code: "碧水-6-2", status: "in-progress" }}                 | ${"没有写进展"}             | ${"推进中 alone is no report"}
    ${{ code: "碧水-6-2", status: "no-progress" }}                 | ${undefined}                | ${"本月无进展 is an answer"}
    ${{ code: "碧水-6-2", percent: 0 }}                            | ${undefined}                | ${"nought is a figure"}
  `("$entry.code: $says, because $because", ({ entry, says }) => {
    const { valid, unrecorded } = sortEntries([entry], asked, "zh");
    expect([valid.length, unrecorded.length]).toEqual(says ? [0, 1] : [1, 0]);
    if (says) expect(unrecorded[0]?.text).toContain(says);
  });
});

describe("RT-2 the newest entry per measure counts, by the time it arrived; the time of completion is never moved", () => {
  const first = record(aDuty(), "first", "2024-04-30T02:00:00Z", "碧水-6-1");
  it("a later one replaces it", () => {
    expect(record(first, "second", "2024-05-06T02:00:00Z", "碧水-6-1").entries[id("A2-6-1")]?.submission).toBe(
      "submission-second",
    );
  });
  it("one that arrived earlier and was read later does not", () => {
    expect(record(first, "slow", "2024-04-29T02:00:00Z", "碧水-6-1").entries[id("A2-6-1")]?.submission).toBe(
      "submission-first",
    );
  });
  it("of two that were read in the wrong order the time of completion is that of the later", () => {
    const late = record(
      record(aDuty(), "late", "2024-05-07T16:10:00Z", "碧水-6-1"),
      "slow",
      "2024-05-07T15:50:00Z",
      "碧水-6-2",
    );
    expect(late.completeAt).toBe("2024-05-07T16:10:00.000Z");
  });
  it("a correction after completion leaves the time of completion", () => {
    const complete = record(first, "rest", "2024-05-06T02:00:00Z", "碧水-6-2");
    expect(complete.completeAt).toBe("2024-05-06T02:00:00.000Z");
    expect(record(complete, "correction", "2024-05-09T02:00:00Z", "碧水-6-1").completeAt).toBe(
      "2024-05-06T02:00:00.000Z",
    );
  });
});

describe("RT-3 a report is complete when every measure is answered, on time when the last answer came by the end of the due day; until then it is open, not missing", () => {
  it("names what is missing, in the plan's order", () => {
    expect(missingIn(aDuty())).toEqual(["A2-6-1", "A2-6-2"]);
    expect(missingIn(record(aDuty(), "half", "2024-04-30T02:00:00Z", "碧水-6-1"))).toEqual(["A2-6-2"]);
  });
  it.each`
    arrivals                                            | today           | is           | because
    ${[]}                                               | ${"2024-05-07"} | ${"open"}    | ${"the due day is not over"}
    ${[]}                                               | ${"2024-05-08"} | ${"missing"} | ${"it is over"}
    ${["2024-04-30T02:00:00Z"]}                         | ${"2024-05-08"} | ${"partial"} | ${"half is there"}
    ${["2024-04-30T02:00:00Z", "2024-05-07T15:59:59Z"]} | ${"2024-05-08"} | ${"on-time"} | ${"one second before midnight in Shanghai"}
    ${["2024-04-30T02:00:00Z", "2024-05-07T16:00:00Z"]} | ${"2024-05-08"} | ${"late"}    | ${"midnight has struck"}
  `("$arrivals on $today is $is: $because", ({ arrivals, today, is }) => {
    const codes = ["碧水-6-1", "碧水-6-2"];
    const duty = (arrivals as string[]).reduce((sofar, at, nth) => record(sofar, `s${nth}`, at, codes[nth]!), aDuty());
    expect(timeliness(standingOf(duty), day(today), "Asia/Shanghai")).toBe(is);
  });
});
