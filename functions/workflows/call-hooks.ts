import { operatorsOf } from "../core/contacts.ts";
import type { Instant } from "../core/day.ts";
import { failed, type Hook, type HookCall, putOff } from "../core/hook.ts";
import { secretVersions } from "../core/key-versions.ts";
import type { Changes, Ports, Stored } from "./ports.ts";
import { pagesOf, runOf, tellToday } from "./run.ts";

/** So many systems are called at once. */
const AT_ONCE = 20;

/**
 * Sends events to the units' own systems. What does not get through is sent again, later each time; an address to which nothing
 * got through for three days is switched off, and the operator told. The same event may come twice, with the same id.
 */
export async function callHooks({ at }: { at: Instant }, ports: Ports): Promise<void> {
  for await (const page of pagesOf(ports.store.hookCalls(at), AT_ONCE))
    await Promise.all(page.map((call) => callHook(call, ports)));
}

async function callHook({ event }: HookCall, ports: Ports): Promise<void> {
  const { plan, unit, id } = event;
  const hook = (await ports.store.hooks(plan)).units[unit];
  const versions = secretVersions(await ports.store.keyVersions(plan), unit, ports.now());
  const result =
    hook && !hook.off
      ? await ports.callHook({ plan, unit, versions, url: hook.url, id, body: JSON.stringify(event) })
      : "dropped";
  ports.log({ what: `hook ${typeof result === "string" ? result : "failed"}`, event: id });
  await ports.store.change(async (changes) => {
    const call = await ports.store.hookCall(id);
    if (call?.state !== "waiting") return;
    const hooks = await ports.store.hooks(plan);
    const now = hooks.units[unit];
    const next = now && nextOf(now, result, ports.now());
    if (next && JSON.stringify(next) !== JSON.stringify(now))
      changes.hooks({ ...hooks, units: { ...hooks.units, [unit]: next } });
    changes.hookCall(callAfter(call, result, ports.now()));
    if (next?.off && now && !now.off)
      await tellOff(event, typeof result === "string" ? "对方答复已停用" : result.failed, changes, ports);
  });
}

type Result = "taken" | "gone" | "dropped" | { failed: string };

function nextOf(hook: Hook, result: Result, now: Instant): Hook {
  if (typeof result !== "string") return failed(hook, now);
  return result === "taken" ? { ...hook, failingSince: null } : result === "gone" ? { ...hook, off: true } : hook;
}

function callAfter(call: Stored<HookCall>, result: Result, now: Instant): Stored<HookCall> {
  if (typeof result !== "string") return putOff(call, now);
  return { ...call, state: result === "taken" ? "taken" : "dropped" };
}

async function tellOff(
  { plan: id, unit }: HookCall["event"],
  why: string,
  changes: Changes,
  ports: Ports,
): Promise<void> {
  const plan = await ports.store.plan(id);
  if (!plan) return;
  const run = await runOf(plan, ports.now(), ports);
  const notice = {
    kind: "undeliverable",
    plan: id,
    unit,
    mail: "系统对接的推送地址",
    why: `${why}，已停止推送。请该单位修好后重新登记地址（duban unit hook）`,
  } as const;
  for (const operator of operatorsOf(plan.settings, run.directory))
    await tellToday(changes, run, operator, notice, ports);
}
