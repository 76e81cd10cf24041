import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { sendInBatches } from "./batches.ts";

export type QueueName = "plans" | "units" | "messages" | "events";

/** Puts jobs into a queue: wake-ups, which may come twice and in any order. */
export type Queue = (queue: QueueName, jobs: readonly object[]) => Promise<void>;

/** Where a queue is, and for how many seconds what is put into it is not seen. */
export interface SqsQueue {
  url: string;
  delaySeconds?: number;
}

/** @throws Error when a job was not taken, or the function has no such queue; the next tick finds what was to be done */
export const queuesOnSqs =
  (client: SQSClient, queues: Readonly<Partial<Record<QueueName, SqsQueue>>>): Queue =>
  async (queue, jobs) => {
    const to = queues[queue];
    if (!to) throw new Error(`no queue for ${queue}: see the function's row in infra/functions.ts`);
    const entries = jobs.map((job, nth) => ({ Id: String(nth), MessageBody: JSON.stringify(job) }));
    await sendInBatches(
      entries,
      ({ MessageBody }) => Buffer.byteLength(MessageBody),
      ({ MessageBody }) => MessageBody.slice(0, 200),
      async (batch) => {
        const delay = to.delaySeconds === undefined ? {} : { DelaySeconds: to.delaySeconds };
        const { Failed = [] } = await client.send(
          new SendMessageBatchCommand({ QueueUrl: to.url, Entries: batch.map((entry) => ({ ...entry, ...delay })) }),
        );
        return batch.flatMap((entry) => {
          const failed = Failed.find(({ Id }) => Id === entry.Id);
          return failed ? [{ entry, why: failed.Code ?? "", final: failed.SenderFault ?? false }] : [];
        });
      },
    );
  };
