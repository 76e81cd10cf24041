import { describe, expect, it } from "vitest";
import { day, month } from "../../functions/core/day.ts";
import type { Deadline } from "../../functions/core/deadline.ts";
import { type Done, nothingDone } from "../../functions/core/done.ts";
import { overdueMeasures } from "../../functions/core/overdue.ts";
import { calendar } from "./calendars.ts";
import { daxingMeasures, daxingPlan, unit } from "./plans.ts";

const [some] = daxingMeasures;
const two = [unit("shuiwu"), unit("yuanlin-lvhua")];
const by: Deadline = { kind: "by", day: day("2024-06-30") };
const milestones: Deadline = { kind: "milestones", days: [day("2024-04-30"), day("2024-06-30")] };
const doneBy = (of: string, period: string): Done => ({
  ...nothingDone(daxingPlan.id),
  measures: { [some!.id]: { [unit(of)]: month(period) } },
});
const nothing = nothingDone(daxingPlan.id);

describe("DL-8 a measure whose deadline passed undone is told to each lead whose part is not done, once its month's report is due", () => {
  it.each`
    today           | deadline                             | done                           | late                                                 | because
    ${"2024-07-01"} | ${by}                                | ${nothing}                     | ${[]}                                                | ${"Monday: the report for June is not due"}
    ${"2024-07-02"} | ${by}                                | ${nothing}                     | ${[]}                                                | ${"the due day is not over"}
    ${"2024-07-03"} | ${by}                                | ${nothing}                     | ${["shuiwu 2024-06-30", "yuanlin-lvhua 2024-06-30"]} | ${"both leads were asked, neither is done"}
    ${"2024-07-03"} | ${by}                                | ${doneBy("shuiwu", "2024-05")} | ${["yuanlin-lvhua 2024-06-30"]}                      | ${"one has done its part"}
    ${"2024-07-03"} | ${milestones}                        | ${doneBy("shuiwu", "2024-04")} | ${["shuiwu 2024-06-30", "yuanlin-lvhua 2024-04-30"]} | ${"each since its first milestone that was not met"}
    ${"2024-07-03"} | ${{ kind: "ongoing" }}               | ${nothing}                     | ${[]}                                                | ${"it is never overdue (DL-3)"}
    ${"2024-07-03"} | ${null}                              | ${nothing}                     | ${[]}                                                | ${"nobody could read it (PL-9)"}
    ${"2024-05-07"} | ${{ kind: "by", day: "2024-03-31" }} | ${nothing}                     | ${[]}                                                | ${"the plan is in force here since 29 April: nobody was asked yet"}
    ${"2024-05-08"} | ${{ kind: "by", day: "2024-03-31" }} | ${nothing}                     | ${["shuiwu 2024-03-31", "yuanlin-lvhua 2024-03-31"]} | ${"the first report that was asked for is due"}
  `("on $today $late: $because", ({ today, deadline, done, late }) => {
    const measure = { ...some!, deadline, owners: { ...some!.owners, leads: two } };
    const found = overdueMeasures(day(today), daxingPlan, [measure], done, calendar);
    expect(found.map((each) => `${each.unit} ${each.since}`).sort()).toEqual(late);
  });
  it("what its lead calls done waits for review; what was retired is nobody's", () => {
    const measure = { ...some!, deadline: by, owners: { ...some!.owners, leads: two } };
    const isCalledDone = (of: string) => of === "shuiwu";
    const found = overdueMeasures(day("2024-07-03"), daxingPlan, [measure], nothing, calendar, isCalledDone);
    expect(found).toEqual([{ unit: "yuanlin-lvhua", since: "2024-06-30", measures: [some!.code] }]);
    const retired = { ...measure, retired: true };
    expect(overdueMeasures(day("2024-07-03"), daxingPlan, [retired], nothing, calendar)).toEqual([]);
  });
});
