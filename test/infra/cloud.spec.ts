import { readFileSync } from "node:fs";
import { Stack } from "aws-cdk-lib";
import type { Template } from "aws-cdk-lib/assertions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { afterEach, describe, expect, it } from "vitest";
import { tableDefinition } from "../../functions/adapters/table-dynamodb.ts";
import { Scheduled } from "../../functions/handlers/scheduled.ts";
import { rowsAt } from "../../infra/cloud/duban-stack.ts";
import { sendersFor } from "../../infra/cloud/effort.ts";
import { type FunctionRow, functions, type May } from "../../infra/functions.ts";
import { all, named, pointed, sampleStages, synthesise } from "./synthesised.ts";

const templates = synthesise();
const template = (stage: string): Template => templates.get(stage)!;
const stages = [...sampleStages].map(([name, stage]) => ({ name, stage }));
const rows = stages.flatMap(({ name, stage }) =>
  rowsAt(stage).map(([id, row]) => ({ stage: name, mail: stage.mail, id, row: row as FunctionRow })),
);
const lambda = (stage: string, id: string) =>
  named(template(stage), "Lambda::Function", "FunctionName", `duban-${stage}-${id}`);

describe("the template and the table of functions say the same", () => {
  it.each`
    stage       | absent                             | because
    ${"demo"}   | ${["FetchMail"]}                   | ${"SES brings the mail"}
    ${"office"} | ${["ReceiveMail", "NoteDelivery"]} | ${"the office's own server brings it, and answers at once"}
    ${"china"}  | ${["ReceiveMail", "NoteDelivery"]} | ${"there is no SES in China"}
  `("$stage has a Lambda for each row but $absent: $because", ({ stage, absent }) => {
    const here = all(template(stage), "Lambda::Function").map(([, { Properties }]) => Properties.FunctionName);
    expect(here.toSorted()).toEqual(
      ALL.filter((id) => !absent.includes(id))
        .map((id) => `duban-${stage}-${id}`)
        .toSorted(),
    );
  });

  it.each(rows)("$stage: $id may do what its row says, no less and no more", ({ stage, mail, id, row }) => {
    expect(rightsIn(stage, id)).toEqual(rightsBy(stage, mail, id, row));
  });

  it.each(rows)("$stage: $id is told where to find what it may touch, and nothing else", ({ stage, mail, id, row }) => {
    const told = Object.keys(lambda(stage, id).Environment.Variables);
    const may = row.may.flatMap((each) => (each === "send mail" ? SENDING[mail] : VARIABLES[each]));
    expect(told.toSorted()).toEqual(
      [...new Set(["DOMAIN", "MAIL", "PUBLIC_URL", ...may, ...(id === "ReceiveMail" ? ["INBOX"] : [])])].toSorted(),
    );
  });

  it.each(rows)("$stage: whoever $id fails is told so in the words of its row", ({ stage, id, row }) => {
    const alarm = named(template(stage), "CloudWatch::Alarm", "AlarmName", `duban-${stage}-${id}-failed`);
    expect(alarm.AlarmDescription).toBe(row.whenItFails);
    expect(alarm.MetricName).toBe("Errors");
    expect(pointed(template(stage), alarm.Dimensions[0].Value)).toBe(`Lambda::Function duban-${stage}-${id}`);
    expect(alarm.AlarmActions).toHaveLength(1);
  });

  it.each(rows)(
    "$stage: $id runs on Node 24 on arm64, with a log that is kept for half a year and longer",
    ({ stage, id }) => {
      expect(lambda(stage, id)).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "index.handler",
      });
      const log = named(template(stage), "Logs::LogGroup", "LogGroupName", `/duban/${stage}/${id}`);
      expect(log.RetentionInDays).toBeGreaterThanOrEqual(184);
    },
  );

  it.each(rows.filter(({ row }) => row.on.kind === "queue" || row.on.kind === "mail"))(
    "$stage: $id takes from its queue, and of a batch only what failed is tried again",
    ({ stage, id, row }) => {
      const of = row.on.kind === "queue" ? row.on.of : "mails";
      const takes = all(template(stage), "Lambda::EventSourceMapping")
        .map(([, { Properties }]) => Properties)
        .filter(({ FunctionName }) => pointed(template(stage), FunctionName).endsWith(`-${id}`));
      expect(takes).toHaveLength(1);
      expect(pointed(template(stage), takes[0].EventSourceArn)).toBe(`SQS::Queue duban-${stage}-${of}`);
      expect(takes[0].FunctionResponseTypes).toEqual(["ReportBatchItemFailures"]);
      const { VisibilityTimeout } = named(template(stage), "SQS::Queue", "QueueName", `duban-${stage}-${of}`);
      expect(VisibilityTimeout).toBeGreaterThanOrEqual(
        6 * lambda(stage, id).Timeout + (takes[0].MaximumBatchingWindowInSeconds ?? 0),
      );
    },
  );

  it.each(rows.filter(({ row }) => row.on.kind === "schedule" || row.on.kind === "mailbox"))(
    "$stage: the clock calls $id on full minutes with the time for which it was scheduled (CA-3)",
    ({ stage, id, row }) => {
      const minutes = "everyMinutes" in row.on ? row.on.everyMinutes : 0;
      const schedule = named(template(stage), "Scheduler::Schedule", "Name", `duban-${stage}-${id}`);
      expect(schedule.ScheduleExpression).toBe(`cron(0/${minutes} * * * ? *)`);
      expect(schedule.Target.Input).toBe('{"at":"<aws.scheduler.scheduled-time>"}');
      expect(pointed(template(stage), schedule.Target.Arn)).toBe(`Lambda::Function duban-${stage}-${id}`);
      expect(pointed(template(stage), schedule.Target.DeadLetterConfig.Arn)).toBe(
        `SQS::Queue duban-${stage}-${id}-dead-letters`,
      );
    },
  );

  it("whatever way EventBridge writes that time, it is an instant", () => {
    expect(Scheduled.parse({ at: "2024-04-29T01:00:00Z" }).at).toBe("2024-04-29T01:00:00.000Z");
    expect(Scheduled.safeParse({ at: "<aws.scheduler.scheduled-time>" }).success).toBe(false);
  });

  it.each(stages)("$name: each route of the table leads to its function", ({ name }) => {
    const routes = all(template(name), "ApiGatewayV2::Route").map(([, { Properties }]) => Properties.RouteKey);
    const wanted = rows.flatMap(({ stage, row }) => (stage === name && row.on.kind === "http" ? [row.on.route] : []));
    expect(routes.toSorted()).toEqual(wanted.toSorted());
  });
});

describe("state is kept", () => {
  it.each(stages)("$name: the table is the one that the engine asks", ({ name }) => {
    const asked = tableDefinition(`duban-${name}`);
    const made = named(template(name), "DynamoDB::Table", "TableName", `duban-${name}`);
    expect(made).toMatchObject({
      BillingMode: asked.BillingMode,
      KeySchema: asked.KeySchema,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
    });
    expect(byName(made.GlobalSecondaryIndexes)).toEqual(byName(asked.GlobalSecondaryIndexes));
    expect(new Set(made.AttributeDefinitions)).toEqual(new Set(asked.AttributeDefinitions));
  });

  it.each(stages)("$name: what people sent, secrets and logs outlive the stack", ({ name }) => {
    for (const type of ["DynamoDB::Table", "S3::Bucket", "SecretsManager::Secret", "Logs::LogGroup"])
      for (const [id, { DeletionPolicy }] of all(template(name), type))
        expect([id, DeletionPolicy]).toEqual([id, "Retain"]);
  });

  it.each(stages)("$name: buckets are private, and those of submissions never forget a version in use", ({ name }) => {
    for (const [, { Properties }] of all(template(name), "S3::Bucket")) {
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
      if (String(Properties.BucketName).includes("-access-")) continue;
      expect(Properties.VersioningConfiguration.Status).toBe("Enabled");
      for (const rule of Properties.LifecycleConfiguration.Rules) expect(rule).not.toHaveProperty("ExpirationInDays");
    }
  });
});

describe("what goes wrong is told", () => {
  it.each(stages)("$name: nothing is laid aside, and nothing waits for an hour, without an alarm", ({ name }) => {
    const alarms = new Set(all(template(name), "CloudWatch::Alarm").map(([, { Properties }]) => Properties.AlarmName));
    const queues = all(template(name), "SQS::Queue").map(([, { Properties }]) => Properties);
    for (const { QueueName, RedrivePolicy } of queues) {
      expect(alarms).toContain(RedrivePolicy ? `${QueueName}-waiting` : QueueName);
      if (RedrivePolicy)
        expect(pointed(template(name), RedrivePolicy.deadLetterTargetArn)).toBe(`SQS::Queue ${QueueName}-dead-letters`);
    }
  });

  it.each(stages)("$name: silence of the tick for an hour is itself the alarm (I8)", ({ name }) => {
    const alarm = named(template(name), "CloudWatch::Alarm", "AlarmName", `duban-${name}-no-tick`);
    expect(alarm).toMatchObject({
      TreatMissingData: "breaching",
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
    });
    expect(alarm.EvaluationPeriods * 15).toBe(60);
    const metrics = alarm.Metrics.filter(({ MetricStat }: { MetricStat?: object }) => MetricStat);
    expect(metrics.map(({ MetricStat }: { MetricStat: { Period: number } }) => MetricStat.Period)).toEqual([900, 900]);
  });

  it.each(stages)("$name: alarms go to the address of the stage, encrypted", ({ name, stage }) => {
    const topics = all(template(name), "SNS::Topic");
    expect(topics.map(([, { Properties }]) => typeof Properties.KmsMasterKeyId)).toEqual(["object"]);
    const [[, subscription] = []] = all(template(name), "SNS::Subscription");
    expect(subscription?.Properties).toMatchObject({ Protocol: "email", Endpoint: stage.alarmAddress });
    for (const [, { Properties }] of all(template(name), "CloudWatch::Alarm"))
      expect(Properties.AlarmActions).toEqual([{ Ref: topics[0]?.[0] }]);
  });
});

it.each(stages)("$name: the dashboard shows the month, what waits, and every queue", ({ name }) => {
  const board = JSON.stringify(named(template(name), "CloudWatch::Dashboard", "DashboardName", `duban-${name}`));
  for (const metric of ["Sent", "Delivered", "Recorded", "Held", "Overdue", "Ticks", "UnsentOldestMinutes"])
    expect(board).toContain(`\\"duban\\",\\"${metric}\\"`);
  expect(board.match(/ApproximateAgeOfOldestMessage/g)).toHaveLength(name === "demo" ? 6 : 4);
});

it("each alarm has its section in the runbook, and each section its alarm", () => {
  const runbook = readFileSync(new URL("../../infra/RUNBOOK.md", import.meta.url), "utf8");
  const sections = [...runbook.matchAll(/^### `(.+)`$/gm)].map(([, name]) => name);
  const alarms = stages.flatMap(({ name }) =>
    all(template(name), "CloudWatch::Alarm").map(([, { Properties }]) =>
      String(Properties.AlarmName).replace(`duban-${name}-`, ""),
    ),
  );
  expect(sections.toSorted()).toEqual([...new Set(alarms)].toSorted());
});

describe("at the door", () => {
  it.each(stages)("$name: requests are logged by route, because paths hold tokens, and throttled", ({ name }) => {
    const [[, stage] = []] = all(template(name), "ApiGatewayV2::Stage");
    const { Format } = stage?.Properties.AccessLogSettings ?? {};
    expect(Object.values(JSON.parse(Format))).toContain("$context.identity.sourceIp");
    expect(Format).not.toMatch(/\$context\.(path|identity\.user\b)|\$request/);
    expect(stage?.Properties.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
  });

  it("mail to the stage's domain is scanned, put down, and told to the queue; the trial of SES is not taken for a mail", () => {
    const [[, rule] = []] = all(template("demo"), "SES::ReceiptRule");
    expect(rule?.Properties.Rule).toMatchObject({
      Recipients: ["duban.daxing.example"],
      ScanEnabled: true,
      Enabled: true,
    });
    const [[, arrived] = []] = all(template("demo"), "Events::Rule").filter(
      ([, { Properties }]) => Properties.EventPattern.source[0] === "aws.s3",
    );
    expect(arrived?.Properties.EventPattern.detail.object.key).toEqual([
      { "anything-but": ["AMAZON_SES_SETUP_NOTIFICATION"] },
    ]);
    expect(arrived?.Properties.Targets.map(({ Arn }: { Arn: unknown }) => pointed(template("demo"), Arn))).toEqual([
      "SQS::Queue duban-demo-mails",
    ]);
  });

  it.each(["office", "china"])("%s: without SES nothing of it is there", (name) => {
    const types = Object.values(template(name).toJSON().Resources).map(
      (resource) => (resource as { Type: string }).Type,
    );
    expect(types.filter((type) => type.startsWith("AWS::SES"))).toEqual([]);
    expect(JSON.stringify(template(name).toJSON())).not.toContain("ses:");
  });

  it("in China nothing names another partition, and nothing that is not there is used", () => {
    const text = JSON.stringify(template("china").toJSON());
    expect(text).not.toContain("arn:aws:");
    expect(text).not.toMatch(/AWS::Lambda::Url|TracingConfig|xray/);
  });
});

describe("the rate of the mail provider is shared by as many senders as work at once", () => {
  it.each`
    rate   | atOnce | batch | because
    ${1}   | ${2}   | ${30} | ${"two is the least SQS can be held to; each sends one in two seconds, a batch in half its time"}
    ${14}  | ${2}   | ${50} | ${"what a new SES account is given"}
    ${200} | ${4}   | ${50} | ${"one Lambda hands over about 50 a second"}
    ${0.1} | ${2}   | ${3}  | ${"six a minute, at some servers of offices"}
  `("$rate a second: $atOnce senders with batches of $batch: $because", ({ rate, atOnce, batch }) => {
    const senders = sendersFor(rate);
    expect(senders).toMatchObject({ atOnce, batch });
    expect(senders.atOnce * senders.eachPerSecond).toBeCloseTo(rate);
  });

  it("and the stage holds Lambda and the senders to it", () => {
    const takes = all(template("demo"), "Lambda::EventSourceMapping").map(([, { Properties }]) => Properties);
    expect(takes.flatMap(({ ScalingConfig }) => ScalingConfig ?? [])).toEqual([{ MaximumConcurrency: 2 }]);
    expect(lambda("demo", "Deliver").Environment.Variables.MAIL_PER_SECOND).toBe("7");
  });
});

describe("the checks run with every synth", () => {
  afterEach(() => {
    process.exitCode = undefined;
  });
  it("and stop it for what is not acknowledged", () => {
    expect(() => synthesise((app) => new Queue(new Stack(app, "Naked"), "Queue"))).toThrow(
      /AwsSolutions-SQS4.*Serverless-SQSRedrivePolicy/s,
    );
  });
});

const ALL = Object.keys(functions);

/** What each word of the table allows, as `action resource`. Written out here a second time, so that no right slips in. */
const TABLE = "DynamoDB::Table duban-STAGE";
const BLOBS = "S3::Bucket duban-STAGE-blobs-000000000000-REGION";
const SECRET = "secretsmanager:GetSecretValue SecretsManager::Secret duban/STAGE";
const RIGHTS: Record<May, string[]> = {
  "read table": [
    `dynamodb:BatchGetItem ${TABLE}`,
    ...["", "/index/open", "/index/board", "/index/waiting", "/index/journal"].map(
      (index) => `dynamodb:Query ${TABLE}${index}`,
    ),
    SECRET,
  ],
  "write table": [`dynamodb:PutItem ${TABLE}`, `dynamodb:ConditionCheckItem ${TABLE}`, SECRET],
  "read blobs": [`s3:GetObject ${BLOBS}/blobs/*`, `s3:ListBucket ${BLOBS}`],
  "write blobs": [`s3:PutObject ${BLOBS}/blobs/*`],
  "write documents": [`s3:PutObject ${BLOBS}/blobs/*`],
  "read files": [],
  "show sheets": [],
  "send mail": [
    "ses:SendRawEmail arn:aws:ses:REGION:000000000000:identity/duban.daxing.example",
    "ses:SendRawEmail arn:aws:ses:REGION:000000000000:configuration-set/duban-STAGE",
  ],
  "put events": ["events:PutEvents Events::EventBus duban-STAGE"],
  "queue plans": ["sqs:SendMessage SQS::Queue duban-STAGE-plans"],
  "queue units": ["sqs:SendMessage SQS::Queue duban-STAGE-units"],
  "queue messages": ["sqs:SendMessage SQS::Queue duban-STAGE-messages"],
  "queue events": ["sqs:SendMessage SQS::Queue duban-STAGE-events"],
};
const INBOX = "S3::Bucket duban-STAGE-inbox-000000000000-REGION";
const MAILS = [...taking("mails"), `s3:GetObject ${INBOX}/*`, `s3:ListBucket ${INBOX}`];

const VARIABLES: Record<Exclude<May, "send mail">, string[]> = {
  "read table": ["TABLE", "SECRET_ID"],
  "write table": ["TABLE", "SECRET_ID"],
  "read blobs": ["BLOBS"],
  "write blobs": ["BLOBS"],
  "write documents": ["BLOBS"],
  "read files": [],
  "show sheets": [],
  "put events": ["BUS"],
  "queue plans": ["QUEUE_PLANS"],
  "queue units": ["QUEUE_UNITS"],
  "queue messages": ["QUEUE_MESSAGES"],
  "queue events": ["QUEUE_EVENTS"],
};
const SENDING = { ses: ["MAIL_PER_SECOND", "CONFIGURATION_SET"], smtp: ["MAIL_PER_SECOND"] };

function rightsBy(stage: string, mail: "ses" | "smtp", id: string, { on, may }: FunctionRow): string[] {
  const allowed = may.flatMap((each) => (each === "send mail" && mail === "smtp" ? [] : RIGHTS[each]));
  return [
    ...new Set([
      ...["logs:CreateLogStream", "logs:PutLogEvents"].map((action) => `${action} Logs::LogGroup /duban/STAGE/${id}`),
      ...wokenBy(id, on),
      ...allowed,
    ]),
  ]
    .map((right) => right.replace("STAGE", stage).replace("REGION", sampleStages.get(stage)?.region ?? ""))
    .toSorted();
}

function wokenBy(id: string, on: FunctionRow["on"]): string[] {
  switch (on.kind) {
    case "queue":
      return taking(on.of);
    case "mail":
      return MAILS;
    case "schedule":
    case "mailbox":
      return [`sqs:SendMessage SQS::Queue duban-STAGE-${id}-dead-letters`];
    case "http":
      return [];
  }
}

function taking(queue: string): string[] {
  return ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"].map(
    (action) => `sqs:${action} SQS::Queue duban-STAGE-${queue}`,
  );
}

/** All that the role of a function allows, as `action resource`. */
function rightsIn(stage: string, id: string): string[] {
  const role = lambda(stage, id).Role["Fn::GetAtt"][0];
  const made = template(stage);
  const { Policies, ManagedPolicyArns } = made.toJSON().Resources[role].Properties;
  expect(ManagedPolicyArns).toBeUndefined();
  const beside = all(made, "IAM::Policy").filter(([, { Properties }]) => Properties.Roles[0].Ref === role);
  const statements = [...Policies, ...beside.map(([, { Properties }]) => Properties)].flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );
  return statements
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${pointed(made, resource)}`)),
    )
    .toSorted();
}

const byName = (indexes: { IndexName?: string | undefined }[] = []) =>
  new Map(indexes.map((index) => [index.IndexName, index]));
