import { join } from "node:path";
import { Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { PolicyDocument, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { type Bucket, CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionName, FunctionRow } from "../functions.ts";
import { batchesOf, type Effort, effortOf } from "./effort.ts";
import { allow, BLOBS, type Grant, grantOf, takingOf } from "./grants.ts";
import type { Parts } from "./parts.ts";
import { laidAside } from "./work.ts";

/** One row of `infra/functions.ts` in the cloud: the Lambda, what it may touch, its log, its alarm in plain words. */
export class WorkflowFunction extends Construct {
  readonly lambda: Lambda;
  /** Only of what a clock calls: calls that nobody waits for end here when they failed three times. */
  readonly laidAside: Queue | undefined;

  constructor(scope: Construct, name: FunctionName, row: FunctionRow, parts: Parts) {
    super(scope, name);
    const { names, stage, watch } = parts;
    const { timeoutSeconds, memoryMb } = effortFor(row.on);
    const logGroup = keptLog(this, names.logs(name));
    const grants = [takingOf(row.on, parts), ...row.may.map((may) => grantOf(may, parts))];
    const role = roleFor(this, logGroup, grants);
    this.laidAside = isCalledByClock(row.on) ? laidAside(this, `${names.function(name)}-dead-letters`) : undefined;
    this.lambda = new Lambda(this, "Lambda", {
      functionName: names.function(name),
      description: row.whenItFails,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(parts.bundles, name)),
      handler: "index.handler",
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMb,
      role,
      logGroup,
      environment: Object.assign(
        { DOMAIN: stage.domain, MAIL: stage.mail, PUBLIC_URL: parts.publicUrl },
        ...grants.map(({ environment }) => environment),
      ),
      ...(this.laidAside && { deadLetterQueue: this.laidAside }),
    });
    acknowledge(this, role, row, parts);
    watch.function(name, this.lambda, row.whenItFails);
    if (this.laidAside) watch.laidAside(name, this.laidAside);
  }
}

const isCalledByClock = ({ kind }: FunctionRow["on"]): boolean => kind === "schedule" || kind === "mailbox";

function effortFor(on: FunctionRow["on"]): Effort {
  switch (on.kind) {
    case "queue":
      return batchesOf[on.of];
    case "mail":
      return batchesOf.mails;
    case "schedule":
    case "mailbox":
    case "http":
      return effortOf[on.kind];
  }
}

/** Half a year is what the law asks for at least (网络安全法 21); CloudWatch's next step above 180 days is a year. */
export const keptLog = (scope: Construct, logGroupName: string): LogGroup =>
  new LogGroup(scope, "Log", {
    logGroupName,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  });

const roleFor = (scope: Construct, log: LogGroup, grants: Grant[]): Role =>
  new Role(scope, "Role", {
    assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    inlinePolicies: {
      May: new PolicyDocument({
        statements: [
          allow(["logs:CreateLogStream", "logs:PutLogEvents"], [log.logGroupArn]),
          ...grants.flatMap(({ statements }) => statements),
        ],
      }),
    },
  });

/** What the checks find and we mean, with the reason. */
function acknowledge(made: WorkflowFunction, role: Role, { on, may }: FunctionRow, { state, inbox }: Parts): void {
  Validations.of(made.lambda).acknowledge({
    id: "Serverless-LambdaTracing",
    reason:
      "X-Ray costs more than the call it traces, wants rights on every resource, and is not there in China. Each line of the log has plan, period, unit and request.",
  });
  if (!made.laidAside)
    Validations.of(made.lambda).acknowledge({
      id: "Serverless-LambdaDLQ",
      reason: "It is never called asynchronously: SQS lays aside what failed, and a caller over HTTP is told at once.",
    });
  if (may.some((each) => each === "read blobs" || each === "write blobs" || each === "write documents"))
    mayTouch(role, state.blobs, BLOBS);
  if (on.kind === "mail" && inbox) mayTouch(role, inbox, "*");
}

function mayTouch(role: Role, bucket: Bucket, keys: string): void {
  const { defaultChild } = bucket.node;
  if (!(defaultChild instanceof CfnBucket)) throw new Error("a bucket of ours is one that CloudFormation makes");
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${Stack.of(role).getLogicalId(defaultChild)}.Arn>/${keys}]`,
    reason: "An object's name is known only when it comes; the right ends at this one bucket and prefix.",
  });
}
