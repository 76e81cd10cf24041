import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayAt } from "../../functions/core/day.ts";
import { timeliness } from "../../functions/core/duty.ts";
import type { ReceivedMail } from "../../functions/core/received-mail.ts";
import { filled } from "../../infra/local/simulate/replies.ts";
import { ticksBetween } from "../../infra/local/ticker.ts";
import { CODES, directory, MAIL, SETTINGS, shanghai, UNIT, UNITS, type UnitName } from "../story/three-units.ts";
import { type Office, openOffice } from "./office.ts";

const textOf = ({ lines }: ReceivedMail): string => lines.map(({ text }) => text).join("\n");

/** 区城管局's deputy has left, and the mailbox with him. */
const GONE = "nobody@chengguan.qingshi.example";
const EVERYBODY = [MAIL.operator, MAIL.supervisor, GONE].concat(
  [MAIL.water, MAIL.gardens, MAIL.city].flatMap((of) => Object.values<string>(of)),
);

describe("April of three units in the cloud, as each of its people sees it", () => {
  let office: Office;
  let again: () => Promise<void>;
  let afterReply: ReceivedMail;
  let refused: number;
  let heard: () => Promise<string[]>;
  const events: string[] = [];
  let answered: { status: number; body: string };
  const timelinessOf = async (of: UnitName): Promise<string> => {
    const { completeAt, entries, days } = await office.duty(of);
    const standing = { completeAt, recorded: Object.keys(entries).length, due: days.due };
    return timeliness(standing, dayAt(office.now(), SETTINGS.zone), SETTINGS.zone);
  };
  const told = () => Promise.all(EVERYBODY.map(office.told));

  // 区水务局 sends the workbook at once; 区园林局 one half by mail, then the other by its system, late; 区城管局 never
  beforeAll(async () => {
    office = await openOffice("2024-04-26 08:00");
    await office.bootstrap();
    await office.deploy("first");
    await office.install(directory({ city: { ...MAIL.city, deputy: GONE } }));
    heard = await office.listen();
    await office.turnTo("2024-04-29 10:20");
    const opening = await office.last(MAIL.water.liaison);
    const form = opening.attachments.find(({ name }) => name.endsWith(".xlsx"))!; // RM-1
    const entries = CODES.water.map((code) => ({
      code,
      status: "in-progress" as const,
      percent: 40,
      progress: "按计划推进，现场已开工。",
    }));
    const attachment = { filename: form.name, content: await filled(form.content, entries) };
    again = await office.reply({ from: MAIL.water.liaison, to: opening, text: "填报表见附件。", attachment });
    afterReply = await office.last(MAIL.water.liaison);
    await office.turnTo("2024-04-30 15:40");
    const asked = await office.last(MAIL.gardens.liaison);
    await office.reply({ from: MAIL.gardens.liaison, to: asked, text: "绿地-1-1 已完成60%。" });
    await office.reply({ from: MAIL.gardens.liaison, to: asked, text: "绿地-1-2 已完成99%。" }, "FAIL");
    await office.turnTo("2024-05-10 10:10");
    events.push(...(await heard()));
    const rest = { entries: [{ code: "绿地-1-2", status: "in-progress", percent: 20, progress: "已完成20%。" }] };
    refused = (await office.hook("gardens", rest, "city")).status;
    answered = await office.hook("gardens", rest);
    await office.turnTo("2024-05-17 12:00");
    events.push(...(await heard()));
  });
  afterAll(() => office?.close());

  it.each`
    person                           | mail                    | told
    ${"区水务局's liaison"}          | ${MAIL.water.liaison}   | ${["2024-04-29 reminder:opening", "2024-04-29 receipt"]}
    ${"区水务局's section head"}     | ${MAIL.water.section}   | ${[]}
    ${"区园林局's liaison"}          | ${MAIL.gardens.liaison} | ${["2024-04-29 reminder:opening", "2024-04-30 receipt", "2024-04-30 held", "2024-05-06 reminder:reminder", "2024-05-07 reminder:due-day", "2024-05-08 rung:1"]}
    ${"区园林局's section head"}     | ${MAIL.gardens.section} | ${["2024-05-08 rung:1"]}
    ${"区园林局's head (no deputy)"} | ${MAIL.gardens.head}    | ${["2024-05-09 rung:3"]}
    ${"区城管局's liaison"}          | ${MAIL.city.liaison}    | ${["2024-04-29 reminder:opening", "2024-05-06 reminder:reminder", "2024-05-07 reminder:due-day", "2024-05-08 rung:1", "2024-05-09 rung:2"]}
    ${"区城管局's deputy (gone)"}    | ${GONE}                 | ${["2024-05-09 rung:2"]}
    ${"区城管局's head"}             | ${MAIL.city.head}       | ${["2024-05-11 rung:3"]}
    ${"the supervisor"}              | ${MAIL.supervisor}      | ${["2024-05-07 digest:open", "2024-05-08 digest:missing", "2024-05-13 digest:weekly", "2024-05-15 approve", "2024-05-16 digest:closing"]}
  `("$person is told so much, and each of it lies in the mailbox", async ({ mail, told }) => {
    expect(await office.told(mail)).toEqual(told);
    expect(await office.inbox(mail)).toHaveLength(told.length);
  });

  it("RM-7 the mailbox that is gone is told to the operator, by its address", async () => {
    expect((await office.inbox(MAIL.operator)).map(textOf).join("\n")).toContain(GONE);
  });

  it("RM-5 a receipt waits for no tick", () => {
    expect(afterReply.subject).toContain("回执");
  });

  it("RP-4 the receipts say what stands: all of it; a half, and what is missing", async () => {
    const [, whole] = await office.inbox(MAIL.water.liaison);
    const [, half] = await office.inbox(MAIL.gardens.liaison);
    expect(whole && textOf(whole)).toContain("已登记（3项）");
    expect(half?.subject).toContain("已登记1项，还缺1项");
  });

  it("RP-3 what SES found no proof for is held: the 99% of a stranger are not on record", async () => {
    const { entries } = await office.duty("gardens");
    expect(Object.values(entries).map((entry) => entry?.percent)).toEqual([60, 20]);
  });

  it("a webhook is taken when it is signed with the unit's own secret", () => {
    expect(refused).toBe(401);
    expect(answered).toMatchObject({ status: 200 });
  });

  it("RT-3 the month closes with one report on time, one late, one missing", async () => {
    expect(await Promise.all(UNITS.map(timelinessOf))).toEqual(["on-time", "late", "missing"]);
  });

  it("another system hears once of each thing that happened", async () => {
    const happened = await office.happened();
    expect(happened.length).toBeGreaterThan(10);
    expect(events.sort()).toEqual(happened.sort());
  });

  it("whoever asks for a page and has not signed in is asked to, also for one that is none", async () => {
    expect((await office.page("/nothing")).status).toBe(303);
  });

  it("a second version is deployed over live data: all is there, and a second run of the month sends nothing", async () => {
    const before = {
      duties: await Promise.all(UNITS.map((of) => office.duty(of))),
      told: await told(),
      sent: office.sentBySes(),
      code: await office.codeOf("Tick"),
    };
    await office.deploy("second");
    expect(await office.codeOf("Tick")).not.toBe(before.code);
    for (const at of ticksBetween(shanghai("2024-04-29 08:00"), shanghai("2024-04-29 18:00"))) await office.tick(at);
    const plan = SETTINGS.id;
    const days = ["04-29", "05-06", "05-07", "05-08", "05-09", "05-11", "05-14", "05-16"];
    const times = days.flatMap((day) => ["09:00", "17:30"].map((time) => shanghai(`2024-${day} ${time}`)));
    await office.again(
      "plans",
      times.map((at) => ({ plan, at })),
    );
    await office.again(
      "units",
      times.flatMap((at) => UNITS.map((of) => ({ plan, period: "2024-04", unit: UNIT[of], at }))),
    );
    await again();
    expect(await Promise.all(UNITS.map((of) => office.duty(of)))).toEqual(before.duties);
    expect(await told()).toEqual(before.told);
    expect(office.sentBySes()).toBe(before.sent);
    expect(await heard()).toEqual([]);
  });
});
