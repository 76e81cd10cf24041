import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

/** What a deployment keeps secret. */
const Secret = z.object({
  /** All keys derive from it. Made once; another one makes every token that was sent out void. */
  secret: z.string().min(32),
  /** The office's own servers, with user and password, where mail is not SES's. */
  smtp: z.url({ protocol: /^smtps?$/ }).optional(),
  imap: z.url({ protocol: /^imaps?$/ }).optional(),
  /** What its server for mail in calls itself in Authentication-Results. */
  authservId: z.string().min(1).optional(),
});
export type Secret = z.infer<typeof Secret>;

/** @throws Error that says, in Chinese, what is missing and how to put it there; nothing of the secret itself is in it */
export async function readSecret(client: SecretsManagerClient, id: string): Promise<Secret> {
  const text = await client.send(new GetSecretValueCommand({ SecretId: id })).then(
    ({ SecretString }) => SecretString ?? "",
    (problem: unknown) => {
      const why = problem instanceof Error ? problem.name : String(problem);
      throw new Error(
        `读不到密钥 ${id}（${why}）。请在 Secrets Manager 中核对它存在，且有权读取；没有就重新部署，让部署生成它。`,
      );
    },
  );
  const secret = Secret.safeParse(jsonOf(text));
  if (secret.success) return secret.data;
  throw new Error(`密钥 ${id} 的内容不对：${wrongIn(secret.error)}。${SHAPE}`);
}

const SHAPE =
  '应为 JSON：{"secret":"至少32个字符的随机串","smtp":"smtps://用户:密码@服务器:465","imap":"imaps://用户:密码@服务器/INBOX","authservId":"收信服务器在 Authentication-Results 里的名字"}，后三项只在用本单位邮件服务器时填写。';

/** Which fields, never what stands in them. */
const wrongIn = ({ issues }: z.ZodError): string =>
  [...new Set(issues.map(({ path }) => path.join(".") || "不是 JSON 对象"))].join("、");

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
