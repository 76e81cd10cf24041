import { describe, expect, it } from "vitest";
import { playMonth } from "./month.ts";

const UNITS = 70;

describe("what a unit's month takes", () => {
  it("counts", async () => {
    const { counts, mails, events, jobs } = await playMonth(UNITS);
    for (const [name, { calls, readUnits, writeUnits }] of counts)
      console.log(name, (calls / UNITS).toFixed(2), (readUnits / UNITS).toFixed(2), (writeUnits / UNITS).toFixed(2));
    console.log({ mails: mails / UNITS, events: events / UNITS, jobs: jobs / UNITS });
    expect(mails).toBeGreaterThan(0);
  }, 60_000);
});
