import { setTimeout as delay } from "node:timers/promises";
import nodemailer from "nodemailer";
import { Deferred, type Mailer, type Outgoing, Undeliverable } from "../workflows/ports.ts";
import { newPace } from "./learnt-pace.ts";
import { isThisMachine, type MailServer, mailServer, serverProblem } from "./mail-server.ts";

/** Where the office's own server takes mail. */
export interface SmtpServer extends MailServer {
  /** How many mails may be under way at once. */
  connections: number;
}

/**
 * Half of what the tightest server lets one sender have as it comes: Exchange 20 a source (MaxInboundConnectionPerSource), Exim
 * 20 from everybody together (smtp_accept_max), Postfix 50 (smtpd_client_connection_count_limit). What Coremail and the big
 * providers allow is not published: who is told 421 “too many” goes on with fewer (`linesOf`).
 */
const CONNECTIONS = 10;

/**
 * @param text  `smtps://user:password@mail.example:465`; `smtp://` is upgraded by STARTTLS
 * @throws NoMailServer
 */
export function smtpServer(text: string, where: string): SmtpServer {
  const { path: _, ...server } = mailServer(text, "发信", where);
  return { ...server, connections: CONNECTIONS };
}

/** Servers that count the mails of a connection seldom let it have more. */
const MAILS_A_CONNECTION = 100;
/** A mail that is put off because too many come is offered again so often, and so long, before it waits in the table. */
const MOST_TRIES = 12;
/** One that alone is refused so often is refused for a reason of its own. */
const MOST_TRIES_ALONE = 5;
const PATIENCE_MS = 120_000;
/** After so many mails a connection that was too many is tried again. */
const CALM_MAILS = 200;

/**
 * Sends by the office's own server: what it puts off is later, what it refuses is final. When it puts off because too many
 * come, we slow down to what it takes. To another machine mail goes encrypted, or not at all.
 */
export function smtpMailer(server: SmtpServer): Mailer & { close(): void } {
  const { host, port, secure, user, password, connections } = server;
  const transport = nodemailer.createTransport({
    pool: true,
    host,
    port,
    secure,
    requireTLS: !secure && !isThisMachine(host),
    ignoreTLS: !secure && isThisMachine(host),
    maxConnections: connections,
    maxMessages: MAILS_A_CONNECTION,
    ...(user && { auth: { user, pass: password ?? "" } }),
    connectionTimeout: 30_000,
    socketTimeout: 60_000,
  });
  const pace = newPace();
  const lines = linesOf(connections);
  let refusals = 0;

  const offer = ({ from, to, raw }: Outgoing): Promise<{ response: string }> =>
    transport.sendMail({ envelope: { from, to, size: raw.byteLength }, raw: Buffer.from(raw) });

  /** Offers a mail in its turn. @returns what the server answered, or how it failed */
  const tryOnce = async (mail: Outgoing): Promise<{ answer: string } | { problem: unknown }> => {
    await lines.take();
    try {
      for (let ms = pace.wait(Date.now()); ms > 0; ms = pace.wait(Date.now())) await delay(ms);
      const { response } = await offer(mail);
      pace.taken(Date.now());
      lines.calm();
      return { answer: response };
    } catch (problem) {
      if (isTooMuch(problem)) {
        refusals += 1;
        if (commandOf(problem) === "CONN") lines.fewer();
        else pace.refused(Date.now());
      }
      return { problem };
    } finally {
      lines.free();
    }
  };

  const underWay = new Set<Promise<unknown>>();
  /** Whether the server takes any at all, as soon as that can be told. */
  const isFlowing = async (): Promise<boolean> => {
    while (!pace.isFlowing(Date.now()) && underWay.size > 0) await Promise.race(underWay);
    return pace.isFlowing(Date.now());
  };

  return {
    // so that each line has its next mail at hand when it is done with one
    atOnce: 4 * connections,
    async send(mail) {
      const giveUpAt = Date.now() + PATIENCE_MS;
      const before = refusals;
      for (let tries = 1; ; tries += 1) {
        const trying = tryOnce(mail);
        underWay.add(trying);
        const tried = await trying;
        underWay.delete(trying);
        if ("answer" in tried) return tried;
        const most = refusals - before > tries ? MOST_TRIES : MOST_TRIES_ALONE;
        const again = isTooMuch(tried.problem) && tries < most && Date.now() < giveUpAt && (await isFlowing());
        if (!again) throw meaningOf(tried.problem, server);
      }
    },
    close: () => transport.close(),
  };
}

/** As many at once as the server lets us have connections. */
function linesOf(most: number): { take(): Promise<void>; free(): void; fewer(): void; calm(): void } {
  let allowed = most;
  let used = 0;
  let calm = 0;
  const waiting: (() => void)[] = [];
  const next = (): void => {
    if (used < allowed && waiting.length > 0) {
      used += 1;
      waiting.shift()?.();
    }
  };
  return {
    take: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        next();
      }),
    free: () => {
      used -= 1;
      next();
    },
    fewer: () => {
      allowed = Math.max(1, Math.min(allowed, used - 1));
      calm = 0;
    },
    calm: () => {
      calm += 1;
      if (calm % CALM_MAILS === 0 && allowed < most) allowed += 1;
      next();
    },
  };
}

/** What a failure means for the mail. Of a line that broke while it was up nothing is known: the mail may have arrived. */
function meaningOf(problem: unknown, server: SmtpServer): unknown {
  if (isFinal(problem)) return new Undeliverable(textOf(problem));
  if (isBeforeAll(problem)) return new Deferred(serverProblem(problem, server, "发信"));
  return responseCodeOf(problem) >= 400 ? new Deferred(textOf(problem)) : problem;
}

/** Final is what the server says of this recipient or this mail; a refused login, greeting or sender is ours to mend, and later. */
function isFinal(problem: unknown): boolean {
  const [code, command] = [responseCodeOf(problem), commandOf(problem)];
  if (isTooLarge(problem)) return true;
  return code >= 500 && !OF_RATE.test(textOf(problem)) && (command === "RCPT TO" || command === "DATA");
}

const isTooLarge = (problem: unknown): boolean =>
  commandOf(problem) === "MAIL FROM" &&
  (/^Message size larger than allowed/u.test(textOf(problem)) || responseCodeOf(problem) === 552);

/** Put off because of how many come, as far as can be told: not because the sender or the recipient is new to the server. */
const isTooMuch = (problem: unknown): boolean => {
  const [code, text] = [responseCodeOf(problem), textOf(problem)];
  if (code >= 500) return OF_RATE.test(text) && commandOf(problem) !== "AUTH";
  return code >= 400 && !/gr[ae]y-?list|灰名单|\b4\.2\.\d/iu.test(text);
};
/** 5xx with which Chinese providers say "too many": QQ's frequency limits, NetEase's codes of senders and of addresses. */
const OF_RATE =
  /frequency limited|too (?:many|frequent)|rate limit|发送频率|过于频繁|\b(?:MI|RP):(?:CEL|RCL|QRC|TRC|STC)\b/iu;

/** It failed while the line was made ready, before any mail was spoken of. */
const isBeforeAll = (problem: unknown): boolean => {
  if (!(problem instanceof Error) || !("code" in problem)) return false;
  const { code, timeoutType, syscall }: { code: unknown; timeoutType?: unknown; syscall?: unknown } = problem;
  return (
    ["EAUTH", "ETLS", "EDNS", "ECONFIG"].includes(String(code)) ||
    syscall === "connect" ||
    (timeoutType !== undefined && timeoutType !== "SOCKET_TIMEOUT") ||
    /certificate/iu.test(problem.message)
  );
};

const responseCodeOf = (problem: unknown): number =>
  problem instanceof Error && "responseCode" in problem ? Number(problem.responseCode) || 0 : 0;
const commandOf = (problem: unknown): string =>
  problem instanceof Error && "command" in problem ? String(problem.command).replace(/^AUTH.*/u, "AUTH") : "";
const textOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));
