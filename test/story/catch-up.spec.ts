import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { after } from "../../functions/core/day.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { built } from "./built.ts";
import { endOf, factsOf } from "./facts.ts";
import { APRIL, documentWith, MAIL, SETTINGS, shanghai, UNITS } from "./three-units.ts";
import { departmentsAtOnce, importNow, openWorld, type World, type WorldOptions } from "./world.ts";

let world: World;
afterEach(() => world.close());

const opened = async (at: string, options: WorldOptions = {}): Promise<World> => {
  world = await openWorld(at, { departments: departmentsAtOnce(), ...options });
  return world;
};
const end = async (): Promise<unknown> => endOf(await factsOf(world.ports, world.clock.now()));
const LIAISONS = [MAIL.water.liaison, MAIL.gardens.liaison, MAIL.city.liaison];

describe("after missed runs each unit gets one message, and the operator is told of the gap (I8) (RM-4)", () => {
  it.each`
    asleep                | awake                 | told                                                                                                                  | gap                         | because
    ${"2024-04-29 08:45"} | ${"2024-04-29 09:45"} | ${["Mon 2024-04-29 09:45 reminder:opening"]}                                                                          | ${[]}                       | ${"an hour is not yet an alarm"}
    ${"2024-04-29 08:45"} | ${"2024-04-29 10:05"} | ${["Mon 2024-04-29 10:05 reminder:opening"]}                                                                          | ${["Mon 2024-04-29 10:05"]} | ${"more than an hour is"}
    ${"2024-04-29 08:45"} | ${"2024-04-30 09:10"} | ${["Tue 2024-04-30 09:10 reminder:opening"]}                                                                          | ${["Tue 2024-04-30 09:10"]} | ${"a day later the opening still applies"}
    ${"2024-04-30 18:00"} | ${"2024-05-03 12:00"} | ${["Mon 2024-04-29 09:00 reminder:opening"]}                                                                          | ${["Mon 2024-05-06 09:00"]} | ${"nothing goes out on a day off, not even an alarm"}
    ${"2024-04-29 08:45"} | ${"2024-05-06 10:00"} | ${["Mon 2024-05-06 10:00 reminder:reminder"]}                                                                         | ${["Mon 2024-05-06 10:00"]} | ${"of two steps that were missed the later applies"}
    ${"2024-05-06 08:45"} | ${"2024-05-07 11:20"} | ${["Mon 2024-04-29 09:00 reminder:opening", "Tue 2024-05-07 11:20 reminder:due-day"]}                                 | ${["Tue 2024-05-07 11:20"]} | ${"it is the last day"}
    ${"2024-05-06 12:00"} | ${"2024-05-08 09:30"} | ${["Mon 2024-04-29 09:00 reminder:opening", "Mon 2024-05-06 09:00 reminder:reminder", "Wed 2024-05-08 09:30 rung:1"]} | ${["Wed 2024-05-08 09:30"]} | ${"the due day has passed: the ladder begins"}
    ${"2024-04-29 08:45"} | ${"2024-05-08 09:30"} | ${["Wed 2024-05-08 09:30 reminder:opening"]}                                                                          | ${["Wed 2024-05-08 09:30"]} | ${"nobody is urged about what they were never asked (ES-6)"}
  `("asleep from $asleep to $awake: $because", async ({ asleep, awake, told, gap }) => {
    await opened("2024-04-28 23:00");
    await world.passTo(asleep);
    await world.awakeAt(awake);
    for (const liaison of LIAISONS) expect((await world.told(liaison)).slice(0, told.length + 1)).toEqual(told);
    if (awake < "2024-05-05") await world.passTo("2024-05-06 08:59");
    if (awake.startsWith("2024-05-03")) await world.passTo("2024-05-06 09:00");
    const gaps = (await world.told(MAIL.operator)).filter((each) => each.includes("gap"));
    expect(gaps.map((each) => each.slice(0, 20))).toEqual(gap);
  });

  it("a gap is told once, though the tick that found it failed", async () => {
    let failing = false;
    await opened("2024-04-30 08:00", {
      through: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          board: (...of) => (failing ? Promise.reject(new Error("no board")) : ports.store.board(...of)),
        },
      }),
    });
    await world.passTo("2024-05-08 08:45");
    failing = true;
    for (const at of ["2024-05-08 10:00", "2024-05-08 10:15", "2024-05-08 10:30", "2024-05-08 10:45"]) {
      world.clock.set(shanghai(at));
      await expect(runTick(shanghai(at))).rejects.toThrow("no board");
    }
    failing = false;
    await world.passTo("2024-05-10 12:00");
    expect((await world.told(MAIL.operator)).join().match(/gap/gu)).toHaveLength(1);
  });

  it("a gap is told by the next tick, when the one that found it could not", async () => {
    let fails = false;
    await opened("2024-04-30 08:00", {
      through: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          change: (work) => {
            if (!fails) return ports.store.change(work);
            fails = false;
            return Promise.reject(new Error("no write"));
          },
        },
      }),
    });
    await world.passTo("2024-05-08 11:00");
    fails = true;
    world.clock.set(shanghai("2024-05-08 13:00"));
    await expect(runTick(world.clock.now())).rejects.toThrow("no write");
    world.clock.set(shanghai("2024-05-08 13:15"));
    await runTick(world.clock.now());
    await world.passTo("2024-05-10 12:00");
    expect((await world.told(MAIL.operator)).join().match(/gap/gu)).toHaveLength(1);
  });

  it("what fails every time keeps nobody from being reminded for more than an hour", async () => {
    await opened("2024-04-28 23:00", {
      through: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          isMarked: (key) =>
            key.startsWith("deadlines#") ? Promise.reject(new Error("no deadlines")) : ports.store.isMarked(key),
        },
      }),
    });
    for (const at of ["08:45", "09:00", "09:15", "09:30", "09:45", "10:00"]) {
      world.clock.set(shanghai(`2024-04-29 ${at}`));
      await runTick(world.clock.now()).catch(() => {});
    }
    for (const liaison of LIAISONS)
      expect((await world.told(liaison)).map((each) => each.replace(/ \d\d:\d\d /u, " "))).toEqual([
        "Mon 2024-04-29 reminder:opening",
      ]);
  });
});

describe("I3 a tick that runs again, late or out of order does nothing again", () => {
  const DAYS = ["2024-04-29 09:00", "2024-05-06 09:00", "2024-05-07 09:00", "2024-05-07 17:30", "2024-05-08 09:00"];

  it("ten times each, afterwards, in any order", async () => {
    await opened("2024-04-28 23:00");
    await world.passTo("2024-05-08 10:00");
    const [before, mails] = [await end(), world.post.received.length];
    for (const at of DAYS.toReversed()) for (let times = 0; times < 10; times += 1) await runTick(shanghai(at));
    await runTick(shanghai("2024-05-08 10:00"));
    expect(await end()).toEqual(before);
    expect(world.post.received).toHaveLength(mails);
  });

  it("twice at once", async () => {
    await opened("2024-04-28 23:00");
    for (const at of DAYS) {
      world.clock.set(shanghai(at));
      const runs = await Promise.allSettled([1, 2, 3].map(() => runTick(shanghai(at))));
      expect(runs.some(({ status }) => status === "fulfilled")).toBe(true);
      await runTick(after(shanghai(at), 15 * 60_000));
    }
    const twice = world.post.received.map(({ messageId }) => messageId).filter((id, at, all) => all.indexOf(id) !== at);
    expect(twice).toEqual([]);
    for (const of of UNITS)
      expect((await world.duty(of)).told.map(({ step }) => step)).toEqual(["opening", "reminder", "due-day", "rung-1"]);
  });

  it("days late, after those that came later: only the step that applies is told", async () => {
    await opened("2024-04-28 23:00");
    await world.passTo("2024-04-29 08:45");
    world.clock.set(shanghai("2024-05-07 09:00"));
    for (const at of ["2024-05-07 09:00", "2024-05-06 09:00", "2024-04-30 09:00", "2024-04-29 09:00"])
      await runTick(shanghai(at));
    for (const liaison of LIAISONS)
      expect(await world.told(liaison)).toEqual(["Tue 2024-05-07 09:00 reminder:due-day"]);
  });
});

describe("the machine's clock and zone decide nothing (CA-3)", () => {
  it("UTC, Shanghai and Los Angeles come to the same facts", async () => {
    await opened("2024-04-28 23:00");
    const script = await built("play-month.ts");
    const facts = ["UTC", "Asia/Shanghai", "America/Los_Angeles"].map((zone) =>
      execFileSync(process.execPath, [script], {
        env: { ...process.env, TZ: zone },
        encoding: "utf8",
      }),
    );
    rmSync(dirname(script), { recursive: true });
    expect(facts[0]).toContain("rung-1");
    expect(facts[1]).toBe(facts[0]);
    expect(facts[2]).toBe(facts[0]);
  }, 30_000);

  it("ten minutes fast or slow against the schedule come to the same facts", async () => {
    const ends: unknown[] = [];
    for (const offMinutes of [0, -10, 10]) {
      await opened("2024-04-28 23:00");
      const times = [
        "2024-04-29 09:00",
        "2024-04-29 09:15",
        "2024-05-06 09:00",
        "2024-05-06 09:15",
        "2024-05-07 09:00",
        "2024-05-07 17:30",
        "2024-05-07 17:45",
        "2024-05-08 09:00",
        "2024-05-08 09:15",
      ];
      for (const at of times) {
        world.clock.set(after(shanghai(at), offMinutes * 60_000));
        await runTick(shanghai(at));
      }
      ends.push(await end());
      if (offMinutes !== 10) await world.close();
    }
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[2]).toEqual(ends[0]);
  });

  it.each`
    at                    | stands   | because
    ${"2024-05-07 23:59"} | ${false} | ${"the due day ends at 24:00 in Shanghai"}
    ${"2024-05-08 00:00"} | ${true}  | ${"it is still the 7th in London"}
    ${"2024-05-08 07:59"} | ${true}  | ${"and still the 7th at the end of the night"}
  `("RT-1 a report that arrives at $at is late: $stands, because $because", async ({ at, stands }) => {
    await opened("2024-04-29 08:50");
    await world.passTo("2024-04-29 09:15");
    const opening = await world.last(MAIL.city.liaison);
    world.clock.set(shanghai(at));
    await world.reply({
      from: MAIL.city.liaison,
      to: opening,
      text: "绿地-2-1 已完成40%。\n绿地-2-2 本月无进展。",
    });
    const [submission] = (await factsOf(world.ports, world.clock.now())).submissions;
    expect(submission?.outcome).toMatchObject({
      kind: "recorded",
      late: stands,
    });
  });
});

describe("a plan put in force opens only what is still to come (CY-5)", () => {
  it.each`
    imported              | until                 | told                                          | because
    ${"2024-04-30 14:00"} | ${"2024-05-05 12:00"} | ${["Tue 2024-04-30 14:00 reminder:opening"]}  | ${"the opening day was yesterday"}
    ${"2024-05-03 10:00"} | ${"2024-05-06 12:00"} | ${["Mon 2024-05-06 09:00 reminder:reminder"]} | ${"it came on a day off: the next working day's step"}
    ${"2024-05-07 10:00"} | ${"2024-05-07 20:00"} | ${["Tue 2024-05-07 10:00 reminder:due-day"]}  | ${"the due day has not passed"}
    ${"2024-05-08 00:05"} | ${"2024-05-29 23:00"} | ${[]}                                         | ${"April's due day has, in Shanghai"}
    ${"2024-05-08 10:00"} | ${"2024-05-30 10:00"} | ${["Thu 2024-05-30 09:00 reminder:opening"]}  | ${"the first month is May"}
  `("imported at $imported: $because", async ({ imported, until, told }) => {
    await opened(imported);
    await world.passTo(until);
    for (const liaison of LIAISONS) expect(await world.told(liaison)).toEqual(told);
  });

  it("PL-8 imported again in mid-month: the duties that are open stay as they are, and nobody is told twice", async () => {
    await opened("2024-04-28 23:00");
    await world.passTo("2024-04-29 10:00");
    const [before, mails] = [await end(), world.post.received.length];
    const { diff: none } = await importNow(world.deployment);
    expect(none).toEqual({ added: [], changed: [], moved: [], retired: [] });
    const { diff: some } = await importNow(
      world.deployment,
      documentWith("改造雨污混接点。", "改造雨污混接点，修复管网。"),
    );
    expect(some.changed).toHaveLength(1);
    await world.passTo("2024-04-30 18:00");
    expect(await end()).toEqual(before);
    expect(world.post.received).toHaveLength(mails);
    expect((await world.duty("water")).measures.map(({ edition }) => edition)).toEqual([1, 1, 1]);
    expect((await world.ports.store.period(SETTINGS.id, APRIL))?.duties).toBe(3);
  });
});
