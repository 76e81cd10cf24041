import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setSetting } from "../../functions/adapters/store.ts";
import { decidersFor } from "../../functions/core/contacts.ts";
import { instant, month } from "../../functions/core/day.ts";
import { type Directory, Mailbox } from "../../functions/core/directory.ts";
import type { Plan } from "../../functions/core/plan.ts";
import { decideRung } from "../../functions/workflows/decide-rung.ts";
import { standingClock, type TurnedClock } from "../../infra/local/clock.ts";
import { type Deployment, openDeployment } from "../../infra/local/deployment.ts";
import { install } from "../../infra/local/install.ts";
import { planFile, SAMPLE_PLAN, sampleDirectory } from "../../infra/local/plan-files.ts";
import { runTick } from "../../infra/local/ticker.ts";

/** A month of the real plan in which nobody answers. */
describe("when nobody answers", () => {
  let folder: string;
  let clock: TurnedClock;
  let deployment: Deployment;
  let plan: Plan;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "duban-"));
    clock = standingClock(instant("2024-04-29T08:55:00+08:00"));
    deployment = openDeployment({ folder, clock });
    ({ plan } = await install(deployment, planFile(SAMPLE_PLAN)));
  });
  afterEach(() => {
    deployment.close();
    rmSync(folder, { recursive: true });
  });

  async function tickAt(...times: string[]): Promise<void> {
    for (const time of times) {
      clock.set(instant(`2024-${time}:00+08:00`));
      await runTick(clock.now());
    }
  }
  const board = () => deployment.ports.store.board("daxing-2024" as never, "2024-04" as never);

  it("every unit climbs the whole ladder, each rung on its day, and the month closes", async () => {
    await tickAt("04-29T09:00", "05-06T09:00", "05-07T09:00", "05-07T17:30");
    for (const [time, rung] of [
      ["05-08T09:00", "rung-1"], // Wednesday
      ["05-09T09:00", "rung-2"],
      ["05-11T09:00", "rung-3"], // a Saturday that is worked
    ] as const) {
      await tickAt(time);
      expect(new Set((await board()).map(({ told }) => told))).toEqual(new Set([rung]));
    }
    // the red card waits for whoever approves it
    await tickAt("05-14T09:00");
    const waiting = await board();
    expect(waiting.every(({ awaits }) => awaits === 4)).toBe(true);
    for (const { unit } of waiting) {
      const key = { plan: plan.id, period: month("2024-04"), unit };
      const [decider] = decidersFor(unit, plan.settings, sampleDirectory());
      await decideRung(key, { kind: "approve" }, decider!.mail, deployment.ports);
    }
    await tickAt("05-14T10:15");
    expect(new Set((await board()).map(({ told }) => told))).toEqual(new Set(["rung-4"]));
    await tickAt("05-16T09:00");
    expect((await board()).every(({ closed }) => closed)).toBe(true);
    for await (const { id } of deployment.ports.store.unsent(clock.now())) expect.unreachable(`${id} is not sent`);
  }, 60_000);

  it("a unit with thirty liaisons is told, and holds up nobody", async () => {
    const directory: Directory = sampleDirectory();
    const [first] = directory.units;
    const crowd = Array.from({ length: 30 }, (_, nth) => ({
      mail: Mailbox.parse(`liaison-${nth}@${first!.id}.daxing.example`),
      name: "联络员",
      role: "liaison" as const,
    }));
    const units = directory.units.map((unit) =>
      unit === first ? { ...unit, contacts: [...unit.contacts, ...crowd] } : unit,
    );
    await setSetting(deployment.table, "DIRECTORY", { ...directory, units } as never, "crowd");
    await tickAt("04-29T09:00");
    expect(new Set((await board()).map(({ told }) => told))).toEqual(new Set(["opening"]));
  }, 60_000);
});
