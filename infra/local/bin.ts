import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** The first Node that has all that is used here; npm installs one of its own beside the product. */
const OLDEST = 24;

if (Number(process.versions.node.split(".")[0]) >= OLDEST) require("./duban.cjs");
else {
  const node = join(__dirname, "../../node_modules/node/bin/node");
  const { status } = spawnSync(node, [join(__dirname, "duban.cjs"), ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = status ?? 1;
}
