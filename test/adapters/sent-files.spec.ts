import { utils, write } from "@e965/xlsx";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { readSentFile } from "../../functions/adapters/sent-files.ts";
import { writeReportForm } from "../../functions/adapters/workbook.ts";
import type { FormCell } from "../../functions/core/report-form.ts";
import type { SentFile } from "../../functions/core/sent-file.ts";
import { aDocument } from "./documents.ts";
import { aReportForm } from "./report-forms.ts";
import { zip } from "./zip-by-hand.ts";

const form = aReportForm();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const shown = (cell: FormCell): string => (!cell ? "" : cell.kind === "number" ? String(cell.value) : cell.text);
const rowsOf = (file: SentFile | undefined): string[][] | undefined =>
  file && "cells" in file ? file.cells.sheets[0]?.rows.map((row) => row.map(shown)) : undefined;
const ROWS = [
  ["编号", "完成比例", "进展情况"],
  ["碧水-6-1", "60%", "铺设管线1.2公里"],
];
const oldBook = (rows: unknown[][], type: "biff8" | "biff5" = "biff8"): Uint8Array => {
  const sheet = utils.aoa_to_sheet(rows);
  return new Uint8Array(write({ SheetNames: ["进展"], Sheets: { 进展: sheet } }, { type: "buffer", bookType: type }));
};
const OLE = Buffer.from("d0cf11e0a1b11ae1", "hex");
const ole = (...entries: string[]): Uint8Array =>
  Buffer.concat([OLE, ...entries.map((each) => Buffer.from(each, "utf16le"))]);

describe("a file is read by what it is, whatever it is called", () => {
  it("a table within a table is read by itself, and its rows stay apart where they stand", async () => {
    const inner = [
      ["雨水口", "本月清掏900座"],
      ["管涵", "本月清理36公里"],
    ];
    const [file] = await readSentFile({ name: "a.docx", content: aDocument([[["碧水-7-2", inner]]]) });
    expect(rowsOf(file)).toEqual([["碧水-7-2", "雨水口 本月清掏900座\n管涵 本月清理36公里"]]);
    expect(file && "cells" in file && file.cells.sheets.map(({ rows }) => rows.length)).toEqual([1, 2]);
  });

  it.each`
    name               | content                                                        | because
    ${"进展.xlsx"}     | ${() => writeXlsx({ sheets: [{ name: "进展", rows: ROWS }] })} | ${"a workbook"}
    ${"进展.xls"}      | ${() => oldBook(ROWS)}                                         | ${"a workbook of Excel 97, which WPS writes too"}
    ${"进展.et"}       | ${() => oldBook(ROWS)}                                         | ${"the same under the name that WPS gives it"}
    ${"进展.xlsx"}     | ${() => oldBook(ROWS)}                                         | ${"an old workbook with a new ending"}
    ${"进展.docx"}     | ${() => aDocument(["区水务局4月进展", ROWS])}                  | ${"a document with a table"}
    ${"进展.docx.zip"} | ${() => aDocument([ROWS])}                                     | ${"a document with a wrong ending"}
  `("$name: $because", async ({ name, content }) => {
    const [file] = await readSentFile({ name, content: await content() });
    expect(rowsOf(file)).toEqual(ROWS);
  });

  it("an old workbook's numbers, percentages and dates are what their cells show", async () => {
    const sheet = utils.aoa_to_sheet([[0.6, 45_413, 60]]);
    sheet.A1.z = "0%";
    sheet.B1.z = "yyyy-mm-dd";
    const content = new Uint8Array(
      write({ SheetNames: ["a"], Sheets: { a: sheet } }, { type: "buffer", bookType: "biff8" }),
    );
    const [file] = await readSentFile({ name: "a.xls", content });
    expect(file && "cells" in file && file.cells.sheets[0]?.rows[0]).toEqual([
      { kind: "number", value: 0.6, percent: true },
      { kind: "date", text: "2024年5月1日" },
      { kind: "number", value: 60, percent: false },
    ]);
  });

  it("a document's merged cells stand in each row they cover, its paragraphs beside its tables", async () => {
    const content = aDocument([
      "蓝天-3-2：新建35个",
      [
        ["碧水-6-1", "污水管线"],
        ["^", "再生水管线"],
      ],
      "下一步：抓紧施工",
    ]);
    const [file] = await readSentFile({ name: "a.docx", content });
    expect(file).toMatchObject({ is: "document", text: "蓝天-3-2：新建35个\n下一步：抓紧施工" });
    expect(rowsOf(file)).toEqual([
      ["碧水-6-1", "污水管线"],
      ["碧水-6-1", "再生水管线"],
    ]);
  });

  it.each`
    name          | content                           | because
    ${"扫描.pdf"} | ${bytes("%PDF-1.7 …")}            | ${"a scan with a stamp"}
    ${"现场.jpg"} | ${Buffer.from("ffd8ffe0", "hex")} | ${"a picture"}
    ${"说明.txt"} | ${bytes("蓝天-3-2 完成60%")}      | ${"a text file is not the answer"}
    ${"空.xlsx"}  | ${bytes("")}                      | ${"nothing in it"}
  `("$name is kept as evidence: $because", async ({ name, content }) => {
    expect(await readSentFile({ name, content })).toEqual([{ name, is: "evidence" }]);
  });
});

describe("what could do harm is not opened, and what cannot be read says so", () => {
  it.each`
    name        | content                                                                    | why                    | because
    ${"a.xlsm"} | ${() => zip([{ name: "xl/workbook.xml" }, { name: "xl/vbaProject.bin" }])} | ${"file/macros"}       | ${"a workbook with macros"}
    ${"a.docm"} | ${() => aDocument(["甲"], [{ name: "word/vbaProject.bin" }])}              | ${"file/macros"}       | ${"a document with macros"}
    ${"a.docx"} | ${() => aDocument(["甲"], [{ name: "word/vbaProject.bin" }])}              | ${"file/macros"}       | ${"the same under another name"}
    ${"a.xls"}  | ${() => ole("Workbook", "_VBA_PROJECT")}                                   | ${"file/macros"}       | ${"an old workbook with macros"}
    ${"a.xls"}  | ${() => ole("EncryptedPackage")}                                           | ${"file/encrypted"}    | ${"a password"}
    ${"a.doc"}  | ${() => ole("WordDocument")}                                               | ${"file/old-document"} | ${".doc and .wps"}
    ${"a.xls"}  | ${() => ole("Workbook")}                                                   | ${"file/damaged"}      | ${"cut off"}
    ${"a.msg"}  | ${() => ole("__substg1.0")}                                                | ${"file/old-format"}   | ${"some other container"}
    ${"a.rar"}  | ${() => bytes("Rar!\u001a\u0007")}                                         | ${"file/archive"}      | ${"a RAR"}
    ${"a.7z"}   | ${() => Buffer.from("377abcaf271c", "hex")}                                | ${"file/archive"}      | ${"a 7z"}
    ${"a.docx"} | ${() => aDocument([]).slice(0, -30)}                                       | ${"file/damaged"}      | ${"cut off in transit"}
    ${"a.docx"} | ${() => aDocument(["x".repeat(5_000_000)])}                                | ${"file/too-big"}      | ${"5 MB of words"}
    ${"a.docx"} | ${() => aDocument([Array.from({ length: 30_000 }, () => ["a"])])}          | ${"file/too-big"}      | ${"more tags than any report"}
    ${"a.docx"} | ${() => zip([{ name: "word/document.xml", content: "<w:document" }])}      | ${"file/damaged"}      | ${"broken XML"}
  `("$name is $why: $because", async ({ name, content, why }) => {
    expect(await readSentFile({ name, content: content() })).toEqual([{ name, is: "unreadable", why }]);
  });
});

describe("a ZIP is the files in it, within bounds", () => {
  it("each by itself, without what systems add; folders do not matter", async () => {
    const files = await readSentFile({
      name: "材料.zip",
      content: zip([
        { name: "4月/进展.docx", content: aDocument([ROWS]) },
        { name: "4月/盖章件.pdf", content: "%PDF" },
        { name: "__MACOSX/4月/._进展.docx", content: "x" },
        { name: "4月/~$进展.docx", content: "x" },
        { name: "4月/.DS_Store", content: "x" },
      ]),
    });
    expect(files.map(({ name, is }) => [name, is])).toEqual([
      ["材料.zip／进展.docx", "document"],
      ["材料.zip／盖章件.pdf", "evidence"],
    ]);
  });

  it("names in GBK are read", async () => {
    const content = zipWithName(Buffer.from("bdf8d5b92e706466", "hex"));
    expect(await readSentFile({ name: "a.zip", content })).toEqual([{ name: "a.zip／进展.pdf", is: "evidence" }]);
  });

  it.each`
    content                                                                                                                                         | why                 | because
    ${() => zip([{ name: "a.zip", content: zip([{ name: "b.xlsx" }]) }])}                                                                           | ${"file/nested"}    | ${"a ZIP in a ZIP"}
    ${() => zip([{ name: "../../a.xlsx", content: "x" }])}                                                                                          | ${"file/hostile"}   | ${"zip-slip"}
    ${() => zip([{ name: "a.xlsx", content: "x", flags: 1 }])}                                                                                      | ${"file/encrypted"} | ${"a password"}
    ${() => zip([{ name: "a.bin", content: "x", unpacked: 2e8 }])}                                                                                  | ${"file/too-big"}   | ${"it declares 200 MB"}
    ${() => zip(Array.from({ length: 51 }, (_, at) => ({ name: `${at}.pdf`, content: "x" })))}                                                      | ${"file/too-big"}   | ${"51 files"}
    ${() => zip([{ name: "a.pdf", content: "x".repeat(9_999), unpacked: 99 }])}                                                                     | ${"file/damaged"}   | ${"more in it than it declares"}
    ${() => zip([{ name: "a.xlsx", content: zip([{ name: "xl/workbook.xml" }, { name: "[Content_Types].xml" }, { name: "xl/vbaProject.bin" }]) }])} | ${"file/macros"}    | ${"macros inside"}
  `("$why: $because", async ({ content, why }) => {
    expect(await readSentFile({ name: "a.zip", content: content() })).toMatchObject([{ is: "unreadable", why }]);
  });

  it("the workbook that we sent, in a ZIP", async () => {
    const content = zip([{ name: "填报表.xlsx", content: await writeReportForm(form) }]);
    expect((await readSentFile({ name: "a.zip", content }))[0]).toMatchObject({ is: "workbook" });
  });
});

/** A ZIP of one empty file with a name in bytes. */
function zipWithName(name: Buffer): Uint8Array {
  const made = Buffer.from(zip([{ name: "x".repeat(name.length) }]));
  for (let at = made.indexOf("x".repeat(name.length)); at >= 0; at = made.indexOf("x".repeat(name.length)))
    name.copy(made, at);
  return made;
}
