import middy from "@middy/core";
import { z } from "zod";
import { ports } from "#ports";
import type { Ports } from "../workflows/ports.ts";
import { JobsFailed } from "../workflows/run.ts";

/** Every function is this one stack: check the event, hand over the ports. */
export const entry = <Schema extends z.ZodType, Result>(
  schema: Schema,
  run: (input: z.output<Schema>, ports: Ports) => Promise<Result>,
) => middy<unknown, Result>().handler(async (event) => run(schema.parse(event), await ports()));

/** A batch of a queue, as SQS gives it. */
export const Batch = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
export type Batch = z.infer<typeof Batch>;

/** What of a batch is to be given again. */
export interface BatchAnswer {
  batchItemFailures: { itemIdentifier: string }[];
}

/** A function woken by a queue: it does a batch of jobs, and says which are to be done again. */
export const queueEntry = <Schema extends z.ZodType>(
  schema: Schema,
  run: (jobs: z.output<Schema>[], ports: Ports) => Promise<void>,
) => entry(Batch, (batch, ports) => inBatch(schema, batch, (jobs) => run(jobs, ports), ports));

/** Does the jobs of a batch, and says which are to be done again. What is no such job is one of those: it is laid aside in the end. */
export async function inBatch<Schema extends z.ZodType>(
  schema: Schema,
  { Records }: Batch,
  run: (jobs: z.output<Schema>[]) => Promise<void>,
  ports: Ports,
): Promise<BatchAnswer> {
  const failed = new Set<string>();
  const jobs = new Map<z.output<Schema>, string>();
  for (const { messageId, body } of Records) {
    const job = schema.safeParse(jsonIn(body));
    if (job.success) jobs.set(job.data, messageId);
    else failed.add(messageId);
  }
  try {
    await run([...jobs.keys()]);
  } catch (problem) {
    const cause = (job: unknown) => (problem instanceof JobsFailed ? problem.failures.get(job) : problem);
    const broken = [...jobs].filter(([job]) => cause(job) !== undefined);
    for (const [job] of broken) ports.log({ what: "job failed", ...idsIn(job) });
    if (Records.length === 1 && broken[0]) throw cause(broken[0][0]);
    for (const [job, id] of broken) {
      ports.failed(cause(job));
      failed.add(id);
    }
  }
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}

/** Which job it was, for whoever reads the log. */
const idsIn = (job: unknown) => Ids.safeParse(job).data;
const Ids = z.object({ plan: z.string(), period: z.string(), unit: z.string(), message: z.string() }).partial();

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
