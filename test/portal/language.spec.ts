import { beforeAll, describe, expect, it } from "vitest";
import { inLanguage, t } from "../../functions/portal/language.ts";
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
});
