import { randomBytes } from "node:crypto";
import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { s3Blobs } from "../../functions/adapters/blobs-s3.ts";
import { documents } from "../../functions/adapters/documents.ts";
import { keysFrom } from "../../functions/adapters/keys.ts";
import { openMail } from "../../functions/adapters/mail-opener.ts";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import { wakeBySqs } from "../../functions/adapters/queues-sqs.ts";
import { readSecret } from "../../functions/adapters/secret.ts";
import { readSentFile } from "../../functions/adapters/sent-files.ts";
import { sheets } from "../../functions/adapters/sheets.ts";
import { storeOn } from "../../functions/adapters/store.ts";
import { dynamodbTable, lacksOf } from "../../functions/adapters/table-dynamodb.ts";
import { readReportForm } from "../../functions/adapters/workbook.ts";
import type { Jobs, Wake } from "../../functions/workflows/ports.ts";
import { namesOf } from "../names.ts";
import { type Stage, StageRejected } from "../stage.ts";
import { awsProblem } from "./aws-problem.ts";
import { machineClock } from "./clock.ts";
import type { Opened } from "./deployment.ts";
import { stageNamed } from "./plan-files.ts";

/**
 * A stage in the cloud, with the AWS credentials of the environment. It is read and written here; what is to be sent, its own
 * functions send.
 *
 * @throws StageRejected when it cannot be used, before anything is written
 */
export async function openStage(name: string): Promise<Opened> {
  const stage = stageNamed(name);
  const names = namesOf(name, stage);
  const at = { region: stage.region };
  const dynamodb = new DynamoDBClient(at);
  await refuseUnlessReady(dynamodb, names.table, name, stage);
  const { secret } = await readSecret(new SecretsManagerClient(at), names.secret).catch((problem: Error) => {
    throw new StageRejected(problem.message);
  });
  const keys = keysFrom(Buffer.from(secret));
  const table = dynamodbTable(dynamodb, names.table, machineClock.now);
  const wake = wakeQueues(new SQSClient(at), names.queue);
  const ports = {
    ...BY_ITS_FUNCTIONS,
    now: machineClock.now,
    store: storeOn(table, () => randomBytes(12).toString("base64url"), machineClock.now, wake),
    blobs: s3Blobs(new S3Client(at), names.bucket("blobs")),
    keys,
    wake,
    mails: { read: readMail, open: openMail },
    documents,
    sheets,
    forms: { read: readReportForm, write: elsewhere },
    files: { read: readSentFile },
    domain: stage.domain,
    publicUrl: stage.publicUrl ?? "",
    log: () => {},
    failed: (problem: unknown) => console.error(problem),
  };
  return { ports, table, keys, clock: machineClock, close: () => dynamodb.destroy() };
}

/** Looks at the table as a whole: of another account, not there, of an older version, or not ready yet. */
async function refuseUnlessReady(client: DynamoDBClient, table: string, name: string, stage: Stage): Promise<void> {
  const deploy = `DUBAN_STAGE=${name} npx cdk deploy`;
  const { Table = {} } = await client.send(new DescribeTableCommand({ TableName: table })).catch((problem: unknown) => {
    if (problem instanceof ResourceNotFoundException)
      throw new StageRejected(
        `${stage.region} 里没有表 ${table}。请核对口令是不是账号 ${stage.account} 的；还没有部署的，请先运行 ${deploy}。`,
      );
    throw new StageRejected(awsProblem(problem) ?? `表 ${table} 打不开（${String(problem)}）。请稍后再试。`);
  });
  const account = Table.TableArn?.split(":")[4];
  if (account !== stage.account)
    throw new StageRejected(
      `口令是账号 ${account} 的，而部署 ${name} 在账号 ${stage.account}。请换口令（AWS_PROFILE），或核对 data/stages/${name}.json。`,
    );
  const lacks = lacksOf(Table);
  if (lacks.length > 0)
    throw new StageRejected(
      `表 ${table} 是旧版本建的：${lacks.join("；")}。为免读漏，什么都没有做。请先更新部署：${deploy}，完成后再试。`,
    );
  const unready = [Table.TableStatus, ...(Table.GlobalSecondaryIndexes ?? []).map(({ IndexStatus }) => IndexStatus)];
  if (unready.some((status) => status === "CREATING" || status === "DELETING"))
    throw new StageRejected(`表 ${table} 正在建立或删除。请过几分钟再试。`);
}

/** Puts jobs into the queues of the stage, as its tick does. */
function wakeQueues(client: SQSClient, nameOf: (of: keyof Jobs) => string): Wake {
  const urls = new Map<keyof Jobs, Promise<string>>();
  const urlOf = async (QueueName: string): Promise<string> =>
    (await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? "";
  return async (queue, jobs) => {
    if (jobs.length === 0) return;
    const url = urls.get(queue) ?? urlOf(nameOf(queue));
    urls.set(queue, url);
    await wakeBySqs(client, { [queue]: { url: await url } })(queue, jobs);
  };
}

const elsewhere = async (): Promise<never> => {
  throw new Error("the functions of the stage do this, not the command line");
};
const BY_ITS_FUNCTIONS = {
  mailer: { atOnce: 1, send: elsewhere },
  words: { compose: elsewhere },
  callHook: elsewhere,
  events: { put: elsewhere },
};
