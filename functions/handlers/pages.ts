import { createHash } from "node:crypto";
import { may, maySome } from "../core/access.ts";
import { dayAt } from "../core/day.ts";
import { Language } from "../core/language.ts";
import { planAsked } from "../core/plan.ts";
import { heldBy } from "../core/stop.ts";
import { comingText } from "../portal/agenda-text.ts";
import type { Demo } from "../portal/demo.tsx";
import { inLanguage, spoken } from "../portal/language.ts";
import { entriesFor } from "../portal/navigation.ts";
import { documentOf, type Frame } from "../portal/page.tsx";
import { type Refusal, refusalPage } from "../portal/refusal.tsx";
import { STYLE } from "../portal/style.ts";
import { fullDayText, postText, stampText, timeText } from "../portal/words.ts";
import { showAgenda } from "../workflows/show-agenda.ts";
import { named } from "../workflows/show-period.ts";
import { formPage, sendForm } from "./form-page.ts";
import { type HttpAnswer, type HttpEvent, htmlAnswer, localPath, seeOther, styleAnswer } from "./http.ts";
import { formIn, hasToken, isFromOurPages } from "./own-form.ts";
import type { Answered, PagePorts, Route, Visit } from "./page-visit.ts";
import { openLink, sendLink, signInForm, useLink } from "./sign-in.ts";
import { browserCookie, languageAsked, languageCookie, whoIs } from "./signed-in.ts";

/** What anybody may ask for: the form of a link of one's own, the way to sign in, and what belongs to them. */
export const FOR_ANYBODY: readonly Route[] = [
  ["GET", "/form/:plan/:period/:unit/:token", "anybody", formPage],
  ["POST", "/form/:plan/:period/:unit/:token", "anybody", sendForm],
  ["GET", "/sign-in", "anybody", signInForm],
  ["POST", "/sign-in", "anybody", sendLink],
  ["GET", "/sign-in/:token", "anybody", openLink],
  ["POST", "/sign-in/:token", "anybody", useLink],
  ["GET", "/style.css", "anybody", style],
];

/** Answers one request for a page. What fails is logged; its page says nothing about it. */
export async function pages(event: HttpEvent, ports: PagePorts, routes: readonly Route[]): Promise<HttpAnswer> {
  try {
    return await answerTo(event, ports, routes);
  } catch (problem) {
    ports.log({
      what: "page failed",
      why: problem instanceof Error ? problem.name : typeof problem,
    });
    return htmlAnswer(documentOf({ styleHref: STYLE_HREF, plans: [] }, refusalPage("failed")), STATUS.failed);
  }
}

async function answerTo(event: HttpEvent, ports: PagePorts, routes: readonly Route[]): Promise<HttpAnswer> {
  const { method } = event.requestContext.http;
  const found = routeOf(method === "HEAD" ? "GET" : method, event.rawPath, routes);
  const query = event.queryStringParameters ?? {};
  const { browser, viewer, isNew } = await whoIs(event, ports);
  const plans = viewer
    ? (await ports.store.plans()).filter(({ settings }) => maySome(viewer, "read-plan", settings))
    : [];
  const visit: Visit = {
    event,
    params: found?.params ?? {},
    query,
    form: new FormData(),
    at: ports.now(),
    plans,
    plan: planAsked(query.plan, plans),
    viewer,
    browser,
    ports,
  };
  const language = Language.safeParse(query.lang).data;
  if (language) return seeOther(localPath(addressOf(event, { lang: undefined })), languageCookie(language));
  return inLanguage(languageAsked(event) ?? visit.plan?.settings.language ?? "zh", () => answerIn(visit, found, isNew));
}

/** In the language that is spoken. @param isNew  the browser has no name yet */
async function answerIn(visit: Visit, found: Found | undefined, isNew: boolean | undefined): Promise<HttpAnswer> {
  const { event, viewer, browser } = visit;
  const answered = await answeredTo(found, visit);
  if (typeof answered === "object" && "statusCode" in answered) return answered;
  const answer =
    typeof answered === "string"
      ? await refusal(answered, visit)
      : htmlAnswer(documentOf(await frameOf(visit, addressOf(event)), answered));
  return isNew && viewer ? { ...answer, headers: { ...answer.headers, ...browserCookie(browser) } } : answer;
}

/** Lets those through who may. Whoever is not signed in is shown where to do so, whatever was asked for. */
async function answeredTo(found: Found | undefined, visit: Visit): Promise<Exclude<Answered, undefined>> {
  const { event, viewer, plan, plans, ports } = visit;
  const isForm = event.requestContext.http.method === "POST";
  if (found?.needs === "anybody") return (await found.answering(visit)) ?? "not-found";
  if (!viewer) return ports.demo ? "no-plan" : isForm ? "not-found" : seeOther(signInFor(addressOf(event)));
  if (!found) return "not-found";
  if (isForm && !isFromOurPages(event)) return "not-allowed";
  const form = isForm ? await formIn(event) : visit.form;
  if (typeof form === "string") return form;
  if (isForm && !hasToken({ ...visit, form })) return "not-allowed";
  if (plans.length === 0) return "no-plan";
  if (found.needs !== "somebody" && plan && !may(viewer, found.needs, plan.settings)) return "not-found";
  return (await found.answering({ ...visit, form })) ?? "not-found";
}

/** Where to sign in, and come back to what was asked for. */
const signInFor = (wanted: string): string =>
  wanted === "/" ? "/sign-in" : `/sign-in?back=${encodeURIComponent(localPath(wanted))}`;

const STATUS: Record<Refusal, number> = {
  "not-found": 404,
  "not-allowed": 404,
  "no-plan": 200,
  "no-form": 404,
  "no-link": 404,
  "bad-form": 400,
  "too-large": 413,
  "too-many": 429,
  failed: 500,
};

/** What is logged of a refusal. */
const LOGGED: Partial<Record<Refusal, string>> = {
  "not-found": "page not found",
  "not-allowed": "form refused",
  "no-link": "sign-in link refused",
};

/** The same page for whatever was asked, so that nothing is found out by trying. */
async function refusal(why: Refusal, visit: Visit): Promise<HttpAnswer> {
  const what = LOGGED[why];
  if (what) visit.ports.log({ what });
  const frame = await frameOf({ ...visit, plan: planAsked(undefined, visit.plans) }, "/");
  const { headers, ...rest } = htmlAnswer(documentOf(frame, refusalPage(why)), STATUS[why]);
  return { ...rest, headers: { ...headers, ...(why === "too-many" && { "retry-after": "60" }) } };
}

const STYLE_HASH = createHash("sha256").update(STYLE).digest("hex").slice(0, 16);
const STYLE_HREF = `/style.css?v=${STYLE_HASH}`;

async function frameOf(visit: Visit, back: string): Promise<Frame> {
  const { plan, plans, viewer, browser, ports } = visit;
  const otherLanguage = `${back}${back.includes("?") ? "&" : "?"}lang=${spoken() === "en" ? "zh" : "en"}`;
  if (!viewer) return { styleHref: STYLE_HREF, plans: [], otherLanguage };
  const directory = await ports.store.directory();
  const stop = plan && heldBy(plan);
  return {
    styleHref: STYLE_HREF,
    otherLanguage,
    ...(plan && { plan: named(plan), ...(stop && { stopped: stop.why }) }),
    plans: plans.map(named),
    entries: plan ? entriesFor(viewer, plan, directory) : [],
    ...(!ports.demo && { who: { name: postText(viewer, directory), token: ports.keys.pageToken(browser) } }),
    ...(ports.demo && { demo: await demoShown(visit, back) }),
  };
}

async function demoShown({ plan, at, browser, viewer, ports }: Visit, back: string): Promise<Demo> {
  const zone = plan?.settings.zone ?? "Asia/Shanghai";
  const agenda = plan && (await showAgenda(plan, at, ports));
  const next = agenda?.coming[0];
  const { units } = await ports.store.directory();
  return {
    now: `${fullDayText(dayAt(at, zone))} ${stampText(at, zone).slice(-5)}`,
    ...(plan && { plan: plan.id }),
    ...(next && { next: `${timeText(next.at, zone)} ${comingText(next, agenda.ladder)}` }),
    back,
    token: ports.keys.pageToken(browser),
    shownAs: viewer?.mail ?? "",
    departments: ports.demo?.departments() ?? false,
    units,
  };
}

/** What was asked for, with some of its query changed. */
function addressOf(
  { rawPath, queryStringParameters = {} }: HttpEvent,
  changed: Record<string, string | undefined> = {},
): string {
  const query = new URLSearchParams(
    Object.entries({ ...queryStringParameters, ...changed }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  ).toString();
  return query ? `${rawPath}?${query}` : rawPath;
}

interface Found {
  needs: Route[2];
  answering: Route[3];
  params: Record<string, string>;
}

/** The route of a path, with what stands where the route has `:name`. */
function routeOf(method: string, path: string, routes: readonly Route[]): Found | undefined {
  for (const [of, pattern, needs, answering] of routes) {
    const params = of === method ? paramsIn(path.split("/"), pattern.split("/")) : undefined;
    if (params) return { needs, answering, params };
  }
  return undefined;
}

function paramsIn(path: readonly string[], pattern: readonly string[]): Record<string, string> | undefined {
  if (path.length !== pattern.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    const given = path[at] ?? "";
    if (part.startsWith(":") && /^[\w-]{1,120}$/.test(given)) params[part.slice(1)] = given;
    else if (part !== given) return undefined;
  }
  return params;
}

async function style({ query }: Visit): Promise<HttpAnswer> {
  return styleAnswer(STYLE, query.v === STYLE_HASH);
}
