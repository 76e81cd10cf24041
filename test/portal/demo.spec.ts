import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { month } from "../../functions/core/day.ts";
import { aPortal, get, HOST, plan, post } from "./portal.ts";

let portal: Awaited<ReturnType<typeof aPortal>>;
let sent = "";
let browser = "";
let token = "";

beforeAll(async () => {
  portal = await aPortal({ demo: true });
  await portal.tickAt("2024-04-29T01:00:00Z");
  for await (const line of portal.ports.store.journal(plan, "OUT", month("2024-04")))
    if (line.about === "reminder") sent = line.id;
  const { headers, body } = await portal.ask(get("/"));
  browser = headers["set-cookie"]?.split(";")[0] ?? "";
  token = /name="token" value="([\w-]+)"/.exec(body)?.[1] ?? "";
}, 60_000);
beforeEach(() => {
  portal.done.length = 0;
});

const own = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  portal.ask(post(path, { token, ...fields }, { cookie: browser, ...headers }));

describe("a demonstration turns its clock by forms of its own pages", () => {
  it("shows the clock and what comes next on every page", async () => {
    const { body, headers } = await portal.ask(get("/plan", { cookie: browser }));
    expect(body).toContain("2024年4月29日（周一） 09:00");
    expect(body).toContain("下一件事：5月6日 周一 09:00 2024年4月进展：提醒尚未报全的单位");
    expect(headers["set-cookie"], "the browser has its cookie already").toBeUndefined();
  });

  it.each`
    to        | step                          | because
    ${"next"} | ${"2024-05-06T01:00:00.000Z"} | ${"the agenda names the reminder of what is missing"}
    ${"hour"} | ${"2024-04-29T02:00:00.000Z"} | ${"it is 09:00 in Beijing"}
    ${"day"}  | ${"2024-04-30T01:00:00.000Z"} | ${"a calendar day later"}
  `("$to goes to $step: $because", async ({ to, step }) => {
    const { statusCode, headers } = await own("/demo/step", { to, plan, back: "/plan?plan=daxing-2024" });
    expect([statusCode, headers.location]).toEqual([303, "/plan?plan=daxing-2024"]);
    expect(portal.done).toEqual([`step ${step}`]);
  });

  it.each([
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "/a\r\nSet-Cookie: x=1",
    "",
    "javascript:alert(1)",
  ])("never goes on to %j", async (back) => {
    expect((await own("/demo/step", { to: "hour", back })).headers.location).toBe("/");
  });
});

describe("a demonstration answers a mail in its recipient's place", () => {
  it("offers it on what was sent and can be answered", async () => {
    const { body } = await portal.ask(get(`/mail/out/${sent}`, { cookie: browser }));
    expect(body).toContain("以收件人身份回信");
    const [, form = ""] = /href="(\/form\/[^"]+)"/.exec(body) ?? [];
    expect((await portal.ask(get(form, { cookie: browser }))).body).toContain("进展填报");
  });

  it("hands over the words and the workbook, under a name without a path", async () => {
    const form = new FormData();
    form.set("token", token);
    form.set("text", "蓝天-1-1 已完成60%");
    form.set("file", new File(["PK12"], "../../区水务局\u202e.xlsx"));
    const sending = new Response(form);
    const event = {
      ...post(
        `/mail/out/${sent}/reply`,
        {},
        { cookie: browser, "content-type": sending.headers.get("content-type") ?? "" },
      ),
      body: Buffer.from(await sending.arrayBuffer()).toString("base64"),
    };
    expect((await portal.ask(event)).headers.location).toBe(`/mail?plan=${plan}&way=in`);
    expect(portal.done).toEqual([`reply ${sent} 蓝天-1-1 已完成60% .._.._区水务局_.xlsx 4`]);
  });

  it.each`
    fields                             | status | because
    ${{ text: "  " }}                  | ${400} | ${"neither words nor a workbook"}
    ${{ text: "字".repeat(20_001) }}   | ${400} | ${"longer than an answer may be"}
    ${{ text: "x".repeat(4_000_001) }} | ${413} | ${"more than a request may hold"}
  `("refuses with $status: $because", async ({ fields, status }) => {
    expect((await own(`/mail/out/${sent}/reply`, fields)).statusCode).toBe(status);
    expect(portal.done).toEqual([]);
  });

  it("knows no message that was not sent", async () => {
    expect((await own("/mail/out/aaaaaaaaaaaaaaaaaaaaaaaaaa/reply", { text: "好" })).statusCode).toBe(404);
  });
});

describe("a form that no page of ours sent does nothing", () => {
  const HOSTILE: [because: string, fields: Record<string, string>, headers: Record<string, string | undefined>][] = [
    ["no token", { token: "" }, {}],
    ["a token with one letter changed", {}, {}],
    ["the token of another browser", {}, { cookie: "duban-browser=AAAAAAAAAAAAAAAAAAAAAAAA" }],
    ["no cookie", {}, { cookie: undefined }],
    ["another site", {}, { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["another port of this machine", {}, { origin: "http://127.0.0.1:9999", "sec-fetch-site": "same-site" }],
    ["a page without origin", {}, { origin: "null" }],
    ["another site by its fetch metadata alone", {}, { origin: undefined, "sec-fetch-site": "cross-site" }],
    ["neither origin nor fetch metadata", {}, { origin: undefined, "sec-fetch-site": undefined }],
  ];

  it.each(HOSTILE)("%s", async (because, fields, headers) => {
    const changed = because.includes("one letter")
      ? { token: `${token.slice(0, -2)}${token.at(-2) === "A" ? "B" : "A"}${token.at(-1)}` }
      : fields;
    for (const path of ["/demo/step", `/mail/out/${sent}/reply`]) {
      const event = post(path, { token, to: "hour", text: "好", ...changed }, { cookie: browser });
      const { statusCode, body } = await portal.ask({ ...event, headers: { ...event.headers, ...headers } });
      expect(statusCode, path).toBe(404);
      expect(body).toContain("操作未执行");
    }
    expect(portal.done).toEqual([]);
    expect(portal.logged.at(-1)).toEqual({ what: "form refused" });
  });

  it("nor does following a link, nor a form where there is no demonstration", async () => {
    const plain = await aPortal();
    expect((await portal.ask(get("/demo/step?to=hour", { cookie: browser }))).statusCode).toBe(404);
    expect((await plain.ask(post("/demo/step", { token, to: "hour" }, { cookie: browser }))).statusCode).toBe(404);
    expect(portal.done).toEqual([]);
  });

  it("its own form, from this host, is taken", async () => {
    expect((await own("/demo/step", { to: "hour" }, { origin: `http://${HOST}` })).statusCode).toBe(303);
    expect(portal.done).toHaveLength(1);
  });
});
