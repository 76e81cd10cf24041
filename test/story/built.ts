import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const INFRA_LOCAL = resolve(import.meta.dirname, "../../infra/local");

/** A script of this folder as a file that Node runs by itself. @returns its path, in a folder of its own */
export async function built(script: string): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), "three-units-")), script.replace(/\.ts$/u, ".cjs"));
  await build({
    entryPoints: [join(import.meta.dirname, script)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "import.meta.dirname": JSON.stringify(INFRA_LOCAL) },
    loader: { ".css": "text" },
    logLevel: "error",
  });
  return outfile;
}
