import { describe, expect, it } from "vitest";
import { day, month } from "../../functions/core/day.ts";
import type { Entry } from "../../functions/core/entry.ts";
import { elapsedShare, type GateFacts, gatesFor } from "../../functions/core/gates.ts";

const cumulative = (value: number, unit = "家") => ({ value, unit, kind: "cumulative" as const });
const target = { metric: "企业", comparator: ">=" as const, value: 20, unit: "家", phrase: "20 家" };
const facts = (more: Partial<GateFacts> = {}): GateFacts => ({
  measure: { targets: [], deadline: null },
  period: month("2024-10"),
  last: undefined,
  said: "words-10",
  ...more,
});
const byYearsEnd = { targets: [], deadline: { kind: "by" as const, day: day("2024-12-31") } };

describe("RT-4 the same words as last month, a cumulative figure that falls, over 100 percent, done without a word, a target's figure missing, behind the time elapsed: each is a warning, never a refusal", () => {
  it.each`
    entry                                                      | more                                                                    | gates                     | because
    ${{ progress: "推进中" }}                                  | ${{ last: { said: "words-10" } }}                                       | ${["same-words"]}         | ${"nothing was changed"}
    ${{ progress: "推进中" }}                                  | ${{ last: { said: "words-09" } }}                                       | ${[]}                     | ${"other words"}
    ${{ status: "no-progress", progress: "本月无进展" }}       | ${{ last: { said: "words-10" } }}                                       | ${[]}                     | ${"no progress may be said twice"}
    ${{ percent: 50 }}                                         | ${{ last: { percent: 60 } }}                                            | ${["falls"]}              | ${"sixty percent were done"}
    ${{ figures: [cumulative(11)] }}                           | ${{ last: { figures: [cumulative(12)] } }}                              | ${["falls"]}              | ${"twelve were done"}
    ${{ figures: [cumulative(11)] }}                           | ${{ last: { figures: [cumulative(12, "处")] } }}                        | ${[]}                     | ${"of something else"}
    ${{ figures: [cumulative(3), cumulative(9)] }}             | ${{ last: { figures: [cumulative(12)] } }}                              | ${[]}                     | ${"nobody knows which of two it was"}
    ${{ figures: [{ ...cumulative(1), kind: "this-month" }] }} | ${{ last: { figures: [cumulative(12)] } }}                              | ${[]}                     | ${"a month's figure may be small"}
    ${{ percent: 120 }}                                        | ${{}}                                                                   | ${["over-100"]}           | ${"more than all"}
    ${{ status: "done" }}                                      | ${{}}                                                                   | ${["done-without-words"]} | ${"it does not say what"}
    ${{ status: "done", progress: "改造 20 家" }}              | ${{}}                                                                   | ${[]}                     | ${"it does"}
    ${{ progress: "推进中" }}                                  | ${{ measure: { targets: [target], deadline: null } }}                   | ${["target-missing"]}     | ${"how many of twenty?"}
    ${{ figures: [cumulative(12)] }}                           | ${{ measure: { targets: [target], deadline: null } }}                   | ${[]}                     | ${"twelve"}
    ${{ percent: 60 }}                                         | ${{ measure: { targets: [{ ...target, unit: "%" }], deadline: null } }} | ${[]}                     | ${"a share is answered by a share"}
    ${{ status: "no-progress" }}                               | ${{ measure: { targets: [target], deadline: null } }}                   | ${[]}                     | ${"nothing was done to count"}
    ${{ percent: 50 }}                                         | ${{ measure: byYearsEnd }}                                              | ${["behind"]}             | ${"five sixths of the year have gone"}
    ${{ percent: 60 }}                                         | ${{ measure: byYearsEnd }}                                              | ${[]}                     | ${"work is seldom even"}
    ${{ percent: 50, status: "behind" }}                       | ${{ measure: byYearsEnd }}                                              | ${[]}                     | ${"the unit says so itself"}
  `("$gates: $because", ({ entry, more, gates }) =>
    expect(gatesFor({ code: "蓝天-1-1", ...entry } as Entry, facts(more))).toEqual(gates),
  );

  it.each`
    period       | deadline                                                              | share        | because
    ${"2024-06"} | ${{ kind: "by", day: day("2024-12-31") }}                             | ${0.5}       | ${"half the year"}
    ${"2024-11"} | ${{ kind: "by", day: day("2024-09-30") }}                             | ${1}         | ${"it has passed"}
    ${"2024-06"} | ${{ kind: "window", from: day("2024-06-01"), to: day("2024-09-30") }} | ${0.24}      | ${"the window opened in June"}
    ${"2024-05"} | ${{ kind: "window", from: day("2024-06-01"), to: day("2024-09-30") }} | ${0}         | ${"it has not opened"}
    ${"2024-06"} | ${{ kind: "ongoing" }}                                                | ${undefined} | ${"it has no end"}
    ${"2024-06"} | ${null}                                                               | ${undefined} | ${"nobody knows its end"}
  `("at the end of $period $share has gone by: $because", ({ period, deadline, share }) => {
    const found = elapsedShare(month(period), deadline);
    if (share === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(share, 1);
  });
});
