/** What SES says of a mail whose sender DMARC vouches for. */
export const VERDICT =
  "amazonses.com; spf=pass (spfCheck: domain of shuiwu.qingshi.example designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1; envelope-from=liaison@shuiwu.qingshi.example; helo=mail.shuiwu.qingshi.example; dkim=pass header.i=@shuiwu.qingshi.example; dmarc=pass header.from=shuiwu.qingshi.example;";

type Header = readonly [name: string, value: string | undefined];

/** What SES puts on top, in its order. */
const topFor = (to: string): readonly Header[] => [
  ["Return-Path", "<liaison@shuiwu.qingshi.example>"],
  [
    "Received",
    `from mail.shuiwu.qingshi.example (mail.shuiwu.qingshi.example [192.0.2.1])\r\n by inbound-smtp.us-east-1.amazonaws.com with SMTP id 5f2v1o8a\r\n for ${to};\r\n Mon, 29 Apr 2024 02:00:00 +0000 (UTC)`,
  ],
  ["X-SES-Spam-Verdict", "PASS"],
  ["X-SES-Virus-Verdict", "PASS"],
  ["Received-SPF", "pass (spfCheck: ok) client-ip=192.0.2.1; envelope-from=liaison@shuiwu.qingshi.example;"],
  ["Authentication-Results", VERDICT.replaceAll("; ", ";\r\n ")],
  ["X-SES-RECEIPT", "AEFBQUFBQUFBQUFG"],
  ["X-SES-DKIM-SIGNATURE", "a=rsa-sha256; q=dns/txt;"],
];

/**
 * A mail as SES lays it down: its own headers on top, then the mail as it was sent.
 *
 * @param top      headers of SES that are otherwise; undefined is missing
 * @param own      more headers, that the sender put first
 * @param stamped  whether SES put its headers there
 */
export function laidDown({
  from = "liaison@shuiwu.qingshi.example",
  to = "report+kx3m@duban.example",
  text = "清水-1-1 已完成60%。",
  messageId = "one@mail.shuiwu.qingshi.example",
  top = [],
  own = [],
  stamped = true,
}: {
  from?: string;
  to?: string;
  text?: string;
  messageId?: string;
  top?: readonly Header[];
  own?: readonly Header[];
  stamped?: boolean;
}): Buffer {
  const other = new Map(top);
  const ses = stamped
    ? topFor(to).map(([name, value]) => [name, other.has(name) ? other.get(name) : value] as const)
    : [];
  const sent: readonly Header[] = [
    ["Received", "from [192.0.2.7] by mail.shuiwu.qingshi.example; Mon, 29 Apr 2024 01:59:58 +0000"],
    ["From", from],
    ["To", to],
    ["Subject", "=?utf-8?B?5Zue5aSN77ya5Zub5pyI6L+b5bGV?="],
    ["Message-ID", `<${messageId}>`],
    ["Date", "Mon, 29 Apr 2024 09:59:58 +0800"],
    ["MIME-Version", "1.0"],
    ["Content-Type", "text/plain; charset=utf-8"],
    ["Content-Transfer-Encoding", "base64"],
  ];
  const head = [...ses, ...own, ...sent].flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${Buffer.from(text).toString("base64")}\r\n`);
}
