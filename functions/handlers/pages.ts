import { createHash, randomBytes } from "node:crypto";
import { dayAt } from "../core/day.ts";
import type { Plan } from "../core/plan.ts";
import type { Demo } from "../portal/demo.tsx";
import { documentOf, type Frame } from "../portal/page.tsx";
import { type Refusal, refusalPage } from "../portal/refusal.tsx";
import { STYLE } from "../portal/style.ts";
import { fullDayText, stampText, timeText } from "../portal/words.ts";
import { named } from "../workflows/show-period.ts";
import { entry } from "./entry.ts";
import { formPage, sendForm } from "./form-page.ts";
import { type HttpAnswer, HttpEvent, htmlAnswer, styleAnswer } from "./http.ts";
import { browserCookie, browserIn, formTokens } from "./own-form.ts";
import type { Answering, PagePorts, Visit } from "./page-visit.ts";

/** Who answers what: `:name` stands for a part of the path. */
export type Route = readonly [method: "GET" | "POST", path: string, answering: Answering];

/** What a link of one's own opens, and what belongs to it. */
export const OF_A_LINK: readonly Route[] = [
  ["GET", "/form/:plan/:period/:unit/:token", formPage],
  ["POST", "/form/:plan/:period/:unit/:token", sendForm],
  ["GET", "/style.css", style],
];

/** In the cloud nobody can sign in yet, so nobody sees a page but those that a link of their own opens. */
export const handler = entry(HttpEvent, (event, ports) =>
  pages(
    event,
    {
      ...ports,
      openTo: "links",
      openMail: () => Promise.reject(new Error("no page shows mail here")),
      agenda: async () => [],
      csrf: formTokens(randomBytes(32)),
    },
    OF_A_LINK,
  ),
);

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
  const plans = ports.openTo === "all" ? await ports.store.plans() : [];
  const browser = browserIn(event) ?? ports.csrf.browser();
  const visit: Visit = {
    event,
    params: found?.params ?? {},
    query,
    at: ports.now(),
    plans,
    plan: planAsked(query.plan, plans),
    browser,
    ports,
  };
  const answered = (await found?.answering(visit)) ?? "not-found";
  if (typeof answered === "object" && "statusCode" in answered) return answered;
  const answer =
    typeof answered === "string"
      ? await refusal(answered, visit)
      : htmlAnswer(documentOf(await frameOf(visit, backTo(event)), answered));
  return ports.demo && !browserIn(event)
    ? { ...answer, headers: { ...answer.headers, ...browserCookie(browser) } }
    : answer;
}

const STATUS: Record<Refusal, number> = {
  "not-found": 404,
  "not-allowed": 403,
  "no-plan": 200,
  "no-form": 404,
  "bad-form": 400,
  "too-large": 413,
  "too-many": 429,
  failed: 500,
};

/** The same page for whatever was asked, so that nothing is found out by trying. */
async function refusal(why: Refusal, visit: Visit): Promise<HttpAnswer> {
  if (why === "not-found") visit.ports.log({ what: "page not found" });
  const frame = await frameOf({ ...visit, plan: planAsked(undefined, visit.plans) }, "/");
  const { headers, ...rest } = htmlAnswer(documentOf(frame, refusalPage(why)), STATUS[why]);
  return { ...rest, headers: { ...headers, ...(why === "too-many" && { "retry-after": "60" }) } };
}

const STYLE_HASH = createHash("sha256").update(STYLE).digest("hex").slice(0, 16);
const STYLE_HREF = `/style.css?v=${STYLE_HASH}`;

async function frameOf(visit: Visit, back: string): Promise<Frame> {
  const { plan, plans, ports } = visit;
  return {
    styleHref: STYLE_HREF,
    ...(plan && { plan: named(plan) }),
    plans: plans.map(named),
    ...(ports.demo && { demo: await demoShown(visit, back) }),
  };
}

async function demoShown({ plan, at, browser, ports }: Visit, back: string): Promise<Demo> {
  const zone = plan?.settings.zone ?? "Asia/Shanghai";
  const next = plan && (await ports.agenda(plan))[0];
  return {
    now: `${fullDayText(dayAt(at, zone))} ${stampText(at, zone).slice(-5)}`,
    ...(plan && { plan: plan.id }),
    ...(next && { next: `${timeText(next.at, zone)} ${next.what}` }),
    back,
    token: ports.csrf.tokenFor(browser),
  };
}

function backTo({ rawPath, queryStringParameters = {} }: HttpEvent): string {
  const query = new URLSearchParams(
    Object.entries(queryStringParameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
  return query ? `${rawPath}?${query}` : rawPath;
}

/** The route of a path, with what stands where the route has `:name`. */
function routeOf(
  method: string,
  path: string,
  routes: readonly Route[],
): { answering: Answering; params: Record<string, string> } | undefined {
  for (const [of, pattern, answering] of routes) {
    const params = of === method ? paramsIn(path.split("/"), pattern.split("/")) : undefined;
    if (params) return { answering, params };
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

/** The plan asked for; the one issued last when none is. */
export const planAsked = (asked: string | undefined, plans: readonly Plan[]): Plan | undefined =>
  asked === undefined || asked === "-"
    ? plans.toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1)).at(-1)
    : plans.find(({ id }) => id === asked);

async function style({ query }: Visit): Promise<HttpAnswer> {
  return styleAnswer(STYLE, query.v === STYLE_HASH);
}
