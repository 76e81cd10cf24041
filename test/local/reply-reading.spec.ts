import { utils, write } from "@e965/xlsx";
import { readXlsx } from "hucre/xlsx";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { describe, expect, it } from "vitest";
import { month } from "../../functions/core/day.ts";
import { askedMeasures, editionsOf, formFor } from "../../functions/core/form-for.ts";
import { replyReading } from "../../infra/local/reply-reading.ts";
import { aDocument } from "../adapters/documents.ts";
import { put, returned } from "../adapters/report-forms.ts";
import { zip } from "../adapters/zip-by-hand.ts";
import { daxingDirectory } from "../core/daxing.ts";
import { dutyOf, measures, plan } from "../messages/april.ts";

const aMail = (mail: {
  text: string;
  date?: string;
  subject?: string;
  attachments?: { filename: string; content: Buffer }[];
}) =>
  new MailComposer({
    from: "liaison@shuiwu.daxing.example",
    to: "duban@duban.example",
    subject: "4月进展",
    baseBoundary: "b",
    ...mail,
  })
    .compile()
    .build();

describe("`duban reply read` prints what a mail would be taken for", () => {
  it("its kind, the person's words, entries, questions and files, and nothing else; what is not said is absent", async () => {
    const reading = await replyReading(
      await aMail({ text: "碧水-7-1：本月整改16处，推进中。\n碧水-7-2：推广近30处" }),
      {
        unit: "区水务局",
        plan: "daxing-2024",
        period: month("2024-04"),
      },
    );
    expect(JSON.parse(JSON.stringify(reading))).toEqual({
      kind: "reply",
      text: "碧水-7-1：本月整改16处，推进中。\n碧水-7-2：推广近30处",
      entries: [
        {
          code: "碧水-7-1",
          status: "in-progress",
          figures: [{ value: 16, unit: "处", kind: "this-month" }],
          progress: "本月整改16处，推进中。",
        },
        { code: "碧水-7-2", progress: "推广近30处" },
      ],
      questions: [{ code: "碧水-7-2", about: "推广近30处", text: expect.stringContaining("是约数") }],
      attachments: [],
    });
  });

  it.each`
    mail                                                                   | period              | figures | because
    ${{ date: "Mon, 06 May 2024 09:00:00 +0800" }}                         | ${undefined}        | ${1}    | ${"April is what is open on 6 May"}
    ${{ date: "Mon, 03 Jun 2024 09:00:00 +0800" }}                         | ${undefined}        | ${0}    | ${"May is what is open on 3 June"}
    ${{ date: "Mon, 03 Jun 2024 09:00:00 +0800", subject: "补报4月进展" }} | ${undefined}        | ${1}    | ${"the subject names the month"}
    ${{ date: "Mon, 03 Jun 2024 09:00:00 +0800" }}                         | ${month("2024-04")} | ${1}    | ${"the month was given"}
  `("4月 in $mail, --period $period: $because", async ({ mail, period, figures }) => {
    const { entries } = await replyReading(await aMail({ subject: "进展", ...mail, text: "碧水-7-1：4月整改16处。" }), {
      period,
    });
    expect(entries[0]?.figures ?? []).toHaveLength(figures);
  });

  it("files, with what was read of each", async () => {
    const table = [
      ["编号", "进展情况", "存在问题"],
      ["碧水-7-1", "本月整改16处", "无"],
    ];
    const reading = await replyReading(
      await aMail({
        text: "详见附件。",
        attachments: [
          { filename: "进展.docx", content: Buffer.from(aDocument([table])) },
          { filename: "现场.jpg", content: Buffer.from("ffd8ff", "hex") },
        ],
      }),
      { period: month("2024-04") },
    );
    expect(reading.entries.map(({ code }) => code)).toEqual(["碧水-7-1"]);
    expect(reading.attachments).toEqual([
      { name: "进展.docx", is: "table", codes: ["碧水-7-1"], said: "自制表格，读出1项" },
      { name: "现场.jpg", is: "evidence", codes: [], said: "作为佐证留存，内容未读取" },
    ]);
  });

  it("the workbook that a unit was sent is known, though nobody names the unit, however it comes back", async () => {
    const duty = dutyOf("shuiwu");
    const unit = daxingDirectory.units.find(({ id }) => id === duty.unit)!;
    const form = formFor(duty, plan, unit, askedMeasures(duty, editionsOf(measures)), new Map());
    const book = await returned(form, (sheet, workbook) => {
      put(sheet, 0, "progress", { value: "清掏管网3公里" });
      put(sheet, 0, "percent", { value: 0.6, style: { numFmt: "0%" } });
      workbook.sheets.push({ name: "说明", rows: [["本表由供排水科填写"]] } as never); // a sheet more, of nothing but rows
    });
    const old = utils.book_new();
    for (const { name, rows } of (await readXlsx(book)).sheets)
      utils.book_append_sheet(old, utils.aoa_to_sheet(rows), name);
    const xls = write(old, { type: "buffer", bookType: "biff8" }) as Buffer; // what a buffer was asked for gives
    for (const [filename, content] of [
      ["新建工作表.xlsx", Buffer.from(book)],
      ["水务局.xls", xls],
      ["材料.zip", Buffer.from(zip([{ name: "a/b/填报表(1).xlsx", content: book }]))],
    ] as const) {
      const { entries, questions, attachments } = await replyReading(
        await aMail({ text: "填报表见附件。", attachments: [{ filename, content }] }),
        { period: month("2024-04") },
      );
      expect(attachments.map(({ is }) => is)).toEqual(["form"]);
      expect(entries.map(({ code, progress }) => [code, progress])).toEqual(
        filename.endsWith(".xls") ? [] : [[form.rows[0]?.code, "清掏管网3公里"]],
      );
      expect(questions.map(({ text }) => text)).toEqual(
        filename.endsWith(".xls") ? [expect.stringContaining("“0.6”可能是 0.6%，也可能是 60%")] : [],
      );
    }
  });

  it.each`
    wanted                  | says                                                 | because
    ${{ plan: "x" }}        | ${"没有计划 x。已有：daxing-2024。"}                 | ${"no such plan"}
    ${{ unit: "区没有局" }} | ${"名录中没有“区没有局”。请写全称，例如 区水务局。"} | ${"no such unit"}
  `("says what is wrong: $because", async ({ wanted, says }) => {
    await expect(replyReading(await aMail({ text: "好" }), wanted)).rejects.toThrow(says);
  });
});
