import { describe, expect, it } from "vitest";
import type { AnswerMeasure } from "../../functions/core/answer.ts";
import { readTables } from "../../functions/core/answer-table.ts";
import { month } from "../../functions/core/day.ts";
import { MeasureId } from "../../functions/core/measure.ts";
import type { FormCell } from "../../functions/core/report-form.ts";

const measure = (code: string, text: string): AnswerMeasure => ({
  id: MeasureId.parse(code.replace("碧水", "A2")),
  code,
  text,
  targets: [],
  line: 1,
});
const measures = [
  measure("碧水-6-1", "实施大兴区全面打赢城乡水环境治理歼灭战三年行动方案，累计新（改）建污水收集管线3公里。"),
  measure("碧水-7-1", "加大雨污混接错接巡查整治力度，督促相关单位对发现的混接错接点位及时处置。"),
  measure("碧水-7-2", "汛前持续开展“清管行动”。提前对雨水管涵、雨水口等进行全面清掏。"),
];
const cell = (value: string | number | null): FormCell =>
  value === null || value === ""
    ? null
    : typeof value === "number"
      ? { kind: "number", value, percent: false }
      : { kind: "text", text: value };
const read = (...rows: (string | number | null)[][]) =>
  readTables({ sheets: [{ name: "表1", rows: rows.map((row) => row.map(cell)) }] }, measures, month("2024-04"));

describe("headings over two rows are one row of headings (RP-12)", () => {
  const rows = (...second: (string | null)[]) => [
    ["编号", "工作措施", "4月进展", null, "存在问题"],
    second,
    ["碧水-7-1", "混接整治", "本月处置18处", "40%", "无"],
  ];
  it.each`
    second                                                      | because
    ${["编号", "工作措施", "进展情况", "完成比例", "存在问题"]} | ${"what is merged downwards stands in both"}
    ${[null, null, "进展情况", "完成比例", null]}               | ${"what is not merged stands above"}
    ${["编号", null, "工作进展", "进度", "主要问题"]}           | ${"both"}
  `("$second: $because", ({ second }) => {
    const figures = [{ value: 18, unit: "处", kind: "this-month" }];
    expect(read(...rows(...second))).toEqual({
      entries: [{ code: "碧水-7-1", percent: 40, figures, progress: "本月处置18处" }],
      problems: [],
      questions: [],
    });
  });

  it("a row of answers below the headings is none of them", () => {
    const answers = [null, null, "正在推进", "", "无"];
    expect(read(rows()[0] ?? [], answers, rows()[2] ?? [])?.entries).toMatchObject([{ code: "碧水-7-1" }]);
  });
});

it("what is merged over several rows of one measure is said once", () => {
  const read6 = read(
    ["编号", "进展情况", "完成比例", "存在问题"],
    ["碧水-6-1", "污水管线累计1.2公里", "40%", "无"],
    ["碧水-6-1", "再生水管线累计0.8公里", "40%", "无"],
  );
  expect(read6?.entries).toMatchObject([{ percent: 40, progress: "污水管线累计1.2公里\n再生水管线累计0.8公里" }]);
  expect(read6?.entries[0]?.problems, "无 is no problem").toBeUndefined();
});

describe("RP-12 a table that people made themselves is read by the names of its columns; a row that names no measure is asked about", () => {
  it.each`
    headings                                                                                     | because
    ${["序号", "编号", "工作措施", "进展情况", "存在问题", "下一步计划"]}                        | ${"as the plan's office asks"}
    ${["序 号", "措施编号", "重点任务", "4月份工作进展", "存在的问题", "下步工作打算"]}          | ${"with blanks and the month"}
    ${["序号", "编号", "任务名称", "完成情况（截至4月底）", "存在问题及困难", "下一步工作安排"]} | ${"with notes in brackets"}
    ${["序号", "代码", "主要任务", "目前进展", "主要问题", "后续工作计划"]}                      | ${"other words"}
  `("$headings: $because", ({ headings }) => {
    expect(
      read(["区水务局4月进展情况表"], headings, [
        1,
        "碧水-7-1",
        "混接整治",
        "本月处置18处，累计64处",
        "权属不清",
        "5月完成",
      ]),
    ).toEqual({
      entries: [
        {
          code: "碧水-7-1",
          figures: [
            { value: 18, unit: "处", kind: "this-month" },
            { value: 64, unit: "处", kind: "cumulative" },
          ],
          progress: "本月处置18处，累计64处",
          problems: "权属不清",
          next: "5月完成",
        },
      ],
      problems: [],
      questions: [],
    });
  });

  it.each`
    row                                                                                      | code          | because
    ${["1", "碧水-7-1", "", "已完成"]}                                                       | ${"碧水-7-1"} | ${"by its code"}
    ${["碧水7-1", "", "", "已完成"]}                                                         | ${"碧水-7-1"} | ${"the code stands in the first column"}
    ${["1", "A2-7-1", "", "已完成"]}                                                         | ${"碧水-7-1"} | ${"by its id"}
    ${["1", "7-1", "", "已完成"]}                                                            | ${"碧水-7-1"} | ${"only one measure has these numbers"}
    ${["1", "", "加大雨污混接错接巡查整治力度", "已完成"]}                                   | ${"碧水-7-1"} | ${"by the plan's words"}
    ${["1", "", "汛前持续开展“清管行动”。提前对雨水管涵、雨水口等进行全面清掏。", "已完成"]} | ${"碧水-7-2"} | ${"all of them"}
  `("$row is $code: $because", ({ row, code }) => {
    expect(read(["序号", "编号", "工作措施", "进展情况"], row)?.entries).toEqual([{ code, status: "done" }]);
  });

  it.each`
    row                                             | because
    ${["1", "", "", "已完成60%"]}                   | ${"a running number is no code"}
    ${["1", "碧水-9-9", "", "已完成60%"]}           | ${"no such code"}
    ${["1", "", "及时处置", "已完成60%"]}           | ${"words that may be of any"}
    ${["1", "碧水-6-1、碧水-7-1", "", "已完成60%"]} | ${"two measures in one row"}
    ${["合计", "", "", "共检查35家"]}               | ${"a total below the table"}
  `("asked about: $row, $because", ({ row }) => {
    const { entries, questions } = read(["序号", "编号", "工作措施", "进展情况"], row) ?? {
      entries: null,
      questions: [],
    };
    expect(entries).toEqual([]);
    expect(questions).toMatchObject([{ code: null, text: expect.stringMatching(/没有登记。请在“编号”一栏/) }]);
  });

  it("a row with nothing in it says nothing, a merged code goes on in the next row", () => {
    const rows = read(
      ["编号", "进展情况", "完成比例"],
      ["碧水-6-1", "", ""],
      ["碧水-7-1", "已处置64处", ""],
      ["碧水-7-1", "新发现3处", 60],
    );
    expect(rows?.entries).toMatchObject([{ code: "碧水-7-1", percent: 60, progress: "已处置64处\n新发现3处" }]);
  });

  it("what several rows say of one measure stays by its column", () => {
    const rows = read(
      ["编号", "进展情况", "存在问题"],
      ["碧水-7-1", "已处置64处", "权属不清"],
      ["碧水-7-1", "新发现3处", "资金不足"],
    );
    expect(rows?.entries).toEqual([
      { code: "碧水-7-1", progress: "已处置64处\n新发现3处", problems: "权属不清\n资金不足" },
    ]);
  });

  it.each`
    percent   | is           | because
    ${"60%"}  | ${60}        | ${"with its sign"}
    ${60}     | ${60}        | ${"without"}
    ${"６０"} | ${60}        | ${"in wide digits"}
    ${0.6}    | ${undefined} | ${"60% or 0.6%"}
    ${"六成"} | ${undefined} | ${"no number"}
    ${160}    | ${undefined} | ${"beyond 100"}
  `("a column of percentages: $percent is $is, $because", ({ percent, is }) => {
    const { entries, problems } = read(["编号", "进展情况", "完成比例（%）"], ["碧水-7-1", "混接整治", percent]) ?? {
      entries: [],
      problems: [],
    };
    expect(entries[0]?.percent).toBe(is);
    expect(problems).toHaveLength(is === undefined ? 1 : 0);
  });

  it.each`
    headings                              | because
    ${["姓名", "单位", "电话"]}           | ${"a list of people"}
    ${["编号", "名称", "位置"]}           | ${"a list of places"}
    ${["进展情况", "存在问题", "下一步"]} | ${"nothing says what the rows are about"}
  `("no such table: $headings, $because", ({ headings }) => {
    expect(read(headings, ["碧水-7-1", "已完成", "60%"])).toBeNull();
  });
});
