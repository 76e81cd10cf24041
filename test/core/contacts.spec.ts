import { describe, expect, it } from "vitest";
import { decidersFor, onRung, remindedOf, standInsFor, unitOf } from "../../functions/core/contacts.ts";
import type { Directory, Unit } from "../../functions/core/directory.ts";
import { daxingDirectory, daxingSettings } from "./daxing.ts";
import { unit } from "./plans.ts";

const shuiwu = unitOf(unit("shuiwu"), daxingDirectory)!;
const without = (...roles: string[]): Unit => ({
  ...shuiwu,
  contacts: shuiwu.contacts.filter(({ role }) => !roles.includes(role)),
});
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
});
