import { describe, expect, it } from "vitest";
import { writeOfficialDocument } from "../../functions/adapters/official-document.ts";
import { day, instant } from "../../functions/core/day.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { letterFor } from "../../functions/core/letter.ts";
import type { Notice } from "../../functions/core/notice.ts";
import type { RungEvidence } from "../../functions/core/rung-evidence.ts";
import { messageWords } from "../../functions/messages/message.ts";
import { calendar } from "../core/calendars.ts";
import { dutyOf, factsAt, ladder, mailOf, measures, plan, rung, toldOn, withRecorded } from "./april.ts";

const told = toldOn(["2024-04-29", "opening"], ["2024-05-07", "due-day"], ["2024-05-08", "rung-1"]);
const duty: Duty = { ...withRecorded(dutyOf("shuiwu"), 2), told };
const at = (local: string) => instant(`${local}:00+08:00`);
const sent = { people: 1, sent: 1, delivered: 1, failed: 0 };
const evidence: RungEvidence[] = [
  { kind: "asked", at: at("2024-04-29T09:00"), due: day("2024-05-07"), measures: duty.measures.length },
  { kind: "told", at: at("2024-04-29T09:00"), steps: ["opening"], ...sent },
  { kind: "came", at: at("2024-04-30T10:11"), codes: ["碧水-1-1", "碧水-1-2"] },
  { kind: "told", at: at("2024-05-08T09:00"), steps: ["rung-1"], ...sent, people: 2, sent: 2 },
];
const facts = (more: Partial<Duty> = {}) => {
  const known = factsAt({ at: "2024-05-14T01:00:00Z", duties: [{ ...duty, ...more }], evidence });
  const order = { text: "请各相关单位每月第二个工作日前报送上月进展。", line: 27 };
  return { ...known, plans: new Map([[plan.id, { ...known.plans.get(plan.id)!, plan: { ...plan, order } }]]) };
};
const lettersTo = (to: ReturnType<typeof mailOf>, notice: Notice, more: Partial<Duty> = {}) =>
  messageWords({ to, notices: [notice] }, facts(more), {
    domain: "duban.example",
    publicUrl: "https://duban.example",
    formLink: () => "",
    signInLink: () => "",
  }).letters;
const red = rung("shuiwu", 4, "supervision");
const yellow = rung("shuiwu", 2, "issuer");
const supervisor = mailOf("ducha", "supervisor");
const operator = mailOf("shengtai-huanjing", "operator");

describe("ES-8 a rung with a letter brings its draft to whoever issues it: what is missing, on what ground, what was told when, and by when to answer", () => {
  it.each`
    to            | notice                           | more                     | letters                                           | because
    ${supervisor} | ${red}                           | ${{}}                    | ${["红牌督办单（草稿）-区水务局-2024年4月.docx"]} | ${"the supervision office issues the red one"}
    ${operator}   | ${yellow}                        | ${{}}                    | ${["黄牌督办单（草稿）-区水务局-2024年4月.docx"]} | ${"the operator issues the yellow one"}
    ${operator}   | ${rung("shuiwu", 3, "operator")} | ${{}}                    | ${[]}                                             | ${"the third rung has none"}
    ${supervisor} | ${red}                           | ${{ provisional: true }} | ${[]}                                             | ${"nothing goes beyond the unit on a date that may move (CA-2)"}
  `("$letters: $because", ({ to, notice, more, letters }) => {
    expect(lettersTo(to, notice, more).map(({ name }) => name)).toEqual(letters);
  });

  it("the unit itself gets the mail, not a draft", () =>
    expect(lettersTo(mailOf("shuiwu", "deputy"), rung("shuiwu", 2, "deputy"))).toEqual([]));

  it("nothing is missing: there is nothing to write", () => {
    const complete = { ...duty, entries: withRecorded(duty, 999).entries };
    const known = { evidence, editions: facts().plans.get(plan.id)!.editions, calendar, today: day("2024-05-14") };
    expect(letterFor(ladder[3]!, complete, known)).toBeUndefined();
  });

  it("its words", () => {
    const [letter] = lettersTo(supervisor, red);
    const text = letter?.paragraphs.map((each) => each.text).join("\n") ?? "";
    for (const said of [
      "编号：〔2024〕　　号",
      "区水务局：",
      `尚缺${duty.measures.length - 2}项`,
      measures.find(({ id }) => id === duty.measures[2]?.id)!.code,
      "（原文第27行）",
      "应于5月7日24时前报送；截至5月14日，逾期6个工作日",
      "4月30日 10:11，收到报送并登记：碧水-1-1、碧水-1-2。",
      "5月8日 09:00，催办：发给2人，已发2封，送达1封。",
      "请于5月15日18时前补齐",
      "签发人：",
      "区政府督查室",
    ])
      expect(text).toContain(said);
  });

  it("the same letter is the same file, to the byte", async () => {
    const [letter] = lettersTo(supervisor, red);
    const [once, twice] = await Promise.all([1, 2].map(() => writeOfficialDocument(letter!.paragraphs, letter!.on)));
    expect(Buffer.from(once!).equals(Buffer.from(twice!))).toBe(true);
  });
});
