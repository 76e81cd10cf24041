import { describe, expect, it } from "vitest";
import { cycleDays } from "../../functions/core/cycle.ts";
import { month } from "../../functions/core/day.ts";
import { dutiesFor } from "../../functions/core/duties.ts";
import { askedMeasures, editionsOf } from "../../functions/core/form-for.ts";
import type { OwnedMeasure, Plan } from "../../functions/core/plan.ts";
import { calendar } from "./calendars.ts";
import { daxingSettings } from "./daxing.ts";
import { aDuty, id } from "./duties-of.ts";
import { daxingMeasures, daxingPlan, unit } from "./plans.ts";

const duties = (measures: readonly OwnedMeasure[], more: { period?: string; plan?: Plan } = {}) => {
  const period = month(more.period ?? "2024-04");
  return dutiesFor(period, more.plan ?? daxingPlan, measures, cycleDays(period, daxingSettings.cycle, calendar));
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
