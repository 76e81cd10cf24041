import { describe, expect, it } from "vitest";
import { readAnswer } from "../../functions/core/answer.ts";
import type { Directory } from "../../functions/core/directory.ts";
import { daxingDirectory } from "../core/daxing.ts";
import { codesOf, dutyOf, firstLines, mailOf, measures, reminder, toldOn, withRecorded, wordsTo } from "./april.ts";

const OPENING = "2024-04-29T01:00:00Z"; // Monday 09:00 in Beijing
const DUE_DAY = "2024-05-07T01:00:00Z"; // Tuesday 09:00
const told = toldOn(["2024-04-29", "opening"], ["2024-05-06", "reminder"], ["2024-05-07", "due-day"]);

describe("RM-6 the first two lines say for whom, what, by when and how to answer", () => {
  it.each`
    unit               | step          | at                        | recorded | lines                                                                                                                                                                                                 | because
    ${"yizhuang-zhen"} | ${"opening"}  | ${OPENING}                | ${0}     | ${["亦庄镇人民政府联络员：请于5月7日（星期二）24:00前报送《污染防治攻坚战2024年行动计划》2024年4月进展，共4项措施。", "直接回复本邮件写明编号和进展，或填好所附填报表发回，均可。"]}                  | ${"the form is with it"}
    ${"shuiwu"}        | ${"reminder"} | ${"2024-05-06T01:00:00Z"} | ${38}    | ${["区水务局联络员：《污染防治攻坚战2024年行动计划》2024年4月进展共43项，还缺5项，请于5月7日（星期二）24:00前补齐。", "直接回复本邮件写明编号和进展，或填好4月29日邮件所附填报表发回，均可。"]}       | ${"the form came before"}
    ${"shuiwu"}        | ${"due-day"}  | ${DUE_DAY}                | ${38}    | ${["区水务局联络员：《污染防治攻坚战2024年行动计划》2024年4月进展共43项，还缺5项，请于今天（5月7日，星期二）24:00前补齐。", "直接回复本邮件写明编号和进展，或填好4月29日邮件所附填报表发回，均可。"]} | ${"the day is named though it is today"}
    ${"yizhuang-zhen"} | ${"opening"}  | ${"2024-05-09T01:00:00Z"} | ${0}     | ${["亦庄镇人民政府联络员：《污染防治攻坚战2024年行动计划》2024年4月进展已于5月7日（星期二）到期，还缺4项（共4项），请今天补报。", "直接回复本邮件写明编号和进展，或填好所附填报表发回，均可。"]}      | ${"nothing was sent before the due day"}
  `("$unit, $step at $at: $because", ({ unit, step, at, recorded, lines }) => {
    const before = step === "opening" ? told.slice(0, 1) : told;
    const words = wordsTo(mailOf(unit), [reminder(unit, step)], {
      at,
      duties: [{ ...withRecorded(dutyOf(unit), recorded), told: before }],
    });
    expect(firstLines(words)).toEqual(lines);
  });

  it("then all ways to answer, why it came, and what does not belong here", () => {
    const { text } = wordsTo(mailOf("yizhuang-zhen"), [reminder("yizhuang-zhen", "opening")], { at: OPENING });
    for (const said of [
      "回复本邮件：",
      "填表发回：",
      "系统对接：",
      "https://duban.example/api/plans/daxing-2024/periods/2024-04/units/yizhuang-zhen/entries",
      "为什么收到本邮件：",
      "涉密、敏感信息禁止",
    ])
      expect(text).toContain(said);
  });

  it("the example in it would be recorded, in the codes of the unit", () => {
    expect(readAnswer(`${measures[0]?.code} 本月无进展。`, measures).entries[0]?.status).toBe("no-progress");
    for (const measure of measures) {
      const { entries, questions } = readAnswer(`${measure.code} 已完成60%，累计改造12处。`, [measure]);
      expect({
        code: measure.code,
        said: entries[0]?.percent,
        questions: questions.length,
      }).toEqual({
        code: measure.code,
        said: 60,
        questions: 0,
      });
    }
  });

  it("as it came to 亦庄镇 when April opened", async () => {
    const [first = ""] = codesOf(dutyOf("yizhuang-zhen"));
    const last = new Map([[first, { code: first, status: "in-progress" as const, percent: 35 }]]);
    const { subject, text } = wordsTo(mailOf("yizhuang-zhen"), [reminder("yizhuang-zhen", "opening")], {
      at: OPENING,
      last,
    });
    await expect(`${subject}\n\n${text}`).toMatchFileSnapshot("opening.txt");
  });
});

describe("the first message of a round brings the form (RM-1)", () => {
  it.each`
    step          | steps                                                            | forms | because
    ${"opening"}  | ${toldOn(["2024-04-29", "opening"])}                             | ${1}  | ${"it is the opening notice"}
    ${"due-day"}  | ${toldOn(["2024-05-07", "due-day"])}                             | ${1}  | ${"nothing was told before: runs were missed"}
    ${"reminder"} | ${toldOn(["2024-04-29", "opening"], ["2024-05-06", "reminder"])} | ${0}  | ${"the unit has it"}
  `("$step: $because", ({ step, steps, forms }) => {
    const duty = { ...dutyOf("shuiwu"), told: steps };
    const words = wordsTo(mailOf("shuiwu"), [reminder("shuiwu", step)], {
      at: DUE_DAY,
      duties: [duty],
    });
    expect(words.forms.map(({ rows }) => rows.length)).toEqual(forms ? [43] : []);
  });
});

describe("a reminder names exactly what is missing (RM-2)", () => {
  const codes = codesOf(dutyOf("shuiwu"));
  const { subject, text } = wordsTo(mailOf("shuiwu"), [reminder("shuiwu", "due-day")], {
    at: DUE_DAY,
    duties: [{ ...withRecorded(dutyOf("shuiwu"), 38), told }],
  });
  const [missing = "", recorded = ""] = text.split("已登记38项，不必重复报送：");

  it("each of the five that are missing, and none of the 38 that are not", () => {
    for (const code of codes.slice(38)) expect(missing).toContain(`\n${code}　`);
    for (const code of codes.slice(0, 38)) expect(missing).not.toContain(`\n${code}　`);
    expect(recorded).toMatch(/^蓝天-4-2、13-1、17-3、19-1、碧水-1-1、3-1/);
  });

  it("and says so in the subject", () => expect(subject).toBe("【今日截止】2024年4月进展还缺5项（区水务局）"));
});

describe("a unit with a hundred measures finds its way (RM-6)", () => {
  const { text, html } = wordsTo(mailOf("shengtai-huanjing"), [reminder("shengtai-huanjing", "opening")], {
    at: OPENING,
  });

  it("by programme and task, with compact codes", () => {
    expect(text).toContain("【蓝天（35项）】");
    expect(text).toContain("5 推进 VOCs 存量综合整治　蓝天-5-1、5-2");
  });

  it("and its mail is not cut off by mail readers", () => expect(html.length).toBeLessThan(60_000));
});

describe("CY-8 a contact that is bound to programmes is told of those only", () => {
  const bound: Directory = {
    ...daxingDirectory,
    units: daxingDirectory.units.map((unit) =>
      unit.id === "shuiwu"
        ? {
            ...unit,
            contacts: unit.contacts.map((contact) => ({
              ...contact,
              programmes: [1, 5],
            })),
          }
        : unit,
    ),
  };
  const duty = dutyOf("shuiwu");
  const own = codesOf(duty).filter((code) => /蓝天|生态/.test(code));

  it("mail and workbook are cut", () => {
    const { text, forms } = wordsTo(mailOf("shuiwu"), [reminder("shuiwu", "opening")], {
      at: OPENING,
      directory: bound,
    });
    expect(forms[0]?.rows.map(({ code }) => code)).toEqual(own);
    expect(text).toContain(`共${own.length}项措施`);
    expect(text).not.toContain("碧水-");
  });

  it("whose part is recorded is told that nothing is asked", () => {
    const entries = withRecorded(duty, 43).entries;
    const part = {
      ...duty,
      entries: Object.fromEntries(measures.filter(({ code }) => own.includes(code)).map(({ id }) => [id, entries[id]])),
    };
    const { text } = wordsTo(mailOf("shuiwu"), [reminder("shuiwu", "due-day")], {
      at: DUE_DAY,
      directory: bound,
      duties: [part],
    });
    expect(text).toContain("您负责的专项2024年4月进展已全部登记，无需再报");
  });
});

it("CA-2 a date that may still move is shown as 暂定", () => {
  const { subject, text } = wordsTo(mailOf("yizhuang-zhen"), [reminder("yizhuang-zhen", "opening")], {
    at: OPENING,
    duties: [{ ...dutyOf("yizhuang-zhen"), provisional: true }],
  });
  expect(text).toContain("5月7日（星期二，暂定）24:00前");
  expect(subject).toContain("暂定");
});
