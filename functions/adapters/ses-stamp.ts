/** What SES found when it took a mail. */
export interface Stamp {
  /** Envelope sender; empty for what machines send. */
  sender: string;
  recipients: string[];
  /** DMARC passes for the From address. */
  authentic: boolean;
  virus: "none" | "found" | "unsure";
}

/**
 * Reads what SES put on top of a mail: from its Return-Path down to its X-SES-RECEIPT. Whatever stands below came with the
 * mail, and anybody can have written it. A mail that does not begin like that is vouched for by nobody.
 */
export function stampOf(raw: Uint8Array): Stamp {
  const headers = headersOf(raw);
  const end = headers.findIndex(({ name }) => name === "x-ses-receipt");
  const own = headers.slice(0, end + 1);
  const values = (name: string): string[] => own.flatMap((each) => (each.name === name ? [each.value] : []));
  const [received = ""] = values("received");
  if (own[0]?.name !== "return-path" || !/\bby inbound-smtp\.[\w-]+\.amazonaws\.com\b/u.test(received))
    return { sender: "", recipients: [], authentic: false, virus: "unsure" };
  return {
    sender: /[^\s<>"]+@[^\s<>"]+/u.exec(own[0].value)?.[0] ?? "",
    recipients: [...received.matchAll(/\bfor <?([^\s<>;]+@[^\s<>;]+?)>?;/gu)].map(([, address = ""]) => address),
    authentic: isAuthentic(values("authentication-results"), headers),
    virus: VIRUS[values("x-ses-virus-verdict")[0] ?? ""] ?? "unsure",
  };
}

const VIRUS: Record<string, Stamp["virus"]> = { PASS: "none", FAIL: "found" };

interface Header {
  /** Lower case. */
  name: string;
  /** Unfolded. */
  value: string;
}

/** SES takes no larger head than this; nor do we look further. */
const HEAD_BYTES = 256 * 1024;
function headersOf(raw: Uint8Array): Header[] {
  const text = Buffer.from(raw.subarray(0, HEAD_BYTES)).toString("latin1");
  const [head = ""] = text.split(/\r?\n\r?\n/u, 1);
  return head
    .replace(/\r?\n[ \t]+/gu, " ")
    .split(/\r?\n/u)
    .map((line) => {
      const colon = line.indexOf(":");
      return { name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() };
    });
}

/** One verdict of SES itself, of one DMARC check that passed, for the domain of every address in From. */
function isAuthentic(verdicts: readonly string[], headers: readonly Header[]): boolean {
  const [verdict, ...more] = verdicts;
  const parts = verdict === undefined || more.length > 0 ? [] : partsOf(verdict);
  const dmarc = parts.filter((part) => /^dmarc\b/iu.test(part));
  if (parts[0]?.toLowerCase() !== "amazonses.com" || dmarc.length !== 1) return false;
  const domain = /^dmarc\s?=\s?pass\s(?:.*\s)?header\.from\s?=\s?(\S+)/iu.exec(dmarc[0]!)?.[1]?.toLowerCase();
  const from = headers.filter(({ name }) => name === "from").flatMap(({ value }) => value.match(/@[\w.-]+/gu) ?? []);
  return domain !== undefined && from.length > 0 && from.every((each) => each.toLowerCase() === `@${domain}`);
}

/**
 * The parts of an Authentication-Results between semicolons, without comments and quoted strings: a client may say anything
 * of itself, and SES repeats it there. None when a comment or string is left open.
 */
function partsOf(value: string): string[] {
  let plain = "";
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const sign = value[at]!; // at is below the length
    if (sign === "\\") at += 1;
    else if (sign === '"' && depth === 0) quoted = !quoted;
    else if (sign === "(" && !quoted) depth += 1;
    else if (sign === ")" && !quoted) depth -= 1;
    else if (depth === 0 && !quoted) plain += sign;
    if (depth < 0) return [];
  }
  return depth > 0 || quoted ? [] : plain.split(";").map((part) => part.trim().replace(/\s+/gu, " "));
}
