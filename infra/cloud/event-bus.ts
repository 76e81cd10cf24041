import { ArnFormat, Duration, Stack, Validations } from "aws-cdk-lib";
import { EventBus, type IRuleTarget, Match, Rule } from "aws-cdk-lib/aws-events";
import { PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnResourcePolicy, type LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Names } from "../names.ts";
import { keptLog } from "./workflow-function.ts";

/** The bus for domain events, for rules of ours and of others: all that is put on it can be played again for a year, and read in a log. */
export class DomainEvents extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, names: Names) {
    super(scope, id);
    this.bus = new EventBus(this, "Bus", { eventBusName: names.bus });
    this.bus.archive("Archive", {
      archiveName: names.bus,
      eventPattern: { source: ["duban"] },
      retention: Duration.days(365),
    });
    this.copyTo(keptLog(this, names.logs("events")));
  }

  private copyTo(log: LogGroup): void {
    mayWrite(this, log);
    const rule = new Rule(this, "Copy", {
      eventBus: this.bus,
      eventPattern: { source: Match.exactString("duban") },
      targets: [logTarget(log)],
    });
    Validations.of(rule).acknowledge({
      id: "Serverless-EventBusDLQ",
      reason:
        "It only copies events into a log for people to read; the archive keeps every event and can play it again.",
    });
  }
}

/** The L2 target would bring a Lambda function of its own to set the log's policy. */
const logTarget = (log: LogGroup): IRuleTarget => ({
  bind: () => ({
    arn: Stack.of(log).formatArn({
      service: "logs",
      resource: "log-group",
      resourceName: log.logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  }),
});

function mayWrite(scope: Construct, log: LogGroup): void {
  const policy = new PolicyDocument({
    statements: [
      new PolicyStatement({
        principals: [new ServicePrincipal("events.amazonaws.com"), new ServicePrincipal("delivery.logs.amazonaws.com")],
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [log.logGroupArn],
      }),
    ],
  });
  new CfnResourcePolicy(scope, "MayWrite", {
    policyName: Stack.of(scope).stackName,
    policyDocument: Stack.of(scope).toJsonString(policy.toJSON()),
  });
}
