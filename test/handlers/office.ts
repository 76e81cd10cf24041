import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instant, month } from "../../functions/core/day.ts";
import type { Mailbox } from "../../functions/core/directory.ts";
import type { Message } from "../../functions/core/notice.ts";
import { PlanId } from "../../functions/core/plan-settings.ts";
import type { Mailer, Ports } from "../../functions/workflows/ports.ts";
import { call } from "../../infra/local/call.ts";
import { standingClock, type TurnedClock } from "../../infra/local/clock.ts";
import { type Deployment, openDeployment } from "../../infra/local/deployment.ts";
import { install } from "../../infra/local/install.ts";
import { planFile, SAMPLE_PLAN } from "../../infra/local/plan-files.ts";
import { runTick } from "../../infra/local/ticker.ts";

/** The plan of Daxing on Monday 29 April 2024 at nine, its opening notices sent. */
export interface Office extends Deployment {
  clock: TurnedClock;
  /** Messages by what is asked of them: sent or failed in April, or waiting. */
  left(): Promise<Message[]>;
  waiting(): Promise<Message[]>;
  /** The opening notice of a mailbox. */
  openingOf(to: string): Promise<Message>;
}

export async function openOffice(through?: (ports: Ports) => Ports, mailer?: Mailer): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), "duban-"));
  const clock = standingClock(instant("2024-04-29T01:00:00Z"));
  const deployment = openDeployment({ folder, clock, ...(through && { through }), ...(mailer && { mailer }) });
  await install(deployment, planFile(SAMPLE_PLAN));
  await runTick(clock.now());
  const { store } = deployment.ports;
  const left = async (): Promise<Message[]> => {
    const messages: Message[] = [];
    for await (const { id } of store.journal(PlanId.parse("daxing-2024"), "OUT", month("2024-04")))
      messages.push((await store.message(id))!); // the journal names messages
    return messages;
  };
  return {
    ...deployment,
    clock,
    left,
    waiting: async () => {
      const messages: Message[] = [];
      for await (const { id } of store.unsent(instant("2024-12-31T00:00:00Z")))
        messages.push((await store.message(id))!);
      return messages;
    },
    openingOf: async (to) => (await left()).find((message) => message.to === (to as Mailbox))!,
    close() {
      deployment.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Gives bodies to a handler as SQS would. @returns the numbers of those that are to come again */
export async function givenBySqs(
  handler: (event: unknown, context: never) => Promise<unknown>,
  bodies: readonly unknown[],
): Promise<number[]> {
  const Records = bodies.map((body, at) => ({
    messageId: String(at),
    body: typeof body === "string" ? body : JSON.stringify(body),
  }));
  const answer = await call(handler, { Records });
  // what a handler of a queue answers
  const { batchItemFailures } = answer as { batchItemFailures: { itemIdentifier: string }[] };
  return batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)).sort((a, b) => a - b);
}
