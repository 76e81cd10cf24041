import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/**
 * Where SES takes mail in. AWS adds regions: then add them here.
 *
 * @source https://docs.aws.amazon.com/general/latest/gr/ses.html, “Email receiving endpoints”
 */
const RECEIVING_REGIONS = [
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "ca-central-1",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-2",
];

/** One deployment in the cloud, as `data/stages/<name>.json` says it. */
export const Stage = z
  .strictObject(
    {
      /** The only account it may go to: with other credentials nothing is deployed. */
      account: z
        .string("account 缺失。请写上 12 位 AWS 账号")
        .regex(/^\d{12}$/, "account 不是 12 位数字。请核对 AWS 账号"),
      region: z
        .string("region 缺失。请写上区域，如 us-east-1、cn-north-1")
        .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "region 不像区域名。请写成 us-east-1、cn-north-1 这样"),
      /** Of our own addresses. Used for nothing else: with SES all its mail comes to us. */
      domain: z
        .string("domain 缺失。请写上督办专用的邮件域名，如 duban.某单位的域名")
        .regex(
          /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
          "domain 不是域名。请只写域名，小写，不带 @ 和 https://",
        ),
      mail: z.enum(["ses", "smtp"], "mail 只能是 ses（AWS 收发）或 smtp（本单位邮件服务器，中国区域用这个）"),
      /** What the provider allows in all: of SES the account's “maximum send rate”, 1 in the sandbox. */
      mailPerSecond: z
        .number("mailPerSecond 缺失或不是数字。请写上邮件服务商允许的每秒封数")
        .positive("mailPerSecond 要大于 0。请写上邮件服务商允许的每秒封数"),
      alarmAddress: z.email("alarmAddress 缺失或不是邮箱。请写上出现故障时由谁收信"),
      /** What links in mails begin with, where a gateway of the office stands in front of ours. */
      publicUrl: z
        .url({ protocol: /^https$/, error: "publicUrl 不是 https:// 开头的网址。没有自己的网址时请删去这一项" })
        .optional(),
    },
    {
      error: ({ code, keys }) =>
        code === "unrecognized_keys"
          ? `不认识 ${keys.join("、")}。请核对拼写，或删去`
          : "内容不是一个对象。请对照其他部署文件改正",
    },
  )
  .check(({ value: { mail, region }, issues }) => {
    if (mail === "smtp" || RECEIVING_REGIONS.includes(region)) return;
    const message = region.startsWith("cn-")
      ? `${region} 没有 SES。请把 mail 改为 smtp，用本单位的邮件服务器收发`
      : `SES 在 ${region} 不收信，回复会丢。请把 region 改为 ${RECEIVING_REGIONS.join("、")} 之一，或把 mail 改为 smtp`;
    issues.push({ code: "custom", message, input: region });
  });
export type Stage = z.infer<typeof Stage>;

/** What is wrong with the stages as written; the message is for whoever wrote them. */
export class StageRejected extends Error {
  override readonly name = "StageRejected";
}

/**
 * The stages of a folder by name, or the one that is wanted.
 *
 * @throws StageRejected with all that is wrong
 */
export function stagesIn(folder: string, wanted?: string): Map<string, Stage> {
  const names = readdirSync(folder).flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []);
  if (wanted !== undefined && !names.includes(wanted))
    throw new StageRejected(
      `没有名为 ${wanted} 的部署。现有：${names.join("、")}。新的部署请写在 data/stages/${wanted}.json。`,
    );
  const all = new Map(names.map((name) => [name, stageIn(folder, name)]));
  refuseNeighbours(all);
  return new Map([...all].filter(([name]) => wanted === undefined || name === wanted));
}

function stageIn(folder: string, name: string): Stage {
  const file = `data/stages/${name}.json`;
  if (!/^[a-z][a-z0-9]{0,15}$/.test(name))
    throw new StageRejected(`${file}：文件名就是部署名，只能用小写字母和数字，16 个字以内。请改名。`);
  const result = Stage.safeParse(json(join(folder, `${name}.json`), file));
  if (result.success) return result.data;
  throw new StageRejected(result.error.issues.map(({ message }) => `${file}：${message}。`).join("\n"));
}

function json(path: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new StageRejected(`${file}：不是 JSON。请检查逗号、引号是否成对。`);
  }
}

/** SES has one active receipt rule set for an account and region, and metrics have no stage in their name. */
function refuseNeighbours(stages: ReadonlyMap<string, Stage>): void {
  const places = Map.groupBy(stages, ([, { account, region }]) => `账号 ${account} 的 ${region}`);
  for (const [place, here] of places)
    if (here.length > 1)
      throw new StageRejected(
        `${here.map(([name]) => name).join("、")} 都在${place}。一个账号的一个区域只放一个部署（SES 收信规则和指标是共用的）。请换账号或区域。`,
      );
}
