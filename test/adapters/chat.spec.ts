import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newTurns, requestOf, withChat } from "../../functions/adapters/chat.ts";
import { mailbox } from "../../functions/adapters/mailer-mailbox.ts";
import { Bot, BotAddress } from "../../functions/core/bot.ts";
import { Deferred, type Outgoing, Undeliverable } from "../../functions/workflows/ports.ts";

const BOTS = {
  wecom: Bot.parse({ kind: "wecom", url: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k" }),
  dingtalk: Bot.parse({ kind: "dingtalk", url: "https://oapi.dingtalk.com/robot/send?access_token=t", secret: "SEC1" }),
  feishu: Bot.parse({ kind: "feishu", url: "https://open.feishu.cn/open-apis/bot/v2/hook/h", secret: "s" }),
};

/** A chat program's server on this machine, which answers as it is told to. */
let server: Server;
let asked: { url: string; body: Record<string, unknown> }[];
let answers: { status?: number; headers?: Record<string, string>; body: string };
beforeEach(async () => {
  asked = [];
  answers = { body: '{"errcode":0,"errmsg":"ok"}' };
  server = createServer(async (request: IncomingMessage, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    asked.push({ url: request.url ?? "", body: JSON.parse(body || "{}") });
    response.writeHead(answers.status ?? 200, answers.headers).end(answers.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const here = (address: string): string => {
  // an open TCP server has an AddressInfo
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}${address.slice(new URL(address).origin.length)}`;
};
const copyFor = (bot: Bot | undefined, text = "请报送"): Outgoing => ({
  from: "duban@duban.example",
  to: BotAddress.parse("chat:shuiwu"),
  ...(bot && { copy: { bot, text } }),
  messageId: "1@duban.example",
  raw: new Uint8Array(),
});
const sent = (bot: Bot | undefined, reach = here): Promise<unknown> =>
  withChat(mailbox, reach)
    .send(copyFor(bot))
    .then(
      ({ answer }) => answer,
      (problem: unknown) => problem,
    );

describe("each maker's bot is signed in its own way", () => {
  it("DingTalk's in the query, by milliseconds", () => {
    const secret = "SECexample0000000000000000000000000000000000000000000000000000000000";
    const { query, body } = requestOf({ ...BOTS.dingtalk, secret }, "早", 1_760_000_000_000);
    expect(query).toBe("&timestamp=1760000000000&sign=NuuZdyIGbhlcaDECbErfcZY%2Bonv7UI8AI5RhJ0RBFyc%3D");
    expect(body).toEqual({ msgtype: "text", text: { content: "早" } });
  });

  it("Feishu's in the body, by seconds", () => {
    const { query, body } = requestOf({ ...BOTS.feishu, secret: "feishu-demo-secret" }, "早", 1_760_000_000_999);
    expect(query).toBe("");
    expect(body).toEqual({
      timestamp: "1760000000",
      sign: "O+dFdjc5z+41sqZby8gv1xVwvKu7x5khBf1OHPGlXDg=",
      msg_type: "text",
      content: { text: "早" },
    });
  });

  it("WeCom's not at all, and neither is one without a secret", () => {
    expect(requestOf(BOTS.wecom, "早", 1)).toEqual({ query: "", body: { msgtype: "text", text: { content: "早" } } });
    const { secret: _, ...open } = BOTS.dingtalk;
    expect(requestOf(open, "早", 1).query).toBe("");
  });

  it.each`
    kind          | most
    ${"wecom"}    | ${2_048}
    ${"dingtalk"} | ${20_000}
    ${"feishu"}   | ${20 * 1024}
  `("a text too long for $kind is cut to what it takes", ({ kind, most }) => {
    const { body } = requestOf(BOTS[kind as keyof typeof BOTS], "督办。".repeat(10_000), 1);
    const { text, content } = body as { text?: { content: string }; content?: { text: string } };
    const bytes = Buffer.byteLength(kind === "feishu" ? JSON.stringify(body) : (text?.content ?? content?.text ?? ""));
    expect(bytes).toBeLessThanOrEqual(most);
    expect(bytes).toBeGreaterThan(most * 0.85);
  });
});

describe("what a bot answers", () => {
  it.each`
    kind          | answer                                                      | end              | says                  | because
    ${"wecom"}    | ${{ body: '{"errcode":0,"errmsg":"ok"}' }}                  | ${"sent"}        | ${"企业微信 ok"}      | ${"it was posted"}
    ${"feishu"}   | ${{ body: '{"code":0,"msg":"success","data":{}}' }}         | ${"sent"}        | ${"飞书 ok"}          | ${"it was posted"}
    ${"feishu"}   | ${{ body: '{"StatusCode":0,"StatusMessage":"success"}' }}   | ${"sent"}        | ${"飞书 ok"}          | ${"older bots answer so"}
    ${"wecom"}    | ${{ body: '{"errcode":93000,"errmsg":"invalid webhook"}' }} | ${Undeliverable} | ${"key 无效"}         | ${"HTTP 200 is no success"}
    ${"wecom"}    | ${{ body: '{"errcode":40058}' }}                            | ${Undeliverable} | ${"内容过长"}         | ${"it does not fit"}
    ${"wecom"}    | ${{ body: '{"errcode":45009}' }}                            | ${Deferred}      | ${"过于频繁"}         | ${"over the limit: later"}
    ${"dingtalk"} | ${{ body: '{"errcode":310000,"errmsg":"sign not match"}' }} | ${Undeliverable} | ${"安全设置不符"}     | ${"the secret is wrong"}
    ${"dingtalk"} | ${{ body: '{"errcode":130101}' }}                           | ${Deferred}      | ${"过于频繁"}         | ${"over the limit: later"}
    ${"feishu"}   | ${{ body: '{"code":19021,"msg":"sign match fail"}' }}       | ${Undeliverable} | ${"签名不符"}         | ${"the secret is wrong"}
    ${"feishu"}   | ${{ body: '{"code":19022}' }}                               | ${Undeliverable} | ${"白名单"}           | ${"our address is not allowed"}
    ${"feishu"}   | ${{ body: '{"code":19024}' }}                               | ${Undeliverable} | ${"关键词"}           | ${"it wants a keyword"}
    ${"feishu"}   | ${{ body: '{"code":9499}' }}                                | ${Undeliverable} | ${"格式不符"}         | ${"it cannot be read"}
    ${"feishu"}   | ${{ body: '{"code":11232}' }}                               | ${Deferred}      | ${"过于频繁"}         | ${"over the limit: later"}
    ${"wecom"}    | ${{ status: 503, body: "" }}                                | ${Deferred}      | ${"HTTP 503"}         | ${"the server is not well"}
    ${"wecom"}    | ${{ status: 404, body: "not here" }}                        | ${Undeliverable} | ${"HTTP 404"}         | ${"there is no such place"}
    ${"wecom"}    | ${{ body: "<html>login</html>" }}                           | ${Undeliverable} | ${"不是机器人的应答"} | ${"somebody else answers"}
  `("$kind, $answer.body: $says, because $because", async ({ kind, answer, end, says }) => {
    answers = answer;
    const result = await sent(BOTS[kind as keyof typeof BOTS]);
    expect(String(result)).toContain(says);
    if (end !== "sent") expect(result).toBeInstanceOf(end);
  });

  it("a redirect is not followed, wherever it leads", async () => {
    answers = { status: 302, headers: { location: here("https://qyapi.weixin.qq.com/elsewhere") }, body: "" };
    expect(await sent(BOTS.wecom)).toBeInstanceOf(Undeliverable);
    expect(asked).toHaveLength(1);
  });

  it("a line that breaks may have posted it", async () => {
    server.removeAllListeners("request").on("request", (request) => request.socket.destroy());
    const broken = await sent(BOTS.wecom);
    expect([broken instanceof Error, broken instanceof Deferred]).toEqual([true, false]);
  });

  it("no line is later", async () => {
    const address = here(BOTS.wecom.url);
    await new Promise((resolve) => server.close(resolve));
    expect(await sent(BOTS.wecom, () => address)).toBeInstanceOf(Deferred);
    server.listen(0, "127.0.0.1");
  });
});

describe("a bot's messages are three seconds apart", () => {
  it.each`
    asked                                      | waits                | because
    ${[["a", 0], ["a", 0], ["a", 0]]}          | ${[0, 3_000, 6_000]} | ${"they come at once"}
    ${[["a", 0], ["b", 0], ["a", 1_000]]}      | ${[0, 0, 2_000]}     | ${"each bot has turns of its own"}
    ${[["a", 0], ["a", 3_000], ["a", 60_000]]} | ${[0, 0, 0]}         | ${"they come slowly enough"}
  `("$asked wait $waits: $because", ({ asked: times, waits }) => {
    const turns = newTurns();
    expect((times as [string, number][]).map(([bot, now]) => turns(bot, now))).toEqual(waits);
  });
});

describe("whom a copy goes to", () => {
  it("a bot that was taken out of the directory gets nothing, nor one whose address is not its maker's", async () => {
    expect(await sent(undefined)).toBeInstanceOf(Undeliverable);
    expect(await sent({ ...BOTS.wecom, url: "https://169.254.169.254/latest" })).toBeInstanceOf(Undeliverable);
    expect(asked).toEqual([]);
  });

  it("a mail goes where mails go", async () => {
    const mail = { ...copyFor(undefined), to: "liaison@shuiwu.example" as never };
    expect(await withChat(mailbox, here).send(mail)).toEqual({ answer: "已放入本机邮箱" });
  });
});
