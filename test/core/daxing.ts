import { readFileSync } from "node:fs";
import { Directory } from "../../functions/core/directory.ts";
import { linesOf, readPlan } from "../../functions/core/plan-document.ts";
import { PlanSettings } from "../../functions/core/plan-settings.ts";

const data = (path: string): string => readFileSync(new URL(`../../data/${path}`, import.meta.url), "utf8");

/** The first real plan, its directory and its settings, as they stand in `data/`. */
export const daxingText = data("plans/daxing-2024/plan.txt");
export const daxingAnswers: unknown = JSON.parse(data("plans/daxing-2024/decisions.json"));
export const daxingDirectory = Directory.parse(JSON.parse(data("directory/daxing.json")));
export const daxingSettings = PlanSettings.parse(JSON.parse(data("plans/daxing-2024/settings.json")));
export const daxing = readPlan(linesOf(daxingText), daxingSettings);

export const measureOnLine = (line: number) => {
  const found = daxing.measures.find((measure) => measure.line === line);
  if (!found) throw new Error(`no measure on line ${line}`);
  return found;
};
