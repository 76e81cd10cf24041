import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A line to a server on this machine that breaks once the server has said so many bytes. */
export interface CutLine {
  port: number;
  /** Bytes that the server has said, over all connections. */
  said(): number;
  /** From now on it breaks after so many bytes more. */
  cutAfter(bytes: number): void;
  close(): Promise<void>;
}

export async function lineTo(port: number): Promise<CutLine> {
  let said = 0;
  let until = Number.POSITIVE_INFINITY;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    }
    client.pipe(upstream);
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    upstream.on("data", (bytes: Buffer) => {
      const left = until - said;
      said += Math.min(bytes.length, left);
      client.write(bytes.subarray(0, Math.min(bytes.length, left)), () => bytes.length >= left && client.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    // an open TCP server has an AddressInfo
    port: (server.address() as AddressInfo).port,
    said: () => said,
    cutAfter: (bytes) => {
      until = said + bytes;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
