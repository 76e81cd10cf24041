import { afterEach, describe, expect, it } from "vitest";
import { Mailbox } from "../../functions/core/directory.ts";
import type { RungVerdict } from "../../functions/core/escalation.ts";
import { decideRung } from "../../functions/workflows/decide-rung.ts";
import { APRIL, MAIL, UNIT } from "../story/three-units.ts";
import { departmentsAtOnce, openWorld, type World } from "../story/world.ts";

let world: World;
afterEach(() => world.close());

const TUESDAY = "Tue 2024-05-14";
const operator = Mailbox.parse(MAIL.operator);
/** Nobody answers; on Tuesday 14 May the red card waits. */
async function untilRed(to = "2024-05-14 09:15"): Promise<void> {
  world = await openWorld("2024-04-28 23:00", { departments: departmentsAtOnce() });
  await world.passTo(to);
}
const key = () => ({ plan: world.plan.id, period: APRIL, unit: UNIT.city });
const decide = (verdict: RungVerdict, by = operator) => decideRung(key(), verdict, by, world.ports);
const since = async (of: string, day: string) => (await world.told(of)).filter((each) => each.slice(4) >= day.slice(4));
const history = async () => (await world.ports.store.audit(key())).slice(-2);

describe("a red card waits for the operator (ES-3)", () => {
  it("the operator is asked, with what was told and what came; the supervision office hears nothing yet", async () => {
    await untilRed();
    expect(await since(MAIL.operator, TUESDAY)).toEqual([`${TUESDAY} 09:00 approve+approve+approve`]);
    expect(await since(MAIL.supervisor, TUESDAY)).toEqual([]);
    const { lines } = await world.last(MAIL.operator);
    const text = lines.map((line) => line.text).join("\n");
    for (const said of [
      "首次通知：发给1人，已发1封，送达1封",
      "黄牌督办",
      "没有收到任何报送",
      "duban escalation approve --unit 区城管局",
    ])
      expect(text).toContain(said);
  });

  it("approved, the supervision office is told the same day, once, with who approved it and on what evidence", async () => {
    await untilRed();
    await world.turnTo("2024-05-14 10:05");
    expect(await decide({ kind: "approve" })).toHaveProperty("done");
    expect(await decide({ kind: "approve" })).toEqual({ undone: "not-waiting" });
    await world.turnTo("2024-05-14 18:00");
    expect(await since(MAIL.supervisor, TUESDAY)).toEqual([`${TUESDAY} 10:15 rung:4`]);
    const [approved, raised] = await history();
    expect([approved?.kind, approved?.by, raised?.kind]).toEqual(["EscalationApproved", operator, "EscalationRaised"]);
    const { told, missing, head } = JSON.parse(approved?.detail ?? "").evidence;
    expect([told.length, missing.length, head]).toEqual([6, 2, approved?.before]);
  });

  it("declined, nobody is told, the reason stays, and it is not asked again", async () => {
    await untilRed();
    expect(await decide({ kind: "decline", why: " " })).toEqual({ undone: "no-why" });
    expect(await decide({ kind: "decline", why: "已电话说明，今日补报" })).toHaveProperty("done");
    await world.passTo("2024-05-15 12:00");
    expect(await since(MAIL.supervisor, TUESDAY)).toEqual(["Wed 2024-05-15 09:00 approve+approve"]);
    expect((await history()).map(({ kind, by }) => [kind, by])).toEqual([
      ["EscalationAwaits", "duban"],
      ["EscalationDeclined", operator],
    ]);
  });

  it("nobody else may decide", async () => {
    await untilRed();
    for (const by of [MAIL.supervisor, MAIL.city.head])
      expect(await decide({ kind: "approve" }, Mailbox.parse(by))).toEqual({ undone: "not-yours" });
  });

  it("waiting longer than a working day is told to the supervision office, once", async () => {
    await untilRed("2024-05-16 08:00");
    expect(await since(MAIL.supervisor, TUESDAY)).toEqual(["Wed 2024-05-15 09:00 approve+approve+approve"]);
  });

  it("completed meanwhile, nothing goes out, and nothing waits", async () => {
    await untilRed();
    await world.reply({
      from: MAIL.city.liaison,
      to: await world.last(MAIL.city.liaison),
      text: "绿地-2-1 已完成10%。\n绿地-2-2 本月无进展。",
    });
    expect((await world.duty("city")).awaits).toBeUndefined();
    expect(await decide({ kind: "approve" })).toEqual({ undone: "not-waiting" });
  });
});
