import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { build } from "esbuild";
import { z } from "zod";
import { tableDefinition } from "../../functions/adapters/table-dynamodb.ts";
import { bundleFunctions } from "../../infra/cloud/bundle.ts";
import { namesOf } from "../../infra/names.ts";
import { type Asked, listenOnLoopback } from "../adapters/loopback.ts";
import { startDynamodbLocal } from "../contract/dynamodb-local.ts";
import { sampleStages } from "./synthesised.ts";

/** Which stage the sample is. DynamoDB Local says that it is of the samples' account. */
export const STAGE = "demo";
const names = namesOf(STAGE, sampleStages.get(STAGE)!); // it is one of the samples
const REGION = "us-east-1";
export const TABLE = names.table;

export interface Said {
  code: number;
  stdout: string;
  stderr: string;
}

/** A stage on this machine: the official DynamoDB Local, and stand-ins for S3, SQS and Secrets Manager; all over real sockets. */
export interface StageOnLoopback {
  /** Runs the command line in a process of its own, at a time. */
  duban(at: string, words: readonly string[], env?: Record<string, string | undefined>): Promise<Said>;
  /** Runs the bundle of a function, as its Lambda would. @returns its answer */
  lambda(at: string, name: string, event: unknown, env?: Record<string, string>): Promise<unknown>;
  /** Jobs that were put into a queue since it was last asked. */
  taken(queue: string): string[];
  /** What lies in a bucket, by key. */
  readonly objects: ReadonlyMap<string, Buffer>;
  /** The secret, as its text. */
  secret: string;
  makeTable(definition?: Partial<CreateTableCommandInput>): Promise<void>;
  dropTable(): Promise<void>;
  /** Of the stand-ins. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

export async function startStage(): Promise<StageOnLoopback> {
  const folder = mkdtempSync(join(tmpdir(), "duban-stage-"));
  const dynamodb = await startDynamodbLocal();
  const { hostname, port } = (await dynamodb.client().config.endpoint?.()) ?? { hostname: "", port: 0 };
  const tables = `http://${hostname}:${port}`;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint: tables, region: REGION, credentials });
  const objects = new Map<string, Buffer>();
  const queued: { queue: string; body: string }[] = [];
  const stage = { secret: JSON.stringify({ secret: "k7".repeat(20) }) };
  const server = await listenOnLoopback((asked) => answerTo(asked, () => server.endpoint));
  const answerTo = (asked: Asked, endpoint: () => string) => {
    const target = String(asked.headers["x-amz-target"] ?? "");
    if (target === "secretsmanager.GetSecretValue") return json({ SecretString: stage.secret });
    if (target.startsWith("AmazonSQS.")) return json(sqs(target, asked.body.toString(), endpoint()));
    if (asked.method === "PUT") objects.set(keyIn(asked.path), asked.body);
    return asked.method === "PUT" || objects.has(keyIn(asked.path))
      ? { body: objects.get(keyIn(asked.path)) ?? "" }
      : { status: 404 };
  };
  function sqs(target: string, body: string, endpoint: string): object {
    const { QueueName, QueueUrl = "", Entries = [] } = Sqs.parse(JSON.parse(body));
    if (target.endsWith("GetQueueUrl")) return { QueueUrl: `${endpoint}/000000000000/${QueueName}` };
    queued.push(...Entries.map(({ MessageBody }) => ({ queue: QueueUrl.split("/").at(-1) ?? "", body: MessageBody })));
    return {
      Successful: Entries.map(({ Id, MessageBody }) => ({ Id, MessageId: Id, MD5OfMessageBody: md5(MessageBody) })),
      Failed: [],
    };
  }
  const [cli] = await Promise.all([builtCommandLine(folder), bundleFunctions(join(folder, "cloud"))]);
  const clock = join(folder, "clock.cjs");
  writeFileSync(clock, CLOCK);
  const environment = (at: string, env: Record<string, string | undefined>): NodeJS.ProcessEnv =>
    Object.fromEntries(
      Object.entries({
        PATH: process.env.PATH,
        HOME: folder,
        NODE_OPTIONS: `--require ${clock}`,
        NOW: at,
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_MAX_ATTEMPTS: "1",
        AWS_ENDPOINT_URL: server.endpoint,
        AWS_ENDPOINT_URL_DYNAMODB: tables,
        ...env,
      }).filter(([, value]) => value !== undefined),
    );
  return Object.assign(stage, {
    objects,
    endpoint: server.endpoint,
    duban: (at: string, words: readonly string[], env = {}) => ran([cli, ...words], environment(at, env)),
    async lambda(at: string, name: string, event: unknown, env = {}) {
      const call = `require(${JSON.stringify(join(folder, "cloud", name, "index.js"))}).handler(${JSON.stringify(event)}, {}).then((answer) => console.log(JSON.stringify({ answer })))`;
      const { code, stdout, stderr } = await ran(
        ["-e", call],
        environment(at, { ...lambdaSettings(server.endpoint), ...env }),
      );
      if (code !== 0) throw new Error(stderr);
      return JSON.parse(stdout.trim().split("\n").at(-1) ?? "").answer;
    },
    taken(queue: string) {
      const jobs = queued.filter((each) => each.queue === names.queue(queue as "plans")); // any name will do
      for (const job of jobs) queued.splice(queued.indexOf(job), 1);
      return jobs.map(({ body }) => body);
    },
    async makeTable(definition: Partial<CreateTableCommandInput> = {}) {
      await client.send(new CreateTableCommand({ ...tableDefinition(TABLE), ...definition }));
    },
    dropTable: async () => void (await client.send(new DeleteTableCommand({ TableName: TABLE }))),
    async stop() {
      await Promise.all([server.close(), dynamodb.stop()]);
      rmSync(folder, { recursive: true });
    },
  });
}

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

const Sqs = z.object({
  QueueName: z.string().optional(),
  QueueUrl: z.string().optional(),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })).optional(),
});
const json = (body: object) => ({
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(body),
});
/** Path style: `/bucket/key?x-id=PutObject`. */
const keyIn = (path: string): string => path.split("?")[0]!.slice(1); // a text has a first part

/** The machine's clock is at `NOW`. */
const CLOCK = `
const Real = Date, now = () => Real.parse(process.env.NOW);
globalThis.Date = class extends Real { constructor(...given) { given.length ? super(...given) : super(now()); } static now() { return now(); } };
`;

const lambdaSettings = (endpoint: string): Record<string, string> => ({
  TABLE,
  SECRET_ID: names.secret,
  DOMAIN: "duban.daxing.example",
  PUBLIC_URL: "https://duban.daxing.example",
  BLOBS: names.bucket("blobs"),
  ...Object.fromEntries(
    (["plans", "units", "messages", "events"] as const).map((queue) => [
      `QUEUE_${queue.toUpperCase()}`,
      `${endpoint}/000000000000/${names.queue(queue)}`,
    ]),
  ),
});

async function builtCommandLine(folder: string): Promise<string> {
  const outfile = join(folder, "duban.cjs");
  await build({
    entryPoints: ["infra/local/duban.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "import.meta.dirname": JSON.stringify(resolve("infra/local")) },
    loader: { ".css": "text" },
    logLevel: "error",
  });
  return outfile;
}

const ran = (words: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> =>
  new Promise((resolve) => {
    execFile(process.execPath, [...words], { env, maxBuffer: 64 * 1024 * 1024 }, (problem, stdout, stderr) =>
      resolve({ code: problem ? Number(problem.code ?? 1) : 0, stdout, stderr }),
    );
  });
