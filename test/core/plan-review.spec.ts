import { describe, expect, it } from "vitest";
import { day } from "../../functions/core/day.ts";
import { MeasureId } from "../../functions/core/measure.ts";
import { namesIn } from "../../functions/core/owners.ts";
import { PlanAnswers, withAnswers } from "../../functions/core/plan-answers.ts";
import { linesOf, readPlan } from "../../functions/core/plan-document.ts";
import { reviewPlan } from "../../functions/core/plan-review.ts";
import {
  explainDecision,
  explainQuestion,
  type PlanDecision,
  type PlanQuestion,
} from "../../functions/core/problems.ts";
import { daxing, daxingAnswers, daxingDirectory, daxingSettings, daxingText, measureOnLine } from "./daxing.ts";

const { questions, decisions } = reviewPlan(daxing, daxingDirectory, daxingSettings);
const asked = (code: PlanQuestion["code"], of = questions) => of.filter((question) => question.code === code);
const lines = (of: readonly { line: number }[]): number[] => of.map(({ line }) => line);

/** The real plan with other words on one line. */
const daxingWith = (line: number, was: string, is: string) => {
  const source = daxingText.split("\n");
  source[line - 1] = source[line - 1]?.replace(was, is) ?? "";
  return readPlan(linesOf(source.join("\n")), daxingSettings);
};
const answers = (...about: PlanAnswers[number]["about"][]): PlanAnswers =>
  about.map((each) => ({
    about: each,
    by: "行动计划办公室",
    on: day("2024-04-01"),
    reason: "经核实",
  }));

describe("PL-5 a name not in the directory is never guessed: it becomes a question, with suggestions", () => {
  it("the sample directory knows every name of the real plan that is not open", () => {
    expect(asked("plan/unknown-unit")).toEqual([]);
  });

  it.each`
    was           | is                | suggestions         | because
    ${"区交通局"} | ${"区交通运输局"} | ${["区交通局"]}     | ${"a longer name"}
    ${"区交通局"} | ${"区农业农村委"} | ${["区农业农村局"]} | ${"one character is another"}
    ${"区交通局"} | ${"外星人联络站"} | ${[]}               | ${"nothing is like it"}
    ${"区交通局"} | ${"园林绿化局"}   | ${["区园林绿化局"]} | ${"a part of the name"}
  `("“$is” suggests $suggestions: $because", ({ was, is, suggestions }) => {
    const found = reviewPlan(daxingWith(65, was, is), daxingDirectory, daxingSettings).questions;
    expect(asked("plan/unknown-unit", found)).toEqual([
      {
        code: "plan/unknown-unit",
        line: 65,
        measure: "A1-7-2",
        measureCode: "蓝天-7-2",
        name: is,
        mentions: 1,
        suggestions: expect.any(Array),
      },
    ]);
    const [question] = asked("plan/unknown-unit", found);
    expect(question).toMatchObject({
      suggestions: suggestions.length > 0 ? expect.arrayContaining(suggestions) : [],
    });
  });

  it.each`
    is                | because
    ${"区经信局"}     | ${"an alias"}
    ${"区水务局"}     | ${"a name"}
    ${"各镇人民政府"} | ${"a group"}
    ${"相关部门"}     | ${"an open name is a decision"}
  `("“$is” is no question: $because", ({ is }) => {
    expect(
      asked("plan/unknown-unit", reviewPlan(daxingWith(65, "区交通局", is), daxingDirectory, daxingSettings).questions),
    ).toEqual([]);
  });

  it("is asked once, with how often the name stands in the plan, and no more when answered", () => {
    const directory = {
      ...daxingDirectory,
      units: daxingDirectory.units.filter(({ name }) => name !== "区科委"),
    };
    const [question] = asked("plan/unknown-unit", reviewPlan(daxing, directory, daxingSettings).questions);
    expect(question && explainQuestion(question)).toMatch(
      /^第 58 行（蓝天-5-2）：名录里没有“区科委”（共出现 6 次）。是不是“.+”？请指明是哪个单位，或把它加入名录。$/u,
    );
    const answered = answers({
      kind: "unit-name",
      name: "区科委",
      unit: daxingDirectory.units[0]!.id,
    });
    expect(asked("plan/unknown-unit", reviewPlan(daxing, directory, daxingSettings, answered).questions)).toEqual([]);
  });

  it("names are not asked about without a directory", () => {
    expect(asked("plan/unknown-unit", reviewPlan(daxing).questions)).toEqual([]);
  });
});

describe("PL-11 a cadence inside a text is a question; monthly until answered", () => {
  it("finds those of the real plan", () => {
    const found = asked("plan/cadence").map((question) => [question.line, "said" in question && question.said]);
    expect(found).toEqual([
      [52, ["定期", "按季度"]],
      [60, ["定期"]],
      [104, ["定期"]],
      [111, ["定期"]],
      [157, ["定期"]],
      [183, ["雨后 24 小时内"]],
      [191, ["每季度"]],
      [195, ["第二、三季度每月"]],
      [272, ["定期"]],
      [283, ["按季度"]],
      [354, ["定期", "按季度"]],
    ]);
  });

  it("says where, what, and what happens until it is answered", () => {
    const question = asked("plan/cadence").find(({ line }) => line === 191);
    expect(question && explainQuestion(question)).toBe(
      "第 191 行（碧水-9-3）：原文写有“每季度”。请确认按什么周期报送；答复之前按月报送。",
    );
  });
});

describe("PL-9 all problems are reported at once, with the line; problems keep a plan from force, questions and decisions do not", () => {
  it.each`
    code                        | at               | because
    ${"plan/milestones-wanted"} | ${[42, 92, 230]} | ${"DL-5: 按时间节点完成 names no day"}
    ${"plan/other-deadline"}    | ${[154, 179]}    | ${"长期实施 against 2024 年底前; 9月底前 against 汛前"}
    ${"plan/unread-deadline"}   | ${[]}            | ${"every column can be read"}
  `("$code is asked on lines $at: $because", ({ code, at }) => {
    expect(lines(asked(code))).toEqual(at);
  });

  it.each`
    line   | sentence                                                                                                                                     | because
    ${42}  | ${"第 42 行（蓝天-3-1）：完成时限是“按时间节点完成”，但没有列出节点。请逐个给出节点日期；答复之前按月报送。"}                                | ${"nothing to go by"}
    ${230} | ${"第 230 行（净土-2-2）：完成时限是“按时间节点完成”，但没有列出节点（原文提到“2月底”、“8月底前”）。请逐个给出节点日期；答复之前按月报送。"} | ${"the text names two days"}
    ${154} | ${"第 154 行（碧水-3-2）：完成时限一栏是“长期实施”，而原文写有“2024 年底前”。请确认以哪个为准；答复之前以时限一栏为准。"}                    | ${"the text names another day"}
  `("the sentence about line $line: $because", ({ line, sentence }) => {
    const question = questions.find((each) => each.line === line);
    expect(question && explainQuestion(question)).toBe(sentence);
  });

  it.each`
    deadline        | code                        | because
    ${"尽快"}       | ${["plan/unread-deadline"]} | ${"not one of the five kinds"}
    ${"6月底前"}    | ${["plan/other-deadline"]}  | ${"the text says 年底前"}
    ${"12月31日前"} | ${[]}                       | ${"the same day in other words"}
    ${"年底前"}     | ${[]}                       | ${"the same words"}
  `("“$deadline” beside a text that says 年底前 asks $code: $because", ({ deadline, code }) => {
    const found = reviewPlan(daxingWith(76, "\t年底前\t", `\t${deadline}\t`)).questions.filter(
      ({ line }) => line === 76,
    );
    expect(found.map((question) => question.code)).toEqual(code);
    for (const question of found) expect(explainQuestion(question)).toMatch(/^第 76 行（蓝天-11-2）：.+请.+。$/u);
  });

  it.each`
    words                 | because
    ${"三年内完成"}       | ${"a span of years is no day"}
    ${"7 月 1 日起执行"}  | ${"since when a standard holds is no deadline"}
    ${"加强汛期巡查"}     | ${"a season in which, not before which"}
    ${"5 吨/平方公里·月"} | ${"a unit"}
  `("“$words” in a text is not held against its column: $because", ({ words }) => {
    expect(reviewPlan(daxingWith(67, "开展", words)).questions.filter(({ line }) => line === 67)).toEqual([]);
  });

  it("an answer about the deadline settles all that was asked about it", () => {
    const [on230, on283, on179] = [230, 283, 179].map((line) => measureOnLine(line).id);
    const given = answers(
      {
        kind: "deadline",
        measure: on230!,
        deadline: {
          kind: "milestones",
          days: [day("2024-02-29"), day("2024-08-31")],
        },
      },
      {
        kind: "deadline",
        measure: on283!,
        deadline: { kind: "milestones", days: [day("2024-03-31")] },
      },
      { kind: "as-written", measure: on179! },
    );
    const left = lines(reviewPlan(daxing, daxingDirectory, daxingSettings, given).questions);
    expect(lines(questions).filter((line) => !left.includes(line))).toEqual([179, 230, 283]);
    const answered = withAnswers(daxing.measures, given);
    expect(answered.find(({ line }) => line === 230)?.deadline).toEqual({
      kind: "milestones",
      days: ["2024-02-29", "2024-08-31"],
    });
    expect(answered.filter((measure) => !daxing.measures.includes(measure))).toHaveLength(2);
  });

  it("the last answer counts", () => {
    const measure = MeasureId.parse("A1-1-1");
    const given = answers(
      { kind: "deadline", measure, deadline: { kind: "ongoing" } },
      {
        kind: "deadline",
        measure,
        deadline: { kind: "by", day: day("2024-06-30") },
      },
    );
    expect(withAnswers(daxing.measures, given)[0]?.deadline).toEqual({
      kind: "by",
      day: "2024-06-30",
    });
  });

  it.each`
    answer                                                                                             | because
    ${{ about: { kind: "deadline", measure: "A1-1-1", deadline: { kind: "milestones", days: [] } } }}  | ${"a list without days answers nothing"}
    ${{ about: { kind: "deadline", measure: "A1-1-1", deadline: { kind: "by", day: "2024-02-30" } } }} | ${"there is no such day"}
    ${{ about: { kind: "unit-name", name: "区科委", unit: "区科委" } }}                                | ${"not the id of a unit"}
    ${{ about: { kind: "as-written", measure: "A1-1-1" }, reason: " " }}                               | ${"no reason"}
  `("refuses an answer: $because", ({ answer }) => {
    expect(PlanAnswers.safeParse([{ by: "甲", on: "2024-04-01", reason: "经核实", ...answer }]).success).toBe(false);
  });

  it("nothing is decided yet for the real plan", () => {
    expect(PlanAnswers.parse(daxingAnswers)).toEqual([]);
  });
});

describe("PL-6 a generic group expands by the dated roster; an open one is a decision a person must take, and until then the measure goes to the units that are named", () => {
  const groups = decisions.filter(
    (each): each is Extract<PlanDecision, { role: string }> => each.code === "plan/open-group",
  );

  it("the real plan leaves 74 mentions open, seven of them leads", () => {
    expect(groups).toHaveLength(74);
    expect(groups.filter(({ role }) => role === "lead").map(({ line, name }) => [line, name])).toEqual([
      [130, "区空气重污染应急指挥部成员单位"],
      [230, "相关镇人民政府"],
      [230, "相关街道办事处"],
      [230, "相关产业园区管委会"],
      [272, "相关镇人民政府"],
      [272, "相关街道办事处"],
      [272, "相关产业园区管委会"],
    ]);
    expect(new Set(groups.map(({ name }) => name))).toEqual(
      new Set([
        "等部门",
        "区推进运输结构调整工作推进小组成员单位",
        "区空气重污染应急指挥部成员单位",
        "相关镇人民政府",
        "相关街道办事处",
        "相关产业园区管委会",
        "各相关部门",
      ]),
    );
  });

  it("what assisting units owe is one more, until the settings say (CY-4)", () => {
    expect(decisions[0]).toEqual({ code: "plan/assists", line: 19 });
    expect(reviewPlan(daxing, daxingDirectory, { assists: "none" }).decisions).toEqual(groups);
  });

  it("says where, what, and what happens until it is decided", () => {
    expect(decisions.slice(0, 2).map((each) => explainDecision(each))).toEqual([
      "第 19 行：计划没有写明协办单位要不要报送。请在设置里决定；决定之前协办单位不报送。",
      "第 38 行（蓝天-1-1）：协办单位“等部门”没有写明是哪些单位。请选定单位；决定之前只发给写明的单位。",
    ]);
  });

  it.each`
    units           | left  | because
    ${["jiaotong"]} | ${73} | ${"decided"}
    ${[]}           | ${73} | ${"nobody is an answer too"}
    ${["no-such"]}  | ${74} | ${"no unit of the directory"}
  `("$left are left after $units: $because", ({ units, left }) => {
    const given = answers({
      kind: "open-group",
      measure: MeasureId.parse("A1-1-1"),
      name: "等部门",
      units,
    });
    expect(reviewPlan(daxing, daxingDirectory, { assists: "none" }, given).decisions).toHaveLength(left);
  });

  it("a group with a roster in the directory is open no more", () => {
    const name = "区空气重污染应急指挥部成员单位";
    const directory = {
      ...daxingDirectory,
      groups: [
        {
          name,
          from: day("2024-01-01"),
          units: [daxingDirectory.units[0]!.id],
        },
      ],
    };
    expect(namesIn(directory)).toContain(name);
    expect(lines(reviewPlan(daxing, directory, { assists: "none" }).decisions)).not.toContain(130);
  });
});
