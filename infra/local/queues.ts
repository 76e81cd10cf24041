import { handler as deliver } from "../../functions/handlers/deliver.ts";
import type { BatchAnswer } from "../../functions/handlers/entry.ts";
import { handler as followUp } from "../../functions/handlers/follow-up.ts";
import { handler as publishEvents } from "../../functions/handlers/publish-events.ts";
import { handler as runPlan } from "../../functions/handlers/run-plan.ts";
import type { Jobs, Wake } from "../../functions/workflows/ports.ts";
import { call } from "./call.ts";

type Queue = keyof Jobs;
type Handler = (event: unknown, context: never) => Promise<BatchAnswer>;

/** The functions that wait at queues, in the order in which they are let at their work; how much each takes at once, how often it is tried. */
const WAITING: readonly { queue: Queue; handler: Handler; atOnce: number; tries: number }[] = [
  { queue: "plans", handler: runPlan, atOnce: 1, tries: 2 },
  { queue: "units", handler: followUp, atOnce: 500, tries: 2 },
  { queue: "messages", handler: deliver, atOnce: 1_000, tries: 1 },
  { queue: "events", handler: publishEvents, atOnce: 1_000, tries: 1 },
];

/** Queues in memory: what gets lost with them, the next tick finds. */
export interface LocalQueues {
  wake: Wake;
  failed(problem: unknown): void;
  /** Does all work that waits, and what comes of it. @throws the first failure, when all is done */
  work(): Promise<void>;
}

interface Waiting {
  body: string;
  tried: number;
}

/** @param most  jobs a batch of each queue, at most: as many as on AWS, where costs are counted */
export function localQueues(most: Partial<Record<Queue, number>> = {}): LocalQueues {
  const jobs: Record<Queue, Waiting[]> = { plans: [], units: [], messages: [], events: [] };
  let failures: unknown[] = [];
  return {
    wake: async (queue, more) => {
      for (const job of more) jobs[queue].push({ body: JSON.stringify(job), tried: 0 });
    },
    failed: (problem) => void failures.push(problem),
    async work() {
      for (let next = nextOf(jobs); next; next = nextOf(jobs)) {
        const { queue, handler, atOnce, tries } = next;
        // what failed before is tried by itself
        const batch = jobs[queue].splice(0, jobs[queue][0]?.tried ? 1 : Math.min(atOnce, most[queue] ?? atOnce));
        for (const { body, tried } of await given(handler, batch, (problem) => failures.push(problem)))
          if (tried + 1 < tries) jobs[queue].push({ body, tried: tried + 1 });
      }
      const [first] = failures;
      failures = [];
      if (first !== undefined) throw first;
    },
  };
}

const nextOf = (jobs: Record<Queue, Waiting[]>) => WAITING.find(({ queue }) => jobs[queue].length > 0);

/** Gives a batch to its function, as SQS would. @returns what is to be given again */
async function given(
  handler: Handler,
  batch: readonly Waiting[],
  failed: (problem: unknown) => void,
): Promise<Waiting[]> {
  const Records = batch.map(({ body }, at) => ({ messageId: String(at), body }));
  try {
    const { batchItemFailures } = await call(handler, { Records });
    return batchItemFailures.flatMap(({ itemIdentifier }) => batch[Number(itemIdentifier)] ?? []);
  } catch (problem) {
    failed(problem);
    return [...batch];
  }
}
