import { describe, expect, it } from "vitest";
import { type BoardDuty, BoardFilter, countsOf, lampsOf, passes } from "../../functions/core/board.ts";
import { instant } from "../../functions/core/day.ts";
import { type Duty, standingOf, type Timeliness } from "../../functions/core/duty.ts";
import { aDuty } from "./duties-of.ts";

const complete = instant("2024-05-07T04:00:00Z");
const shown = (duty: Partial<Duty>, timeliness: Timeliness, isOverdue = false): BoardDuty => ({
  ...standingOf(aDuty(duty)),
  timeliness,
  isOverdue,
});
const told = (step: string) => ({ told: [{ step, day: "2024-05-08" as never }] });
const programme = String(Object.keys(standingOf(aDuty()).programmes)[0]);

describe("an address cuts the board to what it says", () => {
  it.each`
    query                             | duty                                                                                                  | passed   | because
    ${{}}                             | ${shown({}, "open")}                                                                                  | ${true}  | ${"nothing is asked for"}
    ${{ timeliness: "missing" }}      | ${shown({}, "missing")}                                                                               | ${true}  | ${"it stands so"}
    ${{ timeliness: "missing" }}      | ${shown({}, "open")}                                                                                  | ${false} | ${"it stands otherwise"}
    ${{ timeliness: "<script>" }}     | ${shown({}, "open")}                                                                                  | ${true}  | ${"what is no timeliness is not said"}
    ${{ rung: "2" }}                  | ${shown(told("rung-2"), "missing", true)}                                                             | ${true}  | ${"it has reached the rung"}
    ${{ rung: "2" }}                  | ${shown({ ...told("rung-2"), completeAt: complete }, "late")}                                         | ${false} | ${"it has reported since"}
    ${{ rung: "0" }}                  | ${shown(told("due-day"), "missing", true)}                                                            | ${true}  | ${"overdue, and no rung yet"}
    ${{ rung: "0" }}                  | ${shown(told("due-day"), "open")}                                                                     | ${false} | ${"not overdue"}
    ${{ programme }}                  | ${shown({}, "open")}                                                                                  | ${true}  | ${"it asks for that programme"}
    ${{ programme: "9" }}             | ${shown({}, "open")}                                                                                  | ${false} | ${"it asks for nothing of it"}
    ${{ programme, lamp: "missing" }} | ${shown({}, "open")}                                                                                  | ${true}  | ${"a measure of it is not answered"}
    ${{ programme, lamp: "done" }}    | ${shown({}, "open")}                                                                                  | ${false} | ${"none of it is done"}
    ${{ waits: "review" }}            | ${shown({ completeAt: complete }, "on-time")}                                                         | ${true}  | ${"complete, and nobody has looked"}
    ${{ waits: "review" }}            | ${shown({ completeAt: complete, accepted: { at: complete, by: "a@b.example" as never } }, "on-time")} | ${false} | ${"accepted"}
    ${{ waits: "approval" }}          | ${shown({ awaits: { rung: 4, since: complete, day: "2024-05-08" as never } }, "missing", true)}       | ${true}  | ${"its rung waits for approval"}
    ${{ waits: "request" }}           | ${shown({}, "open")}                                                                                  | ${false} | ${"nothing was asked for"}
  `("$query: $passed, $because", ({ query, duty, passed }) => {
    expect(passes(duty, BoardFilter.parse(query))).toBe(passed);
  });

  it("every duty stands some way, and every measure in some lamp", () => {
    const duties = [shown({}, "open"), shown({}, "missing")];
    expect(countsOf(duties)).toMatchObject({ open: 1, missing: 1, late: 0 });
    const all = Object.keys(duties[0]?.programmes ?? {}).flatMap((no) => Object.values(lampsOf(duties, Number(no))));
    expect(all.reduce((sum, count) => sum + (count ?? 0), 0)).toBe(2 * (duties[0]?.asked ?? 0));
  });
});
