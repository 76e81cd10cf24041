import { Duration, Validations } from "aws-cdk-lib";
import { PolicyDocument, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { FunctionRow } from "../functions.ts";
import type { Names, WorkQueue } from "../names.ts";
import type { Stage } from "../stage.ts";
import { batchesOf, sendersFor } from "./effort.ts";
import { allow } from "./grants.ts";
import type { Http } from "./http.ts";
import type { Parts } from "./parts.ts";
import type { Work } from "./work.ts";
import type { WorkflowFunction } from "./workflow-function.ts";

/** What calls a function, by its row. */
export function wakeUp(woken: WorkflowFunction, on: FunctionRow["on"], { http, names, workOf, stage }: Wakers): void {
  switch (on.kind) {
    case "schedule":
    case "mailbox":
      byClock(woken, on.everyMinutes, names);
      return;
    case "queue":
      byQueue(woken, on.of, workOf(on.of), stage);
      return;
    case "mail":
      byQueue(woken, "mails", workOf("mails"), stage);
      return;
    case "http":
      http.answer(woken.node.id, on.route, woken.lambda);
      return;
  }
}

export interface Wakers extends Pick<Parts, "names" | "stage" | "workOf"> {
  http: Http;
}

/** On the full minutes, so that a tick at 17:30 is one at 17:30; with the time for which it was scheduled (CA-3). */
function byClock({ lambda, laidAside, node }: WorkflowFunction, everyMinutes: number, names: Names): void {
  if (!laidAside) throw new Error(`${node.path} is called by a clock and has no queue for calls that fail`);
  const role = new Role(lambda, "Caller", {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": lambda.env.account } },
    }),
    inlinePolicies: {
      May: new PolicyDocument({
        statements: [
          allow(["lambda:InvokeFunction"], [lambda.functionArn]),
          allow(["sqs:SendMessage"], [laidAside.queueArn]),
        ],
      }),
    },
  });
  new CfnSchedule(lambda, "Schedule", {
    name: names.function(node.id),
    scheduleExpression: `cron(0/${everyMinutes} * * * ? *)`,
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: lambda.functionArn,
      roleArn: role.roleArn,
      input: JSON.stringify({ at: "<aws.scheduler.scheduled-time>" }),
      deadLetterConfig: { arn: laidAside.queueArn },
      retryPolicy: { maximumEventAgeInSeconds: Duration.hours(1).toSeconds(), maximumRetryAttempts: 10 },
    },
  });
}

/** Those of a batch that fail are tried again, the rest is done. */
function byQueue({ lambda }: WorkflowFunction, of: WorkQueue, { queue }: Work, { mailPerSecond }: Stage): void {
  const { batch, windowSeconds } = batchesOf[of];
  const senders = of === "messages" ? sendersFor(mailPerSecond) : undefined;
  const mapping = new EventSourceMapping(lambda, "Takes", {
    target: lambda,
    eventSourceArn: queue.queueArn,
    batchSize: senders?.batch ?? batch,
    maxBatchingWindow: Duration.seconds(windowSeconds),
    maxConcurrency: senders?.atOnce,
    reportBatchItemFailures: true,
  });
  Validations.of(mapping).acknowledge({
    id: "Serverless-LambdaEventSourceMappingDestination",
    reason:
      "Lambda has no failure destination for SQS: the queue itself lays aside what failed five times, and an alarm calls a person.",
  });
}
