import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stagesIn } from "../../infra/stage.ts";

const good = {
  account: "123456789012",
  region: "us-east-1",
  domain: "duban.daxing.example",
  mail: "ses",
  mailPerSecond: 14,
  alarmAddress: "operator@daxing.example",
};

/** A folder with stages, each as it is written. */
function folderOf(files: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), "duban-stages-"));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, `${name}.json`), typeof content === "string" ? content : JSON.stringify(content));
  return folder;
}
const without = (key: keyof typeof good) => ({ ...good, [key]: undefined });

describe("a stage as it should be is taken", () => {
  it("all of a folder, or the one that is wanted", () => {
    const folder = folderOf({ office: good, test: { ...good, region: "us-west-2" } });
    expect([...stagesIn(folder).keys()].toSorted()).toEqual(["office", "test"]);
    expect([...stagesIn(folder, "test")]).toEqual([["test", { ...good, region: "us-west-2" }]]);
  });
  it("in China with the office's own server", () => {
    const china = { ...good, region: "cn-northwest-1", mail: "smtp", publicUrl: "https://duban.daxing.example" };
    expect(stagesIn(folderOf({ china })).get("china")).toEqual(china);
  });
});

describe("before anything is made, whoever wrote a stage is told what is wrong, where, and what to do", () => {
  it.each`
    stage                                         | sentence                                                            | because
    ${without("domain")}                          | ${"data/stages/office.json：domain 缺失。请写上督办专用的邮件域名"} | ${"no mail has a sender without it"}
    ${{ ...good, domain: "@daxing.example" }}     | ${"domain 不是域名。请只写域名"}                                    | ${"an address or a URL is written easily"}
    ${without("account")}                         | ${"account 缺失。请写上 12 位 AWS 账号"}                            | ${"it could go into any account"}
    ${{ ...good, account: "1234-5678-9012" }}     | ${"account 不是 12 位数字"}                                         | ${"consoles show it with dashes"}
    ${without("region")}                          | ${"region 缺失"}                                                    | ${"it could go into any region"}
    ${{ ...good, region: "Beijing" }}             | ${"region 不像区域名"}                                              | ${"a place is no region"}
    ${{ ...good, region: "ap-east-1" }}           | ${"SES 在 ap-east-1 不收信，回复会丢。请把 region 改为 us-east-1"}  | ${"replies would bounce"}
    ${{ ...good, region: "cn-north-1" }}          | ${"cn-north-1 没有 SES。请把 mail 改为 smtp"}                       | ${"AWS China has none"}
    ${{ ...good, mail: "pop3" }}                  | ${"mail 只能是 ses（AWS 收发）或 smtp"}                             | ${"there are two ways"}
    ${{ ...good, mailPerSecond: 0 }}              | ${"mailPerSecond 要大于 0"}                                         | ${"nothing would ever be sent"}
    ${{ ...good, mailPerSecond: "14" }}           | ${"mailPerSecond 缺失或不是数字"}                                   | ${"quotation marks make it a text"}
    ${{ ...good, alarmAddress: "值班室" }}        | ${"alarmAddress 缺失或不是邮箱"}                                    | ${"an alarm that reaches nobody is none"}
    ${{ ...good, publicUrl: "http://d.example" }} | ${"publicUrl 不是 https:// 开头的网址"}                             | ${"links carry tokens"}
    ${{ ...good, domian: "d.example" }}           | ${"不认识 domian。请核对拼写，或删去"}                              | ${"a misspelt setting would be silently none"}
    ${"[]"}                                       | ${"内容不是一个对象"}                                               | ${"a list says nothing"}
    ${'{"account": }'}                            | ${"data/stages/office.json：不是 JSON"}                             | ${"commas are forgotten"}
  `("$because: $sentence", ({ stage, sentence }) => {
    expect(() => stagesIn(folderOf({ office: stage }))).toThrow(sentence);
  });

  it("all at once", () => {
    const { domain: _, alarmAddress: __, ...rest } = good;
    expect(() => stagesIn(folderOf({ office: rest }))).toThrow(/domain 缺失.*alarmAddress 缺失/s);
  });

  it("for a stage that is not there, with those that are", () => {
    expect(() => stagesIn(folderOf({ office: good }), "offcie")).toThrow(
      "没有名为 offcie 的部署。现有：office。新的部署请写在 data/stages/offcie.json。",
    );
  });

  it("for a name that names of buckets do not take", () => {
    expect(() => stagesIn(folderOf({ My_Office: good }))).toThrow("只能用小写字母和数字");
  });

  it("for two stages that would take each other's mail", () => {
    expect(() => stagesIn(folderOf({ one: good, two: good }))).toThrow(
      /one、two 都在账号 123456789012 的 us-east-1。.*请换账号或区域/,
    );
  });
});
