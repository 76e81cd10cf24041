import { beforeAll, describe, expect, it } from "vitest";
import { instant } from "../../functions/core/day.ts";
import type { HttpAnswer } from "../../functions/handlers/http.ts";
import { site } from "../../functions/handlers/site.ts";
import { aPortal, get, plan, post } from "./portal.ts";

/** The plan of Daxing on Monday 29 April 2024, nine o'clock. */
let portal: Awaited<ReturnType<typeof aPortal>>;
const OPERATOR = "plan@shengtai-huanjing.daxing.example";
const LIAISON = "liaison@shuiwu.daxing.example";
beforeAll(async () => {
  portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
});

/** Notices of messages that wait to be sent. */
async function linksSent(): Promise<{ to: string; id: string }[]> {
  const found: { to: string; id: string }[] = [];
  for await (const { id } of portal.ports.store.unsent(instant("2024-12-31T00:00:00Z"))) {
    const message = await portal.ports.store.message(id);
    for (const notice of message?.notices ?? [])
      if (notice.kind === "sign-in") found.push({ to: String(message?.to), id: notice.id });
  }
  return found;
}
const ask = (mail: string, sourceIp = "192.0.2.1"): Promise<HttpAnswer> => {
  const event = post("/sign-in", { mail });
  return portal.askUnknown({ ...event, requestContext: { http: { method: "POST", sourceIp } } });
};
/** The address of the link that a mailbox was sent last. */
async function linkTo(mail: string, sourceIp?: string): Promise<string> {
  const before = new Set((await linksSent()).map(({ id }) => id));
  await ask(mail, sourceIp);
  const id = (await linksSent()).find((link) => link.to === mail && !before.has(link.id))?.id ?? "";
  return `/sign-in/${portal.ports.keys.signInToken(id)}`;
}
const cookieIn = ({ headers }: HttpAnswer): string => headers["set-cookie"]?.split(";")[0] ?? "";

describe("signing in, by a link to a mailbox of the directory", () => {
  it("goes by mail at once, at any hour, and its press opens the board", async () => {
    const before = (await linksSent()).length;
    const link = await linkTo(OPERATOR);
    expect((await linksSent()).length).toBe(before + 1);
    const opened = await portal.askUnknown(get(link));
    expect([opened.statusCode, opened.headers["set-cookie"]]).toEqual([200, undefined]);
    const pressed = await portal.askUnknown(post(link, {}));
    expect([pressed.statusCode, pressed.headers.location]).toEqual([303, "/"]);
    expect(pressed.headers["set-cookie"]).toMatch(/^duban=[\w-]{43}; Path=\/; HttpOnly; Max-Age=43200; SameSite=Lax$/);
    const { body } = await portal.askUnknown(get("/", { cookie: cookieIn(pressed) }));
    expect(body).toContain("进展报送");
    expect(body).toContain("区生态环境局行动计划牵头办公室");
  });

  it.each`
    wanted                            | opens                             | because
    ${"/units/shuiwu?period=2024-04"} | ${"/units/shuiwu?period=2024-04"} | ${"a link of a digest leads there"}
    ${"//elsewhere.example/x"}        | ${"/"}                            | ${"it is no page of ours"}
    ${"https://elsewhere.example"}    | ${"/"}                            | ${"nor that"}
  `("$wanted is opened as $opens after signing in: $because", async ({ wanted, opens }) => {
    const before = new Set((await linksSent()).map(({ id }) => id));
    const event = post("/sign-in", { mail: "duty@ducha.daxing.example", back: wanted });
    await portal.askUnknown({
      ...event,
      requestContext: { http: { method: "POST", sourceIp: `192.0.2.${opens.length}` } },
    });
    const id = (await linksSent()).find((link) => !before.has(link.id))?.id ?? "";
    const pressed = await portal.askUnknown(post(`/sign-in/${portal.ports.keys.signInToken(id)}`, {}));
    expect(pressed.headers.location).toBe(opens);
  });

  it("behind TLS its cookie is bound to the host", async () => {
    const link = await linkTo(OPERATOR);
    const ports = { ...portal.pagePorts, publicUrl: "https://duban.example" };
    const { headers } = await site(post(link, {}), ports);
    expect(headers["set-cookie"]).toMatch(
      /^__Host-duban=[\w-]{43}; Path=\/; HttpOnly; Max-Age=43200; SameSite=Lax; Secure$/,
    );
  });

  it("a link looked at ten times is not used up; pressed once it is", async () => {
    const link = await linkTo(LIAISON);
    for (let looks = 0; looks < 10; looks += 1) expect((await portal.askUnknown(get(link))).statusCode).toBe(200);
    expect((await portal.askUnknown(post(link, {}))).statusCode).toBe(303);
    expect((await portal.askUnknown(post(link, {}))).statusCode).toBe(404);
    expect((await portal.askUnknown(get(link))).statusCode).toBe(404);
  });

  it.each`
    mail                              | because
    ${"nobody@elsewhere.example"}     | ${"in the directory nobody is at it"}
    ${"not a mailbox"}                | ${"it is none"}
    ${""}                             | ${"nothing was filled in"}
    ${`${"x".repeat(500)}@a.example`} | ${"longer than any"}
  `("$because: answered the same as a mailbox of the directory, and nothing is sent", async ({ mail }) => {
    const before = (await linksSent()).length;
    const unknown = await ask(mail, "192.0.2.2");
    expect((await linksSent()).length).toBe(before);
    expect(unknown).toEqual(await ask(LIAISON, "192.0.2.2"));
  });

  it("a mailbox is not flooded, whoever asks; the sixth is answered the same", async () => {
    const mail = "liaison@jiaotong.daxing.example";
    const before = (await linksSent()).length;
    const answers: HttpAnswer[] = [];
    for (let nth = 0; nth < 7; nth += 1) answers.push(await ask(mail, `192.0.2.${10 + nth}`));
    expect((await linksSent()).length).toBe(before + 5);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });

  it.each`
    headers                                                  | because
    ${{ origin: "https://evil.example" }}                    | ${"another site"}
    ${{ origin: undefined, "sec-fetch-site": "cross-site" }} | ${"another site by its fetch metadata"}
  `("neither asking nor pressing is taken from $because", async ({ headers }) => {
    const link = await linkTo("head@shuiwu.daxing.example", "192.0.2.3");
    for (const path of ["/sign-in", link]) {
      const event = post(path, { mail: LIAISON });
      expect((await portal.askUnknown({ ...event, headers: { ...event.headers, ...headers } })).statusCode).toBe(404);
    }
    expect(portal.logged.at(-1)).toEqual({ what: "form refused" });
    expect((await portal.askUnknown(get(link))).statusCode, "and the link stays").toBe(200);
  });

  it("no log line names a mailbox or a token", () => expect(JSON.stringify(portal.logged)).not.toMatch(/@|sign-in\//));
});

describe("AC-3 a session ends after twelve hours, when its person signs out, or when their mailbox leaves the directory", () => {
  const signedIn = async (mail: string): Promise<string> =>
    cookieIn(await portal.askUnknown(post(await linkTo(mail, "192.0.2.4"), {})));
  const isIn = async (cookie: string): Promise<boolean> =>
    (await portal.askUnknown(get("/plan", { cookie }))).statusCode === 200;

  it("after twelve hours", async () => {
    const cookie = await signedIn("liaison@guihua-ziran.daxing.example");
    portal.setNow(instant("2024-04-29T12:59:00Z"));
    expect(await isIn(cookie)).toBe(true);
    portal.setNow(instant("2024-04-29T13:00:00Z"));
    expect(await isIn(cookie)).toBe(false);
  });

  it("by signing out, with the form of its own page only", async () => {
    const cookie = await signedIn(OPERATOR);
    expect((await portal.askUnknown(post("/sign-out", {}, { cookie }))).statusCode).toBe(404);
    expect(await isIn(cookie)).toBe(true);
    const { body } = await portal.askUnknown(get("/", { cookie }));
    const token = /name="token" value="([\w-]+)"/.exec(body)?.[1] ?? "";
    const out = await portal.askUnknown(post("/sign-out", { token }, { cookie }));
    expect(out.headers["set-cookie"]).toMatch(/^duban=; .*Max-Age=0/);
    expect(await isIn(cookie)).toBe(false);
  });

  it("when its mailbox is in the directory no more", async () => {
    const cookie = await signedIn(OPERATOR);
    const directory = await portal.ports.store.directory();
    const without = { ...directory, units: directory.units.map((unit) => ({ ...unit, contacts: [] })) };
    const store = { ...portal.ports.store, directory: async () => without };
    const { statusCode } = await site(get("/", { cookie }), { ...portal.pagePorts, store });
    expect(statusCode).toBe(303);
  });

  it.each(["duban=", "duban=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "__Host-duban=x", "duban=../../x"])(
    "%s is nobody",
    async (cookie) => expect(await isIn(cookie)).toBe(false),
  );
});

describe("each page is shown to those who may see it; to others there is no such page, and that is logged", () => {
  const SUPERVISOR = "duty@ducha.daxing.example";
  it.each`
    path                    | operator | supervisor | liaison | deputy
    ${"/"}                  | ${200}   | ${200}     | ${303}  | ${303}
    ${"/plan"}              | ${200}   | ${200}     | ${200}  | ${200}
    ${"/measures/A1-1-1"}   | ${200}   | ${200}     | ${200}  | ${200}
    ${"/units/shuiwu"}      | ${200}   | ${200}     | ${200}  | ${200}
    ${"/units/jiaotong"}    | ${200}   | ${200}     | ${404}  | ${404}
    ${"/mail"}              | ${200}   | ${404}     | ${404}  | ${404}
    ${"/held"}              | ${200}   | ${200}     | ${404}  | ${404}
    ${`/held?plan=${plan}`} | ${200}   | ${200}     | ${404}  | ${404}
    ${"/nothing"}           | ${404}   | ${404}     | ${404}  | ${404}
  `(
    "$path: operator $operator, supervisor $supervisor, liaison $liaison, deputy $deputy",
    async ({ path, ...wanted }) => {
      const people = {
        operator: OPERATOR,
        supervisor: SUPERVISOR,
        liaison: LIAISON,
        deputy: "deputy@shuiwu.daxing.example",
      };
      for (const [name, mail] of Object.entries(people)) {
        const { statusCode } = await portal.askAs(mail, get(path));
        expect([name, statusCode]).toEqual([name, wanted[name]]);
        if (statusCode === 404) expect(portal.logged.at(-1)).toEqual({ what: "page not found" });
      }
      expect((await portal.askUnknown(get(path))).headers.location, "nobody signed in").toMatch(/^\/sign-in/);
    },
  );

  it("a liaison comes to their own unit, which names no other unit's entries", async () => {
    expect((await portal.askAs(LIAISON, get("/"))).headers.location).toBe(`/units/shuiwu?plan=${plan}`);
    const { body } = await portal.askAs(LIAISON, get("/measures/A1-1-1"));
    expect(body).not.toContain('href="/units/shengtai-huanjing');
  });

  it("a reply and a mail are open to their own unit and to nobody else's", async () => {
    const [code = ""] = await portal.codesOf("shuiwu");
    const { id } = await portal.report("shuiwu", "2024-04-29T02:00:00Z", [
      { code, status: "in-progress", progress: "已检查" },
    ]);
    for (const path of [`/mail/in/${id}`, `/mail/in/${id}/raw`]) {
      expect((await portal.askAs(LIAISON, get(path))).statusCode, path).toBe(200);
      expect((await portal.askAs("liaison@jiaotong.daxing.example", get(path))).statusCode, path).toBe(404);
      expect((await portal.askAs(SUPERVISOR, get(path))).statusCode, path).toBe(200);
    }
  });

  it("a mail with a sign-in link is shown to nobody, not even to the operator", async () => {
    await linkTo(LIAISON, "192.0.2.5");
    for await (const { id } of portal.ports.store.unsent(instant("2024-12-31T00:00:00Z")))
      if ((await portal.ports.store.message(id))?.notices[0]?.kind === "sign-in")
        expect((await portal.askAs(OPERATOR, get(`/mail/out/${id}`))).statusCode).toBe(404);
  });
});

describe("a demonstration is looked at with anybody's eyes", () => {
  it("as the operator at first, then as whom one chose; a mailbox that nobody has stays the operator", async () => {
    const demo = await aPortal({ demo: true });
    const { body, headers } = await demo.ask(get("/"));
    const cookie = headers["set-cookie"]?.split(";")[0] ?? "";
    const token = /name="token" value="([\w-]+)"/.exec(body)?.[1] ?? "";
    expect(body).toContain("身份查看");
    const chosen = await demo.ask(post("/demo/as", { token, mail: LIAISON }, { cookie }));
    expect(chosen.headers["set-cookie"]).toBe(
      "duban-as=liaison%40shuiwu.daxing.example; Path=/; HttpOnly; SameSite=Strict",
    );
    const as = (mail: string) => demo.ask(get("/", { cookie: `${cookie}; duban-as=${encodeURIComponent(mail)}` }));
    expect((await as(LIAISON)).headers.location).toBe(`/units/shuiwu?plan=${plan}`);
    expect((await as("nobody@elsewhere.example")).statusCode).toBe(200);
  });

  it("and nothing of it counts where there is no demonstration", async () => {
    const { headers } = await portal.askUnknown(get("/", { cookie: `duban-as=${encodeURIComponent(OPERATOR)}` }));
    expect(headers.location).toBe("/sign-in");
  });
});
