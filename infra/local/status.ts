import { unitOf } from "../../functions/core/contacts.ts";
import { dayAt, type Month } from "../../functions/core/day.ts";
import { type Standing, type Timeliness, timeliness } from "../../functions/core/duty.ts";
import type { Plan } from "../../functions/core/plan.ts";
import type { Deployment } from "./deployment.ts";
import { table } from "./print.ts";

export interface BoardLine extends Standing {
  name: string;
  timeliness: Timeliness;
}

/** Where a period stands, by unit. */
export async function boardOf(
  { ports, clock }: Pick<Deployment, "ports" | "clock">,
  plan: Plan,
  period: Month,
): Promise<BoardLine[]> {
  const directory = await ports.store.directory();
  const today = dayAt(clock.now(), plan.settings.zone);
  return (await ports.store.board(plan.id, period)).map((standing) => ({
    ...standing,
    name: unitOf(standing.unit, directory)?.name ?? standing.unit,
    timeliness: timeliness(standing, today, plan.settings.zone),
  }));
}

export const TIMELINESS_WORDS: Record<Timeliness, string> = {
  "on-time": "按时",
  late: "逾期报送",
  partial: "部分报送",
  open: "未到期",
  missing: "未报",
  exempt: "免报",
};

const STEPS: Record<string, string> = { opening: "首次通知", reminder: "提醒", "due-day": "截止日提醒" };
const stepText = (step: string): string => STEPS[step] ?? step.replace(/^rung-(\d+)$/u, "第 $1 级督办");

export function boardLines(board: readonly BoardLine[]): string[] {
  if (board.length === 0) return ["这个月还没有报送任务：尚未到首次通知日，或不在计划的报送月份内。"];
  const rows = board.map(({ name, recorded, asked, timeliness: state, told }) => [
    name,
    `${recorded}/${asked}`,
    TIMELINESS_WORDS[state],
    stepText(told),
  ]);
  const counts = Object.entries(TIMELINESS_WORDS).map(
    ([state, word]) => `${word} ${board.filter((line) => line.timeliness === state).length}`,
  );
  return [
    ...table([["单位", "已报/应报", "情况", "最近一步"], ...rows]),
    "",
    `共 ${board.length} 个单位：${counts.join("，")}`,
  ];
}
