import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { htmlLines } from "../../functions/adapters/html-lines.ts";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import { ownText } from "../../functions/core/own-text.ts";
import { isAnswer } from "../../functions/core/received-mail.ts";

const folder = new URL("../mails/", import.meta.url);
const samples = readdirSync(folder).filter((name) => name.endsWith(".eml"));

describe("the own words in a mail of each client are what its person wrote (RP-5)", () => {
  it.each(samples)("%s", async (name) => {
    const mail = await readMail(readFileSync(new URL(name, folder)));
    expect(mail.unreadable).toBeNull();
    expect(ownText(mail.lines, isAnswer(mail))).toBe(
      readFileSync(new URL(name.replace(/eml$/, "txt"), folder), "utf8").trimEnd(),
    );
  });
});

/** 进展 and 督办 in GBK; 進展 in Big5; 镕 is in GBK but not in GB2312. */
const GBK = {
  进展: [0xbd, 0xf8, 0xd5, 0xb9],
  督办: [0xb6, 0xbd, 0xb0, 0xec],
  镕: [0xe9, 0x46],
  完成: [0xcd, 0xea, 0xb3, 0xc9],
};
const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)));
const base64 = (codes: number[]): string => btoa(String.fromCharCode(...codes));
const textOf = async (raw: Uint8Array): Promise<string> =>
  (await readMail(raw)).lines
    .map(({ text }) => text)
    .join("\n")
    .trim();

describe("a mail's charset is what its bytes say, whatever its label", () => {
  it.each`
    because                                | head                                                                          | body
    ${"GBK labelled gb2312"}               | ${"Content-Type: text/plain; charset=gb2312"}                                 | ${[GBK.进展, GBK.镕]}
    ${"GB18030"}                           | ${"Content-Type: text/plain; charset=GB18030"}                                | ${[GBK.进展, GBK.镕]}
    ${"no charset at all"}                 | ${"Content-Type: text/plain"}                                                 | ${[GBK.进展, GBK.镕]}
    ${"no content type at all"}            | ${"X-A: b"}                                                                   | ${[GBK.进展, GBK.镕]}
    ${"GBK labelled utf-8"}                | ${"Content-Type: text/plain; charset=utf-8"}                                  | ${[GBK.进展, GBK.镕]}
    ${"GBK labelled us-ascii"}             | ${"Content-Type: text/plain; charset=us-ascii"}                               | ${[GBK.进展, GBK.镕]}
    ${"GBK labelled with an unknown name"} | ${"Content-Type: text/plain; charset=x-unknown"}                              | ${[GBK.进展, GBK.镕]}
    ${"UTF-8 labelled gb2312"}             | ${"Content-Type: text/plain; charset=gb2312"}                                 | ${["进展镕"]}
    ${"UTF-8 without label"}               | ${"Content-Type: text/plain"}                                                 | ${["进展镕"]}
    ${"GBK in base64"}                     | ${"Content-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: base64"} | ${[base64([...GBK.进展, ...GBK.镕])]}
    ${"base64 broken inside a character"}  | ${"Content-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: base64"} | ${[`${base64([...GBK.进展, ...GBK.镕]).slice(0, 2)}\n${base64([...GBK.进展, ...GBK.镕]).slice(2)}`]}
  `("$because", async ({ head, body }: { head: string; body: (string | number[])[] }) => {
    expect(await textOf(bytes(`${head}\n\n`, ...body))).toBe("进展镕");
  });

  it("Big5 is read as labelled", async () => {
    expect(await textOf(bytes("Content-Type: text/plain; charset=big5\n\n", [0xb6, 0x69, 0xae, 0x69]))).toBe("進展");
  });
});

describe("subjects and names of files are read however they are encoded", () => {
  it.each`
    because                                  | subject
    ${"raw GBK"}                             | ${[GBK.督办, GBK.进展]}
    ${"raw UTF-8"}                           | ${["督办进展"]}
    ${"an encoded word"}                     | ${[`=?gb2312?B?${base64([...GBK.督办, ...GBK.进展])}?=`]}
    ${"a character split between two words"} | ${[`=?gbk?B?${base64([...GBK.督办, GBK.进展[0] as number])}?=\n =?gbk?B?${base64(GBK.进展.slice(1))}?=`]}
    ${"quoted-printable"}                    | ${["=?gb2312?Q?=B6=BD=B0=EC=BD=F8=D5=B9?="]}
    ${"GBK in a word labelled utf-8"}        | ${[`=?utf-8?B?${base64([...GBK.督办, ...GBK.进展])}?=`]}
  `("subject: $because", async ({ subject }: { subject: (string | number[])[] }) => {
    expect((await readMail(bytes("Subject: ", ...subject, "\n\nx"))).subject).toBe("督办进展");
  });

  it.each`
    because                          | header
    ${"raw GBK"}                     | ${['attachment; filename="', GBK.进展, '.xlsx"']}
    ${"RFC 2231 in GBK"}             | ${["attachment; filename*=GBK''%BD%F8%D5%B9.xlsx"]}
    ${"RFC 2231 without a charset"}  | ${["attachment; filename*=''%BD%F8%D5%B9.xlsx"]}
    ${"RFC 2231 in pieces"}          | ${["attachment; filename*0*=gb2312''%BD%F8%D5;\n filename*1*=%B9.xls; filename*2=x"]}
    ${"an encoded word"}             | ${[`attachment; filename="=?gb2312?B?${base64([...GBK.进展, 0x2e, 0x78, 0x6c, 0x73, 0x78])}?="`]}
    ${"a path"}                      | ${['attachment; filename="../../进展.xlsx"']}
    ${"direction and control signs"} | ${['attachment; filename="进\u202e展\u0007.xlsx"']}
  `("file: $because", async ({ header }: { header: (string | number[])[] }) => {
    const mail = await readMail(
      bytes(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream\nContent-Disposition: ",
        ...header,
        "\n\nabc\n--b--\n",
      ),
    );
    expect(mail.attachments).toMatchObject([{ name: "进展.xlsx", type: "application/octet-stream", size: 4 }]);
  });

  it("a name of 300 characters is cut, its ending kept", async () => {
    const mail = await readMail(bytes(`Content-Type: application/pdf; name="${"长".repeat(300)}.pdf"\n\nx`));
    expect(mail.attachments[0]?.name).toMatch(/^长{196}\.pdf$/);
  });
});

const parts = (count: number): string =>
  `Content-Type: multipart/mixed; boundary=b\n\n${"--b\nContent-Type: text/plain\n\nx\n".repeat(count)}`;
const nested = (depth: number): string =>
  Array.from({ length: depth }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`).join("");

describe("a mail made to break its reader comes back with the reason", () => {
  it.each`
    because                  | raw                                               | reason
    ${"10,000 parts"}        | ${parts(10_000)}                                  | ${/过多/}
    ${"10,000 nested parts"} | ${nested(10_000)}                                 | ${/过多|嵌套/}
    ${"100 nested parts"}    | ${nested(100)}                                    | ${/嵌套/}
    ${"3 MB of headers"}     | ${`Subject: 进展\n${"X-A: b\n".repeat(450_000)}`} | ${/邮件头/}
  `("$because", async ({ raw, reason }) => {
    const mail = await readMail(bytes(`From: a@b.example\n${raw}`));
    expect(mail).toMatchObject({
      from: { address: "a@b.example" },
      lines: [],
      attachments: [],
    });
    expect(mail.unreadable).toMatch(reason);
  });

  it.each`
    because                          | raw
    ${"nothing"}                     | ${""}
    ${"a line of 1 MB"}              | ${`\n${"a".repeat(1_000_000)}`}
    ${"only zeros"}                  | ${"\u0000".repeat(1_000)}
    ${"a boundary that never comes"} | ${"Content-Type: multipart/mixed; boundary=x\n\ntext"}
    ${"base64 that is none"}         | ${"Content-Transfer-Encoding: base64\n\n!!!"}
  `("read as far as it goes: $because", async ({ raw }) => {
    expect((await readMail(bytes(raw))).unreadable).toBeNull();
  });

  it("line breaks in a decoded subject are taken out", async () => {
    expect((await readMail(bytes(`Subject: =?utf-8?B?${btoa("a\r\nBcc: x@y.example")}?=\n\n`))).subject).toBe(
      "aBcc: x@y.example",
    );
  });

  it("a forwarded mail is a file, its text no answer", async () => {
    const raw =
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n见附件\n--b\nContent-Type: message/rfc822\n\nSubject: x\n\n累计999辆\n--b--\n";
    const mail = await readMail(bytes(raw));
    expect(ownText(mail.lines)).toBe("见附件");
    expect(mail.attachments).toMatchObject([{ type: "message/rfc822" }]);
  });
});

describe("lines of HTML are what a reader of the page sees", () => {
  it.each`
    because                              | html                                                                        | lines
    ${"blocks and breaks end lines"}     | ${"<p>a</p>b<br>c<div>d</div>"}                                             | ${["a", "b", "c", "d"]}
    ${"a row is a line"}                 | ${"<table><tr><td>a</td><td><p>b</p></td></tr><tr><td>c</td></tr></table>"} | ${["a\tb", "c"]}
    ${"source blanks are one"}           | ${"a\n   b&nbsp;c"}                                                         | ${["a b c"]}
    ${"entities"}                        | ${"&lt;b&gt; &#30563;&#x529E; &amp;nbsp; &copy"}                            | ${["<b> 督办 &nbsp; ©"]}
    ${"scripts and styles are not seen"} | ${"a<script>var x='</p>'</script><style>p{}</style>b<!-- <p>c</p> -->"}     | ${["ab"]}
    ${"tags left open"}                  | ${"a<div>b<b>c"}                                                            | ${["a", "bc"]}
    ${"a lone bracket is text"}          | ${"3 < 5 且 PM2.5<35"}                                                      | ${["3 < 5 且 PM2.5<35"]}
    ${"a bracket in an attribute"}       | ${'<img alt="a>b" src=x>c'}                                                 | ${["c"]}
  `("$because", ({ html, lines }) => {
    expect(htmlLines(html).map(({ text }) => text)).toEqual(lines);
  });
});
