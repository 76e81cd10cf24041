import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** What a mail server took since it was last asked. */
export interface Tally {
  mails: number;
  /** Message-IDs that came; fewer than mails when one came twice. */
  distinct: number;
  /** One hash over all mails as they came, whatever their order. */
  hash: string;
  kilobytesEach: number;
}

/** A mail server in a process of its own, so that its work is not counted: tells its port, then a tally whenever it is asked. */
export function runSink(): void {
  let taken: { id: string; hash: string; bytes: number }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks);
        const id = /^Message-ID:\s*<([^>]+)>/im.exec(raw.subarray(0, 8_000).toString("latin1"))?.[1] ?? "";
        taken.push({
          id,
          hash: createHash("sha256").update(raw).digest("base64"),
          bytes: raw.length,
        });
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1", () => {
    // an open TCP server has an AddressInfo
    process.send?.({ port: (server.server.address() as AddressInfo).port });
  });
  process.on("message", () => {
    const bytes = taken.reduce((sum, mail) => sum + mail.bytes, 0);
    const hash = createHash("sha256")
      .update(
        taken
          .map((mail) => mail.hash)
          .sort()
          .join("\n"),
      )
      .digest("hex");
    const tally: Tally = {
      mails: taken.length,
      distinct: new Set(taken.map(({ id }) => id)).size,
      hash,
      kilobytesEach: bytes / 1024 / Math.max(1, taken.length),
    };
    taken = [];
    process.send?.(tally);
  });
  process.on("disconnect", () => process.exit());
}
