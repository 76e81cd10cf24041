const npm = (...names) => `^node_modules/(${names.join("|")})/`;

/** Which way imports point. `import type` from the wrong layer is still the wrong layer. */
module.exports = {
  forbidden: [
    {
      name: "core-is-pure",
      comment: "core/ holds the rules and nothing else. Pass the value in, or move this file out.",
      severity: "error",
      from: { path: "^functions/core/" },
      to: { pathNot: ["^functions/core/", npm("zod", "temporal-polyfill")] },
    },
    {
      name: "workflows-know-only-rules-and-ports",
      comment: "A workflow loads, asks core, writes and sends through ports.ts. Add to the port what it needs from outside.",
      severity: "error",
      from: { path: "^functions/workflows/" },
      to: { pathNot: ["^functions/(core|workflows)/", npm("zod")] },
    },
    {
      name: "messages-are-words-over-core",
      comment: "messages/ turns core values into words. Let the adapter that sends them read and attach.",
      severity: "error",
      from: { path: "^functions/messages/" },
      to: { pathNot: ["^functions/(core|messages)/", npm("preact", "preact-render-to-string")] },
    },
    {
      name: "portal-is-pages-over-core",
      comment: "portal/ turns core values into pages. Load in a workflow, and hand the values over.",
      severity: "error",
      from: { path: "^functions/portal/" },
      to: { pathNot: ["^functions/(core|portal)/", "^async_hooks$", npm("preact", "preact-render-to-string")] },
    },
    {
      name: "handlers-are-tables-of-contents",
      comment: "A handler parses an event and calls a workflow; what talks to the outside is an adapter behind a port.",
      severity: "error",
      from: { path: "^functions/handlers/" },
      to: { path: ["^functions/(adapters|messages)/", "^infra/"], pathNot: "^infra/(local|cloud)/ports\\.ts$" },
    },
    {
      name: "adapters-know-workflows-by-ports-only",
      comment: "Move the type that an adapter gives into workflows/ports.ts.",
      severity: "error",
      from: { path: "^functions/adapters/" },
      to: { path: ["^functions/(workflows|handlers|portal)/", "^infra/"], pathNot: "^functions/workflows/ports\\.ts$" },
    },
    {
      name: "nothing-knows-where-it-runs",
      comment: "functions/ is the same on AWS and on one machine; infra/ imports it, never the other way. Handlers get their ports by #ports.",
      severity: "error",
      from: { path: "^functions/" },
      to: { path: "^infra/", pathNot: "^infra/(local|cloud)/ports\\.ts$" },
    },
    {
      name: "two-readings-of-one-table",
      comment: "infra/cloud/ and infra/local/ both read infra/functions.ts and know nothing of each other. Move what both need into functions/.",
      severity: "error",
      from: { path: "^infra/(cloud|local)/" },
      to: { path: "^infra/(cloud|local)/", pathNot: "^infra/$1/" },
    },
    {
      name: "product-does-not-need-tests",
      comment: "Move what both need into the product.",
      severity: "error",
      from: { path: "^(functions|infra)/" },
      to: { path: "^test/" },
    },
    { name: "no-circles", comment: "Two files that need each other are one thought, or want a third.", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "default", "types"], extensions: [".ts", ".tsx", ".js", ".json"] },
  },
};
