import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bot, cutToBytes } from "../../functions/core/bot.ts";
import { groupOf } from "../../functions/core/contacts.ts";
import { Directory } from "../../functions/core/directory.ts";
import { directory, UNIT } from "../story/three-units.ts";

const WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx";
const DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=a1b2";
const FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/0000-11";

describe("RM-10 a unit's chat group gets a short copy of its reminders and rungs, one a day for all who share it; the mail is the record", () => {
  it("units with one group have one address between them, others none", () => {
    const people = directory();
    const bot = { kind: "wecom", url: WECOM };
    const own = { kind: "feishu", url: FEISHU, secret: "geheim" };
    const units = people.units.map((unit) => ({
      ...unit,
      ...((unit.id === "shuiwu" || unit.id === "chengguan") && { bot }),
      ...(unit.id === "ducha" && { bot: own }),
    }));
    const known = Directory.parse({ ...people, units });
    expect(groupOf(UNIT.water, known)).toEqual([{ mail: "chat:shuiwu" }]);
    expect(groupOf(UNIT.city, known)).toEqual([{ mail: "chat:shuiwu" }]);
    expect(groupOf("ducha" as never, known)).toEqual([{ mail: "chat:ducha" }]);
    expect(groupOf(UNIT.gardens, known)).toEqual([]);
  });
});

describe("a bot's address is one of its maker, and nothing else", () => {
  it.each`
    bot                                                    | because
    ${{ kind: "wecom", url: WECOM }}                       | ${"as WeCom gives it"}
    ${{ kind: "dingtalk", url: DINGTALK }}                 | ${"as DingTalk gives it"}
    ${{ kind: "dingtalk", url: DINGTALK, secret: "SEC1" }} | ${"with a secret to sign by"}
    ${{ kind: "feishu", url: FEISHU, secret: "s" }}        | ${"as Feishu gives it"}
  `("$bot.kind is taken: $because", ({ bot }) => expect(Bot.safeParse(bot).error).toBeUndefined());

  it.each`
    url                                                                             | because
    ${"http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"}                      | ${"without encryption"}
    ${"https://169.254.169.254/latest/meta-data/"}                                  | ${"an address of the cloud's own"}
    ${"https://127.0.0.1/cgi-bin/webhook/send?key=1"}                               | ${"this machine"}
    ${"https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=1"}        | ${"a name that only begins alike"}
    ${"https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key=1"}        | ${"the maker's name as a user's"}
    ${"https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=1"}                | ${"another port"}
    ${"https://qyapi.weixin.qq.com/cgi-bin/webhook/../gettoken?key=1"}              | ${"another place there"}
    ${"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1&debug=1"}             | ${"something more"}
    ${"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1\nHost: evil.example"} | ${"a second line"}
    ${DINGTALK}                                                                     | ${"another maker's"}
    ${""}                                                                           | ${"nothing"}
  `("as WeCom's is refused: $because", ({ url }) => {
    const [issue] = Bot.safeParse({ kind: "wecom", url }).error?.issues ?? [];
    expect(issue?.message).toContain("请在企业微信群里复制机器人的 Webhook 地址");
  });
});

describe("a copy is cut by bytes, and no character is halved", () => {
  it.each`
    text        | most  | cut       | because
    ${"督办"}   | ${6}  | ${"督办"} | ${"it fits to the byte"}
    ${"督办办"} | ${8}  | ${"督…"}  | ${"three bytes a character, and three for what is left out"}
    ${"督办办"} | ${7}  | ${"督…"}  | ${"a byte too few for one more"}
    ${"a👨‍👩‍👧b"}   | ${10} | ${"a…"}   | ${"a family is one character of eighteen bytes"}
    ${"ab"}     | ${2}  | ${"ab"}   | ${"letters have one byte"}
  `("$text in $most bytes is $cut: $because", ({ text, most, cut }) => expect(cutToBytes(text, most)).toBe(cut));

  it("whatever it is, what is kept fits and is how it began", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 3, max: 100 }), (text, most) => {
        const cut = cutToBytes(text, most);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
        expect(cut === text || text.startsWith(cut.slice(0, -1))).toBe(true);
      }),
    );
  });
});
