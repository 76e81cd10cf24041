import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { Emulator } from "./emulator.ts";

const NAME = "other-system";
/** As long as a queue keeps anything. */
const KEPT_SECONDS = 14 * 24 * 60 * 60;

/** Another system, which hears what happens by a rule on our bus and a queue of its own. @returns ids of what it heard since it was last asked */
export async function otherSystem(client: Emulator["client"], bus: string): Promise<() => Promise<string[]>> {
  const sqs = new SQSClient(client);
  const events = new EventBridgeClient(client);
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: NAME, Attributes: { MessageRetentionPeriod: String(KEPT_SECONDS) } }),
  );
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  const rule = { Name: NAME, EventBusName: bus };
  await events.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: ["duban"] }) }));
  const target = { Id: NAME, Arn: Attributes?.QueueArn };
  await events.send(new PutTargetsCommand({ Rule: NAME, EventBusName: bus, Targets: [target] }));
  return async () => {
    const ids: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) return ids;
      for (const { Body = "", ReceiptHandle } of Messages) {
        ids.push(JSON.parse(Body).detail.id);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  };
}
