import { describe, expect, it } from "vitest";
import { mailKind } from "../../functions/core/mail-kind.ts";
import { plainLines, type ReceivedMail } from "../../functions/core/received-mail.ts";

const own = { domain: "duban.example", addresses: ["duban@duban.example"] };

/** A person's reply, but for what a case is about. */
function aMail({
  from = "liaison@office.example",
  subject = "回复: 【督办】4月进展",
  headers = {},
  text = "已完成60%",
  ...rest
}: Partial<Omit<ReceivedMail, "from" | "headers">> & {
  from?: string;
  headers?: Record<string, string>;
  text?: string;
}): ReceivedMail {
  return {
    from: { address: from, name: "" },
    to: [{ address: "duban@duban.example", name: "" }],
    subject,
    messageId: "x1@office.example",
    inReplyTo: ["n1@duban.example"],
    references: [],
    date: null,
    headers: new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]])),
    returnPath: from,
    lines: plainLines(text),
    report: null,
    attachments: [],
    unreadable: null,
    ...rest,
  };
}

describe("a person's mail is an answer (RP-6)", () => {
  it.each`
    mail                                                                                                                   | because
    ${{}}                                                                                                                  | ${"nothing says otherwise"}
    ${{ subject: "回复: 自动答复: 4月进展" }}                                                                              | ${"a person answered an auto-reply"}
    ${{ subject: "Re: 自动回复：进展" }}                                                                                   | ${"the same in English"}
    ${{ subject: "自动回复系统建设进展" }}                                                                                 | ${"a measure may be about such a system"}
    ${{ headers: { "Auto-Submitted": "no" } }}                                                                             | ${"it says that it is none"}
    ${{ headers: { "X-Autoreply": "no" } }}                                                                                | ${"the same"}
    ${{ subject: "退信情况说明", text: "4月退信率2%" }}                                                                    | ${"a person writes about bounces"}
    ${{ subject: "已读，进展如下" }}                                                                                       | ${"not the mark of a read receipt"}
    ${{ text: "目前无法投递设备，累计安装12台" }}                                                                          | ${"words of a bounce in a report"}
    ${{ headers: { "X-Auto-Response-Suppress": "All" } }}                                                                  | ${"Exchange puts it on people's mail"}
    ${{ headers: { "List-Id": "<office.example>" }, inReplyTo: ["7c9wkgctf5m4ztkiuvg6zauxk6@duban.example"] }}             | ${"an office's list server passed on an answer to us"}
    ${{ headers: { Precedence: "list" }, to: [{ address: "report+abcdefghjkmnpqrstuvwxyz234@duban.example", name: "" }] }} | ${"it was sent to the address of a reminder"}
    ${{ text: "自动回复系统已上线，完成60%" }}                                                                             | ${"words of an auto-reply in a report"}
  `("$mail: $because", ({ mail }) => {
    expect(mailKind(aMail(mail), own)).toEqual({ kind: "reply" });
  });

  it.each`
    mail                                                     | because
    ${{ headers: { Precedence: "bulk" } }}                   | ${"a gateway may set it"}
    ${{ from: "postmaster@office.example" }}                 | ${"a small office writes from it"}
    ${{ from: "duban@duban.example" }}                       | ${"our address, but not our mail"}
    ${{ unreadable: "邮件头超过 256 KB。请人工查看原件。" }} | ${"nobody knows what it says"}
    ${{ text: "您好，我正在休假，回来后将尽快与您联系。" }}  | ${"it sounds like an auto-reply"}
  `("held for a person, not thrown away: $because", ({ mail }) => {
    expect(mailKind(aMail(mail), own)).toEqual({
      kind: "reply",
      doubtful: expect.stringMatching(/请人工/),
    });
  });
});

describe("RP-6 what machines send is told apart and never a report; in doubt it is a person", () => {
  it.each`
    kind              | mail                                                                                                                                        | because
    ${"auto-reply"}   | ${{ headers: { "Auto-Submitted": "auto-replied" } }}                                                                                        | ${"RFC 3834"}
    ${"auto-reply"}   | ${{ headers: { "Auto-Submitted": "auto-generated" } }}                                                                                      | ${"another system's notice"}
    ${"auto-reply"}   | ${{ headers: { Precedence: "auto_reply" } }}                                                                                                | ${"older servers"}
    ${"auto-reply"}   | ${{ headers: { "X-Autoreply": "yes" } }}                                                                                                    | ${"header"}
    ${"auto-reply"}   | ${{ headers: { "X-Autorespond": "进展" } }}                                                                                                 | ${"header"}
    ${"auto-reply"}   | ${{ headers: { "X-Autoresponder": "1" } }}                                                                                                  | ${"header"}
    ${"auto-reply"}   | ${{ headers: { "X-QQ-AUTO-REPLY": "1" } }}                                                                                                  | ${"QQ"}
    ${"auto-reply"}   | ${{ headers: { "X-QQ-HolidayReply": "1" } }}                                                                                                | ${"QQ on holiday"}
    ${"auto-reply"}   | ${{ returnPath: "liaison+auto_=duban=duban.example@office.example" }}                                                                       | ${"envelope of an auto-reply"}
    ${"auto-reply"}   | ${{ subject: "自动回复: 【督办】4月进展" }}                                                                                                 | ${"subject"}
    ${"auto-reply"}   | ${{ subject: "自动答复：进展" }}                                                                                                            | ${"subject"}
    ${"auto-reply"}   | ${{ subject: "[自动回复]进展" }}                                                                                                            | ${"subject"}
    ${"auto-reply"}   | ${{ subject: "来自区水务局的自动回复" }}                                                                                                    | ${"subject"}
    ${"auto-reply"}   | ${{ subject: "Automatic reply: report" }}                                                                                                   | ${"subject"}
    ${"auto-reply"}   | ${{ subject: "Out of Office: report" }}                                                                                                     | ${"subject"}
    ${"auto-reply"}   | ${{ subject: "AUTO: 某科 is out of the office (returning 2024-05-08)" }}                                                                    | ${"Notes"}
    ${"auto-reply"}   | ${{ subject: "某科 不在办公室。" }}                                                                                                         | ${"Notes in Chinese"}
    ${"auto-reply"}   | ${{ subject: "Re: 进展", text: "这是来自QQ邮箱的假期自动回复邮件。您好，我最近正在休假中。" }}                                              | ${"QQ without its header"}
    ${"auto-reply"}   | ${{ subject: "Re: 进展", text: "此为系统自动回复，请勿直接回复。" }}                                                                        | ${"it says so itself"}
    ${"auto-reply"}   | ${{ subject: "休假自动回复: 进展" }}                                                                                                        | ${"with the reason before it"}
    ${"auto-reply"}   | ${{ subject: "来信已收到", text: "您的邮件已收到，此邮件由系统自动回复，无需回复。" }}                                                      | ${"it says so in the middle"}
    ${"auto-reply"}   | ${{ returnPath: "", subject: "您好" }}                                                                                                      | ${"nobody can be answered at <>"}
    ${"own"}          | ${{ messageId: "7c9wkgctf5m4ztkiuvg6zauxk6@duban.example" }}                                                                                | ${"our Message-ID"}
    ${"own"}          | ${{ headers: { "X-Loop": "duban@duban.example" } }}                                                                                         | ${"our loop mark"}
    ${"own"}          | ${{ from: "duban@duban.example", headers: { "Auto-Submitted": "auto-generated" } }}                                                         | ${"our mail with another server's Message-ID"}
    ${"list"}         | ${{ headers: { "List-Id": "<news.office.example>" } }}                                                                                      | ${"a mailing list"}
    ${"list"}         | ${{ headers: { Precedence: "list" } }}                                                                                                      | ${"a mailing list"}
    ${"read-receipt"} | ${{ subject: "已读: 【督办】4月进展" }}                                                                                                     | ${"Outlook"}
    ${"read-receipt"} | ${{ subject: "回执：进展", returnPath: "", headers: { "Auto-Submitted": "auto-generated" } }}                                               | ${"Notes"}
    ${"read-receipt"} | ${{ subject: "Read: report" }}                                                                                                              | ${"Outlook"}
    ${"read-receipt"} | ${{ report: { type: "disposition-notification", text: "Disposition: manual-action/MDN-sent-manually; displayed" } }}                        | ${"RFC 8098"}
    ${"read-receipt"} | ${{ report: { type: "delivery-status", text: "Final-Recipient: rfc822; a@b.example\nAction: delivered" } }}                                 | ${"it was delivered, no answer"}
    ${"complaint"}    | ${{ report: { type: "feedback-report", text: "Feedback-Type: abuse\nOriginal-Rcpt-To: <a@b.example>" } }}                                   | ${"ARF"}
    ${"delay"}        | ${{ report: { type: "delivery-status", text: "Final-Recipient: rfc822; a@b.example\nAction: delayed\nStatus: 4.4.1" }, returnPath: "" }}    | ${"still being tried"}
    ${"delay"}        | ${{ from: "mailer-daemon@mx.example", subject: "Delayed Mail (still being retried)", text: "You do not need to resend your message." }}     | ${"Postfix"}
    ${"delay"}        | ${{ from: "postmaster@mx.example", returnPath: "", subject: "投递状态通知", text: "您的邮件暂时无法投递到 a@b.example，系统将继续尝试。" }} | ${"in Chinese"}
  `("$kind: $because", ({ kind, mail }) => {
    expect(mailKind(aMail(mail), own)).toMatchObject({ kind });
  });

  it.each`
    hard     | mail                                                                                                                                                                                                                                                    | because
    ${true}  | ${{ report: { type: "delivery-status", text: "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1" }, returnPath: "" }}                                                                                                                 | ${"RFC 3464"}
    ${false} | ${{ report: { type: "delivery-status", text: "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.2.2" } }}                                                                                                                                 | ${"mailbox full"}
    ${false} | ${{ report: { type: "delivery-status", text: "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 4.4.7" } }}                                                                                                                                 | ${"given up after a passing fault"}
    ${true}  | ${{ from: "mailer-daemon@mx.example", subject: "Undelivered Mail Returned to Sender", text: "<a@b.example>: host mx.b.example said: 550 5.1.1 User unknown" }}                                                                                          | ${"Postfix without report"}
    ${true}  | ${{ from: "postmaster@mail.example", subject: "系统退信", text: "抱歉，您的邮件被退回。收件人邮件地址（a@b.example）不存在，邮件无法送达。" }}                                                                                                          | ${"Coremail"}
    ${false} | ${{ from: "postmaster@mail.example", returnPath: "", subject: "邮件投递失败通知", text: "收件人 a@b.example 邮箱已满，552 Quota exceeded" }}                                                                                                            | ${"163"}
    ${true}  | ${{ from: "mailer-daemon@mx.example", subject: "failure notice", text: "Hi. This is the qmail-send program.\n<a@b.example>:\nSorry, no mailbox here by that name. (#5.1.1)" }}                                                                          | ${"qmail"}
    ${true}  | ${{ headers: { "X-Failed-Recipients": "a@b.example", "Auto-Submitted": "auto-replied" }, from: "mailer-daemon@mx.example", subject: "Mail delivery failed: returning message to sender", text: "all relevant MTAs rejected: 550 unrouteable address" }} | ${"Exim"}
    ${true}  | ${{ from: "postmaster@corp.example", returnPath: "", subject: "未送达: 【督办】4月进展", text: "无法将邮件传递给以下收件人: a@b.example 找不到收件人 550 5.1.10" }}                                                                                     | ${"Exchange"}
    ${false} | ${{ from: "mail-daemon@mx.example", subject: "邮件投递失败", text: "失败地址: a@b.example\n失败原因: 554 5.7.1 被判定为垃圾邮件拒收" }}                                                                                                                 | ${"the mail was refused, not the address"}
    ${true}  | ${{ from: "postmaster@gov.example", subject: "DELIVERY FAILURE: User a (a@b.example) not listed in Domino Directory", text: "was not delivered to: a@b.example" }}                                                                                      | ${"Domino"}
    ${true}  | ${{ from: "10000@qq.example", subject: "来自qq.example的退信", text: "很抱歉您的邮件被退回。收件人: a@b.example 原因：收件人不存在" }}                                                                                                                  | ${"QQ"}
  `("bounce, hard $hard: $because", ({ hard, mail }) => {
    expect(mailKind(aMail(mail), own)).toMatchObject({
      kind: "bounce",
      hard,
      addresses: ["a@b.example"],
    });
  });

  it("a bounce names the mail of ours that came back", () => {
    const report = {
      type: "delivery-status",
      text: "Final-Recipient: rfc822; a@b.example\nAction: failed\n\nMessage-ID: <7c9wkgctf5m4ztkiuvg6zauxk6@duban.example>",
    };
    expect(mailKind(aMail({ report }), own)).toMatchObject({
      ofMessage: "7c9wkgctf5m4ztkiuvg6zauxk6@duban.example",
    });
  });
});
