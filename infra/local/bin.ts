import { spawn } from "node:child_process";
import { join } from "node:path";

/** The first Node that has all that is used here; npm installs one of its own beside the product. */
const OLDEST = 24;

if (Number(process.versions.node.split(".")[0]) >= OLDEST) require("./duban.cjs");
else {
  const node = join(__dirname, "../../node_modules/node/bin/node");
  const child = spawn(node, [join(__dirname, "duban.cjs"), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => process.exit(code ?? 1));
}
