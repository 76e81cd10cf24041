import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Jobs, Wake } from "../workflows/ports.ts";
import { sendInBatches } from "./batches.ts";

/** Where a queue is, and for how many seconds what is put into it is not seen. */
export interface SqsQueue {
  url: string;
  delaySeconds?: number;
}

/** Puts jobs into queues. @throws Error naming the jobs that were not taken, or when the function has no such queue */
export const wakeBySqs =
  (client: SQSClient, queues: Readonly<Partial<Record<keyof Jobs, SqsQueue>>>): Wake =>
  async (queue, jobs) => {
    const to = queues[queue];
    if (!to) throw new Error(`no queue for ${queue}: see the function's row in infra/functions.ts`);
    const delay = to.delaySeconds === undefined ? {} : { DelaySeconds: to.delaySeconds };
    await sendInBatches(
      jobs.map((job, nth) => ({ Id: String(nth), MessageBody: JSON.stringify(job), ...delay })),
      ({ MessageBody }) => Buffer.byteLength(MessageBody),
      ({ MessageBody }) => MessageBody.slice(0, 200),
      async (batch) => {
        const { Failed = [] } = await client.send(
          new SendMessageBatchCommand({ QueueUrl: to.url, Entries: [...batch] }),
        );
        return batch.flatMap((entry) => {
          const failed = Failed.find(({ Id }) => Id === entry.Id);
          return failed ? [{ entry, why: failed.Code ?? "", final: failed.SenderFault ?? false }] : [];
        });
      },
    );
  };
