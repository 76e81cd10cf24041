import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { BUNDLE, bundleFunctions, mayOf } from "./cloud/bundle.ts";
import { type FunctionName, type FunctionRow, functions } from "./functions.ts";

/** Fresh processes for each figure; the median counts. */
const RUNS = 15;

/**
 * Prints how large each function's bundle is and how long its modules take to load, beside bundles of nothing but the AWS
 * clients and commands that it uses: as esbuild makes them unasked, and trimmed as ours are. `node infra/bundle-report.ts`
 */
async function report(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "duban-bundles-"));
  try {
    // the keys of what was built are names of the table
    const names = Object.keys(await bundleFunctions(folder)) as FunctionName[];
    for (const name of names) {
      await bundleClients(functions[name], PLAIN, fileOf(name, "plain", folder));
      await bundleClients(functions[name], BUNDLE, fileOf(name, "trimmed", folder));
    }
    const files = names.flatMap((name) => KINDS.map((kind) => fileOf(name, kind, folder)));
    const times = new Map(files.map((file) => [file, [] as number[]]));
    // in turn, so that whatever else the machine does befalls all alike
    for (let run = 0; run < RUNS; run += 1) for (const file of files) times.get(file)!.push(loadMs(file)); // all are in it
    const figures = (file: string) => ({ kb: Math.ceil(statSync(file).size / 1024), ms: median(times.get(file)!) });
    console.log("| function | KB | ms | clients, KB | ms | times | clients trimmed, KB | ms | times |");
    console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (const name of names) console.log(lineOf(name, ...KINDS.map((kind) => figures(fileOf(name, kind, folder)))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const KINDS = ["own", "plain", "trimmed"] as const;
const fileOf = (name: string, kind: (typeof KINDS)[number], folder: string): string =>
  join(folder, kind === "own" ? name : `${name}-${kind}`, "index.js");

interface Figures {
  kb: number;
  ms: number;
}
function lineOf(name: string, ...[own, ...bare]: Figures[]): string {
  const beside = bare.map(({ kb, ms }) => `${kb} | ${ms.toFixed(1)} | ${(own!.ms / ms).toFixed(2)}`); // own comes first
  return `| ${name} | ${own!.kb} | ${own!.ms.toFixed(1)} | ${beside.join(" | ")} |`;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** From asking for the bundle to the end of all that it loads at once. */
const LOAD =
  "const from=performance.now();require(process.argv[1]);setImmediate(()=>console.log(performance.now()-from))";
const loadMs = (file: string): number => Number(execFileSync(process.execPath, ["-e", LOAD, file]));

/** The clients and commands that a row's rights make a function use. */
function clientsOf(row: FunctionRow): Record<string, string[]> {
  const { blobs, sendMail, queues, putEvents } = mayOf(row);
  return {
    dynamodb: ["DynamoDBClient", "GetItemCommand", "QueryCommand", "PutItemCommand", "TransactWriteItemsCommand"],
    "secrets-manager": ["SecretsManagerClient", "GetSecretValueCommand"],
    ...(blobs && { s3: ["S3Client", "GetObjectCommand", "PutObjectCommand"] }),
    ...(sendMail && { ses: ["SESClient", "SendRawEmailCommand"] }),
    ...(queues && { sqs: ["SQSClient", "SendMessageBatchCommand"] }),
    ...(putEvents && { eventbridge: ["EventBridgeClient", "PutEventsCommand"] }),
  };
}

function bundleClients(row: FunctionRow, options: BuildOptions, outfile: string) {
  const lines = Object.entries(clientsOf(row)).map(
    ([client, names]) => `export { ${names.join(", ")} } from "@aws-sdk/client-${client}";`,
  );
  return build({ ...options, stdin: { contents: lines.join("\n"), resolveDir: import.meta.dirname }, outfile });
}

const PLAIN: BuildOptions = { bundle: true, minify: true, platform: "node", target: "node24", format: "cjs" };

await report();
