import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { type FunctionName, type FunctionRow, functions } from "../functions.ts";
import { namesOf, type WorkQueue } from "../names.ts";
import type { Stage } from "../stage.ts";
import { dashboard } from "./dashboard.ts";
import { DomainEvents } from "./event-bus.ts";
import { Http } from "./http.ts";
import { SesMail } from "./ses-mail.ts";
import { State } from "./state.ts";
import { wakeUp } from "./wake-up.ts";
import { Watch } from "./watch.ts";
import { Work } from "./work.ts";
import { WorkflowFunction } from "./workflow-function.ts";

export interface DubanStackProps {
  name: string;
  stage: Stage;
  /** Folder with a bundle for each function, as `bundle.ts` makes them. */
  bundles: string;
}

/** One stage: `infra/functions.ts` read for the cloud. */
export class DubanStack extends Stack {
  constructor(scope: Construct, { name, stage, bundles }: DubanStackProps) {
    const names = namesOf(name, stage);
    super(scope, names.stack, stackProps(stage));

    const state = new State(this, "State", names);
    const watch = new Watch(this, "Watch", names, stage.alarmAddress);
    const works = worksOf(this, stage, names);
    const workOf = (queue: WorkQueue): Work => {
      const work = works.get(queue);
      if (!work) throw new Error(`stage ${name} has no queue ${queue}`);
      return work;
    };
    const { bus } = new DomainEvents(this, "DomainEvents", names);
    const http = new Http(this, "Http", names);
    const publicUrl = stage.publicUrl ?? http.api.apiEndpoint;
    const ses =
      stage.mail === "ses" &&
      new SesMail(this, "Ses", { names, stage, state, mails: workOf("mails"), mailEvents: workOf("mail-events") });
    const parts = { names, stage, bundles, state, bus, publicUrl, watch, workOf, inbox: ses ? ses.inbox : undefined };

    for (const [id, row] of rowsAt(stage)) {
      const woken = new WorkflowFunction(this, id, row, parts);
      wakeUp(woken, row.on, { ...parts, http });
      if (id === "Tick") watch.noTick(woken.lambda);
    }
    for (const [queue, work] of works) {
      watch.laidAside(queue, work.laidAside);
      watch.waiting(queue, work.queue);
    }
    watch.unsent();
    if (ses) watch.reputation();
    dashboard(this, names, watch.alarms, [...works.values()]);
    new CfnOutput(this, "PublicUrl", { value: publicUrl });
  }
}

const stackProps = ({ account, region }: Stage): StackProps => ({
  env: { account, region },
  description: "duban: reminders and follow-up for action plans",
  terminationProtection: true,
});

/** The rows of the table that a stage has: mail comes and goes either by SES or by the office's own server. */
export const rowsAt = (stage: Stage): [FunctionName, FunctionRow][] =>
  // keys of an object literal are its type's
  (Object.entries(functions) as [FunctionName, FunctionRow][]).filter(([, { on }]) => isAt(on, stage.mail));

function isAt(on: FunctionRow["on"], mail: Stage["mail"]): boolean {
  switch (on.kind) {
    case "mail":
      return mail === "ses";
    case "mailbox":
      return mail === "smtp";
    case "queue":
      return on.of !== "mail-events" || mail === "ses";
    case "schedule":
    case "http":
      return true;
  }
}

/** A queue for each that a function of the stage takes from. */
function worksOf(scope: Construct, stage: Stage, names: ReturnType<typeof namesOf>): Map<WorkQueue, Work> {
  const queues = rowsAt(stage).flatMap(([, { on }]) =>
    on.kind === "queue" ? [on.of] : on.kind === "mail" ? ["mails" as const] : [],
  );
  return new Map(queues.map((queue) => [queue, new Work(scope, queue, names)]));
}
