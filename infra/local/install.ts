import { randomUUID } from "node:crypto";
import { setSetting } from "../../functions/adapters/store.ts";
import type { Plan } from "../../functions/core/plan.ts";
import { importPlan } from "../../functions/workflows/import-plan.ts";
import type { Opened } from "./deployment.ts";
import { type PlanFile, sampleDirectory, sampleHolidays, sampleLadder } from "./plan-files.ts";
import { UserError } from "./user-error.ts";

/** Puts a plan in force in a deployment, with the directory, holidays and ladder that come with the product. */
export async function install(
  { table, ports, clock }: Opened,
  { source, bytes, settings, answers }: PlanFile,
): Promise<Awaited<ReturnType<typeof importPlan>>> {
  if (!settings)
    throw new UserError(
      "这份计划还没有设置（settings.json）：时区、主办单位、专项简称等。请参照 data/plans/daxing-2024/settings.json，在计划文件旁边建一份。",
    );
  // checked by their schemas, and JSON as read
  await setSetting(table, "DIRECTORY", sampleDirectory() as never, randomUUID());
  await setSetting(table, "HOLIDAYS", sampleHolidays() as never, randomUUID());
  await setSetting(table, "LADDER", sampleLadder(settings) as never, randomUUID());
  return importPlan({ source, bytes, settings, answers, at: clock.now() }, ports);
}

/** The plan that a command means: the one named, else the only one. */
export async function thePlan({ ports }: Opened, id: string | undefined): Promise<Plan> {
  const plans = await ports.store.plans();
  const plan = id === undefined ? plans[0] : plans.find((each) => each.id === id);
  if (!plan)
    throw new UserError(
      id === undefined
        ? "还没有导入计划。请先运行 duban plan import 文件。"
        : `没有计划 ${id}。已有：${plans.map((each) => each.id).join("、") || "无"}。`,
    );
  if (id === undefined && plans.length > 1)
    throw new UserError(`有多份计划，请用 --plan 指明：${plans.map((each) => each.id).join("、")}。`);
  return plan;
}
