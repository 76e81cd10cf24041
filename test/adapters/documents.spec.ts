import { readXlsx } from "hucre/xlsx";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { documents } from "../../functions/adapters/documents.ts";
import { readSentFile } from "../../functions/adapters/sent-files.ts";
import { writeSheets } from "../../functions/adapters/sheet-workbook.ts";
import { day } from "../../functions/core/day.ts";
import { closedMonth } from "../core/closed-months.ts";

const HOSTILE = [
  '=HYPERLINK("http://evil.example")',
  "+1+1",
  "-2",
  "@SUM(A1)",
  "\tx",
  "\u0000=1",
  "_x0041_",
  "#REF!",
  "<w:p/>&",
];
const { report } = closedMonth([
  { when: "in time", of: "all", says: { status: "done", progress: HOSTILE.join("，") }, decided: "accepted" },
  { when: "late", of: "all", says: { status: "behind", percent: 10, progress: "落后\u0001 <b>" } },
  { when: "in time", of: "some", says: { status: "no-progress" }, decided: "returned" },
  { when: "never", of: "all", says: {} },
]);

describe("the draft of a bulletin is a document that an office opens", () => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await documents.bulletin(report);
  });

  it("the same month gives the same bytes, whenever it is written (I7)", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-01-01T00:00:00Z") });
    const later = await documents.bulletin(report).finally(() => vi.useRealTimers());
    expect(Buffer.from(later).equals(Buffer.from(bytes))).toBe(true);
  });

  it("it says its parts in the order of an official document, and what people wrote as text", async () => {
    const [file] = await readSentFile({ name: "通报.docx", content: bytes });
    const text = JSON.stringify(file);
    const places = [
      "草稿：",
      "〔2024〕",
      "关于《",
      "各有关",
      "一、",
      "二、",
      "三、",
      "四、",
      "五、",
      "附件：",
      "抄送：",
    ].map((each) => text.indexOf(each));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    expect(text).toContain("=HYPERLINK");
    expect(text).toContain("<w:p/>&");
  });

  it("it is in the language of the plan", async () => {
    const { plan } = report.results;
    const inEnglish = { ...plan, settings: { ...plan.settings, language: "en" as const } };
    const english = { ...report, results: { ...report.results, plan: inEnglish } };
    const [file] = await readSentFile({ name: "report.docx", content: await documents.bulletin(english) });
    expect(JSON.stringify(file)).toMatch(/1\. Overview[\s\S]*On time: \d+[\s\S]*5\. What is asked/u);
    const { sheets } = await readXlsx(await documents.ledger(english));
    expect(sheets.map(({ name }) => name)).toContain("Corrections");
  });

  it("a preview says so instead of being a draft", async () => {
    const [file] = await readSentFile({
      name: "通报.docx",
      content: await documents.bulletin({ ...report, isPreview: true }),
    });
    expect(JSON.stringify(file)).toContain("预览：");
    expect(JSON.stringify(file)).not.toContain("草稿：");
  });
});

describe("a ledger is a workbook of plain values", () => {
  it("the same month gives the same bytes, whenever it is written (I7)", async () => {
    const now = await documents.ledger(report);
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-01-01T00:00:00Z") });
    const later = await documents.ledger(report).finally(() => vi.useRealTimers());
    expect(Buffer.from(later).equals(Buffer.from(now))).toBe(true);
  });

  it.each(HOSTILE)("%j is text, no formula", async (text) => {
    const bytes = await writeSheets(
      [
        {
          name: "一",
          title: "t",
          note: "n",
          columns: [{ title: "c", width: 9, look: "text" }],
          frozen: 1,
          rows: [[text], [-2]],
        },
      ],
      day("2024-05-16"),
      "",
    );
    const cells = (await readXlsx(bytes)).sheets[0];
    expect(cells?.rows[3]?.[0]).toBe(text.replaceAll("\u0000", ""));
    expect(cells?.cells?.get("3,0")?.formula).toBeUndefined();
    expect(cells?.rows[4]?.[0]).toBe(-2);
  });

  it("has a sheet for each view, a row for each measure and lead", async () => {
    const { sheets } = await readXlsx(await documents.ledger(report));
    expect(sheets.map(({ name }) => name)).toEqual(["总览", "单位", "专项任务", "措施", "量化指标", "更正"]);
    const asked = report.results.units.reduce((all, unit) => all + unit.asked, 0);
    expect(sheets[3]?.rows.filter((row) => /^\p{L}+-\d+-\d+$/u.test(String(row[0])))).toHaveLength(asked);
  });
});
