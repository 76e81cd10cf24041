import { createInterface } from "node:readline";
import { mailbox } from "../../functions/adapters/mailer-mailbox.ts";
import { smtpMailer } from "../../functions/adapters/mailer-smtp.ts";
import { Instant } from "../../functions/core/day.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { openDeployment } from "../../infra/local/deployment.ts";
import { listenForMail } from "../../infra/local/mail-listener.ts";
import { runnerOf } from "../../infra/local/runner.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { type Fault, faulty } from "./faulty.ts";
import { SECRET } from "./world.ts";

/**
 * A service in a process of its own that kills itself at one call. It hears on stdin `tick <instant>`, `now <instant>` and
 * `idle`, and answers each with `done`; first it says on which port it takes mail.
 *
 * @param argv  folder, instant, port of the departments' server (0: the built-in mailbox), number of the call, fault
 */
async function live([folder = "", from, departments, nth, fault]: string[]): Promise<void> {
  const clock = standingClock(Instant.parse(from));
  const die = (): never => {
    process.kill(process.pid, "SIGKILL");
    for (;;);
  };
  // the one who starts it writes one of them
  const faults = faulty(Number(nth), fault as Fault, die);
  const failed = (problem: unknown): void => console.error(problem);
  const port = Number(departments);
  const deployment = openDeployment({
    folder,
    clock,
    secret: SECRET,
    through: faults.through,
    mailer: port > 0 ? smtpMailer({ host: "127.0.0.1", port, secure: false, connections: 3 }) : mailbox,
  });
  const runner = runnerOf(deployment, failed);
  const taken = (): void => void runner.deliver();
  const options = {
    port: 0,
    domain: deployment.ports.domain,
    now: clock.now,
    trustLoopback: true,
    taken,
    failed,
  };
  console.log((await listenForMail(options)).port);
  for await (const line of createInterface({ input: process.stdin })) {
    const [what, at] = line.split(" ");
    if (at) clock.set(Instant.parse(at));
    if (what === "tick") await runTick(clock.now()).catch(failed);
    if (what === "idle") await runner.idle();
    console.log("done");
  }
  process.exit(0);
}

void live(process.argv.slice(2));
