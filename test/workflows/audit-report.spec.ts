import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Item, Key } from "../../functions/adapters/table.ts";
import { auditReport } from "../../functions/workflows/verify-audit.ts";
import { APRIL, MAIL, SETTINGS } from "../story/three-units.ts";
import { departmentsAtOnce, openWorld, type World } from "../story/world.ts";

/** April of three units, closed; one reports afterwards. */
describe("audit verify holds histories, copies and roots against each other (I5)", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld("2024-04-29 08:00", { departments: departmentsAtOnce() });
    await world.passTo("2024-05-17 12:00");
    await world.reply({
      from: MAIL.city.liaison,
      to: await world.last(MAIL.city.liaison),
      text: "绿地-2-1 已完成10%。\n绿地-2-2 本月无进展。",
    });
  }, 30_000);
  afterAll(() => world.close());

  const broken = async () => (await auditReport(world.ports)).broken.map(({ duty, why }) => `${duty} ${why}`);
  /** Somebody changes an item behind our back, and back again. */
  async function whileChanged(key: Key, change: (item: Item) => object, look: () => Promise<void>): Promise<void> {
    const { table } = world.deployment;
    const item = (await table.get(key))!;
    const put = async (changed: object) =>
      table.write([{ put: { ...item, ...changed }, when: "any" }], `w${Math.random()}`);
    await put(change(item));
    await look();
    await put({});
  }

  it("all is whole, what came after closing too; the month remembers when it closed, and its root", async () => {
    const report = await auditReport(world.ports);
    expect([report.broken, report.chains, report.copies]).toEqual([[], 3, 3]);
    const period = await world.ports.store.period(SETTINGS.id, APRIL);
    expect(period?.closedAt).toBe("2024-05-16T01:00:00.000Z");
    expect(report.roots).toEqual([{ plan: SETTINGS.id, period: APRIL, closed: true, root: period?.root }]);
  });

  it("the supervisor's digest of the month carries the root", async () => {
    const { root = "" } = (await world.ports.store.period(SETTINGS.id, APRIL)) ?? {};
    const mails = await world.inbox(MAIL.supervisor);
    const closing = mails.find(({ subject }) => subject.includes("汇总"));
    expect(closing?.lines.map(({ text }) => text).join("\n")).toContain(root);
  });

  const copy = { pk: `PLAN#${SETTINGS.id}#CLOSED#${APRIL}`, sk: "UNIT#chengguan" };
  const month = { pk: `PLAN#${SETTINGS.id}`, sk: `PERIOD#${APRIL}` };
  const duty = { pk: `PLAN#${SETTINGS.id}#UNIT#chengguan`, sk: `DUTY#${APRIL}` };
  const row = { pk: duty.pk, sk: `AUDIT#${APRIL}#000002` };
  it.each`
    key      | change                                          | says                        | because
    ${copy}  | ${{ timeliness: "on-time" }}                    | ${"汇总副本被改动"}         | ${"somebody was made to have reported in time"}
    ${copy}  | ${{ audit: { rows: 3, head: "0".repeat(64) } }} | ${"不相连"}                 | ${"it names another history"}
    ${month} | ${{ root: "0".repeat(64) }}                     | ${"根与汇总关闭时的根不符"} | ${"the root is another"}
    ${row}   | ${{ by: "somebody@else.example" }}              | ${"第 2 行内容被改动"}      | ${"history was rewritten"}
    ${duty}  | ${{ audit: { rows: 4, head: "0".repeat(64) } }} | ${"应有 4 行"}              | ${"rows were cut off"}
  `("$says: $because", async ({ key, change, says }) => {
    await whileChanged(
      key,
      () => change,
      async () => expect((await broken()).join("\n")).toContain(says),
    );
    expect(await broken()).toEqual([]);
  });
});
