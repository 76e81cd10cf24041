import { describe, expect, it } from "vitest";
import { day, TimeOfDay } from "../../functions/core/day.ts";
import { digestFor } from "../../functions/core/digest.ts";
import { calendar } from "./calendars.ts";
import { daxingSettings } from "./daxing.ts";
import { aDuty } from "./duties-of.ts";

describe("DG-1 supervisors get who is still open on the due day at 17:30, who is missing the next working day, weekly who is overdue, and the month when it closes", () => {
  it.each`
    on              | at         | before                              | key                    | because
    ${"2024-05-06"} | ${"17:30"} | ${[]}                               | ${undefined}           | ${"it is not the due day"}
    ${"2024-05-07"} | ${"17:15"} | ${[]}                               | ${undefined}           | ${"not yet half past five"}
    ${"2024-05-07"} | ${"17:30"} | ${[]}                               | ${"open"}              | ${"the due day"}
    ${"2024-05-07"} | ${"17:45"} | ${["open"]}                         | ${undefined}           | ${"it was sent"}
    ${"2024-05-08"} | ${"08:45"} | ${["open"]}                         | ${undefined}           | ${"messages of the day go out from nine"}
    ${"2024-05-08"} | ${"09:00"} | ${["open"]}                         | ${"missing"}           | ${"the next working day"}
    ${"2024-05-09"} | ${"09:00"} | ${[]}                               | ${"missing"}           | ${"yesterday's run did not happen"}
    ${"2024-05-09"} | ${"09:00"} | ${["missing"]}                      | ${undefined}           | ${"once"}
    ${"2024-05-12"} | ${"09:00"} | ${["missing"]}                      | ${undefined}           | ${"Sunday"}
    ${"2024-05-13"} | ${"09:00"} | ${["missing"]}                      | ${"weekly-2024-05-13"} | ${"Monday of the week after"}
    ${"2024-05-14"} | ${"09:00"} | ${["missing", "weekly-2024-05-13"]} | ${undefined}           | ${"once a week"}
    ${"2024-05-16"} | ${"09:00"} | ${["weekly-2024-05-13"]}            | ${"closing"}           | ${"the eighth working day after"}
  `("on $on at $at: $key, because $because", ({ on, at, before, key }) => {
    const found = digestFor(
      { day: day(on), time: TimeOfDay.parse(at) },
      aDuty().days,
      before,
      daxingSettings.hours,
      calendar,
    );
    expect(found?.key).toBe(key);
  });
});
