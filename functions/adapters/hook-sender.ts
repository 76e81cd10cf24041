import { lookup } from "node:dns/promises";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { BlockList, isIP } from "node:net";
import { Webhook } from "standardwebhooks";
import type { HookSender } from "../workflows/ports.ts";

const TIMEOUT_MS = 5_000;

/** Addresses that are nobody's on the open internet. */
const CLOSED = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  CLOSED.addSubnet(net, bits, "ipv4");
CLOSED.addSubnet("2001::", 23, "ipv6");
CLOSED.addSubnet("2001:db8::", 32, "ipv6");
CLOSED.addSubnet("2002::", 16, "ipv6");
const OPEN_IPV6 = new BlockList();
OPEN_IPV6.addSubnet("2000::", 3, "ipv6");

/** Whether an address is on the open internet: not this machine, not the office's network, not the cloud's own services. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !CLOSED.check(address, "ipv4");
  return isIP(address) === 6 && OPEN_IPV6.check(address, "ipv6") && !CLOSED.check(address, "ipv6");
}

interface SenderOptions {
  secretOf: (plan: string, unit: string, version: number) => string;
  /** Which addresses may be called. */
  allows?: (address: string) => boolean;
  request?: (url: URL, options: RequestOptions, answered: (response: IncomingMessage) => void) => ClientRequest;
}

/**
 * Posts events to units' own systems, signed with each secret that counts. The name is looked up once and that address is
 * called, so that it cannot become another in between; no redirect is followed.
 */
export const hookSender =
  ({ secretOf, allows = isPublic, request = httpsRequest }: SenderOptions): HookSender =>
  async ({ plan, unit, versions, url: text, id, body }) => {
    const url = new URL(text);
    const found = await lookup(url.hostname.replace(/^\[|\]$/g, ""), { all: true }).catch(() => []);
    const [address] = found;
    if (!address) return { failed: "域名查不到" };
    if (!found.every((each) => allows(each.address))) return { failed: "地址不是公网地址，已拒绝" };
    const at = new Date();
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(body),
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": versions
        .map((version) => new Webhook(secretOf(plan, unit, version)).sign(id, at, body))
        .join(" "),
    };
    return new Promise((resolve) => {
      const options: RequestOptions = {
        method: "POST",
        headers,
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        lookup: (_, { all }, found) => (all ? found(null, [address]) : found(null, address.address, address.family)),
      };
      const asked = request(url, options, (response) => {
        const status = response.statusCode ?? 0;
        response.destroy();
        if (status >= 200 && status < 300) resolve("taken");
        else resolve(status === 410 ? "gone" : { failed: `对方答复 ${status}` });
      });
      asked.on("error", (problem) => resolve({ failed: problem.name === "AbortError" ? "对方没有答复" : "连接失败" }));
      asked.end(body);
    });
  };
