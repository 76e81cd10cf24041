import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReceivedMail } from "../../functions/core/received-mail.ts";
import { CODES, MAIL } from "./three-units.ts";
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
    await world.reply({ from: MAIL.water.liaison, to: opening, text: `${first} 已完成40%，东沟清淤3公里。` });
    expect(textOf(await world.last(MAIL.water.liaison))).toMatch(/还缺2项/u);

    await world.turnTo("2024-04-29 11:00");
    const shown = await byForm(world, linkIn(opening), {
      [`${ids[1]}.progress`]: "护岸修复已招标。",
      [`${ids[2]}.status`]: "本月无进展",
    });
    expect(shown).toContain("已登记 2 项");
    expect(shown).toContain("3/3");
    const receipt = await world.last(MAIL.water.liaison);
    expect(receipt.subject).toContain("已报齐");
    expect(textOf(receipt)).toContain("网页填报");
    const completeAt = (await world.duty("water")).completeAt;
    expect(completeAt).toBe("2024-04-29T03:00:00.000Z");

    await world.turnTo("2024-04-30 09:30");
    const { status, body } = await world.hook("water", JSON.stringify({ entries: [{ code: first, percent: 45 }] }));
    expect([status, body.recorded]).toEqual([200, [first]]);

    await world.turnTo("2024-05-06 09:30");
    const corrected = await byForm(world, linkIn(receipt), { [`${ids[1]}.percent`]: "20" });
    expect(corrected).toContain("已登记 1 项");
    const duty = await world.duty("water");
    expect(ids.map((id) => duty.entries[id]?.percent)).toEqual([45, 20, undefined]);
    expect(duty.completeAt, "corrections do not move it (RT-2)").toBe(completeAt);
    expect([second, third].every((code) => shown.includes(code))).toBe(true);
  });

  it("after closing the link still shows what stands, and takes nothing more on the page", async () => {
    await world.passTo("2024-05-16 10:00");
    const link = linkIn(await world.last(MAIL.water.liaison));
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
