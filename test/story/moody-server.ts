import type { AddressInfo, Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { smtpMailer } from "../../functions/adapters/mailer-smtp.ts";
import type { Received } from "../../infra/local/simulate/post-office.ts";
import type { Departments } from "./world.ts";

/** What the server does until it cheers up; once connected, for one box only. */
export type Mood =
  | { at: "connect" | "recipient" | "data"; code: number }
  /** Breaks the line, or falls silent on it, before or after it took the mail. */
  | { at: "data"; line: "breaks" | "hangs"; when: "before" | "after" };

/** A mail server of the departments, over real sockets, that may be in a mood, and whose clients may die. `silent`: when it has given no answer. */
export async function openMoodyServer(
  mood?: Mood,
  box = "",
): Promise<Departments & { cheerUp(): void; port: number; silent: Promise<void> }> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let now: Mood | undefined = mood;
  let tell: () => void = () => {};
  const silent = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const refusal = (at: Mood["at"]): Error | null =>
    now && now.at === at && "code" in now ? Object.assign(new Error("in a mood"), { responseCode: now.code }) : null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onConnect: (_, done) => done(refusal("connect")),
    onRcptTo: ({ address }, _, done) => done(address === box ? refusal("recipient") : null),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      const isIt = envelope.rcptTo.some(({ address }) => address === box);
      const silence = isIt && now && "line" in now ? now : undefined;
      const fallSilent = (): void => {
        if (silence?.line === "breaks") for (const socket of sockets) socket.destroy();
        tell();
      };
      if (silence?.when === "before") return fallSilent();
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const refused = refusal("data");
        if (isIt && refused) return done(refused);
        const raw = Buffer.concat(chunks);
        const messageId = /^Message-ID:\s*<([^>]+)>/im.exec(raw.toString("latin1"))?.[1] ?? "";
        for (const { address } of envelope.rcptTo) received.push({ to: address, raw, messageId });
        if (silence) return fallSilent();
        done();
      });
    },
  });
  server.on("error", () => {}); // lines that break
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // an open TCP server has an AddressInfo
  const { port } = server.server.address() as AddressInfo;
  const mailer = smtpMailer({
    host: "127.0.0.1",
    port,
    secure: false,
    connections: 1,
  });
  return {
    port,
    silent,
    mailer,
    received,
    cheerUp: () => {
      now = undefined;
    },
    close: () => {
      mailer.close();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
