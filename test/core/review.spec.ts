import { describe, expect, it } from "vitest";
import { day, instant } from "../../functions/core/day.ts";
import type { Directory } from "../../functions/core/directory.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { type Duty, SubmissionId, standingOf, timeliness } from "../../functions/core/duty.ts";
import { recordedIn } from "../../functions/core/report.ts";
import { isReviewDay, mayDecide, reviewed, ruled, wantsReview } from "../../functions/core/review.ts";
import { calendar } from "./calendars.ts";
import { daxingDirectory, daxingSettings } from "./daxing.ts";
import { aDuty, id } from "./duties-of.ts";
import { unit } from "./plans.ts";

const by = Mailbox.parse("operator@shengtai.daxing.example");
const [one, other] = [id("A2-6-1"), id("A2-6-2")];
const entry = (at: string, submission = "submission-1") => ({
  status: "in-progress" as const,
  at: instant(at),
  submission: SubmissionId.parse(submission),
});
const complete = aDuty({
  entries: { [one]: entry("2024-05-06T02:00:00Z"), [other]: entry("2024-05-07T02:00:00Z") },
  completeAt: instant("2024-05-07T02:00:00Z"),
  told: [{ step: "opening", day: day("2024-04-29") }],
});
const at = instant("2024-05-08T03:00:00Z");
const today = day("2024-05-08");
const dutyAfter = (found: ReturnType<typeof reviewed>): Duty => {
  if ("undecided" in found) throw new Error(found.undecided);
  return found.duty;
};
const returned = (more: { hollow?: boolean; measures?: (typeof one)[]; of?: Duty } = {}): Duty =>
  dutyAfter(
    reviewed(
      more.of ?? complete,
      {
        kind: "return",
        why: "只写了“正在推进”",
        hollow: more.hollow ?? false,
        ...(more.measures && { measures: more.measures }),
      },
      { by, at },
      today,
      calendar,
    ),
  );
const answered = (duty: Duty, when: string): Duty =>
  recordedIn(
    duty,
    { id: SubmissionId.parse("submission-2"), at: instant(when) },
    [
      { code: "碧水-6-1", progress: "已清淤 3 公里" },
      { code: "碧水-6-2", progress: "已完成招标" },
    ],
    [
      { id: one, code: "碧水-6-1" },
      { id: other, code: "碧水-6-2" },
    ],
  );
const timely = (duty: Duty): string => timeliness(standingOf(duty), day("2024-05-15"), "Asia/Shanghai");

describe("RV-1 accept, or return with a reason: a return takes entries back, starts a new round due two working days later, and leaves the time of completion as it was, unless the report lacked substance", () => {
  it("accepted, it waits no longer", () => {
    const accepted = dutyAfter(reviewed(complete, { kind: "accept" }, { by, at }, today, calendar));
    expect([wantsReview(standingOf(complete)), wantsReview(standingOf(accepted))]).toEqual([true, false]);
  });
  it("returned, all of it is wanted again, by the second working day after; Sunday 12 May is made up for on Saturday 11", () => {
    const duty = returned();
    expect(duty).toMatchObject({
      round: 2,
      completeAt: null,
      entries: {},
      days: { reminds: "2024-05-09", due: "2024-05-10" },
    });
    expect(Object.keys(duty.returned?.entries ?? {})).toEqual([one, other]);
  });
  it("only the measures named are wanted again", () =>
    expect(Object.keys(returned({ measures: [other] }).entries)).toEqual([one]));
  it.each`
    duty                                                            | is           | because
    ${returned()}                                                   | ${"on-time"} | ${"the time of the first completion stays"}
    ${answered(returned(), "2024-05-09T02:00:00Z")}                 | ${"on-time"} | ${"answering again does not make it late"}
    ${returned({ hollow: true })}                                   | ${"missing"} | ${"there was nothing in it"}
    ${answered(returned({ hollow: true }), "2024-05-09T02:00:00Z")} | ${"late"}    | ${"it was reported on the 9th, due on the 7th"}
  `("$is: $because", ({ duty, is }) => expect(timely(duty)).toBe(is));
  it("what arrived before the return answers nothing, in whatever order it is read", () =>
    expect(answered(returned(), "2024-05-08T02:59:00Z").completeAt).toBeNull());
  it("answered after it, it waits for review again", () =>
    expect(wantsReview(standingOf(answered(returned(), "2024-05-09T02:00:00Z")))).toBe(true));
  it("returned twice, the first time still stays", () =>
    expect(timely(returned({ of: answered(returned(), "2024-05-09T02:00:00Z") }))).toBe("on-time"));
  it.each`
    duty                             | verdict                                | undecided              | because
    ${aDuty()}                       | ${{ kind: "accept" }}                  | ${"incomplete"}        | ${"nothing came"}
    ${aDuty()}                       | ${{ kind: "return", why: "内容空泛" }} | ${"nothing-to-return"} | ${"nothing came"}
    ${complete}                      | ${{ kind: "return", why: " " }}        | ${"no-why"}            | ${"a return wants a reason"}
    ${{ ...complete, closed: true }} | ${{ kind: "return", why: "内容空泛" }} | ${"closed"}            | ${"the month is over"}
  `("$undecided: $because", ({ duty, verdict, undecided }) =>
    expect(reviewed(duty, verdict, { by, at }, today, calendar)).toEqual({ undecided }),
  );
});

describe("RV-2 nobody reviews their own unit", () => {
  const { operator, supervision } = daxingSettings;
  const mailOf = (of: typeof operator, role: string) =>
    daxingDirectory.units.find((each) => each.id === of)?.contacts.find((contact) => contact.role === role)?.mail;
  const [office, inspector] = [mailOf(operator, "operator"), mailOf(supervision, "supervisor")];
  const twofold: Directory = {
    ...daxingDirectory,
    units: daxingDirectory.units.map((each) =>
      each.id === "shuiwu"
        ? { ...each, contacts: [...each.contacts, { mail: office!, name: "联络员", role: "liaison" }] }
        : each,
    ),
  };
  it.each`
    who          | of          | people             | may      | because
    ${office}    | ${"shuiwu"} | ${daxingDirectory} | ${true}  | ${"the office decides"}
    ${inspector} | ${"shuiwu"} | ${daxingDirectory} | ${false} | ${"the supervision office does not"}
    ${office}    | ${operator} | ${daxingDirectory} | ${false} | ${"it is their own"}
    ${inspector} | ${operator} | ${daxingDirectory} | ${true}  | ${"about the office's own unit they do"}
    ${office}    | ${"shuiwu"} | ${twofold}         | ${false} | ${"they also report for it"}
  `("$may: $because", ({ who, of, people, may }) => expect(mayDecide(who, unit(of), daxingSettings, people)).toBe(may));
});

describe("RV-3 an extension starts a new round with the day it names, before the month closes; an exemption owes nothing more; a refusal says why, and changes nothing else", () => {
  const wishing = (kind: "extension" | "exemption", until?: string): Duty =>
    aDuty({
      request: {
        kind,
        at,
        from: "liaison@shuiwu.daxing.example",
        why: "数据未出",
        ...(until && { until: day(until) }),
      },
    });
  const rule = (duty: Duty, ruling: Parameters<typeof ruled>[1]) => ruled(duty, ruling, { by, at }, today, calendar);
  it("granted, the new day counts for being on time", () => {
    const duty = dutyAfter(rule(wishing("extension", "2024-05-14"), { granted: true }));
    expect(duty).toMatchObject({ round: 2, days: { due: "2024-05-14", reminds: "2024-05-13" } });
    expect(timely(answered(duty, "2024-05-14T10:00:00Z"))).toBe("on-time");
  });
  it("another day than asked for", () =>
    expect(
      dutyAfter(rule(wishing("extension", "2024-05-15"), { granted: true, until: day("2024-05-13") })).days.due,
    ).toBe("2024-05-13"));
  it("exempted, nothing is owed", () =>
    expect(timely(dutyAfter(rule(wishing("exemption"), { granted: true, why: "本月无任务" })))).toBe("exempt"));
  it("refused, all stays as it was but for the request", () => {
    const { request, ...before } = wishing("extension", "2024-05-14");
    expect(rule({ ...before, ...(request && { request }) }, { granted: false, why: "数据已出" })).toEqual({
      duty: before,
    });
  });
  it.each`
    duty                                  | ruling                         | undecided       | because
    ${aDuty()}                            | ${{ granted: true }}           | ${"no-request"} | ${"nobody asked"}
    ${wishing("extension")}               | ${{ granted: true }}           | ${"bad-day"}    | ${"neither named a day"}
    ${wishing("extension", "2024-05-08")} | ${{ granted: true }}           | ${"bad-day"}    | ${"it is today"}
    ${wishing("extension", "2024-05-12")} | ${{ granted: true }}           | ${"bad-day"}    | ${"it is a Sunday"}
    ${wishing("extension", "2024-05-16")} | ${{ granted: true }}           | ${"bad-day"}    | ${"the month closes that morning"}
    ${wishing("extension", "2024-05-17")} | ${{ granted: true }}           | ${"bad-day"}    | ${"the month is closed by then"}
    ${wishing("extension", "2024-05-14")} | ${{ granted: false, why: "" }} | ${"no-why"}     | ${"a refusal says why"}
  `("$undecided: $because", ({ duty, ruling, undecided }) => expect(rule(duty, ruling)).toEqual({ undecided }));
});

describe("RV-4 whoever reviews is told of what waits the working day after the due day and the one before closing, and beside whatever else waits", () => {
  it.each`
    on              | is       | because
    ${"2024-05-07"} | ${false} | ${"the due day: reports are still to come"}
    ${"2024-05-08"} | ${true}  | ${"the day after"}
    ${"2024-05-09"} | ${false} | ${"not every day"}
    ${"2024-05-15"} | ${true}  | ${"the last day before the month closes"}
    ${"2024-05-16"} | ${false} | ${"it closes"}
  `("on $on: $is, $because", ({ on, is }) => expect(isReviewDay(day(on), aDuty().days, calendar)).toBe(is));
});

describe("that a report lacked substance once is not forgotten by a later return (RV-1)", () => {
  it.each`
    first    | then     | was          | because
    ${true}  | ${false} | ${true}      | ${"the second return is for another reason"}
    ${true}  | ${true}  | ${undefined} | ${"it says so itself"}
    ${false} | ${false} | ${undefined} | ${"it never did"}
  `("$first, then $then: $because", ({ first, then, was }) => {
    const again = answered(returned({ hollow: first }), "2024-05-09T02:00:00Z");
    expect(returned({ of: again, hollow: then }).returned?.wasHollow).toBe(was);
  });
});
