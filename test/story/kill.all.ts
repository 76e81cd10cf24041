import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "../../functions/core/day.ts";
import { keepTime, keptTime, standingClock } from "../../infra/local/clock.ts";
import { openDeployment } from "../../infra/local/deployment.ts";
import { clockFile } from "../../infra/local/server-file.ts";
import { built } from "./built.ts";
import { CHAPTERS } from "./chapters.ts";
import { broken, factsOf } from "./facts.ts";
import { openMoodyServer } from "./moody-server.ts";
import { playAll, playChapter, type Undisturbed } from "./play.ts";
import { ALL_RECORDED, type Deed, playDeeds } from "./play-deeds.ts";
import { serviceApart } from "./service-apart.ts";
import { MAIL, shanghai } from "./three-units.ts";
import { install, newFolder } from "./world.ts";

let month: Undisturbed[];
let script: string;
beforeAll(async () => {
  month = await playAll();
  script = await built("mortal.ts");
}, 60_000);
afterAll(() => {
  for (const { before } of month) rmSync(before.folder, { recursive: true });
  rmSync(dirname(script), { recursive: true });
});

describe("kill -9 at every call that has an effect, in a process of its own: started again, the month goes on", () => {
  const ways = [
    { transport: "smtp", fault: "kill before" },
    { transport: "smtp", fault: "kill after" },
    { transport: "mailbox", fault: "kill after" },
  ] as const;
  const cases = CHAPTERS.flatMap(({ title }, at) => ways.map((way) => ({ at, title, ...way })));
  it.each(cases)("$title, $transport: $fault each call", async ({ at, transport, fault }) => {
    const undisturbed = month[at]!; // the cases are made of the same chapters
    const wrongs: string[] = [];
    let died = true;
    let nth = 0;
    while (died) {
      nth += 1;
      died = false;
      let starts = 0;
      const { wrong, end, place } = await playChapter(
        undisturbed.chapter,
        undisturbed.before,
        async (folder, from) => {
          starts += 1;
          died = starts > 1;
          return serviceApart(folder, from, {
            script,
            transport,
            nth: starts === 1 ? nth : 0,
            fault,
          });
        },
        { smtp: transport === "smtp" },
      );
      rmSync(place.folder, { recursive: true });
      wrongs.push(...wrong.map((each) => `call ${nth}: ${each}`));
      if (!undisturbed.chapter.racing && JSON.stringify(end) !== JSON.stringify(undisturbed.end))
        wrongs.push(`call ${nth}: another end`);
    }
    expect(nth).toBeGreaterThan(6);
    expect(wrongs).toEqual([]);
  });
});

describe("the command that people start, killed while it sends", () => {
  const dist = resolve(import.meta.dirname, "../../dist/local");
  beforeAll(() => execFileSync(process.execPath, [resolve(import.meta.dirname, "../../infra/build.ts")]));

  it.each`
    when        | because
    ${"before"} | ${"the mail was on its way, and the server has not taken it"}
    ${"after"}  | ${"the server has taken it, and could not say so"}
  `("kill -9 $when the first mail is taken: $because; nobody is left out, a double is in doubt", async ({ when }) => {
    const folder = newFolder();
    const begins = shanghai("2024-04-29 08:50");
    const first = openDeployment({ folder, clock: standingClock(begins) });
    await install(first);
    first.close();
    keepTime(clockFile(folder), { at: begins });
    const post = await openMoodyServer({ at: "data", line: "hangs", when }, MAIL.water.liaison);
    const serve = async (untilSilent: boolean): Promise<void> => {
      const args = [
        "serve",
        "--demo",
        "--dir",
        folder,
        "--port",
        "0",
        "--smtp-port",
        "0",
        "--smtp",
        `smtp://127.0.0.1:${post.port}`,
        "--json",
      ];
      const child = spawn(process.execPath, [join(dist, "bin.cjs"), ...args], { stdio: ["ignore", "pipe", "inherit"] });
      await once(createInterface({ input: child.stdout }), "line");
      const wished = shanghai("2024-04-29 10:00");
      keepTime(clockFile(folder), {
        at: keptTime(clockFile(folder))?.at ?? begins,
        wished,
      });
      if (untilSilent) {
        await post.silent;
        child.kill("SIGKILL");
      } else {
        while ((keptTime(clockFile(folder))?.at ?? begins) < wished) await new Promise((look) => setTimeout(look, 100));
        child.kill("SIGTERM");
      }
      await once(child, "exit");
    };
    await serve(true);
    post.cheerUp();
    await serve(false);
    const { ports, close } = openDeployment({
      folder,
      clock: standingClock(instant("2024-04-29T10:00:00+08:00")),
    });
    const facts = await factsOf(ports, ports.now());
    const boxes = post.received;
    expect(await broken(ports, facts, { boxes, handed: 0, now: ports.now() })).toEqual([]);
    expect(new Set(boxes.map(({ to }) => to))).toEqual(
      new Set([MAIL.water.liaison, MAIL.gardens.liaison, MAIL.city.liaison]),
    );
    expect(boxes.filter(({ to }) => to === MAIL.water.liaison)).toHaveLength(when === "after" ? 2 : 1);
    close();
    await post.close();
    rmSync(folder, { recursive: true });
  });
});

describe("any schedule of kills, failures, lost answers, repeated and late ticks and repeated mails", () => {
  const events = CHAPTERS.flatMap((chapter) => chapter.events);
  const deed: fc.Arbitrary<Deed> = fc.record({
    nth: fc.integer({ min: 1, max: 9 }),
    fault: fc.constantFrom("none", "none", "none", "fail before", "lose the answer", "kill before", "kill after"),
    times: fc.constantFrom(1, 1, 1, 2, 3),
    late: fc.constantFrom(0, 0, 0, 1, 5, 12),
  });

  it("keeps every promise, and records every report as it was sent", async () => {
    const property = fc.asyncProperty(
      fc.array(deed, { minLength: events.length, maxLength: events.length }),
      async (deeds) => {
        const { wrong, recorded } = await playDeeds(events, deeds, month[0]!.before); // a month has chapters
        expect(wrong).toEqual([]);
        expect(recorded).toEqual(ALL_RECORDED);
      },
    );
    const seed = Number(process.env.SEED) || 20_240_429;
    console.info(`seed ${seed}: SEED=${seed} plays the same again`);
    await fc.assert(property, { seed, numRuns: 25, endOnFailure: true });
  });
});
