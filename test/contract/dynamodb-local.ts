import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** The official DynamoDB Local, as this npm package carries it; taken as a file, for as a dependency it brings 283 others. */
const PACKAGE = "amplify-dynamodb-simulator@2.9.30";
const SHA512 = "xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==";
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));
const LEAST_JAVA = 17;
const TRIES = 600;
const BETWEEN_TRIES_MS = 100;

export interface DynamodbLocal {
  /** A client of its own each time, with credentials that mean nothing. */
  client(): DynamoDBClient;
  stop(): Promise<void>;
}

/** Starts a DynamoDB that keeps everything in memory. The first time it fetches it (57 MB). */
export async function startDynamodbLocal(): Promise<DynamodbLocal> {
  refuseOldJava();
  const directory = fetched();
  const port = await freePort();
  const java = spawn(
    "java",
    [
      "-Djava.library.path=./DynamoDBLocal_lib",
      "-jar",
      "DynamoDBLocal.jar",
      "-inMemory",
      "-port",
      `${port}`,
      "-disableTelemetry",
    ],
    { cwd: directory, stdio: "ignore" },
  );
  const stopped = new Promise<void>((resolve) => java.once("exit", () => resolve()));
  const kill = () => java.kill("SIGKILL");
  process.once("exit", kill);
  await answering(port, () => java.exitCode);
  return {
    client: () =>
      new DynamoDBClient({
        endpoint: `http://127.0.0.1:${port}`,
        region: "local",
        credentials: { accessKeyId: "local", secretAccessKey: "local" },
      }),
    async stop() {
      process.off("exit", kill);
      kill();
      await stopped;
    },
  };
}

function refuseOldJava(): void {
  const { stderr } = spawnSync("java", ["-version"], { encoding: "utf8" });
  const found = Number(/version "(\d+)/.exec(stderr ?? "")?.[1] ?? 0);
  if (found >= LEAST_JAVA) return;
  const what = found === 0 ? "没有找到 Java" : `找到的是 Java ${found}`;
  throw new Error(
    `DynamoDB 对照测试：${what}，需要 Java ${LEAST_JAVA} 或更高版本。请安装后重试，例如 apt-get install openjdk-17-jre-headless。`,
  );
}

/** The directory of the jar. What is there is whole: it is unpacked elsewhere and moved. */
function fetched(): string {
  const directory = join(CACHE, PACKAGE);
  if (existsSync(directory)) return directory;
  mkdirSync(CACHE, { recursive: true });
  const unpacking = mkdtempSync(join(CACHE, "unpacking-"));
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", PACKAGE, "--json", "--pack-destination", unpacking], {
      encoding: "utf8",
      stdio: "pipe",
    }),
  );
  const tarball = join(unpacking, packed.filename);
  const sha512 = createHash("sha512").update(readFileSync(tarball)).digest("base64");
  if (sha512 !== SHA512)
    throw new Error(`${PACKAGE}：下载文件的校验值是 ${sha512}，应为 ${SHA512}。请检查 npm 源后重试。`);
  execFileSync("tar", ["-xzf", tarball, "-C", unpacking]);
  renameSync(join(unpacking, "package", "emulator"), directory);
  rmSync(unpacking, { recursive: true });
  return directory;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });

/** Any HTTP answer will do: without a signature it is a refusal. */
async function answering(port: number, exitCode: () => number | null): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (exitCode() !== null)
      throw new Error(`DynamoDB Local 启动后即退出（代码 ${exitCode()}）。请检查 Java 能否运行。`);
    if (
      await fetch(`http://127.0.0.1:${port}`).then(
        () => true,
        () => false,
      )
    )
      return;
    await setTimeout(BETWEEN_TRIES_MS);
  }
  throw new Error(
    `DynamoDB Local 在 ${(TRIES * BETWEEN_TRIES_MS) / 1000} 秒内没有应答（端口 ${port}）。请检查机器负载后重试。`,
  );
}
