import type { Ports } from "../../functions/workflows/ports.ts";

let opened: Ports | undefined;

/** The ports of the deployment that this process has open. */
export function ports(): Ports {
  if (!opened) throw new Error("no deployment is open: call openDeployment first");
  return opened;
}

export function usePorts(given: Ports): void {
  opened = given;
}
