import { readFileSync } from "node:fs";
import { sqliteBlobs } from "../../functions/adapters/blobs-sqlite.ts";
import { documents } from "../../functions/adapters/documents.ts";
import { keysFrom } from "../../functions/adapters/keys.ts";
import { openMail } from "../../functions/adapters/mail-opener.ts";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import { mailbox } from "../../functions/adapters/mailer-mailbox.ts";
import { readSentFile } from "../../functions/adapters/sent-files.ts";
import { sheets } from "../../functions/adapters/sheets.ts";
import { setSetting, storeOn } from "../../functions/adapters/store.ts";
import { sqliteTable } from "../../functions/adapters/table-sqlite.ts";
import { readReportForm, writeReportForm } from "../../functions/adapters/workbook.ts";
import { formPath } from "../../functions/core/addresses.ts";
import { type Instant, instant, type Month, month } from "../../functions/core/day.ts";
import { Mailbox, UnitId } from "../../functions/core/directory.ts";
import { SubmissionId } from "../../functions/core/duty.ts";
import type { Entry } from "../../functions/core/entry.ts";
import { Ladder } from "../../functions/core/ladder.ts";
import { PlanAnswers } from "../../functions/core/plan-answers.ts";
import { linesOf } from "../../functions/core/plan-document.ts";
import { newSession } from "../../functions/core/session.ts";
import type { HttpAnswer, HttpEvent } from "../../functions/handlers/http.ts";
import type { DemoPorts, PagePorts } from "../../functions/handlers/page-visit.ts";
import { importPlan } from "../../functions/workflows/import-plan.ts";
import { factsKnown } from "../../functions/workflows/message-facts.ts";
import type { LogLine, Ports, Words } from "../../functions/workflows/ports.ts";
import { recordReport } from "../../functions/workflows/record-report.ts";
import { answerPage } from "../../infra/local/answer-http.ts";
import { sampleScoreRules } from "../../infra/local/plan-files.ts";
import { usePorts } from "../../infra/local/ports.ts";
import { localQueues } from "../../infra/local/queues.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { notices } from "../core/calendars.ts";
import { daxingAnswers, daxingDirectory, daxingSettings, daxingText } from "../core/daxing.ts";

const ladder = Ladder.parse(JSON.parse(readFileSync(new URL("../../data/escalation.json", import.meta.url), "utf8")));
export const HOST = "127.0.0.1:8025";
export const plan = daxingSettings.id;
export const period = month("2024-04");

/** The real plan in a table in memory, on a clock that the test turns, with the pages in front of it. */
export async function aPortal({ demo = false, words = plainWords }: { demo?: boolean; words?: Words } = {}) {
  let now = instant("2024-04-26T00:00:00Z");
  let writes = 0;
  let queries = 0;
  const logged: LogLine[] = [];
  const done: string[] = [];
  const table = sqliteTable(":memory:", () => now);
  const secret = new Uint8Array(32).fill(7);
  const [keys, forms, domain] = [keysFrom(secret), { write: writeReportForm, read: readReportForm }, "duban.example"];
  const counted = {
    ...table,
    write: (...put: Parameters<typeof table.write>) => {
      writes += 1;
      return table.write(...put);
    },
    query: (...asked: Parameters<typeof table.query>) => {
      queries += 1;
      return table.query(...asked);
    },
  };
  const queues = localQueues();
  const ports: Ports = {
    now: () => now,
    store: storeOn(
      counted,
      () => `w${writes}-${Math.trunc(performance.now() * 1e6)}`,
      () => now,
      queues.wake,
    ),
    wake: queues.wake,
    failed: queues.failed,
    events: { put: async () => {} },
    blobs: sqliteBlobs(":memory:"),
    mailer: mailbox,
    words,
    keys,
    mails: { read: readMail, open: openMail },
    forms,
    documents,
    sheets,
    files: { read: readSentFile },
    callHook: async () => "taken",
    domain,
    publicUrl: `http://${HOST}`,
    log: (line) => logged.push(line),
  };
  await setSetting(table, "DIRECTORY", daxingDirectory, "d");
  await setSetting(table, "HOLIDAYS", notices, "h");
  await setSetting(table, "LADDER", ladder, "l");
  await setSetting(table, "SCORES", sampleScoreRules() as never, "s");
  await importPlan(
    {
      source: linesOf(daxingText),
      bytes: new TextEncoder().encode(daxingText),
      settings: daxingSettings,
      answers: PlanAnswers.parse(daxingAnswers),
      at: now,
    },
    ports,
  );
  let departments = false;
  const demoPorts: DemoPorts = {
    step: async (to, played) => void done.push([`step ${to}`, ...played].join(" ")),
    departments: () => departments,
    setDepartments: (on) => {
      departments = on;
    },
    reply: async ({ messageId, text, file }) =>
      void done.push(`reply ${messageId} ${text} ${file?.name ?? "-"} ${file?.content.length ?? 0}`),
  };
  const pagePorts: PagePorts = {
    ...ports,
    ...(demo && { demo: demoPorts }),
  };

  const OPERATOR = "plan@shengtai-huanjing.daxing.example";
  const sessions = new Set<string>();
  const quietly = storeOn(
    table,
    () => `s${sessions.size}`,
    () => now,
  );
  /** The cookie of somebody who has just signed in. */
  const cookieOf = async (mail: string): Promise<string> => {
    const secret = keys.hash(`${mail} ${now}`);
    if (!sessions.has(secret)) {
      sessions.add(secret);
      const session = newSession(keys.hash(secret), Mailbox.parse(mail), now);
      await quietly.change(async (changes) => changes.session(session));
    }
    return `duban=${secret}`;
  };
  const askAs = async (mail: string, event: HttpEvent): Promise<HttpAnswer> =>
    answerPage({ ...event, headers: { cookie: await cookieOf(mail), ...event.headers } }, pagePorts);

  return {
    ports,
    logged,
    /** Asks with the session of a person of the directory. */
    askAs,
    cookieOf,
    /** What the demonstration was asked to do. */
    done,
    writes: () => writes,
    queries: () => queries,
    /** Turns the clock and does what is due. */
    async tickAt(at: string): Promise<void> {
      now = instant(at);
      usePorts(ports, queues);
      await runTick(now);
    },
    async report(
      unit: string,
      at: string,
      entries: readonly Entry[],
      more: {
        subject?: string;
        text?: string;
        raw?: string;
        from?: string;
        attachments?: readonly { name: string; size: number }[];
        period?: Month;
      } = {},
    ) {
      const facts = await factsKnown(ports).plan(plan);
      if (!facts) throw new Error("no plan");
      const raw = new TextEncoder().encode(more.raw ?? `From: x@y.example\r\nSubject: s\r\n\r\n${at}`);
      const [blob = ""] = await ports.blobs.put([raw]);
      const id = SubmissionId.parse(keys.hash(`${unit} ${at}`).slice(0, 26));
      const arrival = {
        id,
        door: "mail" as const,
        from: more.from ?? `liaison@${unit}.daxing.example`,
        subject: more.subject ?? "回复：请报送进展",
        at: instant(at),
        blob,
        text: more.text ?? "见下。",
        attachments: more.attachments?.map(({ name }) => name) ?? [],
        sizes: more.attachments?.map(({ size }) => size) ?? [],
        placedBy: "token" as const,
      };
      return (
        await recordReport(
          arrival,
          { plan, period: more.period ?? period, unit: UnitId.parse(unit) },
          { entries, unrecorded: [] },
          undefined,
          facts,
          ports,
        )
      ).submission;
    },
    async duties() {
      const duties = await Promise.all(
        (await ports.store.board(plan, period)).map(({ unit }) => ports.store.duty({ plan, period, unit })),
      );
      return duties.filter((duty) => duty !== undefined);
    },
    codesOf: async (unit: string): Promise<string[]> => {
      const duty = await ports.store.duty({
        plan,
        period,
        unit: UnitId.parse(unit),
      });
      const found = await factsKnown(ports).plan(plan);
      return duty?.measures.map(({ id }) => found?.measures.get(id)?.code ?? "") ?? [];
    },
    /** The address of a unit's form, as its liaison's mail has it. */
    formOf: (unit: string, version = 1, reader = `liaison@${unit}.daxing.example`): string => {
      const link = { plan, period, unit: UnitId.parse(unit), reader: Mailbox.parse(reader), version };
      return formPath(link, keys.formToken(link));
    },
    setNow: (at: Instant): void => {
      now = at;
    },
    /** Asks as the operator, who is signed in; in a demonstration as whoever is at the machine. */
    ask: (event: HttpEvent): Promise<HttpAnswer> => (demo ? answerPage(event, pagePorts) : askAs(OPERATOR, event)),
    /** Asks without a session. */
    askUnknown: (event: HttpEvent): Promise<HttpAnswer> => answerPage(event, pagePorts),
    pagePorts,
  };
}

/** A mail in two versions with a workbook, whatever the message says. */
const plainWords: Words = {
  compose: async ({ id, to, notices }) => {
    const subject = `请报送进展 ${notices.length}`;
    const parts = [
      `Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n请回复本邮件\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p style="color:#333">请回复本邮件</p>\r\n--b--`,
      `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=UTF-8''${encodeURIComponent("区水务局填报表.xlsx")}\r\n\r\nPK`,
    ];
    const raw = `From: duban@duban.example\r\nTo: ${to}\r\nSubject: =?utf-8?B?${Buffer.from(subject).toString("base64")}?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="a"\r\n\r\n--a\r\n${parts.join("\r\n--a\r\n")}\r\n--a--\r\n`;
    return {
      subject,
      outgoing: {
        from: "duban@duban.example",
        to,
        messageId: `${id}@duban.example`,
        raw: new TextEncoder().encode(raw),
      },
    };
  },
};

/** A request as a browser makes it by following a link. */
export const get = (path: string, headers: Record<string, string> = {}): HttpEvent => {
  const { pathname, searchParams } = new URL(path, `http://${HOST}`);
  return {
    rawPath: pathname,
    queryStringParameters: Object.fromEntries(searchParams),
    headers: { host: HOST, ...headers },
    requestContext: { http: { method: "GET" } },
  };
};

/** A request as a browser makes it by sending a form of ours. */
export const post = (
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): HttpEvent => ({
  ...get(path),
  headers: {
    host: HOST,
    origin: `http://${HOST}`,
    "sec-fetch-site": "same-origin",
    "content-type": "application/x-www-form-urlencoded",
    ...headers,
  },
  requestContext: { http: { method: "POST" } },
  body: Buffer.from(new URLSearchParams(fields).toString()).toString("base64"),
  isBase64Encoded: true,
});
