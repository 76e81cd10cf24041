import { spawnSync } from "node:child_process";
import { build } from "esbuild";

/** Builds the count of costs as the product is built, and runs it. */
await build({
  entryPoints: ["test/counts/cost.ts"],
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
  spawnSync(process.execPath, ["dist/bench/cost.cjs", ...process.argv.slice(2)], { stdio: "inherit" }).status ?? 1;
