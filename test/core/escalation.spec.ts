import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nextLook } from "../../functions/core/agenda.ts";
import { day, instant, TimeOfDay } from "../../functions/core/day.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { isPressing, rungDay, rungFor, rungsToTell } from "../../functions/core/escalation.ts";
import { Ladder, ladderEndsInTime } from "../../functions/core/ladder.ts";
import { calendar } from "./calendars.ts";
import { aDuty } from "./duties-of.ts";
import { daxingPlan } from "./plans.ts";

const ladder = Ladder.parse(JSON.parse(readFileSync(new URL("../../data/escalation.json", import.meta.url), "utf8")));
const on = (text: string, time = "09:00") => ({ day: day(text), time: TimeOfDay.parse(time) });
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
    expect(rungFor(overdue(...before), on(today), ladder, calendar)?.no).toBe(rung);
  });
});

describe("ES-2 it stops when the report is complete, and when the month is closed", () => {
  it.each`
    change                                             | because
    ${{ completeAt: instant("2024-05-08T01:00:00Z") }} | ${"it has answered"}
    ${{ closed: true }}                                | ${"the month is closed"}
  `("$because", ({ change }) => {
    expect(rungFor({ ...overdue(), ...change }, on("2024-05-09"), ladder, calendar)).toBeUndefined();
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
    const now = rungsToTell(ladder[reached - 1]!, ladder, ({ no }) => staffed.includes(no), true);
    expect([...now.told, ...(now.waits ? [now.waits] : [])].map(({ no }) => no)).toEqual(told);
  });
});

describe("ES-3 a rung marked approve waits for a person, who sees the evidence; waiting longer than a working day is itself told", () => {
  const since = { rung: 4, since: instant("2024-05-14T01:00:00Z"), day: day("2024-05-14") };
  const by = Mailbox.parse("plan@shengtai-huanjing.daxing.example");
  const declined = { rung: 2, round: 1, at: instant("2024-05-09T02:00:00Z"), by, why: "已电话说明" };

  it.each`
    reached | staffed   | approved | told   | waits        | because
    ${4}    | ${[4]}    | ${false} | ${[]}  | ${4}         | ${"the fourth is marked"}
    ${4}    | ${[4]}    | ${true}  | ${[4]} | ${undefined} | ${"a person has approved it"}
    ${3}    | ${[4]}    | ${false} | ${[3]} | ${4}         | ${"what passes to it for want of a head waits as well"}
    ${4}    | ${[]}     | ${false} | ${[4]} | ${undefined} | ${"nobody would be told: there is nothing to approve"}
    ${1}    | ${[1, 4]} | ${false} | ${[1]} | ${undefined} | ${"the first is not marked"}
  `("reached $reached, staffed $staffed, approved $approved: told $told, $waits waits, because $because", (row) => {
    const { reached, staffed, approved, told, waits } = row;
    const now = rungsToTell(ladder[reached - 1]!, ladder, ({ no }) => staffed.includes(no), approved);
    expect([now.told.map(({ no }) => no), now.waits?.no]).toEqual([told, waits]);
  });
  it("nothing further is climbed while one waits", () =>
    expect(rungFor({ ...overdue("rung-1"), awaits: since }, on("2024-05-15"), ladder, calendar)).toBeUndefined());
  it.each`
    round | today           | rung         | because
    ${1}  | ${"2024-05-10"} | ${undefined} | ${"the second was declined, the third is not due"}
    ${1}  | ${"2024-05-11"} | ${3}         | ${"the ladder goes on"}
    ${2}  | ${"2024-05-10"} | ${2}         | ${"that was in another round"}
  `("declined in the first round, in round $round on $today: $rung, because $because", ({ round, today, rung }) => {
    const duty = { ...overdue("rung-1"), round, declined: [declined] };
    expect(rungFor(duty, on(today), ladder, calendar)?.no).toBe(rung);
  });
  it.each`
    today           | more                                               | told     | because
    ${"2024-05-14"} | ${{}}                                              | ${false} | ${"it was asked today"}
    ${"2024-05-15"} | ${{}}                                              | ${true}  | ${"a working day has gone by"}
    ${"2024-05-16"} | ${{ awaits: { ...since, pressed: true } }}         | ${false} | ${"that was told"}
    ${"2024-05-15"} | ${{ completeAt: instant("2024-05-14T05:00:00Z") }} | ${false} | ${"it has answered meanwhile"}
  `("waiting since Tuesday 14 May, on $today: $told, because $because", ({ today, more, told }) => {
    expect(isPressing({ ...overdue(), awaits: since, ...more }, day(today), calendar)).toBe(told);
  });
});

describe("ES-7 a rung may have an hour: it is told then, in a message of that time", () => {
  const afternoon = ladder.map((rung) => (rung.no === 1 ? { ...rung, at: TimeOfDay.parse("14:00") } : rung));
  it.each`
    today           | time       | rung         | because
    ${"2024-05-08"} | ${"09:00"} | ${undefined} | ${"it is morning"}
    ${"2024-05-08"} | ${"14:00"} | ${1}         | ${"the hour has come"}
    ${"2024-05-09"} | ${"09:00"} | ${1}         | ${"it was missed yesterday"}
  `("at $time on $today: $rung, because $because", ({ today, time, rung }) => {
    expect(rungFor(overdue(), on(today, time), afternoon, calendar)?.no).toBe(rung);
  });
  it("the plan is looked at then", () =>
    expect(nextLook(instant("2024-05-08T01:00:00Z"), daxingPlan, calendar, afternoon)).toBe(
      "2024-05-08T06:00:00.000Z",
    ));
});

describe("ES-5 each rung is sent once a round", () => {
  it("not again on its own day", () =>
    expect(rungFor(overdue("rung-1"), on("2024-05-08"), ladder, calendar)).toBeUndefined());
});

describe("ES-6 nothing is escalated before the unit has been told, on an earlier day, that it owes the report", () => {
  it("an outage of ours never begins with a rung", () => {
    expect(rungFor(aDuty(), on("2024-05-09"), ladder, calendar)).toBeUndefined();
    expect(
      rungFor(aDuty({ told: [{ step: "opening", day: day("2024-05-09") }] }), on("2024-05-09"), ladder, calendar),
    ).toBeUndefined();
    expect(
      rungFor(aDuty({ told: [{ step: "opening", day: day("2024-05-09") }] }), on("2024-05-10"), ladder, calendar)?.no,
    ).toBe(1);
  });
});

describe("CA-2 a year without a notice is provisional: its fixed statutory days are taken off, and nothing beyond the unit is escalated on its dates", () => {
  it("the unit's own head is told, the operator and the supervision office are not", () => {
    const provisional = { ...overdue("rung-1", "rung-2"), provisional: true };
    expect(rungFor(provisional, on("2024-05-11"), ladder, calendar)?.to).toEqual(["head"]);
    expect(
      rungFor(
        { ...provisional, told: [...provisional.told, { step: "rung-3", day: day("2024-05-11") }] },
        on("2024-05-14"),
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
