import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import nodemailer from "nodemailer";
import type { Instant } from "../../functions/core/day.ts";
import type { Fault } from "./faulty.ts";
import { openMoodyServer } from "./moody-server.ts";
import type { Outcome, Service } from "./play.ts";

/** How a service apart is started: by which script, sending by which transport, and where it dies. */
export interface Start {
  script: string;
  transport: "smtp" | "mailbox";
  nth: number;
  fault: Fault;
}

/** The service in a process of its own, which is killed at one of its calls. Rule of `mortal.ts`: each line it hears is answered. */
export async function serviceApart(
  folder: string,
  at: Instant,
  { script, transport, nth, fault }: Start,
): Promise<Service> {
  const post = transport === "smtp" ? await openMoodyServer() : undefined;
  const child = spawn(process.execPath, [script, folder, at, String(post?.port ?? 0), String(nth), fault], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.on("error", () => {}); // written to one that has just died
  const dead = new Promise<"died">((resolve) => child.once("exit", () => resolve("died")));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async (): Promise<string> => String((await lines.next()).value);
  const port = Number(await Promise.race([said(), dead]));
  const ask = async (line: string): Promise<Outcome> => {
    child.stdin.write(`${line}\n`);
    return Promise.race([dead, said().then((answer) => (answer === "done" ? "done" : dead))]);
  };
  return {
    received: post?.received ?? [],
    tick: (to) => ask(`tick ${to}`),
    async take({ from, to, raw }, now) {
      if ((await ask(`now ${now}`)) === "died") return "died";
      const sender = nodemailer.createTransport({
        host: "127.0.0.1",
        port,
        secure: false,
      });
      // a line that breaks is a server that died; what was not taken is sent again
      const sent = await Promise.race([
        dead,
        sender.sendMail({ envelope: { from, to: [to] }, raw: Buffer.from(raw) }).then(
          () => "done" as const,
          () => dead,
        ),
      ]);
      sender.close();
      return sent === "died" ? "died" : ask("idle");
    },
    async stop() {
      child.stdin.end();
      await dead;
      await post?.close();
    },
  };
}
