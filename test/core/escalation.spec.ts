import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { day, instant } from "../../functions/core/day.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { rungDay, rungFor, rungsToTell } from "../../functions/core/escalation.ts";
import { Ladder, ladderEndsInTime } from "../../functions/core/ladder.ts";
import { calendar } from "./calendars.ts";
import { aDuty } from "./duties-of.ts";

const ladder = Ladder.parse(JSON.parse(readFileSync(new URL("../../data/escalation.json", import.meta.url), "utf8")));
const overdue = (...steps: string[]): Duty =>
  aDuty({
    told: ["opening", ...steps].map((step) => ({
      step,
      day: day("2024-04-29"),
    })),
  });

describe("ES-1 the ladder is data: on the 1st, 2nd, 4th and 6th working day after the due day", () => {
  it.each`
    rung | on              | because
    ${1} | ${"2024-05-08"} | ${"Wednesday"}
    ${2} | ${"2024-05-09"} | ${"Thursday"}
    ${3} | ${"2024-05-11"} | ${"a Saturday that is worked"}
    ${4} | ${"2024-05-14"} | ${"Tuesday"}
  `("rung $rung is on $on: $because", ({ rung, on }) => {
    expect(rungDay(ladder[rung - 1]!, day("2024-05-07"), calendar)).toBe(on);
  });
  it.each`
    today           | before        | rung         | because
    ${"2024-05-07"} | ${[]}         | ${undefined} | ${"the due day is not over"}
    ${"2024-05-08"} | ${[]}         | ${1}         | ${"the first working day after"}
    ${"2024-05-10"} | ${["rung-1"]} | ${2}         | ${"the second was missed yesterday"}
    ${"2024-05-14"} | ${["rung-1"]} | ${2}         | ${"after missed days it climbs on from where it was"}
  `("on $today after $before: $rung, because $because", ({ today, before, rung }) => {
    expect(rungFor(overdue(...before), day(today), ladder, calendar)?.no).toBe(rung);
  });
});

describe("ES-2 it stops when the report is complete, and when the month is closed", () => {
  it.each`
    change                                             | because
    ${{ completeAt: instant("2024-05-08T01:00:00Z") }} | ${"it has answered"}
    ${{ closed: true }}                                | ${"the month is closed"}
  `("$because", ({ change }) => {
    expect(rungFor({ ...overdue(), ...change }, day("2024-05-09"), ladder, calendar)).toBeUndefined();
  });
});

describe("ES-4 a rung with nobody on it passes to the next at once", () => {
  it.each`
    reached | staffed         | told         | because
    ${1}    | ${[1, 2, 3, 4]} | ${[1]}       | ${"somebody is there"}
    ${2}    | ${[1, 3, 4]}    | ${[2, 3]}    | ${"no deputy: the head is told"}
    ${2}    | ${[1, 4]}       | ${[2, 3, 4]} | ${"nor a head"}
    ${4}    | ${[1]}          | ${[4]}       | ${"there is no further rung"}
  `("reached $reached, staffed $staffed: $told, because $because", ({ reached, staffed, told }) => {
    expect(rungsToTell(ladder[reached - 1]!, ladder, ({ no }) => staffed.includes(no)).map(({ no }) => no)).toEqual(
      told,
    );
  });
});

describe("ES-5 each rung is sent once a round", () => {
  it("not again on its own day", () =>
    expect(rungFor(overdue("rung-1"), day("2024-05-08"), ladder, calendar)).toBeUndefined());
});

describe("ES-6 nothing is escalated before the unit has been told, on an earlier day, that it owes the report", () => {
  it("an outage of ours never begins with a rung", () => {
    expect(rungFor(aDuty(), day("2024-05-09"), ladder, calendar)).toBeUndefined();
    expect(
      rungFor(aDuty({ told: [{ step: "opening", day: day("2024-05-09") }] }), day("2024-05-09"), ladder, calendar),
    ).toBeUndefined();
    expect(
      rungFor(aDuty({ told: [{ step: "opening", day: day("2024-05-09") }] }), day("2024-05-10"), ladder, calendar)?.no,
    ).toBe(1);
  });
});

describe("CA-2 a year without a notice is provisional: its fixed statutory days are taken off, and nothing beyond the unit is escalated on its dates", () => {
  it("the unit's own head is told, the operator and the supervision office are not", () => {
    const provisional = { ...overdue("rung-1", "rung-2"), provisional: true };
    expect(rungFor(provisional, day("2024-05-11"), ladder, calendar)?.to).toEqual(["head"]);
    expect(
      rungFor(
        { ...provisional, told: [...provisional.told, { step: "rung-3", day: day("2024-05-11") }] },
        day("2024-05-14"),
        ladder,
        calendar,
      ),
    ).toBeUndefined();
  });
});

describe("DG-2 a ladder that ends after closing is refused", () => {
  it("the sixth working day lies within eight", () => expect(ladderEndsInTime(ladder, 8)).toBe(true));
  it("but not within five", () => expect(ladderEndsInTime(ladder, 5)).toBe(false));
});

describe("a ladder that makes no sense is refused", () => {
  it.each`
    change                                                              | says
    ${[{ no: 2, afterWorkingDays: 1 }]}                                 | ${"从 1 起连续编号"}
    ${[{ no: 1, afterWorkingDays: 3 }, { no: 2, afterWorkingDays: 2 }]} | ${"第 2 级应晚于第 1 级"}
  `("$says", ({ change }) => {
    expect(
      Ladder.safeParse(
        change.map((rung: object) => ({
          name: "催办",
          to: ["liaison"],
          ...rung,
        })),
      ).success,
    ).toBe(false);
  });
});
