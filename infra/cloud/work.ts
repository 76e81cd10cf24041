import { Duration, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Names, WorkQueue } from "../names.ts";
import { batchesOf } from "./effort.ts";

const MAX_RECEIVES = 5;
const KEPT = Duration.days(14);

/** Work of one kind, and where it is laid aside when it failed five times. */
export class Work extends Construct {
  readonly queue: Queue;
  readonly laidAside: Queue;

  constructor(scope: Construct, of: WorkQueue, names: Names) {
    super(scope, of);
    const { timeoutSeconds, windowSeconds } = batchesOf[of];
    this.laidAside = laidAside(this, `${names.queue(of)}-dead-letters`);
    this.queue = new Queue(this, "Queue", {
      queueName: names.queue(of),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: KEPT,
      // as long as Lambda may try one batch, throttled or not: AWS asks for six times the timeout and the window
      visibilityTimeout: Duration.seconds(6 * timeoutSeconds + windowSeconds),
      deadLetterQueue: { queue: this.laidAside, maxReceiveCount: MAX_RECEIVES },
    });
  }
}

/** A queue that nothing reads by itself: its alarm calls a person (RUNBOOK). */
export function laidAside(scope: Construct, queueName: string): Queue {
  const queue = new Queue(scope, "DeadLetters", {
    queueName,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: KEPT,
  });
  Validations.of(queue).acknowledge({
    id: "Serverless-SQSRedrivePolicy",
    reason:
      "This is itself the dead-letter queue: a message stays until a person has looked at it, and an alarm calls one.",
  });
  return queue;
}
