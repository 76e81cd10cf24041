import type { EventBus } from "aws-cdk-lib/aws-events";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Names, WorkQueue } from "../names.ts";
import type { Stage } from "../stage.ts";
import type { State } from "./state.ts";
import type { Watch } from "./watch.ts";
import type { Work } from "./work.ts";

/** What the functions of a stage have in common. */
export interface Parts {
  names: Names;
  stage: Stage;
  /** Folder with a bundle for each function, as `bundle.ts` makes them. */
  bundles: string;
  state: State;
  /** Mails as SES put them down; only where mail comes by SES. */
  inbox: Bucket | undefined;
  bus: EventBus;
  publicUrl: string;
  watch: Watch;
  /** @throws Error for a queue that the stage does not have */
  workOf(queue: WorkQueue): Work;
}
