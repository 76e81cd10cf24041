import { describe, expect, it } from "vitest";
import { month } from "../../functions/core/day.ts";
import type { Entry } from "../../functions/core/entry.ts";
import { FORM_COLUMNS, FORM_MARK, type FormCell, type FormCells } from "../../functions/core/report-form.ts";
import { answerOf, type FileReading, fileWords, readFile, type SentFile } from "../../functions/core/sent-file.ts";
import { aReportForm } from "../adapters/report-forms.ts";

const april = aReportForm();
const may = aReportForm({ period: month("2024-05") });
const measures = april.rows.map((row) => ({ ...row, line: 1 }));
const cells = (...rows: string[][]): FormCells => ({
  sheets: [
    { name: "表", rows: rows.map((row) => row.map((text): FormCell => (text ? { kind: "text", text } : null))) },
  ],
});
const form = (period: string, progress: string): FormCells => ({
  sheets: [
    ...cells(
      Object.values(FORM_COLUMNS),
      Object.keys(FORM_COLUMNS).map((key) => ({ code: "碧水-6-1", progress })[key] ?? ""),
    ).sheets,
    {
      name: "标识",
      rows: cells([FORM_MARK], ["plan", "daxing-2024"], ["period", period], ["unit", "shuiwu"]).sheets[0]!.rows,
    },
  ],
});
const read = (file: SentFile) => readFile(file, [april, may], measures, april.period);

describe("RP-10 a file is known by its content; what is no table or text of measures is kept as evidence and named in the receipt", () => {
  it.each`
    file                                                                                                | is              | said                          | because
    ${{ is: "workbook", cells: form("2024-04", "铺设1.2公里") }}                                        | ${"form"}       | ${"填报表，读出1项"}          | ${"the workbook that was sent"}
    ${{ is: "workbook", cells: cells(["编号", "进展情况", "存在问题"], ["碧水-6-1", "铺设中", "无"]) }} | ${"table"}      | ${"自制表格，读出1项"}        | ${"a table of their own"}
    ${{ is: "document", cells: cells(), text: "碧水-6-1：已完成60%" }}                                  | ${"text"}       | ${"文字材料，读出1项"}        | ${"paragraphs with codes"}
    ${{ is: "document", cells: cells(), text: "关于清管行动的会议纪要，已完成60%" }}                    | ${"evidence"}   | ${"作为佐证留存，内容未读取"} | ${"a document about something"}
    ${{ is: "workbook", cells: cells(["姓名", "电话"], ["甲", "69241234"]) }}                           | ${"evidence"}   | ${"作为佐证留存，内容未读取"} | ${"a list of people"}
    ${{ is: "evidence" }}                                                                               | ${"evidence"}   | ${"作为佐证留存，内容未读取"} | ${"a scan"}
    ${{ is: "unreadable", why: "file/macros" }}                                                         | ${"unreadable"} | ${"未能读取，原件已留存"}     | ${"macros"}
  `("$said: $because", ({ file, is, said }) => {
    const reading = read({ name: "a", ...file });
    expect([reading.is, fileWords(reading)]).toEqual([is, said]);
  });

  it("the workbook of another month is that month's", () => {
    expect(read({ name: "a", is: "workbook", cells: form("2024-05", "铺设") }).form).toBe(may);
  });

  it("what is wrong with a file is said with its name", () => {
    const { questions } = read({ name: "进展.xlsm", is: "unreadable", why: "file/macros" });
    expect(questions.map(({ text }) => text)).toEqual([expect.stringMatching(/^《进展.xlsm》附件带有宏.*另存为/)]);
  });
});

describe("RP-11 a measure with different entries in two files is asked about; a file counts before the words of the mail, and the sender is told where they differ", () => {
  const file = (name: string, ...entries: Entry[]): FileReading => ({ name, is: "table", entries, questions: [] });
  const done: Entry = { code: "碧水-6-1", status: "done" };
  const partly: Entry = { code: "碧水-6-1", percent: 60 };

  it.each`
    files                                     | words       | entries     | asks                    | because
    ${[file("甲", done), file("乙", done)]}   | ${[]}       | ${[done]}   | ${[]}                   | ${"two copies say the same"}
    ${[file("甲", done), file("乙", partly)]} | ${[]}       | ${[]}       | ${["《甲》和《乙》"]}   | ${"nobody knows which counts"}
    ${[file("甲", done)]}                     | ${[partly]} | ${[done]}   | ${["已按附件表格登记"]} | ${"the file counts, and it is said"}
    ${[file("甲", done)]}                     | ${[done]}   | ${[done]}   | ${[]}                   | ${"the words say nothing else"}
    ${[]}                                     | ${[partly]} | ${[partly]} | ${[]}                   | ${"words alone"}
  `("$because", ({ files, words, entries, asks }) => {
    const said = answerOf(files, { entries: words, questions: [] });
    expect(said.entries).toEqual(entries);
    expect(said.questions.map(({ text }) => text)).toEqual(
      (asks as string[]).map((ask) => expect.stringContaining(ask)),
    );
  });
});
