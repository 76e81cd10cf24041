import { describe, expect, it } from "vitest";
import { type Measure, MeasureId } from "../../functions/core/measure.ts";
import { planDiff } from "../../functions/core/plan-diff.ts";
import { linesOf, readPlan } from "../../functions/core/plan-document.ts";
import { daxing, daxingSettings, daxingText } from "./daxing.ts";

/** The real plan, with its lines changed. */
const edited = (change: (lines: string[]) => void): Measure[] => {
  const lines = daxingText.split("\n");
  change(lines);
  return readPlan(linesOf(lines.join("\n")), daxingSettings).measures;
};
const on =
  (line: number, was: string, is: string) =>
  (lines: string[]): void => {
    lines[line - 1] = lines[line - 1]?.replace(was, is) ?? "";
  };
const told = (after: Measure[], before = daxing.measures) => {
  const { added, changed, moved, retired } = planDiff(before, after);
  return {
    added: added.map(({ id }) => id),
    changed: changed.map(({ before: { id }, fields }) => [id, ...fields]),
    moved: moved.map((pair) => `${pair.before.id} ${pair.after.id}`),
    retired: retired.map(({ id }) => id),
  };
};
const nothing = { added: [], changed: [], moved: [], retired: [] };

describe("PL-8 importing again shows a diff; a measure that vanished is retired, not deleted", () => {
  it.each`
    change                                                                                                                         | is                                                             | because
    ${() => undefined}                                                                                                             | ${nothing}                                                     | ${"the same plan"}
    ${(lines: string[]) => lines.unshift("", "")}                                                                                  | ${nothing}                                                     | ${"other lines are no other measures"}
    ${on(67, "年底前", "6月底前")}                                                                                                 | ${{ ...nothing, changed: [["A1-8-1", "deadlineRaw"]] }}        | ${"another deadline"}
    ${on(38, "76%", "78%")}                                                                                                        | ${{ ...nothing, changed: [["A1-1-1", "text"]] }}               | ${"another number"}
    ${on(170, "区水务局\t", "区水务局 区财政局\t")}                                                                                | ${{ ...nothing, changed: [["A2-6-2", "leads"]] }}              | ${"one more lead"}
    ${on(396, "深化生态文明示范创建", "生态文明示范创建")}                                                                         | ${{ ...nothing, changed: [["A5-11-1", "taskName"]] }}          | ${"the task is named otherwise"}
    ${(lines: string[]) => lines.splice(66, 1, (lines[66] ?? "").replace("开展区级清洁生产审核评估试点。", "建设三座光伏电站。"))} | ${{ ...nothing, added: ["A1-8-1"], retired: ["A1-8-1"] }}      | ${"nothing of the old words is left"}
    ${(lines: string[]) => lines.splice(67, 1)}                                                                                    | ${{ ...nothing, retired: ["A1-8-2"] }}                         | ${"the last of its task vanished"}
    ${(lines: string[]) => lines.splice(38, 0, "\t\t新的工作措施。\t年底前\t区水务局\t——")}                                        | ${{ ...nothing, added: ["A1-1-2"], moved: ["A1-1-2 A1-1-3"] }} | ${"a row was inserted: the next has another number"}
    ${(lines: string[]) => lines.splice(53, 0, "\t\t新的工作措施。\t年底前\t区水务局\t——")}                                        | ${{ ...nothing, added: ["A1-4-4"], moved: ["A1-4-4 A1-4-5"] }} | ${"and is not taken for the new one"}
  `("$because", ({ change, is }) => {
    expect(told(edited(change))).toEqual(is);
  });

  it("of several that are alike the most alike are one", () => {
    const [measure] = daxing.measures;
    if (!measure) throw new Error("no measure");
    const saying = (id: string, text: string): Measure => ({
      ...measure,
      id: MeasureId.parse(id),
      text,
    });
    const before = [saying("A1-1-1", "完成甲镇污水管线三公里"), saying("A1-1-2", "完成乙镇污水管线五公里")];
    const after = [saying("A1-1-1", "完成乙镇污水管线五公里半"), saying("A1-1-2", "完成甲镇污水管线三公里半")];
    expect(told(after, before).moved).toEqual(["A1-1-1 A1-1-2", "A1-1-2 A1-1-1"]);
  });

  it("a measure under another task of its programme is the same one", () => {
    const after = edited((lines) =>
      lines.splice(
        66,
        2,
        lines[67]?.replace("\t\t", "8\tVOCs 深度治理示范项目\t") ?? "",
        "9\t新任务\t开展区级清洁生产审核评估试点。\t年底前\t区生态环境局\t——",
      ),
    );
    expect(told(after).changed).toContainEqual(["A1-8-1", "taskName"]);
  });

  it("a measure that moved and changed is both", () => {
    const after = edited((lines) => {
      on(39, "35 微克", "34 微克")(lines);
      lines.splice(38, 0, "\t\t新的工作措施。\t年底前\t区水务局\t——");
    });
    expect(told(after)).toEqual({
      ...nothing,
      added: ["A1-1-2"],
      changed: [["A1-1-2", "text"]],
      moved: ["A1-1-2 A1-1-3"],
    });
  });

  it.each`
    before             | after              | added  | retired | because
    ${[]}              | ${daxing.measures} | ${229} | ${0}    | ${"the first import"}
    ${daxing.measures} | ${[]}              | ${0}   | ${229}  | ${"nothing is left"}
  `("adds $added and retires $retired: $because", ({ before, after, added, retired }) => {
    const diff = planDiff(before, after);
    expect([diff.added.length, diff.retired.length]).toEqual([added, retired]);
  });
});
