import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withChat } from "../../functions/adapters/chat.ts";
import { epochMs } from "../../functions/core/day.ts";
import { Directory } from "../../functions/core/directory.ts";
import { directory, MAIL } from "./three-units.ts";
import { departmentsAtOnce, openWorld, type World } from "./world.ts";

const SHARED = { kind: "wecom", url: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=shared" };
const SUPERVISORS = { kind: "feishu", url: "https://open.feishu.cn/open-apis/bot/v2/hook/supervisors", secret: "s" };

/** 区水务局 and 区城管局 are in one group, the supervision office has its own, 区园林局 has none. */
function people(): Directory {
  const known = directory();
  const botOf: Record<string, unknown> = { shuiwu: SHARED, chengguan: SHARED, ducha: SUPERVISORS };
  return Directory.parse({ ...known, units: known.units.map((unit) => ({ ...unit, bot: botOf[unit.id] })) });
}

describe("copies for chat groups, through a month", () => {
  let world: World;
  let posted: { to: string; text: string }[];
  let answer: string;
  let close: () => Promise<void>;

  beforeEach(async () => {
    posted = [];
    answer = '{"errcode":0,"code":0}';
    const server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      const { text, content } = JSON.parse(body);
      posted.push({
        to: request.url?.includes("/hook/") ? "supervisors" : "shared",
        text: text?.content ?? content?.text,
      });
      response.end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    close = () => new Promise((resolve) => server.close(() => resolve()));
    // an open TCP server has an AddressInfo
    const { port } = server.address() as AddressInfo;
    const departments = departmentsAtOnce();
    const reach = (address: string): string => address.replace(/^https:\/\/[^/]+/u, `http://127.0.0.1:${port}`);
    const mailer = withChat(departments.mailer, reach, () => epochMs(world.clock.now()));
    world = await openWorld("2024-04-29 08:50", { people: people(), departments: { ...departments, mailer } });
  });
  afterEach(async () => {
    await world.close();
    await close();
  });

  const texts = (to: string): string[] => posted.filter((each) => each.to === to).map(({ text }) => text);

  it("one a day for all who share the group, of those only who still owe; supervisors get the digest", async () => {
    await world.turnTo("2024-04-29 09:15");
    expect(texts("shared")).toEqual([
      [
        "【5月7日截止】请报送2024年4月进展，共2项（区城管局）：绿地-2-1、2-2。",
        "【5月7日截止】请报送2024年4月进展，共3项（区水务局）：清水-1-1、1-2、2-1。",
        "请由联络员直接回复邮箱里的提醒邮件报送，群里的消息不作为报送。",
        "涉密、敏感信息禁止在群内发送。",
      ].join("\n"),
    ]);
    await world.reply({
      from: MAIL.city.liaison,
      to: await world.last(MAIL.city.liaison),
      text: "绿地-2-1 已完成40%。\n绿地-2-2 本月无进展。",
    });
    await world.passTo("2024-05-06 09:15");
    expect(texts("shared").at(-1)?.split("\n")[0]).toBe(
      "【5月7日截止】请报送2024年4月进展，共3项（区水务局）：清水-1-1、1-2、2-1。",
    );
    expect(texts("shared").at(-1)).not.toContain("区城管局");
    await world.passTo("2024-05-07 17:45");
    expect(texts("supervisors")).toEqual([
      "《环境整治2024年行动计划》2024年4月进展今天24:00截止，3个单位中已有1个报齐。尚未报齐：区水务局、区园林局。\n详情见发至督查负责人邮箱的邮件。\n涉密、敏感信息禁止在群内发送。",
    ]);
    await world.passTo("2024-05-08 09:15");
    expect(texts("shared").at(-1)).toContain("区水务局2024年4月进展逾期1个工作日，还缺3项");
    expect(texts("supervisors")).toHaveLength(2);
    expect(await world.told(MAIL.water.liaison)).toEqual([
      "Mon 2024-04-29 09:00 reminder:opening",
      "Mon 2024-05-06 09:00 reminder:reminder",
      "Tue 2024-05-07 09:00 reminder:due-day",
      "Wed 2024-05-08 09:00 rung:1",
    ]);
  });

  it("a bot that refuses keeps no mail from going, and the operator is told", async () => {
    answer = '{"errcode":93000,"errmsg":"invalid webhook url"}';
    await world.turnTo("2024-04-29 09:15");
    expect(await world.told(MAIL.water.liaison)).toEqual(["Mon 2024-04-29 09:00 reminder:opening"]);
    await world.passTo("2024-04-30 09:15");
    expect((await world.inbox(MAIL.operator)).flatMap(({ lines }) => lines.map(({ text }) => text)).join()).toMatch(
      /群机器人.*key 无效/su,
    );
  });

  it("one that takes no more for now is tried again, and posts once", async () => {
    answer = '{"errcode":45009}';
    await world.turnTo("2024-04-29 09:00");
    answer = '{"errcode":0}';
    posted = [];
    await world.turnTo("2024-04-29 10:00");
    expect(texts("shared")).toHaveLength(1);
    await world.turnTo("2024-04-29 12:00");
    expect(texts("shared")).toHaveLength(1);
  });
});
