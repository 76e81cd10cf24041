import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { DutyView, PostedEntries, Receipt } from "../../functions/core/api.ts";
import { instant } from "../../functions/core/day.ts";
import { UnitId } from "../../functions/core/directory.ts";
import type { DutyKey } from "../../functions/core/duty.ts";
import { withNewSecret } from "../../functions/core/key-versions.ts";
import type { HttpAnswer } from "../../functions/handlers/http.ts";
import { answerHttp } from "../../infra/local/answer-http.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { type Deployment, openDeployment } from "../../infra/local/deployment.ts";
import { install } from "../../infra/local/install.ts";
import { planFile, SAMPLE_PLAN } from "../../infra/local/plan-files.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { period, plan } from "../portal/portal.ts";

/** The plan of Daxing on Monday 29 April 2024, behind the routes of the table of functions. */
let deployment: Deployment;
let folder: string;
let ask: ReturnType<typeof answerHttp>;
const clock = standingClock(instant("2024-04-29T01:00:00Z"));
const lines: object[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "duban-"));
  deployment = openDeployment({ folder, clock, log: (line) => lines.push(line) });
  await install(deployment, planFile(SAMPLE_PLAN));
  await runTick(clock.now());
  ask = answerHttp(deployment);
});
afterAll(() => {
  deployment.close();
  rmSync(folder, { recursive: true });
});

interface Call {
  method?: string;
  unit?: string;
  of?: string;
  in?: string;
  signedBy?: string;
  version?: number;
  id?: string;
  body?: string;
  sentBody?: string;
  shiftSeconds?: number;
  headers?: Record<string, string | undefined>;
}

/** A request as a unit's system makes it. */
function call({
  method = "POST",
  unit = "shuiwu",
  of = plan,
  in: month = period,
  signedBy = unit,
  version = 1,
  id = "msg_1",
  body = "",
  sentBody = body,
  shiftSeconds = 0,
  headers = {},
}: Call): Promise<HttpAnswer> {
  const at = new Date(Math.floor(Date.now() / 1000) * 1000 + shiftSeconds * 1000);
  const signature = new Webhook(deployment.keys.webhookSecret(plan, signedBy, version)).sign(id, at, body);
  return ask({
    rawPath: `/api/plans/${of}/periods/${month}/units/${unit}${method === "GET" ? "" : "/entries"}`,
    headers: {
      "webhook-id": id,
      "webhook-timestamp": String(at.getTime() / 1000),
      "webhook-signature": signature,
      ...headers,
    },
    requestContext: { http: { method } },
    body: Buffer.from(sentBody).toString("base64"),
    isBase64Encoded: true,
  });
}
const said = ({ body }: HttpAnswer) => JSON.parse(body);
const dutyOf = (unit: string) =>
  deployment.ports.store.duty({ plan, period, unit: UnitId.parse(unit) } satisfies DutyKey);
async function codesOf(unit: string): Promise<string[]> {
  const view = DutyView.parse(said(await call({ method: "GET", unit })));
  return view.measures.map(({ code }) => code);
}
const entriesOf = (...entries: object[]): string => JSON.stringify({ entries });

describe("a signed post is recorded", () => {
  it("and read again by the unit's own system", async () => {
    const [first = "", second = ""] = await codesOf("shuiwu");
    const answer = await call({
      id: "a",
      body: entriesOf({ code: first, percent: 60 }, { code: second, progress: "完成" }),
    });
    expect(answer.statusCode).toBe(200);
    const receipt = Receipt.parse(said(answer));
    expect(receipt).toMatchObject({ recorded: [first, second], unrecorded: [], duplicate: false });
    const { measures } = DutyView.parse(said(await call({ method: "GET" })));
    expect(measures[0]?.entry).toMatchObject({ code: first, percent: 60, receipt: receipt.receipt });
    expect(measures[2]?.entry).toBeNull();
  });

  it("the same id with the same body is a duplicate, with another body it is refused, in another month too", async () => {
    const [first = ""] = await codesOf("jiaotong");
    const body = entriesOf({ code: first, percent: 10 });
    const one = said(await call({ unit: "jiaotong", id: "again", body }));
    const again = await call({ unit: "jiaotong", id: "again", body });
    expect([again.statusCode, said(again)]).toEqual([200, { ...one, duplicate: true }]);
    const before = await dutyOf("jiaotong");
    const other = await call({ unit: "jiaotong", id: "again", body: entriesOf({ code: first, percent: 90 }) });
    expect([other.statusCode, said(other).error]).toEqual([409, expect.stringContaining("webhook-id")]);
    expect(await dutyOf("jiaotong")).toEqual(before);
  });

  it("five at once are recorded once", async () => {
    const [first = ""] = await codesOf("gonglu");
    const calls = Array.from({ length: 5 }, () =>
      call({ unit: "gonglu", id: "five", body: entriesOf({ code: first, percent: 10 }) }),
    );
    const duplicates = (await Promise.all(calls)).map((answer) => said(answer).duplicate).sort();
    expect(duplicates).toEqual([false, true, true, true, true]);
  });

  it("a measure twice in one body is recorded neither way; the same words twice are one", async () => {
    const { measures } = DutyView.parse(said(await call({ method: "GET", unit: "zhufang-jianshe" })));
    const [first, second, third] = measures;
    if (!first || !second || !third) throw new Error("too few measures");
    const answer = await call({
      unit: "zhufang-jianshe",
      id: "twice",
      body: entriesOf(
        { code: first.code, percent: 10 },
        { code: second.code, percent: 20 },
        { code: first.id, percent: 90 },
        { code: third.code, percent: 30 },
        { code: third.code, percent: 30 },
      ),
    });
    expect(said(answer).recorded.sort()).toEqual([second.code, third.code].sort());
    expect(said(answer).unrecorded).toEqual([{ code: first.code, text: expect.stringContaining("写了两次") }]);
  });
});

describe("what is wrong is said in Chinese, all of it at once", () => {
  it.each`
    entry                                                          | says                                      | because
    ${{ percent: 60 }}                                             | ${["code 应为措施编号"]}                  | ${"nobody knows what it is about"}
    ${{ code: "蓝天-1-2", percent: "60", status: "ok" }}           | ${["percent 应为", "status 应为"]}        | ${"two fields are wrong"}
    ${{ code: "蓝天-1-2", figures: [{ value: "12" }], 进展: "x" }} | ${["figures 应为数组", "没有 进展 这样"]} | ${"a figure without unit, and a field that is none"}
    ${{ code: "蓝天-1-2", progress: "字".repeat(1001) }}           | ${["progress 应为 1 至 1000 字"]}         | ${"longer than an entry may be"}
    ${{ code: "蓝天-1-2", percent: null }}                         | ${["percent 应为"]}                       | ${"null is not absent"}
    ${"蓝天-1-2"}                                                  | ${["应为 {"]}                             | ${"no object"}
    ${null}                                                        | ${["应为 {"]}                             | ${"nothing"}
    ${{ code: "蓝天-99-9", percent: 60 }}                          | ${["不是贵单位本月要报送的措施编号"]}     | ${"another's measure, or nobody's"}
    ${{ code: "蓝天-1-2", __proto__: { percent: 1 } }}             | ${["蓝天-1-2"]}                           | ${"what a program inherits is not sent"}
  `("$says: $because", async ({ entry, says }) => {
    const answer = await call({
      unit: "shangwu",
      id: `wrong ${JSON.stringify(entry).slice(0, 60)}`,
      body: entriesOf(entry),
    });
    expect(answer.statusCode).toBe(422);
    const text = said(answer)
      .unrecorded.map((one: { text: string }) => one.text)
      .join();
    for (const words of says) expect(text).toContain(words);
    expect(text).not.toMatch(/invalid|expected|required|too (big|small)/i);
  });

  it.each`
    body                                        | because
    ${"{"}                                      | ${"no JSON"}
    ${"[]"}                                     | ${"no object"}
    ${'{"entries":[]}'}                         | ${"nothing in it"}
    ${'{"entries":"蓝天-1-2"}'}                 | ${"no list"}
    ${""}                                       | ${"empty"}
    ${`{"entries":[${Array(501).fill("{}")}]}`} | ${"more than a plan has measures"}
    ${"[".repeat(100_000)}                      | ${"nested beyond reason"}
  `("400: $because", async ({ body }) => {
    const before = await dutyOf("caizheng");
    const answer = await call({ unit: "caizheng", id: "shape", body });
    expect(answer.statusCode).toBe(400);
    expect(said(answer).error).toMatch(/正文应为 JSON/);
    expect(await dutyOf("caizheng")).toEqual(before);
  });
});

describe("whatever is wrong with a signature or an address, the answer is one", () => {
  const body = entriesOf({ code: "蓝天-1-2", percent: 60 });
  it.each`
    because                         | request
    ${"another's secret"}           | ${{ signedBy: "jiaotong" }}
    ${"a changed body"}             | ${{ sentBody: `${body} ` }}
    ${"301 seconds ago"}            | ${{ shiftSeconds: -301 }}
    ${"301 seconds ahead"}          | ${{ shiftSeconds: 302 }}
    ${"no signature"}               | ${{ headers: { "webhook-signature": undefined } }}
    ${"no timestamp"}               | ${{ headers: { "webhook-timestamp": undefined } }}
    ${"no id"}                      | ${{ headers: { "webhook-id": undefined } }}
    ${"another id than was signed"} | ${{ headers: { "webhook-id": "msg_2" } }}
    ${"a signature of nothing"}     | ${{ headers: { "webhook-signature": "v1," } }}
    ${"another plan"}               | ${{ of: "other-2024" }}
    ${"no plan's name"}             | ${{ of: "..%2f" }}
    ${"a month that is none"}       | ${{ in: "2024-13" }}
    ${"a unit that is none"}        | ${{ unit: "nobody", signedBy: "shuiwu" }}
    ${"a secret to come"}           | ${{ version: 2 }}
  `("401 for $because", async ({ request }) => {
    const before = await dutyOf("shuiwu");
    for (const method of ["POST", "GET"]) {
      if (method === "GET" && request.sentBody) continue;
      const answer = await call({ body: method === "GET" ? "" : body, method, ...request });
      expect([answer.statusCode, said(answer)]).toEqual([401, said(await call({ signedBy: "jiaotong", body }))]);
    }
    expect(lines.at(-1)).toEqual({ what: "signature refused" });
    expect(await dutyOf("shuiwu")).toEqual(before);
  });

  it("a month without a duty is said to its own unit only", async () => {
    expect((await call({ in: "2024-11", body })).statusCode).toBe(404);
  });
});

describe("a secret is changed without a gap", () => {
  it("both count for a week, then the new one; a leaked one at once no more", async () => {
    const { store } = deployment.ports;
    const unit = UnitId.parse("qixiang");
    const asks = async (version: number) => (await call({ method: "GET", unit, version })).statusCode;
    const change = (hasLeaked: boolean) =>
      store.change(async (changes) =>
        changes.keyVersions(withNewSecret(await store.keyVersions(plan), unit, clock.now(), hasLeaked)),
      );
    expect([await asks(1), await asks(2)]).toEqual([200, 401]);
    await change(false);
    expect([await asks(1), await asks(2), await asks(3)]).toEqual([200, 200, 401]);
    clock.set(instant("2024-05-06T01:00:00Z"));
    expect([await asks(1), await asks(2)]).toEqual([401, 200]);
    await change(true);
    expect([await asks(2), await asks(3)]).toEqual([401, 200]);
  });
});

describe("one unit's requests are paced, others go on", () => {
  it("a thousand in a minute: 429 with a time to wait", async () => {
    const codes = new Map<number, number>();
    const body = entriesOf({ code: "x" });
    for (let time = 0; time < 1_000; time += 1) {
      const { statusCode, headers } = await call({ unit: "tongji", id: "flood", body });
      codes.set(statusCode, (codes.get(statusCode) ?? 0) + 1);
      if (statusCode === 429) expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    }
    expect(codes.get(429)).toBe(940);
    expect((await call({ method: "GET", unit: "youzheng" })).statusCode).not.toBe(429);
  });

  it("and nobody without its secret uses up its share", async () => {
    for (let time = 0; time < 200; time += 1) await call({ unit: "jiaowei", signedBy: "shuiwu" });
    expect((await call({ method: "GET", unit: "jiaowei" })).statusCode).toBe(200);
  });
});

describe("the API is described by the shapes that it reads", () => {
  it("in OpenAPI 3.1, at /api/openapi.json", async () => {
    const answer = await ask({
      rawPath: "/api/openapi.json",
      headers: {},
      requestContext: { http: { method: "GET" } },
    });
    const document = said(answer);
    expect([answer.statusCode, document.openapi]).toEqual([200, "3.1.0"]);
    expect(Object.keys(document.paths)).toEqual([
      "/api/plans/{plan}/periods/{period}/units/{unit}",
      "/api/plans/{plan}/periods/{period}/units/{unit}/entries",
    ]);
    const { Entries, Receipt: receipt } = document.components.schemas;
    expect(Entries.properties.entries.items.properties.status.enum).toContain("in-progress");
    expect(receipt.required).toContain("receipt");
    const { $schema: _, ...shape } = z.toJSONSchema(PostedEntries, { io: "input", unrepresentable: "any" });
    expect(Entries).toEqual(shape);
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name ?? "");
  });
});
