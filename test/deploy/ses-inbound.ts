import { randomUUID } from "node:crypto";
import type { Instant } from "../../functions/core/day.ts";

export interface Arrival {
  /** Envelope. */
  from: string;
  to: string;
  at: Instant;
  region: string;
  /** What SES found of SPF, DKIM and DMARC. */
  verdict: "PASS" | "FAIL";
}

/** A mail as SES puts it down: its own headers on top of what arrived. */
export function asSesKeeps(raw: Buffer, { from, to, at, region, verdict }: Arrival): Buffer {
  const domain = from.split("@")[1];
  const result = verdict.toLowerCase();
  const id = randomUUID().replaceAll("-", "");
  const headers = [
    `Return-Path: <${from}>`,
    `Received: from mail.${domain} (mail.${domain} [192.0.2.25])`,
    ` by inbound-smtp.${region}.amazonaws.com with SMTP id ${id}`,
    ` for ${to};`,
    ` ${new Date(at).toUTCString().replace("GMT", "+0000 (UTC)")}`,
    "X-SES-Spam-Verdict: PASS",
    "X-SES-Virus-Verdict: PASS",
    `Received-SPF: ${result} (spfCheck: domain of ${domain}) client-ip=192.0.2.25; envelope-from=${from}; helo=mail.${domain};`,
    "Authentication-Results: amazonses.com;",
    ` spf=${result} (spfCheck: domain of ${domain}) client-ip=192.0.2.25; envelope-from=${from}; helo=mail.${domain};`,
    ` dkim=${result} header.i=@${domain};`,
    ` dmarc=${result} header.from=${domain};`,
    `X-SES-RECEIPT: ${Buffer.from(id).toString("base64")}`,
    "",
  ];
  return Buffer.concat([Buffer.from(headers.join("\r\n")), raw]);
}
