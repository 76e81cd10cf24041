import { describe, expect, it } from "vitest";
import { day, instant } from "../../functions/core/day.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { charged, isFinal, objected, objectionIn, objectionRuled } from "../../functions/core/objection.ts";
import { type Score, scoreOf } from "../../functions/core/score.ts";
import { calendar } from "./calendars.ts";
import { aMonth, closed, one, other, reported, rules, withDeadline } from "./scores.ts";

const by = { by: Mailbox.parse("plan@shengtai.daxing.example"), at: instant("2024-05-20T02:00:00Z") };
const objection = { at: instant("2024-05-17T02:00:00Z"), from: "liaison@shuiwu.daxing.example", why: "当天已电话说明" };
const until = day("2024-05-23"); // Thursday, five working days after closing
/** Missing, and one measure past its deadline. */
const score = scoreOf(closed(), aMonth({ editions: withDeadline("2024-04-20") }))!; // not exempt
const scoreAfter = (found: { score: Score } | { undecided: string }): Score => {
  if ("undecided" in found) throw new Error(found.undecided);
  return found.score;
};
const waiting = scoreAfter(objected(score, objection, until));

describe("SC-6 a unit may object until the day its score names; whoever decides about the unit grants with a reason, taking deductions back with the date, or refuses with one", () => {
  it.each`
    ruling                                              | points | lifted    | because
    ${{ granted: true, why: "经核实属实" }}             | ${100} | ${[1, 2]} | ${"all of it, as nothing else was said"}
    ${{ granted: true, why: "经核实属实", lifts: [1] }} | ${98}  | ${[1]}    | ${"the report had come another way"}
    ${{ granted: false, why: "没有证据" }}              | ${88}  | ${[]}     | ${"refused"}
  `("$points: $because", ({ ruling, points, lifted }) => {
    const after = scoreAfter(objectionRuled(waiting, ruling, by));
    expect(after.points).toBe(points);
    expect(after.deductions.flatMap((each, nth) => (each.lifted ? nth + 1 : []))).toEqual(lifted);
    expect(after.deductions.map(({ lifted: _, ...rest }) => rest)).toEqual(score.deductions);
    expect(after.objections[0]?.ruling).toEqual({ ...by, why: ruling.why, granted: ruling.granted });
  });
  it.each`
    of                                                     | why           | today                | undecided            | because
    ${score}                                               | ${"已经报送"} | ${day("2024-05-24")} | ${"final"}           | ${"the day has passed"}
    ${score}                                               | ${" "}        | ${until}             | ${"no-why"}          | ${"a reason is wanted"}
    ${scoreOf(reported("2024-05-06T02:00:00Z"), aMonth())} | ${"已经报送"} | ${until}             | ${"nothing-charged"} | ${"full marks"}
  `("$undecided: $because", ({ of, why, today, undecided }) =>
    expect(objected(of, { ...objection, why }, today)).toEqual({ undecided }),
  );
  it.each`
    of         | ruling                                        | undecided         | because
    ${score}   | ${{ granted: true, why: "属实" }}             | ${"no-objection"} | ${"nobody objected"}
    ${waiting} | ${{ granted: false, why: "" }}                | ${"no-why"}       | ${"a refusal says why"}
    ${waiting} | ${{ granted: true, why: "属实", lifts: [3] }} | ${"no-deduction"} | ${"there are two"}
    ${waiting} | ${{ granted: true, why: "属实", lifts: [] }}  | ${"no-deduction"} | ${"granted, but nothing of it"}
  `("$undecided: $because", ({ of, ruling, undecided }) =>
    expect(objectionRuled(of, ruling, by)).toEqual({ undecided }),
  );
  it("final after its day, unless something waits", () =>
    expect([isFinal(score, until), isFinal(score, day("2024-05-24")), isFinal(waiting, day("2024-05-24"))]).toEqual([
      false,
      true,
      false,
    ]));
});

describe("SC-7 that a report was untrue is only ever charged by a person's decision, with the measure and the reason", () => {
  const today = day("2024-06-03"); // Monday
  const charge = (of: Score, measure = one, why = "现场核查与报送不符") =>
    charged(of, { measure, why }, by, today, rules, { calendar, language: "zh" });
  it("charged, the unit may object anew", () => {
    const after = scoreAfter(charge(score));
    expect(after).toMatchObject({ points: 68, objectableUntil: "2024-06-11" }); // a Tuesday: Monday the 10th is off
    expect(after.deductions.at(-1)).toMatchObject({
      kind: "untrue",
      charged: { ...by, why: "现场核查与报送不符" },
      evidence: { measures: [one] },
    });
  });
  it("no more than the most a month", () =>
    expect(charge(scoreAfter(charge(scoreAfter(charge(score)), other)))).toEqual({ undecided: "at-most" }));
  it("not without a reason", () => expect(charge(score, one, "")).toEqual({ undecided: "no-why" }));
});

describe("SC-8 an objection is taken from the person's own words in the answer to a closed month, and decided by a person", () => {
  it.each`
    language | text                                                             | objects  | because
    ${"zh"}  | ${"我局对4月得分有异议，5月7日已通过系统报送。"}                 | ${true}  | ${"the plain word"}
    ${"zh"}  | ${"您好。我局的扣分有误，当天已报齐。"}                          | ${true}  | ${"says that it is wrong, in the second sentence"}
    ${"zh"}  | ${"请予复核4月评分。"}                                           | ${true}  | ${"asks to look again"}
    ${"zh"}  | ${"我局对评分无异议。"}                                          | ${false} | ${"agrees"}
    ${"zh"}  | ${"经研究，没有不同意见，不提出异议。"}                          | ${false} | ${"agrees at length"}
    ${"zh"}  | ${"碧水-6-1 已完成清淤3公里。"}                                  | ${false} | ${"reports"}
    ${"en"}  | ${"We object to the score for Q1: the report was sent in time."} | ${true}  | ${"the plain word"}
    ${"en"}  | ${"Good morning. The deduction is wrong, see attached."}         | ${true}  | ${"says that it is wrong, in the second sentence"}
    ${"en"}  | ${"We have no objection to the score."}                          | ${false} | ${"agrees"}
    ${"en"}  | ${"3 of 5 sites done; residents object to the noise."}           | ${false} | ${"reports"}
  `("$objects: $because", ({ language, text, objects }) =>
    expect(objectionIn(text, language)).toBe(objects ? text : undefined),
  );
});
