import type { Queue } from "./functions.ts";
import type { Stage } from "./stage.ts";

/**
 * What the parts of a stage are called. They are known before anything is deployed, so that the runbook's commands and
 * `duban --stage` need nothing but the stage's file.
 */
export function namesOf(name: string, { account, region }: Stage) {
  const duban = `duban-${name}`;
  return {
    stack: duban,
    table: duban,
    secret: `duban/${name}`,
    bus: duban,
    configurationSet: duban,
    receiptRuleSet: duban,
    /** Names of buckets are one space for the whole world. */
    bucket: (of: "blobs" | "inbox" | "access") => `${duban}-${of}-${account}-${region}`,
    queue: (of: WorkQueue) => `${duban}-${of}`,
    function: (of: string) => `${duban}-${of}`,
    logs: (of: string) => `/duban/${name}/${of}`,
    alarm: (of: string) => `${duban}-${of}`,
  };
}
export type Names = ReturnType<typeof namesOf>;

/** The queues of the table of functions, and the one of arrived mails, which only a mail server fills. */
export type WorkQueue = Queue | "mails";
