import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReceivedMail } from "../../functions/core/received-mail.ts";
import { CODES, MAIL, UNITS } from "./three-units.ts";
import { openWorld, type World } from "./world.ts";

const textOf = ({ lines }: ReceivedMail): string => lines.map(({ text }) => text).join("\n");
/** Where the form is, as the mail says. */
const linkIn = (mail: ReceivedMail): string => {
  const link = /https?:\/\/[^\s/]+(\/form\/\S+)/u.exec(textOf(mail))?.[1];
  if (!link) throw new Error("no link in the mail");
  return link;
};

/** What a browser does with a form: opens it, changes some fields, presses a button, follows. @returns the page it ends on */
async function byForm(world: World, link: string, changes: Record<string, string>): Promise<string> {
  const own = `http://127.0.0.1:${world.httpPort}`;
  const page = await (await fetch(own + link)).text();
  const form = new FormData();
  for (const [tag, name = ""] of page.matchAll(/<(?:input|textarea)[^>]* name="([^"]+)"[^>]*>/gu)) {
    if (tag.includes('type="file"')) continue;
    const words = tag.startsWith("<textarea") ? (page.split(tag)[1] ?? "").split("</textarea>")[0] : undefined;
    form.set(name, changes[name] ?? words ?? / value="([^"]*)"/u.exec(tag)?.[1] ?? "");
  }
  for (const [name, value] of Object.entries(changes)) form.set(name, value);
  form.set("do", "submit");
  const answer = await fetch(own + link, { method: "POST", headers: { origin: own }, body: form });
  await world.runner.idle();
  return answer.text();
}

/** What the last receipt of 区水务局 says: its subject, the door, what was recorded and what is missing. */
async function receiptSays(world: World, box: string = MAIL.water.liaison) {
  const mail = await world.last(box);
  const lines = textOf(mail).split("\n");
  const under = (heading: RegExp): string[] => {
    const from = lines.findIndex((line) => heading.test(line));
    const rest = from < 0 ? [] : lines.slice(from + 1);
    const end = rest.findIndex((line) => !/^\p{Script=Han}{2}-\d-\d/u.test(line));
    return rest.slice(0, end).map((line) => line.replaceAll("\t", " "));
  };
  return {
    subject: mail.subject.replace(/ \[编号 .*/u, ""),
    door: lines.find((line) => line.startsWith("收到方式"))?.split("\t")[1],
    recorded: under(/^已登记（/u),
    missing: under(/^还缺的措施/u).map((line) => line.split(" ")[0]),
  };
}

describe("one duty through one door, each of them: the report is complete and the answer says so", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld("2024-04-26 08:00");
    await world.turnTo("2024-04-29 10:20");
  });
  afterAll(() => world.close());

  it("by mail", async () => {
    const box = MAIL.water.liaison;
    const [first, second, third] = CODES.water;
    const text = `${first} 完成40%\n${second} 护岸修复已招标。\n${third} 本月无进展`;
    await world.reply({ from: box, to: await world.last(box), text });
    expect(await receiptSays(world)).toEqual({
      subject: "回执：已登记3项，已报齐（区水务局2024年4月）",
      door: "邮件",
      recorded: [`${first} 40%`, `${second} 护岸修复已招标。`, `${third} 本月无进展`],
      missing: [],
    });
  });

  it("by form", async () => {
    const box = MAIL.gardens.liaison;
    const [one = "", two = ""] = (await world.duty("gardens")).measures.map(({ id }) => id);
    const page = await byForm(world, linkIn(await world.last(box)), {
      [`${one}.percent`]: "30",
      [`${two}.progress`]: "已补植120株。",
    });
    expect(page).toContain("2/2");
    expect(await receiptSays(world, box)).toEqual({
      subject: "回执：已登记2项，已报齐（区园林局2024年4月）",
      door: "网页填报",
      recorded: [`${CODES.gardens[0]} 30%`, `${CODES.gardens[1]} 已补植120株。`],
      missing: [],
    });
  });

  it("by webhook, in two parts: the first is told what is missing", async () => {
    const [one, two] = CODES.city;
    const post = (code: string) =>
      world.hook("city", JSON.stringify({ entries: [{ code, status: "in-progress", percent: 30 }] }));
    expect((await post(one)).body).toMatchObject({ recorded: [one], missing: [two] });
    expect((await post(two)).body).toMatchObject({ recorded: [two], missing: [] });
  });

  it.each(UNITS)("%s's report is complete", async (unit) => {
    expect((await world.duty(unit)).completeAt).toBe(world.clock.now());
  });
});

describe("one duty through several doors: whatever door, one report, and each receipt says what stands", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld("2024-04-26 08:00");
    await world.turnTo("2024-04-29 10:20");
  });
  afterAll(() => world.close());

  it("half by mail, the rest by form, a correction by webhook, one more by the receipt's link", async () => {
    const [first = "", second = "", third = ""] = CODES.water;
    const ids = (await world.duty("water")).measures.map(({ id }) => id);
    const opening = await world.last(MAIL.water.liaison);
    await world.reply({ from: MAIL.water.liaison, to: opening, text: `${first} 已完成40%，东沟本月清淤3公里。` });
    expect(await receiptSays(world)).toEqual({
      subject: "回执：已登记1项，还缺2项（区水务局2024年4月）",
      door: "邮件",
      recorded: [`${first} 40%，本月3公里 进展：已完成40%，东沟本月清淤3公里。`],
      missing: [second, third],
    });

    await world.turnTo("2024-04-29 11:00");
    const shown = await byForm(world, linkIn(opening), {
      [`${ids[1]}.progress`]: "护岸修复已招标。",
      [`${ids[2]}.status`]: "本月无进展",
    });
    expect(shown).toContain("已登记 2 项");
    expect(shown).toContain("3/3");
    const receipt = await world.last(MAIL.water.liaison);
    expect(await receiptSays(world)).toEqual({
      subject: "回执：已登记2项，已报齐（区水务局2024年4月）",
      door: "网页填报",
      recorded: [`${second} 护岸修复已招标。`, `${third} 本月无进展`],
      missing: [],
    });
    const completeAt = (await world.duty("water")).completeAt;
    expect(completeAt).toBe("2024-04-29T03:00:00.000Z");

    await world.turnTo("2024-04-30 09:30");
    const { status, body } = await world.hook("water", JSON.stringify({ entries: [{ code: first, percent: 45 }] }));
    expect([status, body.recorded, body.missing, body.duplicate]).toEqual([200, [first], [], false]);

    await world.turnTo("2024-05-06 09:30");
    const corrected = await byForm(world, linkIn(receipt), { [`${ids[1]}.percent`]: "20" });
    expect(corrected).toContain("已登记 1 项");
    expect(await receiptSays(world)).toMatchObject({
      recorded: [`${second} 20% 进展：护岸修复已招标。`],
      missing: [],
    });
    const duty = await world.duty("water");
    expect(ids.map((id) => duty.entries[id]?.percent)).toEqual([45, 20, undefined]);
    expect(duty.completeAt, "corrections do not move it (RT-2)").toBe(completeAt);
    expect([second, third].every((code) => shown.includes(code))).toBe(true);
  });

  it("after closing the link still shows what stands, and takes nothing more on the page", async () => {
    const link = linkIn(await world.last(MAIL.water.liaison));
    await world.passTo("2024-05-16 10:00");
    const page = await (await fetch(`http://127.0.0.1:${world.httpPort}${link}`)).text();
    expect(page).toContain("已办结");
    expect(page).toContain("护岸修复已招标");
    expect(page).not.toContain('<form class="report"');
  });

  it("a form opened before and sent after is not lost: recorded as late, and told to the operator", async () => {
    const { city } = MAIL;
    const opening = (await world.inbox(city.liaison))[0];
    if (!opening) throw new Error("nobody told the city");
    const [id = ""] = (await world.duty("city")).measures.map(({ id: each }) => each);
    const form = new FormData();
    form.set("form", "opened-before");
    form.set(`${id}.stood`, "");
    form.set(`${id}.progress`, "已拆除3处。");
    form.set("do", "submit");
    const own = `http://127.0.0.1:${world.httpPort}`;
    const answer = await fetch(own + linkIn(opening), { method: "POST", headers: { origin: own }, body: form });
    expect(await answer.text()).toContain("办结之后补报");
    await world.runner.idle();
    expect((await world.duty("city")).entries[id as never]?.at).toBe(world.clock.now());
  });
});
