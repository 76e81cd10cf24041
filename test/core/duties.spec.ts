import { describe, expect, it } from "vitest";
import { cycleDays } from "../../functions/core/cycle.ts";
import { day, instant, month } from "../../functions/core/day.ts";
import { type Done, nothingDone, withAccepted } from "../../functions/core/done.ts";
import { dutiesFor } from "../../functions/core/duties.ts";
import { SubmissionId } from "../../functions/core/duty.ts";
import type { Status } from "../../functions/core/entry.ts";
import { askedMeasures, editionsOf } from "../../functions/core/form-for.ts";
import type { OwnedMeasure, Plan } from "../../functions/core/plan.ts";
import { calendar } from "./calendars.ts";
import { daxingSettings } from "./daxing.ts";
import { aDuty, id } from "./duties-of.ts";
import { daxingMeasures, daxingPlan, unit } from "./plans.ts";

const duties = (measures: readonly OwnedMeasure[], more: { period?: string; plan?: Plan; done?: Done } = {}) => {
  const { plan = daxingPlan, done = nothingDone(plan.id) } = more;
  const period = month(more.period ?? "2024-04");
  return dutiesFor(period, plan, measures, cycleDays(period, daxingSettings.cycle, calendar), done);
};
const owned = (leads: string[], more: Partial<OwnedMeasure> = {}): OwnedMeasure => ({
  ...daxingMeasures[0]!,
  ...more,
  owners: { leads: leads.map(unit), assists: [unit("caizheng")], open: [] },
});

describe("CY-2 each unit that leads a measure reporting in that month has one duty", () => {
  it("one for each, with all that it leads", () => {
    const found = duties([
      owned(["shuiwu"], { id: id("A1-1-1") }),
      owned(["shuiwu"], { id: id("A1-1-2") }),
      owned(["jiaotong"]),
    ]);
    expect(found.map(({ unit: of, measures }) => [of, measures.length])).toEqual([
      ["jiaotong", 1],
      ["shuiwu", 2],
    ]);
  });
  it.each`
    period       | asked | because
    ${"2024-05"} | ${0}  | ${"6-9月 has not begun"}
    ${"2024-06"} | ${1}  | ${"it begins"}
    ${"2024-09"} | ${1}  | ${"its last month"}
  `("a measure of 6-9月 in $period: $asked, because $because", ({ period, asked }) => {
    const summer = daxingMeasures.filter(({ deadlineRaw }) => deadlineRaw === "6-9 月");
    expect(duties(summer, { period })).toHaveLength(asked * 2); // 区商务局 and 区生态环境局
  });
  it("the plan of Daxing has 61 in April 2024, 115 measures in the largest", () => {
    const found = duties(daxingMeasures);
    expect(found).toHaveLength(61);
    expect(Math.max(...found.map(({ measures }) => measures.length))).toBe(115);
  });
  it("a retired measure asks for nothing", () => expect(duties([owned(["shuiwu"], { retired: true })])).toEqual([]));
});

describe("CY-3 with several leads each reports, or the first for all, as the plan says", () => {
  it.each`
    leads      | who                       | because
    ${"each"}  | ${["jiaotong", "shuiwu"]} | ${"each reports"}
    ${"first"} | ${["shuiwu"]}             | ${"the first consolidates"}
  `("$leads: $who, because $because", ({ leads, who }) => {
    const plan = { ...daxingPlan, settings: { ...daxingPlan.settings, leads } };
    expect(duties([owned(["shuiwu", "jiaotong"])], { plan }).map((duty) => duty.unit)).toEqual(who);
  });
});

describe("CY-4 assisting units owe nothing while that is undecided", () => {
  it("only the lead has a duty", () =>
    expect(duties([owned(["shuiwu"])]).map((duty) => duty.unit)).toEqual(["shuiwu"]));
});

describe("PL-10 every edition of a measure is kept with its leads and deadline; duties name the edition", () => {
  it("a duty names the edition in force when it opened", () => {
    expect(duties([owned(["shuiwu"], { edition: 3 })])[0]?.measures).toEqual([
      { id: daxingMeasures[0]?.id, edition: 3 },
    ]);
  });
  it("a duty asks in the edition it names, whatever has come into force since", () => {
    const [first] = daxingMeasures;
    const later = { ...first!, edition: 2, text: "改" };
    const asked = (edition: number) =>
      askedMeasures(aDuty({ measures: [{ id: first!.id, edition }] }), editionsOf([first!, later]));
    expect([asked(1)[0]?.text, asked(2)[0]?.text]).toEqual([first!.text, "改"]);
  });
  it("a measure whose leads are all open is the operator's", () => {
    expect(duties([owned([])]).map((duty) => duty.unit)).toEqual([daxingPlan.settings.operator]);
  });
});

describe("CY-8 a contact that is bound to programmes is told of those only", () => {
  const known = editionsOf(daxingMeasures);
  const duty = aDuty({
    measures: ["A1-1-1", "A2-6-1", "A2-6-2"].map((each) => ({
      id: id(each),
      edition: 1,
    })),
  });
  it.each`
    programmes   | codes                                   | because
    ${undefined} | ${["蓝天-1-1", "碧水-6-1", "碧水-6-2"]} | ${"it is bound to none"}
    ${[2]}       | ${["碧水-6-1", "碧水-6-2"]}             | ${"water only"}
    ${[5]}       | ${[]}                                   | ${"nothing of that programme is asked"}
  `("bound to $programmes: $codes, because $because", ({ programmes, codes }) => {
    expect(askedMeasures(duty, known, programmes).map(({ code }) => code)).toEqual(codes);
  });
});

describe("what was accepted as done leaves the later duties of the unit that did it (DL-4)", () => {
  const entry = (status: Status) => ({
    status,
    at: instant("2024-05-06T02:00:00Z"),
    submission: SubmissionId.parse("submission-1"),
  });
  const both = owned(["shuiwu", "jiaotong"], { id: id("A2-6-1"), deadline: { kind: "by", day: day("2024-12-31") } });
  const accepted = (status: Status, before = nothingDone(daxingPlan.id)) =>
    withAccepted(before, aDuty({ entries: { [both.id]: entry(status) } }));
  it.each`
    period       | status           | who                       | because
    ${"2024-04"} | ${"done"}        | ${["jiaotong", "shuiwu"]} | ${"the month itself stays as it was asked"}
    ${"2024-05"} | ${"done"}        | ${["jiaotong"]}           | ${"区水务局 is done, the other lead is not"}
    ${"2024-05"} | ${"in-progress"} | ${["jiaotong", "shuiwu"]} | ${"it is not done"}
  `("$status in April, asked in $period: $who, because $because", ({ period, status, who }) =>
    expect(duties([both], { period, done: accepted(status) }).map(({ unit: of }) => of)).toEqual(who),
  );
  it("accepted anew as not done, it is asked again", () =>
    expect(duties([both], { period: "2024-05", done: accepted("in-progress", accepted("done")) })).toHaveLength(2));
});
