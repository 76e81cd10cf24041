import { describe, expect, it } from "vitest";
import { day, instant, TimeOfDay } from "../../functions/core/day.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { isSendingTime, nextSendingTime, reminderStep } from "../../functions/core/reminder.ts";
import { calendar } from "./calendars.ts";
import { daxingSettings } from "./daxing.ts";
import { aDuty } from "./duties-of.ts";

const told = (...steps: string[]): Duty["told"] => steps.map((step) => ({ step, day: day("2024-04-29") }));
const complete = instant("2024-04-30T02:00:00Z");

describe("RM-1 the opening notice goes out three working days before the due day", () => {
  it.each`
    today           | step         | because
    ${"2024-04-28"} | ${undefined} | ${"it is not open yet"}
    ${"2024-04-29"} | ${"opening"} | ${"Monday, the opening day"}
    ${"2024-04-30"} | ${"opening"} | ${"yesterday's run did not happen"}
  `("on $today: $step, because $because", ({ today, step }) => {
    expect(reminderStep(aDuty(), day(today))).toBe(step);
  });
});

describe("RM-2 one working day before and on the due day only those are reminded whose report is not complete", () => {
  it.each`
    today           | before                     | complete    | step          | because
    ${"2024-05-06"} | ${["opening"]}             | ${null}     | ${"reminder"} | ${"one working day before"}
    ${"2024-05-06"} | ${["opening", "reminder"]} | ${null}     | ${undefined}  | ${"it was told"}
    ${"2024-05-07"} | ${["opening", "reminder"]} | ${null}     | ${"due-day"}  | ${"the due day"}
    ${"2024-05-06"} | ${["opening"]}             | ${complete} | ${undefined}  | ${"it has answered"}
    ${"2024-05-08"} | ${["opening", "reminder"]} | ${null}     | ${undefined}  | ${"from here on the ladder speaks"}
  `("on $today after $before: $step, because $because", ({ today, before, complete: completeAt, step }) => {
    expect(reminderStep(aDuty({ told: told(...before), completeAt }), day(today))).toBe(step);
  });
});

describe("RM-3 nothing is sent to a unit whose report is complete, on a day off, outside office hours, or twice for one step", () => {
  const { hours } = daxingSettings;
  it.each`
    on              | at         | may      | because
    ${"2024-04-29"} | ${"08:59"} | ${false} | ${"messages of the day go out from nine"}
    ${"2024-04-29"} | ${"09:00"} | ${true}  | ${"Monday at nine"}
    ${"2024-04-29"} | ${"18:00"} | ${true}  | ${"the office is still there"}
    ${"2024-04-29"} | ${"18:15"} | ${false} | ${"it has gone home"}
    ${"2024-05-01"} | ${"10:00"} | ${false} | ${"Labour Day"}
    ${"2024-04-28"} | ${"10:00"} | ${true}  | ${"a Sunday that is worked"}
    ${"2024-05-12"} | ${"10:00"} | ${false} | ${"a Sunday that is not"}
  `("on $on at $at: $may, because $because", ({ on, at, may }) => {
    expect(isSendingTime({ day: day(on), time: TimeOfDay.parse(at) }, hours, calendar)).toBe(may);
  });

  it.each`
    at                             | next                      | because
    ${"2024-04-30T10:00:00+08:00"} | ${"2024-04-30T02:00:00Z"} | ${"it is the hour"}
    ${"2024-04-30T07:00:00+08:00"} | ${"2024-04-30T01:00:00Z"} | ${"later today"}
    ${"2024-04-30T18:30:00+08:00"} | ${"2024-05-06T01:00:00Z"} | ${"the holiday comes between"}
    ${"2024-05-03T10:00:00+08:00"} | ${"2024-05-06T01:00:00Z"} | ${"it is a day off"}
  `("from $at the next time is $next: $because", ({ at, next }) => {
    expect(nextSendingTime(instant(at), daxingSettings, calendar)).toBe(instant(next));
  });
});

describe("RM-4 after missed runs only the step that applies today is sent", () => {
  it.each`
    today           | before         | step          | because
    ${"2024-05-06"} | ${[]}          | ${"reminder"} | ${"the opening was missed: one message, not two"}
    ${"2024-05-07"} | ${["opening"]} | ${"due-day"}  | ${"yesterday's was missed"}
    ${"2024-05-09"} | ${[]}          | ${"opening"}  | ${"nothing was ever told: the ladder may not begin with a rung"}
  `("on $today after $before: $step, because $because", ({ today, before, step }) => {
    expect(reminderStep(aDuty({ told: told(...before) }), day(today))).toBe(step);
  });
});
