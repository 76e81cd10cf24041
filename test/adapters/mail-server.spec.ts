import { describe, expect, it } from "vitest";
import { NoMailServer } from "../../functions/adapters/mail-server.ts";
import { imapMailbox } from "../../functions/adapters/mailbox-imap.ts";
import { smtpServer } from "../../functions/adapters/mailer-smtp.ts";

describe("a mail server as people write it down", () => {
  it.each`
    text                                                        | host              | port   | secure   | user                    | password     | because
    ${"smtp://mail.example"}                                    | ${"mail.example"} | ${25}  | ${false} | ${undefined}            | ${undefined} | ${"a server of the house may ask for no login"}
    ${"smtps://duban:word@mail.example"}                        | ${"mail.example"} | ${465} | ${true}  | ${"duban"}              | ${"word"}    | ${"TLS comes first"}
    ${"smtp://duban%40mail.example:a%3Ab%2Fc@mail.example:587"} | ${"mail.example"} | ${587} | ${false} | ${"duban@mail.example"} | ${"a:b/c"}   | ${"what stands for other letters is read as those"}
  `("$text: $because", ({ text, because, ...server }) => {
    expect(smtpServer(text, "--smtp ")).toEqual({
      connections: 10,
      ...Object.fromEntries(Object.entries(server).filter(([, value]) => value !== undefined)),
    });
  });

  it.each`
    text                                                    | port    | secure   | mailbox    | because
    ${"imap://duban:word@mail.example"}                     | ${143}  | ${false} | ${"INBOX"} | ${"the usual folder"}
    ${"imaps://duban:word@mail.example/%E7%9D%A3%E5%8A%9E"} | ${993}  | ${true}  | ${"督办"}  | ${"a folder of its own"}
    ${"imaps://duban:word@mail.example:1993/INBOX"}         | ${1993} | ${true}  | ${"INBOX"} | ${"another port"}
  `("$text: $because", ({ text, port, secure, mailbox }) => {
    expect(imapMailbox(text, "--imap ", "mx.example")).toEqual({
      ...{ host: "mail.example", user: "duban", password: "word", authservId: "mx.example" },
      ...{ port, secure, mailbox },
    });
  });

  it.each`
    read           | text                                 | because
    ${smtpServer}  | ${"mail.example:25"}                 | ${"what it speaks is not said"}
    ${smtpServer}  | ${"imaps://duban:word@mail.example"} | ${"that is the other one"}
    ${smtpServer}  | ${"smtps://duban:100%@mail.example"} | ${"a % that stands for nothing"}
    ${imapMailbox} | ${"imaps://mail.example/INBOX"}      | ${"nobody reads a mailbox without a name"}
    ${imapMailbox} | ${"imaps://duban:a/b@mail.example"}  | ${"the word has a / in it"}
    ${imapMailbox} | ${"word"}                            | ${"that is none at all"}
  `("$text is none: $because; the sentence does not repeat it", ({ read, text }) => {
    const reading = () => read(text, "密钥 duban/office ");
    expect(reading).toThrow(NoMailServer);
    expect(reading).toThrow(/^看不懂密钥 duban\/office 里的(收信|发信)服务器。请写成 .+ 的样子/u);
    expect(reading).not.toThrow(/100%|a\/b|duban:word/u);
  });
});
