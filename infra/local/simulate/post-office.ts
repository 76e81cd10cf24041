import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail as the departments' server took it. */
export interface Received {
  to: string;
  raw: Buffer;
  messageId: string;
}

/** The departments' mail server: takes what we send, over a real socket, and lets them look into their boxes. */
export async function openPostOffice(): Promise<{
  port: number;
  received: Received[];
  close(): Promise<void>;
}> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks);
        const messageId = /^Message-ID:\s*<([^>]+)>/im.exec(raw.subarray(0, 8_000).toString("latin1"))?.[1] ?? "";
        for (const { address } of envelope.rcptTo) received.push({ to: address.toLowerCase(), raw, messageId });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // an open TCP server has an AddressInfo
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    received,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
