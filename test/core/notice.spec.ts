import { describe, expect, it } from "vitest";
import { day, instant } from "../../functions/core/day.ts";
import { dutiesOf, type Notice, stillHolds } from "../../functions/core/notice.ts";
import { aDuty } from "./duties-of.ts";

const { plan, period, unit } = aDuty();
const told = [{ step: "opening", day: day("2024-04-29") }];
const reminder = (step: "opening" | "reminder", round = 1): Notice => ({
  kind: "reminder",
  plan,
  period,
  unit,
  round,
  step,
});

describe("RM-5 one message per person and day, whose token names the duties it speaks of", () => {
  it("names each duty once", () => {
    expect(
      dutiesOf({
        notices: [reminder("opening"), reminder("opening"), { kind: "digest", plan, period, digest: "open" }],
      }),
    ).toEqual([{ plan, period, unit }]);
  });

  it.each`
    because                                 | notice                                                                 | duty                                                                        | holds
    ${"it is what was told last"}           | ${reminder("opening")}                                                 | ${aDuty({ told })}                                                          | ${true}
    ${"the report came in between"}         | ${reminder("opening")}                                                 | ${aDuty({ told, completeAt: instant("2024-04-29T01:00:01Z") })}             | ${false}
    ${"a later step took its place"}        | ${reminder("opening")}                                                 | ${aDuty({ told: [...told, { step: "reminder", day: day("2024-05-06") }] })} | ${false}
    ${"a new round began"}                  | ${reminder("opening")}                                                 | ${aDuty({ told, round: 2 })}                                                | ${false}
    ${"the month is closed"}                | ${reminder("opening")}                                                 | ${aDuty({ told, closed: true })}                                            | ${false}
    ${"the duty is gone"}                   | ${reminder("opening")}                                                 | ${undefined}                                                                | ${false}
    ${"a receipt is owed whatever happens"} | ${{ kind: "receipt", plan, period, unit, submission: "submission-1" }} | ${undefined}                                                                | ${true}
  `("still holds: $holds, because $because", ({ notice, duty, holds }) => {
    expect(stillHolds(notice, duty)).toBe(holds);
  });
});
