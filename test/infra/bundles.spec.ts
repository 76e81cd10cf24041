import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFunctions, mayOf } from "../../infra/cloud/bundle.ts";
import { type FunctionName, type FunctionRow, functions } from "../../infra/functions.ts";
import { aDocument } from "../adapters/documents.ts";
import { listenOnLoopback } from "../adapters/loopback.ts";

let folder: string;
let built: Awaited<ReturnType<typeof bundleFunctions>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "duban-bundles-"));
  built = await bundleFunctions(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

// the keys of the table are its names
const names = Object.keys(functions) as FunctionName[];
const bundleOf = (name: FunctionName): string => join(folder, name, "index.js");
/** What of a bundle's sources is in its output. */
const sourcesOf = (name: FunctionName): string[] =>
  Object.values(built[name]!.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
const MB = 1024 * 1024;

describe("a function carries what its row lets it use, and nothing of one machine", () => {
  it.each(names)("%s", (name) => {
    const row: FunctionRow = functions[name];
    const { may, on } = row;
    const sources = sourcesOf(name).join("\n");
    const writesMail = may.includes("send mail");
    const writesDocuments = may.includes("write documents");
    expect(statSync(bundleOf(name)).size).toBeLessThan(writesMail || writesDocuments ? 1.55 * MB : 1.1 * MB);
    expect(sources).not.toMatch(/infra\/local|table-sqlite|zod\/v4\/locales\/(?!index|en)/);
    if (!sources.includes("infra/cloud/ports.ts")) return;
    expect(sources.includes("node_modules/docx/")).toBe(writesMail || writesDocuments);
    expect(sources.includes("node_modules/nodemailer/")).toBe(writesMail);
    expect(sources.includes("client-ses/")).toBe(writesMail);
    expect(sources.includes("functions/adapters/chat.ts")).toBe(writesMail);
    expect(sources.includes("node_modules/imapflow/")).toBe(on.kind === "mailbox");
    expect(sources.includes("node_modules/postal-mime/")).toBe(mayOf(row).readMail);
    expect(sources.includes("client-s3/")).toBe(
      on.kind === "mail" || may.some((one) => / (blobs|documents)$/u.test(one)),
    );
    expect(sources.includes("client-sqs/")).toBe(may.some((one) => one.startsWith("queue ")));
    expect(sources.includes("client-eventbridge/")).toBe(may.includes("put events"));
  });
});

describe("what reads files that came with an answer stands beside the functions that read mail", () => {
  it.each(names)("%s", (name) => {
    expect(existsSync(join(folder, name, "office-worker.cjs"))).toBe(mayOf(functions[name]).readMail);
  });

  it("and works there", async () => {
    const reads = names.find((name) => mayOf(functions[name]).readMail)!; // there is one
    const worker = JSON.stringify(join(folder, reads, "office-worker.cjs"));
    const read = `new (require("node:worker_threads").Worker)(${worker}, { workerData: JSON.parse(process.argv[1], (_, value) => value?.type === "Buffer" ? new Uint8Array(value.data) : value) }).once("message", (said) => console.log(JSON.stringify(said)))`;
    const bytes = Buffer.from(aDocument([[["编号"], ["碧水-6-1"]], "一段文字"]));
    const { stdout } = await promisify(execFile)(process.execPath, [
      "-e",
      read,
      JSON.stringify({ kind: "docx", bytes }),
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      text: "一段文字",
      cells: { sheets: [{ rows: [[{ text: "编号" }], [{ text: "碧水-6-1" }]] }] },
    });
  });
});

describe("a function whose settings are missing says so before it does anything", () => {
  it.each`
    name              | event                                 | says
    ${"Tick"}         | ${{ at: "2024-04-29T01:00:00.000Z" }} | ${"缺少环境变量 TABLE、SECRET_ID、DOMAIN、PUBLIC_URL、QUEUE_PLANS、QUEUE_MESSAGES、QUEUE_EVENTS"}
    ${"Deliver"}      | ${{ Records: [] }}                    | ${"缺少环境变量 TABLE、SECRET_ID、DOMAIN、PUBLIC_URL、BLOBS、MAIL、MAIL_PER_SECOND、CONFIGURATION_SET"}
    ${"NoteDelivery"} | ${{ Records: [] }}                    | ${"缺少环境变量 TABLE、SECRET_ID、DOMAIN、PUBLIC_URL、QUEUE_MESSAGES"}
    ${"FetchMail"}    | ${{ at: "2024-04-29T01:00:00.000Z" }} | ${"缺少环境变量 TABLE、SECRET_ID、DOMAIN、PUBLIC_URL、BLOBS、QUEUE_MESSAGES、QUEUE_EVENTS"}
  `("$name: $says", ({ name, event, says }) => {
    const call = `require(${JSON.stringify(bundleOf(name))}).handler(${JSON.stringify(event)}, {}).catch(({ message }) => console.log(message))`;
    const said = execFileSync(process.execPath, ["-e", call], { env: { PATH: process.env.PATH }, encoding: "utf8" });
    expect(said).toContain(says);
  });
});

describe("a bundle works as it is, with what a Lambda has", () => {
  it("signs with the credentials of its environment, reads its secret, and asks the table", async () => {
    const asked: string[] = [];
    const server = await listenOnLoopback(({ headers }) => {
      const target = String(headers["x-amz-target"]);
      asked.push(`${target} ${/Credential=(\w+)/.exec(headers.authorization ?? "")?.[1]}`);
      const body = target.startsWith("secretsmanager")
        ? { SecretString: JSON.stringify({ secret: "k7".repeat(20) }) }
        : {};
      return { headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(body) };
    });
    const detail = {
      eventType: "Delivery",
      mail: { timestamp: "2024-04-29T01:00:01.000Z", messageId: "1", tags: { message: ["nobody"] } },
      delivery: { timestamp: "2024-04-29T01:00:02.000Z" },
    };
    const event = { Records: [{ messageId: "1", body: JSON.stringify({ detail }) }] };
    const call = `require(${JSON.stringify(bundleOf("NoteDelivery"))}).handler(${JSON.stringify(event)}, {}).then((answer) => console.log(JSON.stringify(answer)))`;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", call], {
      env: {
        PATH: process.env.PATH,
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "fromtheenvironment",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_ENDPOINT_URL: server.endpoint,
        ...{ TABLE: "duban", SECRET_ID: "duban", DOMAIN: "duban.example", PUBLIC_URL: "https://duban.example" },
        QUEUE_MESSAGES: `${server.endpoint}/1/messages`,
      },
    }).finally(server.close);
    expect(asked).toEqual([
      "secretsmanager.GetSecretValue fromtheenvironment",
      "DynamoDB_20120810.BatchGetItem fromtheenvironment",
    ]);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([{ level: "info", what: "mail of no message", message: "nobody" }, { batchItemFailures: [] }]);
  });
});
