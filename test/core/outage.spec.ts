import { describe, expect, it } from "vitest";
import { day, instant } from "../../functions/core/day.ts";
import { dueAfterOutages } from "../../functions/core/outage.ts";
import { calendar } from "./calendars.ts";
import { daxingSettings } from "./daxing.ts";

const due = day("2024-05-07"); // Tuesday
const outages = (...times: string[]) =>
  times.map((time) => {
    const [from = "", to = ""] = time.split(" ");
    return { from: instant(`2024-${from}:00+08:00`), to: instant(`2024-${to}:00+08:00`) };
  });

describe("SC-3 when the service was down on a due day, after offices had opened, what arrives by the end of the next working day after that is on time", () => {
  it.each`
    down                                                             | until           | because
    ${[]}                                                            | ${"2024-05-07"} | ${"it never was"}
    ${outages("05-07T18:00 05-07T20:00")}                            | ${"2024-05-08"} | ${"who wanted to report that evening could not"}
    ${outages("05-07T23:00 05-10T09:00")}                            | ${"2024-05-11"} | ${"up again on Friday; Saturday is worked"}
    ${outages("05-07T10:00 05-11T09:00")}                            | ${"2024-05-13"} | ${"up again on Saturday, then comes Monday"}
    ${outages("05-07T02:00 05-07T08:00")}                            | ${"2024-05-07"} | ${"up again before offices opened"}
    ${outages("05-06T10:00 05-06T20:00")}                            | ${"2024-05-07"} | ${"the day before, all of the due day was left"}
    ${outages("05-08T00:00 05-08T10:00")}                            | ${"2024-05-07"} | ${"the due day was over"}
    ${outages("05-08T15:00 05-08T17:00", "05-07T18:00 05-07T20:00")} | ${"2024-05-09"} | ${"down again on the day that counted instead, in whatever order they are read"}
  `("until $until: $because", ({ down, until }) =>
    expect(dueAfterOutages(due, down, daxingSettings, calendar)).toBe(until),
  );
});
