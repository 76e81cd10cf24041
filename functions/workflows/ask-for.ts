import { decidersFor } from "../core/contacts.ts";
import type { DutyKey, Request } from "../core/duty.ts";
import { asked, type Undecided } from "../core/review.ts";
import { putDuty } from "./history.ts";
import type { Ports } from "./ports.ts";
import { runOf, tellAtOnce } from "./run.ts";

/** Keeps what a unit asks for on a page (延期, 免报), and tells whoever decides. Rules RV-2, RV-3 */
export async function askFor(
  key: DutyKey,
  request: Pick<Request, "kind" | "why" | "until" | "from">,
  ports: Ports,
): Promise<Undecided | undefined> {
  const plan = await ports.store.plan(key.plan);
  if (!plan) return "no-duty";
  if (request.why.trim().length < 2) return "no-why";
  const at = ports.now();
  const run = await runOf(plan, at, ports);
  return ports.store.change(async (changes) => {
    const duty = await ports.store.duty(key);
    const requested = duty && asked(duty, { ...request, at });
    if (!requested) return "no-duty";
    const { kind, why, until, from } = request;
    putDuty(changes, requested, [{ at, kind: "Requested", by: from, detail: { request: kind, why, until } }], ports);
    for (const decider of decidersFor(key.unit, plan.settings, run.directory))
      await tellAtOnce(
        changes,
        at,
        decider,
        `request#${key.plan}#${key.period}#${key.unit}#${at}#${decider.mail}`,
        { kind: "request", ...key, round: requested.round, request: kind },
        ports,
        "office",
      );
    return undefined;
  });
}
