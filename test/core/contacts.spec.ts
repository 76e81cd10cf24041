import { describe, expect, it } from "vitest";
import { decidersFor, onRung, remindedOf, standInsFor, unitOf } from "../../functions/core/contacts.ts";
import { day } from "../../functions/core/day.ts";
import { type Contact, type Directory, Mailbox, type Unit } from "../../functions/core/directory.ts";
import { directoryOn } from "../../functions/core/in-office.ts";
import { daxingDirectory, daxingSettings } from "./daxing.ts";
import { unit } from "./plans.ts";

const shuiwu = unitOf(unit("shuiwu"), daxingDirectory)!;
const without = (...roles: string[]): Unit => ({
  ...shuiwu,
  contacts: shuiwu.contacts.filter(({ role }) => !roles.includes(role)),
});
const unitWith = (...contacts: Contact[]): Unit => ({ ...shuiwu, contacts });
const directoryWith = (changed: Unit): Directory => ({
  ...daxingDirectory,
  units: daxingDirectory.units.map((each) => (each.id === changed.id ? changed : each)),
});

describe("CY-6 the operator's own unit reports on the same clock, and the supervision office decides about it", () => {
  it.each`
    about                  | by                                         | because
    ${"shuiwu"}            | ${"plan@shengtai-huanjing.daxing.example"} | ${"the operator decides about others"}
    ${"shengtai-huanjing"} | ${"duty@ducha.daxing.example"}             | ${"nobody decides about their own unit"}
  `("about $about: $by, because $because", ({ about, by }) => {
    expect(decidersFor(unit(about), daxingSettings, daxingDirectory)[0]?.mail).toBe(by);
    expect(onRung("operator", unit(about), daxingSettings, daxingDirectory)[0]?.mail).toBe(by);
  });
});

describe("RM-7 a unit without a liaison is reached by the next contact; one without any is undeliverable, never silent", () => {
  it.each`
    missing                                          | role              | because
    ${[]}                                            | ${"liaison"}      | ${"the liaison is there"}
    ${["liaison"]}                                   | ${"section-head"} | ${"the section head is next"}
    ${["liaison", "section-head", "deputy"]}         | ${"head"}         | ${"somebody must know"}
    ${["liaison", "section-head", "deputy", "head"]} | ${undefined}      | ${"there is nobody"}
  `("without $missing: $role, because $because", ({ missing, role }) => {
    expect(remindedOf(without(...missing))[0]?.role).toBe(role);
  });

  const post = (role: string) => shuiwu.contacts.find((contact) => contact.role === role)!;
  const alternate = Mailbox.parse("office@shuiwu.daxing.example");
  const twin = { ...post("liaison"), mail: Mailbox.parse("twin@shuiwu.daxing.example") };
  const withAlternate = unitWith({ ...post("liaison"), alternate }, post("section-head"));
  const withTwin = unitWith(post("liaison"), twin, post("section-head"));
  const bound = unitWith(post("liaison"), { ...twin, programmes: [2] }, post("section-head"));
  const ALL = "all";
  const left = unitWith({ ...post("liaison"), until: day("2024-05-05") }, twin);
  it.each`
    unit             | whose             | others         | told                           | because
    ${withAlternate} | ${"liaison"}      | ${[]}          | ${[alternate]}                 | ${"that is what it is for"}
    ${withAlternate} | ${"liaison"}      | ${[alternate]} | ${[post("section-head").mail]} | ${"the alternate cannot be reached either"}
    ${withTwin}      | ${"liaison"}      | ${[]}          | ${[twin.mail]}                 | ${"another has the same post"}
    ${bound}         | ${"liaison"}      | ${[]}          | ${[post("section-head").mail]} | ${"the other is told of one programme only (CY-8)"}
    ${left}          | ${"liaison"}      | ${[]}          | ${[twin.mail]}                 | ${"the post was handed over"}
    ${withAlternate} | ${"section-head"} | ${[]}          | ${[post("liaison").mail]}      | ${"whoever is there must know"}
    ${withTwin}      | ${"liaison"}      | ${ALL}         | ${[]}                          | ${"there is nobody: the operator is told"}
  `("in place of the $whose: $told, because $because", ({ unit: changed, whose, others, told }) => {
    const whole = directoryWith(changed);
    const directory = directoryOn(whole, day("2024-05-06"));
    const lost = new Set<Mailbox>(others === ALL ? withTwin.contacts.map(({ mail }) => mail) : others);
    const found = standInsFor(post(whose).mail, shuiwu.id, { whole, directory }, lost);
    expect(found.map(({ mail }) => mail)).toEqual(told);
  });
});
