import { describe, expect, it } from "vitest";
import { month } from "../../functions/core/day.ts";
import { rulesFor, ScoreRulebook, type ScoreRules } from "../../functions/core/score-rules.ts";
import { rules } from "./scores.ts";

const later: ScoreRules = { ...rules, version: "2024-2", from: month("2024-07") };

describe("SC-4 a month is scored by the latest version of the rules that is not from a later month, and keeps its score when they change", () => {
  it.each`
    period       | version      | because
    ${"2023-12"} | ${undefined} | ${"nobody is scored before there are rules"}
    ${"2024-01"} | ${"2024-1"}  | ${"the first month of the first version"}
    ${"2024-06"} | ${"2024-1"}  | ${"the next version comes in July"}
    ${"2024-07"} | ${"2024-2"}  | ${"its first month"}
    ${"2025-03"} | ${"2024-2"}  | ${"nothing came after it"}
  `("$period by $version: $because", ({ period, version }) =>
    expect(rulesFor(month(period), [rules, later])?.version).toBe(version),
  );
  it("without rules nobody is scored", () => expect(rulesFor(month("2024-04"), [])).toBeUndefined());
});

describe("rules that make no sense are refused", () => {
  const charging = (kind: "late" | "entries" | "missing" | "untrue", points: number, mostAMonth: number) => [
    { ...rules, charges: { ...rules.charges, [kind]: { ...rules.charges[kind], points, mostAMonth } } },
  ];
  it.each`
    rulebook                                         | said                | because
    ${charging("late", 1, 10)}                       | ${"否则不如不报"}   | ${"late costs as much as nothing at all"}
    ${charging("entries", 2, 12)}                    | ${"否则不如不报"}   | ${"in part costs more than nothing at all"}
    ${charging("missing", 12, 10)}                   | ${"超过了当月封顶"} | ${"once is more than the most"}
    ${charging("untrue", 20, 90)}                    | ${"超过了满分"}     | ${"points could fall below none"}
    ${[later, rules]}                                | ${"应晚于"}         | ${"the newest stands last"}
    ${[rules, { ...later, version: rules.version }]} | ${"用了两次"}       | ${"a score names its version"}
  `("$said: $because", ({ rulebook, said }) =>
    expect(
      ScoreRulebook.safeParse(rulebook)
        .error?.issues.map(({ message }) => message)
        .join(),
    ).toContain(said),
  );
});
