import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Mailbox } from "../../functions/core/directory.ts";
import { review } from "../../functions/workflows/review.ts";
import { documentWith, MAIL } from "../story/three-units.ts";
import { departmentsAtOnce, importNow, openWorld, type World } from "../story/world.ts";

/** 清水-2-1 is due by the end of April, 绿地-1-2 too; 区园林局 reports its one done, which is accepted. */
describe("a measure that passes its own deadline undone (DL-8)", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld("2024-04-28 23:00", { departments: departmentsAtOnce() });
    const document = documentWith("改造雨污混接点。\t10月底前", "改造雨污混接点。\t4月底前").replace(
      "11月底前",
      "4月底前",
    );
    await importNow(world.deployment, document);
    await world.passTo("2024-05-07 10:00");
    await world.reply({
      from: MAIL.gardens.liaison,
      to: await world.last(MAIL.gardens.liaison),
      text: "绿地-1-1 已完成30%。\n绿地-1-2 已完成，行道树全部补植。",
    });
    const { plan, period, unit } = await world.duty("gardens");
    await review({ plan, period, unit }, { kind: "accept" }, Mailbox.parse(MAIL.operator), world.ports);
    await world.passTo("2024-05-14 12:00");
  }, 30_000);
  afterAll(() => world.close());

  const overdue = async (of: string) => (await world.told(of)).filter((each) => each.includes("overdue"));

  it("its lead is told once, the day after the report was due", async () =>
    expect(await overdue(MAIL.water.liaison)).toEqual(["Wed 2024-05-08 09:00 overdue+rung:1"]));
  it("not the lead whose part was accepted as done", async () =>
    expect(await overdue(MAIL.gardens.liaison)).toEqual([]));
  it.each([MAIL.supervisor, MAIL.operator])(
    "%s is told the same day, and has it before them every week",
    async (of) => {
      expect((await overdue(of)).map((each) => each.slice(0, 20))).toEqual([
        "Wed 2024-05-08 09:00",
        "Mon 2024-05-13 09:00",
      ]);
      const [, weekly] = (await world.inbox(of)).filter(({ lines }) =>
        lines.some(({ text }) => text.includes("到期未完成")),
      );
      const text = weekly?.lines.map((line) => line.text).join("\n");
      expect(text).toContain("区水务局");
      expect(text).toContain("清水-2-1");
      expect(text).not.toContain("绿地-1-2");
    },
  );
});
