import { describe, expect, it } from "vitest";
import { daxingDirectory } from "../core/daxing.ts";
import { aSubmission, codesOf, dutyOf, mailOf, receipt, withRecorded, wordsTo } from "./april.ts";

const IN_TIME = "2024-05-06T02:01:00Z";
const duty = dutyOf("shuiwu");
const said = (submission: Parameters<typeof aSubmission>[0], recorded: number) =>
  wordsTo(mailOf("shuiwu"), [receipt()], {
    at: IN_TIME,
    duties: [withRecorded(duty, recorded)],
    submissions: [aSubmission(submission)],
  });

describe("a receipt says what was recorded, what was not and why, and what is still missing (RP-4)", () => {
  it.each`
    submission                                                                                                                      | recorded | words                                                            | because
    ${{}}                                                                                                                           | ${2}     | ${"还缺41项，请于5月7日（星期二）24:00前补齐"}                   | ${"until when is part of what is missing"}
    ${{}}                                                                                                                           | ${43}    | ${"区水务局2024年4月进展已全部报齐，无需再办，谢谢。"}           | ${"nothing is left to do"}
    ${{ outcome: { kind: "recorded", round: 1, late: true, afterClosing: false } }}                                                 | ${2}     | ${"本件在5月7日（星期二）24:00的报送时限之后收到，按逾期登记。"} | ${"late is said plainly"}
    ${{ outcome: { kind: "recorded", round: 1, late: true, afterClosing: true } }}                                                  | ${2}     | ${"2024年4月已经汇总关闭：本件作为补报登记"}                     | ${"the month was closed"}
    ${{ outcome: { kind: "held", reason: "no-entry" }, entries: [] }}                                                               | ${0}     | ${"未登记的原因：没有读出可以登记的内容。"}                      | ${"nothing of it counts"}
    ${{ placedBy: "thread" }}                                                                                                       | ${2}     | ${"来件没有编号，系统按往来邮件认定"}                            | ${"it was placed without a token"}
    ${{ placedBy: "sender" }}                                                                                                       | ${2}     | ${"来件没有编号，系统按发件邮箱认定"}                            | ${"it was placed by its sender"}
    ${{ attachments: ["区水务局-2024年4月进展填报表.xlsx"] }}                                                                       | ${2}     | ${"附件：区水务局-2024年4月进展填报表.xlsx"}                     | ${"the file was seen"}
    ${{ attachments: ["材料.zip"], files: [{ name: "材料.zip／进展.docx", said: "自制表格，读出2项" }] }}                           | ${2}     | ${"附件：材料.zip／进展.docx（自制表格，读出2项）"}              | ${"what was read of it is said"}
    ${{ attachments: ["盖章件.pdf"], files: [{ name: "盖章件.pdf", said: "作为佐证留存，内容未读取" }] }}                           | ${2}     | ${"附件：盖章件.pdf（作为佐证留存，内容未读取）"}                | ${"nobody believes that a scan was read"}
    ${{ attachments: [], files: Array.from({ length: 12 }, (_, at) => ({ name: `${at}.jpg`, said: "作为佐证留存，内容未读取" })) }} | ${2}     | ${"附件：另有2个文件已留存"}                                     | ${"the rest are counted"}
  `("$words: $because", ({ submission, recorded, words }) => expect(said(submission, recorded).text).toContain(words));

  it("with its number, and each entry with status, percent, figures and the beginning of its words", () => {
    const { text } = said({}, 2);
    expect(text).toContain("回执编号：202404-7KQ2M9XA");
    expect(text).toContain("蓝天-4-2　推进中，60%，累计12处\n      进展：清掏管网3公里，整治混错接点12处。");
    expect(text).toContain("蓝天-13-1　本月无进展");
  });

  it("CY-8 a contact whose programmes are complete is told of the rest, not asked for it", () => {
    const bound = {
      ...daxingDirectory,
      units: daxingDirectory.units.map((unit) => ({
        ...unit,
        contacts: unit.contacts.map((contact) => ({
          ...contact,
          programmes: [1],
        })),
      })),
    };
    const { text } = wordsTo(mailOf("shuiwu"), [receipt()], {
      at: IN_TIME,
      directory: bound,
      duties: [withRecorded(duty, 4)], // the four of 蓝天 come first
      submissions: [aSubmission()],
    });
    expect(text).toContain("您负责的专项已报齐，谢谢。本单位其他专项还缺39项，由相应联络员报送。");
    expect(text).not.toContain("还缺的措施");
  });

  it("as it came to 区水务局 with two remarks", async () => {
    const [, , third = ""] = codesOf(duty);
    const unrecorded = [
      {
        code: third,
        about: "entry",
        text: `${third} 没有写进展。请写明做了什么、完成多少，或写“本月无进展”。例如：${third} 已完成60%，累计改造12处。`,
      },
      {
        code: "蓝天-99-1",
        about: "entry",
        text: "“蓝天-99-1”不是贵单位本月要报送的措施编号。请从提醒邮件或填报表中核对编号，例如 蓝天-4-2，改正后重新发来。",
      },
    ];
    const { subject, text } = said({ unrecorded }, 38);
    await expect(`${subject}\n\n${text}`).toMatchFileSnapshot("receipt.txt");
  });
});
