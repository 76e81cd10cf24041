import { readXlsx } from "hucre/xlsx";
import { beforeAll, describe, expect, it } from "vitest";
import { aPortal, get, plan } from "./portal.ts";

/** Friday 10 May 2024: two units have reported for April, one of them late. */
let portal: Awaited<ReturnType<typeof aPortal>>;
const SUPERVISOR = "duty@ducha.daxing.example";
beforeAll(async () => {
  portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
  const entries = async (unit: string) =>
    (await portal.codesOf(unit)).map((code) => ({
      code,
      status: "in-progress" as const,
      percent: 60,
      progress: "=1+1 清淤泵站三座",
    }));
  await portal.report("shuiwu", "2024-05-06T02:00:00Z", await entries("shuiwu"));
  await portal.tickAt("2024-05-08T01:00:00Z");
  await portal.report("jiaotong", "2024-05-08T02:00:00Z", await entries("jiaotong"));
  await portal.tickAt("2024-05-10T02:00:00Z");
}, 60_000);

const OVERALL = 0;
const UNITS = 1;
const MEASURES = 3;
const ledger = (sheet: number, words = "", ending = ""): ReturnType<typeof get> =>
  get(`/results/ledger${ending}?plan=${plan}&period=2024-04&sheet=${sheet}&words=${encodeURIComponent(words)}`);
const rowsOf = (html: string): string[] =>
  [...html.matchAll(/<tr><td.*?<\/tr>/gs)].map(([row]) =>
    row
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );

describe("what stands in a month's ledger can be looked at before and after the month is closed", () => {
  it("a month that is open says that it is a preview, and counts what there is now", async () => {
    const { body } = await portal.askAs(SUPERVISOR, ledger(OVERALL));
    expect(body).toContain("预览：尚未汇总");
    expect(rowsOf(body)).toContainEqual(expect.stringMatching(/^5 按时报送单位 1 /));
    expect(rowsOf(body)).toContainEqual(expect.stringMatching(/^6 逾期报送单位 1 /));
  });

  it("a row has the number that it has in the workbook, and a filter leaves it that", async () => {
    const { body } = await portal.askAs(SUPERVISOR, ledger(UNITS, "逾期"));
    const [row = "", ...others] = rowsOf(body);
    expect(others).toEqual([]);
    expect(row).toMatch(/^\d+ 区交通局 逾期/);
  });

  it("long lists have pages, as long as there are rows", async () => {
    const { body } = await portal.askAs(SUPERVISOR, ledger(MEASURES));
    expect(rowsOf(body)).toHaveLength(30);
    const last = /第 1 页，共 (\d+) 页/.exec(body)?.[1];
    const end = await portal.askAs(SUPERVISOR, get(`/results/ledger?sheet=${MEASURES}&page=${last}`));
    expect(end.body).not.toContain("下一页");
    expect(rowsOf(end.body).length).toBeGreaterThan(0);
  });

  it("what the page lists is exported whole, as text where people wrote it", async () => {
    const { body } = await portal.askAs(SUPERVISOR, ledger(MEASURES, "清淤泵站", ".xlsx"));
    const { sheets } = await readXlsx(Buffer.from(body, "base64"));
    const asked = (await portal.codesOf("shuiwu")).length + (await portal.codesOf("jiaotong")).length;
    expect(sheets).toHaveLength(1);
    expect(sheets[0]?.rows.slice(3)).toHaveLength(asked);
    expect(sheets[0]?.rows[3]).toContain("=1+1 清淤泵站三座");
  });

  it("what the board lists is exported as it is listed", async () => {
    const { body } = await portal.askAs(SUPERVISOR, get("/results/board.xlsx?timeliness=late"));
    const { sheets } = await readXlsx(Buffer.from(body, "base64"));
    expect(sheets[0]?.rows.slice(3).map(([unit]) => unit)).toEqual(["区交通局"]);
  });

  it.each`
    mail                               | path                               | because
    ${"liaison@shuiwu.daxing.example"} | ${"/results/ledger"}               | ${"a liaison sees their own unit"}
    ${"liaison@shuiwu.daxing.example"} | ${"/results/ledger.xlsx"}          | ${"nor the file"}
    ${SUPERVISOR}                      | ${"/results/ledger?sheet=9"}       | ${"there is no such sheet"}
    ${SUPERVISOR}                      | ${"/results/ledger?sheet=x"}       | ${"nor that"}
    ${SUPERVISOR}                      | ${"/results/ledger?period=2024-9"} | ${"nor that month"}
  `("$path is not there for $mail: $because", async ({ mail, path }) => {
    expect((await portal.askAs(mail, get(path))).statusCode).toBe(404);
  });
});
