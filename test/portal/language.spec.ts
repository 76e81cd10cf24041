import { globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { month } from "../../functions/core/day.ts";
import { UNCHANGED_WORDS } from "../../functions/core/directory-change.ts";
import { RUNG_UNDONE_WORDS } from "../../functions/core/escalation.ts";
import { UNDONE_WORDS } from "../../functions/core/remedy.ts";
import { UNDECIDED_WORDS } from "../../functions/core/review.ts";
import { UNSTOPPED_WORDS } from "../../functions/core/stop.ts";
import { ENGLISH } from "../../functions/portal/english.ts";
import { inLanguage, t, tx } from "../../functions/portal/language.ts";
import { UNANSWERED_WORDS } from "../../functions/workflows/edit-plan.ts";
import { aCompany } from "./company.ts";
import { aPortal, get } from "./portal.ts";

/** The plan of Daxing on Monday 29 April 2024, nine o'clock, seen by its operator. */
let portal: Awaited<ReturnType<typeof aPortal>>;
beforeAll(async () => {
  portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
});
/** What the operator's browser is shown when it has chosen a language. */
const shown = async (path: string, choice: string): Promise<string> => {
  const cookie = `${await portal.cookieOf("plan@shengtai-huanjing.daxing.example")}; ${choice}`;
  return (await portal.ask(get(path, { cookie }))).body;
};

describe("the pages speak Chinese, and English to whoever switches", () => {
  it("the switch keeps the page that is open, and what it shows", async () => {
    const { statusCode, headers } = await portal.ask(get("/?period=2024-04&lang=en"));
    expect([statusCode, headers.location]).toEqual([303, "/?period=2024-04"]);
    expect(headers["set-cookie"]).toMatch(/^duban-language=en; Path=\/; HttpOnly; Max-Age=31536000; SameSite=Lax$/);
  });

  it.each`
    cookie                   | lang       | other
    ${""}                    | ${"zh-CN"} | ${"English"}
    ${"duban-language=zh"}   | ${"zh-CN"} | ${"English"}
    ${"duban-language=en"}   | ${"en-GB"} | ${"中文"}
    ${"duban-language=%00x"} | ${"zh-CN"} | ${"English"}
  `("a browser with $cookie reads $lang and is offered $other", async ({ cookie, lang, other }) => {
    const body = await shown("/plan", cookie);
    expect(body).toContain(`<html lang="${lang}">`);
    expect(body).toMatch(new RegExp(`class="language"[^>]*>${other}<`));
  });

  it.each(["//evil.example/", "/\\evil.example", "/%2f%2fevil.example"])(
    "the switch leads nowhere else: %s",
    async (path) => {
      const { headers } = await portal.ask(get(`${path}?lang=en`));
      expect(headers.location).toMatch(/^\/(?![/\\])/);
    },
  );

  it("a value is put in as it is, whatever stands in it", () => {
    expect(inLanguage("en", () => t("工作措施 {found} 条", { found: "$& {found}" }))).toBe("Measures: $& {found}");
  });

  it("what only the operator sets is reached from one page", async () => {
    const body = await shown("/manage", "duban-language=en");
    expect(body).toContain("<h1>Manage</h1>");
  });

  it("one is one, and two are many", () => {
    const said = (units: number) => inLanguage("en", () => t("{units} 个单位", { units }));
    expect([said(0), said(1), said(2)]).toEqual(["0 units", "1 unit", "2 units"]);
  });

  it("an element of a page stands where the language has it", () => {
    const link = { type: "a" } as never;
    expect(inLanguage("en", () => tx("也可以{link}。", { link }))).toEqual(["Or ", link, "."]);
  });
});

const HAN = /\p{Script=Han}/u;
/** Without the way to the other language, which names it as its speakers do. */
const inEnglish = (body: string): string => body.replace(/<a class="language"[^>]*>中文<\/a>/u, "");
/** The lines of a page that are not English. */
const chineseIn = (body: string): string[] =>
  inEnglish(body)
    .split(/[<>]/)
    .filter((text) => HAN.test(text));

describe("the pages of a plan in English hold no Chinese", () => {
  let company: Awaited<ReturnType<typeof aCompany>>;
  beforeAll(async () => {
    company = await aCompany();
  });
  afterAll(() => company.close());

  it.each`
    path                                                          | says
    ${"/"}                                                        | ${"Reports for March 2024"}
    ${"/?period=2024-06"}                                         | ${"Not open yet"}
    ${"/?rung=1"}                                                 | ${"Only: overdue, Rung 1"}
    ${"/?waits=review"}                                           | ${"Accept all without warnings"}
    ${"/?programme=1&lamp=in-progress"}                           | ${"a measure is “In progress”"}
    ${"/table.csv"}                                               | ${"Last told"}
    ${"/units/wharfside-estates"}                                 | ${"<b>4</b> missing"}
    ${"/units/wharfside-terminal?undecided=no-why"}               | ${"No reason was given"}
    ${"/measures/A1-1-1"}                                         | ${"Month by month"}
    ${"/plan"}                                                    | ${"Questions and decisions (2)"}
    ${"/plan?programme=1"}                                        | ${"Measures: "}
    ${"/tasks/1/1"}                                               | ${"Lead units"}
    ${"/ahead"}                                                   | ${"This is a preview"}
    ${"/mail?month=2024-04"}                                      | ${"Reminder"}
    ${"/mail?way=in&month=2024-04"}                               | ${"Held"}
    ${"/mail?plan=-&way=in"}                                      | ${"Nothing was received"}
    ${"/held"}                                                    | ${"Held submissions"}
    ${"/search?words=quay"}                                       | ${"Measures: "}
    ${"/manage"}                                                  | ${"What goes out next"}
    ${"/results/ledger"}                                          | ${"Only rows that hold these words"}
    ${"/results/scores"}                                          | ${"March 2024 has no scores"}
    ${"/manage/settings"}                                         | ${"Months to come"}
    ${"/manage/import"}                                           | ${"Open points: 2"}
    ${"/manage/outbox"}                                           | ${"Outbox"}
    ${"/manage/audit"}                                            | ${"The record is whole"}
    ${"/manage/holidays"}                                         | ${"Type in a notice"}
    ${"/manage/directory?unchanged=past"}                         | ${"Terminal Operations"}
    ${"/manage/directory?unit=wharfside-terminal&unchanged=past"} | ${"The day has passed"}
    ${"/nothing"}                                                 | ${"No such page"}
  `("$path", async ({ path, says }) => {
    const { body: sent, isBase64Encoded } = await company.askAs("operator", get(path));
    const body = isBase64Encoded ? Buffer.from(sent, "base64").toString() : sent;
    expect(body).toContain(says);
    expect(chineseIn(body)).toEqual([]);
  });

  it("what came in, and whatever is done with what is held", async () => {
    const bodies: string[] = [];
    for (const { id } of await company.received(month("2024-04")))
      bodies.push((await company.askAs("operator", get(`/mail/in/${id}?undone=no-why`))).body);
    expect(bodies.flatMap(chineseIn)).toEqual([]);
    expect(bodies.filter((body) => body.includes("Record as a unit"))).toHaveLength(1);
  });

  it("what went out", async () => {
    for (const { id } of await company.sent()) {
      const { body } = await company.askAs("operator", get(`/mail/out/${id}`));
      expect([body.includes("Attachments and original"), ...chineseIn(body)]).toEqual([true]);
    }
  });

  it("a liaison's own page, and the way in", async () => {
    const unit = await company.askAs("liaison", get("/units/wharfside-terminal"));
    expect(unit.body).toContain("Ask for an extension or exemption");
    const door = await company.askAs(undefined, get("/sign-in", { cookie: "duban-language=en" }));
    expect(door.body).toContain("Send the link");
    expect([unit, door].flatMap(({ body }) => chineseIn(body))).toEqual([]);
  });

  it("a demonstration", async () => {
    const demo = { step: async () => {}, reply: async () => {}, departments: () => false, setDepartments: () => {} };
    const { body } = await company.askDemo(get("/"), demo);
    expect(body).toContain("To the next event");
    expect(chineseIn(body)).toEqual([]);
  });
});

// that each phrase of a page has its English is checked by the compiler: `t` takes no other
describe("what is translated is said", () => {
  const root = new URL("../../functions/", import.meta.url).pathname;
  const read = (path: string): string => readFileSync(root + path, "utf8");
  const areas = globSync("portal/english/*.ts", { cwd: root });
  const phrases = areas.flatMap((area) =>
    [...read(area).matchAll(/^ {2}(?:"(.+?)"|([^\s"]+?)):\s/gmu)].map(([, quoted, bare]) => quoted ?? bare ?? ""),
  );

  it("no phrase has two translations", () => {
    expect(phrases.filter((phrase, at) => phrases.indexOf(phrase) !== at)).toEqual([]);
    expect(phrases.toSorted()).toEqual(Object.keys(ENGLISH).toSorted());
  });

  it("each is said by a page", () => {
    const pages = globSync("{portal,handlers}/*.{ts,tsx}", { cwd: root }).map(read).join("\n");
    const ofRules = [
      UNANSWERED_WORDS,
      UNDONE_WORDS,
      UNDECIDED_WORDS,
      RUNG_UNDONE_WORDS,
      UNCHANGED_WORDS,
      UNSTOPPED_WORDS,
    ].flatMap((words): string[] => Object.values(words));
    expect(phrases.filter((phrase) => !pages.includes(`"${phrase}"`) && !ofRules.includes(phrase))).toEqual([]);
  });
});
