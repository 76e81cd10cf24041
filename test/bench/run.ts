import { spawnSync } from "node:child_process";
import { build } from "esbuild";

/** Builds the bench as the product is built (`infra/build.ts`), and runs it. */
await build({
  entryPoints: ["test/bench/bench.ts"],
  outdir: "dist/bench",
  outExtension: { ".js": ".cjs" },
  bundle: true,
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
  spawnSync(process.execPath, ["dist/bench/bench.cjs", ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 1;
