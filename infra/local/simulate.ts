import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Month } from "../../functions/core/day.ts";
import { print } from "./print.ts";
import { type Play, play } from "./simulate/play.ts";
import type { Verdict } from "./simulate/promises.ts";
import { boardLines } from "./status.ts";
import { UserError } from "./user-error.ts";

export interface SimulateOptions {
  from: string;
  months: string;
  seed: string;
  keep?: string;
  json?: boolean;
}

/** Plays months of the real plan, and the first of them a second time; says how they went. */
export async function simulate(options: SimulateOptions): Promise<void> {
  const from = Month.safeParse(options.from);
  const [months, seed] = [Number(options.months), Number(options.seed)];
  if (!from.success) throw new UserError(`看不懂月份“${options.from}”。请写成 2024-04 的样子。`);
  if (!Number.isInteger(months) || months < 1 || months > 12) throw new UserError("月数请写 1 到 12 的整数。");
  if (!Number.isInteger(seed)) throw new UserError("种子请写整数。");
  const folder = options.keep ?? mkdtempSync(join(tmpdir(), "duban-"));
  const played = await play(from.data, months, seed, folder);
  const promises = [...played.promises, await sameAgain(from.data, seed, played)];
  if (promises.some(({ held }) => !held)) process.exitCode = 1;
  if (options.json) print({ from: from.data, months, seed, folder, ...played, promises });
  else console.log(report(played, promises, folder).join("\n"));
}

/** The first month once more, elsewhere: the same inputs, clock and seed give the same facts (I7). */
async function sameAgain(from: Month, seed: number, { facts: [first = ""] }: Play): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), "duban-"));
  const { facts } = await play(from, 1, seed, folder);
  rmSync(folder, { recursive: true });
  const held = facts[0] === first;
  return {
    promise: "I7",
    held,
    evidence: held
      ? `首月重演一次，事实指纹相同：${first.slice(0, 16)}`
      : `首月重演一次，事实指纹不同：${first} 与 ${facts[0]}`,
  };
}

function report({ timeline, boards, counts, facts }: Play, promises: readonly Verdict[], folder: string): string[] {
  const { duties, messages, submissions, escalations } = counts;
  return [
    ...timeline.map(({ at, what }) => `${at}  ${what}`),
    "",
    ...boards.flatMap(({ period, units }) => [`${period} 报送情况`, ...boardLines(units), ""]),
    `报送任务 ${duties.all}：按时 ${duties.onTime}，逾期 ${duties.late}，部分 ${duties.partial}，未报 ${duties.missing}，免报 ${duties.exempt}`,
    `审核通过 ${duties.accepted}，曾退回 ${duties.returned}`,
    `邮件 ${messages.sent} 封，送达 ${messages.delivered}，失败 ${messages.failed}，不再需要而未发 ${messages.dropped}`,
    `收到 ${submissions.received} 件：登记 ${submissions.recorded}，重复 ${submissions.duplicate}，待处理 ${submissions.held}，系统邮件 ${submissions.service}`,
    `督办：${
      Object.entries(escalations)
        .map(([rung, count]) => `第 ${rung.slice(5)} 级 ${count} 个单位`)
        .join("，") || "无"
    }`,
    "",
    ...promises.map(({ promise, held, evidence }) => `${held ? "✓ 守住" : "✗ 未守"} ${promise.padEnd(5)} ${evidence}`),
    "",
    `邮件和表格：${join(folder, "mails")}；通报和台账：${join(folder, "documents")}`,
    `事实指纹：${facts.at(-1)}`,
  ];
}
