import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import type { Stage } from "../stage.ts";
import { DubanStack } from "./duban-stack.ts";

/** What newer CDK projects have switched on, and we need. */
const FLAGS = {
  "@aws-cdk/aws-iam:minimizePolicies": true,
  "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": true,
  "@aws-cdk/core:target-partitions": ["aws", "aws-cn"],
};

/**
 * The stacks of some stages. With every synth two packs of checks run over them: what neither passes nor is acknowledged
 * with a reason stops it.
 *
 * @param bundles  folder with a bundle for each function, as `bundle.ts` makes them
 */
export function dubanApp(stages: ReadonlyMap<string, Stage>, bundles: string, outdir?: string): App {
  const app = new App({ postCliContext: FLAGS, ...(outdir && { outdir }) });
  for (const [name, stage] of stages) new DubanStack(app, { name, stage, bundles });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
}
