import { describe, expect, it } from "vitest";
import { month } from "../../functions/core/day.ts";
import { readDeadline } from "../../functions/core/deadline-reading.ts";
import { progressOf } from "../../functions/core/lamp.ts";

describe("DG-3 two lamps, never mixed: whether it was reported in time, and whether the work is on schedule, with the reason", () => {
  it.each`
    status           | percent      | deadline      | period       | lamp        | why              | because
    ${"in-progress"} | ${30}        | ${"年底前"}   | ${"2024-04"} | ${"green"}  | ${"on-course"}   | ${"a third of the year has passed"}
    ${"in-progress"} | ${undefined} | ${"年底前"}   | ${"2024-04"} | ${"green"}  | ${"on-course"}   | ${"it is under way, and nothing says it is behind"}
    ${undefined}     | ${undefined} | ${"年底前"}   | ${"2024-04"} | ${"green"}  | ${"on-course"}   | ${"it was told in words only"}
    ${"in-progress"} | ${60}        | ${"年底前"}   | ${"2024-11"} | ${"yellow"} | ${"slow"}        | ${"91 % of the year has passed"}
    ${"in-progress"} | ${70}        | ${"年底前"}   | ${"2024-11"} | ${"green"}  | ${"on-course"}   | ${"work is seldom even"}
    ${"not-started"} | ${undefined} | ${"年底前"}   | ${"2024-03"} | ${"green"}  | ${"on-course"}   | ${"a quarter of the year may pass first"}
    ${"not-started"} | ${undefined} | ${"年底前"}   | ${"2024-06"} | ${"yellow"} | ${"slow"}        | ${"half of the year has passed"}
    ${"in-progress"} | ${10}        | ${"长期实施"} | ${"2024-11"} | ${"green"}  | ${"on-course"}   | ${"what never ends is never late"}
    ${"behind"}      | ${90}        | ${"年底前"}   | ${"2024-04"} | ${"yellow"} | ${"said-behind"} | ${"the unit says so itself"}
    ${"paused"}      | ${90}        | ${"年底前"}   | ${"2024-04"} | ${"red"}    | ${"paused"}      | ${"it stands still"}
    ${"in-progress"} | ${99}        | ${"4月底前"}  | ${"2024-04"} | ${"red"}    | ${"overdue"}     | ${"its last day has passed, and it is not done"}
    ${"in-progress"} | ${99}        | ${"5月1日前"} | ${"2024-04"} | ${"green"}  | ${"on-course"}   | ${"the month reported on ended before its last day"}
    ${"done"}        | ${undefined} | ${"3月底前"}  | ${"2024-04"} | ${"blue"}   | ${"done"}        | ${"done, if late"}
    ${"no-progress"} | ${undefined} | ${"年底前"}   | ${"2024-04"} | ${"gray"}   | ${"no-progress"} | ${"it does not say how the whole stands"}
    ${"silent"}      | ${undefined} | ${"年底前"}   | ${"2024-04"} | ${"gray"}   | ${"silent"}      | ${"nothing was said, which is the other lamp's matter"}
    ${"silent"}      | ${undefined} | ${"3月底前"}  | ${"2024-04"} | ${"red"}    | ${"overdue"}     | ${"the calendar says so, whoever is silent"}
  `(
    "$status $percent under $deadline in $period is $lamp ($why): $because",
    ({ status, percent, deadline, period, lamp, why }) => {
      const entry =
        status === "silent" ? undefined : { ...(status && { status }), ...(percent !== undefined && { percent }) };
      const course = {
        period: month(period),
        deadline: readDeadline(deadline, 2024),
        doneIn: undefined,
        exempt: false,
      };
      const progress = progressOf(entry, course);
      expect([progress.lamp, progress.why.kind]).toEqual([lamp, why]);
    },
  );

  it("whoever is exempt is not silent", () => {
    const course = {
      period: month("2024-04"),
      deadline: readDeadline("年底前", 2024),
      doneIn: undefined,
      exempt: true,
    };
    expect(progressOf(undefined, course).why.kind).toBe("exempt");
  });

  it("what was accepted as done is not overdue, though nothing is said of it any more", () => {
    const course = {
      period: month("2024-04"),
      deadline: readDeadline("3月底前", 2024),
      doneIn: month("2024-03"),
      exempt: false,
    };
    expect(progressOf(undefined, course).lamp).toBe("gray");
  });
});
