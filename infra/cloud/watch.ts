import { Aws, Duration, Validations } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type CreateAlarmOptions,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Names } from "../names.ts";

/** Who is called, and for what. Each alarm has a section in `infra/RUNBOOK.md` under its name. */
export class Watch extends Construct {
  readonly alarms: Alarm[] = [];
  private readonly names: Names;
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, names: Names, alarmAddress: string) {
    super(scope, id);
    this.names = names;
    this.topic = topicTo(this, alarmAddress);
  }

  /** @param whenItFails  the words of the table of functions, as the person who is called reads them */
  function(name: string, lambda: Lambda, whenItFails: string): void {
    this.alarm(`${name}-failed`, whenItFails, lambda.metricErrors({ period: QUARTER, statistic: Stats.SUM }), {
      threshold: 1,
    });
  }

  laidAside(name: string, queue: Queue): void {
    this.alarm(
      `${name}-dead-letters`,
      `Work for ${name} failed again and again and was laid aside. It waits 14 days for a person.`,
      queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
      { threshold: 1 },
    );
  }

  waiting(name: string, queue: Queue): void {
    this.alarm(
      `${name}-waiting`,
      `Work for ${name} has waited for more than an hour.`,
      queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
      { threshold: HOUR.toSeconds(), comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD },
    );
  }

  unsent(): void {
    this.alarm(
      "unsent",
      "A message has waited to be sent for more than an hour.",
      ownMetric("UnsentOldestMinutes", Stats.MAXIMUM, QUARTER),
      { threshold: HOUR.toMinutes(), comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD },
    );
  }

  /** I8: silence is the failure, so what is missing is counted as bad. */
  noTick(tick: Lambda): void {
    this.alarm(
      "no-tick",
      "No tick came to its end for an hour: nothing is opened, reminded or followed up.",
      wellEnded(tick),
      {
        threshold: 1,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: 4,
        datapointsToAlarm: 4,
        treatMissingData: TreatMissingData.BREACHING,
      },
    );
  }

  /** AWS reviews an account at 5 % bounces or 0.1 % complaints, and later stops its mail. */
  reputation(): void {
    this.alarm("bounces", "More than 4 % of mails bounce; at 5 % AWS may stop our mail.", reputation("BounceRate"), {
      threshold: 0.04,
    });
    this.alarm("complaints", "Too many mails are marked as spam; AWS may stop our mail.", reputation("ComplaintRate"), {
      threshold: 0.001,
    });
  }

  private alarm(name: string, alarmDescription: string, metric: IMetric, how: Partial<CreateAlarmOptions>): void {
    const alarm = new Alarm(this, name, {
      alarmName: this.names.alarm(name),
      alarmDescription,
      metric,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...how,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.alarms.push(alarm);
  }
}

const FIVE_MINUTES = Duration.minutes(5);
const QUARTER = Duration.minutes(15);
const HOUR = Duration.hours(1);

/** What the functions count themselves and write into their logs (embedded metric format). */
export const ownMetric = (metricName: string, statistic: string, period: Duration): Metric =>
  new Metric({ namespace: "duban", metricName, statistic, period });

const wellEnded = (tick: Lambda): MathExpression =>
  new MathExpression({
    expression: "FILL(calls, 0) - FILL(errors, 0)",
    usingMetrics: {
      calls: tick.metricInvocations({ period: QUARTER, statistic: Stats.SUM }),
      errors: tick.metricErrors({ period: QUARTER, statistic: Stats.SUM }),
    },
    period: QUARTER,
    label: "ticks that came to their end",
  });

const reputation = (of: "BounceRate" | "ComplaintRate"): Metric =>
  new Metric({ namespace: "AWS/SES", metricName: `Reputation.${of}`, statistic: Stats.MAXIMUM, period: HOUR });

/** Encrypted with a key of ours: CloudWatch may not use the one that AWS keeps for SNS. */
function topicTo(scope: Construct, address: string): Topic {
  const key = new Key(scope, "Key", {
    description: "duban: alarms on their way to the operator",
    enableKeyRotation: true,
  });
  const cloudwatch = new ServicePrincipal("cloudwatch.amazonaws.com");
  const ours = { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } };
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [cloudwatch],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
      conditions: ours,
    }),
  );
  const topic = new Topic(scope, "Topic", { displayName: "duban", masterKey: key, enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [cloudwatch],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: ours,
    }),
  );
  const subscription = topic.addSubscription(new EmailSubscription(address));
  Validations.of(subscription).acknowledge({
    id: "Serverless-SNSRedrivePolicy",
    reason:
      "It leads to a mailbox. CloudWatch keeps the state and history of every alarm, so a lost mail loses nothing that a dead-letter queue would keep.",
  });
  return topic;
}
