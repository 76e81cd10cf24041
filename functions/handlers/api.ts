import type { Instant } from "../core/day.ts";
import type { Ports } from "../workflows/ports.ts";
import { signedFor } from "../workflows/signed-request.ts";
import { entry } from "./entry.ts";
import { type HttpAnswer, HttpEvent, jsonAnswer } from "./http.ts";
import { pacer } from "./requests-a-minute.ts";

/** What is refused at the door is the same whatever is wrong. */
const REFUSED = jsonAnswer(401, {
  error:
    "签名或地址无效。请核对地址中的计划、月份和单位，用本单位的密钥对原始正文签名，时间戳与当前时间相差不超过5分钟。",
});

type Signed = NonNullable<Awaited<ReturnType<typeof signedFor>>> & { body: string; at: Instant };

/** So many signed requests a minute of one unit are answered. */
const pace = pacer(60);

/** A signed request of a unit's own system: refused when it is not signed, put off when there are too many. */
export const signed = (answer: (request: Signed, ports: Ports) => Promise<HttpAnswer>) =>
  entry(HttpEvent, async (event, ports) => {
    const at = ports.now();
    const body = bodyOf(event);
    const request = await signedFor({ address: event.pathParameters ?? {}, headers: event.headers, body }, ports);
    if (!request) return REFUSED;
    const waitSeconds = pace(`${request.key.plan} ${request.key.unit}`, at);
    if (waitSeconds > 0) return tooMany(waitSeconds);
    if (!(await ports.store.duty(request.key)))
      return jsonAnswer(404, { error: `${request.key.period} 没有贵单位的报送任务。请核对月份。` });
    return answer({ ...request, body, at }, ports);
  });

const bodyOf = ({ body = "", isBase64Encoded }: HttpEvent): string =>
  Buffer.from(body, isBase64Encoded ? "base64" : "utf8").toString("utf8");

function tooMany(waitSeconds: number): HttpAnswer {
  const { headers, ...rest } = jsonAnswer(429, { error: `请求过于频繁。请在 ${waitSeconds} 秒之后再发。` });
  return { ...rest, headers: { ...headers, "retry-after": String(waitSeconds) } };
}
