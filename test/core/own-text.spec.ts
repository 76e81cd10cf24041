import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownText } from "../../functions/core/own-text.ts";
import { type MailLine, plainLines } from "../../functions/core/received-mail.ts";

const own = (text: string, isAnswer = true): string => ownText(plainLines(text), isAnswer);

const QUOTES = {
  "a prefix": "在 2024-04-29 09:00:00，“督办” <duban@duban.example> 写道：\n> 累计98个\n>\n> 完成55%",
  "an attribution alone": "在 2024-04-29 09:00:00，“督办” <duban@duban.example> 写道：\n\n累计98个\n完成55%",
  "a divider": "-----原始邮件-----\n累计98个\n\n完成55%",
  "mail headers": "发件人: 督办\n发送时间: 2024-04-29\n收件人: 局办\n主题: 进展\n\n累计98个",
};

describe("RP-5 text is read after the quoted part is removed; a quoted figure is never recorded", () => {
  it.each`
    line                                                 | because
    ${"在4月15日的专题会上，区领导批示写道："}           | ${"prose gives no time and no address"}
    ${"在区政府支持下，4月新建35个。"}                   | ${"在 begins many sentences"}
    ${"----------"}                                      | ${"a rule of one's own"}
    ${"发件人：匿名群众"}                                | ${"one header is none"}
    ${"主题：清管行动进社区\n日期：4月30日\n地点：黄村"} | ${"headers without a sender are none"}
    ${"原始邮件中提到的问题已整改"}                      | ${"the word in a sentence"}
    ${"来自12345的3处"}                                  | ${"来自 begins sentences"}
    ${"> 98%"}                                           | ${"in a mail that answers none, > is the person's"}
    ${">30吨锅炉2台已拆除"}                              | ${"a lone line that compares is the person's, even in an answer"}
    ${"点位\t数量\n黄村\t12个"}                          | ${"a table"}
    ${"区水务局\n2024年5月6日"}                          | ${"a closing with date (落款)"}
  `("kept: $line: $because", ({ line }) => {
    expect(own(`进展如下\n${line}\n完成60%`, false)).toBe(`进展如下\n${line}\n完成60%`);
  });

  it.each`
    tail                                                    | because
    ${"发自我的 iPhone"}                                    | ${"a device"}
    ${"获取 Outlook for iOS"}                               | ${"an app"}
    ${"-- \n区水务局\n010-61234567"}                        | ${"a signature below its mark"}
    ${"本邮件含保密信息，仅供指定收件人使用，误收请删除。"} | ${"a disclaimer"}
  `("not kept: $because", ({ tail }) => {
    expect(own(`完成60%\n\n${tail}`)).toBe("完成60%");
  });

  it.each`
    line                      | kept     | because
    ${">碧水-7-3 降雨前腾容"} | ${true}  | ${"a person's own mark, without the blank that mail programs put after it"}
    ${"> 请补充碧水-7-3"}     | ${false} | ${"as mail programs quote"}
    ${">一\n>二"}             | ${false} | ${"two of them are a quote"}
  `("a `>` in an answer that quotes nothing else, kept $kept: $because", ({ line, kept }) => {
    expect(own(`进展如下\n${line}\n完成60%`).includes(line)).toBe(kept);
  });

  it.each`
    tail                                                | because
    ${"-- \n完成60%"}                                   | ${"below a signature's mark stands an answer"}
    ${"本邮件所附台账保密，累计35处，请指定收件人查收"} | ${"a person speaks of the mail"}
  `("kept in doubt: $because", ({ tail }) => {
    expect(own(`进展如下\n\n${tail}`)).toContain(tail.split("\n").at(-1));
  });

  /** Lines that look like marks of quotes and are none; one as short as `--` would be a signature's mark. */
  const line = fc.oneof(
    fc
      .string({ unit: fc.constantFrom(..."在于写道发件人收主题：，。_=|%0123456789完成推进 \t"), maxLength: 30 })
      .map((text) => `进展${text}`),
    fc.constantFrom(
      "----------",
      "==========",
      "蓝天-3-2：完成60%",
      "在4月，局长写道：快",
      "| 发件人 | 甲 |",
      "From 4月",
      "完成>98%",
      "1. 一",
      "",
    ),
  );
  const wordsOf = (text: string): string[] =>
    text
      .split("\n")
      .map((each) => each.trim())
      .filter(Boolean);

  it("no line that is not quoted is lost, whatever is quoted below", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.constantFrom(...Object.values(QUOTES), ""), (lines, quote) => {
        expect(wordsOf(own(`${lines.join("\n")}\n完成60%\n\n${quote}`))).toEqual(
          wordsOf(`${lines.join("\n")}\n完成60%`),
        );
      }),
    );
  });

  it.each(Object.entries(QUOTES))("no quoted line is kept: %s", (_, quote) => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const text = own(`${lines.join("\n")}\n完成60%\n\n${quote}`);
        expect(text).not.toMatch(/累计98个|完成55%/);
      }),
    );
  });

  it("what the mail program marks is quoted, what stands around it is not", () => {
    const mark = fc.constantFrom<MailLine["mark"]>("own", "quoted");
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 60 }), (marks) => {
        const lines = marks.map((each, at): MailLine => ({ text: `${each} ${at}`, mark: each }));
        expect(wordsOf(ownText(lines))).toEqual(lines.filter((each) => each.mark === "own").map(({ text }) => text));
      }),
    );
  });

  it.each([
    " ",
    "\n",
    ">",
    "> a\n",
    "发件人：x\n",
    "写道：\n",
    "在 2024-04-29 9:00 x 写道：\n",
    "-----原始邮件-----\n> a\n",
    "-",
    "发自我的iPhone\n",
    "-- \nabc\n",
    "|\n",
    "a@b",
    "[a@b]:\n",
    "引用 a <a@b>:\n> b\n",
    ">>> a 2024-04-29 9:00 >>>\n",
    "2024-04-29 09:00 写道：\n",
  ])("400 KB of %j are read in one pass", (unit) => {
    const text = unit.repeat(Math.ceil(400_000 / unit.length));
    expect(own(`完成60%\n${text}`)).toMatch(/^完成60%/);
  });
});
