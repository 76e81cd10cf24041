import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "../../functions/core/day.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { standingOf } from "../../functions/core/duty.ts";
import type { ReceivedMail } from "../../functions/core/received-mail.ts";
import { acceptAll, decideRequest, review } from "../../functions/workflows/review.ts";
import { broken, factsOf } from "./facts.ts";
import { APRIL, CODES, MAIL, SETTINGS, UNIT, type UnitName } from "./three-units.ts";
import { openWorld, type World } from "./world.ts";

const textOf = ({ lines }: ReceivedMail): string => lines.map(({ text }) => text).join("\n");
const keyOf = (of: UnitName) => ({ plan: SETTINGS.id, period: APRIL, unit: UNIT[of] });
const operator = Mailbox.parse(MAIL.operator);

describe("April of three units whose reports are reviewed", () => {
  let world: World;
  const answer = async (of: UnitName, text: string): Promise<void> =>
    void (await world.reply({ from: MAIL[of].liaison, to: await world.last(MAIL[of].liaison), text }));

  // 区水务局's report is returned in part and answered again; 区园林局 asks for more time and gets it; 区城管局 is exempted
  beforeAll(async () => {
    world = await openWorld("2024-04-29 08:50");
    await world.turnTo("2024-04-29 10:00");
    await answer("water", CODES.water.map((code) => `${code} 已完成。`).join("\n"));
    await answer("gardens", "因苗木检疫数据未出，恳请贵办同意我局延期至5月13日报送4月进展。");
    await world.turnTo("2024-04-30 10:00");
    await review(
      keyOf("water"),
      { kind: "return", why: "没有写完成了什么，请写明数量", hollow: false },
      operator,
      world.ports,
    );
    await decideRequest(keyOf("gardens"), { granted: true }, operator, world.ports);
    await world.turnTo("2024-05-06 15:00");
  }, 30_000);
  afterAll(() => world.close());

  it("RT-4 the receipt says what is to be looked at, and records it all the same", async () => {
    const [, receipt] = await world.inbox(MAIL.water.liaison);
    expect(textOf(receipt!)).toContain("报“已完成”但没有写完成了什么，请补充");
  });

  it("RP-14 the request is on record, told to whoever decides, and answered", async () => {
    const [, receipt, ruling] = await world.inbox(MAIL.gardens.liaison);
    expect(receipt?.subject).toContain("已收到申请");
    expect(textOf(receipt!)).toContain("已收到贵单位的延期报送申请（至5月13日（星期一））");
    expect(ruling?.subject).toContain("同意延期报送至5月13日");
    expect((await world.told(MAIL.operator))[0]).toBe("Mon 2024-04-29 10:00 request");
    expect(await world.duty("gardens")).toMatchObject({ round: 2, days: { due: "2024-05-13" } });
  });

  it("RV-1 the return says why and by when, and goes out at the next hour of sending", async () => {
    const returned = (await world.inbox(MAIL.water.liaison))[2]!;
    expect(returned.subject).toContain("【退回】区水务局2024年4月进展有3项需要重报，5月7日前");
    expect(returned.attachments.map(({ name }) => name.endsWith(".xlsx"))).toEqual([true]);
    expect(textOf((await world.inbox(MAIL.water.liaison))[3]!)).toContain("进展经审核退回，还有3项需要重报");
    expect(textOf(returned)).toContain("退回理由：没有写完成了什么，请写明数量");
  });

  it("the returned round is reminded of, the extended one is not before its day", async () => {
    expect((await world.told(MAIL.water.liaison)).slice(2)).toEqual([
      "Tue 2024-04-30 10:15 returned",
      "Mon 2024-05-06 09:00 reminder:reminder",
    ]);
    expect((await world.told(MAIL.gardens.liaison)).slice(2)).toEqual(["Tue 2024-04-30 10:15 ruling"]);
  });

  describe("then", () => {
    beforeAll(async () => {
      await answer("water", CODES.water.map((code) => `${code} 已清淤2公里，完成30%。`).join("\n"));
      await answer("city", "本月我局无相关任务，申请免报。");
      await world.turnTo("2024-05-07 10:00");
      await decideRequest(keyOf("city"), { granted: true, why: "本月确无任务" }, operator, world.ports);
      await world.turnTo("2024-05-08 09:30");
    }, 30_000);

    it("answered again, it waits for review; the operator is told the day after the due day", async () => {
      expect(standingOf(await world.duty("water")).review).toBeUndefined();
      expect((await world.told(MAIL.operator)).at(-1)).toBe("Wed 2024-05-08 09:00 undecided");
      expect((await world.last(MAIL.operator)).subject).toContain("1份报告待审核");
    });

    it("exempted, a unit is neither reminded nor chased", async () => {
      expect((await world.told(MAIL.city.liaison)).at(-1)).toBe("Tue 2024-05-07 10:15 ruling");
      expect(await world.told(MAIL.city.section)).toEqual([]);
    });

    it("what has nothing to ask about is accepted in one go, by whoever may", async () => {
      const nobody = Mailbox.parse(MAIL.supervisor);
      expect(await acceptAll(world.plan, APRIL, nobody, world.ports)).toEqual({ accepted: [], left: [UNIT.water] });
      expect(await acceptAll(world.plan, APRIL, operator, world.ports)).toEqual({ accepted: [UNIT.water], left: [] });
    });

    it("ES-2 the ladder starts after the extended day", async () => {
      await world.turnTo("2024-05-14 09:30");
      expect((await world.told(MAIL.gardens.liaison)).slice(3)).toEqual([
        "Sat 2024-05-11 09:00 reminder:reminder",
        "Mon 2024-05-13 09:00 reminder:due-day",
        "Tue 2024-05-14 09:00 rung:1",
      ]);
    });

    it("the month closes with one on time, one missing, one exempt, and every promise kept", async () => {
      await world.turnTo("2024-05-17 10:00");
      const closed = await world.ports.store.snapshots(SETTINGS.id, APRIL);
      expect(closed.map(({ unit, timeliness }) => [unit, timeliness])).toEqual([
        [UNIT.city, "exempt"],
        [UNIT.water, "on-time"],
        [UNIT.gardens, "missing"],
      ]);
      expect((await world.duty("gardens")).days.due).toBe(day("2024-05-13"));
      const now = world.clock.now();
      const facts = await factsOf(world.ports, now);
      expect(await broken(world.ports, facts, { boxes: world.post.received, handed: 4, now })).toEqual([]);
      expect(facts.histories[UNIT.water]).toEqual([
        "DutyOpened",
        "Reminded",
        "ReportReceived",
        "ReportReturned",
        "Reminded",
        "ReportReceived",
        "ReportAccepted",
        "DutyClosed",
      ]);
    });
  });
});
