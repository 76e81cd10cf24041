import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day, instant } from "../../functions/core/day.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { nothingDone } from "../../functions/core/done.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { ranking, type Score, scoreOf, scoresOf } from "../../functions/core/score.ts";
import type { Snapshot } from "../../functions/core/snapshot.ts";
import { daxingPlan, unit } from "./plans.ts";
import { aMonth, closed, entry, one, other, reported, rules, withDeadline } from "./scores.ts";

const by = { at: instant("2024-05-08T03:00:00Z"), by: Mailbox.parse("plan@shengtai.daxing.example") };
const returned = (hollow: boolean): Duty["returned"] => ({
  ...by,
  why: "只写了“正在推进”",
  hollow,
  entries: { [one]: entry("2024-05-06T02:00:00Z") },
});
const days = { ...closed().days, due: day("2024-05-10") }; // Friday, the new day after a return on the 8th
const inTime = "2024-05-07T04:00:00Z";
const stamp = { due: day("2024-05-07"), completeAt: instant(inTime) };
const none = { ...stamp, completeAt: null };
const said = (score: Score | undefined) => score?.deductions.map(({ kind, points }) => `${kind} ${points}`).join(", ");

describe("SC-1 a score is full marks less deductions by the rules, each with its reason and evidence, and knows nothing of how the tool was used", () => {
  it.each`
    snapshot                                                                                                                                            | deductions            | because
    ${reported(inTime)}                                                                                                                                 | ${""}                 | ${"in time"}
    ${reported("2024-05-07T15:59:00Z")}                                                                                                                 | ${""}                 | ${"one minute to midnight there"}
    ${reported("2024-05-08T02:00:00Z")}                                                                                                                 | ${"late 1"}           | ${"the day after"}
    ${reported("2024-05-13T02:00:00Z")}                                                                                                                 | ${"late 5"}           | ${"Wednesday to Friday, the Saturday that is worked, Monday"}
    ${reported("2024-05-15T02:00:00Z")}                                                                                                                 | ${"late 5"}           | ${"seven working days, but no more than five points a month"}
    ${closed()}                                                                                                                                         | ${"missing 10"}       | ${"nothing came"}
    ${closed({ entries: { [one]: entry(inTime) } })}                                                                                                    | ${"entries 2"}        | ${"one of two is missing"}
    ${reported(inTime, { returned: returned(true), stamp: none, completeAt: instant("2024-05-09T02:00:00Z"), days })}                                   | ${"hollow 5"}         | ${"answered again by the new day"}
    ${reported(inTime, { returned: returned(true), stamp: none, completeAt: instant("2024-05-11T02:00:00Z"), days })}                                   | ${"hollow 5, late 1"} | ${"answered again a day after the new day, a Saturday that is worked"}
    ${closed({ returned: returned(true), stamp: none, days })}                                                                                          | ${"missing 10"}       | ${"hollow, and nothing after it: as if nothing had come"}
    ${reported("2024-05-10T02:00:00Z", { returned: returned(false), stamp, days })}                                                                     | ${""}                 | ${"the first time stays"}
    ${reported(inTime, { returned: { ...returned(false)!, wasHollow: true }, stamp: { ...stamp, completeAt: instant("2024-05-09T02:00:00Z") }, days })} | ${"hollow 5"}         | ${"returned once more for another reason: it had lacked substance all the same"}
    ${closed({ returned: returned(false), stamp, days })}                                                                                               | ${"entries 4"}        | ${"reported in time, returned, and not answered again"}
    ${closed({ days: { ...days, due: day("2024-05-16") } })}                                                                                            | ${""}                 | ${"extended to the day of closing: it was not over"}
  `("$deductions: $because", ({ snapshot, deductions }) => {
    expect(said(scoreOf(snapshot, aMonth()))).toBe(deductions);
  });
  it("an exempt duty has no score", () => expect(scoreOf(closed({ exempt: by }), aMonth())).toBeUndefined());
  it("a deduction says why, until when, when, and which answer shows it", () =>
    expect(scoreOf(reported("2024-05-09T02:00:00Z"), aMonth())).toMatchObject({
      rules: "2024-1",
      points: 98,
      objectableUntil: "2024-05-23",
      deductions: [
        {
          why: "逾期2个工作日报齐",
          evidence: { due: "2024-05-07", day: "2024-05-09", submission: "submission-1" },
        },
      ],
    }));
  it("a unit that no reminder reached is not silent (RM-7)", () => {
    const unreached = new Set([closed().unit]);
    expect(said(scoreOf(closed(), aMonth({ unreached })))).toBe("");
    expect(said(scoreOf(reported("2024-05-09T02:00:00Z"), aMonth({ unreached })))).toBe("");
  });
  it("what our outage covered is on time (SC-3), and late from the day after", () => {
    const outages = [{ from: instant("2024-05-07T10:00:00Z"), to: instant("2024-05-07T12:00:00Z") }];
    expect(said(scoreOf(reported("2024-05-08T02:00:00Z"), aMonth({ outages })))).toBe("");
    expect(said(scoreOf(reported("2024-05-09T02:00:00Z"), aMonth({ outages })))).toBe("late 1");
  });
  it.each`
    by              | status           | accepted     | deductions     | because
    ${"2024-04-30"} | ${"in-progress"} | ${undefined} | ${"overdue 2"} | ${"its day passed in the month"}
    ${"2024-05-01"} | ${"in-progress"} | ${undefined} | ${""}          | ${"its day is in the next month"}
    ${"2024-04-30"} | ${"done"}        | ${undefined} | ${""}          | ${"reported as done: that nobody has looked costs no unit"}
    ${"2024-03-31"} | ${"in-progress"} | ${"2024-03"} | ${""}          | ${"accepted as done"}
  `("due by $by, $status: $deductions, $because", ({ by, status, accepted, deductions }) => {
    const snapshot = reported(inTime, { entries: { [one]: entry(inTime, status), [other]: entry(inTime) } });
    const done = { ...nothingDone(daxingPlan.id), ...(accepted && { measures: { [one]: { shuiwu: accepted } } }) };
    expect(said(scoreOf(snapshot, aMonth({ editions: withDeadline(by), done })))).toBe(deductions);
  });
});

describe("SC-5 whatever is wrong with a report, it never costs more than none", () => {
  it("hollow, late and in part together", () => {
    const duty = {
      entries: { [one]: entry(inTime) },
      returned: returned(true),
      stamp: { ...stamp, completeAt: instant("2024-05-15T02:00:00Z") },
    };
    const dear = { ...rules, charges: { ...rules.charges, entries: { ...rules.charges.entries, points: 8 } } };
    expect(said(scoreOf(closed(duty), aMonth({ rules: dear })))).toBe("hollow 5, late 5");
  });
});

describe("SC-2 ranks are over units with duties, by the average of their months; equal averages share a rank", () => {
  const of = (name: string, ...points: number[]) => points.map((each) => ({ unit: unit(name), points: each }));
  it("whoever had one duty is measured by that one", () =>
    expect(
      ranking([...of("wenlv", 90, 100), ...of("shuiwu", 95), ...of("jiaotong", 100), ...of("minzheng", 80, 80, 81)]),
    ).toEqual([
      { rank: 1, unit: "jiaotong", average: 100, duties: 1 },
      { rank: 2, unit: "shuiwu", average: 95, duties: 1 },
      { rank: 2, unit: "wenlv", average: 95, duties: 2 },
      { rank: 4, unit: "minzheng", average: 80.33, duties: 3 },
    ]));
  it("nobody has no ranks", () => expect(ranking([])).toEqual([]));
});

describe("whatever a month was like", () => {
  const at = fc
    .integer({ min: 0, max: 14 * 24 })
    .map((hours) => instant(new Date(Date.UTC(2024, 4, 2, hours)).toISOString()));
  const some = fc.record({
    first: fc.option(at),
    second: fc.option(at),
    hollow: fc.option(fc.boolean()),
    stamped: fc.option(at),
    exempt: fc.boolean(),
    unit: fc.constantFrom("shuiwu", "wenlv", "jiaotong"),
  });
  const snapshotFrom = ({
    first,
    second,
    hollow,
    stamped,
    exempt,
    unit: name,
  }: typeof some extends fc.Arbitrary<infer Value> ? Value : never): Snapshot => {
    const entries = { ...(first && { [one]: entry(first) }), ...(second && { [other]: entry(second, "done") }) };
    const completeAt = first && second ? (first > second ? first : second) : null;
    return closed({
      unit: unit(name),
      entries,
      completeAt,
      ...(hollow !== null && {
        returned: returned(hollow),
        stamp: { ...stamp, completeAt: hollow ? null : stamped },
        days,
      }),
      ...(exempt && { exempt: by }),
    });
  };
  const month = aMonth({ editions: withDeadline("2024-04-20") });

  it("points lie between none and full, and are what the deductions leave; whoever reported has no fewer than who did not", () => {
    const nothing = scoreOf(closed(), month)?.points;
    fc.assert(
      fc.property(some, (of) => {
        const score = scoreOf(snapshotFrom(of), month);
        if (!score) return of.exempt;
        const charged = score.deductions.reduce((sum, { points }) => sum + points, 0);
        return (
          score.points >= 0 &&
          score.points <= score.full &&
          score.points === score.full - charged &&
          score.points >= nothing!
        );
      }),
    );
  });
  it("in whatever order units are read, each has its score and its rank", () => {
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), (all) => {
        const snapshots = all.map(snapshotFrom);
        const [forth, back] = [scoresOf(snapshots, month), scoresOf(snapshots.toReversed(), month)];
        expect(back.toReversed()).toEqual(forth);
        expect(ranking(back)).toEqual(ranking(forth));
      }),
    );
  });
});
