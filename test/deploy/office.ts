import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Webhook } from "standardwebhooks";
import { s3Blobs } from "../../functions/adapters/blobs-s3.ts";
import { keysFrom } from "../../functions/adapters/keys.ts";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import { JOINED_WITHIN_SECONDS } from "../../functions/adapters/queues-sqs.ts";
import { readSecret } from "../../functions/adapters/secret.ts";
import { setSetting, storeOn } from "../../functions/adapters/store.ts";
import { dynamodbTable } from "../../functions/adapters/table-dynamodb.ts";
import { after, dayAt, epochMs, type Instant, localTime } from "../../functions/core/day.ts";
import type { Directory } from "../../functions/core/directory.ts";
import { eventOf } from "../../functions/core/domain-event.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { linesOf } from "../../functions/core/plan-document.ts";
import type { ReceivedMail } from "../../functions/core/received-mail.ts";
import { importPlan } from "../../functions/workflows/import-plan.ts";
import type { Ports } from "../../functions/workflows/ports.ts";
import type { FunctionName } from "../../infra/functions.ts";
import { sampleHolidays, sampleLadder } from "../../infra/local/plan-files.ts";
import { openPostOffice } from "../../infra/local/simulate/post-office.ts";
import { type Reply, replyMail } from "../../infra/local/simulate/replies.ts";
import { ticksBetween } from "../../infra/local/ticker.ts";
import { namesOf } from "../../infra/names.ts";
import { stagesIn } from "../../infra/stage.ts";
import { factsOf } from "../story/facts.ts";
import { APRIL, DOCUMENT, SETTINGS, shanghai, UNIT, UNITS, type UnitName } from "../story/three-units.ts";
import { kindOf } from "../story/world.ts";
import { type Answer, ask, call } from "./ask.ts";
import { type Call, type Emulator, startEmulator } from "./emulator.ts";

import { otherSystem } from "./other-system.ts";
import { queuesOf } from "./queues.ts";
import { asSesKeeps } from "./ses-inbound.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const STAGE = "demo";
const MOST_WAITING_MS = 60_000;
const BETWEEN_LOOKS_MS = 20;
/** What is in a queue after so long is there to wait. */
const MOST_TURNS = 3;
const DELAYED_MS = 1_500;

/** An office in the cloud: what is deployed, its people's mail server, and a clock that the test turns. */
export type Office = Awaited<ReturnType<typeof openOffice>>;

/** Starts AWS on this machine, at a time in Shanghai, and deploys the stage `demo` to it as it is. */
export async function openOffice(at: string) {
  const stage = stagesIn(join(root, "data/stages"), STAGE).get(STAGE);
  if (!stage) throw new Error(`no stage ${STAGE}`);
  const names = namesOf(STAGE, stage);
  const post = await openPostOffice();
  const emulator = await startEmulator({ ...stage, smtpPort: post.port, at: shanghai(at) }).catch(
    async (problem: unknown) => {
      await post.close();
      throw problem;
    },
  );
  const { client } = emulator;
  const s3 = new S3Client(client);
  const sqs = new SQSClient(client);
  let target: Target | undefined;
  const table = dynamodbTable(new DynamoDBClient(client), names.table, emulator.now);
  const store = storeOn(table, randomUUID, emulator.now);
  const output = mkdtempSync(join(tmpdir(), "deploy-"));

  const run = (command: string, args: string[], cwd = root) =>
    promisify(execFile)(command, args, {
      cwd,
      env: {
        ...process.env,
        ...emulator.env,
        DUBAN_STAGE: STAGE,
        CDK_DISABLE_VERSION_CHECK: "1",
        CDK_DISABLE_CLI_TELEMETRY: "1",
      },
      maxBuffer: 64 * 1024 * 1024,
    });
  const keys = async () => {
    const { secret } = await readSecret(new SecretsManagerClient(client), names.secret);
    return keysFrom(new TextEncoder().encode(secret));
  };

  const office = {
    names,
    store,
    post,
    keys,
    now: emulator.now,
    calls: (): Call[] => emulator.calls(),

    /** What an account needs once. */
    async bootstrap(): Promise<void> {
      await run("cdk", ["bootstrap", `aws://${stage.account}/${stage.region}`], output);
    },
    /** Builds, and deploys what the CDK makes of it, as it is. @param version  another one changes every function */
    async deploy(version: string): Promise<void> {
      await run("node", ["infra/cloud/build.ts"]);
      for (const bundle of globSync(join(root, "dist/cloud/*/index.js"))) appendFileSync(bundle, `\n//${version}`);
      const cloudAssembly = join(output, version);
      // it is built already
      await run("cdk", [
        "deploy",
        names.stack,
        "--build",
        "true",
        "--require-approval",
        "never",
        "--output",
        cloudAssembly,
      ]);
    },
    /** Hash of the code that a function runs. */
    async codeOf(name: FunctionName): Promise<string> {
      const path = `/2015-03-31/functions/${names.function(name)}/configuration`;
      const { body } = await call(emulator, "lambda", { method: "GET", path });
      return JSON.parse(body).CodeSha256;
    },
    /** Puts the plan in force. */
    async install(people: Directory): Promise<void> {
      // checked by their schemas, and JSON as read
      await setSetting(table, "DIRECTORY", people as never, randomUUID());
      await setSetting(table, "HOLIDAYS", sampleHolidays() as never, randomUUID());
      await setSetting(table, "LADDER", sampleLadder(SETTINGS) as never, randomUUID());
      const bytes = new TextEncoder().encode(DOCUMENT);
      const input = { source: linesOf(DOCUMENT), bytes, settings: SETTINGS, answers: [], at: emulator.now() };
      // import asks for no other ports
      await importPlan(input, { store, blobs: s3Blobs(s3, names.bucket("blobs")), log: () => {} } as unknown as Ports);
    },

    /** Begins to listen as another system. @returns ids of what it heard since it was last asked */
    listen: () => otherSystem(client, names.bus),
    /** Puts jobs into a queue of ours once more, as SQS may. */
    async again(queue: "plans" | "units", jobs: readonly object[]): Promise<void> {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: names.queue(queue) }));
      for (const job of jobs) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(job) }));
      await office.settled();
    },

    /** Turns the clock on, with what the schedule calls on the way: each tick in the hours in which something may be due, else one an hour. */
    async turnTo(local: string): Promise<void> {
      for (const at of ticksBetween(emulator.now(), shanghai(local))) {
        const { time } = localTime(at, SETTINGS.zone);
        if (!time.endsWith(":00") && !/^(?:08|09|17)/u.test(time)) continue;
        emulator.setClock(at);
        await office.tick(at);
      }
      emulator.setClock(shanghai(local));
    },
    /** Calls what the schedule calls, with what it says, as EventBridge Scheduler does. */
    async tick(at: Instant): Promise<void> {
      target ??= await scheduled(emulator, names.function("Tick"));
      const answer = await call(emulator, "lambda", {
        method: "POST",
        path: `/2015-03-31/functions/${encodeURIComponent(target.Arn)}/invocations`,
        body: target.Input.replace("<aws.scheduler.scheduled-time>", at.replace(/\.\d{3}Z$/, "Z")),
      });
      if (answer.headers["x-amz-function-error"]) throw new Error(`tick of ${at}: ${answer.body}`);
      await office.settled();
    },
    /** Until every queue is empty and every mail has arrived that SES took. */
    async settled(): Promise<void> {
      const until = Date.now() + MOST_WAITING_MS;
      let delayedFrom = Date.now() + DELAYED_MS;
      for (let turned = 0; ; ) {
        const { waiting, laidAside } = await queuesOf(emulator, names.stack);
        const onTheWay = office.sentBySes() - post.received.length;
        if (laidAside.length > 0) throw new Error(`laid aside: ${laidAside.join("\n")}${failuresIn(emulator)}`);
        if (waiting.length === 0 && onTheWay === 0) return;
        // what is still there waits for others to join it; what came back then makes others wait in turn
        if (Date.now() > delayedFrom && turned < MOST_TURNS) {
          emulator.setClock(after(emulator.now(), JOINED_WITHIN_SECONDS * 1_000));
          turned += 1;
          delayedFrom = Date.now() + DELAYED_MS;
        }
        if (Date.now() > until)
          throw new Error(`${onTheWay} mails on the way, in queues: ${waiting.join("\n")}${failuresIn(emulator)}`);
        await setTimeout(BETWEEN_LOOKS_MS);
      }
    },
    sentBySes: (): number =>
      emulator.calls().filter(({ action, status }) => action === "ses:SendRawEmail" && status === 200).length,

    inbox: (of: string): Promise<ReceivedMail[]> =>
      Promise.all(post.received.filter(({ to }) => to === of).map(({ raw }) => readMail(raw))),
    /** The last mail in a box. */
    async last(of: string): Promise<ReceivedMail> {
      const mail = (await office.inbox(of)).at(-1);
      if (!mail) throw new Error(`nothing in the box of ${of}`);
      return mail;
    },
    /** What a person was sent, in order, and on which day: `2024-04-29 reminder:opening`, joined notices by `+`. */
    async told(of: string): Promise<string[]> {
      const sent = (await factsOf({ store }, emulator.now())).messages.filter(({ to, sentAt }) => to === of && sentAt);
      return sent
        .toSorted((one, other) => (one.sentAt! < other.sentAt! ? -1 : 1)) // those that were sent
        .map(({ sentAt, notices }) => `${dayAt(sentAt!, SETTINGS.zone)} ${notices.map(kindOf).sort().join("+")}`);
    },
    /** Ids of the events that others should hear. */
    async happened(): Promise<string[]> {
      const keys = UNITS.map((of) => ({ plan: SETTINGS.id, period: APRIL, unit: UNIT[of] }));
      const rows = keys.map(async (key) => (await store.audit(key)).flatMap((row) => eventOf(key, row)?.id ?? []));
      return (await Promise.all(rows)).flat();
    },
    async duty(of: UnitName): Promise<Duty> {
      const duty = await store.duty({ plan: SETTINGS.id, period: APRIL, unit: UNIT[of] });
      if (!duty) throw new Error(`no duty of ${of}`);
      return duty;
    },
    /** Answers a mail as a person does; SES takes it in and puts it down. @returns what puts it down once more */
    async reply(reply: Omit<Reply, "id" | "date">, verdict: "PASS" | "FAIL" = "PASS"): Promise<() => Promise<void>> {
      const { raw, to } = await replyMail({ id: randomUUID(), date: emulator.now(), ...reply });
      const Body = asSesKeeps(raw, { from: reply.from, to, at: emulator.now(), region: stage.region, verdict });
      const Key = randomUUID().replaceAll("-", "");
      const putDown = async () => {
        await s3.send(new PutObjectCommand({ Bucket: names.bucket("inbox"), Key, Body }));
        await office.settled();
      };
      await putDown();
      return putDown;
    },
    /** Posts entries for a unit to the address that the stack gives. */
    async hook(of: UnitName, body: object, signedBy: UnitName = of): Promise<Answer> {
      const text = JSON.stringify(body);
      const id = randomUUID();
      const at = new Date(epochMs(emulator.now()));
      const secret = (await keys()).webhookSecret(SETTINGS.id, UNIT[signedBy]);
      const answer = await ask(emulator, {
        method: "POST",
        path: `/api/plans/${SETTINGS.id}/periods/2024-04/units/${UNIT[of]}/entries`,
        headers: {
          host: await office.host(),
          "content-type": "application/json",
          "webhook-id": id,
          "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
          "webhook-signature": new Webhook(secret).sign(id, at, text),
        },
        body: text,
      });
      await office.settled();
      return answer;
    },
    page: async (path: string): Promise<Answer> =>
      ask(emulator, { method: "GET", path, headers: { host: await office.host() } }),
    async host(): Promise<string> {
      const { body } = await call(emulator, "apigateway", { method: "GET", path: "/v2/apis" });
      return JSON.parse(body).items[0].apiEndpoint.split("//")[1];
    },
    async close(): Promise<void> {
      await Promise.all([emulator.stop(), post.close()]);
      rmSync(output, { recursive: true });
    },
  };
  return office;
}

/** What a schedule calls. */
interface Target {
  Arn: string;
  Input: string;
}

async function scheduled(emulator: Emulator, name: string): Promise<Target> {
  const { body } = await call(emulator, "scheduler", { method: "GET", path: `/schedules/${name}` });
  return JSON.parse(body).Target;
}

const failuresIn = (emulator: Emulator): string =>
  emulator
    .calls()
    .filter(({ error }) => error)
    .map(({ by, error }) => `\n${by}: ${JSON.stringify(error)}`)
    .join("");
