import { afterEach, describe, expect, it } from "vitest";
import { instant } from "../../functions/core/day.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { mayLeave, resumed, stopped } from "../../functions/core/stop.ts";
import { resumePlan, stopPlan } from "../../functions/workflows/stop-plan.ts";
import { factsOf } from "./facts.ts";
import { CODES, MAIL } from "./three-units.ts";
import { departmentsAtOnce, openWorld, type World } from "./world.ts";

const by = Mailbox.parse(MAIL.operator);
const at = instant("2024-04-30T02:00:00Z");
const stops = [{ at, by, why: "名录有误，先停发" }];

describe("RM-14 while a plan is stopped nothing is told in its name but sign-in links; what comes is recorded, and when it goes on only what still holds is told", () => {
  it.each`
    plan                                               | kinds                      | leaves   | because
    ${{}}                                              | ${["reminder"]}            | ${true}  | ${"it was never stopped"}
    ${{ stops }}                                       | ${["reminder"]}            | ${false} | ${"it is stopped"}
    ${{ stops }}                                       | ${["receipt"]}             | ${false} | ${"receipts too"}
    ${{ stops }}                                       | ${["sign-in"]}             | ${true}  | ${"somebody wants to see why"}
    ${{ stops }}                                       | ${["sign-in", "reminder"]} | ${false} | ${"not with other things"}
    ${{ stops: [{ ...stops[0], ended: { at, by } }] }} | ${["reminder"]}            | ${true}  | ${"it goes on"}
  `("$kinds: $leaves, $because", ({ plan, kinds, leaves }) => {
    expect(
      mayLeave(
        plan,
        (kinds as "reminder"[]).map((kind) => ({ kind })),
      ),
    ).toBe(leaves);
  });
  it("is stopped once, with a reason, and goes on once", () => {
    expect(stopped([], { by, at }, " ")).toBe("no-why");
    expect(stopped(stops, { by, at }, "再停一次")).toBe("is-stopped");
    expect(resumed([], { by, at })).toBe("not-stopped");
    expect(resumed(stops, { by, at })).toEqual([{ ...stops[0], ended: { by, at } }]);
  });
});

describe("a plan that is stopped over its due day", () => {
  let world: World;
  afterEach(() => world.close());

  it("collects what comes, tells nobody anything, and goes on where it was", async () => {
    world = await openWorld("2024-04-28 23:00", { departments: departmentsAtOnce() });
    await world.passTo("2024-04-30 10:00");
    expect(await stopPlan(world.plan.id, "名录有误，先停发", by, world.ports)).toHaveProperty("stops");
    const before = world.post.received.length;
    await world.passTo("2024-05-06 10:00");
    await world.reply({
      to: await world.last(MAIL.water.liaison),
      from: MAIL.water.liaison,
      text: CODES.water.map((code) => `${code} 本月无进展。`).join("\n"),
    });
    await world.passTo("2024-05-08 08:30");
    expect(world.post.received).toHaveLength(before);
    const [submission] = (await factsOf(world.ports, world.clock.now())).submissions;
    expect(submission?.outcome.kind).toBe("recorded");

    await resumePlan(world.plan.id, by, world.ports);
    await world.passTo("2024-05-08 10:00");
    expect((await world.told(MAIL.gardens.liaison)).slice(1)).toEqual(["Wed 2024-05-08 09:00 rung:1"]);
    expect((await world.told(MAIL.water.liaison)).some((each) => each.includes("receipt"))).toBe(true);
  });
});
