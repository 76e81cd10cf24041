import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Agent } from "node:https";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { SQSClientConfig } from "@aws-sdk/client-sqs";
import { epochMs, type Instant, toInstant } from "../../functions/core/day.ts";

/** AWS on this machine, with the services that we use (MIT, Python 3.10 or later). */
const PACKAGE = "ministack==1.5.33";
const CACHE = fileURLToPath(new URL("../../dist/", import.meta.url));
const LAUNCHER = fileURLToPath(new URL("emulator.py", import.meta.url));
const CLOCK = fileURLToPath(new URL("clock.cjs", import.meta.url));
const TRIES = 600;
const BETWEEN_TRIES_MS = 100;

/** An API call, or the run of a function, as the emulator saw it. */
export interface Call {
  service: string;
  /** `dynamodb:PutItem`; `run` of a function. */
  action: string | null;
  /** ARN of the caller, whose last part is the function's name; of a run that name alone. */
  by: string;
  status?: number;
  readUnits?: number;
  writeUnits?: number;
  ms?: number;
  error?: unknown;
}

export interface Emulator {
  /** What a process needs that calls it. */
  env: Record<string, string>;
  /** What an AWS client in this process needs. */
  client: Pick<SQSClientConfig, "region" | "endpoint" | "credentials" | "requestHandler">;
  /** Certificate of whom to trust. */
  ca: Buffer;
  port: number;
  /** Sets the clock of AWS and of all that runs in it; from there it runs on. */
  setClock(at: Instant): void;
  now(): Instant;
  /** All that was called so far. */
  calls(): Call[];
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  account: string;
  region: string;
  /** Where the mails go that it is asked to send. */
  smtpPort: number;
  /** Time by its clock. */
  at: Instant;
}

/**
 * Starts AWS on a port of 127.0.0.1, with rights enforced: a function may do what its role says and nothing else. Policies
 * that ask for TLS get it.
 */
export async function startEmulator({ account, region, smtpPort, at }: EmulatorOptions): Promise<Emulator> {
  const python = installed();
  const folder = mkdtempSync(join(tmpdir(), "ministack-"));
  const port = await freePort();
  const file = (name: string) => join(folder, name);
  const certificate = file("ministack-tls/server.crt");
  setClock(file("clock"), at);
  writeFileSync(file("calls"), "");
  // for whatever runs in it or calls it: its clock, and whom to trust
  const shared = { CLOCK: file("clock"), NODE_OPTIONS: `--require ${CLOCK}`, NODE_EXTRA_CA_CERTS: certificate };
  const output = openSync(file("output"), "w");
  const child = spawn(python, [LAUNCHER], {
    stdio: ["pipe", output, output],
    env: {
      // functions run on the Node that runs the tests
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      TMPDIR: folder,
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: "127.0.0.1",
      MINISTACK_ACCOUNT_ID: account,
      MINISTACK_REGION: region,
      AUTH: "true",
      USE_SSL: "1",
      SMTP_HOST: `127.0.0.1:${smtpPort}`,
      CALLS: file("calls"),
      ...shared,
    },
  });
  closeSync(output);
  const stopped = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill();
    await stopped;
    rmSync(folder, { recursive: true });
  };
  const saysWhy = () => readFileSync(file("output"), "utf8").slice(-2_000);
  try {
    await answering(port, () => child.exitCode, saysWhy);
  } catch (problem) {
    await stop();
    throw problem;
  }
  const endpoint = `https://127.0.0.1:${port}`;
  const ca = readFileSync(certificate);
  return {
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: region,
      AWS_CA_BUNDLE: certificate,
      ...shared,
    },
    client: {
      region,
      endpoint,
      credentials: { accessKeyId: account, secretAccessKey: "test" },
      requestHandler: { httpsAgent: new Agent({ ca }) },
    },
    ca,
    port,
    setClock: (to) => setClock(file("clock"), to),
    now: () => toInstant(Date.now() + Number(readFileSync(file("clock"), "utf8"))),
    calls: callsIn(file("calls")),
    stop,
  };
}

/** Reads what was added to the file since the last time: it grows long. */
function callsIn(path: string): () => Call[] {
  const calls: Call[] = [];
  let read = 0;
  return () => {
    const added = readFileSync(path).subarray(read);
    const whole = added.subarray(0, added.lastIndexOf("\n") + 1);
    read += whole.length;
    // as emulator.py writes them
    for (const line of whole.toString().split("\n").filter(Boolean)) calls.push(JSON.parse(line) as Call);
    return calls;
  };
}

/** Whoever reads it finds the old time or the new one. */
function setClock(path: string, at: Instant): void {
  writeFileSync(`${path}.new`, String(epochMs(at) - Date.now()));
  renameSync(`${path}.new`, path);
}

/** The Python that has it. What is there is whole: it is made elsewhere and moved. */
function installed(): string {
  const folder = join(CACHE, PACKAGE.replace("==", "-"));
  const python = join(folder, "bin/python");
  if (existsSync(join(folder, "whole"))) return python;
  rmSync(folder, { recursive: true, force: true });
  run("python3", ["-m", "venv", folder]);
  run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE]);
  writeFileSync(join(folder, "whole"), "");
  return python;
}

function run(command: string, args: string[]): void {
  try {
    execFileSync(command, args, { stdio: "pipe" });
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    throw new Error(
      `部署测试：${command} ${args.join(" ")} 失败：${why}。需要 Python 3.10 或更高版本，带 venv 和 pip。请安装后重试，例如 apt-get install python3-venv。`,
    );
  }
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

async function answering(port: number, exitCode: () => number | null, output: () => string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (exitCode() !== null) throw new Error(`部署测试：MiniStack 启动后即退出（代码 ${exitCode()}）：${output()}`);
    if (await isListening(port)) return;
    await setTimeout(BETWEEN_TRIES_MS);
  }
  throw new Error(
    `部署测试：MiniStack 在 ${(TRIES * BETWEEN_TRIES_MS) / 1000} 秒内没有应答（端口 ${port}）：${output()}`,
  );
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
