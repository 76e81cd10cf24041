import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Server = z.object({ pid: z.int(), http: z.int(), smtp: z.int() });
type Server = z.infer<typeof Server>;

export const clockFile = (folder: string): string => join(folder, "clock.json");
const serverFile = (folder: string): string => join(folder, "serve.json");

/** The server that runs on a folder, if one does. */
export function runningServer(folder: string): Server | undefined {
  try {
    const server = Server.parse(JSON.parse(readFileSync(serverFile(folder), "utf8")));
    process.kill(server.pid, 0);
    return server.pid === process.pid ? undefined : server;
  } catch {
    return undefined;
  }
}

export const noteServer = (folder: string, server: Server): void =>
  writeFileSync(serverFile(folder), JSON.stringify(server));
export const forgetServer = (folder: string): void => rmSync(serverFile(folder), { force: true });
