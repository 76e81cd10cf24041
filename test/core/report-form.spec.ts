import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day, month } from "../../functions/core/day.ts";
import { UnitId } from "../../functions/core/directory.ts";
import { Entry } from "../../functions/core/entry.ts";
import { MeasureId, type Target } from "../../functions/core/measure.ts";
import { PlanId } from "../../functions/core/plan-settings.ts";
import {
  explainFormProblem,
  FORM_COLUMNS,
  FORM_MARK,
  type FormCell,
  type FormCells,
  type FormColumn,
  type FormReading,
  type FormRow,
  formFileName,
  type ReportForm,
  readFormRows,
} from "../../functions/core/report-form.ts";
import { zh } from "../../functions/core/words-zh.ts";

describe("a form's file name says whose it is and for which month", () => {
  it.each`
    unit                  | name                                     | because
    ${"区水务局"}         | ${"区水务局-2024年4月进展填报表.xlsx"}   | ${"unit, then month"}
    ${"a/../b\\c:\u202e"} | ${"a_.._b_c__-2024年4月进展填报表.xlsx"} | ${"no file name holds a path or a direction mark"}
  `("$name: $because", ({ unit, name }) => {
    expect(
      formFileName({
        ...aForm(),
        unit: { id: UnitId.parse("shuiwu"), name: unit },
      }),
    ).toBe(name);
  });
});

describe("a row that says something becomes an entry of its measure", () => {
  it.each`
    cells                                                | entry                                                     | because
    ${{ status: "推进中", progress: "完成管线 1 公里" }} | ${{ status: "in-progress", progress: "完成管线 1 公里" }} | ${"the usual answer"}
    ${{ progress: " 甲\r\n乙\u202e\0 " }}                | ${{ progress: "甲\n乙" }}                                 | ${"line ends, direction marks and NUL are no words"}
    ${{ status: "本月无进展" }}                          | ${{ status: "no-progress" }}                              | ${"a stated 本月无进展 is an answer"}
    ${{ status: "已完成" }}                              | ${{ status: "done" }}                                     | ${"review asks for the words (RT-4)"}
    ${{ progress: 12 }}                                  | ${{ progress: "12" }}                                     | ${"a number is words where words are asked"}
    ${{ next: { kind: "date", text: "2024年5月20日" } }} | ${{ next: "2024年5月20日" }}                              | ${"so is a date"}
    ${{ progress: "-5℃以下停工" }}                       | ${{ progress: "-5℃以下停工" }}                            | ${"a leading minus is not a formula"}
    ${{ progress: "=1+1" }}                              | ${{ progress: "=1+1" }}                                   | ${"text stays text"}
    ${{ progress: "完成清掏", problems: "无" }}          | ${{ progress: "完成清掏" }}                               | ${"无 says that there is none"}
    ${{ progress: "完成清掏", percent: "——" }}           | ${{ progress: "完成清掏" }}                               | ${"a dash is an empty cell"}
  `("$cells: $because", ({ cells, entry }) => {
    expect(reading([cells])).toEqual({
      entries: [{ code: "碧水-6-1", ...entry }],
      problems: [],
    });
  });
});

describe("a percentage is read in every way people write it, and never guessed", () => {
  it.each`
    percent                                   | is           | problem                | because
    ${60}                                     | ${60}        | ${undefined}           | ${"as asked"}
    ${0}                                      | ${0}         | ${undefined}           | ${"nothing done yet"}
    ${100}                                    | ${100}       | ${undefined}           | ${"all of it"}
    ${"60"}                                   | ${60}        | ${undefined}           | ${"a number kept as text"}
    ${"60%"}                                  | ${60}        | ${undefined}           | ${"with the sign"}
    ${" 60 ％"}                               | ${60}        | ${undefined}           | ${"full-width sign"}
    ${"６０．５"}                             | ${60.5}      | ${undefined}           | ${"full-width digits"}
    ${"0.6%"}                                 | ${0.6}       | ${undefined}           | ${"the sign makes it plain"}
    ${asPercent(0.6)}                         | ${60}        | ${undefined}           | ${"Excel keeps a typed 60% as 0.6"}
    ${asPercent(0.07)}                        | ${7}         | ${undefined}           | ${"not 7.000000000000001"}
    ${0.6}                                    | ${undefined} | ${"form/fraction"}     | ${"0.6% or 60%?"}
    ${"六成"}                                 | ${undefined} | ${"form/not-a-number"} | ${"words"}
    ${"约60%"}                                | ${undefined} | ${"form/not-a-number"} | ${"about is not a number"}
    ${"1e3"}                                  | ${undefined} | ${"form/not-a-number"} | ${"no scientific notation by hand"}
    ${"60 70"}                                | ${undefined} | ${"form/not-a-number"} | ${"two numbers"}
    ${101}                                    | ${undefined} | ${"form/out-of-range"} | ${"over 100"}
    ${asPercent(60)}                          | ${undefined} | ${"form/out-of-range"} | ${"6000%"}
    ${-1}                                     | ${undefined} | ${"form/out-of-range"} | ${"negative"}
    ${"－5%"}                                 | ${undefined} | ${"form/out-of-range"} | ${"negative, full-width"}
    ${{ kind: "date", text: "2024年3月4日" }} | ${undefined} | ${"form/date"}         | ${"3/4 became a date"}
    ${{ kind: "error", text: "#REF!" }}       | ${undefined} | ${"form/error"}        | ${"a broken formula"}
    ${{ kind: "error", text: "" }}            | ${undefined} | ${"form/error"}        | ${"a formula nobody calculated"}
  `("$percent: $because", ({ percent, is, problem }) => {
    const { entries, problems } = reading([{ progress: "施工", percent }]);
    expect([entries[0]?.percent, problems[0]?.code]).toEqual([is, problem]);
  });
});

describe("a measure's targets take one cumulative number each, in the order of the plan", () => {
  const km = (value: number) => ({ value, unit: "公里", kind: "cumulative" });
  it.each`
    targets             | figures            | is                                                | problem                | because
    ${["公里"]}         | ${2.5}             | ${[km(2.5)]}                                      | ${undefined}           | ${"as asked"}
    ${["公里"]}         | ${"2.5公里"}       | ${[km(2.5)]}                                      | ${undefined}           | ${"with its unit"}
    ${["公里"]}         | ${"1,200"}         | ${[km(1200)]}                                     | ${undefined}           | ${"thousands"}
    ${["公里"]}         | ${"-3"}            | ${[km(-3)]}                                       | ${undefined}           | ${"some figures fall below zero"}
    ${["公里", "公里"]} | ${"2.5；1"}        | ${[km(2.5), km(1)]}                               | ${undefined}           | ${"two targets, as the prompt says"}
    ${["公里", "公里"]} | ${"①2.5 ②1"}       | ${[km(2.5), km(1)]}                               | ${undefined}           | ${"numbered as the form numbers them"}
    ${["公里", "公里"]} | ${"2.5\n1"}        | ${[km(2.5), km(1)]}                               | ${undefined}           | ${"one a line"}
    ${["%"]}            | ${asPercent(0.85)} | ${[{ value: 85, unit: "%", kind: "cumulative" }]} | ${undefined}           | ${"a share typed with its sign"}
    ${["公里"]}         | ${asPercent(0.85)} | ${undefined}                                      | ${"form/not-a-number"} | ${"85% of the target is not kilometres"}
    ${["公里"]}         | ${"2.5里"}         | ${undefined}                                      | ${"form/not-a-number"} | ${"another unit"}
    ${["公里", "公里"]} | ${3}               | ${undefined}                                      | ${"form/figure-count"} | ${"which of the two?"}
    ${["公里"]}         | ${"1；2"}          | ${undefined}                                      | ${"form/figure-count"} | ${"which of the two?"}
    ${[]}               | ${3}               | ${undefined}                                      | ${"form/no-target"}    | ${"the plan promises no number here"}
  `("$figures for $targets: $because", ({ targets, figures, is, problem }) => {
    const form = aForm([aRow("碧水-6-1", targets)]);
    const { entries, problems } = readFormRows(aWorkbook([{ progress: "施工", figures }], form), form);
    expect([entries[0]?.figures, problems[0]?.code]).toEqual([is, problem]);
  });
});

describe("a row that cannot be recorded is named with its cell, and the others count (RP-4)", () => {
  it.each`
    row                                                     | code                    | cell    | because
    ${{ status: "推进中" }}                                 | ${"form/no-words"}      | ${"B3"} | ${"a state without words says nothing of the month"}
    ${{ status: "进行中", progress: "施工" }}               | ${"form/status"}        | ${"C3"} | ${"not in the list"}
    ${{ progress: "长".repeat(1001) }}                      | ${"form/too-long"}      | ${"E3"} | ${"1,000 characters a field"}
    ${{ progress: "长".repeat(32_767) }}                    | ${"form/too-long"}      | ${"E3"} | ${"a full cell"}
    ${{ id: "", code: "蓝天-9-9", progress: "施工" }}       | ${"form/foreign-row"}   | ${"B3"} | ${"another unit's measure"}
    ${{ id: "", code: "合计", progress: "3 项" }}           | ${"form/unknown-row"}   | ${"B3"} | ${"a total below the table"}
    ${{ id: "", code: "", progress: "施工" }}               | ${"form/unknown-row"}   | ${"B3"} | ${"an inserted row"}
    ${{ code: "碧水-6-1", progress: "施工" }}               | ${"form/two-codes"}     | ${"B3"} | ${"only some columns were sorted"}
    ${{ id: "A2-6-1", code: "碧水-6-1", progress: "别的" }} | ${"form/duplicate-row"} | ${"B3"} | ${"which of the two?"}
  `("$code: $because", ({ row, code, cell }) => {
    const { entries, problems } = reading([{ progress: "完成清掏" }, row, {}, { progress: "雨前巡查" }]);
    expect(problems).toMatchObject([{ code, sheet: "进展填报", cell }]);
    expect(entries.map((entry) => entry.code).filter((at) => at !== "碧水-6-1")).toEqual(["碧水-7-1"]);
  });

  it("names every faulty cell of a row at once", () => {
    const { problems } = reading([{ status: "好", percent: 101, progress: "施工" }]);
    expect(problems.map((problem) => [problem.code, "cell" in problem && problem.cell])).toEqual([
      ["form/status", "C2"],
      ["form/out-of-range", "D2"],
    ]);
  });

  it("records a row only once when a copied sheet says the same", () => {
    const { sheets } = aWorkbook([{ progress: "完成清掏" }]);
    const copied = {
      sheets: [...sheets, { ...sheets[0]!, name: "进展填报 (2)" }],
    };
    expect(readFormRows(copied, aForm())).toMatchObject({
      entries: [{ progress: "完成清掏" }],
      problems: [],
    });
  });
});

describe("rows and columns are found wherever people have moved them", () => {
  const said: Said[] = [{ progress: "完成清掏" }, { status: "本月无进展" }];
  const expected = ["碧水-6-1", "碧水-6-2"];
  it.each`
    change                                                                                                                                                           | because
    ${(rows: FormCell[][]) => [rows[0]!, ...rows.slice(1).reverse()]}                                                                                                | ${"sorted"}
    ${(rows: FormCell[][]) => rows.slice(0, 3)}                                                                                                                      | ${"untouched rows deleted"}
    ${(rows: FormCell[][]) => [[text("标题")], [], ...rows]}                                                                                                         | ${"lines above"}
    ${(rows: FormCell[][]) => rows.map((row) => [...row].reverse())}                                                                                                 | ${"columns moved"}
    ${(rows: FormCell[][]) => rows.map((row) => [null, text("备注"), ...row])}                                                                                       | ${"columns inserted"}
    ${(rows: FormCell[][]) => rows.map((row) => row.slice(1))}                                                                                                       | ${"the hidden column deleted: the codes stay"}
    ${(rows: FormCell[][]) => rows.map((row) => row.with(1, null)).with(0, rows[0]!)}                                                                                | ${"the codes deleted: the hidden column stays"}
    ${(rows: FormCell[][]) => rows.map((row, at) => (at ? row.with(0, null).with(1, text(String((row[1] as { text: string }).text).replaceAll("-", "－ "))) : row))} | ${"codes typed by hand"}
    ${(rows: FormCell[][]) => [rows[0]!.with(4, text("本月\n进展（必填）*")), ...rows.slice(1)]}                                                                     | ${"a heading decorated"}
  `("$because", ({ change }) => {
    const [marks, table] = aWorkbook(said).sheets;
    const { entries, problems } = readFormRows(
      { sheets: [marks!, { name: "Sheet1", rows: change(table!.rows) }] },
      aForm(),
    );
    expect(problems).toEqual([]);
    expect(entries.map(({ code }) => code).sort()).toEqual(expected);
  });
});

describe("a workbook made for something else is refused whole", () => {
  it.each`
    made                                                       | code                   | because
    ${{ period: month("2024-03") }}                            | ${"form/other-period"} | ${"last month's file, filled again"}
    ${{ unit: { id: "nongye", name: "区农业农村局" } }}        | ${"form/other-unit"}   | ${"a neighbour's file"}
    ${{ plan: { id: "daxing-2025", name: "2025年行动计划" } }} | ${"form/other-plan"}   | ${"another plan's file"}
  `("$code: $because", ({ made, code }) => {
    const workbook = aWorkbook([{ progress: "施工" }], { ...aForm(), ...made });
    expect(readFormRows(workbook, aForm())).toMatchObject({
      entries: [],
      problems: [{ code }],
    });
  });

  it.each`
    title                                    | code                   | because
    ${"区水务局2024年3月进展填报表"}         | ${"form/other-period"} | ${"the title says March"}
    ${"区农业农村局2024年4月进展填报表"}     | ${"form/other-unit"}   | ${"the title says somebody else"}
    ${"某计划——区水务局2024年4月进展填报表"} | ${undefined}           | ${"it is ours"}
    ${"水务局四月报送"}                      | ${undefined}           | ${"a title of their own: the codes decide"}
  `("without the hidden sheet the title tells: $because", ({ title, code }) => {
    const [, table] = aWorkbook([{ progress: "施工" }]).sheets;
    const { problems } = readFormRows({ sheets: [{ name: "表", rows: [[text(title)], ...table!.rows] }] }, aForm());
    expect(problems[0]?.code).toBe(code);
  });

  it.each`
    rows                                                                                                 | code                     | because
    ${[]}                                                                                                | ${"form/no-table"}       | ${"an empty sheet"}
    ${[["编号", "本月状态"]]}                                                                            | ${"form/no-table"}       | ${"the progress column is gone"}
    ${[["本月进展", "本月状态"]]}                                                                        | ${"form/missing-column"} | ${"neither code nor hidden id"}
    ${[["编号", "本月进展", "本月进展"]]}                                                                | ${"form/column-twice"}   | ${"which of the two?"}
    ${[["编号", "本月状态", "完成比例%", "本月进展", "指标完成数", "存在问题", "下一步"], ["碧水-6-1"]]} | ${"form/blank"}          | ${"sent back untouched"}
  `("$code: $because", ({ rows, code }) => {
    const sheet = {
      name: "表",
      rows: (rows as string[][]).map((row) => row.map(text)),
    };
    const { entries, problems } = readFormRows({ sheets: [sheet] }, aForm());
    expect([entries.length, problems.map((problem) => problem.code)]).toEqual([0, expect.arrayContaining([code])]);
  });

  it("names a deleted column and records the rest", () => {
    const [marks, table] = aWorkbook([{ progress: "施工" }]).sheets;
    const rows = table!.rows.map((row) => row.slice(0, -1));
    const { entries, problems } = readFormRows({ sheets: [marks!, { name: "表", rows }] }, aForm());
    expect(entries).toHaveLength(1);
    expect(problems).toEqual([{ code: "form/missing-column", sheet: "表", column: "下一步" }]);
  });
});

describe("each problem is told where, what and what to do", () => {
  it.each`
    row                                               | sentence
    ${{ percent: "六成", progress: "施工" }}          | ${"“进展填报”表 D2（碧水-6-1，完成比例%）：“六成”不是数字。请只填数字，例如 60。"}
    ${{ percent: 0.6, progress: "施工" }}             | ${"“进展填报”表 D2（碧水-6-1，完成比例%）：“0.6”可能是 0.6%，也可能是 60%。请填 0 到 100 之间的数字并写上百分号，例如 60%。"}
    ${{ status: "推进中" }}                           | ${"“进展填报”表 B2：碧水-6-1 没有填写进展，未记录。请写明本月做了什么，例如“完成管线施工 1.2 公里”；确无进展的，“本月状态”请选“本月无进展”。"}
    ${{ id: "", code: "蓝天-9-9", progress: "施工" }} | ${"“进展填报”表 B2：编号“蓝天-9-9”不在贵单位本月的填报范围内，该行未记录。请核对编号，例如 碧水-4-5。"}
  `("$sentence", ({ row, sentence }) => {
    expect(reading([row]).problems.map((problem) => explainFormProblem(problem, "zh"))).toEqual([sentence]);
  });
});

describe("whatever stands in the cells", () => {
  it("is read into valid entries or explained problems, never both for one row, and never throws", () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.string({ unit: "binary", maxLength: 30 }).map(text),
      fc.constantFrom("编号", "本月进展", "A2-6-1", "碧水-6-1", "推进中", FORM_MARK, "60%", "=1+1", "\0").map(text),
      fc.record({
        kind: fc.constant("number" as const),
        value: fc.double(),
        percent: fc.boolean(),
      }),
      fc.record({
        kind: fc.constantFrom("date" as const, "error" as const),
        text: fc.string({ maxLength: 9 }),
      }),
    );
    const form = aForm([aRow("碧水-6-1"), aRow("碧水-6-2", ["公里"]), aRow("碧水-6-3", ["%", "个"])]);
    const filled = COLUMNS.slice(2);
    const row = fc.record(Object.fromEntries(filled.map((column) => [column, cell])), { requiredKeys: [] });
    const strange = fc.array(fc.array(cell, { maxLength: 12 }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 3 }), strange, (rows, more) => {
        const [marks, table] = aWorkbook(rows, form).sheets;
        const said = readFormRows({ sheets: [marks!, { name: "表", rows: [...table!.rows, ...more] }] }, form);
        for (const entry of said.entries) expect(Entry.parse(entry)).toEqual(entry);
        for (const problem of said.problems) expect(explainFormProblem(problem, "zh")).toMatch(/。/);
      }),
    );
  });
});

type Said = Partial<Record<FormColumn, string | number | FormCell>>;
const COLUMNS: FormColumn[] = ["id", "code", "status", "percent", "progress", "figures", "problems", "next"];

function aRow(code: string, units: string[] = []): FormRow {
  const targets = units.map(
    (unit): Target => ({
      metric: "管线",
      comparator: ">=",
      value: 3,
      unit,
      phrase: `管线3${unit}`,
    }),
  );
  const id = MeasureId.parse(code.replace("碧水", "A2"));
  return {
    id,
    code,
    taskName: "治理",
    text: "完成治理。",
    deadlineRaw: "年底前",
    targets,
  };
}

function aForm(rows = ["碧水-6-1", "碧水-6-2", "碧水-6-3", "碧水-7-1"].map((code) => aRow(code))): ReportForm {
  return {
    language: "zh",
    periodText: zh.period(month("2024-04"), 1),
    plan: { id: PlanId.parse("daxing-2024"), name: "2024年行动计划" },
    period: month("2024-04"),
    unit: { id: UnitId.parse("shuiwu"), name: "区水务局" },
    due: day("2024-05-07"), // Tuesday
    rows,
  };
}

/** A returned workbook: headings in row 1, then the form's rows with what was said in them. */
function aWorkbook(said: Said[], form = aForm()): FormCells {
  const marks = [
    [FORM_MARK],
    ["plan", form.plan.id, form.plan.name],
    ["period", form.period, "某月"],
    ["unit", form.unit.id, form.unit.name],
  ];
  const rows = form.rows.map((row, at) => {
    const filled: Said = { id: row.id, code: row.code, ...said[at] };
    return COLUMNS.map((column) => toCell(filled[column]));
  });
  return {
    sheets: [
      { name: "标识", rows: marks.map((row) => row.map(text)) },
      {
        name: "进展填报",
        rows: [COLUMNS.map((column) => text(FORM_COLUMNS[column])), ...rows],
      },
    ],
  };
}

const reading = (said: Said[]): FormReading => readFormRows(aWorkbook(said), aForm());
const text = (words: string): FormCell => ({ kind: "text", text: words });
function asPercent(value: number): FormCell {
  return { kind: "number", value, percent: true };
}
function toCell(said: string | number | FormCell | undefined): FormCell {
  if (typeof said === "string") return said ? text(said) : null;
  return typeof said === "number" ? { kind: "number", value: said, percent: false } : (said ?? null);
}
