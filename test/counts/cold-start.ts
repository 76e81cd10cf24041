import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { BUNDLE, bundleFunctions } from "../../infra/cloud/bundle.ts";

const TRIES = 9;

/** A function's bundle, and how long a process takes to load it, beside that of the bare AWS clients in it. */
export interface ColdStart {
  name: string;
  kilobytes: number;
  ms: number;
  /** Absent where it uses none. */
  clientsMs: number | undefined;
}

/** Measured in turn, so that all of them have the same machine. */
export async function coldStarts(): Promise<ColdStart[]> {
  const folder = mkdtempSync(join(tmpdir(), "duban-cold-"));
  try {
    const built = await bundleFunctions(folder);
    const starts: ColdStart[] = [];
    for (const [name, { outputs }] of Object.entries(built)) {
      const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
      const clients = [...new Set(inputs.flatMap((path) => /@aws-sdk\/client-[\w-]+/.exec(path) ?? []))];
      const own = join(folder, name, "index.js");
      const bare = clients.length > 0 ? await bareClients(clients, join(folder, `${name}-clients.js`)) : undefined;
      const tries = Array.from({ length: TRIES }, () => [loadMs(own), bare === undefined ? Number.NaN : loadMs(bare)]);
      starts.push({
        name,
        kilobytes: statSync(own).size / 1024,
        ms: medianOf(tries.map(([ms = 0]) => ms)),
        clientsMs: bare === undefined ? undefined : medianOf(tries.map(([, ms = 0]) => ms)),
      });
    }
    return starts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A bundle of whole clients, as the SDK ships them. */
async function bareClients(packages: readonly string[], outfile: string): Promise<string> {
  const lines = packages.map((name, at) => `import * as c${at} from "${name}"; globalThis.k${at} = c${at};`);
  const { plugins: _, ...asShipped } = BUNDLE;
  await build({ ...asShipped, stdin: { contents: lines.join("\n"), resolveDir: process.cwd() }, outfile });
  return outfile;
}

const loadMs = (file: string): number =>
  Number(
    execFileSync(process.execPath, [
      "-e",
      `const from = performance.now(); require(${JSON.stringify(file)}); console.log(performance.now() - from)`,
    ]).toString(),
  );

const medianOf = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
