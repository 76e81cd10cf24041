import { createServer, type IncomingMessage, request as plainRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hookSender, isPublic } from "../../functions/adapters/hook-sender.ts";
import { keysFrom } from "../../functions/adapters/keys.ts";
import { UnitId } from "../../functions/core/directory.ts";
import { isHookUrl } from "../../functions/core/hook.ts";
import { PlanId } from "../../functions/core/plan-settings.ts";

/** A unit's system on this machine: answers as the path says, and keeps what it got. */
const got: { headers: IncomingMessage["headers"]; body: string; path: string }[] = [];
const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  got.push({ headers: request.headers, body, path: request.url ?? "" });
  const status = Number(request.url?.slice(1));
  if (status === 0) request.socket.destroy();
  else response.writeHead(status, status === 302 ? { location: "/200" } : {}).end("x".repeat(100_000));
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // an open TCP server has an AddressInfo
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

const { webhookSecret } = keysFrom(new Uint8Array(32).fill(7));
const [plan, unit] = [PlanId.parse("daxing-2024"), UnitId.parse("shuiwu")];
const call = (url: string, allows?: () => boolean) =>
  hookSender({ secretOf: webhookSecret, request: plainRequest, ...(allows && { allows }) })({
    plan,
    unit,
    versions: [2, 1],
    url,
    id: "daxing-2024/2024-04/shuiwu/1",
    body: '{"kind":"DutyOpened"}',
  });

describe("an event is posted to a unit's system", () => {
  it.each`
    status | result                        | because
    ${200} | ${"taken"}                    | ${"it was taken"}
    ${204} | ${"taken"}                    | ${"any success is one"}
    ${302} | ${{ failed: "对方答复 302" }} | ${"a redirect may lead anywhere: it is not followed"}
    ${410} | ${"gone"}                     | ${"its owner does not want it any more"}
    ${500} | ${{ failed: "对方答复 500" }} | ${"it is sent again later"}
    ${0}   | ${{ failed: "连接失败" }}     | ${"the line broke"}
  `("$status is $result: $because", async ({ status, result }) => {
    got.length = 0;
    expect(await call(`http://127.0.0.1:${port}/${status}`, () => true)).toEqual(result);
    expect(got.map(({ path }) => path)).toEqual([`/${status}`]);
  });

  it("signed with each secret that counts, so that a system may hold either", async () => {
    got.length = 0;
    await call(`http://127.0.0.1:${port}/200`, () => true);
    const [{ headers, body } = { headers: {}, body: "" }] = got;
    for (const version of [1, 2])
      expect(() =>
        new Webhook(webhookSecret(plan, unit, version)).verify(body, headers as Record<string, string>),
      ).not.toThrow();
    expect(() => new Webhook(webhookSecret(plan, unit, 3)).verify(body, headers as Record<string, string>)).toThrow();
  });
});

describe("nothing is posted but to the open internet", () => {
  it.each`
    address                 | open     | because
    ${"8.8.8.8"}            | ${true}  | ${"anybody's"}
    ${"2400:3200::1"}       | ${true}  | ${"anybody's"}
    ${"127.0.0.1"}          | ${false} | ${"this machine"}
    ${"0.0.0.0"}            | ${false} | ${"this machine too"}
    ${"10.1.2.3"}           | ${false} | ${"the office's network"}
    ${"172.31.255.255"}     | ${false} | ${"the office's network"}
    ${"192.168.1.1"}        | ${false} | ${"the office's network"}
    ${"100.64.0.1"}         | ${false} | ${"the provider's network"}
    ${"169.254.169.254"}    | ${false} | ${"the cloud's own secrets"}
    ${"224.0.0.1"}          | ${false} | ${"many at once"}
    ${"255.255.255.255"}    | ${false} | ${"all at once"}
    ${"::1"}                | ${false} | ${"this machine"}
    ${"::ffff:127.0.0.1"}   | ${false} | ${"this machine in other clothes"}
    ${"::ffff:8.8.8.8"}     | ${false} | ${"nobody writes it so in good faith"}
    ${"fe80::1"}            | ${false} | ${"link-local"}
    ${"fd00:ec2::254"}      | ${false} | ${"the cloud's own secrets"}
    ${"2002:7f00:1::"}      | ${false} | ${"this machine by a tunnel"}
    ${"2001:db8::1"}        | ${false} | ${"an example"}
    ${"64:ff9b::a9fe:a9fe"} | ${false} | ${"the cloud's own secrets by a translator"}
    ${"elsewhere"}          | ${false} | ${"no address"}
  `("$address: $because", ({ address, open }) => expect(isPublic(address)).toBe(open));

  it("an address on this machine is refused before anything is sent", async () => {
    got.length = 0;
    for (const host of ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"])
      expect(await call(`http://${host}:${port}/200`)).toHaveProperty("failed");
    expect(got).toEqual([]);
  });

  it.each`
    url                                | may      | because
    ${"https://oa.example/duban"}      | ${true}  | ${"a name, by https"}
    ${"https://oa.example:8443/"}      | ${true}  | ${"another port"}
    ${"http://oa.example/"}            | ${false} | ${"anybody could read it"}
    ${"https://169.254.169.254/"}      | ${false} | ${"no name"}
    ${"https://[::1]/"}                | ${false} | ${"no name"}
    ${"https://2130706433/"}           | ${false} | ${"no name either"}
    ${"https://localhost/"}            | ${false} | ${"this machine"}
    ${"https://user:pass@oa.example/"} | ${false} | ${"a secret in it"}
    ${"file:///etc/passwd"}            | ${false} | ${"not the web"}
    ${"oa.example"}                    | ${false} | ${"no address"}
  `("$url may be registered is $may: $because", ({ url, may }) => expect(isHookUrl(url)).toBe(may));
});
