import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Mailbox } from "../../functions/core/directory.ts";
import { MeasureId } from "../../functions/core/measure.ts";
import type { ReceivedMail } from "../../functions/core/received-mail.ts";
import { chargeUntrue, decideObjection, object } from "../../functions/workflows/objections.ts";
import { broken, factsOf } from "./facts.ts";
import { APRIL, CODES, directory, MAIL, SETTINGS, UNIT, type UnitName } from "./three-units.ts";
import { departmentsAtOnce, openWorld, type World } from "./world.ts";

const textOf = ({ lines }: ReceivedMail): string => lines.map(({ text }) => text).join("\n");
const keyOf = (of: UnitName) => ({ plan: SETTINGS.id, period: APRIL, unit: UNIT[of] });
const operator = Mailbox.parse(MAIL.operator);
const entriesOf = (of: UnitName): string => CODES[of].map((code) => `${code} 完成2公里，进度30%。`).join("\n");
const pointsIn = async ({ ports }: World): Promise<Record<string, number>> =>
  Object.fromEntries((await ports.store.scores(SETTINGS.id, APRIL)).map(({ unit, points }) => [unit, points]));

describe("April of three units is scored", () => {
  let world: World;
  const answer = async (of: UnitName, text: string): Promise<void> =>
    void (await world.reply({ from: MAIL[of].liaison, to: await world.last(MAIL[of].liaison), text }));

  // 区水务局 reports in time, 区园林局 two working days late, 区城管局 not at all
  beforeAll(async () => {
    world = await openWorld("2024-04-29 08:50", { departments: departmentsAtOnce() });
    await world.turnTo("2024-04-29 10:00");
    await answer("water", entriesOf("water"));
    await world.passTo("2024-05-09 14:00");
    await answer("gardens", entriesOf("gardens"));
    await world.passTo("2024-05-16 10:00");
  }, 30_000);
  afterAll(() => world.close());

  it("SC-1 each unit is told its own score with the closing, what was taken off, and how to object by when", async () => {
    const told = await Promise.all((["water", "gardens", "city"] as const).map((of) => world.last(MAIL[of].liaison)));
    expect(told.map(({ subject }) => subject.split(" [")[0])).toEqual([
      "2024年4月得分100（区水务局）",
      "2024年4月得分98（区园林局）",
      "2024年4月得分90（区城管局）",
    ]);
    expect(textOf(told[0]!)).toContain("没有扣分，无需回复。");
    expect(textOf(told[1]!)).toContain("有异议的，请于5月23日（星期四）24:00前直接回复本邮件");
    expect(textOf(told[1]!)).toContain("扣2分，逾期2个工作日报齐（应于5月7日前报齐，5月9日报齐）");
  });

  it("SC-2 supervisors get the places with the month's digest", async () => {
    const digest = textOf(await world.last(MAIL.supervisor));
    expect(digest).toContain("满分1个（并列第1）：区水务局");
    expect(digest).toMatch(/区园林局.*2.*98.*逾期2/u);
  });

  it("SC-4 closed again, nobody is scored twice", async () => {
    await world.turnTo("2024-05-16 11:00");
    expect((await world.told(MAIL.water.liaison)).filter((each) => each.endsWith("score"))).toHaveLength(1);
  });

  describe("then one objects", () => {
    const city = Mailbox.parse(MAIL.city.liaison);
    beforeAll(async () => {
      await world.turnTo("2024-05-17 10:00");
      await answer("gardens", "我局对4月得分有异议：5月7日已将进展当面送交办公室。");
      await object(SETTINGS.id, APRIL, UNIT.city, city, "电话说明系统无法打开", world.ports);
      await world.turnTo("2024-05-17 10:30");
    });

    it("SC-8 the objection is on record and answered, and told to whoever decides", async () => {
      const receipt = await world.last(MAIL.gardens.liaison);
      expect(receipt.subject).toContain("已收到异议");
      expect(textOf(receipt)).toContain("核实后另行答复");
      const told = await world.inbox(MAIL.operator);
      expect(told.filter(({ subject }) => subject.includes("异议"))).toHaveLength(2);
      expect(told.map(textOf).join()).toContain("5月7日已将进展当面送交办公室");
    });

    it("the operator is reminded of what waits the next working day, and nobody else may decide", async () => {
      await world.turnTo("2024-05-20 09:15");
      expect((await world.last(MAIL.operator)).subject).toContain("2件异议");
      const ruling = { granted: false, why: "没有证据" } as const;
      for (const by of [MAIL.supervisor, MAIL.gardens.liaison])
        expect(await decideObjection(keyOf("gardens"), ruling, Mailbox.parse(by), world.ports)).toEqual({
          undecided: "not-yours",
        });
      expect(await object(SETTINGS.id, APRIL, UNIT.water, city, "替人提出", world.ports)).toEqual({
        undecided: "not-theirs",
      });
    });

    it("SC-6 granted or refused, the unit is told why; the snapshot stays as it was", async () => {
      await decideObjection(keyOf("gardens"), { granted: true, why: "经核实当日收到" }, operator, world.ports);
      await decideObjection(keyOf("city"), { granted: false, why: "当日系统正常" }, operator, world.ports);
      await world.turnTo("2024-05-20 10:00");
      expect(await pointsIn(world)).toEqual({ chengguan: 90, shuiwu: 100, yuanlin: 100 });
      const told = textOf(await world.last(MAIL.gardens.liaison));
      expect(told).toContain("说明：经核实当日收到");
      expect(told).toContain("已撤销：扣2分");
      expect((await world.last(MAIL.city.liaison)).subject).toContain("未同意异议，得分仍为90");
      const closed = await world.ports.store.snapshots(SETTINGS.id, APRIL);
      expect(closed.find(({ unit }) => unit === UNIT.gardens)?.timeliness).toBe("late");
    });

    it("SC-7 charged with an untrue report, the unit is told and may object anew", async () => {
      const duty = await world.duty("water");
      const [measure] = duty.measures;
      const charge = { measure: measure!.id, why: "现场核查未清淤" };
      const nowhere = { ...charge, measure: MeasureId.parse("A9-9-9") };
      expect(await chargeUntrue(keyOf("water"), nowhere, operator, world.ports)).toEqual({ undecided: "not-asked" });
      await chargeUntrue(keyOf("water"), charge, operator, world.ports);
      await world.turnTo("2024-05-20 11:00");
      const told = await world.last(MAIL.water.liaison);
      expect(told.subject).toContain("2024年4月得分80（有更正）");
      expect(textOf(told)).toContain("经核实，报送内容不实（清水-1-1）；5月20日认定：现场核查未清淤");
    });

    it("what comes too late is kept for a person, and the sender told so", async () => {
      await world.passTo("2024-05-24 10:00");
      const score = (await world.inbox(MAIL.city.liaison)).filter(({ subject }) => subject.includes("得分90")).at(-1)!;
      await world.reply({ from: MAIL.city.liaison, to: score, text: "我局对评分有异议。" });
      expect(textOf(await world.last(MAIL.city.liaison))).toContain("提出异议的期限已过");
    });

    it("the history of each says what was decided, and every promise is kept", async () => {
      const now = world.clock.now();
      const facts = await factsOf(world.ports, now);
      expect(await broken(world.ports, facts, { boxes: world.post.received, handed: 4, now })).toEqual([]);
      expect(facts.histories[UNIT.gardens]?.slice(-3)).toEqual(["DutyClosed", "Objected", "ObjectionDecided"]);
      expect(facts.histories[UNIT.water]?.at(-1)).toBe("Charged");
    });
  });
});

describe("our own outage costs no unit a point (SC-3)", () => {
  it("down on the evening of the due day: what arrives the next day is on time, and who was never reached is not silent", async () => {
    const people = directory({ city: {} });
    const world = await openWorld("2024-04-29 08:50", { departments: departmentsAtOnce(), people });
    await world.passTo("2024-05-07 17:00");
    await world.awakeAt("2024-05-08 09:00");
    const to = await world.last(MAIL.water.liaison);
    await world.reply({ from: MAIL.water.liaison, to, text: entriesOf("water") });
    await world.passTo("2024-05-16 10:00");
    expect(await world.ports.store.outages()).toEqual([
      { from: "2024-05-07T09:00:00.000Z", to: "2024-05-08T01:00:00.000Z" },
    ]);
    expect(await pointsIn(world)).toEqual({ chengguan: 100, shuiwu: 100, yuanlin: 90 });
    await world.close();
  }, 30_000);
});
