import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSentFile } from "../../functions/adapters/sent-files.ts";
import { readFile } from "../../functions/core/sent-file.ts";
import { aReportForm, put, readBack, returned } from "./report-forms.ts";

const form = aReportForm();
const dir = mkdtempSync(join(tmpdir(), "duban-form-"));
afterAll(() => rmSync(dir, { recursive: true }));

/** Opens a file in LibreOffice and saves it in another format. */
function saveAs(format: string, file: string): string {
  const out = join(dir, `as-${format}`);
  execFileSync("soffice", [
    "--headless",
    `-env:UserInstallation=file://${dir}/profile`,
    "--convert-to",
    format,
    "--outdir",
    out,
    file,
  ]);
  return join(out, `form.${format}`);
}

describe("a form filled in and saved by LibreOffice reads back", () => {
  beforeAll(() => {
    try {
      execFileSync("soffice", ["--version"]);
    } catch {
      throw new Error(
        "This test opens the form in LibreOffice: put `soffice` on the PATH (apt-get install libreoffice-calc).",
      );
    }
  });

  it.each`
    formats            | because
    ${["xlsx"]}        | ${"saved as it came"}
    ${["ods", "xlsx"]} | ${"saved as .ods first, and as .xlsx when that was refused"}
  `("$formats: $because", async ({ formats }) => {
    const file = join(dir, "form.xlsx");
    writeFileSync(file, await filled());
    const saved = (formats as string[]).reduce((from, format) => saveAs(format, from), file);
    expect(await readBack(readFileSync(saved), form)).toEqual({
      entries: [
        {
          code: "碧水-6-1",
          status: "in-progress",
          percent: 60,
          progress: "=1+1\n完成“清掏” _x0041_ 👷",
          next: "2024年5月20日",
        },
        {
          code: "碧水-6-2",
          percent: 30,
          figures: [{ value: 2.5, unit: "公里", kind: "cumulative" }],
          problems: "-5℃以下停工",
        },
      ],
      problems: [
        {
          code: "form/not-a-number",
          sheet: "进展填报",
          cell: "I7",
          measure: "碧水-6-3",
          column: "完成比例%",
          found: "六成",
        },
      ],
    });
  });

  it("saved as .xls, as offices with old programs do", async () => {
    const file = join(dir, "form.xlsx");
    writeFileSync(file, await filled());
    const [sent] = await readSentFile({ name: "form.xls", content: readFileSync(saveAs("xls", file)) });
    const reading = readFile(sent!, [form], [], form.period);
    expect(reading.is).toBe("form");
    expect(reading.entries).toMatchObject([
      { code: "碧水-6-1", status: "in-progress", percent: 60 },
      { code: "碧水-6-2", percent: 30, figures: [{ value: 2.5, unit: "公里", kind: "cumulative" }] },
    ]);
    expect(reading.questions.map(({ text }) => text)).toEqual([expect.stringMatching(/^《form.xls》.*“六成”不是数字/)]);
  });

  const filled = () =>
    returned(form, (sheet) => {
      put(sheet, 0, "status", { value: "推进中" });
      put(sheet, 0, "percent", { value: 0.6, style: { numFmt: "0%" } });
      put(sheet, 0, "progress", { value: "=1+1\n完成“清掏” _x005F_x0041_ 👷" });
      put(sheet, 0, "next", {
        value: new Date("2024-05-20"),
        style: { numFmt: "yyyy-mm-dd" },
      });
      put(sheet, 1, "percent", { formula: "10*3", formulaResult: 30 });
      put(sheet, 1, "figures", { value: "2.5公里" });
      put(sheet, 1, "problems", { value: "-5℃以下停工" });
      put(sheet, 2, "percent", { value: "六成" });
      put(sheet, 2, "progress", { value: "排查" });
    });
});
