import nodemailer from "nodemailer";
import { Deferred, type Mailer, Undeliverable } from "../workflows/ports.ts";

/** Where the office's own server takes mail. */
export interface SmtpServer {
  host: string;
  port: number;
  secure: boolean;
  user?: string;
  password?: string;
  /** How many mails may be under way at once. */
  connections: number;
}

/** Sends by the office's own server. 4xx is later, 5xx is final. */
export function smtpMailer({
  host,
  port,
  secure,
  user,
  password,
  connections,
}: SmtpServer): Mailer & { close(): void } {
  const transport = nodemailer.createTransport({
    pool: true,
    host,
    port,
    secure,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    ...(user && { auth: { user, pass: password ?? "" } }),
    connectionTimeout: 30_000,
    socketTimeout: 60_000,
  });
  return {
    // so that each line has its next mail at hand when it is done with one
    atOnce: 4 * connections,
    async send({ from, to, raw }) {
      try {
        const { response } = await transport.sendMail({
          envelope: { from, to },
          raw: Buffer.from(raw),
        });
        return { answer: response };
      } catch (problem) {
        if (isFinal(problem)) throw new Undeliverable(textOf(problem));
        throw isDeferred(problem) ? new Deferred(textOf(problem)) : problem;
      }
    },
    close: () => transport.close(),
  };
}

/** Final is what the server says of this recipient or this mail; a refused login, greeting or sender is ours to mend, and later. */
function isFinal(problem: unknown): boolean {
  if (!(problem instanceof Error) || !("responseCode" in problem) || !("command" in problem)) return false;
  const { responseCode, command } = problem;
  return typeof responseCode === "number" && responseCode >= 500 && (command === "RCPT TO" || command === "DATA");
}

/** The server spoke, or could not be reached. A line that was up and broke is neither: what was under way may have arrived. */
const isDeferred = (problem: unknown): boolean =>
  problem instanceof Error &&
  (("responseCode" in problem && Boolean(problem.responseCode)) ||
    ("syscall" in problem && problem.syscall === "connect"));

const textOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));
