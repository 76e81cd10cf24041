import { decidersFor, pressedFor } from "../../functions/core/contacts.ts";
import { Month } from "../../functions/core/day.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { RUNG_UNDONE_WORDS, type RungVerdict } from "../../functions/core/escalation.ts";
import { decideRung } from "../../functions/workflows/decide-rung.ts";
import type { Opened } from "./deployment.ts";
import { thePlan } from "./install.ts";
import { print, table } from "./print.ts";
import { UserError } from "./user-error.ts";

/** The rungs that wait for a person, one line each. */
export async function listAwaiting(deployment: Opened, planId: string | undefined, json: boolean): Promise<void> {
  const { store } = deployment.ports;
  const plan = await thePlan(deployment, planId);
  const [ladder, directory] = [await store.ladder(plan.settings), await store.directory()];
  const waiting: Duty[] = [];
  for await (const open of store.openDuties(plan.id))
    if (open.awaits) waiting.push(...[(await store.duty(open)) ?? []].flat());
  if (json) return print(waiting.map(({ period, unit, awaits }) => ({ period, unit, awaits })));
  if (waiting.length === 0) return console.log("没有等待批准的督办。");
  console.log(
    table(
      waiting.map(({ period, unit, awaits }) => [
        period,
        directory.units.find(({ id }) => id === unit)?.name ?? unit,
        ladder.find(({ no }) => no === awaits?.rung)?.name ?? "",
        `${awaits?.day} 起`,
      ]),
    ).join("\n"),
  );
}

export interface RungOptions {
  plan?: string;
  unit: string;
  period: string;
  why?: string;
  by?: string;
}

/** Approves or declines the rung that waits for a unit, in the name of whoever may (CY-6). */
export async function decideRungOf(
  deployment: Opened,
  kind: RungVerdict["kind"],
  { plan: planId, unit: name, period: text, why = "", by }: RungOptions,
  json: boolean,
): Promise<void> {
  const { ports } = deployment;
  const plan = await thePlan(deployment, planId);
  const directory = await ports.store.directory();
  const unit = directory.units.find((each) => [each.name, each.id, ...each.aliases].includes(name));
  if (!unit) throw new UserError(`名录中没有“${name}”。请写全称，例如 区水务局。`);
  const period = Month.safeParse(text).data;
  if (!period) throw new UserError(`看不懂“${text}”。请写成 2024-04 的样子。`);
  const own = decidersFor(unit.id, plan.settings, directory);
  const deciders = own.length > 0 ? own : pressedFor(unit.id, plan.settings, directory);
  const decider = by ? deciders.find(({ mail }) => mail === by.toLowerCase()) : deciders[0];
  if (!decider)
    throw new UserError(
      `${by ?? "没有人"}不能决定这一级督办。可以决定的：${deciders.map(({ mail }) => mail).join("、") || "通讯录中没有登记"}。`,
    );
  const verdict: RungVerdict = kind === "approve" ? { kind } : { kind, why };
  const decided = await decideRung({ plan: plan.id, period, unit: unit.id }, verdict, decider.mail, ports);
  if ("undone" in decided) throw new UserError(RUNG_UNDONE_WORDS[decided.undone]);
  if (json) return print({ unit: unit.id, period, verdict: kind, told: decided.done.told.at(-1) });
  console.log(
    kind === "approve"
      ? `已批准对${unit.name}的督办；通知随下一次发信发出。`
      : `已记录：不批准对${unit.name}的这一级督办，督办转入下一级。`,
  );
}
