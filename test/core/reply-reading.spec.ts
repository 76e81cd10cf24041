import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import type { AnswerMeasure } from "../../functions/core/answer.ts";
import { month } from "../../functions/core/day.ts";
import { MeasureId } from "../../functions/core/measure.ts";
import { plainLines, type ReceivedMail } from "../../functions/core/received-mail.ts";
import { readReply } from "../../functions/core/reply-reading.ts";

const own = { domain: "duban.example", addresses: ["duban@duban.example"] };
const measure = (programme: number, code: string): AnswerMeasure => ({
  id: MeasureId.parse(`A${programme}-${code.split("-").slice(1).join("-")}`),
  code,
  text: `措施${code}`,
  targets: [],
  line: 1,
});
const charging = ["蓝天-3-2", "蓝天-3-3", "蓝天-3-4", "蓝天-3-5"].map((code) => measure(1, code));
const others = ["碧水-7-1", "碧水-7-2", "碧水-7-3"].map((code) => measure(2, code));

const folder = new URL("../mails/", import.meta.url);
const sample = (name: string) => readMail(readFileSync(new URL(name, folder)));
const aReply = (text: string, subject = "回复: 进展"): ReceivedMail => ({
  from: { address: "liaison@office.example", name: "" },
  to: [],
  subject,
  messageId: "x@office.example",
  inReplyTo: ["n1@duban.example"],
  references: [],
  date: null,
  headers: new Map(),
  returnPath: "liaison@office.example",
  lines: plainLines(text),
  report: null,
  attachments: [],
  unreadable: null,
});

describe("what is recorded was said, not quoted (RP-5)", () => {
  // What the reminder in every sample says: 55%, 40%, 98 of them, 未启动.
  it.each(readdirSync(folder).filter((name) => name.endsWith(".eml")))("%s", async (name) => {
    const { entries } = readReply(await sample(name), [...charging, ...others], own, month("2024-04"));
    const said = readFileSync(new URL(name.replace(/eml$/, "txt"), folder), "utf8");
    for (const { percent, figures } of entries) {
      if (percent !== undefined) expect(said).toMatch(new RegExp(`${percent}\\s?[%％]`));
      for (const { value } of figures ?? []) expect(said).toContain(String(value));
    }
  });
});

describe("an answer below a quoted line is about the measure named there (RP-4)", () => {
  it("one measure above each answer", async () => {
    expect(readReply(await sample("macos-inline.eml"), charging, own, month("2024-04"))).toMatchObject({
      kind: "reply",
      entries: [
        { code: "蓝天-3-2", status: "in-progress", percent: 60 },
        {
          code: "蓝天-3-3",
          figures: [
            { value: 35, unit: "个", kind: "this-month" },
            { value: 120, unit: "个", kind: "cumulative" },
          ],
        },
        { code: "蓝天-3-5", status: "not-started" },
      ],
      questions: [],
    });
  });

  it("several measures above: nobody knows which", () => {
    const { entries, questions } = readReply(
      aReply("> 蓝天-3-2 充电\n> 蓝天-3-3 充电\n\n已完成"),
      charging,
      own,
      month("2024-04"),
    );
    expect({ entries, codes: questions.map(({ code }) => code) }).toEqual({ entries: [], codes: [null] });
  });
});

describe("a lone line with > may be a quote: it is kept, asked about and never recorded (RP-5)", () => {
  it.each`
    text                                         | entries                      | asks | because
    ${"碧水-7-1 推进中\n>碧水-7-2 累计清掏98座"} | ${[["碧水-7-1", undefined]]} | ${1} | ${"nobody knows whose figure it is"}
    ${">碧水-7-2 累计清掏98座\n已完成70%"}       | ${[["碧水-7-2", 70]]}        | ${0} | ${"the answer below says which of it counts"}
    ${"碧水-7-1 推进中\n>谢谢"}                  | ${[["碧水-7-1", undefined]]} | ${0} | ${"there is nothing to ask"}
  `("$text: $because", ({ text, entries, asks }) => {
    const read = readReply(aReply(text), others, own, month("2024-04"));
    expect(read.entries.map(({ code, percent }) => [code, percent])).toEqual(entries);
    expect(read.entries.flatMap(({ figures }) => figures ?? [])).toEqual([]);
    expect(read.questions.filter(({ text: says }) => says.includes("去掉“>”"))).toHaveLength(asks);
    expect(read.text).toContain(text.split("\n").find((line: string) => line.startsWith(">")));
  });
});

describe("only a reply is read for entries (RP-6)", () => {
  it.each`
    subject                   | kind
    ${"自动回复: 进展"}       | ${"auto-reply"}
    ${"已读: 进展"}           | ${"read-receipt"}
    ${"回复: 自动回复: 进展"} | ${"reply"}
  `("$subject is $kind", ({ subject, kind }) => {
    const reading = readReply(aReply("蓝天-3-2：完成60%", subject), charging, own, month("2024-04"));
    expect(reading.kind).toBe(kind);
    expect(reading.entries).toHaveLength(kind === "reply" ? 1 : 0);
  });
});
