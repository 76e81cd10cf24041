import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { instant } from "../../functions/core/day.ts";
import { UnitId } from "../../functions/core/directory.ts";
import type { HookSender } from "../../functions/workflows/ports.ts";
import { standingClock, type TurnedClock } from "../../infra/local/clock.ts";
import { type Deployment, openDeployment } from "../../infra/local/deployment.ts";
import { install } from "../../infra/local/install.ts";
import { planFile, SAMPLE_PLAN } from "../../infra/local/plan-files.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { plan } from "../portal/portal.ts";

/** The plan of Daxing on Monday 29 April 2024; 区水务局 has registered an address, which answers as the case says. */
let deployment: Deployment;
let clock: TurnedClock;
let folder: string;
let answer: Awaited<ReturnType<HookSender>> = "taken";
const called: { unit: string; id: string; kind: string }[] = [];
const unit = UnitId.parse("shuiwu");
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "duban-"));
  clock = standingClock(instant("2024-04-29T00:00:00Z"));
  called.length = 0;
  answer = "taken";
  deployment = openDeployment({
    folder,
    clock,
    through: (ports) => ({
      ...ports,
      callHook: async ({ unit: of, id, body }) => {
        called.push({ unit: of, id, kind: JSON.parse(body).kind });
        return answer;
      },
    }),
  });
  await install(deployment, planFile(SAMPLE_PLAN));
  await deployment.ports.store.change(async (changes) =>
    changes.hooks({ plan, units: { [unit]: { url: "https://oa.example/duban", failingSince: null, off: false } } }),
  );
});
afterEach(() => {
  deployment.close();
  rmSync(folder, { recursive: true });
});
async function tickAt(time: string): Promise<void> {
  clock.set(instant(time));
  await runTick(clock.now());
}
const hook = async () => (await deployment.ports.store.hooks(plan)).units[unit];

describe("a unit's system hears what happens to its duties", () => {
  it("once, of its own unit and of no other", async () => {
    await tickAt("2024-04-29T01:00:00Z");
    await tickAt("2024-04-29T01:15:00Z");
    expect(called).toEqual([{ unit, id: `${plan}/2024-04/shuiwu/1`, kind: "DutyOpened" }]);
  });

  it("what does not get through is sent again with the same id, later each time", async () => {
    answer = { failed: "对方答复 500" };
    await tickAt("2024-04-29T01:00:00Z");
    const call = await deployment.ports.store.hookCall(`${plan}/2024-04/shuiwu/1`);
    expect(call).toMatchObject({ attempts: 1, dueAt: "2024-04-29T01:01:00.000Z" });
    expect((await hook())?.failingSince).toBe("2024-04-29T01:00:00.000Z");
    await tickAt("2024-04-29T01:15:00Z");
    answer = "taken";
    await tickAt("2024-04-29T01:30:00Z");
    expect(called.map(({ id }) => id)).toEqual(Array(3).fill(`${plan}/2024-04/shuiwu/1`));
    expect(await hook()).toMatchObject({ failingSince: null, off: false });
    await tickAt("2024-04-29T01:45:00Z");
    expect(called).toHaveLength(3);
  });

  it("after three days in vain it is switched off, and the operator told once", async () => {
    answer = { failed: "连接失败" };
    for (const time of ["2024-04-29T01:00:00Z", "2024-04-30T01:00:00Z", "2024-05-01T01:00:00Z"]) await tickAt(time);
    expect((await hook())?.off).toBe(false);
    await tickAt("2024-05-02T01:00:00Z");
    expect((await hook())?.off).toBe(true);
    const calls = called.length;
    await tickAt("2024-05-06T01:00:00Z"); // Monday: the next working day
    await tickAt("2024-05-07T01:00:00Z");
    expect(called).toHaveLength(calls);
    const told: string[] = [];
    for await (const { id } of deployment.ports.store.journal(plan, "OUT", "2024-05" as never))
      for (const notice of (await deployment.ports.store.message(id))?.notices ?? [])
        if (notice.kind === "undeliverable") told.push(`${notice.unit} ${notice.why}`);
    expect(told).toEqual([expect.stringContaining("shuiwu 连接失败，已停止推送")]);
  });

  it("at once, when it says that it is gone", async () => {
    answer = "gone";
    await tickAt("2024-04-29T01:00:00Z");
    expect((await hook())?.off).toBe(true);
    expect((await deployment.ports.store.hookCall(`${plan}/2024-04/shuiwu/1`))?.state).toBe("dropped");
  });
});
