import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { functions } from "./functions.ts";

/** One build for all: CommonJS, which loads a quarter faster than modules. */
const common: BuildOptions = {
  bundle: true,
  platform: "node",
  format: "cjs",
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { "import.meta.dirname": "__dirname" },
  loader: { ".css": "text" },
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: ["infra/local/bin.ts", "infra/local/duban.ts"],
  outdir: "dist/local",
  outExtension: { ".js": ".cjs" },
  target: "node20",
  external: ["./duban.cjs"],
  banner: { js: "#!/usr/bin/env node" },
});
chmodSync("dist/local/bin.cjs", 0o755);

/** Words for zod's own errors in 40 languages: 255 KB that no function says. */
const withoutLocales: Plugin = {
  name: "without-locales",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ importer }) =>
      /[\\/]node_modules[\\/]zod[\\/]/.test(importer) ? { path: "locales", namespace: "none" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "export {}" }));
  },
};

/** A folder for each function, as Lambda takes it: `index.js` with everything in it. */
const written = Object.entries(functions).filter(([, { handler }]) => existsSync(handler));
await build({
  ...common,
  entryPoints: written.map(([name, { handler }]) => ({ in: handler, out: `${name}/index` })),
  outdir: "dist/cloud",
  target: "node24",
  conditions: ["aws"],
  minify: true,
  plugins: [withoutLocales],
});
// beside the folders, so that they are CommonJS here too, where the repository says "module"
mkdirSync("dist/cloud", { recursive: true });
writeFileSync("dist/cloud/package.json", '{"type":"commonjs"}\n');
