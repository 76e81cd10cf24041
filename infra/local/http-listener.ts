import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpAnswer, HttpEvent } from "../../functions/handlers/http.ts";

/** As much as API Gateway and Lambda allow. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/**
 * Listens on this machine only, and only for requests that name it: a page elsewhere cannot reach it by a name of its own.
 *
 * @param behind  the host by which a TLS proxy on this machine is reached, if there is one: it may pass requests on
 */
export async function listenForHttp(
  port: number,
  answer: (event: HttpEvent) => Promise<HttpAnswer>,
  failed: (problem: unknown) => void,
  behind?: string,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(
    {
      requestTimeout: 30_000,
      headersTimeout: 10_000,
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => {
      serve(request, response).catch((problem: unknown) => {
        failed(problem);
        if (!response.headersSent) send(response, plain(500, "出错了，请稍后再试。"));
      });
    },
  );
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isThisMachine(request) && (behind === undefined || request.headers.host !== behind))
      return send(response, plain(404, "没有这个页面。"));
    const body = await bodyOf(request);
    if (body === undefined) return send(response, plain(413, "内容超过4MB，请拆分后再发。"));
    send(response, await answer(eventOf(request, body)));
  };
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  // an open TCP server has an AddressInfo
  const { port: bound } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: bound, close };
}

/** A localhost Host header and no sign of a proxy: whoever passes on requests from elsewhere is not this machine. */
function isThisMachine({ headers }: IncomingMessage): boolean {
  const forwarded = Object.keys(headers).some(
    (name) => name === "forwarded" || name === "via" || name.startsWith("x-forwarded") || name === "x-real-ip",
  );
  return !forwarded && /^(localhost|127\.0\.0\.1)(:\d+)?$/iu.test(headers.host ?? "");
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function eventOf({ method = "GET", url = "/", headers }: IncomingMessage, body: Buffer): HttpEvent {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const named = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return {
    rawPath: pathname,
    headers: Object.fromEntries(named),
    cookies: (headers.cookie ?? "").split(/;\s*/u),
    queryStringParameters: Object.fromEntries(searchParams),
    requestContext: { http: { method } },
    body: body.toString("base64"),
    isBase64Encoded: true,
  };
}

function send(response: ServerResponse, { statusCode, headers, body, isBase64Encoded }: HttpAnswer): void {
  response.writeHead(statusCode, headers).end(isBase64Encoded ? Buffer.from(body, "base64") : body);
}

const plain = (statusCode: number, body: string): HttpAnswer => ({
  statusCode,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body,
  isBase64Encoded: false,
});
