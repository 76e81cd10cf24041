import { beforeAll, describe, expect, it } from "vitest";
import { instant, month } from "../../functions/core/day.ts";
import { fileAnswer } from "../../functions/handlers/http.ts";
import { boardPage } from "../../functions/portal/board.tsx";
import { documentOf } from "../../functions/portal/page.tsx";
import { aPortal, get, period } from "./portal.ts";

const HOSTILE = `<script>alert(1)</script><img src=x onerror=alert(1)>"'><b>\u202e正常\u2066\u0007\r\nSet-Cookie: a=b`;
const SHOWN = "&lt;script>alert(1)&lt;/script>&lt;img src=x onerror=alert(1)>";

let portal: Awaited<ReturnType<typeof aPortal>>;
let id = "";
beforeAll(async () => {
  portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
  const [code = ""] = await portal.codesOf("jiaotong");
  const entry = {
    code,
    status: "behind" as const,
    progress: HOSTILE,
    problems: HOSTILE,
    next: HOSTILE,
    figures: [{ value: 1, unit: "<i>处", kind: "cumulative" as const }],
  };
  const raw = `From: a@b.example\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>好</p><img src="http://127.0.0.1:1/x.png"><script>alert(2)</script>`;
  id = (
    await portal.report("jiaotong", "2024-05-06T02:00:00Z", [entry], {
      subject: HOSTILE,
      text: HOSTILE,
      from: HOSTILE,
      raw,
    })
  ).id;
}, 60_000);

const isHarmless = (body: string): void => {
  expect(body).not.toMatch(/<script|<img|<b>\S*正常|<i>处/);
  expect(body).not.toMatch(/[\u0007\u202a-\u202e\u2066-\u2069]/);
};

describe("what strangers wrote is text", () => {
  it.each`
    path                            | because
    ${"/mail?way=in&month=2024-05"} | ${"sender and subject stand in the journal"}
    ${"/units/jiaotong"}            | ${"their words stand in the unit's month, their address in its history"}
  `("$path: $because", async ({ path }) => {
    const { body } = await portal.ask(get(path));
    isHarmless(body);
    expect(body).toContain(SHOWN);
    expect(body, "marks that turn the reading direction are written out").toContain("⟨U+202E⟩正常⟨U+2066⟩⟨U+0007⟩");
  });

  it("the submission as it came is shown as text, without its pictures and scripts", async () => {
    const { body } = await portal.ask(get(`/mail/in/${id}`));
    isHarmless(body);
    expect(body).toContain(SHOWN);
    expect(body).toMatch(/<details><summary>原文（含引用部分）<\/summary><pre>好/);
    expect(body).not.toContain("127.0.0.1:1");
  });

  it("and can be taken whole, as a file to be saved", async () => {
    const { headers, body } = await portal.ask(get(`/mail/in/${id}/raw`));
    expect(headers["content-disposition"]).toMatch(/^attachment; filename="file\.eml"/);
    expect(headers["content-security-policy"]).toContain("sandbox");
    expect(Buffer.from(body, "base64").toString()).toContain("<script>alert(2)</script>");
  });

  it.each`
    name                          | shown                        | because
    ${"../../x.xlsx"}             | ${".._.._x.xlsx"}            | ${"no path"}
    ${'a"\r\nX: y.pdf'}           | ${"a___X_ y.pdf"}            | ${"no second header"}
    ${`${"长".repeat(300)}.xlsx`} | ${`${"长".repeat(95)}.xlsx`} | ${"the ending of a long name is kept"}
    ${"\u202egpj.exe"}            | ${"_gpj.exe"}                | ${"no turned reading direction"}
    ${""}                         | ${"file"}                    | ${"a file has a name"}
  `("a file named $name is saved as $shown: $because", ({ name, shown }) => {
    const said = fileAnswer(new Uint8Array(), name).headers["content-disposition"] ?? "";
    expect(said).toMatch(/^[\x20-\x7e]+$/);
    expect(decodeURIComponent(said.split("UTF-8''")[1] ?? "")).toBe(shown);
  });
});

describe("a board tells what may still move and what is over", () => {
  const board = {
    plan: { id: "p", name: "计划" },
    zone: "Asia/Shanghai",
    period,
    periods: [{ period, isOpened: true }],
    isOpened: true,
    isClosed: false,
    hasDocuments: false,
    isBeforeUse: false,
    days: { opens: "2024-12-31" as never, due: "2025-01-03" as never, closes: "2025-01-15" as never },
    provisional: true,
    workingDaysLeft: 0,
    counts: { "on-time": 0, late: 0, partial: 0, open: 1, missing: 0, exempt: 0 },
    rows: [
      {
        unit: { id: "u", name: "<script>单位" },
        timeliness: "open" as const,
        asked: 2,
        recorded: 0,
        statuses: {},
        told: "opening",
        provisional: true,
        round: 2,
      },
    ],
    programmes: [],
    overdue: [],
    waiting: [],
    trend: [],
    filter: {},
    ladder: [],
    open: 0,
  };
  const shown = (change: Partial<typeof board> = {}, agenda: Parameters<typeof boardPage>[1] = []): string =>
    documentOf({ styleHref: "/style.css", plans: [] }, boardPage({ ...board, ...change }, agenda));

  it("a provisional day says 暂定, of the month and of the unit", () =>
    expect(shown().match(/>暂定</g)).toHaveLength(2));
  it("a day with its notice does not", () => expect(shown({ provisional: false, rows: [] })).not.toContain("暂定"));
  it.each`
    workingDaysLeft | isClosed | words                | because
    ${3}            | ${false} | ${"还有 3 个工作日"} | ${"the due day is to come"}
    ${0}            | ${false} | ${"今天截止"}        | ${"it is the due day"}
    ${-2}           | ${false} | ${"已过 2 个工作日"} | ${"the due day has passed"}
    ${-9}           | ${true}  | ${"已办结"}          | ${"the month is closed"}
  `("$words: $because", ({ words, because: _, ...change }) => expect(shown(change)).toContain(words));
  it("a second round is named", () => expect(shown()).toContain("第 2 轮"));
  it("names six events at most", () => {
    const agenda = Array.from({ length: 9 }, (_, at) => ({
      at: instant(`2024-05-0${at + 1}T01:00:00Z`),
      what: `事${at}`,
    }));
    expect(shown({}, agenda).match(/<li>/g)).toHaveLength(6);
  });
  it("says when nothing fits the filter", () => expect(shown({ rows: [] })).toContain("没有符合条件的单位"));
  it("is about one month", () => expect(shown({ period: month("2024-12") })).toContain("2024年12月进展报送"));
});
