import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, month } from "../../functions/core/day.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { NOTHING_TYPED } from "../../functions/core/draft.ts";
import type { ReceivedMail } from "../../functions/core/received-mail.ts";
import { changeDirectory, keeperNamed, mendContact } from "../../functions/workflows/change-directory.ts";
import { keepDraft, keptDraft } from "../../functions/workflows/kept-draft.ts";
import { openForm } from "../../functions/workflows/open-form.ts";
import { bounceOf } from "./bounce.ts";
import { APRIL, CODES, MAIL, SETTINGS, UNIT } from "./three-units.ts";
import { openWorld, type World } from "./world.ts";

const textOf = ({ lines }: ReceivedMail): string => lines.map(({ text }) => text).join("\n");
const MAY = month("2024-05");
const NEXT = "next@yuanlin.qingshi.example";

describe("a mailbox fails in April; the post is handed over before May opens", () => {
  let world: World;
  let by: Mailbox;
  const bounce = async (of: string): Promise<void> =>
    void (await world.hand(bounceOf(of, (await world.last(of)).messageId ?? ""), {
      from: "",
      to: "duban@duban.example",
    }));
  const form = async (of: string): Promise<string> => {
    const link = /http:\/\/[^/\s]+(\/form\/\S+)/u.exec(textOf(await world.last(of)))?.[1];
    if (!link) throw new Error(`no form in the last mail of ${of}`);
    return `http://127.0.0.1:${world.httpPort}${link}`;
  };
  const handOver = () =>
    changeDirectory(
      {
        kind: "handover",
        unit: UNIT.gardens,
        from: Mailbox.parse(MAIL.gardens.liaison),
        to: Mailbox.parse(NEXT),
        name: "联络员",
        on: day("2024-05-29"),
      },
      { by, why: "原联络员调离" },
      world.ports,
    );

  beforeAll(async () => {
    world = await openWorld("2024-04-29 08:50");
    await world.turnTo("2024-04-29 10:00");
    by = (await keeperNamed(undefined, world.ports))!; // the operator
    await bounce(MAIL.gardens.liaison);
    await bounce(MAIL.water.liaison);
    await world.turnTo("2024-04-29 10:30");
  }, 30_000);
  afterAll(() => world.close());

  it("RM-7 what came back goes to the alternate, else to the next of the unit, and is told to the operator", async () => {
    expect(await world.told(MAIL.water.alternate)).toEqual(["Mon 2024-04-29 10:00 reminder:opening"]);
    expect(await world.told(MAIL.gardens.section)).toEqual(["Mon 2024-04-29 10:00 reminder:opening"]);
    await world.turnTo("2024-04-30 10:00");
    expect(await world.told(MAIL.operator)).toEqual([
      "Mon 2024-04-29 10:00 undeliverable",
      "Tue 2024-04-30 09:00 undeliverable",
    ]);
  });

  it("RM-12 from then on nothing is sent to it: the reminder goes to whoever stands in, and the operator is told", async () => {
    await world.turnTo("2024-05-06 10:00");
    expect(await world.told(MAIL.gardens.liaison)).toEqual(["Mon 2024-04-29 09:00 reminder:opening"]);
    expect((await world.told(MAIL.gardens.section)).at(-1)).toBe("Mon 2024-05-06 09:00 reminder:reminder");
    expect((await world.told(MAIL.water.alternate)).at(-1)).toBe("Mon 2024-05-06 09:00 reminder:reminder");
    expect(textOf(await world.last(MAIL.operator))).toContain("此前的邮件被退回，未再发送");
  });

  it("RM-12 a mailbox that a person says is mended is written to again", async () => {
    const mail = Mailbox.parse(MAIL.water.liaison);
    expect(await mendContact(mail, { by, why: "邮箱已恢复" }, world.ports)).toHaveProperty("done");
    expect(await mendContact(mail, { by, why: "" }, world.ports)).toEqual({ unchanged: "not-failing" });
    await world.turnTo("2024-05-07 10:00");
    expect((await world.told(MAIL.water.liaison)).at(-1)).toBe("Tue 2024-05-07 09:00 reminder:due-day");
    expect((await world.told(MAIL.water.alternate)).at(-1)).toBe("Mon 2024-05-06 09:00 reminder:reminder");
  });

  it("ES-6 a unit that was told through others of it is not taken for untold", async () => {
    await world.turnTo("2024-05-08 10:00");
    expect((await world.duty("gardens")).told.at(-1)).toEqual({ step: "rung-1", day: "2024-05-08" });
  });

  it("RM-8 the preflight of May names it, with what to do", async () => {
    await world.passTo("2024-05-28 10:00");
    const preflight = await world.last(MAIL.operator);
    expect((await world.told(MAIL.operator)).at(-1)).toMatch(/^Tue 2024-05-28 09:00 .*preflight/u);
    expect(textOf(preflight)).toContain(`区园林局：${MAIL.gardens.liaison}，邮件被退回`);
    expect(textOf(preflight)).toContain("duban contact handover");
    expect(textOf(preflight)).not.toContain(MAIL.water.liaison);
  }, 30_000);

  it("RM-13 who hands over and who takes over are told from which day, and what is open", async () => {
    expect(await handOver()).toHaveProperty("done.why", "原联络员调离");
    await world.turnTo("2024-05-28 10:15");
    expect((await world.told(MAIL.gardens.liaison)).at(-1)).toBe("Tue 2024-05-28 10:15 handover");
    const taking = await world.last(NEXT);
    expect(taking.subject).toContain("请您自5月29日起接手区园林局进展报送");
    expect(textOf(taking)).toContain("自5月29日（星期三）起接手区园林局");
    expect(await handOver()).toEqual({ unchanged: "is-contact" });
  });

  it("RM-13 May opens with a link for the new one; who left reports no more", async () => {
    await world.passTo("2024-05-30 09:30");
    expect((await world.told(NEXT)).at(-1)).toBe("Thu 2024-05-30 09:00 reminder:opening");
    expect((await world.told(MAIL.gardens.section)).at(-1)).not.toContain("2024-05-30");
    expect((await fetch(await form(NEXT))).status).toBe(200);
    const open = await world.last(NEXT);
    await world.reply({ from: MAIL.gardens.liaison, to: open, text: `${CODES.gardens[0]} 已完成50%。` });
    expect(Object.keys((await world.duty("gardens", MAY)).entries)).toEqual([]);
    await world.reply({ from: NEXT, to: open, text: `${CODES.gardens[0]} 已完成50%。` });
    expect(Object.keys((await world.duty("gardens", MAY)).entries)).toHaveLength(1);
  }, 30_000);

  it("what was changed, by whom and why is kept in order", async () => {
    const log: string[] = [];
    for await (const { by: who, why, change } of world.ports.store.directoryLog())
      log.push(`${who} ${change.kind} ${why}`);
    expect(log).toEqual([`${MAIL.operator} mended 邮箱已恢复`, `${MAIL.operator} handover 原联络员调离`]);
  });
});

describe("a hand-over in the middle of a month", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld("2024-04-29 08:50");
    await world.turnTo("2024-04-29 10:00");
  }, 30_000);
  afterAll(() => world.close());

  it("RM-13 the draft goes on, the old link leads nowhere, and what waited for the one who leaves goes to the new one", async () => {
    const { ports } = world;
    const next = Mailbox.parse("next@chengguan.qingshi.example");
    const from = Mailbox.parse(MAIL.city.liaison);
    const key = { plan: SETTINGS.id, period: APRIL, unit: UNIT.city };
    const token = (reader: Mailbox) => ports.keys.formToken({ ...key, reader, version: 1 });
    const opened = (reader: Mailbox) => openForm({ ...key, token: token(reader) }, ports);
    const { id } = (await world.duty("city")).measures[0]!; // it has two
    const typed = { [id]: { ...NOTHING_TYPED, progress: "写了一半" } };
    await keepDraft((await opened(from))!, () => typed, ports);
    expect(await opened(next)).toBeUndefined();
    const [opening] = await world.inbox(from);

    const by = (await keeperNamed(MAIL.supervisor, ports))!; // a keeper
    const change = {
      kind: "handover",
      unit: UNIT.city,
      from,
      to: next,
      name: "联络员",
      on: day("2024-04-30"),
    } as const;
    expect(await changeDirectory(change, { by, why: "岗位调整" }, ports)).toHaveProperty("done");
    await world.turnTo("2024-04-29 19:00");
    await world.reply({ from: "nobody@elsewhere.example", to: opening!, text: "绿地-2-1 已完成100%。" });
    await world.turnTo("2024-04-30 09:15");

    expect(await opened(from)).toBeUndefined();
    expect((await keptDraft((await opened(next))!, ports)).typed).toEqual(typed);
    await keepDraft((await opened(next))!, () => ({}), ports);
    expect((await keptDraft((await opened(next))!, ports)).typed, "sent, or thrown away").toEqual({});
    expect(await world.told(from)).toEqual(["Mon 2024-04-29 09:00 reminder:opening", "Mon 2024-04-29 10:15 handover"]);
    expect(await world.told(next)).toEqual(["Mon 2024-04-29 10:15 handover", "Tue 2024-04-30 09:00 held"]);
  });

  it("whoever is not of the office that runs the plan changes nothing", async () =>
    expect(await keeperNamed(MAIL.city.head, world.ports)).toBeUndefined());

  it("a race that is lost says so, and changes nothing", async () => {
    const by = (await keeperNamed(undefined, world.ports))!; // the operator
    const away = { kind: "away", unit: UNIT.water, mail: Mailbox.parse(MAIL.water.liaison) } as const;
    const both = await Promise.all(
      ["2024-05-06", "2024-05-07"].map((on) =>
        changeDirectory({ ...away, from: day(on), until: day(on) }, { by, why: "外出培训" }, world.ports),
      ),
    );
    expect(both.filter((each) => "done" in each)).toHaveLength(1);
    expect(both).toContainEqual({ unchanged: "raced" });
    const { units } = await world.ports.store.wholeDirectory();
    expect(units.flatMap(({ contacts }) => contacts.flatMap((contact) => contact.away ?? []))).toHaveLength(1);
  });
});
