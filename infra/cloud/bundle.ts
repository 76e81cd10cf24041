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
    blobs: may.some((one) => one === "read blobs" || one === "write blobs" || one === "write documents"),
    writeDocuments: may.includes("write documents"),
    showSheets: may.includes("show sheets"),
    sendMail: may.includes("send mail"),
    readMail: isFedByMail || may.includes("read files"),
    inbox: on.kind === "mail",
    mailbox: on.kind === "mailbox",
    queues: may.flatMap((one) => /^queue (.+)$/u.exec(one)?.[1] ?? []).join(","),
    putEvents: may.includes("put events"),
  };
}

/** Modules that are never asked for anything, and what stands for them. */
const STAND_INS: readonly (readonly [file: RegExp, contents: string])[] = [
  // zod's words for errors in fifty languages: ours are our own
  [/zod\/v4\/locales\/index\.js$/, "export {}"],
  // credentials from anywhere but a Lambda's environment
  [
    /credential-provider-node\/dist-es\/index\.js$/,
    'export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env"',
  ],
  // of a mail we take the bytes of each part, and make the words of it ourselves
  [
    /postal-mime\/dist\/esm\/text-format\.js$/,
    "export const textToHtml = () => '', htmlToText = textToHtml, formatTextHeader = textToHtml, formatHtmlHeader = textToHtml",
  ],
  // of the mailbox we take whole mails as bytes: no parts, no texts, no log of its own, no way through a proxy
  [/imapflow\/dist\/esm\/download\.js$/, "export const downloadMessage = undefined, downloadMessageParts = undefined"],
  [/imapflow\/dist\/esm\/logger\.js$/, "export const createConnectionLogger = undefined"],
  [
    /imapflow\/dist\/esm\/proxy-connection\.js$/,
    "export const proxyConnection = undefined, detachEarlyErrorHandler = () => {}",
  ],
  [/imapflow\/dist\/esm\/jp-decoder\.js$/, "export const JPDecoder = undefined"],
  [/libmime\/dist\/esm\/libmime\.js$/, "export default undefined"],
  // and only read
  [
    /imapflow\/dist\/esm\/commands\/(append|copy|create|delete|expunge|idle|move|quota|rename|search|store|subscribe|unsubscribe)\.js$/,
    "export default undefined",
  ],
  [/imapflow\/dist\/esm\/special-use\.js$/, "export const specialUse = () => ({ flag: null })"],
  // names of folders are in an encoding of their own
  [/iconv-lite\/encodings\/index\.js$/, 'Object.assign(exports, require("./internal"), require("./utf7"))'],
];

/** What a Lambda never needs is left out. */
const lean: Plugin = {
  name: "lean",
  setup({ onLoad }) {
    for (const [filter, contents] of STAND_INS) onLoad({ filter }, () => ({ contents }));
    onLoad({ filter: /\/functions\/.*\.tsx?$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace('import { z } from "zod"', 'import * as z from "zod"'),
      loader: path.endsWith("x") ? "tsx" : "ts",
    }));
    onLoad({ filter: /\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/ }, async ({ path }) => ({
      contents: withPlainKeys(await readFile(path, "utf8")),
    }));
  },
};

/** `{ [_e]: 1 }` as `{ "error": 1 }`, where `_e` is `"error"`: what nobody uses is left out only when its keys are plain. */
function withPlainKeys(schemas: string): string {
  const texts = new Map([...schemas.matchAll(/^const (\w+) = ("[^"]*");$/gmu)].map(([, name, text]) => [name, text]));
  return schemas.replace(/\[(\w+)\]:/gu, (key, name) => (texts.has(name) ? `${texts.get(name)}:` : key));
}

export const BUNDLE = {
  bundle: true,
  minify: true,
  // Chinese written as itself takes half the room of its escapes
  charset: "utf8",
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
