import { utils, write } from "@e965/xlsx";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeReportForm } from "../../functions/adapters/workbook.ts";
import { instant } from "../../functions/core/day.ts";
import { Mailbox, UnitId } from "../../functions/core/directory.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { askedMeasures, formFor } from "../../functions/core/form-for.ts";
import { withNewLinks } from "../../functions/core/key-versions.ts";
import type { HttpAnswer } from "../../functions/handlers/http.ts";
import { handler as pagesInCloud } from "../../functions/handlers/site.ts";
import { factsKnown } from "../../functions/workflows/message-facts.ts";
import { review } from "../../functions/workflows/review.ts";
import { call } from "../../infra/local/call.ts";
import { filled as filledBook } from "../../infra/local/simulate/replies.ts";
import { aDocument } from "../adapters/documents.ts";
import { zip } from "../adapters/zip-by-hand.ts";
import { daxingDirectory } from "../core/daxing.ts";
import { aPortal, get, HOST, period, plan, post } from "../portal/portal.ts";

/** The plan of Daxing on Monday 29 April 2024, opening notices sent at nine; each case has a unit of its own. */
let portal: Awaited<ReturnType<typeof aPortal>>;
let turn = 0;
beforeAll(async () => {
  portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
}, 60_000);
beforeEach(() => {
  turn += 1;
});

const docx = (name: string, blocks: Parameters<typeof aDocument>[0]): File =>
  new File([new Uint8Array(aDocument(blocks))], name);

type Values = Record<string, string | File | readonly File[]>;

/** The fields of the page at an address, as a browser would send them back, with what a person changes. */
async function filled(path: string, changes: Values = {}): Promise<Map<string, string | File | readonly File[]>> {
  const { body } = await portal.ask(get(path));
  const fields = new Map<string, string | File | readonly File[]>();
  const unescaped = (text: string) =>
    text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  for (const [tag, name = ""] of body.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"[^>]*>/g)) {
    if (tag.includes('type="file"')) continue;
    const rest = body.slice(body.indexOf(tag) + tag.length);
    if (tag.startsWith("<textarea")) fields.set(name, unescaped(rest.slice(0, rest.indexOf("</textarea>"))));
    else if (tag.startsWith("<select")) {
      const chosen = /<option [^>]*selected[^>]*>/.exec(rest.slice(0, rest.indexOf("</select>")))?.[0] ?? "";
      fields.set(name, /value="([^"]*)"/.exec(chosen)?.[1] ?? "");
    } else fields.set(name, unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? ""));
  }
  for (const [name, value] of Object.entries(changes)) fields.set(name, value);
  return fields;
}

async function send(
  path: string,
  fields: ReadonlyMap<string, string | File | readonly File[]>,
  act = "submit",
  headers: Record<string, string | undefined> = {},
): Promise<HttpAnswer> {
  const form = new FormData();
  for (const [name, value] of fields)
    for (const each of Array.isArray(value) ? value : [value])
      form.append(name, typeof each === "string" ? each.replaceAll("\n", "\r\n") : each);
  form.append("do", act);
  const body = new Response(form);
  const event = post(path.split("?")[0] ?? "", {}, { "content-type": body.headers.get("content-type") ?? "" });
  return portal.ask({
    ...event,
    headers: { ...event.headers, ...headers },
    body: Buffer.from(await body.arrayBuffer()).toString("base64"),
  });
}

const dutyOf = async (unit: string): Promise<Duty> => {
  const duty = await portal.ports.store.duty({ plan, period, unit: UnitId.parse(unit) });
  if (!duty) throw new Error(`no duty of ${unit}`);
  return duty;
};
const idsOf = async (unit: string): Promise<string[]> => (await dutyOf(unit)).measures.map(({ id }) => id);
const receiptIn = ({ headers }: HttpAnswer): string =>
  new URL(headers.location ?? "", "http://x").searchParams.get("receipt") ?? "";
const shownAt = async (answer: HttpAnswer): Promise<string> =>
  (await portal.ask(get(answer.headers.location ?? ""))).body;

describe("a form shows one unit's month", () => {
  it("its measures, what was said last month, and what may not be written", async () => {
    const { statusCode, body } = await portal.ask(get(portal.formOf("yizhuang-zhen")));
    expect(statusCode).toBe(200);
    const codes = await portal.codesOf("yizhuang-zhen");
    for (const code of codes) expect(body).toContain(`<b>${code}</b>`);
    expect(body).toContain("涉密、敏感信息禁止填报");
    expect(body, "no way to other pages").not.toContain('aria-label="页面"');
  });

  it("a unit with 115 measures one programme at a time, each programme with its count", async () => {
    const { body } = await portal.ask(get(portal.formOf("shengtai-huanjing")));
    expect(body.match(/class="measure"/g)?.length).toBeLessThan(80);
    expect(body).toMatch(/name="do" value="go:\d"/);
    expect(body.length, "bytes of a page").toBeLessThan(600_000);
  });

  it("GET and HEAD change nothing, a hundred times", async () => {
    const before = portal.writes();
    for (let time = 0; time < 50; time += 1) {
      await portal.ask(get(portal.formOf("yizhuang-zhen")));
      const head = get(portal.formOf("yizhuang-zhen"));
      await portal.ask({ ...head, requestContext: { http: { method: "HEAD" } } });
    }
    expect(portal.writes()).toBe(before);
  });
});

describe("in the cloud, where nobody signs in yet, nobody sees a page but what a link of their own opens", () => {
  const inCloud = (path: string): Promise<HttpAnswer> => call(pagesInCloud, get(path));

  it("the form and its style open", async () => {
    expect((await inCloud(portal.formOf("yizhuang-zhen"))).statusCode).toBe(200);
    expect((await inCloud("/style.css")).statusCode).toBe(200);
  });

  it.each(["/", "/plan", "/units/shuiwu", "/measures/A1-1-1", "/mail", "/held", "/nothing"])(
    "%s leads to where one signs in, whether it is there or not",
    async (path) => {
      const { statusCode, headers, body } = await inCloud(path);
      const door = path === "/" ? "/sign-in" : `/sign-in?back=${encodeURIComponent(path)}`;
      expect([statusCode, headers.location, body]).toEqual([303, door, ""]);
    },
  );
});

describe("a link opens one form and nothing else", () => {
  const flipped = (path: string): string => `${path.slice(0, -1)}${path.endsWith("a") ? "b" : "a"}`;
  it.each`
    because                 | address
    ${"one letter changed"} | ${() => flipped(portal.formOf("yizhuang-zhen"))}
    ${"a letter too few"}   | ${() => portal.formOf("yizhuang-zhen").slice(0, -1)}
    ${"another unit"}       | ${() => portal.formOf("yizhuang-zhen").replace("yizhuang-zhen", "shuiwu")}
    ${"another month"}      | ${() => portal.formOf("yizhuang-zhen").replace("2024-04", "2024-05")}
    ${"no month"}           | ${() => portal.formOf("yizhuang-zhen").replace("2024-04", "2024-13")}
    ${"another plan"}       | ${() => portal.formOf("yizhuang-zhen").replace("daxing-2024", "other-2024")}
    ${"nobody of the unit"} | ${() => portal.formOf("yizhuang-zhen", 1, "liaison@shuiwu.daxing.example")}
    ${"a version to come"}  | ${() => portal.formOf("yizhuang-zhen", 2)}
  `("$because: one answer, whatever is wrong, for GET and POST", async ({ address }) => {
    const before = portal.writes();
    const known = await portal.ask(get("/form/daxing-2024/2024-04/shuiwu/aaaaaaaaaaaaaaaaaaaaaaaaaa"));
    for (const answer of [await portal.ask(get(address())), await send(address(), new Map([["form", "x"]]))]) {
      expect([answer.statusCode, answer.body]).toEqual([404, known.body]);
      expect(portal.logged.at(-1)).toEqual({ what: "form link refused" });
    }
    expect(portal.writes()).toBe(before);
  });

  it("and none any more once it is revoked; the new one does", async () => {
    const { store } = portal.ports;
    const unit = UnitId.parse("anding-zhen");
    await store.change(async (changes) => changes.keyVersions(withNewLinks(await store.keyVersions(plan), unit)));
    expect((await portal.ask(get(portal.formOf("anding-zhen", 1)))).statusCode).toBe(404);
    expect((await portal.ask(get(portal.formOf("anding-zhen", 2)))).statusCode).toBe(200);
  });

  it.each([
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["another site by its fetch metadata alone", { origin: undefined, "sec-fetch-site": "cross-site" }],
    ["a page without origin", { origin: "null", "sec-fetch-site": undefined }],
  ])("a form from %s is refused", async (_, headers) => {
    const path = portal.formOf("yizhuang-zhen");
    const [id = ""] = await idsOf("yizhuang-zhen");
    const before = portal.writes();
    expect((await send(path, await filled(path, { [`${id}.progress`]: "x" }), "submit", headers)).statusCode).toBe(404);
    expect(portal.writes()).toBe(before);
  });
});

describe("what is sent becomes one submission with a receipt", () => {
  it("a part now, the rest later; the receipt also goes out by mail", async () => {
    const path = portal.formOf("yizhuang-zhen");
    const [first = "", second = "", third = ""] = await idsOf("yizhuang-zhen");
    const codes = await portal.codesOf("yizhuang-zhen");
    const answer = await send(
      path,
      await filled(path, {
        [`${first}.status`]: "推进中",
        [`${first}.percent`]: "60%",
        [`${first}.progress`]: "清掏管网3公里\n二是……",
        [`${second}.status`]: "本月无进展",
        [`${third}.status`]: "推进中",
      }),
    );
    const submission = await portal.ports.store.submission(receiptIn(answer) as never);
    expect(submission).toMatchObject({
      door: "form",
      from: "liaison@yizhuang-zhen.daxing.example",
      outcome: { kind: "recorded" },
    });
    expect(submission?.entries).toEqual([
      { code: codes[0], status: "in-progress", percent: 60, progress: "清掏管网3公里\n二是……" },
      { code: codes[1], status: "no-progress" },
    ]);
    const body = await shownAt(answer);
    expect(body).toContain("已登记 2 项，1 处没有登记");
    expect(body, "the words that were not taken are still there").toMatch(
      /<option selected value="推进中">|<option value="推进中" selected/,
    );
    expect(body).toContain("没有写进展");
    expect((await dutyOf("yizhuang-zhen")).audit.rows).toBeGreaterThan(1);
    const receipts: string[] = [];
    for await (const { id } of portal.ports.store.unsent("2024-12-31T00:00:00.000Z" as never)) {
      const message = await portal.ports.store.message(id);
      if (message?.notices.some(({ kind }) => kind === "receipt")) receipts.push(message.to);
    }
    expect(receipts).toContain("liaison@yizhuang-zhen.daxing.example");
  });

  it("sent twice it is one submission with one receipt; from two tabs a second version", async () => {
    const path = portal.formOf("weishanzhuang-zhen");
    const [id = ""] = await idsOf("weishanzhuang-zhen");
    const tab = await filled(path, { [`${id}.progress`]: "完成一半" });
    const other = await filled(path, { [`${id}.progress`]: "完成一半以上" });
    const [one, again] = [await send(path, tab), await send(path, tab)];
    const rows = (await dutyOf("weishanzhuang-zhen")).audit.rows;
    expect(receiptIn(again)).toBe(receiptIn(one));
    const second = await send(path, other);
    expect(receiptIn(second)).not.toBe(receiptIn(one));
    expect((await dutyOf("weishanzhuang-zhen")).audit.rows).toBe(rows + 1);
  });

  it("both at once too", async () => {
    const path = portal.formOf("zhangziying-zhen");
    const [id = ""] = await idsOf("zhangziying-zhen");
    const tab = await filled(path, { [`${id}.progress`]: "完成一半" });
    const answers = await Promise.all([send(path, tab), send(path, tab), send(path, tab)]);
    expect(new Set(answers.map(receiptIn)).size).toBe(1);
  });

  it("back, another word and sent again is a correction, not a duplicate", async () => {
    const path = portal.formOf("panggezhuang-zhen");
    const [id = ""] = await idsOf("panggezhuang-zhen");
    const tab = await filled(path, { [`${id}.progress`]: "完成一半" });
    const one = await send(path, tab);
    portal.setNow(instant("2024-04-29T02:00:00Z"));
    const two = await send(path, new Map([...tab, [`${id}.progress`, "完成六成"]]));
    expect(receiptIn(two)).not.toBe(receiptIn(one));
    expect(await shownAt(two)).toContain("完成六成");
  });

  it("what was not touched does not overwrite what has come meanwhile by another door", async () => {
    const path = portal.formOf("lixian-zhen");
    const [first = "", second = ""] = await idsOf("lixian-zhen");
    const [code = ""] = await portal.codesOf("lixian-zhen");
    await send(path, await filled(path, { [`${first}.percent`]: "40" }));
    const stale = await filled(path);
    portal.setNow(instant("2024-04-29T03:00:00Z"));
    await portal.report("lixian-zhen", "2024-04-29T03:00:00Z", [{ code, percent: 55 }]);
    await send(path, new Map([...stale, [`${second}.status`, "本月无进展"]]));
    expect((await dutyOf("lixian-zhen")).entries[first as never]?.percent).toBe(55);
  });

  it("a mail's figures that have no box stay when a word is corrected", async () => {
    const unit = "qingyundian-zhen";
    const [id = ""] = await idsOf(unit);
    const [code = ""] = await portal.codesOf(unit);
    const figures = [{ value: 12, unit: "处", kind: "this-month" as const }];
    await portal.report(unit, "2024-04-29T01:30:00Z", [{ code, percent: 40, figures, progress: "一" }]);
    const path = portal.formOf(unit);
    await send(path, await filled(path, { [`${id}.progress`]: "二" }));
    expect((await dutyOf(unit)).entries[id as never]).toMatchObject({ percent: 40, figures });
  });

  it("nothing changed is nothing sent", async () => {
    const path = portal.formOf("caiyu-zhen");
    const before = portal.writes();
    const answer = await send(path, await filled(path));
    expect(answer.headers.location).toContain("nothing=1");
    expect(portal.writes()).toBe(before);
  });

  it.each`
    field         | typed                | says                           | because
    ${"percent"}  | ${"六十"}            | ${"不是数字"}                  | ${"a number in words is not guessed"}
    ${"percent"}  | ${"0.6"}             | ${"可能是 0.6%，也可能是 60%"} | ${"only a percent sign tells"}
    ${"percent"}  | ${"130"}             | ${"不在 0 到 100 之间"}        | ${"a share of all"}
    ${"progress"} | ${"字".repeat(1001)} | ${"超过 1000 字"}              | ${"as long as an entry may be"}
    ${"status"}   | ${"大概行"}          | ${"不在选项中"}                | ${"a page that was tampered with"}
  `("$field $typed comes back: $because", async ({ field, typed, says }) => {
    const unit = "beizangcun-zhen";
    const path = portal.formOf(unit);
    const [id = ""] = await idsOf(unit);
    const body = await shownAt(await send(path, await filled(path, { [`${id}.${field}`]: typed })));
    expect(body).toContain(says);
    expect(body).toContain("没有登记");
    expect(body, "as it was typed").toContain(typed);
    expect((await dutyOf(unit)).entries[id as never]).toBeUndefined();
  });
});

describe("more time is asked for on the form too (RV-3), and what was returned says so there (RV-1)", () => {
  const ask = async (path: string, fields: Record<string, string>) =>
    shownAt(
      await send(
        path,
        new Map(Object.entries({ kind: "extension", until: "2024-05-10", why: "数据还在核对", ...fields })),
        "ask",
      ),
    );

  it("in the name of whoever has the link, once; then it waits", async () => {
    const path = portal.formOf("weishanzhuang-zhen");
    expect(await ask(path, {})).toContain("已申请延期至 5月10日（周五），等待决定");
    expect((await dutyOf("weishanzhuang-zhen")).request).toMatchObject({ kind: "extension", until: "2024-05-10" });
    expect(await ask(path, { kind: "exemption" })).toContain("申请没有提交");
    expect((await dutyOf("weishanzhuang-zhen")).request).toMatchObject({ kind: "extension" });
  });

  it("without a reason it is not", async () => {
    const path = portal.formOf("yufa-zhen");
    expect(await ask(path, { why: " " })).toContain("请写明理由");
    expect((await dutyOf("yufa-zhen")).request).toBeUndefined();
  });

  it("a report that was returned says why, and until when", async () => {
    const unit = "panggezhuang-zhen";
    const path = portal.formOf(unit);
    const codes = await portal.codesOf(unit);
    await portal.report(
      unit,
      "2024-04-29T01:30:00Z",
      codes.map((code) => ({ code, progress: "推进" })),
    );
    const key = { plan, period, unit: UnitId.parse(unit) };
    const by = Mailbox.parse("plan@shengtai-huanjing.daxing.example");
    await review(key, { kind: "return", why: "请写明数量", hollow: false }, by, portal.ports);
    expect((await portal.ask(get(path))).body).toContain("报告已退回：请写明数量。请在 ");
  });
});

describe("a draft is kept for its reader and sent by nobody", () => {
  it("is on the page again, and gone once it is sent", async () => {
    const unit = "jiugong-zhen";
    const path = portal.formOf(unit);
    const [id = "", other = ""] = await idsOf(unit);
    const rows = (await dutyOf(unit)).audit.rows;
    const saved = await send(path, await filled(path, { [`${id}.progress`]: "写了一半" }), "draft");
    expect(saved.headers.location).toContain("saved=1");
    const body = await shownAt(saved);
    expect(body).toContain("草稿已保存，尚未提交");
    expect(body).toContain("写了一半");
    expect((await dutyOf(unit)).audit.rows).toBe(rows);
    expect((await filled(portal.formOf(unit, 1, `head@${unit}.daxing.example`))).get(`${id}.progress`)).toBe("");
    const sent = await send(path, await filled(path, { [`${other}.status`]: "本月无进展" }));
    expect(await shownAt(sent)).toContain("已登记 2 项");
    expect(await shownAt(sent)).not.toContain("有未提交的草稿");
  });

  it("of two tabs neither loses the other's", async () => {
    const unit = "yufa-zhen";
    const path = portal.formOf(unit);
    const [first = "", second = ""] = await idsOf(unit);
    const [one, two] = [await filled(path), await filled(path)];
    await send(path, new Map([...one, [`${first}.progress`, "甲"]]), "draft");
    await send(path, new Map([...two, [`${second}.progress`, "乙"]]), "draft");
    const now = await filled(path);
    expect([now.get(`${first}.progress`), now.get(`${second}.progress`)]).toEqual(["甲", "乙"]);
    await send(path, new Map([...now, [`${first}.progress`, ""]]), "draft");
    expect((await filled(path)).get(`${first}.progress`)).toBe("");
  });

  it("going on to another programme keeps what was typed", async () => {
    const path = portal.formOf("shengtai-huanjing");
    const page = await filled(path);
    const id = [...page.keys()].find((name) => name.endsWith(".progress"))?.replace(".progress", "") ?? "";
    const gone = await send(path, new Map([...page, [`${id}.progress`, "先写这些"]]), "go:5");
    expect(gone.headers.location).toContain("programme=5");
    expect(await shownAt(gone)).toMatch(/草稿 1/);
  });

  it("a programme is sent alone; what was typed in the others stays a draft", async () => {
    const unit = "shichang-jianguan";
    const path = portal.formOf(unit);
    const ids = await idsOf(unit);
    const [first = ""] = ids;
    const last = ids.find((id) => id.slice(1, 2) !== first.slice(1, 2)) ?? "";
    const answer = await send(
      path,
      await filled(path, { [`${first}.status`]: "本月无进展", [`${last}.status`]: "本月无进展" }),
      `submit:${first.slice(1, 2)}`,
    );
    expect(Object.keys((await dutyOf(unit)).entries)).toEqual([first]);
    expect(await shownAt(answer)).toContain("有未提交的草稿");
  });
});

describe("files come with a form", () => {
  const pdf = new File(["%PDF-1.7 盖章件"], "../../盖章件\u202e.pdf");

  it("evidence is kept whole, under a name without a path", async () => {
    const path = portal.formOf("huangcun-zhen");
    const answer = await send(path, await filled(path, { evidence: [pdf] }));
    const submission = await portal.ports.store.submission(receiptIn(answer) as never);
    expect(submission?.outcome.kind).toBe("recorded");
    expect(submission?.evidence?.[0]).toMatchObject({ name: ".._.._盖章件_.pdf", bytes: pdf.size });
    const bytes = await portal.ports.blobs.get(submission?.evidence?.[0]?.blob ?? "");
    expect(Buffer.from(bytes ?? []).toString()).toBe("%PDF-1.7 盖章件");
    expect(await shownAt(answer)).toContain("已收到 1 个附件");
  });

  it("what came stands on the unit's page with its size, by whatever door, and can only be saved", async () => {
    const unit = "gaomidian-jiedao";
    const [code = ""] = await portal.codesOf(unit);
    const raw = [
      `From: liaison@${unit}.daxing.example\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n`,
      "--b\r\nContent-Type: text/plain\r\n\r\nx",
      "--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=scan.html\r\n\r\n<script>1</script>",
      "--b--\r\n",
    ].join("\r\n");
    await portal.report(unit, "2024-04-29T02:00:00Z", [{ code, percent: 10 }], {
      raw,
      attachments: [{ name: "scan.html", size: 18 }],
    });
    const path = portal.formOf(unit);
    await send(path, await filled(path, { evidence: [pdf] }));
    const { body } = await portal.ask(get(`/units/${unit}`));
    expect(body).toMatch(/scan\.html<\/a> <small>18 字节<\/small>/u);
    expect(body).toMatch(/盖章件_\.pdf<\/a> <small>18 字节（作为佐证留存，内容未读取）<\/small>/u);
    const links = [...body.matchAll(/href="(\/mail\/in\/\w+\/files\/0)" download/gu)].map(([, link = ""]) => link);
    const files = await Promise.all(links.map((link) => portal.ask(get(link))));
    expect(files.map(({ body: bytes }) => Buffer.from(bytes, "base64").toString().trim())).toEqual([
      "<script>1</script>",
      "%PDF-1.7 盖章件",
    ]);
    for (const { headers } of files)
      expect(headers).toMatchObject({
        "content-type": "application/octet-stream",
        "content-disposition": expect.stringMatching(/^attachment; /u),
        "x-content-type-options": "nosniff",
        "content-security-policy": expect.stringContaining("sandbox"),
      });
  });

  it.each`
    name             | content             | because
    ${"x.exe"}       | ${"MZ"}             | ${"a program"}
    ${"x.svg"}       | ${"<svg onload=1>"} | ${"a picture that runs"}
    ${"x.html"}      | ${"<script>"}       | ${"a page"}
    ${"x.pdf"}       | ${"MZ program"}     | ${"not what it says"}
    ${"x.xlsm"}      | ${"PK\u0003\u0004"} | ${"macros"}
    ${"constructor"} | ${"x"}              | ${"no ending at all"}
  `("$name is not kept: $because", async ({ name, content }) => {
    const path = portal.formOf("huangcun-zhen");
    const [id = ""] = await idsOf("huangcun-zhen");
    const answer = await send(
      path,
      await filled(path, { [`${id}.progress`]: `第${turn}次`, evidence: [new File([content], name)] }),
    );
    const submission = await portal.ports.store.submission(receiptIn(answer) as never);
    expect(submission?.evidence).toEqual([]);
    expect(submission?.entries).toHaveLength(1);
    expect(await shownAt(answer)).toContain("没有收下");
  });

  it("the workbook's rows are recorded with what was typed; what is in both, as the workbook says", async () => {
    const unit = "xihongmen-zhen";
    const path = portal.formOf(unit);
    const [duty, unitOfIt] = [await dutyOf(unit), daxingDirectory.units.find(({ id }) => id === unit)];
    const facts = await factsKnown(portal.ports).plan(plan);
    if (!unitOfIt || !facts) throw new Error("no unit or plan");
    const form = formFor(duty, facts.plan, unitOfIt, askedMeasures(duty, facts.editions), new Map());
    const [first, second, third] = form.rows;
    if (!first || !second || !third) throw new Error("too few measures");
    const book = await filledBook(await writeReportForm(form), [
      { code: first.code, status: "in-progress", percent: 30, progress: "表里写的" },
      { code: second.code, status: "no-progress" },
    ]);
    const answer = await send(
      path,
      await filled(path, {
        [`${first.id}.progress`]: "页面写的",
        [`${third.id}.status`]: "本月无进展",
        answer: new File([new Uint8Array(book)], "填报表.xlsx"),
      }),
    );
    const submission = await portal.ports.store.submission(receiptIn(answer) as never);
    expect(submission?.entries.map(({ code }) => code).sort()).toEqual(
      [first, second, third].map(({ code }) => code).sort(),
    );
    expect((await dutyOf(unit)).entries[first.id]?.percent).toBe(30);
    const body = await shownAt(answer);
    expect(body).toContain("页面和上传的文件都填了");
    expect(body, "what was typed is still there").toContain("页面写的");
    expect(
      submission?.evidence?.map(({ name }) => name),
      "the workbook itself is kept",
    ).toEqual(["填报表.xlsx"]);
  });

  describe("its files are read as those of a mail (RP-10 to RP-13)", () => {
    const unit = "qingyuan-jiedao";
    const book = (name: string, rows: string[][], as: "xlsx" | "biff8" = "xlsx"): File => {
      const sheets = utils.book_new();
      utils.book_append_sheet(sheets, utils.aoa_to_sheet(rows), "进展");
      return new File([new Uint8Array(write(sheets, { type: "buffer", bookType: as }))], name);
    };
    const heads = ["编号", "进展情况", "完成比例"];

    it.each`
      sent                                                          | said                   | because
      ${(row: string[]) => book("自制.xlsx", [heads, row])}         | ${"自制表格，读出1项"} | ${"a table of their own"}
      ${(row: string[]) => book("自制.xls", [heads, row], "biff8")} | ${"自制表格，读出1项"} | ${"saved by an old program"}
      ${(row: string[]) => docx("自制.docx", [[heads, row]])}       | ${"自制表格，读出1项"} | ${"a table in a document"}
      ${(row: string[]) => docx("报告.docx", [row.join("：")])}     | ${"文字材料，读出1项"} | ${"prose that names the measure"}
    `("$said: $because", async ({ sent, said }) => {
      const path = portal.formOf(unit);
      const [code = ""] = await portal.codesOf(unit);
      portal.setNow(instant(`2024-04-29T05:${10 + (turn % 50)}:00Z`));
      const row = [code, `第${turn}次巡查，完成整改。`, `${turn % 100}%`];
      const answer = await send(path, await filled(path, { answer: sent(row) }));
      const submission = await portal.ports.store.submission(receiptIn(answer) as never);
      expect(submission?.files?.map((file) => file.said)).toEqual([said]);
      expect(submission?.entries).toMatchObject([{ code, percent: turn % 100 }]);
      expect(await shownAt(answer), "the page says what was read").toContain(said);
    });

    it("a ZIP of a table and a scan; a picture beside it is kept as evidence", async () => {
      const path = portal.formOf(unit);
      const [code = ""] = await portal.codesOf(unit);
      const table = new Uint8Array(await book("表.xlsx", [heads, [code, `第${turn}次`, ""]]).arrayBuffer());
      const packed = zip([
        { name: "材料/表.xlsx", content: table },
        { name: "材料/盖章件.pdf", content: "%PDF-1.7" },
      ]);
      const picture = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], "现场.png");
      const answer = await send(
        path,
        await filled(path, { answer: [new File([new Uint8Array(packed)], "材料.zip"), picture] }),
      );
      const submission = await portal.ports.store.submission(receiptIn(answer) as never);
      expect(submission?.files).toMatchObject([
        { name: "材料.zip／表.xlsx", said: "自制表格，读出1项" },
        { name: "材料.zip／盖章件.pdf", said: "作为佐证留存，内容未读取" },
        { name: "现场.png", said: "作为佐证留存，内容未读取" },
      ]);
      expect(submission?.evidence?.map(({ name }) => name)).toEqual(["材料.zip", "现场.png"]);
    });

    it.each`
      name            | content                                                        | says          | because
      ${"a.xlsm"}     | ${() => zip([{ name: "xl/vbaProject.bin" }])}                  | ${"宏"}       | ${"macros"}
      ${"a.zip"}      | ${() => zip([{ name: "a.xlsx", content: "x", flags: 1 }])}     | ${"密码"}     | ${"encrypted"}
      ${"a.zip"}      | ${() => zip([{ name: "../../a.xlsx", content: "x" }])}         | ${"不予读取"} | ${"a path out of the archive"}
      ${"a.xlsx"}     | ${() => zip([{ name: "a.bin", content: "x", unpacked: 2e9 }])} | ${"过大"}     | ${"a bomb, by what it declares"}
      ${"填报表.xls"} | ${() => Buffer.from("Rar!\u001a\u0007")}                       | ${"压缩"}     | ${"another archive under a wrong ending"}
    `("$name is not opened, comes back with the reason and is kept: $because", async ({ name, content, says }) => {
      const path = portal.formOf(unit);
      const answer = await send(path, await filled(path, { answer: new File([new Uint8Array(content())], name) }));
      const submission = await portal.ports.store.submission(receiptIn(answer) as never);
      expect(submission).toMatchObject({ entries: [], outcome: { kind: "held", reason: "no-entry" } });
      expect(submission?.unrecorded[0]?.text).toContain(says);
      expect(submission?.evidence).toHaveLength(1);
    });

    it("two files that differ are asked about, neither is recorded, both are kept", async () => {
      const path = portal.formOf(unit);
      const [, code = ""] = await portal.codesOf(unit);
      const answer = await send(
        path,
        await filled(path, {
          answer: ["东", "西"].map((say) => book(`${say}.xlsx`, [heads, [code, `${say}沟清淤完毕`, ""]])),
        }),
      );
      const submission = await portal.ports.store.submission(receiptIn(answer) as never);
      expect(submission?.entries).toEqual([]);
      expect(submission?.unrecorded[0]?.text).toContain("填写的内容不一致");
      expect(submission?.evidence).toHaveLength(2);
    });

    it("a program is not kept, whichever box it is put in", async () => {
      const path = portal.formOf(unit);
      const answer = await send(path, await filled(path, { answer: new File(["MZ"], "填报表.exe") }));
      const submission = await portal.ports.store.submission(receiptIn(answer) as never);
      expect(submission?.evidence).toEqual([]);
      expect(await shownAt(answer)).toContain("没有收下");
    });
  });

  it("a file that is no workbook comes back with the reason, and is kept", async () => {
    const path = portal.formOf("xingfeng-jiedao");
    const answer = await send(path, await filled(path, { answer: new File(["PK?"], "填报表.xlsx") }));
    const submission = await portal.ports.store.submission(receiptIn(answer) as never);
    expect(submission?.outcome).toEqual({ kind: "held", reason: "no-entry" });
    expect(submission?.unrecorded[0]?.text).toContain("《填报表.xlsx》");
  });

  it.each`
    body                     | status | because
    ${"x".repeat(4_000_001)} | ${413} | ${"more than a request may hold"}
    ${"no form"}             | ${400} | ${"nothing that a browser sends"}
  `("$status: $because", async ({ body, status }) => {
    const before = portal.writes();
    const event = post(portal.formOf("yizhuang-zhen"), {}, { "content-type": "multipart/form-data; boundary=x" });
    const answer = await portal.ask({ ...event, body: Buffer.from(body).toString("base64") });
    expect(answer.statusCode).toBe(status);
    expect(portal.writes()).toBe(before);
  });
});

describe("a form is taken so often and no oftener", () => {
  it("a thousand in a minute from one link are put off, and another link goes on", async () => {
    const path = portal.formOf("yinghai-zhen");
    const fields = await filled(path);
    const codes = new Map<number, number>();
    for (let time = 0; time < 1_000; time += 1) {
      const { statusCode, headers } = await send(path, fields);
      codes.set(statusCode, (codes.get(statusCode) ?? 0) + 1);
      if (statusCode === 429) expect(headers["retry-after"]).toMatch(/^\d+$/);
    }
    expect(codes).toEqual(
      new Map([
        [303, 60],
        [429, 940],
      ]),
    );
    const other = portal.formOf("yizhuang-zhen");
    expect((await send(other, await filled(other))).statusCode).toBe(303);
  }, 60_000);
});

it("no log line holds a link's token, somebody's address or their words", () => {
  const lines = JSON.stringify(portal.logged);
  expect(portal.logged.length).toBeGreaterThan(100);
  for (const unit of ["yizhuang-zhen", "qingyuan-jiedao", "huangcun-zhen"])
    expect(lines).not.toContain(portal.formOf(unit).split("/").at(-1));
  expect(lines).not.toMatch(/@|\p{Script=Han}/u);
});

it("its pages say nothing of another host", async () => {
  const { body } = await portal.ask(get(portal.formOf("yizhuang-zhen")));
  expect(body).not.toMatch(new RegExp(`https?://(?!${HOST})`));
});
