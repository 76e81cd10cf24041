import { randomUUID } from "node:crypto";
import { setSetting, settingOn } from "../../functions/adapters/store.ts";
import type { Directory } from "../../functions/core/directory.ts";
import { ladderEndsInTime } from "../../functions/core/ladder.ts";
import type { Plan } from "../../functions/core/plan.ts";
import type { PlanSettings } from "../../functions/core/plan-settings.ts";
import { importPlan } from "../../functions/workflows/import-plan.ts";
import type { Opened } from "./deployment.ts";
import { type PlanFile, sampleHolidays, sampleLadder, sampleScoreRules } from "./plan-files.ts";
import { directoryWith, ladderOf, ladderSetting, noticesIn } from "./set.ts";
import { UserError } from "./user-error.ts";

/**
 * Puts a plan in force in a deployment. What an office has set stays; what has not been set is taken from what comes with the
 * product.
 *
 * @param more  units that are added to the directory
 */
export async function install(
  { table, ports, clock }: Opened,
  { source, bytes, settings, answers }: PlanFile,
  more?: Directory,
): Promise<Awaited<ReturnType<typeof importPlan>>> {
  if (!settings)
    throw new UserError(
      "这份计划还没有设置（settings.json）：时区、主办单位、专项简称等。请参照 data/plans/daxing-2024/settings.json，在计划文件旁边建一份。",
    );
  const directory = await directoryWith(table, more);
  refuseUnknownOffices(settings, directory);
  const before = await noticesIn(table);
  const sample = sampleHolidays().filter(({ calendar }) => !before.some((notice) => notice.calendar === calendar));
  const ladder = (await ladderOf(table, settings)) ?? sampleLadder(settings);
  if (!ladder)
    throw new UserError(
      `没有督办级次“${settings.ladder}”。请先运行 duban ladder load 文件 --name ${settings.ladder}。`,
    );
  if (!ladderEndsInTime(ladder, settings.cycle.closesAfter))
    throw new UserError("督办级次有晚于办结日的。请调整督办级次（duban ladder load）或计划设置里的 closesAfter。");
  // checked by their schemas, and JSON as read
  if (more || !(await settingOn(table, "DIRECTORY")))
    await setSetting(table, "DIRECTORY", directory as never, randomUUID());
  if (sample.length > 0) await setSetting(table, "HOLIDAYS", [...before, ...sample] as never, randomUUID());
  if (!(await ladderOf(table, settings)))
    await setSetting(table, ladderSetting(settings.ladder), ladder as never, randomUUID());
  if (!(await settingOn(table, "SCORES"))) await setSetting(table, "SCORES", sampleScoreRules() as never, randomUUID());
  return importPlan({ source, bytes, settings, answers, at: clock.now() }, ports);
}

/** The office that runs a plan, and the one that decides about it, must be somebody. */
function refuseUnknownOffices({ operator, supervision }: PlanSettings, { units }: Directory): void {
  const unknown = [operator, supervision].filter((office) => !units.some(({ id }) => id === office));
  if (unknown.length > 0)
    throw new UserError(
      `计划设置里的主办或督查单位 ${unknown.join("、")} 不在名录中。请用 --directory 文件 一并导入名录，或改正 settings.json。`,
    );
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
