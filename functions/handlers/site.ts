import { may, maySome, ownUnits } from "../core/access.ts";
import { formPath } from "../core/addresses.ts";
import { BoardFilter } from "../core/board.ts";
import { isBot } from "../core/bot.ts";
import { dayAt, Month, monthOf } from "../core/day.ts";
import { UNCHANGED_WORDS } from "../core/directory-change.ts";
import { SubmissionId } from "../core/duty.ts";
import { RUNG_UNDONE_WORDS } from "../core/escalation.ts";
import { linksVersion } from "../core/key-versions.ts";
import { documentName } from "../core/month-report.ts";
import { dutiesOf, type Message } from "../core/notice.ts";
import { type Plan, planAsked } from "../core/plan.ts";
import { UNDONE_WORDS } from "../core/remedy.ts";
import { UNDECIDED_WORDS } from "../core/review.ts";
import { UNSTOPPED_WORDS } from "../core/stop.ts";
import { receiptNumber, waits } from "../core/submission.ts";
import { comingText } from "../portal/agenda-text.ts";
import { aheadPage } from "../portal/ahead.tsx";
import { boardPage } from "../portal/board.tsx";
import { boardTable } from "../portal/board-table.ts";
import { journalPage } from "../portal/journal.tsx";
import { t } from "../portal/language.ts";
import { LINKS } from "../portal/links.ts";
import { managePage } from "../portal/manage.tsx";
import { measurePage } from "../portal/measure.tsx";
import type { Framed } from "../portal/page.tsx";
import { planPage } from "../portal/plan.tsx";
import { searchPage } from "../portal/search.tsx";
import { sentMailPage } from "../portal/sent-mail.tsx";
import { submissionPage } from "../portal/submission.tsx";
import { taskPage } from "../portal/task.tsx";
import { unitPage } from "../portal/unit.tsx";
import { saidOf } from "../portal/words.ts";
import { search } from "../workflows/search.ts";
import { showAgenda } from "../workflows/show-agenda.ts";
import { showAhead } from "../workflows/show-ahead.ts";
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
import { showTask } from "../workflows/show-task.ts";
import { showUnit } from "../workflows/show-unit.ts";
import { departments, reply, showAs, step } from "./demo-forms.ts";
import { acceptReports, actOnDuty, chatBot, handOver, NOT_HANDED_OVER } from "./duty-forms.ts";
import { entry } from "./entry.ts";
import { decide, deciderFor, held } from "./held-forms.ts";
import { fileAnswer, type HttpAnswer, HttpEvent, mailAnswer, seeOther, strangerMailAnswer } from "./http.ts";
import { type Answered, type OwnVisit, ofPlan, type PagePorts, type Route, type Visit } from "./page-visit.ts";
import { FOR_ANYBODY, pages } from "./pages.ts";
import { leave } from "./sign-in.ts";

const ROUTES: readonly Route[] = [
  ...FOR_ANYBODY,
  ["POST", "/sign-out", "somebody", leave],
  ["GET", "/", "somebody", ofPlan(home)],
  ["GET", "/plan", "read-plan", ofPlan(plan)],
  ["GET", "/units/:unit", "somebody", ofPlan(unit)],
  ["POST", "/units/:unit/acts", "somebody", actOnDuty],
  ["POST", "/units/:unit/handover", "somebody", handOver],
  ["POST", "/units/:unit/bot", "somebody", chatBot],
  ["POST", "/accept-all", "somebody", acceptReports],
  ["GET", "/table.csv", "see-board", ofPlan(table)],
  ["GET", "/documents/:kind", "see-board", ofPlan(monthDocument)],
  ["GET", "/ahead", "look-ahead", ofPlan(ahead)],
  ["GET", "/search", "read-plan", ofPlan(found)],
  ["GET", "/manage", "manage", ofPlan(manage)],
  ["GET", "/tasks/:programme/:task", "read-plan", ofPlan(task)],
  ["GET", "/measures/:measure", "read-plan", ofPlan(measure)],
  ["GET", "/mail", "see-mails", ofPlan(journal)],
  ["GET", "/mail/out/:message", "somebody", sentMail],
  ["GET", "/mail/out/:message/html", "somebody", sentHtml],
  ["GET", "/mail/out/:message/raw", "somebody", sentFile],
  ["GET", "/mail/out/:message/attachments/:no", "somebody", sentAttachment],
  ["GET", "/mail/in/:submission", "somebody", received],
  ["GET", "/mail/in/:submission/raw", "somebody", receivedRaw],
  ["GET", "/mail/in/:submission/html", "somebody", receivedAsHtml],
  ["GET", "/mail/in/:submission/files/:no", "somebody", receivedEvidence],
  ["POST", "/mail/in/:submission/decide", "somebody", decide],
  ["GET", "/held", "somebody", held],
  ["POST", "/demo/step", "somebody", step],
  ["POST", "/demo/departments", "somebody", departments],
  ["POST", "/demo/as", "somebody", showAs],
  ["POST", "/mail/out/:message/reply", "somebody", reply],
];

/** All pages, for whoever may see them. */
export const site = (event: HttpEvent, ports: PagePorts): Promise<HttpAnswer> => pages(event, ports, ROUTES);

export const handler = entry(HttpEvent, site);

/** The board for those who see it; for others their own unit, or the plan. */
async function home(of: Plan, visit: OwnVisit): Promise<Answered> {
  const { viewer } = visit;
  if (may(viewer, "see-board", of.settings)) return board(of, visit);
  const own = ownUnits(viewer).find((each) => may(viewer, "see-unit", of.settings, each));
  return seeOther(own ? LINKS.unit(own, { plan: of.id }) : LINKS.plan({ plan: of.id }));
}

async function board(of: Plan, { query, at, viewer, browser, ports }: OwnVisit): Promise<Framed | undefined> {
  const filter = BoardFilter.parse(query);
  const shown = await showBoard(of, { period: query.period, filter }, at, ports);
  const { coming, ladder } = await showAgenda(of, at, ports);
  return (
    shown &&
    boardPage(
      shown,
      coming.map((each) => ({ at: each.at, what: comingText(each, ladder) })),
      maySome(viewer, "decide", of.settings) ? ports.keys.pageToken(browser) : undefined,
    )
  );
}

async function table(of: Plan, { query, at, ports }: OwnVisit): Promise<HttpAnswer | undefined> {
  const shown = await showBoard(of, { period: query.period, filter: BoardFilter.parse(query) }, at, ports);
  return (
    shown &&
    fileAnswer(new TextEncoder().encode(boardTable(shown)), `${of.settings.name} ${shown.period} ${t("报送情况")}.csv`)
  );
}

async function ahead(of: Plan, { query, at, ports }: OwnVisit): Promise<Framed> {
  return aheadPage(await showAhead(of, query.on, at, ports));
}

async function manage(of: Plan, { query, browser, ports }: OwnVisit): Promise<Framed> {
  return managePage({
    plan: named(of),
    zone: of.settings.zone,
    stops: of.stops ?? [],
    token: ports.keys.pageToken(browser),
    undone: saidOf(query.undone, UNSTOPPED_WORDS),
  });
}

async function found(of: Plan, { query, viewer, ports }: OwnVisit): Promise<Framed> {
  return searchPage(await search(of, query.words ?? "", viewer, ports));
}

/** As it was written when the month closed. */
async function monthDocument(of: Plan, { params, query, ports }: OwnVisit): Promise<HttpAnswer | undefined> {
  const period = Month.safeParse(query.period).data;
  const kind = (["bulletin", "ledger"] as const).find((each) => each === params.kind);
  const stored = kind && period ? await ports.store.period(of.id, period) : undefined;
  const bytes = kind && stored?.documents && (await ports.blobs.get(stored.documents[kind]));
  return bytes && kind && period ? fileAnswer(bytes, documentName(kind, of, period, false)) : undefined;
}

async function plan(of: Plan, { query, viewer, ports }: OwnVisit): Promise<Framed | undefined> {
  const shown = await showPlan(of, query.programme, viewer, ports);
  return shown && planPage(shown);
}

async function unit(of: Plan, { params, query, at, viewer, browser, ports }: OwnVisit): Promise<Framed | undefined> {
  const asked = { unit: params.unit ?? "", period: query.period, programme: query.programme };
  const shown = await showUnit(of, asked, viewer, at, ports);
  if (!shown) return undefined;
  const undecided = saidOf(query.undecided, {
    ...UNCHANGED_WORDS,
    ...NOT_HANDED_OVER,
    ...RUNG_UNDONE_WORDS,
    ...UNDECIDED_WORDS,
  });
  return unitPage(shown, { token: ports.keys.pageToken(browser), ...(undecided && { undecided }) });
}

async function task(of: Plan, { params, query, viewer, at, ports }: OwnVisit): Promise<Framed | undefined> {
  const shown = await showTask(of, { ...params, period: query.period }, viewer, at, ports);
  return shown && taskPage(shown);
}

async function measure(of: Plan, { params, query, viewer, ports }: OwnVisit): Promise<Framed | undefined> {
  const shown = await showMeasure(of, { measure: params.measure ?? "", period: query.period }, viewer, ports);
  return shown && measurePage(shown);
}

async function journal(of: Plan, { query, at, ports }: OwnVisit): Promise<Framed | undefined> {
  const { zone } = of.settings;
  const month = query.month === undefined ? monthOf(dayAt(at, zone)) : Month.safeParse(query.month).data;
  const page = Number(query.page ?? 1);
  // no mail is of another century, and beyond the years of the calendar there is no month before or after
  if (!month?.startsWith("20") || !Number.isInteger(page) || page < 1) return undefined;
  const way = query.way === "in" ? "in" : "out";
  const shown = await showJournal({ plan: query.plan === "-" ? "-" : of.id, way, month, page }, zone, ports);
  return journalPage({ ...shown, plan: named(of) });
}

/** A mail that went out, if its viewer may see it: its reader, whoever sees all mails, or all the units that it is about. */
async function openedMail({ params, plans, viewer, ports }: Visit) {
  const shown = await showSentMail(params.message ?? "", ports);
  if (!shown || !viewer) return undefined;
  const { notices, to } = shown.message;
  const isSecret = notices.some(({ kind }) => kind === "sign-in");
  if (isSecret && !ports.demo) return undefined;
  const mayAll = notices.every((notice) => {
    const settings = plans.find(({ id }) => id === notice.plan)?.settings;
    return (
      settings &&
      (may(viewer, "see-mails", settings) ||
        ("unit" in notice && notice.unit && may(viewer, "see-unit", settings, notice.unit)))
    );
  });
  return mayAll || to === viewer.mail ? shown : undefined;
}

/** Whether a viewer may see an answer that came in: whoever may see its unit, or of none what belongs to no plan yet. */
async function mayReceive({ params, plans, viewer, ports }: Visit): Promise<boolean> {
  const id = SubmissionId.safeParse(params.submission).data;
  const submission = id && (await ports.store.submission(id));
  if (!submission || !viewer) return false;
  return plans.some(
    ({ id: plan, settings }) =>
      (submission.plan === null || submission.plan === plan) && may(viewer, "see-unit", settings, submission.unit),
  );
}

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
    mayReply ? { token: ports.keys.pageToken(browser), form: await formOf(shown.message, ports) } : undefined,
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
  const shown = (await mayReceive(visit)) && (await showSubmission(params.submission ?? "", ports));
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
          token: ports.keys.pageToken(browser),
          undone: saidOf(query.undone, UNDONE_WORDS),
        }
      : undefined,
  );
}

async function receivedAsHtml(visit: Visit): Promise<HttpAnswer | undefined> {
  const html = (await mayReceive(visit)) && (await receivedHtml(visit.params.submission ?? "", visit.ports));
  return html ? strangerMailAnswer(html) : undefined;
}

async function receivedEvidence(visit: Visit): Promise<HttpAnswer | undefined> {
  const { params, ports } = visit;
  const file = (await mayReceive(visit)) && (await receivedFile(params.submission ?? "", Number(params.no), ports));
  return file ? fileAnswer(file.bytes, file.name) : undefined;
}

async function receivedRaw(visit: Visit): Promise<HttpAnswer | undefined> {
  const shown = (await mayReceive(visit)) && (await rawSubmission(visit.params.submission ?? "", visit.ports));
  return shown
    ? fileAnswer(shown.raw, `${receiptNumber(shown.submission)}.${shown.submission.door === "mail" ? "eml" : "json"}`)
    : undefined;
}
