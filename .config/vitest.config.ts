import { defineConfig } from "vitest/config";

/** `npm test`: everything that npm alone can run. `--project all` adds what needs Java, kills and time; `--project deploy` plays on AWS's emulator. */
export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: "100%",
    setupFiles: [new URL("seed.ts", import.meta.url).pathname],
    projects: [
      { extends: true, test: { name: "npm", include: ["test/**/*.spec.ts", "test/**/*.spec.tsx"] } },
      { extends: true, test: { name: "deploy", include: ["test/**/*.deploy.ts"], testTimeout: 600_000, hookTimeout: 600_000 } },
      { extends: true, test: { name: "all", include: ["test/**/*.all.ts"], testTimeout: 600_000, hookTimeout: 600_000 } },
    ],
  },
});
