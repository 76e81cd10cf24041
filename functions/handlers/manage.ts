import { UNCHANGED_WORDS } from "../core/directory-change.ts";
import type { Plan } from "../core/plan.ts";
import { auditPage } from "../portal/audit.tsx";
import { directoryPage } from "../portal/directory.tsx";
import { holidaysPage } from "../portal/holidays.tsx";
import { outboxPage } from "../portal/outbox.tsx";
import type { Framed } from "../portal/page.tsx";
import { saidOf } from "../portal/words.ts";
import { showAudit } from "../workflows/show-audit.ts";
import { showDirectory } from "../workflows/show-directory.ts";
import { showOutbox } from "../workflows/show-outbox.ts";
import { named } from "../workflows/show-period.ts";
import { entry } from "./entry.ts";
import { type HttpAnswer, HttpEvent } from "./http.ts";
import { changeDirectoryPage, ownNotices, stopOrResume, takeNotice } from "./manage-forms.ts";
import { type OwnVisit, ofPlan, type PagePorts, type Route } from "./page-visit.ts";
import { pages } from "./pages.ts";
import { answerPlan, planPoint, planText, takeText } from "./plan-forms.ts";
import { changeSettings, settings } from "./settings-forms.ts";

const ROUTES: readonly Route[] = [
  ["POST", "/manage/stop", "manage", stopOrResume],
  ["GET", "/manage/holidays", "manage", ofPlan(holidays)],
  ["POST", "/manage/holidays", "manage", takeNotice],
  ["GET", "/manage/directory", "manage", ofPlan(directory)],
  ["POST", "/manage/directory", "manage", changeDirectoryPage],
  ["GET", "/manage/import", "manage", ofPlan((plan, visit) => planText(plan, visit))],
  ["POST", "/manage/import", "manage", takeText],
  ["GET", "/manage/answer", "manage", ofPlan(planPoint)],
  ["POST", "/manage/answer", "manage", answerPlan],
  ["GET", "/manage/settings", "manage", ofPlan((plan, visit) => settings(plan, visit))],
  ["POST", "/manage/settings", "manage", changeSettings],
  ["GET", "/manage/outbox", "manage", ofPlan(outbox)],
  ["GET", "/manage/audit", "manage", ofPlan(audit)],
];

/** What the operator sets and looks after. */
export const manage = (event: HttpEvent, ports: PagePorts): Promise<HttpAnswer> => pages(event, ports, ROUTES);

export const handler = entry(HttpEvent, manage);

async function holidays(of: Plan, { browser, ports }: OwnVisit): Promise<Framed> {
  return holidaysPage({
    plan: named(of),
    notices: await ownNotices(of, ports),
    token: ports.keys.pageToken(browser),
    typed: undefined,
    problems: [],
    preview: undefined,
  });
}

async function directory(of: Plan, { query, browser, ports }: OwnVisit): Promise<Framed | undefined> {
  const shown = await showDirectory(of, query, ports);
  const unchanged = saidOf(query.unchanged, {
    ...UNCHANGED_WORDS,
    "bad-mail": "信箱不对。请写成 name@shuiwu.example 的样子。",
  });
  return shown && directoryPage({ ...shown, list: undefined, token: ports.keys.pageToken(browser), unchanged });
}

async function outbox(of: Plan, { ports }: OwnVisit): Promise<Framed> {
  return outboxPage(await showOutbox(of, ports));
}

async function audit(of: Plan, { query, ports }: OwnVisit): Promise<Framed | undefined> {
  const shown = await showAudit(of, query, ports);
  return shown && auditPage(shown);
}
