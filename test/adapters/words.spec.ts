import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { wordsFor } from "../../functions/adapters/words.ts";
import { writeReportForm } from "../../functions/adapters/workbook.ts";
import type { Mailbox } from "../../functions/core/directory.ts";
import { tracesOf } from "../../functions/core/mail-traces.ts";
import { type Message, type Notice, newMessage } from "../../functions/core/notice.ts";
import { factsAt, mailOf, period, plan, reminder, rung } from "../messages/april.ts";

const TOKEN = "abcdefghjkmnpqrstuvwxyz234"; // letters that mail systems leave alone
const ID = "zyxwvutsrqpnmkjhgfedcba987";
const message = (to: Mailbox, notices: Notice[]): Message =>
  newMessage({
    id: ID,
    key: "day#someone#2024-04-29",
    to,
    dueAt: factsAt({ at: "2024-04-29T01:00:00Z" }).at,
    anyHour: false,
    notices,
  });
const words = wordsFor({
  keys: { token: () => TOKEN, formToken: () => TOKEN, signInToken: () => TOKEN },
  forms: { write: writeReportForm },
  domain: "duban.example",
  publicUrl: "https://duban.example",
});
const facts = factsAt({ at: "2024-04-29T01:00:00Z" });
const compose = (to: Mailbox, notices: Notice[]) => words.compose(message(to, notices), facts);
const read = async (to: Mailbox, notices: Notice[]) => PostalMime.parse((await compose(to, notices)).outgoing.raw);
const opening = [reminder("yizhuang-zhen", "opening")];

describe("a mail as it leaves", () => {
  it("RP-2 its token comes back from the reply address and from the subject, its thread from the Message-ID", async () => {
    const { subject, replyTo, messageId } = await read(mailOf("yizhuang-zhen"), opening);
    const traces = (to: string, said: string) =>
      tracesOf(
        {
          to: [{ address: to, name: "" }],
          subject: said,
          inReplyTo: [messageId?.slice(1, -1) ?? ""],
          references: [],
        },
        [],
        "duban.example",
      );
    expect(traces(replyTo?.[0]?.address ?? "", "")).toEqual({
      token: TOKEN,
      thread: [ID],
    });
    expect(traces("duban@duban.example", `回复：${subject}`).token).toBe(TOKEN);
  });

  it("a long Chinese subject is read as it was written", async () => {
    const { subject } = await compose(mailOf("yizhuang-zhen"), opening);
    expect(subject).toBe(`【5月7日截止】请报送2024年4月进展，共4项（亦庄镇人民政府） [编号 ${TOKEN}]`);
    expect((await read(mailOf("yizhuang-zhen"), opening)).subject).toBe(subject);
  });

  it("a reader whose answer could not be filed gets no number", async () => {
    const { subject } = await compose(mailOf("ducha", "supervisor"), [
      rung("shuiwu", 4, "supervision"),
      { kind: "digest", plan: plan.id, period, digest: "missing" },
    ]);
    expect(subject).not.toContain("编号");
  });

  it("RP-6 says that a machine wrote it, and never bulk", async () => {
    const { headers, from, date } = await read(mailOf("yizhuang-zhen"), opening);
    const header = (key: string) => headers.find((each) => each.key === key)?.value;
    expect(header("auto-submitted")).toBe("auto-generated");
    expect(header("x-loop")).toBe("duban@duban.example");
    expect(header("precedence")).toBeUndefined();
    expect(from).toMatchObject({
      name: "督办",
      address: "duban@duban.example",
    });
    expect(date).toBe("2024-04-29T01:00:00.000Z");
  });

  it("RM-1 brings the workbook under its Chinese name, with text and HTML", async () => {
    const { attachments, text, html } = await read(mailOf("yizhuang-zhen"), opening);
    expect(attachments.map(({ filename }) => filename)).toEqual(["亦庄镇人民政府-2024年4月进展填报表.xlsx"]);
    expect(text).toContain("请于5月7日（星期二）24:00前报送");
    expect(html).toContain("请于5月7日（星期二）24:00前报送");
  });

  it("I7 the same message and facts give the same bytes", async () => {
    const [one, other] = [
      await compose(mailOf("yizhuang-zhen"), opening),
      await compose(mailOf("yizhuang-zhen"), opening),
    ];
    expect(Buffer.from(one.outgoing.raw).equals(Buffer.from(other.outgoing.raw))).toBe(true);
  });
});
