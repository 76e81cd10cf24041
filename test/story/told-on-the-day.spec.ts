import { describe, expect, it } from "vitest";
import { EMPTY_CHAIN } from "../../functions/core/audit.ts";
import { workCalendar } from "../../functions/core/calendar.ts";
import { onRung } from "../../functions/core/contacts.ts";
import { day, instant, month } from "../../functions/core/day.ts";
import { UnitId } from "../../functions/core/directory.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { Message } from "../../functions/core/notice.ts";
import type { Plan } from "../../functions/core/plan.ts";
import { sampleDirectory, sampleHolidays, sampleLadder } from "../../infra/local/plan-files.ts";
import { explained } from "../../infra/local/simulate/explained.ts";
import { type Ground, ladderDifferences } from "../../infra/local/simulate/told-on-the-day.ts";
import { daxingSettings } from "../core/daxing.ts";

// of a plan only its settings are looked at
const plan = { id: daxingSettings.id, settings: daxingSettings } as unknown as Plan;
const unit = UnitId.parse("shuiwu");
const period = month("2024-04");
const days = {
  opens: day("2024-04-29"),
  reminds: day("2024-05-06"),
  due: day("2024-05-07"),
  closes: day("2024-05-16"),
};
const directory = sampleDirectory();
const ladder = sampleLadder(daxingSettings)!; // it comes with the product
const row = (at: string, kind: string, detail: object) => ({
  row: 1,
  at: instant(at),
  kind,
  by: "duban",
  detail: JSON.stringify(detail),
  before: "",
  hash: "",
});
const OPENED = row("2024-04-29T01:00:00Z", "DutyOpened", { due: "2024-05-07", measures: 3 });
const COMPLETE = row("2024-05-08T02:00:00Z", "ReportReceived", { complete: true, codes: [] });
const groundOf = (rows: object[]): Ground => ({
  plan,
  ladder,
  directory,
  calendar: workCalendar(sampleHolidays()),
  periods: [],
  // of the duty only these are looked at
  histories: [
    { duty: { plan: plan.id, period, unit, days, audit: EMPTY_CHAIN } as unknown as Duty, rows: rows as never },
  ],
});
const message = (notice: object, to: string, sentAt: string) =>
  Message.parse({
    id: `m ${to} ${sentAt}`,
    key: `day#${to}#${sentAt}`,
    to,
    dueAt: instant(sentAt),
    anyHour: false,
    notices: [{ plan: plan.id, period, unit, round: 1, ...notice }],
    state: "sent",
    attempts: 1,
    inDoubt: false,
    subject: "",
    blob: "",
    sentAt: instant(sentAt),
    answer: "",
  });
const factsOf = (messages: Message[]) => ({ plan, duties: [], submissions: [], messages });
/** The first rung, as it was told. */
const first = (on: string) =>
  ladder[0]!.to // it has a first
    .flatMap((role) => onRung(role, unit, daxingSettings, directory))
    .map(({ mail, role }) =>
      message({ kind: "rung", step: "rung-1", rung: 1, for: role }, mail, `${on}T01:00:00.000Z`),
    );
const told = (on: string) => ladderDifferences(factsOf(first(on)), groundOf([OPENED, COMPLETE])).wrong;

describe("what was told is compared with what the histories say should have been told", () => {
  it("the first rung on the first working day after the due day is as it should be", () => {
    expect(told("2024-05-08")).toEqual([]);
  });
  it("a day late is one missed, and one too many", () => {
    expect(told("2024-05-09")).toContainEqual(expect.stringMatching(/^该发未发：2024-05-08 2024-04 shuiwu 第1轮 1级/));
    expect(told("2024-05-09")).toContainEqual(expect.stringMatching(/^不该发：2024-05-09/));
  });
  it("what was not told is missed", () => {
    expect(ladderDifferences(factsOf([]), groundOf([OPENED, COMPLETE])).wrong).toHaveLength(first("2024-05-08").length);
  });
  it("a report that was there by the hour of sending needs none", () => {
    const early = { ...COMPLETE, at: instant("2024-05-07T02:00:00Z") };
    expect(ladderDifferences(factsOf([]), groundOf([OPENED, early])).wrong).toEqual([]);
    expect(ladderDifferences(factsOf(first("2024-05-08")), groundOf([OPENED, early])).wrong[0]).toMatch(/^不该发/);
  });
  it("a return starts over from its own day", () => {
    const returned = row("2024-05-08T07:00:00Z", "ReportReturned", { due: "2024-05-10", hollow: false });
    const { wrong } = ladderDifferences(factsOf(first("2024-05-08")), groundOf([OPENED, COMPLETE, returned]));
    // Saturday 11 May is worked
    expect(wrong).toContainEqual(expect.stringMatching(/^该发未发：2024-05-11 2024-04 shuiwu 第2轮 1级/));
  });
  it.each`
    step          | sentAt                    | wrong | because
    ${"opening"}  | ${"2024-04-29T01:00:00Z"} | ${0}  | ${"the month opens then"}
    ${"opening"}  | ${"2024-04-30T01:00:00Z"} | ${1}  | ${"it opened the day before"}
    ${"reminder"} | ${"2024-05-06T01:00:00Z"} | ${0}  | ${"one working day before the due day"}
    ${"due-day"}  | ${"2024-05-06T01:00:00Z"} | ${1}  | ${"it is due the day after"}
    ${"due-day"}  | ${"2024-05-07T13:00:00Z"} | ${1}  | ${"offices have closed"}
  `("$step at $sentAt: $because", ({ step, sentAt, wrong }) => {
    const sent = message({ kind: "reminder", step }, "liaison@shuiwu.daxing.example", sentAt);
    expect(explained(factsOf([sent]), groundOf([OPENED])).wrong).toHaveLength(wrong);
  });
});
