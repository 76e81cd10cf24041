import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { Instant } from "../../functions/core/day.ts";
import { handler as receiveMail } from "../../functions/handlers/receive-mail.ts";
import { call } from "./call.ts";

/** What SES takes at most, and so do we. */
const MAX_BYTES = 40 * 1024 * 1024;

export interface ListenerOptions {
  port: number;
  domain: string;
  now: () => Instant;
  /** Whoever connects from this machine is who they say: demonstrations only. */
  trustLoopback: boolean;
  /** Called after a mail was taken: there may be a receipt to send. */
  taken: () => void;
  failed: (problem: unknown) => void;
}

/** Listens for mail on this machine. 250 is said only when the mail is kept and dealt with; else the sender is told to come again. */
export async function listenForMail({
  port,
  domain,
  now,
  trustLoopback,
  taken,
  failed,
}: ListenerOptions): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    name: domain,
    banner: "duban",
    size: MAX_BYTES,
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    maxClients: 50,
    socketTimeout: 60_000,
    onRcptTo: ({ address }, _, done) =>
      done(
        address.toLowerCase().endsWith(`@${domain}`)
          ? null
          : refusal(550, `本机只收 @${domain} 的邮件，请核对收件地址`),
      ),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      let bytes = 0;
      stream.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= MAX_BYTES) chunks.push(chunk);
      });
      stream.on("end", () => {
        if (bytes > MAX_BYTES) return done(refusal(552, "邮件超过40MB，请拆分附件后重发"));
        take(Buffer.concat(chunks), session).then(
          () => {
            done();
            taken();
          },
          (problem: unknown) => {
            failed(problem);
            done(refusal(451, "暂时不能处理，请稍后重发"));
          },
        );
      });
    },
  });
  const take = (raw: Uint8Array, { envelope, remoteAddress }: SMTPServerSession): Promise<unknown> =>
    call(receiveMail, {
      raw,
      at: now(),
      sender: envelope.mailFrom ? envelope.mailFrom.address : "",
      recipients: envelope.rcptTo.map(({ address }) => address),
      authentic: trustLoopback && isLoopback(remoteAddress),
    });
  server.on("error", failed);
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  // an open TCP server has an AddressInfo
  const { port: bound } = server.server.address() as AddressInfo;
  return {
    port: bound,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

const isLoopback = (address: string): boolean =>
  address === "127.0.0.1" || address === "::1" || address === "::ffff:127.0.0.1";
