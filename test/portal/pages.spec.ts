import { beforeAll, describe, expect, it } from "vitest";
import { instant, month } from "../../functions/core/day.ts";
import { standingOf, timeliness } from "../../functions/core/duty.ts";
import { timelinessText } from "../../functions/portal/words.ts";
import { daxingDirectory, daxingSettings } from "../core/daxing.ts";
import { aPortal, get, period, plan } from "./portal.ts";

/** Friday 10 May 2024: the report for April was due on Tuesday the 7th. */
const now = instant("2024-05-10T02:00:00Z");

/** A month in which some reported in time, some late, some in part, some not. */
async function aMonth() {
  const portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
  const all = async (unit: string) =>
    (await portal.codesOf(unit)).map((code) => ({
      code,
      status: "in-progress" as const,
      percent: 60,
      progress: `${code} 已检查工地32处`,
    }));
  for (const { unit } of (await portal.duties()).slice(0, 45))
    await portal.report(unit, "2024-05-06T02:00:00Z", await all(unit));
  const [late, partial] = (await portal.duties()).slice(45).map(({ unit }) => unit);
  if (!late || !partial) throw new Error("too few duties");
  await portal.tickAt("2024-05-07T01:00:00Z");
  await portal.report(partial, "2024-05-06T03:00:00Z", (await all(partial)).slice(0, 1));
  await portal.tickAt("2024-05-08T01:00:00Z");
  await portal.report(late, "2024-05-08T02:00:00Z", await all(late));
  portal.setNow(now);
  const sent: string[] = [];
  for await (const line of portal.ports.store.journal(plan, "OUT", month("2024-04")))
    if (line.about === "reminder") sent.push(line.id);
  return { ...portal, late, partial, sent: sent[0] ?? "" };
}
type Month = Awaited<ReturnType<typeof aMonth>>;

let portal: Month;
beforeAll(async () => {
  portal = await aMonth();
}, 60_000);

const page = async (path: string): Promise<string> => {
  const answer = await portal.ask(get(path));
  expect(answer.statusCode, path).toBe(200);
  return answer.body;
};

/** Text of an element by its mark-up. */
const words = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
const rowsOf = (html: string): string[] =>
  [...(html.split('class="cards units"')[1] ?? "").matchAll(/<tr><th scope="row">.*?<\/tr>/gs)].map(([row]) =>
    words(row),
  );

describe("the numbers on the board are those of the duties", () => {
  it("of the month as a whole", async () => {
    const standings = (await portal.duties()).map((duty) =>
      timeliness(standingOf(duty), "2024-05-10" as never, daxingSettings.zone),
    );
    const html = words(await page("/"));
    expect(html).toContain(
      `已报 ${standings.filter((each) => each === "on-time" || each === "late").length} / 应报 ${standings.length}`,
    );
    for (const each of ["on-time", "late", "partial", "missing"] as const)
      expect(html).toContain(`${timelinessText(each)} ${standings.filter((other) => other === each).length}`);
    expect(html).toContain("已过 3 个工作日");
  });

  it("of each unit", async () => {
    const rows = rowsOf(await page("/"));
    const duties = await portal.duties();
    expect(rows).toHaveLength(duties.length);
    for (const duty of duties) {
      const { asked, recorded } = standingOf(duty);
      const name = daxingDirectory.units.find(({ id }) => id === duty.unit)?.name;
      const row = rows.find((each) => each.startsWith(`${name} `));
      expect(row).toContain(` ${recorded}/${asked} `);
      expect(row).toContain(timelinessText(timeliness(standingOf(duty), "2024-05-10" as never, daxingSettings.zone)));
    }
  });

  it.each`
    filter        | units | because
    ${"on-time"}  | ${45} | ${"all their measures came on the 6th"}
    ${"late"}     | ${1}  | ${"the last came on the 8th"}
    ${"partial"}  | ${1}  | ${"one measure came"}
    ${"missing"}  | ${14} | ${"nothing came"}
    ${"open"}     | ${0}  | ${"the due day is over"}
    ${"<script>"} | ${61} | ${"what is no timeliness filters nothing"}
  `("$filter shows $units units: $because", async ({ filter, units }) => {
    expect(rowsOf(await page(`/?timeliness=${encodeURIComponent(filter)}`))).toHaveLength(units);
  });

  it("names the last step told, in words", async () => {
    const rows = rowsOf(await page("/?timeliness=missing"));
    expect(rows.every((row) => row.endsWith("一级·催办"))).toBe(true);
  });

  it("shows a month that is not opened yet with its days, and what comes next", async () => {
    const html = words(await page("/?period=2024-09"));
    expect(html).toContain("10月9日（周三）");
    expect(html).toContain("尚未开启");
    expect(html).toContain("5月11日 周六 09:00 2024年4月进展：第 3 级督办（提级督办）");
  });
});

describe("a unit's page has what it said and what is missing", () => {
  it("the words come from the submission, the rest is named", async () => {
    const [first, ...missing] = await portal.codesOf(portal.partial);
    const html = words(await page(`/units/${portal.partial}?period=${period}`));
    expect(html).toContain(`${first} 已检查工地32处`);
    expect(html).toContain(`还缺 ${missing.length} 项： ${missing.slice(0, 20).join(" ")}`);
    expect(html).toContain("推进中 · 60%");
  });

  it("its history is there, oldest first, with its contacts", async () => {
    const html = words(await page(`/units/${portal.late}`));
    expect(html).toMatch(/报送任务开启.*首次通知.*截止日提醒.*逾期未报齐.*一级·催办.*报送 \d+ 条.*已报齐/);
    expect(html).toContain(`liaison@${portal.late}.daxing.example`);
  });

  it("a unit with very many measures shows one programme at a time", async () => {
    const codes = await portal.codesOf("shengtai-huanjing");
    const html = await page("/units/shengtai-huanjing?programme=2");
    expect(codes.length).toBeGreaterThan(100);
    expect(words(html)).toContain("碧水-1-1");
    expect(html).not.toContain("蓝天-1-1 已检查");
  });
});

describe("a measure's page has the plan's words and what its units said", () => {
  it("with the line, the deadline, the owners, the targets and the months", async () => {
    const html = words(await page("/measures/A1-1-1"));
    expect(html).toContain("优良天数比率达到 76%");
    expect(html).toContain("原文第 38 行");
    expect(html).toContain("年底前（2024-12-31）");
    expect(html).toContain("区生态环境局");
    expect(html).toContain("蓝天-1-1 已检查工地32处");
  });
});

describe("the plan's page counts its measures and lists what is open", () => {
  it("by programme, and by line", async () => {
    const html = words(await page("/plan"));
    for (const text of [
      "蓝天 大兴区蓝天保卫战 2024 年行动计划 71",
      "229 条",
      "第 42 行 蓝天-3-1 完成时限是“按时间节点完成”",
    ])
      expect(html).toContain(text);
    expect(words(await page("/plan?programme=5"))).toContain("工作措施 23 条");
  });
});

describe("mail is shown as it went and as it came", () => {
  it("a journal holds what went out in a month of the plan's zone, newest first", async () => {
    const html = words(await page("/mail?month=2024-05"));
    expect(html).toMatch(/05-08 09:00.*05-07 09:00/);
    expect(html).not.toContain("04-29 09:00");
    expect(words(await page("/mail?month=2024-04"))).toContain("04-29 09:00");
  });

  it("what went out has its text, its attachments and its HTML in a frame that can do nothing", async () => {
    const html = await page(`/mail/out/${portal.sent}`);
    expect(html).toContain(`<iframe src="/mail/out/${portal.sent}/html" sandbox `);
    expect(html).toContain("区水务局填报表.xlsx");
    const frame = await portal.ask(get(`/mail/out/${portal.sent}/html`));
    expect(frame.body.trim()).toBe('<p style="color:#333">请回复本邮件</p>');
    expect(frame.headers["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'; img-src data:; .*sandbox$/,
    );
  });

  it.each`
    path               | name                     | bytes        | because
    ${"attachments/0"} | ${"区水务局填报表.xlsx"} | ${"PK"}      | ${"the workbook as it went"}
    ${"raw"}           | ${".eml"}                | ${"From: d"} | ${"the mail as it went"}
  `("$path is a file to be saved, never to be shown: $because", async ({ path, name, bytes }) => {
    const { statusCode, headers, body } = await portal.ask(get(`/mail/out/${portal.sent}/${path}`));
    expect(statusCode).toBe(200);
    expect(headers["content-type"]).toBe("application/octet-stream");
    expect(headers["content-disposition"]).toMatch(/^attachment; filename="file\.\w+"; filename\*=UTF-8''/);
    expect(decodeURIComponent(headers["content-disposition"] ?? "")).toContain(name);
    expect(Buffer.from(body, "base64").toString().startsWith(bytes)).toBe(true);
  });
});

describe("what does not exist is one same page, whatever was asked", () => {
  it("with status 404", async () => {
    const paths = [
      "/nothing",
      "/?plan=other-plan",
      "/?period=2023-01",
      "/units/nobody",
      "/units/jiaotong?plan=other-plan",
      "/units/..%2f..%2fetc",
      "/measures/A9-9-9",
      "/measures/A1-1-1?period=2025-01",
      "/plan?programme=9",
      "/mail?month=13",
      "/mail?month=9999-12",
      "/mail?month=0000-01",
      "/?period=9999-12",
      "/measures/A1-1-1?period=0000-01",
      "/mail?page=0",
      "/mail/out/aaaaaaaaaaaaaaaaaaaaaaaaaa",
      "/mail/out/aaaaaaaaaaaaaaaaaaaaaaaaaa/raw",
      `/mail/out/${portal.sent}/attachments/7`,
      "/mail/in/aaaaaaaaaaaaaaaaaaaaaaaaaa",
      "/mail/in/x",
      "/demo/step",
    ];
    const answers = await Promise.all(paths.map((path) => portal.ask(get(path))));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(paths.map(() => 404));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers[0]?.body).toContain("没有这个页面");
  });
});

describe("a page changes nothing, fetches nothing and is light", () => {
  const paths = (): string[] => [
    "/",
    "/?timeliness=missing",
    "/plan",
    ...[1, 2, 3, 4, 5].map((no) => `/plan?programme=${no}`),
    "/units/shengtai-huanjing",
    `/units/${portal.late}`,
    "/measures/A1-1-1",
    ...[1, 2, 3, 4, 5].map((no) => `/tasks/${no}/1`),
    ...["", "/import", "/directory", "/directory?unit=shuiwu", "/settings", "/holidays", "/audit", "/outbox"].map(
      (path) => `/manage${path}`,
    ),
    `/manage/answer?point=${encodeURIComponent("plan/open-group|A1-1-1|等部门")}`,
    "/results/scores",
    "/mail",
    "/mail?way=in",
    ...[0, 1, 2, 3, 4, 5].map((sheet) => `/results/ledger?sheet=${sheet}`),
    "/mail?plan=-&way=in",
    `/mail/out/${portal.sent}`,
  ];

  it("asked twice it answers the same, and nothing was written", async () => {
    const before = portal.writes();
    for (const path of [
      ...paths(),
      `/mail/out/${portal.sent}/html`,
      `/mail/out/${portal.sent}/raw`,
      `/mail/out/${portal.sent}/attachments/0`,
      "/style.css",
      "/nothing",
    ]) {
      const first = await portal.ask(get(path));
      expect(await portal.ask(get(path)), path).toEqual(first);
    }
    expect(portal.writes()).toBe(before);
  });

  it("says so to the browser", async () => {
    for (const path of [...paths(), "/nothing"]) {
      const { headers, body } = await portal.ask(get(path));
      expect(headers).toMatchObject({
        "content-security-policy":
          "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cache-control": "no-store",
      });
      expect(headers["set-cookie"], "no cookie outside a demonstration").toBeUndefined();
      expect(body, path).not.toMatch(/<script|\sstyle=|\son\w+=|https?:/);
      expect(Buffer.byteLength(body), path).toBeLessThan(60_000);
    }
  });

  it("its stylesheet is found by its hash, and kept", async () => {
    const href = /href="(\/style\.css\?v=[0-9a-f]{16})"/.exec(await page("/"))?.[1] ?? "";
    const { headers } = await portal.ask(get(href));
    expect(headers).toMatchObject({
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect((await portal.ask(get("/style.css?v=0"))).headers["cache-control"]).toBe("no-store");
  });

  it("an error says nothing about itself, and is logged", async () => {
    const broken = {
      ...portal.pagePorts,
      store: { ...portal.ports.store, board: () => Promise.reject(new RangeError("secret")) },
    };
    const { site } = await import("../../functions/handlers/site.ts");
    const { statusCode, body } = await site(
      get("/", { cookie: await portal.cookieOf("plan@shengtai-huanjing.daxing.example") }),
      broken,
    );
    expect(statusCode).toBe(500);
    expect(body).toContain("系统出错");
    expect(body).not.toContain("secret");
    expect(portal.logged.at(-1)).toEqual({ what: "page failed", why: "RangeError" });
  });
});

describe("the board is quick and can be sent", () => {
  it("its programmes and its overdue units add up to its duties, and each number opens its list", async () => {
    const html = await page("/");
    const asked = (await portal.duties()).reduce((sum, { measures }) => sum + measures.length, 0);
    const lamps = [...html.matchAll(/class="lamp-[\w-]+" href="([^"]+)">\S+ (\d+)</g)];
    expect(lamps.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(asked);
    const links = [...html.matchAll(/<a href="(\/\?[^"]*rung=\d[^"]*)">[^<]*<\/a> <b>(\d+)<\/b>/g)];
    expect(links.length).toBeGreaterThan(0);
    for (const [, href = "", count] of links)
      expect(rowsOf(await page(href.replaceAll("&amp;", "&"))), href).toHaveLength(Number(count));
  });

  it("asks the table three queries at most", async () => {
    const before = portal.queries();
    await page("/");
    expect(portal.queries() - before).toBeLessThanOrEqual(3);
  });
});

describe("a number promised stands beside what has been reached of it", () => {
  it("as a bar, with both numbers in words", async () => {
    const other = await aPortal();
    await other.tickAt("2024-04-29T01:00:00Z");
    const facts = await other.ports.store.plan(plan);
    const measures = facts ? await other.ports.store.measures(facts) : [];
    const measure = measures.find(({ targets, owners }) => targets[0]?.unit === "吨" && owners.leads.length > 0)!; // VOCs 720 吨
    const [target] = measure.targets;
    const figures = [{ value: 300, unit: "吨", kind: "cumulative" as const }];
    await other.report(measure.owners.leads[0] ?? "", "2024-04-29T02:00:00Z", [
      { code: measure.code, status: "in-progress", figures },
    ]);
    const { body } = await other.ask(get(`/measures/${measure.id}`));
    expect(words(body)).toContain("累计300吨");
    expect(body).toContain(`aria-label="实际 300，尚差 ${(target?.value ?? 0) - 300}"`);
  });
});
