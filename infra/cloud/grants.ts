import { ArnFormat, Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { FunctionRow, May } from "../functions.ts";
import { sendersFor } from "./effort.ts";
import type { Parts } from "./parts.ts";
import { indexArns } from "./state.ts";
import type { Work } from "./work.ts";

/** What a word of the table of functions allows, and the variables that say where. */
export interface Grant {
  statements: PolicyStatement[];
  environment: Record<string, string>;
}

/** Least privilege: nothing here deletes, scans or lists more than the word says. */
export function grantOf(may: May, parts: Parts): Grant {
  const { state, bus } = parts;
  const { table, blobs } = state;
  switch (may) {
    case "read table":
      return withSecret(parts, [
        allow(["dynamodb:BatchGetItem"], [table.tableArn]),
        allow(["dynamodb:Query"], [table.tableArn, ...indexArns(table)]),
      ]);
    case "write table":
      return withSecret(parts, [allow(["dynamodb:PutItem", "dynamodb:ConditionCheckItem"], [table.tableArn])]);
    case "read blobs":
      return { statements: readObjects(blobs, BLOBS), environment: { BLOBS: blobs.bucketName } };
    case "write blobs":
    case "write documents":
      return {
        statements: [allow(["s3:PutObject"], [blobs.arnForObjects(BLOBS)])],
        environment: { BLOBS: blobs.bucketName },
      };
    case "read files":
    case "show sheets":
      return { statements: [], environment: {} };
    case "send mail":
      return sending(parts);
    case "put events":
      return { statements: [allow(["events:PutEvents"], [bus.eventBusArn])], environment: { BUS: bus.eventBusName } };
    case "queue plans":
      return queueing("plans", parts);
    case "queue units":
      return queueing("units", parts);
    case "queue messages":
      return queueing("messages", parts);
    case "queue events":
      return queueing("events", parts);
  }
}

/** What a function needs to take what wakes it. */
export function takingOf(on: FunctionRow["on"], { inbox, workOf }: Parts): Grant {
  switch (on.kind) {
    case "queue":
      return { statements: [taking(workOf(on.of))], environment: {} };
    case "mail":
      return {
        statements: [taking(workOf("mails")), ...(inbox ? readObjects(inbox, "*") : [])],
        environment: inbox ? { INBOX: inbox.bucketName } : {},
      };
    case "schedule":
    case "mailbox":
    case "http":
      return { statements: [], environment: {} };
  }
}

const taking = ({ queue }: Work): PolicyStatement =>
  allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [queue.queueArn]);

/** Keys of the objects that the blobs adapter writes. */
export const BLOBS = "blobs/*";

export const allow = (actions: string[], resources: string[]): PolicyStatement =>
  new PolicyStatement({ actions, resources });

/** With the right to list, an object that is not there reads as absent instead of forbidden. */
const readObjects = (bucket: Bucket, keys: string): PolicyStatement[] => [
  allow(["s3:GetObject"], [bucket.arnForObjects(keys)]),
  allow(["s3:ListBucket"], [bucket.bucketArn]),
];

/** Whoever reads or writes state signs or checks tokens. */
const withSecret = ({ state: { table, secret } }: Parts, statements: PolicyStatement[]): Grant => ({
  statements: [...statements, allow(["secretsmanager:GetSecretValue"], [secret.secretArn])],
  environment: { TABLE: table.tableName, SECRET_ID: secret.secretArn },
});

/** By SES in the name of the stage's domain only; by SMTP with what the secret holds. */
function sending({ state, stage, names }: Parts): Grant {
  const environment = { MAIL_PER_SECOND: String(sendersFor(stage.mailPerSecond).eachPerSecond) };
  if (stage.mail === "smtp") return { statements: [], environment };
  const ses = (resource: string, resourceName: string) =>
    Stack.of(state).formatArn({ service: "ses", resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  return {
    statements: [
      allow(["ses:SendRawEmail"], [ses("identity", stage.domain), ses("configuration-set", names.configurationSet)]),
    ],
    environment: { ...environment, CONFIGURATION_SET: names.configurationSet },
  };
}

function queueing(of: "plans" | "units" | "messages" | "events", { workOf }: Parts): Grant {
  const { queue } = workOf(of);
  return {
    statements: [allow(["sqs:SendMessage"], [queue.queueArn])],
    environment: { [`QUEUE_${of.toUpperCase()}`]: queue.queueUrl },
  };
}
