import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { afterAll, describe, expect, it } from "vitest";
import { documents } from "../../functions/adapters/documents.ts";
import { closedMonth } from "../core/closed-months.ts";

const dir = mkdtempSync(join(tmpdir(), "duban-documents-"));
afterAll(() => rmSync(dir, { recursive: true }));
const { report } = closedMonth([
  { when: "in time", of: "all", says: { status: "done", progress: "已改造12处。" }, decided: "accepted" },
  { when: "late", of: "all", says: { status: "behind", percent: 10, progress: "落后" } },
]);

/** Opens a document in LibreOffice and saves it in another format. */
function savedAs(format: string, name: string, bytes: Uint8Array): Uint8Array {
  writeFileSync(join(dir, name), bytes);
  const profile = `-env:UserInstallation=file://${dir}/profile`;
  execFileSync("soffice", [
    "--headless",
    profile,
    "--convert-to",
    format,
    "--outdir",
    join(dir, "out"),
    join(dir, name),
  ]);
  return readFileSync(join(dir, "out", name.replace(/\w+$/u, format.split(":")[0] ?? "")));
}

describe("LibreOffice opens what a closed month leaves (apt-get install libreoffice-writer libreoffice-calc)", () => {
  it("the bulletin, with its numbers", async () => {
    const text = Buffer.from(
      savedAs("txt:Text (encoded):UTF8", "bulletin.docx", await documents.bulletin(report)),
    ).toString();
    const onTime = report.results.units.filter(({ timeliness }) => timeliness === "on-time").length;
    expect(text).toContain(`按时报送的单位（${onTime}个）`);
    expect(text).toContain("五、下一步要求");
  });

  it("the bulletin, on A4 with a number on each page", async () => {
    const pdf = Buffer.from(savedAs("pdf", "bulletin.docx", await documents.bulletin(report))).toString("latin1");
    expect(pdf).toMatch(/MediaBox\s*\[\s*0 0 595(\.\d+)? 84[12]/);
  });

  it("the ledger, with each sheet and row", async () => {
    const before = await documents.ledger(report);
    const after = await readXlsx(savedAs("xlsx", "ledger.xlsx", before));
    const rows = ({ sheets }: Awaited<ReturnType<typeof readXlsx>>) =>
      sheets.map(({ name, rows }) => [name, rows[3]?.[0]]);
    expect(rows(after)).toEqual(rows(await readXlsx(before)));
  });
});
