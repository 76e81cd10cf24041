import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namesIn } from "../../functions/core/owners.ts";
import { nameOf, unitsOf } from "../../functions/core/unit-cell.ts";
import { daxing, daxingDirectory } from "./daxing.ts";

describe("PL-4 unit cells are split and mended; notes in brackets stay with the unit before them; dashes mean none", () => {
  it.each`
    cell                                                      | units                                                                   | because
    ${"区交通局 区财政局"}                                    | ${["区交通局", "区财政局"]}                                             | ${"a blank"}
    ${"区交通局、区财政局，区教委,区科委；区水务局;区商务局"} | ${["区交通局", "区财政局", "区教委", "区科委", "区水务局", "区商务局"]} | ${"any of the marks"}
    ${"区交通局\n区财政局\u3000区教委"}                       | ${["区交通局", "区财政局", "区教委"]}                                   | ${"line break, full-width blank"}
    ${"<p>区生态环境局 区水务局</p>"}                         | ${["区生态环境局", "区水务局"]}                                         | ${"lines 87 to 89"}
    ${"<p>区教委</p><p>区科委</p>"}                           | ${["区教委", "区科委"]}                                                 | ${"a tag separates"}
    ${"区委宣传部 (区文明办) 区民政局"}                       | ${["区委宣传部 (区文明办)", "区民政局"]}                                | ${"line 118"}
    ${"区住房城乡建设委（重大项目办） 区财政局"}              | ${["区住房城乡建设委 （重大项目办）", "区财政局"]}                      | ${"wide brackets, no blank"}
    ${"区交通局 (区推进运输结构调整\n工作推进小组、办公室)"}  | ${["区交通局 (区推进运输结构调整工作推进小组、办公室)"]}                | ${"marks inside a note separate nothing"}
    ${"大兴生物医药基地管 委会 大兴经济开发区管委 会"}        | ${["大兴生物医药基地管委会", "大兴经济开发区管委会"]}                   | ${"line 184: broken in two"}
    ${"大兴生物医药基地管委会 会 大兴经济开发区管委会"}       | ${["大兴生物医药基地管委会", "大兴经济开发区管委会"]}                   | ${"line 89: a stray 会"}
    ${"区住房城乡 建设委 区水务局"}                           | ${["区住房城乡建设委", "区水务局"]}                                     | ${"a unit without an end goes on"}
    ${"黄村镇 人民政府"}                                      | ${["黄村镇人民政府"]}                                                   | ${"an end without a beginning goes back"}
    ${"区生态环境局 局"}                                      | ${["区生态环境局"]}                                                     | ${"the end is there already"}
    ${"区教委等部门 各镇人民政府"}                            | ${["区教委", "等部门", "各镇人民政府"]}                                 | ${"line 308: a unit, and others left open"}
    ${"区交通局 等部门"}                                      | ${["区交通局", "等部门"]}                                               | ${"line 38"}
    ${"区供电公司 区机关事务中心 区消防救援支队 区机场办"}    | ${["区供电公司", "区机关事务中心", "区消防救援支队", "区机场办"]}       | ${"ends other than 局 and 委"}
    ${"——"}                                                   | ${[]}                                                                   | ${"none"}
    ${"---"}                                                  | ${[]}                                                                   | ${"none"}
    ${"-"}                                                    | ${[]}                                                                   | ${"none"}
    ${"/"}                                                    | ${[]}                                                                   | ${"none"}
    ${"无"}                                                   | ${[]}                                                                   | ${"none"}
    ${""}                                                     | ${[]}                                                                   | ${"none"}
  `("$because: $cell", ({ cell, units }) => {
    expect(unitsOf(cell)).toEqual(units);
  });

  it.each`
    cell                           | units                               | because
    ${"市规划自然资源委 大兴分局"} | ${["市规划自然资源委大兴分局"]}     | ${"together they are a unit"}
    ${"临空经济区 大兴片区管委会"} | ${["临空经济区大兴片区管委会"]}     | ${"together they are a unit"}
    ${"大兴经济开发区 管委会"}     | ${["大兴经济开发区管委会"]}         | ${"the longer name wins"}
    ${"区教委 会"}                 | ${["区教委"]}                       | ${"nothing is missing from it"}
    ${"区城管执法局 区城市管理委"} | ${["区城管执法局", "区城市管理委"]} | ${"look-alikes stay apart"}
  `("knows whole names of a directory: $cell, $because", ({ cell, units }) => {
    expect(unitsOf(cell, namesIn(daxingDirectory))).toEqual(units);
  });

  it("finds the 66 names of the real plan, in 443 lead and 561 assist mentions", () => {
    const leads = daxing.measures.flatMap((measure) => measure.leads);
    const assists = daxing.measures.flatMap((measure) => measure.assists);
    expect([leads.length, assists.length]).toEqual([443, 561]);
    const names = [...new Set([...leads, ...assists].map(nameOf))];
    const generic = names.filter((name) => /^各|^相关|^等|成员单位$/u.test(name));
    const places = names.filter((name) => /镇人民政府$|街道办事处$|管委会$/u.test(name) && !generic.includes(name));
    expect([names.length, generic.length, places.length]).toEqual([66, 10, 15]);
    expect(names.length - generic.length - places.length).toBe(41);
  });

  it("never fails, and keeps every character but marks and dashes of plain names", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (cell) => void unitsOf(cell)));
    const name = fc.constantFrom("区交通局", "区财政局", "黄村镇人民政府", "区委宣传部 (区文明办)", "各镇人民政府");
    const mark = fc.constantFrom(" ", "、", "\n", "；", "</p><p>");
    fc.assert(
      fc.property(fc.array(name), mark, (names, between) => {
        expect(unitsOf(names.join(between))).toEqual(names);
      }),
    );
  });
});
