import { beforeAll, describe, expect, it } from "vitest";
import type { Counts } from "./counting-table.ts";
import { type MonthCounts, playMonth } from "./month.ts";

/** As Daxing's plan has. */
const UNITS = 70;

const ofUnits = (month: MonthCounts, ...who: string[]): Counts => {
  const all = who.flatMap((name) => month.counts.get(name) ?? []);
  const each = (of: keyof Counts): number => all.reduce((sum, counts) => sum + counts[of], 0) / UNITS;
  return { calls: each("calls"), readUnits: each("readUnits"), writeUnits: each("writeUnits") };
};

describe("what a unit's month takes of DynamoDB: opening, two reminders, a reply with ten entries, its receipt, its share of the digests", () => {
  let month: MonthCounts;
  beforeAll(async () => {
    month = await playMonth(UNITS);
  }, 60_000);

  it("at most 16 calls, 80 write units and 12.2 read units: infra/decisions/0008 says what each is for", () => {
    const { calls, readUnits, writeUnits } = ofUnits(month, "work", "replies", "receipts");
    expect(calls).toBeLessThanOrEqual(16);
    expect(writeUnits).toBeLessThanOrEqual(80);
    expect(readUnits).toBeLessThanOrEqual(12.2);
  });

  it("four mails: the opening, two reminders and the receipt, beside the supervisors' and those of overdue measures", () => {
    expect(month.mails / UNITS).toBeGreaterThanOrEqual(4);
    expect(month.mails / UNITS).toBeLessThan(4.3);
  });

  it("a view of the board reads at most 10 units for a hundred units' duties", async () => {
    const hundred = await playMonth(100);
    expect(hundred.counts.get("board")?.readUnits).toBeLessThanOrEqual(10);
  }, 60_000);

  it("one event a change: opened, received, closed", () => {
    expect(month.events).toBe(3 * UNITS);
  });

  it("the clock takes as much for one unit as for seventy", async () => {
    const one = await playMonth(1);
    expect(one.counts.get("clock")).toEqual(month.counts.get("clock"));
  }, 60_000);

  it("a second playing of the month sends nothing", async () => {
    const twice = await playMonth(10, { times: 2 });
    const once = await playMonth(10);
    expect([twice.mails, twice.events]).toEqual([once.mails, once.events]);
  }, 60_000);

  it("no read grows with other plans", async () => {
    const alone = await playMonth(10);
    const among = await playMonth(10, { otherPlans: 50 });
    for (const who of ["work", "replies", "receipts", "closing"])
      expect([who, among.counts.get(who)]).toEqual([who, alone.counts.get(who)]);
    expect(among.counts.get("clock")?.readUnits).toBe(alone.counts.get("clock")?.readUnits);
  }, 60_000);
});
