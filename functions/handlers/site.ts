import { formPath } from "../core/addresses.ts";
import { isBot } from "../core/bot.ts";
import { dayAt, Month, monthOf } from "../core/day.ts";
import { linksVersion } from "../core/key-versions.ts";
import { dutiesOf, type Message } from "../core/notice.ts";
import type { Plan } from "../core/plan.ts";
import { UNDONE_WORDS } from "../core/remedy.ts";
import { receiptNumber, waits } from "../core/submission.ts";
import { boardPage } from "../portal/board.tsx";
import { journalPage } from "../portal/journal.tsx";
import { measurePage } from "../portal/measure.tsx";
import type { Framed } from "../portal/page.tsx";
import { planPage } from "../portal/plan.tsx";
import { sentMailPage } from "../portal/sent-mail.tsx";
import { submissionPage } from "../portal/submission.tsx";
import { unitPage } from "../portal/unit.tsx";
import { TIMELINESSES } from "../portal/words.ts";
import { showBoard } from "../workflows/show-board.ts";
import { remediesFor } from "../workflows/show-held.ts";
import {
  rawSubmission,
  receivedFile,
  receivedHtml,
  showJournal,
  showSentMail,
  showSubmission,
} from "../workflows/show-mail.ts";
import { showMeasure } from "../workflows/show-measure.ts";
import { named } from "../workflows/show-period.ts";
import { showPlan } from "../workflows/show-plan.ts";
import { showUnit } from "../workflows/show-unit.ts";
import { reply, step } from "./demo-forms.ts";
import { decide, deciderFor, held } from "./held-forms.ts";
import { fileAnswer, type HttpAnswer, type HttpEvent, mailAnswer, strangerMailAnswer } from "./http.ts";
import type { Answered, Answering, PagePorts, Visit } from "./page-visit.ts";

import { OF_A_LINK, pages, planAsked, type Route } from "./pages.ts";

const ROUTES: readonly Route[] = [
  ...OF_A_LINK,
  ["GET", "/", ofPlan(board)],
  ["GET", "/plan", ofPlan(plan)],
  ["GET", "/units/:unit", ofPlan(unit)],
  ["GET", "/measures/:measure", ofPlan(measure)],
  ["GET", "/mail", ofPlan(journal)],
  ["GET", "/mail/out/:message", sentMail],
  ["GET", "/mail/out/:message/html", sentHtml],
  ["GET", "/mail/out/:message/raw", sentFile],
  ["GET", "/mail/out/:message/attachments/:no", sentAttachment],
  ["GET", "/mail/in/:submission", received],
  ["GET", "/mail/in/:submission/raw", receivedRaw],
  ["GET", "/mail/in/:submission/html", receivedAsHtml],
  ["GET", "/mail/in/:submission/files/:no", receivedEvidence],
  ["POST", "/mail/in/:submission/decide", decide],
  ["GET", "/held", held],
  ["POST", "/demo/step", step],
  ["POST", "/mail/out/:message/reply", reply],
];

/** All pages, for whoever may see them. */
export const site = (event: HttpEvent, ports: PagePorts): Promise<HttpAnswer> => pages(event, ports, ROUTES);

function ofPlan(answering: (plan: Plan, visit: Visit) => Promise<Answered>): Answering {
  return async (visit) => {
    if (visit.plans.length === 0) return "no-plan";
    return visit.plan && answering(visit.plan, visit);
  };
}

async function board(of: Plan, { query, at, ports }: Visit): Promise<Framed | undefined> {
  const filter = TIMELINESSES.find((each) => each === query.timeliness);
  const shown = await showBoard(of, { period: query.period, filter }, at, ports);
  return shown && boardPage(shown, await ports.agenda(of));
}

async function plan(of: Plan, { query, ports }: Visit): Promise<Framed | undefined> {
  const shown = await showPlan(of, query.programme, ports);
  return shown && planPage(shown);
}

async function unit(of: Plan, { params, query, at, ports }: Visit): Promise<Framed | undefined> {
  const shown = await showUnit(
    of,
    {
      unit: params.unit ?? "",
      period: query.period,
      programme: query.programme,
    },
    at,
    ports,
  );
  return shown && unitPage(shown);
}

async function measure(of: Plan, { params, query, ports }: Visit): Promise<Framed | undefined> {
  const shown = await showMeasure(of, { measure: params.measure ?? "", period: query.period }, ports);
  return shown && measurePage(shown);
}

async function journal(of: Plan, { query, at, ports }: Visit): Promise<Framed | undefined> {
  const { zone } = of.settings;
  const month = query.month === undefined ? monthOf(dayAt(at, zone)) : Month.safeParse(query.month).data;
  const page = Number(query.page ?? 1);
  // no mail is of another century, and beyond the years of the calendar there is no month before or after
  if (!month?.startsWith("20") || !Number.isInteger(page) || page < 1) return undefined;
  const way = query.way === "in" ? "in" : "out";
  const shown = await showJournal({ plan: query.plan === "-" ? "-" : of.id, way, month, page }, zone, ports);
  return journalPage({ ...shown, plan: named(of) });
}

const openedMail = ({ params, ports }: Visit) => showSentMail(params.message ?? "", ports.openMail, ports);

async function sentMail(visit: Visit): Promise<Framed | undefined> {
  const { ports, browser, plans } = visit;
  const shown = await openedMail(visit);
  if (!shown) return undefined;
  const of = plans.find(({ id }) => id === shown.message.notices[0]?.plan);
  const mayReply =
    ports.demo &&
    of &&
    !isBot(shown.message.to) &&
    shown.message.notices.some(({ kind }) => kind === "reminder" || kind === "rung");
  return sentMailPage(
    { ...shown, zone: of?.settings.zone ?? "UTC" },
    mayReply ? { token: ports.csrf.tokenFor(browser), form: await formOf(shown.message, ports) } : undefined,
  );
}

/** The form that a mail's link opens. */
async function formOf(message: Message, { keys, store }: PagePorts): Promise<string | undefined> {
  const [duty] = dutiesOf(message);
  if (!duty || isBot(message.to)) return undefined;
  const version = linksVersion(await store.keyVersions(duty.plan), duty.unit);
  return formPath(duty, keys.formToken({ ...duty, reader: message.to, version }));
}

async function sentHtml(visit: Visit): Promise<HttpAnswer | undefined> {
  const shown = await openedMail(visit);
  return shown?.mail?.html ? mailAnswer(shown.mail.html) : undefined;
}

async function sentFile(visit: Visit): Promise<HttpAnswer | undefined> {
  const shown = await openedMail(visit);
  return shown?.raw && fileAnswer(shown.raw, `${shown.message.id}.eml`);
}

async function sentAttachment(visit: Visit): Promise<HttpAnswer | undefined> {
  const shown = await openedMail(visit);
  const attachment = shown?.mail?.attachments[Number(visit.params.no)];
  return attachment && fileAnswer(attachment.content, attachment.name);
}

async function received(visit: Visit): Promise<Framed | undefined> {
  const { params, query, plans, ports, browser } = visit;
  const shown = await showSubmission(params.submission ?? "", ports.openMail, ports);
  if (!shown) return undefined;
  const own = plans.find(({ id }) => id === shown.submission.plan);
  const of = own ?? planAsked(undefined, plans);
  const mayDecide =
    own && waits(shown.submission) && (await deciderFor({ ...visit, plan: own }, [shown.submission.unit]));
  return submissionPage(
    { ...shown, zone: of?.settings.zone ?? "UTC" },
    mayDecide
      ? {
          ...(await remediesFor(own, shown.submission, ports)),
          token: ports.csrf.tokenFor(browser),
          undone: undoneWords(query.undone),
        }
      : undefined,
  );
}

const undoneWords = (code: string | undefined): string | undefined =>
  Object.entries(UNDONE_WORDS).find(([each]) => each === code)?.[1];

async function receivedAsHtml({ params, ports }: Visit): Promise<HttpAnswer | undefined> {
  const html = await receivedHtml(params.submission ?? "", ports.openMail, ports);
  return html === undefined ? undefined : strangerMailAnswer(html);
}

async function receivedEvidence({ params, ports }: Visit): Promise<HttpAnswer | undefined> {
  const file = await receivedFile(params.submission ?? "", Number(params.no), ports);
  return file && fileAnswer(file.bytes, file.name);
}

async function receivedRaw({ params, ports }: Visit): Promise<HttpAnswer | undefined> {
  const shown = await rawSubmission(params.submission ?? "", ports);
  return (
    shown &&
    fileAnswer(shown.raw, `${receiptNumber(shown.submission)}.${shown.submission.door === "mail" ? "eml" : "json"}`)
  );
}
