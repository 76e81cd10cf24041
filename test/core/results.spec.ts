import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { month } from "../../functions/core/day.ts";
import { Timeliness } from "../../functions/core/duty.ts";
import { Status } from "../../functions/core/entry.ts";
import { Lamp } from "../../functions/core/lamp.ts";
import { changeIn, countedIn, countIn, programmesIn, shareIn, tasksIn } from "../../functions/core/results.ts";
import { bulletinOf } from "../../functions/messages/bulletin.ts";
import { ledgerOf } from "../../functions/messages/ledger.ts";
import { closedMonth, type Deed } from "./closed-months.ts";

const deed: fc.Arbitrary<Deed> = fc.record({
  when: fc.constantFrom("in time", "late", "never"),
  of: fc.constantFrom("all", "some"),
  says: fc.record({ status: fc.constantFrom(...Status.options), percent: fc.nat(100) }),
  decided: fc.constantFrom("accepted", "returned", "exempt", undefined),
}) as fc.Arbitrary<Deed>; // `undefined` is absent

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

describe("DG-5 every number of a month is a count of its duties or measures, and names them", () => {
  it("over random months: the parts make up the whole, and each is what the snapshots say", () => {
    fc.assert(
      fc.property(fc.array(deed, { minLength: 1, maxLength: 12 }), (deeds) => {
        const { facts, report } = closedMonth(deeds);
        const { results } = report;
        for (const timeliness of Timeliness.options)
          expect(countIn(results, timeliness)).toBe(
            facts.snapshots.filter((one) => one.timeliness === timeliness).length,
          );
        expect(countIn(results, "accepted")).toBe(facts.snapshots.filter(({ accepted }) => accepted).length);
        expect(sum(Timeliness.options.map((of) => countIn(results, of)))).toBe(facts.snapshots.length);
        const asked = new Set(facts.snapshots.flatMap(({ measures }) => measures.map(({ id }) => id)));
        expect(countIn(results, "measures")).toBe(asked.size);
        expect(sum(Lamp.options.map((lamp) => countIn(results, lamp)))).toBe(asked.size);
        const parts = programmesIn(results);
        expect(sum(parts.map(({ measures }) => measures.length))).toBe(asked.size);
        expect(parts.flatMap(tasksIn).flatMap(({ measures }) => measures)).toEqual(results.measures);
        saysTheSame(report);
      }),
      { numRuns: 25 },
    );
  });

  it("measures are in the plan's order, units in the directory's, leads in the measure's", () => {
    const { results } = closedMonth([{ when: "in time", of: "all", says: { status: "in-progress" } }]).report;
    expect(results.measures.map(({ measure }) => measure.line)).toEqual(
      results.measures.map(({ measure }) => measure.line).toSorted((a, b) => a - b),
    );
    for (const { measure, leads } of results.measures)
      if (measure.owners.leads.length > 0) expect(leads.map(({ unit }) => unit)).toEqual(measure.owners.leads);
  });

  it("who is exempt is no part of a rate, and a rate of nobody is none", () => {
    const exempt: Deed = { when: "never", of: "all", says: {}, decided: "exempt" };
    const half = closedMonth([exempt, { when: "in time", of: "all", says: { percent: 30 } }]).report.results;
    expect(shareIn(half, "on-time")).toBe(1);
    expect(shareIn(closedMonth([exempt]).report.results, "on-time")).toBeUndefined();
  });

  it("a change is against the month before", () => {
    const last = closedMonth([{ when: "never", of: "all", says: {} }]).report.results;
    const { results } = closedMonth([{ when: "in time", of: "all", says: { percent: 40 } }], month("2024-05")).report;
    expect(changeIn(results, last, "on-time")).toBe(results.units.length);
    expect(changeIn(results, undefined, "on-time")).toBeUndefined();
  });
});

/** The bulletin's and the ledger's numbers are those of the results, and the rows they name are so many. */
function saysTheSame(report: Parameters<typeof bulletinOf>[0]): void {
  const { results } = report;
  const text = bulletinOf(report)
    .map((paragraph) => ("lead" in paragraph ? `${paragraph.lead}${paragraph.text}` : paragraph.text))
    .join("\n");
  const said = (pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0);
  expect(text).not.toMatch(/undefined|NaN|\[object|（）|、、|。。/);
  expect(said(/按时报送的单位（(\d+)个）/)).toBe(countIn(results, "on-time"));
  expect(said(/未报送的单位（(\d+)个）/)).toBe(countIn(results, "missing"));
  expect(said(/进展滞后的措施（(\d+)项）/)).toBe(countIn(results, "red") + countIn(results, "yellow"));
  const [overall, units, , measures] = ledgerOf(report);
  for (const [at, name] of (["duties", "on-time", "late", "partial", "open", "missing", "exempt"] as const).entries())
    expect(overall?.rows[at]?.[1]).toBe(countedIn(results, name).are.length);
  expect(units?.rows).toHaveLength(results.units.length);
  const column = measures?.columns.findIndex(({ title }) => title === "措施进展灯") ?? -1;
  const yellow = measures?.rows.filter((row) => JSON.stringify(row[column])?.includes("yellow")).length;
  expect(yellow).toBe(countIn(results, "yellow"));
}
