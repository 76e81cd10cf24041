import { request } from "node:https";
import type { Emulator } from "./emulator.ts";

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Asked {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Asks AWS over HTTPS, for what no client of ours is there for. */
export const ask = ({ ca, port }: Emulator, { method, path, headers = {}, body = "" }: Asked): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, ca, servername: "localhost", method, path, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(parts).toString(),
        }),
      );
    });
    sent.once("error", reject);
    sent.end(body);
  });

/** A call of a service in the name of the account; the emulator believes the account, and looks at no signature of its root. */
export async function call(emulator: Emulator, service: string, asked: Asked): Promise<Answer> {
  const { AWS_ACCESS_KEY_ID: account, AWS_REGION: region } = emulator.env;
  const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20240401/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`;
  const answer = await ask(emulator, { ...asked, headers: { ...asked.headers, authorization } });
  if (answer.status >= 300)
    throw new Error(`${service} ${asked.method} ${asked.path}: ${answer.status} ${answer.body}`);
  return answer;
}
