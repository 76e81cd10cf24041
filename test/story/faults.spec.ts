import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { handler as receiveMail } from "../../functions/handlers/receive-mail.ts";
import { call } from "../../infra/local/call.ts";
import { replyMail } from "../../infra/local/simulate/replies.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { CHAPTERS, type Chapter } from "./chapters.ts";
import { broken, type endOf, factsOf } from "./facts.ts";
import { FAULTS, type Fault } from "./faulty.ts";
import { type Mood, openMoodyServer } from "./moody-server.ts";
import { playAll, playWith, type Undisturbed } from "./play.ts";
import { MAIL, shanghai } from "./three-units.ts";
import { departmentsAtOnce, openWorld, type World } from "./world.ts";

describe("whatever call fails, or is the last one before the process dies: started again, the month goes on as it would have", () => {
  let month: Undisturbed[];
  beforeAll(async () => {
    month = await playAll();
  }, 30_000);
  afterAll(() => {
    for (const { before } of month) rmSync(before.folder, { recursive: true });
  });

  const chapters = CHAPTERS.map(({ title }, at) => ({ title, at }));
  const cases = chapters.flatMap((chapter) => FAULTS.map((fault) => ({ ...chapter, fault })));

  it("there are calls to fail in every chapter", () => {
    for (const { calls } of month) expect(calls.length).toBeGreaterThanOrEqual(8);
  });

  it.each(cases)(
    "$title: $fault, at each call",
    async ({ at, fault }) => {
      const chapter = month[at]!; // the cases are made of the same chapters
      expect(
        await wrongsOf(chapter, fault, (effect) => effect !== "mailer.send" || fault !== "lose the answer"),
      ).toEqual([]);
    },
    60_000,
  );

  it.each(chapters)(
    "$title: the answer of the mail server is lost: it comes again under the same Message-ID",
    async ({ at }) => {
      const wrongs = await wrongsOf(month[at]!, "lose the answer", (effect) => effect === "mailer.send"); // as above
      expect(wrongs).toEqual([]);
    },
  );

  async function wrongsOf(
    undisturbed: Undisturbed,
    fault: Fault,
    counts: (effect: string) => boolean,
  ): Promise<string[]> {
    const wrongs: string[] = [];
    for (const [index, effect] of undisturbed.calls.entries()) {
      if (!counts(effect)) continue;
      const { wrong, end } = await playWith(undisturbed, index + 1, fault);
      const same = sameEnd(end, undisturbed.end, undisturbed.chapter);
      wrongs.push(
        ...wrong.map((each) => `call ${index + 1} (${effect}): ${each}`),
        ...(same ? [] : [`call ${index + 1} (${effect}): another end`]),
      );
    }
    return wrongs;
  }
});

type End = ReturnType<typeof endOf>;
const sameEnd = (a: End, b: End, { racing }: Chapter): boolean =>
  racing
    ? JSON.stringify([a.submissions, a.duties.map(({ entries }) => entries)]) ===
      JSON.stringify([b.submissions, b.duties.map(({ entries }) => entries)])
    : JSON.stringify(a) === JSON.stringify(b);

describe("I4 a report that comes while a run is under way", () => {
  let world: World;
  afterEach(() => world.close());

  it.each`
    nth  | because
    ${1} | ${"while reminders are decided"}
    ${2} | ${"after they are, before the rest of the run"}
    ${3} | ${"in the middle of the run"}
    ${4} | ${"while messages are claimed"}
    ${5} | ${"while they are recorded"}
  `("$because (write $nth): both are kept, and nothing is claimed after it", async ({ nth }) => {
    let counting = false;
    let writes = 0;
    let toldBefore = 0;
    let meanwhile = async (): Promise<void> => {};
    world = await openWorld("2024-04-29 08:50", {
      departments: departmentsAtOnce(),
      through: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          change: (work) =>
            ports.store.change(async (changes) => {
              const result = await work(changes);
              if (counting) writes += 1;
              if (counting && writes === nth) await meanwhile();
              return result;
            }),
        },
      }),
    });
    await world.turnTo("2024-04-29 09:15");
    const opening = await world.last(MAIL.city.liaison);
    await world.passTo("2024-05-06 08:59");
    const text = "绿地-2-1 已完成40%。\n绿地-2-2 本月无进展。";
    const { raw, to } = await replyMail({
      to: opening,
      from: MAIL.city.liaison,
      id: "meanwhile",
      date: world.clock.now(),
      text,
    });
    const at = shanghai("2024-05-06 09:00");
    world.clock.set(at);
    meanwhile = async () => {
      await call(receiveMail, {
        raw,
        at,
        sender: MAIL.city.liaison,
        recipients: [to],
        authentic: true,
      });
      toldBefore = (await world.told(MAIL.city.liaison)).length;
    };
    counting = true;
    await runTick(at);
    await world.runner.deliver();
    expect(writes).toBeGreaterThanOrEqual(nth);
    await world.passTo("2024-05-08 10:00");
    const facts = await factsOf(world.ports, world.clock.now());
    expect((await world.duty("city")).completeAt).toBe(at);
    expect(
      await broken(world.ports, facts, {
        boxes: world.post.received,
        handed: 1,
        now: world.clock.now(),
      }),
    ).toEqual([]);
    expect((await world.told(MAIL.city.liaison)).slice(toldBefore)).toEqual(["Mon 2024-05-06 09:00 receipt"]);
  });

  it("two replies at once: both are kept, and the newest of each measure counts", async () => {
    world = await openWorld("2024-04-29 08:50", {
      departments: departmentsAtOnce(),
    });
    await world.turnTo("2024-04-29 09:15");
    const to = await world.last(MAIL.city.liaison);
    const texts = ["绿地-2-1 已完成40%。", "绿地-2-2 本月无进展。", "绿地-2-1 已完成45%。"];
    const answers = await Promise.all(texts.map((text) => world.reply({ from: MAIL.city.liaison, to, text })));
    expect(answers.every((answer) => answer.startsWith("250"))).toBe(true);
    const facts = await factsOf(world.ports, world.clock.now());
    expect(
      await broken(world.ports, facts, {
        boxes: world.post.received,
        handed: 3,
        now: world.clock.now(),
      }),
    ).toEqual([]);
    expect((await world.duty("city")).completeAt).not.toBeNull();
  });

  it("one mail five times at once is one report", async () => {
    world = await openWorld("2024-04-29 08:50", {
      departments: departmentsAtOnce(),
    });
    await world.turnTo("2024-04-29 09:15");
    const to = await world.last(MAIL.city.liaison);
    await Promise.all(
      [1, 2, 3, 4, 5].map(() =>
        world.reply({
          from: MAIL.city.liaison,
          to,
          text: "绿地-2-1 已完成40%。",
          id: "one",
        }),
      ),
    );
    const { submissions } = await factsOf(world.ports, world.clock.now());
    expect(submissions.map(({ again }) => again.length)).toEqual([4]);
    expect(await world.told(MAIL.city.liaison)).toEqual([
      "Mon 2024-04-29 09:00 reminder:opening",
      "Mon 2024-04-29 09:15 receipt",
    ]);
  });
});

describe("what the departments' mail server may answer", () => {
  let world: World;
  afterEach(() => world.close());
  const opened = async (mood: Mood): Promise<Awaited<ReturnType<typeof openMoodyServer>>> => {
    const server = await openMoodyServer(mood, MAIL.water.liaison);
    world = await openWorld("2024-04-29 08:50", { departments: server });
    return server;
  };
  const opening = async (): Promise<string[]> =>
    (await factsOf(world.ports, world.clock.now())).messages
      .filter(({ to, notices }) => to === MAIL.water.liaison && notices[0]?.kind === "reminder")
      .map(({ state, attempts }) => `${state} ${attempts}`);

  it.each`
    mood                                              | outcome       | because
    ${{ at: "connect", code: 421 }}                   | ${"sent 2"}   | ${"it is too busy to listen"}
    ${{ at: "recipient", code: 450 }}                 | ${"sent 2"}   | ${"greylisting: it wants to be asked again"}
    ${{ at: "recipient", code: 454 }}                 | ${"sent 2"}   | ${"the box is locked for a moment"}
    ${{ at: "data", code: 452 }}                      | ${"sent 2"}   | ${"its disk is full for a moment"}
    ${{ at: "data", line: "breaks", when: "before" }} | ${"sent 2"}   | ${"the line broke before it took the mail"}
    ${{ at: "recipient", code: 550 }}                 | ${"failed 1"} | ${"there is no such box"}
    ${{ at: "data", code: 552 }}                      | ${"failed 1"} | ${"the box is full, it says for good"}
  `("at $mood.at: $outcome, because $because ($mood)", async ({ mood, outcome }) => {
    const server = await opened(mood);
    await world.turnTo("2024-04-29 09:00");
    server.cheerUp();
    await world.turnTo("2024-04-29 09:45");
    expect(await opening()).toEqual([outcome]);
    const failed = outcome.startsWith("failed");
    expect((await world.told(MAIL.water.liaison)).length).toBe(failed ? 0 : 1);
    expect(await world.told(MAIL.water.alternate)).toHaveLength(failed ? 1 : 0);
    expect((await world.told(MAIL.operator)).join()).toMatch(failed ? /undeliverable/u : /^$/u);
    const facts = await factsOf(world.ports, world.clock.now());
    expect(
      await broken(world.ports, facts, {
        boxes: world.post.received,
        handed: 0,
        now: world.clock.now(),
      }),
    ).toEqual([]);
  });

  it("a line that breaks after the mail was taken: it comes again under the same Message-ID", async () => {
    const server = await opened({ at: "data", line: "breaks", when: "after" });
    await world.turnTo("2024-04-29 09:00");
    server.cheerUp();
    await world.turnTo("2024-04-29 09:45");
    const ids = server.received.filter(({ to }) => to === MAIL.water.liaison).map(({ messageId }) => messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  // until deliver tells a broken line from a refusal
  it("I3 a line that breaks after the mail was taken: the message says that it is in doubt", async () => {
    const server = await opened({ at: "data", line: "breaks", when: "after" });
    await world.turnTo("2024-04-29 09:00");
    server.cheerUp();
    await world.turnTo("2024-04-29 09:45");
    const { messages } = await factsOf(world.ports, world.clock.now());
    expect(messages.find(({ to }) => to === MAIL.water.liaison)).toMatchObject({
      state: "sent",
      inDoubt: true,
    });
  });

  it("RM-7 a server that is away for hours: the operator is told, and everybody hears the same day", async () => {
    const server = await opened({ at: "connect", code: 421 });
    await world.turnTo("2024-04-29 11:00");
    server.cheerUp();
    await world.turnTo("2024-04-29 12:00");
    for (const liaison of [MAIL.water.liaison, MAIL.gardens.liaison, MAIL.city.liaison])
      expect((await world.told(liaison)).map((each) => each.replace(/ \d\d:\d\d /u, " "))).toEqual([
        "Mon 2024-04-29 reminder:opening",
      ]);
    expect((await world.told(MAIL.operator)).join()).toContain("undeliverable");
  });
});
