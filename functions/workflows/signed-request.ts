import { DutyKey } from "../core/duty.ts";
import { secretVersions } from "../core/key-versions.ts";
import { factsKnown } from "./message-facts.ts";
import type { PlanFacts, Ports } from "./ports.ts";

/** A request as it came: the address names the duty, the headers sign the body (Standard Webhooks). */
export interface SignedRequest {
  address: { plan?: string | undefined; period?: string | undefined; unit?: string | undefined };
  headers: Record<string, string | undefined>;
  body: string;
}

/**
 * The duty that a signed request is about. Undefined when its signature or address is wrong, whatever is wrong with it:
 * nothing can be found out by trying.
 */
export async function signedFor(
  { address, headers, body }: SignedRequest,
  ports: Ports,
): Promise<{ key: DutyKey; facts: PlanFacts; id: string } | undefined> {
  const key = DutyKey.safeParse(address).data;
  const id = headers["webhook-id"];
  const facts = key && (await factsKnown(ports).plan(key.plan));
  const by = key &&
    facts && { ...key, versions: secretVersions(await ports.store.keyVersions(key.plan), key.unit, ports.now()) };
  if (key && facts && by && id && ports.keys.isSigned(by, headers, body)) return { key, facts, id };
  ports.log({ what: "signature refused" });
  return undefined;
}
