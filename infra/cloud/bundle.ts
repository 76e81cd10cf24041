import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { type FunctionName, type FunctionRow, functions } from "../functions.ts";
import type { May } from "./settings.ts";

/** Builds one bundle for each function, `<outdir>/<name>/index.js`: CommonJS, which loads a quarter faster than modules. */
export async function bundleFunctions(outdir: string): Promise<Partial<Record<FunctionName, Metafile>>> {
  const built = functionNames().map(async (name) => {
    const { metafile } = await build({
      ...BUNDLE,
      metafile: true,
      entryPoints: [functions[name].handler],
      outfile: join(outdir, name, "index.js"),
      define: { ...BUNDLE.define, ...definedFor(functions[name]) },
    });
    if (mayOf(functions[name]).readMail) await bundleWorker(join(outdir, name));
    return [name, metafile] as const;
  });
  const metafiles = Object.fromEntries(await Promise.all(built));
  // beside the folders, so that they are CommonJS here too, where the repository says "module"
  await writeFile(join(outdir, "package.json"), '{"type":"commonjs"}\n');
  return metafiles;
}

/** What reads the files that came with an answer, in a thread of its own: it stands beside the bundle. */
const bundleWorker = (folder: string) =>
  build({
    ...BUNDLE,
    entryPoints: ["functions/adapters/office-worker.ts"],
    outfile: join(folder, "office-worker.cjs"),
  });

/** The rows whose handler is there. */
const functionNames = (): FunctionName[] =>
  // the keys of the table are its names
  (Object.keys(functions) as FunctionName[]).filter((name) => existsSync(functions[name].handler));

/** `MAY` of `ports.ts`, its members as constants: esbuild leaves out what hangs on a false one. */
function definedFor(row: FunctionRow): Record<string, string> {
  const may = mayOf(row);
  const members = Object.entries(may).map(([name, value]) => [`MAY.${name}`, JSON.stringify(value)]);
  return { MAY: JSON.stringify(may), ...Object.fromEntries(members) };
}

export function mayOf({ on, may }: FunctionRow): May {
  const isFedByMail = on.kind === "mail" || on.kind === "mailbox";
  return {
    blobs: may.includes("read blobs") || may.includes("write blobs"),
    sendMail: may.includes("send mail"),
    readMail: isFedByMail || may.includes("read blobs"),
    inbox: on.kind === "mail",
    mailbox: on.kind === "mailbox",
    queues: may.flatMap((one) => /^queue (.+)$/u.exec(one)?.[1] ?? []).join(","),
    putEvents: may.includes("put events"),
  };
}

/**
 * What a Lambda never needs is left out: zod's words for errors in fifty languages (ours are our own), what nobody uses of
 * zod, and credentials from anywhere but a Lambda's environment.
 */
const lean: Plugin = {
  name: "lean",
  setup({ onLoad }) {
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: "export {}" }));
    onLoad({ filter: /\/functions\/.*\.tsx?$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace('import { z } from "zod"', 'import * as z from "zod"'),
      loader: path.endsWith("x") ? "tsx" : "ts",
    }));
    onLoad({ filter: /credential-provider-node\/dist-es\/index\.js$/ }, () => ({
      contents: 'export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env"',
    }));
  },
};

export const BUNDLE = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  conditions: ["aws", "module"],
  mainFields: ["module", "main"],
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".css": "text" },
  define: { "import.meta.dirname": "__dirname" },
  plugins: [lean],
  logLevel: "warning",
} as const satisfies BuildOptions;
