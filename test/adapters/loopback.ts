import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came over the wire. */
export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}
export interface Answered {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** A server on this machine that speaks a service's protocol, as far as a spec needs it. `"hang up"` breaks the line. */
export async function listenOnLoopback(
  answer: (asked: Asked) => Answered | "hang up" | Promise<Answered | "hang up">,
): Promise<{ endpoint: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    const answered = await answer({ method, path: decodeURI(url), headers, body: Buffer.concat(chunks) });
    if (answered === "hang up") return void request.socket.destroy();
    response.writeHead(answered.status ?? 200, answered.headers).end(answered.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // an open TCP server has an AddressInfo
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** How the clients of AWS reach such a server. */
export const clientOf = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  maxAttempts: 1,
});
