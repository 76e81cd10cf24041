import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type AnswerMeasure, readAnswer } from "../../functions/core/answer.ts";
import { month } from "../../functions/core/day.ts";
import { MeasureId } from "../../functions/core/measure.ts";

const folder = new URL("../answers/", import.meta.url);
const Duty = z.array(
  z.strictObject({
    id: MeasureId,
    code: z.string(),
    text: z.string(),
    line: z.int(),
  }),
);
const duties = z.record(z.string(), Duty).parse(JSON.parse(readFileSync(new URL("duties.json", folder), "utf8")));
const duty = (name: string): AnswerMeasure[] => (duties[name] ?? []).map((measure) => ({ ...measure, targets: [] }));

const Said = z.strictObject({
  status: z.string().optional(),
  percent: z.number().optional(),
  figures: z.array(z.string()).optional(),
  problems: z.string().optional(),
  next: z.string().optional(),
});
/** One answer as a clerk writes it, and what a person who reads it takes from it. `loose`: a status may also be asked for or read. */
const Answer = z.strictObject({
  to: z.string(),
  text: z.string(),
  entries: z.record(z.string(), Said),
  asks: z.array(z.string().nullable()).optional(),
  said: z.literal("nothing").optional(),
  loose: z.boolean().optional(),
});
const answersIn = (file: string) => z.array(Answer).parse(JSON.parse(readFileSync(new URL(file, folder), "utf8")));

describe.each([
  "codes.json",
  "status.json",
  "percent.json",
  "figures.json",
  "letters.json",
  "mixed.json",
  "hard.json",
  "traps.json",
  "official.json",
  "reports.json",
  "clients.json",
])("RP-4 what is certain is recorded, the rest is asked (%s)", (file) => {
  it.each(answersIn(file).map((answer) => [answer.text.replaceAll("\n", " "), answer] as const))("%s", (_, answer) => {
    const { entries, questions, said } = readAnswer(answer.text, duty(answer.to), month("2024-04"));
    const read = Object.fromEntries(
      entries.map(({ code, status, percent, figures }) => [
        code,
        {
          ...(status && { status }),
          ...(percent !== undefined && { percent }),
          ...(figures && {
            figures: figures.map(({ kind, value, unit }) => `${kind} ${value} ${unit}`),
          }),
        },
      ]),
    );
    const expected = Object.fromEntries(
      Object.entries(answer.entries).map(([code, { problems, next, ...rest }]) => [code, rest]),
    );
    const bare = (values: typeof read) =>
      Object.fromEntries(
        Object.entries(values).map(([code, { percent, figures }]) => [code, { percent, figures: figures ?? [] }]),
      );
    if (answer.loose) expect(bare(read)).toMatchObject({});
    else expect(read).toEqual(expected);
    for (const [code, { percent, figures = [] }] of Object.entries(expected)) {
      const entry = read[code];
      expect({
        percent: entry?.percent,
        figures: entry?.figures ?? [],
      }).toEqual({ percent, figures });
    }
    if (!answer.loose) expect(questions.map(({ code }) => code)).toEqual(answer.asks ?? []);
    else for (const code of answer.asks ?? []) expect(questions.map((question) => question.code)).toContain(code);
    expect(said).toBe(answer.said);
    for (const [code, { problems, next }] of Object.entries(answer.entries)) {
      const entry = entries.find((each) => each.code === code);
      if (problems) expect(entry?.problems).toContain(problems);
      if (next) expect(entry?.next).toContain(next);
    }
  });
});

describe("RP-13 a month's figure is this month's only when that month is the one reported on", () => {
  it.each`
    text                                      | figures                                | because
    ${"4月新增18辆"}                          | ${["this-month 18"]}                   | ${"the month reported on"}
    ${"四月份新增18辆"}                       | ${["this-month 18"]}                   | ${"in words"}
    ${"2024年4月新增18辆"}                    | ${["this-month 18"]}                   | ${"with its year"}
    ${"3月新增18辆"}                          | ${[]}                                  | ${"the month before"}
    ${"5月新增18辆"}                          | ${[]}                                  | ${"the month after"}
    ${"去年4月新增18辆"}                      | ${[]}                                  | ${"a year before"}
    ${"2023年4月新增18辆"}                    | ${[]}                                  | ${"the same with its number"}
    ${"3月新增20辆，4月新增18辆"}             | ${["this-month 18"]}                   | ${"only one of the two is reported on"}
    ${"截至4月底累计156辆"}                   | ${["cumulative 156"]}                  | ${"as of the month reported on"}
    ${"截至5月6日累计156辆"}                  | ${["cumulative 156"]}                  | ${"as of the day of the report"}
    ${"截至3月底累计138辆"}                   | ${[]}                                  | ${"the sum of a month before"}
    ${"3月底累计138辆，4月底累计156辆"}       | ${["cumulative 156"]}                  | ${"only the newer sum stands"}
    ${"1-4月推广156辆"}                       | ${["cumulative 156"]}                  | ${"up to the month reported on"}
    ${"1-3月推广138辆"}                       | ${[]}                                  | ${"up to a month before"}
    ${"3月新增20辆，累计138辆"}               | ${[]}                                  | ${"the sum goes on about that month"}
    ${"3月新增20辆，本月新增18辆，累计156辆"} | ${["this-month 18", "cumulative 156"]} | ${"until another time is said"}
    ${"较3月增加5辆，累计156辆"}              | ${["cumulative 156"]}                  | ${"a month compared with says no time"}
  `("$text: $because", ({ text, figures }) => {
    const [entry] = readAnswer(text, duty("叉车"), month("2024-04")).entries;
    expect((entry?.figures ?? []).map(({ kind, value }) => `${kind} ${value}`)).toEqual(figures);
  });

  it("while the month is not known, no named month is this month's", () => {
    expect(readAnswer("4月新增18辆", duty("叉车")).entries[0]?.figures).toBeUndefined();
  });

  it("in December's report a sum as of January is the newest", () => {
    const [entry] = readAnswer("截至1月3日累计300辆", duty("叉车"), month("2024-12")).entries;
    expect(entry?.figures).toEqual([{ value: 300, unit: "辆", kind: "cumulative" }]);
  });
});

describe("a covering letter reports nothing (RP-4)", () => {
  it.each`
    text                                                               | because
    ${"现将我局2024年4月工作进展情况报送给你们，请查收。"}             | ${"it points to a file"}
    ${"领导好：\n我局4月进展详见附件，谢谢！\n区水务局\n2024年5月6日"} | ${"with greeting and closing"}
    ${"请见盖章件。"}                                                  | ${"a scan"}
    ${"附件：1.区水务局4月进展表\n请审阅"}                             | ${"a list of files"}
    ${"收到，稍后报送。"}                                              | ${"a promise"}
  `("$text: $because", ({ text }) => expect(readAnswer(text, duty("叉车"), month("2024-04")).said).toBe("nothing"));

  it.each`
    text                                   | because
    ${"现将进展报送如下：累计推广163辆。"} | ${"a figure follows"}
    ${"附件已发，另外本项已完成。"}        | ${"a status beside the file"}
    ${"详见附件，完成60%。"}               | ${"a percentage"}
  `("not so: $text, $because", ({ text }) =>
    expect(readAnswer(text, duty("叉车"), month("2024-04")).said).toBeUndefined(),
  );
});

describe("whatever is written, what is recorded was said (RP-4)", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ..."，。；：、\n（） ",
      "本月",
      "累计",
      "目标",
      "截至4月底",
      "3月",
      "其中",
      "完成",
      "占",
      "同比增长",
      "推广",
      "辆",
      "%",
      "万辆",
      "蓝天-13-3",
      "存在问题：",
      "下一步",
      "约",
      "至",
      "全年任务",
      "六成",
      "状态：",
      "已完成",
      "未",
    ),
    fc.nat({ max: 3_000 }).map(String),
  );

  it("a figure's digits stand in the text, at most once for each kind, and nothing is thrown", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        for (const { code, figures = [], percent } of readAnswer(text, duty("叉车"), month("2024-04")).entries) {
          expect(code).toBe("蓝天-13-3");
          for (const { value } of figures)
            expect([value, value / 1e4].some((each) => text.includes(String(each)) || text.includes("百"))).toBe(true);
          if (percent !== undefined) expect(text.includes(String(percent)) || text.includes("成")).toBe(true);
        }
      }),
    );
  });

  it("60,000 characters of anything are read in one pass", () => {
    for (const unit of ["累计1个，", "1,", "碧水-7-1至", "存在问题\n", "将情况", "4月", "（"])
      expect(readAnswer(unit.repeat(60_000 / unit.length), duty("水"), month("2024-04"))).toBeTypeOf("object");
  });
});
