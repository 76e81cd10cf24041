import { join } from "node:path";
import { StageRejected, stagesIn } from "../stage.ts";
import { dubanApp } from "./duban-app.ts";

const root = join(import.meta.dirname, "../..");

/** `cdk synth`, `DUBAN_STAGE=NAME cdk deploy`: all stages, or the one that is named. Needs no cloud and no credentials. */
try {
  const stages = stagesIn(join(root, "data/stages"), process.env.DUBAN_STAGE);
  dubanApp(stages, join(root, "dist/cloud")).synth();
} catch (problem) {
  if (!(problem instanceof StageRejected)) throw problem;
  console.error(problem.message);
  process.exitCode = 1;
}
