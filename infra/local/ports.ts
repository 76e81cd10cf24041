import type { Ports } from "../../functions/workflows/ports.ts";
import type { LocalQueues } from "./queues.ts";

let opened: { ports: Ports; queues: LocalQueues } | undefined;

/** The ports of the deployment that this process has open. */
export const ports = async (): Promise<Ports> => theOpened().ports;
/** Its queues. */
export const queues = (): LocalQueues => theOpened().queues;

export function usePorts(ports: Ports, queues: LocalQueues): void {
  opened = { ports, queues };
}

function theOpened() {
  if (!opened) throw new Error("no deployment is open: call openDeployment first");
  return opened;
}
