import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Target } from "../../functions/core/measure.ts";
import { targetsIn } from "../../functions/core/target.ts";
import { targetsOfDaxing } from "./targets-of-daxing.ts";

const plan = readFileSync(new URL("../../data/plans/daxing-2024/plan.txt", import.meta.url), "utf8");
const measures = plan
  .split("\n")
  .map((row, i) => ({ line: i + 1, cells: row.split("\t") }))
  .flatMap(({ line, cells: [no, , text] }) => (text && no !== "序号" ? [{ line, text }] : []));

/** `metric comparator value unit` of each target, on one line. */
const read = (text: string) =>
  targetsIn(text)
    .map(({ metric, comparator, value, unit }) => `${metric} ${comparator} ${value} ${unit}`)
    .join("; ");

describe("PL-12 a target is a number that a measure promises to reach, with the plan's words; a number that describes a thing is none", () => {
  it("reads in the 229 measures of Daxing what a person reads, letter for letter", () => {
    expect(measures).toHaveLength(229);
    expect(measures.flatMap(({ line, text }) => targetsIn(text).map((target) => ({ line, target })))).toEqual(
      targetsOfDaxing,
    );
  });

  it.each`
    text                                                                       | targets                                                                  | because
    ${"优良天数比率达到 76%。"}                                                | ${"优良天数比率 >= 76 %"}                                                | ${"达到 is at least"}
    ${"重污染天不超过 4 天。"}                                                 | ${"重污染天 <= 4 天"}                                                    | ${"不超过 is at most, though 超过 is in it"}
    ${"污水集中收集率高于 90%。"}                                              | ${"污水集中收集率 > 90 %"}                                               | ${"高于 is more than"}
    ${"漏损率低于 8%。"}                                                       | ${"漏损率 < 8 %"}                                                        | ${"低于 is less than"}
    ${"建成区绿地占比为 40%。"}                                                | ${"建成区绿地占比 = 40 %"}                                               | ${"为 is exactly"}
    ${"失业率控制在 5.5%左右。"}                                               | ${"失业率 ≈ 5.5 %"}                                                      | ${"左右 wins over 控制在"}
    ${"回收率达到约 90%。"}                                                    | ${"回收率 ≈ 90 %"}                                                       | ${"约 before the number is 左右 after it"}
    ${"能耗保持在 10 吨以下。"}                                                | ${"能耗 <= 10 吨"}                                                       | ${"以下 wins over 保持在"}
    ${"PM2.5 年均浓度达标（35 微克/立方米）。"}                                | ${"PM2.5 年均浓度 <= 35 微克/立方米"}                                    | ${"a standard in brackets is a limit; the 2.5 of a name is no number"}
    ${"建设生态保育小区 15 处。"}                                              | ${"建设生态保育小区 >= 15 处"}                                           | ${"a deed with a bare number is to be reached"}
    ${"推动2家企业绩效评级提升。"}                                             | ${"企业绩效评级提升 >= 2 家"}                                            | ${"the noun may follow; 推动 says nothing of it"}
    ${"抽查不少于 20 家加油站防渗漏情况。"}                                    | ${"抽查加油站防渗漏情况 >= 20 家"}                                       | ${"抽查 says what is counted"}
    ${"对 400 口农田灌溉用水水质进行监测。"}                                   | ${"农田灌溉用水水质进行监测 >= 400 口"}                                  | ${"对…进行 is a deed around its noun"}
    ${"对 10 家企业开展检查，对 3 处河道实施整治。"}                           | ${"企业开展检查 >= 10 家; 河道实施整治 >= 3 处"}                         | ${"对…开展, 对…实施 too"}
    ${"按照不低于 15% 的比例对施工工地开展抽检。"}                             | ${"施工工地开展抽检的比例 >= 15 %"}                                      | ${"the noun of a share stands behind it"}
    ${"VOCs 减排 720 吨、NOx 减排 3450 吨。"}                                  | ${"VOCs 减排 >= 720 吨; NOx 减排 >= 3450 吨"}                            | ${"a target ends the noun of the next"}
    ${"新建公园 3 个，绿道 5 公里。"}                                          | ${"新建公园 >= 3 个; 绿道 >= 5 公里"}                                    | ${"a list goes on without the deed"}
    ${"包括一所示范校，十六所实验校。"}                                        | ${"示范校 >= 1 所; 实验校 >= 16 所"}                                     | ${"一 beside other counts of its unit is a number"}
    ${"安全利用率达到 100%，或者达到 95%以上且整改到位。"}                     | ${"安全利用率 >= 100 %; 安全利用率 >= 95 %"}                             | ${"one target, two ways: 或者 has the noun before it"}
    ${"甲镇负责治污，完成5个村庄改造；乙镇负责，完成4个村庄改造。"}            | ${"甲镇：村庄改造 >= 5 个; 乙镇：村庄改造 >= 4 个"}                      | ${"quotas of two towns are two metrics"}
    ${"碳排放强度同比下降，较 2020 年下降 15%。"}                              | ${"碳排放强度较 2020 年下降 >= 15 %"}                                    | ${"较 goes on with the noun of the clause before"}
    ${"审核总数不少于持证单位总数的三分之一。"}                                | ${"审核总数占持证单位总数 >= 33.33 %"}                                   | ${"fractions are in percent, of what is said"}
    ${"水质达到Ⅲ类。"}                                                         | ${"水质 <= 3 类"}                                                        | ${"classes of water count downwards"}
    ${"水质达到地表水 IV 类标准。"}                                            | ${"水质 <= 4 类"}                                                        | ${"in Latin letters too"}
    ${"森林覆盖率达到百分之四十五点五以上。"}                                  | ${"森林覆盖率 >= 45.5 %"}                                                | ${"percent in words"}
    ${"蓄积量达到２００万立方米，投资达到 5.2 亿元。"}                         | ${"蓄积量 >= 2000000 立方米; 投资 >= 520000000 元"}                      | ${"万 and 亿 are multiplied in; digits may be wide"}
    ${"年内新增就业 0.07 万人。"}                                              | ${"新增就业 >= 700 人"}                                                  | ${"multiplied without a rounding error"}
    ${"完成 1,200 亩整治，植树 300 棵。"}                                      | ${"整治 >= 1200 亩; 植树 >= 300 棵"}                                     | ${"a comma inside a number ends nothing"}
    ${"大龙河断面年底前水质达到Ⅲ类，到 2025 年利用率达到 35%。"}               | ${"大龙河断面水质 <= 3 类; 利用率 >= 35 %"}                              | ${"days are no part of a noun"}
    ${"完成率达到 95%，用水量人均不超过 90 升，天然气供应不少于 3 亿立方米。"} | ${"完成率 >= 95 %; 用水量人均 <= 90 升; 天然气供应 >= 300000000 立方米"} | ${"完成率, 人均 and 供应 are not words around a noun"}
  `("$text → $targets: $because", ({ text, targets }) => {
    expect(read(text)).toBe(targets);
  });

  it.each`
    text                                                                        | because
    ${"加强 PM2.5、PM10 监测。"}                                                | ${"names"}
    ${"驾校 C2 培训车为纯电动车，落实“1+N”制度体系。"}                          | ${"names, quotes"}
    ${"新增和更新的4.5吨以下邮政车为纯电动车。"}                                | ${"it says which vans"}
    ${"加快推进3吨及以下的叉车更新。"}                                          | ${"it says which fork-lifts"}
    ${"挥发性有机物年排放量大于 1 吨的企业审核全覆盖。"}                        | ${"it says which enterprises"}
    ${"浓度低于100mg/L的城市污水处理厂编制方案。"}                              | ${"it says which plants"}
    ${"柴油货车用车大户（自有车辆达10辆以上，或日使用车辆大于20辆次）的台账。"} | ${"brackets are asides"}
    ${"健全全区 20 条河流（包含在全市 425 条河流）台账。"}                      | ${"they are there already"}
    ${"完成上年度 14 家重点监管单位隐患排查。"}                                 | ${"they were chosen already"}
    ${"推进上年度 22 个优先监管地块风险管控。"}                                 | ${"they were chosen already"}
    ${"基于方案中 13 处重点监测点位开展监测。"}                                 | ${"they are there already"}
    ${"配合完成涉及大兴区 46 个地下水风险源信息调查工作。"}                     | ${"they are there already"}
    ${"落实《排放控制和限值》（DB11/ 206-2023）标准。"}                         | ${"a number of a standard"}
    ${"强化《含量限值标准》（DB11/ 1983—2022）要求。"}                          | ${"a number of a standard"}
    ${"落实三年行动方案（2023-2025年）。"}                                      | ${"years"}
    ${"力争到 2025 年供热能耗达到市级要求。"}                                   | ${"a year; the number is the city's"}
    ${"出口 100 米范围内巡查，水源井周边 30 米范围内无污水。"}                  | ${"radii"}
    ${"雨后 24 小时内清理垃圾，7 月 1 日起执行。"}                              | ${"times"}
    ${"2月底、8月底前更新清单，第二、三季度每月监测。"}                         | ${"times"}
    ${"完成第二再生水厂（一期）工程，完成排查第 3 次，组织检查第二轮。"}        | ${"ordinals"}
    ${"企业分为 3 类。"}                                                        | ${"分为 compares nothing"}
    ${"完成一轮自行监测，组织一批工程，建立一个平台。"}                         | ${"一 alone is an article"}
    ${"防止劣V类水体反弹。"}                                                    | ${"a class that is no aim"}
    ${"完成 5-10 个村庄改造，能耗下降 30%至40%。"}                              | ${"ranges, left to a person"}
    ${"6 月底前完成 80%。"}                                                     | ${"nothing says of what"}
  `("$text has no target: $because", ({ text }) => {
    expect(read(text)).toBe("");
  });

  const words = fc.oneof(
    fc.constantFrom(...measures.map(({ text }) => text)),
    fc.constantFrom(
      ..."达到 不少于 完成 达标（ （ ） “ 《 ， 。 、 较 对 的 或者 负责 且 以上 水质 比例 按照 <p>".split(" "),
    ),
    fc.constantFrom(
      ..."5个 １２ 1,000万 九十八点五% 百分之十 三分之 零分之一 Ⅲ类 IV类 一所 亿 吨/平方公里·月 -".split(" "),
    ),
    fc.string(),
  );
  const text = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(""));
  const prose = fc.string({ unit: "binary" }).map((any) => any.replace(/[\p{N}零一二两三四五六七八九十百千IV]/gu, ""));

  it("is a valid target whose phrase stands in the text, whatever the text", () => {
    fc.assert(
      fc.property(text, (any) => {
        for (const target of targetsIn(any)) expect(any).toContain(Target.parse(target).phrase);
      }),
    );
  });

  it("stays when prose without numbers follows or goes before", () => {
    fc.assert(
      fc.property(text, prose, (any, more) => {
        expect(targetsIn(`${any}。${more}`)).toEqual(targetsIn(any));
        expect(targetsIn(`${more}。${any}`)).toEqual(targetsIn(any));
      }),
    );
  });

  it("reads a text of a hundred thousand letters", () => {
    expect(targetsIn("建设公园 3 个、".repeat(10_000))).toHaveLength(10_000);
    expect(targetsIn("不少于1个的".repeat(20_000))).toEqual([]);
  });
});
