import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Measure } from "../../functions/core/measure.ts";
import { linesOf, type PlanReading, readPlan } from "../../functions/core/plan-document.ts";
import { explainProblem } from "../../functions/core/problems.ts";
import { nameOf } from "../../functions/core/unit-cell.ts";
import { daxing, daxingSettings, daxingText, measureOnLine } from "./daxing.ts";

const HEADER = "序号|重点任务|工作措施|完成时限|牵头单位|协办单位";

/** A plan whose rows begin on line 7; `|` stands for a tab. */
const aPlan = (...rows: string[]): string =>
  [
    "关于印发《某区某事 2024 年行动计划》的通知",
    "某区人民政府办公室",
    "2024 年 3 月 26 日",
    "附件 1",
    "某区第一专项 2024 年行动计划",
    HEADER,
    ...rows,
  ].join("\n");
const read = (text: string): PlanReading => readPlan(linesOf(text.replaceAll("|", "\t")));
const codes = ({ measures }: PlanReading): string[] => measures.map(({ id }) => id);

describe("PL-1 a row with a measure text is a measure; header, section and blank rows are not", () => {
  it("the real plan has 229 measures in 92 tasks, 24 sections and 5 programmes, and no problem", () => {
    const { measures, programmes, problems } = daxing;
    expect(problems).toEqual([]);
    expect(programmes.map(({ no }) => measures.filter(({ programme }) => programme === no).length)).toEqual([
      71, 48, 45, 42, 23,
    ]);
    expect(new Set(measures.map(({ programme, taskNo }) => `${programme}-${taskNo}`)).size).toBe(92);
    expect(new Set(measures.map(({ programme, section }) => `${programme}-${section}`)).size).toBe(24);
    expect(new Set(measures.map(({ id }) => id)).size).toBe(229);
    for (const measure of measures) expect(Measure.parse(measure)).toEqual(measure);
  });

  it("the real plan's head says what it is, and what must be reported to whom", () => {
    expect(daxing.plan).toEqual({
      title: "大兴区持续深入打好污染防治攻坚战2024年行动计划",
      year: 2024,
      number: "京兴政办发〔2024〕2号",
      issuer: "北京市大兴区人民政府办公室",
      issuedOn: "2024-03-26",
      order: {
        text: "各部门、各属地要全面加强任务统筹落实，每月第二个工作日前向区生态环境局报送上月工作进展情况。",
        line: 19,
        dueWorkingDay: 2,
        operatorName: "区生态环境局",
      },
    });
    expect(daxing.plan.title).toBe(daxingSettings.title);
    expect(daxing.programmes).toEqual([
      {
        no: 1,
        code: "蓝天",
        title: "大兴区蓝天保卫战 2024 年行动计划",
        line: 32,
      },
      {
        no: 2,
        code: "碧水",
        title: "大兴区碧水保卫战 2024 年行动计划",
        line: 142,
      },
      {
        no: 3,
        code: "净土",
        title: "大兴区净土保卫战 2024 年行动计划",
        line: 219,
      },
      {
        no: 4,
        code: "气候",
        title: "大兴区应对气候变化 2024 年行动计划",
        line: 293,
      },
      {
        no: 5,
        code: "生态",
        title: "大兴区生态保护 2024 年行动计划",
        line: 360,
      },
    ]);
  });

  it.each`
    rows                                                                                             | ids                     | because
    ${["一、目标|||||", "1|任务甲|措施甲|年底前|区教委|——"]}                                         | ${["A1-1-1"]}           | ${"a section row"}
    ${["一、目标", "1|任务甲|措施甲|年底前|区教委|——"]}                                              | ${["A1-1-1"]}           | ${"a section in one merged cell"}
    ${["一、目标|一、目标|一、目标|一、目标|一、目标|一、目标", "1|任务甲|措施甲|年底前|区教委|——"]} | ${["A1-1-1"]}           | ${"a merged cell repeated"}
    ${["目标|||||", "1|任务甲|措施甲|年底前|区教委|——"]}                                             | ${["A1-1-1"]}           | ${"a section without number"}
    ${["||||| ", "", "1|任务甲|措施甲|年底前|区教委|——"]}                                            | ${["A1-1-1"]}           | ${"blank rows"}
    ${["1|任务甲|措施甲|年底前|区教委|——", HEADER, "||措施乙|年底前|区教委|无"]}                     | ${["A1-1-1", "A1-1-2"]} | ${"a header row"}
    ${["1|任务甲|措施甲|年底前|区教委|——|||"]}                                                       | ${["A1-1-1"]}           | ${"blank cells at the end"}
    ${["抄送：区委办公室，各部、委。"]}                                                              | ${[]}                   | ${"a paragraph"}
  `("$because", ({ rows, ids }) => {
    expect(codes(read(aPlan(...rows)))).toEqual(ids);
  });

  it("columns are found by the header's words, in any order", () => {
    const { measures, problems } = read(
      aPlan("责任单位|配合部门|主要任务|序号|工作内容|完成时间|备注", "区教委|区科委|任务甲|1|措施甲|6月底前|略"),
    );
    expect(problems).toEqual([]);
    expect(measures).toMatchObject([
      {
        id: "A1-1-1",
        taskName: "任务甲",
        text: "措施甲",
        deadlineRaw: "6月底前",
        leads: ["区教委"],
        assists: ["区科委"],
      },
    ]);
  });

  it("rows of a spreadsheet, padded with blank cells, read like the text", () => {
    const rows = aPlan(
      "一、目标",
      "1|任务甲|措施甲|年底前|区教委|——",
      "附件 2",
      "第二专项",
      "1|任务乙|措施乙|年底前|区教委|——",
    );
    const padded = linesOf(rows.replaceAll("|", "\t")).map(({ line, cells }) => ({
      line,
      cells: Array.from({ length: 9 }, (_, at) => cells[at] ?? ""),
    }));
    expect(readPlan(padded)).toEqual(read(rows));
  });

  it.each`
    text                                   | because
    ${daxingText.replaceAll("\n", "\r\n")} | ${"line ends of Windows"}
    ${`\uFEFF${daxingText}`}               | ${"a byte order mark"}
  `("reads the same with $because", ({ text }) => {
    expect(readPlan(linesOf(text), daxingSettings)).toEqual(daxing);
  });
});

describe("PL-2 a row without task number continues the task above it, across page breaks", () => {
  it.each([81, 102, 109, 154, 162, 175, 183, 195, 230, 244, 251, 313])("line %i goes on after a header", (line) => {
    const before = daxing.measures[daxing.measures.indexOf(measureOnLine(line)) - 1];
    const { taskNo, index } = measureOnLine(line);
    expect([taskNo, index]).toEqual([before?.taskNo, (before?.index ?? 0) + 1]);
  });
});

describe("PL-3 a repeated number and name is the same task", () => {
  it.each`
    line   | id           | because
    ${46}  | ${"A1-3-3"}  | ${"repeated after a header"}
    ${52}  | ${"A1-4-2"}  | ${"repeated after a header"}
    ${103} | ${"A1-17-3"} | ${"repeated with no header between"}
    ${116} | ${"A1-21-2"} | ${"repeated with no header between"}
    ${124} | ${"A1-23-3"} | ${"repeated with no header between"}
    ${132} | ${"A1-25-3"} | ${"repeated with no header between"}
    ${332} | ${"A4-8-3"}  | ${"repeated with no header between"}
    ${148} | ${"A2-1-1"}  | ${"numbers restart with each annex"}
    ${366} | ${"A5-1-1"}  | ${"目标任务 names four different tasks"}
  `("line $line is $id: $because", ({ line, id }) => {
    expect(measureOnLine(line).id).toBe(id);
  });

  it("spaces do not make another name", () => {
    expect(
      codes(read(aPlan("2|深入实施 总量减排|措施甲|年底前|区教委|——", "2|深入实施总量 减排|措施乙|年底前|区教委|——"))),
    ).toEqual(["A1-2-1", "A1-2-2"]);
  });
});

describe("PL-7 every measure keeps its line in the source", () => {
  const source = daxingText.split("\n");

  it.each(daxing.measures)("$code on line $line", (measure) => {
    const [, , text = "", deadline = "", leads = "", assists = ""] = (source[measure.line - 1] ?? "").split("\t");
    const bare = (words: string): string => words.replace(/\s|<\/?p>/gu, "");
    expect(bare(measure.text)).toBe(bare(text));
    expect(measure.text).not.toMatch(/<\/?p>|^\s|\s$/u);
    expect(measure.deadlineRaw).toBe(deadline.trim());
    expect(bare(measure.leads.join(""))).toBe(bare(leads));
    const strayTaken = bare(assists)
      .replace(/^(?:—+|-+)$/u, "")
      .replace("管委会会", "管委会");
    expect(bare(measure.assists.join(""))).toBe(strayTaken);
  });

  it.each`
    line   | what             | is                                                                  | because
    ${38}  | ${"section"}     | ${"一、主要目标"}                                                   | ${"as written"}
    ${70}  | ${"section"}     | ${"三、实施氮氧化物（NO_x）减排专项行动"}                           | ${"as written"}
    ${149} | ${"taskName"}    | ${"深入实施总量减排"}                                               | ${"a blank of line wrapping is taken out"}
    ${214} | ${"taskName"}    | ${"大兴区水环境精细化治理提升"}                                     | ${"two of them"}
    ${57}  | ${"taskName"}    | ${"推进 VOCs 存量综合整治"}                                         | ${"a blank beside Latin letters stays"}
    ${54}  | ${"text"}        | ${"参照市级要求，加强生产、销售、使用环节含 VOCs 产品检查、检测。"} | ${"its tags are gone"}
    ${59}  | ${"deadlineRaw"} | ${"4 月 1 日起"}                                                    | ${"as written"}
    ${184} | ${"code"}        | ${"碧水-8-1"}                                                       | ${"code of the programme, task, place in it"}
  `("$what of line $line is $is: $because", ({ line, what, is }) => {
    expect(measureOnLine(line)).toMatchObject({ [what]: is });
  });

  it("tags in a text are line breaks", () => {
    expect(
      measureOnLine(53)
        .text.split("\n")
        .map((part) => part.slice(0, 8)),
    ).toEqual(["区经济和信息化局", "区生态环境局加强", "加强执法检查，督"]);
  });

  it("programmes without a code are named by their number", () => {
    expect(readPlan(linesOf(daxingText)).measures[0]?.code).toBe("附件1-1-1");
  });
});

describe("PL-9 all problems are reported at once, with the line; problems keep a plan from force, questions and decisions do not", () => {
  it.each`
    rows                                                                                                               | problems                                                          | because
    ${["1|任务甲|措施甲|年底前||区科委"]}                                                                              | ${["7 plan/no-lead"]}                                             | ${"no lead"}
    ${["1|任务甲|措施甲|年底前|——|区科委"]}                                                                            | ${["7 plan/no-lead"]}                                             | ${"a dash is no lead"}
    ${["1|任务甲|措施甲||区教委|——"]}                                                                                  | ${["7 plan/no-deadline"]}                                         | ${"no deadline"}
    ${["||措施甲|||"]}                                                                                                 | ${["7 plan/no-lead", "7 plan/no-deadline", "7 plan/no-task"]}     | ${"all that is wrong with a row"}
    ${["1|任务甲||年底前|区教委|——"]}                                                                                  | ${["7 plan/no-text"]}                                             | ${"no text"}
    ${["||措施甲|年底前|区教委|——"]}                                                                                   | ${["7 plan/no-task"]}                                             | ${"no task to go on with"}
    ${["1|任务甲|措施甲|年底前|区教委|——", "二、别的|||||", "||措施乙|年底前|区教委|——", "||措施丙|年底前|区教委|——"]} | ${["9 plan/no-task"]}                                             | ${"a section begins with a task; told once"}
    ${["1|任务甲|措施甲|年底前|区教委|——", "1|任务乙|措施乙|年底前|区教委|——"]}                                        | ${["8 plan/two-numbers"]}                                         | ${"one number, two names"}
    ${["1|任务甲|措施甲|年底前|区教委|——", "|任务乙|措施乙|年底前|区教委|——"]}                                         | ${["8 plan/no-number"]}                                           | ${"another name without a number"}
    ${["1||措施甲|年底前|区教委|——"]}                                                                                  | ${["7 plan/no-name"]}                                             | ${"a number without a name"}
    ${["1.1|任务甲|措施甲|年底前|区教委|——"]}                                                                          | ${["7 plan/not-a-number"]}                                        | ${"not a whole number"}
    ${["1|任务甲|措施甲|年底前|区教委"]}                                                                               | ${["7 plan/cells"]}                                               | ${"a cell is missing"}
    ${["1|任务甲|措施甲|年底前|区教委|——|多余"]}                                                                       | ${["7 plan/cells"]}                                               | ${"a cell too many"}
    ${["1|任务甲|措施甲|年底前|区教委|——", "||措 施甲|年底前|区教委|——"]}                                              | ${["8 plan/measure-twice"]}                                       | ${"the same measure again"}
    ${["1|任务甲|措施甲|年底前|区教委|区科委 区教委 (办公室)"]}                                                        | ${["7 plan/unit-twice"]}                                          | ${"lead and assist at once"}
    ${["1|任务甲|措施甲|2023 年底前|区教委|——"]}                                                                       | ${["7 plan/wrong-year"]}                                          | ${"not the year of the title"}
    ${[`1|任务甲|${"长".repeat(4_001)}|年底前|区教委|——`]}                                                             | ${["7 plan/too-long"]}                                            | ${"longer than a measure may be"}
    ${["1|任务甲|=HYPERLINK(1)|年底前|区教委|——"]}                                                                     | ${["7 plan/formula"]}                                             | ${"a formula, not a text"}
    ${["序号|重点任务|工作措施|完成时限", "1|任务甲|措施甲|年底前"]}                                                   | ${["7 plan/columns", "8 plan/no-lead"]}                           | ${"a column is missing"}
    ${["工作措施|序号|重点任务|完成时限|牵头单位|协办单位", "措施甲|||||"]}                                            | ${["8 plan/no-lead", "8 plan/no-deadline", "8 plan/no-task"]}     | ${"a text alone in the first column is a measure"}
    ${["序号|重点任务|工作措施|完成时限|牵头单位|责任单位", "1|任务甲|措施甲|年底前|区教委|区科委"]}                   | ${["7 plan/columns"]}                                             | ${"two columns of one meaning"}
    ${["附件 1", "另一专项", "1|任务甲|措施甲|年底前|区教委|——"]}                                                      | ${[]}                                                             | ${"an annex without rows is only a list"}
    ${["1|任务甲|措施甲|年底前|区教委|——", "附件 1", "另一专项", "2|任务乙|措施乙|年底前|区教委|——"]}                  | ${["8 plan/two-programmes"]}                                      | ${"two annexes of one number"}
    ${["附件 2", "某专项 2023 年行动计划", "1|任务甲|措施甲|年底前|区教委|——"]}                                        | ${["7 plan/wrong-year"]}                                          | ${"the annex of another year"}
    ${["1|任务甲|措施甲||区教委|——", "2|任务乙|措施乙|年底前||", "2|任务丙|措施丙|年底前|区教委|——"]}                  | ${["7 plan/no-deadline", "8 plan/no-lead", "9 plan/two-numbers"]} | ${"every row is read to the end"}
    ${[]}                                                                                                              | ${["1 plan/no-rows"]}                                             | ${"no row at all"}
  `("$because", ({ rows, problems }) => {
    const found = read(aPlan(...rows)).problems;
    expect(found.map(({ line, code }) => `${line} ${code}`)).toEqual(problems);
    for (const problem of found) expect(explainProblem(problem)).toMatch(/^第 \d+ 行：.+(?:请|并在).+。$/u);
  });

  it.each`
    text                                                                                                | problems                                                  | because
    ${""}                                                                                               | ${["plan/no-title", "plan/no-issue-day", "plan/no-rows"]} | ${"an empty file"}
    ${aPlan("1|任务甲|措施甲|年底前|区教委|——").replace("2024", "")}                                    | ${["plan/no-year"]}                                       | ${"a title without a year"}
    ${aPlan("1|任务甲|措施甲|年底前|区教委|——").replace("2024 年行动", "2023-2025 年行动")}             | ${["plan/no-year"]}                                       | ${"a title with several"}
    ${aPlan("1|任务甲|措施甲|年底前|区教委|——").replace("2024 年 3 月 26 日", "今日")}                  | ${["plan/no-issue-day"]}                                  | ${"a plan without its day"}
    ${aPlan("1|任务甲|措施甲|年底前|区教委|——", "||措施乙|年底前|区教委|——").replace("附件 1", "附表")} | ${["plan/no-programme"]}                                  | ${"rows of no annex, told once"}
  `("$because", ({ text, problems }) => {
    const found = read(text).problems;
    expect(found.map(({ code }) => code)).toEqual(problems);
    for (const problem of found) expect(explainProblem(problem)).toMatch(/请.+。$/u);
  });

  it("says where, what, and what to do", () => {
    const [problem] = read(aPlan("1|任务甲|措施甲|年底前|区教委|——", "1|任务乙|措施乙|年底前|区教委|——")).problems;
    expect(problem && explainProblem(problem)).toBe(
      "第 8 行：“任务乙”与第 7 行“任务甲”序号同为 1 而任务名称不同。请核对序号。",
    );
  });

  it("never fails, whatever it is given", () => {
    const piece = fc.constantFrom(
      "\t",
      "\n",
      "附件 1",
      "一、",
      HEADER.replaceAll("|", "\t"),
      "《",
      "》",
      "2024 年",
      "1",
      "<p>",
      "（",
      "区教委",
      "每月",
      "报送",
    );
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void readPlan(linesOf(text))));
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
        for (const problem of readPlan(linesOf(pieces.join(""))).problems)
          expect(explainProblem(problem)).toContain("请");
      }),
    );
  });

  it.each([
    " ",
    "\t",
    "\n",
    "《",
    "（",
    "<p>",
    "每月",
    "年",
    "=",
    "一、\n",
    "附件 1\n",
    "第一个工作日",
    "1\t任务\t措施\t年底前\t区教委\t区科委\n",
    "\t\t措施\t\t\t\n",
    "中 ",
    "甲\t\t\t\t\t\n",
  ])("a megabyte made of %j is read in time", (piece) => {
    const much = piece.repeat(Math.ceil(350_000 / piece.length));
    expect(
      readPlan(linesOf(aPlan(`1|任务甲|${much}|年底前|区教委 ${much}|——`).replaceAll("|", "\t"))).problems,
    ).not.toEqual([]);
    readPlan(linesOf(much));
  });
});

describe("the plan of Daxing", () => {
  it("deadlines are written in ten ways", () => {
    const raws = Object.groupBy(daxing.measures, ({ deadlineRaw }) => deadlineRaw);
    expect(Object.fromEntries(Object.entries(raws).map(([raw, rows]) => [raw, rows?.length]))).toEqual({
      年底前: 178,
      长期实施: 39,
      按时间节点完成: 3,
      "9月底前": 2,
      持续推进: 2,
      "4 月 1 日起": 1,
      "6-9 月": 1,
      "4 月底前": 1,
      "6 月底前": 1,
      "3 月底前": 1,
    });
  });

  it("no unit stands twice in a row", () => {
    for (const { leads, assists } of daxing.measures) {
      const names = [...leads, ...assists].map(nameOf);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
