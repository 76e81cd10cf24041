import fc from "fast-check";
import { readXlsx, type Sheet, type Workbook } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { readReportForm, writeReportForm } from "../../functions/adapters/workbook.ts";
import { unpack, zipParts } from "../../functions/adapters/zip-sizes.ts";
import type { FormReading } from "../../functions/core/report-form.ts";
import { aFormRow, aReportForm, put, readBack, returned } from "./report-forms.ts";
import { zip } from "./zip-by-hand.ts";

const form = aReportForm();

describe("the workbook shows what is asked, and lets only that be filled in", () => {
  it("has a row for each measure, with the targets, their unit and last month beside it", async () => {
    const { sheets } = await readXlsx(await writeReportForm(form));
    const [title, how, what, ...table] = sheets[0]!.rows.map((row) => row.slice(1).map((value) => value ?? ""));
    expect(title?.[0]).toBe("污染防治攻坚战2024年行动计划——区水务局2024年4月进展填报表");
    expect(how?.[0]).toContain("2024年5月7日（星期二）24:00 前");
    expect(what?.[0]).toContain("涉密、敏感信息禁止填报");
    const [task, text] = ["强化城乡生活污染治理", "累计新（改）建污水收集管线3公里，新（改）建再生水管线3公里。"];
    expect(table.map((row) => row.join("|"))).toEqual([
      "编号|重点任务|工作措施|完成时限|量化指标|上月进展|本月状态|完成比例%|本月进展|计量单位|指标完成数|存在问题|下一步",
      `碧水-6-1|${task}|${text}|年底前|||||||||`,
      `碧水-6-2|${task}|${text}|年底前|新（改）建污水收集管线3公里|||||公里|||`,
      `碧水-6-3|${task}|${text}|年底前||推进中，35%\n排查 38 处。\n下一步：汛前完成清掏|||||||`,
    ]);
  });

  it("is protected, frozen, printed on A4 across, with its ids hidden", async () => {
    const { sheets } = await readXlsx(await writeReportForm(form));
    expect(sheets.map(({ name, hidden }) => [name, hidden ?? false])).toEqual([
      ["进展填报", false],
      ["标识", true],
    ]);
    expect(sheets[0]).toMatchObject({
      protection: { sheet: true, formatRows: true },
      freezePane: { rows: 4, columns: 2 },
      pageSetup: {
        paperSize: "a4",
        orientation: "landscape",
        fitToPage: true,
        fitToWidth: 1,
        printTitlesRow: "$4:$4",
      },
      columns: [{ hidden: true }, ...Array.from({ length: 13 }, () => ({ width: expect.any(Number) }))],
    });
    expect(sheets[0]!.dataValidations).toContainEqual(
      expect.objectContaining({
        type: "list",
        range: "H5:H7",
        values: ["未启动", "推进中", "已完成", "滞后", "暂停", "本月无进展"],
      }),
    );
  });

  it.each`
    cell      | locked   | because
    ${"4,1"}  | ${true}  | ${"the code is ours"}
    ${"4,6"}  | ${true}  | ${"last month is past"}
    ${"4,7"}  | ${false} | ${"the state is theirs"}
    ${"4,9"}  | ${false} | ${"the progress is theirs"}
    ${"4,11"} | ${true}  | ${"no figure is asked where the plan names no target"}
    ${"5,11"} | ${false} | ${"a figure is asked for the target"}
  `("$cell is locked: $locked, $because", async ({ cell, locked }) => {
    const { sheets } = await readXlsx(await writeReportForm(form), {
      readStyles: true,
    });
    expect(sheets[0]!.cells?.get(cell)?.style?.protection?.locked ?? true).toBe(locked);
  });

  it("hides the columns that nobody needs", async () => {
    const { sheets } = await readXlsx(await writeReportForm({ ...form, rows: [aFormRow("碧水-6-1")] }));
    expect(sheets[0]!.columns?.flatMap(({ hidden }, at) => (hidden ? [at] : []))).toEqual([0, 5, 6, 10, 11]);
  });

  it("lets a row grow with what is typed into it", async () => {
    expect(partOf(await writeReportForm(form), "xl/worksheets/sheet1.xml")).toMatch(/<row r="5" ht="\d+(\.\d+)?">/);
  });

  it("is the same bytes for the same form", async () => {
    expect(await writeReportForm(form)).toEqual(await writeReportForm(form));
  });

  it("holds no formula, whatever the texts begin with", async () => {
    const progress = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.constantFrom("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "#REF!", "_x0041_", "a\0b", "长".repeat(1000), "👩‍👩‍👧"),
    );
    await fc.assert(
      fc.asyncProperty(fc.tuple(progress, progress), async ([task, last]) => {
        const bytes = await writeReportForm({
          ...form,
          rows: [aFormRow("碧水-6-1", { taskName: task, last: { progress: last } })],
        });
        expect(partOf(bytes, "xl/worksheets/sheet1.xml")).not.toMatch(/<f[ >]|t="e"/);
        const cells = await readReportForm(bytes);
        if ("code" in cells) throw new Error(cells.code);
        const shown = cells.sheets[0]!.rows[4]![2];
        expect(shown?.kind === "text" ? shown.text : "").toBe(inXml(task));
      }),
      { numRuns: 50 },
    );
  });
});

describe("what is filled in reads back, however it was typed", () => {
  it.each`
    column        | cell                                                                                   | is                                                                 | because
    ${"progress"} | ${{ value: "完成清掏" }}                                                               | ${{ progress: "完成清掏" }}                                        | ${"words"}
    ${"progress"} | ${{ value: "甲乙", richText: [{ text: "甲" }, { text: "乙", font: { bold: true } }] }} | ${{ progress: "甲乙" }}                                            | ${"words in two fonts"}
    ${"progress"} | ${{ value: '=HYPERLINK("x")' }}                                                        | ${{ progress: '=HYPERLINK("x")' }}                                 | ${"text that looks like a formula"}
    ${"progress"} | ${{ value: true }}                                                                     | ${{ progress: "是" }}                                              | ${"TRUE typed in"}
    ${"next"}     | ${{ value: new Date("2024-05-20"), style: { numFmt: 'yyyy"年"m"月"d"日"' } }}          | ${{ next: "2024年5月20日" }}                                       | ${"a date typed in"}
    ${"percent"}  | ${{ value: 60 }}                                                                       | ${{ percent: 60 }}                                                 | ${"a number"}
    ${"percent"}  | ${{ value: "60％" }}                                                                   | ${{ percent: 60 }}                                                 | ${"a number as text"}
    ${"percent"}  | ${{ value: 0.6, style: { numFmt: "0%" } }}                                             | ${{ percent: 60 }}                                                 | ${"60% as Excel keeps it"}
    ${"percent"}  | ${{ value: 0.605, style: { numFmt: "0.00%" } }}                                        | ${{ percent: 60.5 }}                                               | ${"with decimals"}
    ${"percent"}  | ${{ value: 60, style: { numFmt: '0"%"' } }}                                            | ${{ percent: 60 }}                                                 | ${"a sign in quotes is for show"}
    ${"percent"}  | ${{ formula: "30*2", formulaResult: 60 }}                                              | ${{ percent: 60 }}                                                 | ${"a formula with its result"}
    ${"figures"}  | ${{ formula: "SUM(1,1.5)", formulaResult: 2.5 }}                                       | ${{ figures: [{ value: 2.5, unit: "公里", kind: "cumulative" }] }} | ${"a sum"}
  `("$column: $because", async ({ column, cell, is }) => {
    const bytes = await returned(form, (sheet) => {
      put(sheet, 1, "status", { value: "推进中" });
      put(sheet, 1, column, cell);
      if (column === "percent") put(sheet, 1, "next", { value: "收尾" });
    });
    expect(await readBack(bytes, form)).toMatchObject({
      entries: [{ code: "碧水-6-2", ...is }],
      problems: [],
    });
  });

  it.each`
    cell                                                                | code            | because
    ${{ formula: "1/0", value: "#DIV/0!" }}                             | ${"form/error"} | ${"a formula without a result"}
    ${{ value: "#REF!" }}                                               | ${"form/error"} | ${"a broken reference"}
    ${{ value: new Date("2024-03-04"), style: { numFmt: "m/d/yyyy" } }} | ${"form/date"}  | ${"3/4 became a date"}
    ${{ value: 1e300, style: { numFmt: "yyyy-mm-dd" } }}                | ${"form/error"} | ${"no such date"}
  `("asks about a percentage: $because", async ({ cell, code }) => {
    const bytes = await returned(form, (sheet) => put(sheet, 0, "percent", cell));
    expect(await readBack(bytes, form)).toMatchObject({
      entries: [],
      problems: [{ code, cell: "I5" }],
    });
  });

  it("any words read back as typed but for control and direction marks, or are refused as too long", async () => {
    const words = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc
        .tuple(fc.constantFrom("=", "+", "-", "@", "\t", "#", "\0", "_x0041_", "👩‍👩‍👧"), fc.string())
        .map((both) => both.join("")),
      fc.constantFrom("长".repeat(1000), "长".repeat(1001), "长".repeat(32_767)),
    );
    await fc.assert(
      fc.asyncProperty(words, async (typed) => {
        const bytes = await returned(form, (sheet) =>
          put(sheet, 0, "progress", {
            value: escaped(typed),
            ...(typed.startsWith("#") && {
              richText: [{ text: escaped(typed) }],
            }),
          }),
        );
        const reading = (await readBack(bytes, form)) as FormReading;
        const meant = inXml(typed)
          .replace(/[\u2028\u2029]/g, "\n")
          .replace(/[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
          .trim();
        if (meant.length > 1000) expect(reading.problems).toMatchObject([{ code: "form/too-long", cell: "J5" }]);
        else if (reading.problems[0]?.code === "form/blank") expect(meant).toMatch(/^([-—–―/\\]*|无|暂无)$/);
        else expect(reading.entries).toEqual([{ code: "碧水-6-1", progress: meant }]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("rows and sheets are found again after people have rearranged them", () => {
  it.each`
    change                                                                                   | because
    ${(sheet: Sheet) => sheet.rows.push(...sheet.rows.splice(4, 1))}                         | ${"rows sorted"}
    ${(sheet: Sheet) => sheet.rows.splice(6, 1)}                                             | ${"an untouched row deleted"}
    ${(sheet: Sheet) => sheet.rows.splice(0, 3)}                                             | ${"title rows deleted"}
    ${(sheet: Sheet) => sheet.rows.forEach((row) => {
    row.splice(0, 1);
  })} | ${"hidden column deleted"}
    ${(sheet: Sheet) => sheet.rows.forEach((row) => {
    row.splice(2, 0, "备注");
  })} | ${"column inserted"}
    ${(sheet: Sheet) => sheet.rows.forEach((row) => {
    row.push(...row.splice(3, 4));
  })} | ${"columns moved"}
    ${(sheet: Sheet) => {
  sheet.name = "Sheet1";
}} | ${"sheet renamed"}
    ${(sheet: Sheet) => {
  sheet.rowDefs = new Map([[4, { hidden: true }]]);
}} | ${"row filtered away"}
    ${(_: Sheet, book: Workbook) => book.sheets.unshift({ name: "说明", rows: [["说明"]] })} | ${"sheet added in front"}
    ${(_: Sheet, book: Workbook) => book.sheets.pop()}                                       | ${"hidden sheet deleted"}
    ${(_: Sheet, book: Workbook) => {
  book.dateSystem = "1904";
}} | ${"saved on an old Mac"}
  `("$because", async ({ change }) => {
    const bytes = await returned(form, (sheet, book) => {
      put(sheet, 0, "progress", { value: "完成清掏" });
      put(sheet, 1, "status", { value: "本月无进展" });
      sheet.cells?.clear();
      change(sheet, book);
    });
    expect(await readBack(bytes, form)).toMatchObject({
      problems: [],
      entries: expect.toSatisfy((entries) => entries.length === 2),
    });
  });

  it("a cell merged over two measures says the same for both", async () => {
    const bytes = await returned(form, (sheet) => {
      put(sheet, 0, "progress", { value: "统一清掏" });
      sheet.merges = [{ startRow: 4, endRow: 5, startCol: 9, endCol: 9 }];
    });
    const both = ["碧水-6-1", "碧水-6-2"].map((code) => ({
      code,
      progress: "统一清掏",
    }));
    expect(await readBack(bytes, form)).toEqual({
      entries: both,
      problems: [],
    });
  });

  it("formatting down to the last cell of the sheet is no content", async () => {
    const bytes = withPart(await writeReportForm(form), "xl/worksheets/sheet1.xml", (xml) =>
      xml.replace("</sheetData>", `<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>`),
    );
    expect(await readBack(bytes, form)).toMatchObject({
      problems: [{ code: "form/blank" }],
    });
  });
});

describe("a file that is no safe workbook is refused with a reason, before it is unpacked", () => {
  it.each`
    file                                                                               | code                 | because
    ${() => new Uint8Array()}                                                          | ${"file/not-xlsx"}   | ${"nothing"}
    ${() => Buffer.from("编号,本月进展\n")}                                            | ${"file/not-xlsx"}   | ${"a text with the wrong extension"}
    ${() => zip([{ name: "word/document.xml" }])}                                      | ${"file/not-xlsx"}   | ${"a Word document"}
    ${() => Buffer.concat([OLE, Buffer.alloc(600)])}                                   | ${"file/old-format"} | ${".xls or .et"}
    ${() => Buffer.concat([OLE, Buffer.from("EncryptedPackage", "utf16le")])}          | ${"file/encrypted"}  | ${"a password to open it"}
    ${() => zip([{ name: "mimetype" }, { name: "content.xml" }])}                      | ${"file/old-format"} | ${".ods"}
    ${() => zip([...BOOK, { name: "xl/workbook.bin" }])}                               | ${"file/old-format"} | ${".xlsb"}
    ${() => zip([...BOOK, { name: "xl/vbaProject.bin" }])}                             | ${"file/macros"}     | ${".xlsm"}
    ${() => zip([...BOOK, { name: "xl/macrosheets/s1.xml" }])}                         | ${"file/macros"}     | ${"macros of 1992"}
    ${() => zip([...BOOK, { name: "xl/a.xml", flags: 1 }])}                            | ${"file/encrypted"}  | ${"an encrypted entry"}
    ${() => zip([...BOOK, { name: "xl/a.xml", unpacked: 5e6 }])}                       | ${"file/too-big"}    | ${"a part that declares 5 MB"}
    ${() => zip([...BOOK, { name: "xl/media/a.png", unpacked: 2e8 }])}                 | ${"file/too-big"}    | ${"a picture that declares 200 MB"}
    ${() => new Uint8Array(20_000_001)}                                                | ${"file/too-big"}    | ${"20 MB"}
    ${() => zip([...BOOK, { name: "xl/a.xml", content: " ".repeat(9), unpacked: 0 }])} | ${"file/hostile"}    | ${"a size of 0 would be unpacked without bound"}
    ${() => zip([...BOOK, { name: "../../etc/cron.d/x" }])}                            | ${"file/hostile"}    | ${"zip-slip"}
    ${() => zip([...BOOK, { name: "/etc/passwd" }])}                                   | ${"file/hostile"}    | ${"an absolute path"}
    ${() => zip([...BOOK, { name: "c:\\x" }])}                                         | ${"file/hostile"}    | ${"a Windows path"}
    ${() => zip([...BOOK, { name: "XL/workbook.xml" }])}                               | ${"file/hostile"}    | ${"one name twice: two programs see two workbooks"}
    ${() => zip([...BOOK, { name: "xl/a.xml", method: 12 }])}                          | ${"file/hostile"}    | ${"a packing that no office program writes"}
    ${() => zip(Array.from({ length: 1001 }, (_, i) => ({ name: `xl/${i}.xml` })))}    | ${"file/hostile"}    | ${"too many entries"}
    ${() => zip([...BOOK, { name: "xl/a.xml", offset: 0xfffff0 }])}                    | ${"file/damaged"}    | ${"an entry outside the file"}
    ${() => zip(BOOK).slice(0, -30)}                                                   | ${"file/not-xlsx"}   | ${"cut off in transit"}
  `("$code: $because", async ({ file, code }) => {
    expect(await readReportForm(file())).toEqual({ code });
  });

  it.each`
    part                                                                                                 | code               | because
    ${(xml: string) => xml.replace("</sheetData>", FAR)}                                                 | ${"file/far-cell"} | ${"a value at XFD1048576"}
    ${(xml: string) => xml.replace("</sheetData>", FAR.replace("XFD1048576", "CW5"))}                    | ${"file/far-cell"} | ${"a value in the 101st column"}
    ${() => "not xml <<<"}                                                                               | ${"file/damaged"}  | ${"no sheet at all"}
    ${(xml: string) => `<!DOCTYPE x [<!ENTITY a "${"b".repeat(99)}">]>${xml.replace("编号", "&a;&a;")}`} | ${"form/blank"}    | ${"entities are not expanded"}
  `("$code: $because", async ({ part, code }) => {
    const reading = await readBack(withPart(await writeReportForm(form), "xl/worksheets/sheet1.xml", part), form);
    expect(typeof reading === "string" ? reading : reading.problems[0]?.code).toBe(code);
  });

  it("a part that unpacks to more than it declares is cut off", async () => {
    const bytes = zip([
      ...BOOK,
      {
        name: "xl/worksheets/sheet2.xml",
        content: " ".repeat(3_000_000),
        unpacked: 1_000,
      },
    ]);
    expect(await readReportForm(bytes)).toEqual({ code: "file/damaged" });
  });

  it("pictures, links and drawings are never unpacked", async () => {
    const parts = zipParts(await writeReportForm(form));
    if (typeof parts === "string") throw new Error(parts);
    const bytes = await writeReportForm(form);
    const content = parts.map((part) => ({
      name: part.name,
      content: Buffer.from(unpack(bytes, part)),
    }));
    const drawing = {
      name: "xl/worksheets/_rels/sheet1.xml.rels",
      content: "<Relationships",
      unpacked: 7,
    };
    const reading = await readBack(
      zip([...content, drawing, { name: "xl/media/a.png", content: "x".repeat(9_999), unpacked: 99 }]),
      form,
    );
    expect(reading).toMatchObject({ problems: [{ code: "form/blank" }] });
  });

  it("a part made of tags only is too big, however small it packs", async () => {
    const bytes = withPart(
      await writeReportForm(form),
      "xl/sharedStrings.xml",
      () => `<sst>${"<si/>".repeat(200_001)}</sst>`,
    );
    expect(await readReportForm(bytes)).toEqual({ code: "file/too-big" });
  });

  it("twenty-one sheets are too many", async () => {
    const bytes = await returned(form, (_, book) =>
      book.sheets.push(
        ...Array.from({ length: 19 }, (_, i) => ({
          name: `s${i}`,
          rows: [["x"]],
        })),
      ),
    );
    expect(await readReportForm(bytes)).toEqual({ code: "file/too-big" });
  });

  it("any bytes are refused or read, and never thrown about", async () => {
    const bytes = await writeReportForm(form);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const broken = bytes.slice();
        for (const [at, byte] of changes) broken[at] = byte;
        expect(await readReportForm(broken)).toBeTypeOf("object");
      }),
      { numRuns: 150 },
    );
  });
});

const OLE = Buffer.from("d0cf11e0a1b11ae1", "hex");
const FAR = `<row r="9"><c r="XFD1048576"><v>1</v></c></row></sheetData>`;
const BOOK = ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"].map((name) => ({
  name,
}));

/** What a workbook can hold of a text: XML has no control characters, and lone halves of a character become U+FFFD. */
const inXml = (text: string) =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[\v\f]/g, "\n")
    .replace(/[\x00-\x08\x0e-\x1f]/g, "")
    .toWellFormed();
/** hucre does not escape what looks like an escape; Excel does. */
const escaped = (text: string) => text.replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_");

function partOf(bytes: Uint8Array, name: string): string {
  const parts = zipParts(bytes);
  const part = typeof parts !== "string" && parts.find((each) => each.name === name);
  if (!part) throw new Error(`no ${name}`);
  return new TextDecoder().decode(unpack(bytes, part));
}

function withPart(bytes: Uint8Array, name: string, change: (xml: string) => string): Uint8Array {
  const parts = zipParts(bytes);
  if (typeof parts === "string") throw new Error(parts);
  return zip(
    parts.map((part) => ({
      name: part.name,
      content: part.name === name ? change(partOf(bytes, name)) : partOf(bytes, part.name),
    })),
  );
}
