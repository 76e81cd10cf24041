import { CfnOutput, Stack } from "aws-cdk-lib";
import { EventBus, type EventPattern, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { type Bucket, CfnBucket } from "aws-cdk-lib/aws-s3";
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  ReceiptRuleSet,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { S3 } from "aws-cdk-lib/aws-ses-actions";
import { Construct } from "constructs";
import type { Names } from "../names.ts";
import type { Stage } from "../stage.ts";
import { keptBucket, type State } from "./state.ts";
import type { Work } from "./work.ts";

export interface SesMailProps {
  names: Names;
  stage: Stage;
  state: State;
  /** Takes a message for each mail that arrived. */
  mails: Work;
  /** Takes a message for each thing that SES says of a mail of ours. */
  mailEvents: Work;
}

/** Mail by SES: out as the stage's domain, in through a receipt rule and a bucket; both tell queues by EventBridge. */
export class SesMail extends Construct {
  readonly inbox: Bucket;

  constructor(scope: Construct, id: string, { names, stage, state, mails, mailEvents }: SesMailProps) {
    super(scope, id);
    this.inbox = keptBucket(this, "Inbox", names.bucket("inbox"), state.access);
    tellsEventBridge(this.inbox);
    receive(this, names, stage.domain, this.inbox);
    passOn(this, "Arrived", arrivalsIn(this.inbox), mails);

    const configurationSet = sendingAs(this, names);
    showDnsRecords(
      this,
      new EmailIdentity(this, "Domain", { identity: Identity.domain(stage.domain), configurationSet }),
      stage,
    );
    passOn(this, "Said", saidOf(names), mailEvents);
  }
}

/** CloudFormation cannot make the rule set the account's active one: the operator does (README). */
function receive(scope: Construct, names: Names, domain: string, inbox: Bucket): void {
  const rules = new ReceiptRuleSet(scope, "Rules", { receiptRuleSetName: names.receiptRuleSet });
  rules.addRule("ToInbox", { recipients: [domain], scanEnabled: true, actions: [new S3({ bucket: inbox })] });
  new CfnOutput(scope, "ReceiptRuleSet", { value: names.receiptRuleSet });
}

function sendingAs(scope: Construct, names: Names): ConfigurationSet {
  const configurationSet = new ConfigurationSet(scope, "Sending", {
    configurationSetName: names.configurationSet,
    reputationMetrics: true,
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  configurationSet.addEventDestination("Events", {
    destination: EventDestination.eventBus(EventBus.fromEventBusName(scope, "DefaultBus", "default")),
    events: [
      EmailSendingEvent.DELIVERY,
      EmailSendingEvent.BOUNCE,
      EmailSendingEvent.COMPLAINT,
      EmailSendingEvent.REJECT,
      EmailSendingEvent.DELIVERY_DELAY,
    ],
  });
  return configurationSet;
}

/** S3 tells EventBridge of what arrives. The L2 property would bring a Lambda function of its own. */
function tellsEventBridge(bucket: Bucket): void {
  const { defaultChild } = bucket.node;
  if (!(defaultChild instanceof CfnBucket)) throw new Error("a bucket of ours is one that CloudFormation makes");
  defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}

/** All but the object by which SES tries whether it may write. */
const arrivalsIn = (inbox: Bucket): EventPattern => ({
  source: ["aws.s3"],
  detailType: ["Object Created"],
  detail: {
    bucket: { name: [inbox.bucketName] },
    object: { key: [{ "anything-but": ["AMAZON_SES_SETUP_NOTIFICATION"] }] },
  },
});

const saidOf = ({ configurationSet }: Names): EventPattern => ({
  source: ["aws.ses"],
  detail: { mail: { tags: { "ses:configuration-set": [configurationSet] } } },
});

/** S3 and SES speak on the account's default bus only. */
function passOn(scope: Construct, id: string, eventPattern: EventPattern, { queue, laidAside }: Work): void {
  new Rule(scope, id, { eventPattern, targets: [new SqsQueue(queue, { deadLetterQueue: laidAside })] });
}

function showDnsRecords(scope: Construct, identity: EmailIdentity, { domain, region }: Stage): void {
  identity.dkimRecords.forEach(({ name, value }, at) => {
    new CfnOutput(scope, `Dkim${at + 1}`, { value: `${name} CNAME ${value}` });
  });
  new CfnOutput(scope, "Mx", { value: `${domain} MX 10 inbound-smtp.${region}.${Stack.of(scope).urlSuffix}` });
}
