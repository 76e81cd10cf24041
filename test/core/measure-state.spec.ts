import { describe, expect, it } from "vitest";
import { instant } from "../../functions/core/day.ts";
import { SubmissionId } from "../../functions/core/duty.ts";
import type { Figure } from "../../functions/core/entry.ts";
import type { Lamp } from "../../functions/core/lamp.ts";
import { type LeadState, stateOf } from "../../functions/core/measure-state.ts";
import { daxingMeasures, unit } from "./plans.ts";

const measure = daxingMeasures[0]!; // there is one
const at = instant("2024-05-06T02:00:00Z");
const lead = (lamp: Lamp, figures?: readonly string[]): LeadState => ({
  measure: measure.id,
  unit: unit("shuiwu"),
  entry: figures && { at, submission: SubmissionId.parse("submission-1"), figures: figures.map(figure) },
  progress: { lamp, why: { kind: "silent" } },
});
/** `12处`, cumulative; `12处/目标`, a target. */
const figure = (text: string): Figure => {
  const [, value, of = "", target] = /^([\d.]+)(\p{L}+)(\/目标)?$/u.exec(text) ?? [];
  return { value: Number(value), unit: of, kind: target ? "target" : "cumulative" };
};

describe("CY-7 with several leads a measure's state is the worst of theirs; figures are the first lead's unless a person marks them additive", () => {
  it.each`
    lamps                          | worst       | because
    ${["blue", "green"]}           | ${"green"}  | ${"done is what all have done"}
    ${["green", "gray"]}           | ${"gray"}   | ${"one says nothing, and nobody knows"}
    ${["gray", "yellow", "green"]} | ${"yellow"} | ${"known to be behind is worse than unknown"}
    ${["yellow", "red"]}           | ${"red"}    | ${"the worst"}
    ${["blue"]}                    | ${"blue"}   | ${"one lead speaks for itself"}
  `("$lamps: $worst: $because", ({ lamps, worst }) => {
    expect(
      stateOf(
        measure,
        (lamps as Lamp[]).map((lamp) => lead(lamp)),
      ).progress.lamp,
    ).toBe(worst);
  });

  it.each`
    additive | leads                                             | figures                   | because
    ${false} | ${[["12处"], ["5处"]]}                            | ${["12处"]}               | ${"the first lead consolidates"}
    ${false} | ${[undefined, ["5处"]]}                           | ${[]}                     | ${"another's figure is not the first lead's"}
    ${true}  | ${[["12处"], ["5处"]]}                            | ${["17处"]}               | ${"each counts its own part"}
    ${true}  | ${[["0.1公里"], undefined, ["0.2公里"]]}          | ${["0.3公里"]}            | ${"without the dust of binary fractions"}
    ${true}  | ${[["12处", "3处"], ["5处", "1处"]]}              | ${["17处", "4处"]}        | ${"two targets in one unit stay apart"}
    ${true}  | ${[["12处", "100处/目标"], ["5处", "90处/目标"]]} | ${["17处", "100处/目标"]} | ${"a target is no sum"}
  `("additive $additive, $leads: $figures: $because", ({ additive, leads, figures }) => {
    const states = (leads as (string[] | undefined)[]).map((own) => lead("green", own));
    expect(stateOf({ ...measure, ...(additive && { additive }) }, states).figures).toEqual(
      (figures as string[]).map(figure),
    );
  });
});
