import { describe, expect, it } from "vitest";
import type { Target } from "../../functions/core/measure.ts";
import { targetStates } from "../../functions/core/target-state.ts";

const target = (comparator: Target["comparator"], value: number, unit: string): Target => ({
  metric: "指标",
  comparator,
  value,
  unit,
  phrase: "指标",
});

describe("DG-6 a target that grows over the year is held against the share of its time that has passed; a rate or a limit is taken as it stands", () => {
  it.each`
    comparator | value  | unit      | reported     | standing        | because
    ${">="}    | ${300} | ${"辆"}   | ${150}       | ${"on-course"}  | ${"half of it at half-time"}
    ${">="}    | ${300} | ${"辆"}   | ${149}       | ${"behind"}     | ${"less"}
    ${">="}    | ${300} | ${"辆"}   | ${300}       | ${"reached"}    | ${"all of it"}
    ${">"}     | ${300} | ${"辆"}   | ${300}       | ${"on-course"}  | ${"more was promised"}
    ${">="}    | ${300} | ${"辆"}   | ${undefined} | ${"unreported"} | ${"no figure came"}
    ${">="}    | ${76}  | ${"%"}    | ${75}        | ${"behind"}     | ${"a rate does not grow with the year"}
    ${">="}    | ${76}  | ${"%"}    | ${76}        | ${"reached"}    | ${"as it stands"}
    ${"<="}    | ${35}  | ${"微克"} | ${35}        | ${"reached"}    | ${"within the limit"}
    ${"<="}    | ${35}  | ${"微克"} | ${36}        | ${"exceeded"}   | ${"beyond it"}
    ${"<"}     | ${35}  | ${"微克"} | ${35}        | ${"exceeded"}   | ${"it was to be below"}
  `(
    "$reported against $comparator $value $unit: $standing: $because",
    ({ comparator, value, unit, reported, standing }) => {
      const figures = reported === undefined ? [] : [{ value: reported, unit, kind: "cumulative" as const }];
      expect(targetStates([target(comparator, value, unit)], figures, 0.5)[0]?.standing).toBe(standing);
    },
  );

  it("two targets in one unit take the figures in their order, and none when one is missing", () => {
    const targets = [target(">=", 10, "处"), target(">=", 20, "处")];
    const figures = [7, 9].map((value) => ({ value, unit: "处", kind: "cumulative" as const }));
    expect(targetStates(targets, figures, 0.5).map(({ reported }) => reported)).toEqual([7, 9]);
    expect(targetStates(targets, figures.slice(1), 0.5).map(({ reported }) => reported)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
