import { mkdirSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import axe from "axe-core";
import { type BrowserContext, type Page, chromium as playwright } from "playwright-core";
import { instant } from "../../functions/core/day.ts";
import type { Language } from "../../functions/core/language.ts";
import { answerPage } from "../../infra/local/answer-http.ts";
import { listenForHttp } from "../../infra/local/http-listener.ts";
import { aPortal } from "../portal/portal.ts";

/** What stands on a page, and what axe finds against it. */
export interface Sight {
  /** Serious or critical, as sentences. */
  findings: string[];
  /** Pixels by which it is wider than its window. */
  tooWide: number;
}

/** Friday 10 May 2024: April was due on Tuesday the 7th. Most reported, one late, one in part; the pages are real, on this machine. */
export async function openOffice() {
  const portal = await aPortal();
  await portal.tickAt("2024-04-29T01:00:00Z");
  const report = async (unit: string, at: string, only?: number) => {
    const codes = (await portal.codesOf(unit)).slice(0, only);
    await portal.report(
      unit,
      at,
      codes.map((code, nth) => ({
        code,
        status: nth % 5 === 4 ? ("behind" as const) : ("in-progress" as const),
        percent: 60,
        progress: "已检查工地32处，整改问题11个，完成年度任务的六成。",
      })),
    );
  };
  const [, ...units] = (await portal.duties()).map(({ unit }) => unit);
  for (const unit of units.slice(0, 44)) await report(unit, "2024-05-06T02:00:00Z");
  await portal.tickAt("2024-05-07T01:00:00Z");
  await report(units[46] ?? "", "2024-05-07T02:00:00Z", 1);
  await portal.tickAt("2024-05-08T01:00:00Z");
  await report(units[45] ?? "", "2024-05-08T02:00:00Z");
  await portal.tickAt("2024-05-09T01:00:00Z");
  portal.setNow(instant("2024-05-10T02:00:00Z"));
  const http = await listenForHttp(
    0,
    (event) => answerPage(event, portal.pagePorts),
    (problem) => {
      throw problem;
    },
  );
  // one process a page and no zygote belong to Lambda: here they would end with the first window
  const args = chromium.args.filter((each) => !/single-process|no-zygote/.test(each));
  const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
  const base = `http://127.0.0.1:${http.port}`;
  return {
    portal,
    base,
    units,
    /** A window of somebody who is signed in; of nobody when no mailbox is given. */
    async window(mail: string | undefined, width = 1280, language: Language = "zh"): Promise<BrowserContext> {
      const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: true });
      await context.addCookies([{ name: "duban-language", value: language, url: base }]);
      if (mail) {
        const [name = "", value = ""] = (await portal.cookieOf(mail)).split("=");
        await context.addCookies([{ name, value, url: base }]);
      }
      return context;
    },
    async close(): Promise<void> {
      await browser.close();
      await http.close();
    },
  };
}

/** Looks at the page that is open; keeps a picture of it where `DUBAN_PICTURES` says. */
export async function look(page: Page, name: string): Promise<Sight> {
  const pictures = process.env.DUBAN_PICTURES;
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  }
  // by the debugger, which the page's policy does not hold back
  await page.evaluate(axe.source);
  const results = await page.evaluate<{ impact: string; id: string; nodes: { html: string }[] }[]>(
    "axe.run().then(({ violations }) => violations)",
  );
  const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
  return {
    findings: results
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`),
    tooWide: Math.max(0, wide),
  };
}
