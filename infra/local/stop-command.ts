import { operatorsOf } from "../../functions/core/contacts.ts";
import type { Mailbox } from "../../functions/core/directory.ts";
import type { Plan } from "../../functions/core/plan.ts";
import { UNSTOPPED_WORDS } from "../../functions/core/stop.ts";
import { resumePlan, stopPlan } from "../../functions/workflows/stop-plan.ts";
import type { Opened } from "./deployment.ts";
import { print } from "./print.ts";
import { UserError } from "./user-error.ts";

/** `duban plan stop`, `duban plan resume`: nothing of a plan is sent, or it goes on. Rule RM-14 */
export async function stopOrResume(
  deployment: Opened,
  plan: Plan,
  act: "stop" | "resume",
  { why = "", by }: { why?: string; by?: string },
  json: boolean,
): Promise<void> {
  const who = await operatorNamed(deployment, plan, by);
  const outcome = await (act === "stop"
    ? stopPlan(plan.id, why, who, deployment.ports)
    : resumePlan(plan.id, who, deployment.ports));
  if ("unstopped" in outcome) throw new UserError(UNSTOPPED_WORDS[outcome.unstopped]);
  if (json) print({ plan: plan.id, stops: outcome.stops });
  else
    console.log(
      act === "stop"
        ? `已停发《${plan.title}》的一切信件；照常收报。恢复请运行 duban plan resume。`
        : `已恢复《${plan.title}》；仍然有效的信件随下一次发信发出。`,
    );
}

async function operatorNamed({ ports }: Opened, { settings }: Plan, by: string | undefined): Promise<Mailbox> {
  const operators = operatorsOf(settings, await ports.store.directory());
  const found = operators.find(({ mail }) => by === undefined || mail === by.toLowerCase());
  if (!found) throw new UserError(`${by ?? "没有人"}不能停发这份计划。可以停发的是牵头办公室，请核对 --by。`);
  return found.mail;
}
