import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Jobs, Wake } from "../workflows/ports.ts";
import { sendInBatches } from "./batches.ts";

/** Others may have more for the same person: a message of the day waits for them, so that it stays one (RM-5). */
export const JOINED_WITHIN_SECONDS = 180;
const delayOf = (queue: keyof Jobs, job: Jobs[keyof Jobs]): { DelaySeconds?: number } =>
  queue !== "messages" || ("as" in job && job.as?.anyHour) ? {} : { DelaySeconds: JOINED_WITHIN_SECONDS };

/**
 * Puts jobs into queues.
 *
 * @param queues  where each is
 * @throws Error naming the jobs that were not taken, or when the function has no such queue
 */
export const wakeBySqs =
  (client: SQSClient, queues: Readonly<Partial<Record<keyof Jobs, { url: string }>>>): Wake =>
  async (queue, jobs) => {
    const to = queues[queue];
    if (!to) throw new Error(`no queue for ${queue}: see the function's row in infra/functions.ts`);
    await sendInBatches(
      jobs.map((job, nth) => ({ Id: String(nth), MessageBody: JSON.stringify(job), ...delayOf(queue, job) })),
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
