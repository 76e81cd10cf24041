import { createHmac } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { type Bot, CHATS, cutToBytes, isBot } from "../core/bot.ts";
import { Deferred, type Mailer, Undeliverable } from "../workflows/ports.ts";

/** Between two messages of one bot: WeCom and DingTalk take 20 a minute, and DingTalk blocks who sends more. */
const BETWEEN_MS = 3_000;
const TIMEOUT_MS = 10_000;

/**
 * A mailer whose copies for chat groups go to their bots; its mails go as before. Rule RM-10.
 *
 * @param reach  where a bot is reached: as its address says, but for tests
 * @param now    by what clock its messages are kept apart, in milliseconds
 */
export function withChat(mailer: Mailer, reach = (address: string): string => address, now = Date.now): Mailer {
  const turns = newTurns();
  return {
    atOnce: mailer.atOnce,
    async send(outgoing) {
      if (!isBot(outgoing.to)) return mailer.send(outgoing);
      if (!outgoing.copy) throw new Undeliverable("名录中已没有这个群机器人");
      const { bot, text } = outgoing.copy;
      if (!CHATS[bot.kind].address.test(bot.url)) throw new Undeliverable("群机器人的地址不是该聊天软件的地址");
      await delay(turns(bot.url, now()));
      const { query, body } = requestOf(bot, text, Date.now());
      const response = await posted(reach(bot.url) + query, body);
      return { answer: `${CHATS[bot.kind].name} ${meaningOf(bot, response.status, await response.text())}` };
    },
  };
}

/** The turns of each bot. @returns how many milliseconds to wait for the next one, which is taken with that */
export function newTurns(): (bot: string, now: number) => number {
  const freeAt = new Map<string, number>();
  return (bot, now) => {
    const at = Math.max(freeAt.get(bot) ?? 0, now);
    freeAt.set(bot, at + BETWEEN_MS);
    return at - now;
  };
}

/** @throws Deferred when there is no line; after any other failure it may have arrived */
async function posted(url: string, body: object): Promise<Response> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (problem) {
    const cause = problem instanceof Error ? problem.cause : undefined;
    const noLine = cause instanceof Error && "code" in cause && NO_LINE.test(`${cause.code}`);
    throw noLine ? new Deferred(`连不上聊天软件的服务器（${cause.code}）`) : problem;
  }
}

const NO_LINE = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$|CERT/u;

/** What is posted: each maker signs in its own way. */
export function requestOf(bot: Bot, text: string, ms: number): { query: string; body: object } {
  const content = cutToBytes(text, CHATS[bot.kind].bytes);
  switch (bot.kind) {
    case "wecom":
      return { query: "", body: { msgtype: "text", text: { content } } };
    case "dingtalk":
      return {
        query: bot.secret ? `&timestamp=${ms}&sign=${encodeURIComponent(dingtalkSign(bot.secret, ms))}` : "",
        body: { msgtype: "text", text: { content } },
      };
    case "feishu": {
      const timestamp = String(Math.floor(ms / 1_000));
      const signed = bot.secret ? { timestamp, sign: feishuSign(bot.secret, timestamp) } : {};
      return { query: "", body: { ...signed, msg_type: "text", content: { text: content } } };
    }
  }
}

/** @param ms  milliseconds since 1970 */
const dingtalkSign = (secret: string, ms: number): string =>
  createHmac("sha256", secret).update(`${ms}\n${secret}`).digest("base64");
/** @param timestamp  seconds since 1970 */
const feishuSign = (secret: string, timestamp: string): string =>
  createHmac("sha256", `${timestamp}\n${secret}`).digest("base64");

/** Codes that say: too many, come again. All others are final. */
const LATER: Record<Bot["kind"], readonly number[]> = {
  wecom: [45_009, -1],
  dingtalk: [130_101, -1],
  feishu: [11_232],
};
const WHY: Readonly<Record<number, string>> = {
  93000: "机器人的 key 无效，请重新复制地址",
  40058: "内容过长",
  310000: "安全设置不符（加签密钥、关键词或 IP），请核对 secret",
  19021: "签名不符或时间不准，请核对 secret 和本机时间",
  19022: "本机 IP 不在白名单中",
  19024: "缺少自定义关键词，请在机器人的安全设置中改用签名校验",
  9499: "请求格式不符",
};

/** What an answer means: HTTP 200 alone is no success. @throws Deferred, Undeliverable */
function meaningOf(bot: Bot, status: number, text: string): string {
  const { name } = CHATS[bot.kind];
  if (status === 429 || status >= 500) throw new Deferred(`${name}机器人：HTTP ${status}`);
  const code = status === 200 ? codeIn(text) : undefined;
  if (code === 0) return "ok";
  if (code !== undefined && LATER[bot.kind].includes(code))
    throw new Deferred(`${name}机器人：发送过于频繁（${code}）`);
  const why = code === undefined ? `HTTP ${status}，不是机器人的应答` : `${WHY[code] ?? "拒绝"}（${code}）`;
  throw new Undeliverable(`${name}机器人：${why}`);
}

/** `errcode` of WeCom and DingTalk, `code` of Feishu; undefined when the answer is none of theirs. */
function codeIn(text: string): number | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null) return undefined;
    const { errcode, code, StatusCode }: Record<string, unknown> = { ...answer };
    return [errcode, code, StatusCode].find((each) => typeof each === "number");
  } catch {
    return undefined;
  }
}
