import { spawnSync } from "node:child_process";
import { build } from "esbuild";

/** Builds a bench (its name comes first) as the product is built (`infra/build.ts`), and runs it. */
const [name = "bench", ...options] = process.argv.slice(2);
const BENCHES = new Map([
  ["bench", "test/bench/bench.ts"],
  ["cost", "test/counts/cost.ts"],
]);
const entry = BENCHES.get(name);
if (!entry) throw new Error(`no bench ${name}: ${[...BENCHES.keys()].join(", ")}`);
await build({
  entryPoints: [entry],
  outdir: "dist/bench",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  external: ["esbuild"],
  platform: "node",
  target: "node20",
  format: "cjs",
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { "import.meta.dirname": "__dirname" },
  loader: { ".css": "text" },
  logLevel: "warning",
});
process.exitCode =
  spawnSync(process.execPath, [`dist/bench/${name}.cjs`, ...options], { stdio: "inherit" }).status ?? 1;
