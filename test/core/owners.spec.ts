import { describe, expect, it } from "vitest";
import { day } from "../../functions/core/day.ts";
import { type Directory, UnitId } from "../../functions/core/directory.ts";
import { MeasureId } from "../../functions/core/measure.ts";
import { ownersOf, unitNamed } from "../../functions/core/owners.ts";
import type { PlanAnswers } from "../../functions/core/plan-answers.ts";
import { daxing, daxingDirectory, measureOnLine } from "./daxing.ts";

const ids = (...of: string[]): UnitId[] => of.map((id) => UnitId.parse(id));
const on = day("2024-04-01");
const decided = (line: number, name: string, ...units: string[]): PlanAnswers => [
  {
    about: {
      kind: "open-group",
      measure: measureOnLine(line).id,
      name,
      units: ids(...units),
    },
    by: "行动计划办公室",
    on,
    reason: "经核实",
  },
];
const owned = (leads: string[], assists: string[], at = on, directory: Directory = daxingDirectory) =>
  ownersOf({ id: MeasureId.parse("A1-1-1"), leads, assists }, directory, at);

describe("PL-5 a name not in the directory is never guessed: it becomes a question, with suggestions", () => {
  it.each`
    name                                                 | unit                   | because
    ${"区生态环境局"}                                    | ${"shengtai-huanjing"} | ${"its name"}
    ${"区生态 环境局"}                                   | ${"shengtai-huanjing"} | ${"blanks do not count"}
    ${"区交通局 (区推进运输结构调整工作推进小组办公室)"} | ${"jiaotong"}          | ${"a note does not count"}
    ${"区住房城乡建设委（重大项目办）"}                  | ${"zhufang-jianshe"}   | ${"a note in wide brackets"}
    ${"区经信局"}                                        | ${"jingji-xinxihua"}   | ${"an alias"}
    ${"区公安分局"}                                      | ${"gongan"}            | ${"not the traffic police"}
    ${"区农业服务中心"}                                  | ${"nongye-fuwu"}       | ${"not the bureau"}
    ${"区农业"}                                          | ${undefined}           | ${"a part is never enough"}
    ${"各镇人民政府"}                                    | ${undefined}           | ${"a group is no unit"}
  `("“$name” is $unit: $because", ({ name, unit }) => {
    expect(unitNamed(name, daxingDirectory)).toBe(unit);
  });
});

describe("PL-6 a generic group expands by the dated roster; an open one is a decision a person must take, and until then the measure goes to the units that are named", () => {
  const roster = (from: string, ...units: string[]) => ({
    name: "各镇人民政府",
    from: day(from),
    units: ids(...units),
  });
  const changing = {
    ...daxingDirectory,
    groups: [roster("2024-07-01", "huangcun-zhen"), roster("2024-01-01", "huangcun-zhen", "anding-zhen")],
  };

  it.each`
    at              | leads                               | open                | because
    ${"2023-12-31"} | ${[]}                               | ${["各镇人民政府"]} | ${"no roster holds yet"}
    ${"2024-01-01"} | ${["huangcun-zhen", "anding-zhen"]} | ${[]}               | ${"the first, from its day on"}
    ${"2024-06-30"} | ${["huangcun-zhen", "anding-zhen"]} | ${[]}               | ${"still the first"}
    ${"2024-07-01"} | ${["huangcun-zhen"]}                | ${[]}               | ${"the second"}
  `("on $at the towns are $leads: $because", ({ at, leads, open }) => {
    expect(owned(["各镇人民政府"], [], day(at), changing)).toEqual({
      leads,
      assists: [],
      open,
    });
  });

  it.each`
    leads                            | assists                 | is                                                                | because
    ${["区教委", "区科委"]}          | ${["区水务局"]}         | ${{ leads: ["jiaowei", "kewei"], assists: ["shuiwu"], open: [] }} | ${"the plan's order is kept"}
    ${["区教委", "区教委 (办公室)"]} | ${[]}                   | ${{ leads: ["jiaowei"], assists: [], open: [] }}                  | ${"nobody twice"}
    ${["区教委"]}                    | ${["区科委", "区教委"]} | ${{ leads: ["jiaowei"], assists: ["kewei"], open: [] }}           | ${"who leads does not assist"}
    ${["区教委", "等部门"]}          | ${["等部门"]}           | ${{ leads: ["jiaowei"], assists: [], open: ["等部门"] }}          | ${"an open name is left"}
    ${["不存在的局"]}                | ${[]}                   | ${{ leads: [], assists: [], open: ["不存在的局"] }}               | ${"an unknown name is left, too (PL-5)"}
  `("$leads with $assists: $because", ({ leads, assists, is }) => {
    expect(owned(leads, assists)).toEqual(is);
  });

  it("the groups of the real plan are 14 towns, 8 streets and 2 parks; the airport area is a unit of its own", () => {
    const { leads } = ownersOf(measureOnLine(39), daxingDirectory, on);
    expect(leads).toHaveLength(24);
    expect(leads).not.toContain("linkong-jingjiqu");
    expect(ownersOf(measureOnLine(302), daxingDirectory, on).assists).toContain("linkong-jingjiqu");
  });

  it("in the real plan only the measure of line 130 has nobody who leads it", () => {
    const without = daxing.measures.filter((measure) => ownersOf(measure, daxingDirectory, on).leads.length === 0);
    expect(without.map(({ line }) => line)).toEqual([130]);
    expect(ownersOf(measureOnLine(130), daxingDirectory, on)).toEqual({
      leads: [],
      assists: ["yingji"],
      open: ["区空气重污染应急指挥部成员单位"],
    });
  });

  it.each`
    line   | name                                | units                              | leads                                  | because
    ${130} | ${"区空气重污染应急指挥部成员单位"} | ${["shengtai-huanjing", "gongan"]} | ${["shengtai-huanjing", "gongan"]}     | ${"the decision"}
    ${230} | ${"相关镇人民政府"}                 | ${["caiyu-zhen"]}                  | ${["shengtai-huanjing", "caiyu-zhen"]} | ${"in the place of the name"}
    ${230} | ${"相关镇人民政府"}                 | ${[]}                              | ${["shengtai-huanjing"]}               | ${"nobody was meant"}
    ${130} | ${"区空气重污染应急指挥部成员单位"} | ${["no-such"]}                     | ${[]}                                  | ${"no unit of the directory: still open"}
  `("line $line goes to $leads after a decision for $units: $because", ({ line, name, units, leads }) => {
    const owners = ownersOf(measureOnLine(line), daxingDirectory, on, decided(line, name, ...units));
    expect(owners.leads).toEqual(leads);
    expect(owners.open.includes(name)).toBe(units.includes("no-such"));
  });

  it("a decision is about one measure", () => {
    const owners = ownersOf(measureOnLine(272), daxingDirectory, on, decided(230, "相关镇人民政府", "caiyu-zhen"));
    expect(owners.open).toContain("相关镇人民政府");
  });
});

describe("the sample directory", () => {
  it("has the units of Daxing, each with role mailboxes of its own", () => {
    const kinds = Object.groupBy(daxingDirectory.units, ({ kind }) => kind);
    expect(Object.fromEntries(Object.entries(kinds).map(([kind, units]) => [kind, units.length]))).toEqual({
      department: 41,
      town: 14,
      street: 8,
      park: 3,
      office: 1,
    });
    for (const { id, contacts } of daxingDirectory.units)
      for (const { mail } of contacts) expect(mail).toMatch(new RegExp(`^[a-z-]+@${id}\\.daxing\\.example$`, "u"));
    const roles = (id: string) =>
      daxingDirectory.units.find((unit) => unit.id === id)?.contacts.map(({ role }) => role);
    expect(roles("shengtai-huanjing")).toEqual(["liaison", "section-head", "deputy", "head", "operator"]);
    expect(roles("ducha")).toEqual(["supervisor", "supervisor"]);
  });
});
