import { chmodSync } from "node:fs";
import { build } from "esbuild";

/** One build for all: CommonJS, which loads a quarter faster than modules. */
await build({
  entryPoints: [
    { in: "infra/local/bin.ts", out: "bin" },
    { in: "infra/local/duban.ts", out: "duban" },
    { in: "functions/adapters/office-worker.ts", out: "office-worker" },
  ],
  outdir: "dist/local",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  jsx: "automatic",
  jsxImportSource: "preact",
  external: ["./duban.cjs"],
  define: { "import.meta.dirname": "__dirname" },
  loader: { ".css": "text" },
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
});
chmodSync("dist/local/bin.cjs", 0o755);
