import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Server = z.object({ pid: z.int(), http: z.int(), smtp: z.int() });
type Server = z.infer<typeof Server>;

export const clockFile = (folder: string): string => join(folder, "clock.json");
const serverFile = (folder: string): string => join(folder, "serve.json");

/** The server that runs on a folder, if one does: after a power cut its number may be another process's. */
export async function runningServer(folder: string): Promise<Server | undefined> {
  try {
    const server = Server.parse(JSON.parse(readFileSync(serverFile(folder), "utf8")));
    process.kill(server.pid, 0);
    await fetch(`http://127.0.0.1:${server.http}/style.css`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    return server.pid === process.pid ? undefined : server;
  } catch {
    return undefined;
  }
}
const ANSWERS_WITHIN_MS = 5_000;

export const noteServer = (folder: string, server: Server): void =>
  writeFileSync(serverFile(folder), JSON.stringify(server));
export const forgetServer = (folder: string): void => rmSync(serverFile(folder), { force: true });
