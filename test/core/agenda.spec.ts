import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { agenda } from "../../functions/core/agenda.ts";
import { instant, localTime } from "../../functions/core/day.ts";
import { Ladder } from "../../functions/core/ladder.ts";
import { calendar } from "./calendars.ts";
import { daxingPlan } from "./plans.ts";

const ladder = Ladder.parse(JSON.parse(readFileSync(new URL("../../data/escalation.json", import.meta.url), "utf8")));

it("what comes is told in order, from the opening of the first period whose due day had not passed", () => {
  const coming = agenda(daxingPlan, instant("2024-04-29T00:55:00Z"), calendar, ladder).map(
    ({ at, what }) => `${Object.values(localTime(at, "Asia/Shanghai")).join(" ")} ${what}`,
  );
  expect(coming.slice(0, 10)).toEqual([
    "2024-04-29 09:00 opening", // Monday
    "2024-05-06 09:00 reminder",
    "2024-05-07 09:00 due-day",
    "2024-05-07 17:30 digest-open",
    "2024-05-08 09:00 digest-missing",
    "2024-05-08 09:00 rung",
    "2024-05-09 09:00 rung",
    "2024-05-11 09:00 rung", // a Saturday that is worked
    "2024-05-14 09:00 rung",
    "2024-05-16 09:00 closing",
  ]);
});
