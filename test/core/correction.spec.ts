import { describe, expect, it } from "vitest";
import { correctionsOf } from "../../functions/core/correction.ts";
import { instant } from "../../functions/core/day.ts";
import { type RecordedEntry, SubmissionId } from "../../functions/core/duty.ts";
import { editionsOf } from "../../functions/core/form-for.ts";
import { snapshotOf } from "../../functions/core/snapshot.ts";
import { aDuty, id } from "./duties-of.ts";
import { daxingMeasures } from "./plans.ts";

const entry = (at: string, percent: number): RecordedEntry => ({
  at: instant(at),
  percent,
  submission: SubmissionId.parse(`came-at-${at}`),
});
const BEFORE = entry("2024-05-07T02:00:00Z", 30);
const AFTER = entry("2024-05-20T02:00:00Z", 60);

describe("DG-7 what comes after closing changes no number of its month; it is listed with its day, what was and what is", () => {
  it.each`
    closed    | now       | listed                             | because
    ${BEFORE} | ${BEFORE} | ${[]}                              | ${"nothing came since"}
    ${BEFORE} | ${AFTER}  | ${[{ was: BEFORE, is: AFTER }]}    | ${"it was corrected"}
    ${null}   | ${AFTER}  | ${[{ was: undefined, is: AFTER }]} | ${"it was reported at last"}
  `("$because", ({ closed, now, listed }) => {
    const duty = aDuty({ entries: closed ? { [id("A2-6-1")]: closed } : {} });
    const snapshot = snapshotOf(duty, instant("2024-05-16T01:00:00Z"), "Asia/Shanghai");
    const corrections = correctionsOf(
      snapshot,
      { ...duty, entries: { [id("A2-6-1")]: now } },
      editionsOf(daxingMeasures),
    );
    expect(corrections.map(({ was, is }) => ({ was, is }))).toEqual(listed);
  });
});
