import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { keepTime } from "../../infra/local/clock.ts";
import { openCommands } from "../../infra/local/commands.ts";
import { sampleScoreRules } from "../../infra/local/plan-files.ts";
import { clockFile } from "../../infra/local/server-file.ts";
import { CODES, MAIL } from "../story/three-units.ts";
import { departmentsAtOnce, newFolder, openWorld } from "../story/world.ts";

/** April of three units, closed on Thursday 16 May: 区水务局 reported in time, the others not at all. */
let folder: string;
beforeAll(async () => {
  folder = newFolder();
  const world = await openWorld("2024-04-29 08:50", { folder, departments: departmentsAtOnce() });
  await world.turnTo("2024-04-29 10:00");
  const text = CODES.water.map((code) => `${code} 完成2公里，进度30%。`).join("\n");
  await world.reply({ from: MAIL.water.liaison, to: await world.last(MAIL.water.liaison), text });
  await world.passTo("2024-05-16 10:00");
  keepTime(clockFile(folder), { at: world.clock.now() });
  await world.close();
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command prints; what it tells the person it cannot do. */
async function duban(...words: string[]): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line) => void lines.push(String(line)));
  try {
    await openCommands().parseAsync(["node", "duban", ...words, "--dir", folder]);
  } catch (problem) {
    lines.push(problem instanceof Error ? problem.message : String(problem));
  } finally {
    log.mockRestore();
  }
  return lines.join("\n");
}

describe("scores from the command line", () => {
  it("shows a month in order, a unit with its deductions, and a year", async () => {
    expect((await duban("score", "2024-04")).split("\n").map((line) => line.split(/ {2,}/u))).toEqual([
      ["第 1", "区水务局", "100", "—", "2024-05-23 前可提异议"],
      ["第 2", "区城管局", "90", "-10 汇总时没有报送", "2024-05-23 前可提异议"],
      ["第 2", "区园林局", "90", "-10 汇总时没有报送", "2024-05-23 前可提异议"],
    ]);
    expect(await duban("score", "2024-04", "--unit", "区城管局")).toBe(
      "区城管局 2024-04：90 分（满分 100，规则 2024-1）\n  1. -10 汇总时没有报送",
    );
    expect(JSON.parse(await duban("score", "--year", "2024", "--json"))).toMatchObject({
      ranking: [{ rank: 1, unit: "shuiwu", average: 100, duties: 1 }, { rank: 2 }, { rank: 2 }],
    });
  });

  it("says what is wrong, and what to do", async () => {
    expect(await duban("score")).toContain("请写月份");
    expect(await duban("score", "2024-05")).toContain("2024-05 还没有评分");
    expect(await duban("objection", "grant", "2024-04", "--unit", "区城管局", "--why", "属实")).toContain(
      "没有等待决定的异议",
    );
    expect(await duban("objection", "add", "2024-04", "--unit", "区水务局", "--why", "有误")).toContain("没有扣分");
    expect(await duban("charge", "2024-04", "--unit", "区水务局", "--why", "不实", "--measure", "绿地-1-1")).toContain(
      "没有报送这项措施",
    );
  });

  it("puts an objection down, lists it, grants a part, and charges an untrue report", async () => {
    expect(await duban("objection", "add", "2024-04", "--unit", "区城管局", "--why", "已电话说明")).toContain(
      "已登记异议",
    );
    expect(await duban("objection", "list")).toContain("异议：已电话说明（待决定）");
    const grant = ["objection", "grant", "2024-04", "--unit", "区城管局", "--why", "经核实"];
    expect(await duban(...grant, "--lifts", "2")).toContain("没有这一条扣分");
    expect(await duban(...grant, "--lifts", "1")).toContain("更正为 100 分");
    expect(await duban("objection", "list")).toBe("没有等待决定的异议。");
    const charge = ["charge", "2024-04", "--unit", "区水务局", "--why", "现场未清淤", "--measure", "清水-1-1"];
    expect(await duban(...charge)).toContain("现为 80 分");
    expect(await duban("score", "2024-04", "--unit", "区水务局")).toContain("认定：现场未清淤");
  });

  it("SC-4 takes a new version of the rules, and leaves one that scored a month as it was", async () => {
    const [first] = sampleScoreRules();
    const load = async (rulebook: unknown): Promise<string> => {
      writeFileSync(join(folder, "rules.json"), JSON.stringify(rulebook));
      return duban("score-rules", "load", join(folder, "rules.json"));
    };
    expect(await load([{ ...first, full: 120 }])).toContain("版本 2024-1 已经用来评分");
    expect(await load([first, { ...first, version: "2024-2", from: "2024-05" }])).toContain("版本 2024-2：2024-05 起");
  });
});
