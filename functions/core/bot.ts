import { z } from "zod";

/** How the makers of chat programs let a group's bot be addressed, and how much a message may hold. */
export const CHATS = {
  wecom: {
    name: "企业微信",
    address: /^https:\/\/qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=[\w-]{1,100}$/,
    example: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…",
    bytes: 2_048,
  },
  dingtalk: {
    name: "钉钉",
    address: /^https:\/\/oapi\.dingtalk\.com\/robot\/send\?access_token=[\w-]{1,100}$/,
    example: "https://oapi.dingtalk.com/robot/send?access_token=…",
    bytes: 20_000,
  },
  feishu: {
    name: "飞书",
    address: /^https:\/\/open\.feishu\.cn\/open-apis\/bot\/v2\/hook\/[\w-]{1,100}$/,
    example: "https://open.feishu.cn/open-apis/bot/v2/hook/…",
    // 20 KB are for the whole request
    bytes: 18_000,
  },
} as const;

/** The bot of a unit's chat group. Its address is what a person typed: only the makers' own are taken. */
export const Bot = z
  .strictObject({
    kind: z.enum(["wecom", "dingtalk", "feishu"]),
    url: z.string(),
    /** With which it is signed: 加签. WeCom has none. */
    secret: z.string().min(1).max(200).optional(),
  })
  .superRefine(({ kind, url, secret }, context) => {
    const { name, address, example } = CHATS[kind];
    if (!address.test(url))
      context.addIssue({
        code: "custom",
        path: ["url"],
        message: `这不是${name}群机器人的地址。请在${name}群里复制机器人的 Webhook 地址，形如 ${example}`,
      });
    if (kind === "wecom" && secret)
      context.addIssue({
        code: "custom",
        path: ["secret"],
        message: "企业微信群机器人没有加签密钥。请删去 secret。",
      });
  });
export type Bot = z.infer<typeof Bot>;

/** Whom a copy in a chat is for: the bot of a unit. In place of a mailbox in messages. */
export const BotAddress = z
  .string()
  .regex(/^chat:[a-z][a-z0-9-]{1,39}$/)
  .brand<"BotAddress">();
export type BotAddress = z.infer<typeof BotAddress>;

export const isBot = (address: string): address is BotAddress => address.startsWith("chat:");

/** As much of a text as fits into so many bytes of UTF-8; what is left out shows as `…`, and no character is halved. */
export function cutToBytes(text: string, most: number): string {
  if (bytesOf(text) <= most) return text;
  let [kept, left] = ["", most - bytesOf("…")];
  for (const { segment } of new Intl.Segmenter("zh").segment(text)) {
    left -= bytesOf(segment);
    if (left < 0) break;
    kept += segment;
  }
  return `${kept}…`;
}
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
