import { describe, expect, it } from "vitest";
import { ACCESS, type Deed, may, maySome, viewerOf } from "../../functions/core/access.ts";
import { Directory, Mailbox, UnitId } from "../../functions/core/directory.ts";
import { daxingDirectory, daxingSettings } from "./daxing.ts";

const OPERATOR = "plan@shengtai-huanjing.daxing.example";
const SUPERVISOR = "duty@ducha.daxing.example";
const viewer = (mail: string) => viewerOf(Mailbox.parse(mail), daxingDirectory);
const unitOf = (words: string): UnitId | null | undefined =>
  words === "the plan" ? undefined : words === "nobody's" ? null : UnitId.parse(words);
const mayBe = (mail: string, deed: Deed, of: string): boolean => {
  const found = viewer(mail);
  return found !== undefined && may(found, deed, daxingSettings, unitOf(of));
};

describe("AC-1 what somebody may see and do follows from what their mailbox is in the directory; what is in no row they may not", () => {
  it.each`
    mail                                       | deed            | of                     | allowed  | because
    ${OPERATOR}                                | ${"see-board"}  | ${"the plan"}          | ${true}  | ${"the operator sees everything of the plan"}
    ${OPERATOR}                                | ${"see-mails"}  | ${"the plan"}          | ${true}  | ${"the operator looks after the mails"}
    ${OPERATOR}                                | ${"decide"}     | ${"shuiwu"}            | ${true}  | ${"the operator decides about others"}
    ${OPERATOR}                                | ${"decide"}     | ${"shengtai-huanjing"} | ${false} | ${"not about its own unit (CY-6)"}
    ${OPERATOR}                                | ${"decide"}     | ${"nobody's"}          | ${true}  | ${"what no unit is known for is the operator's"}
    ${OPERATOR}                                | ${"answer"}     | ${"shuiwu"}            | ${false} | ${"nobody reports for another"}
    ${SUPERVISOR}                              | ${"see-board"}  | ${"the plan"}          | ${true}  | ${"supervisors see where everything stands"}
    ${SUPERVISOR}                              | ${"see-unit"}   | ${"shuiwu"}            | ${true}  | ${"and what is behind it"}
    ${SUPERVISOR}                              | ${"see-mails"}  | ${"the plan"}          | ${false} | ${"the operator's work"}
    ${SUPERVISOR}                              | ${"look-ahead"} | ${"the plan"}          | ${false} | ${"the operator's work"}
    ${OPERATOR}                                | ${"manage"}     | ${"the plan"}          | ${true}  | ${"the operator sets what the plan runs by"}
    ${SUPERVISOR}                              | ${"manage"}     | ${"the plan"}          | ${false} | ${"the operator's work"}
    ${SUPERVISOR}                              | ${"decide"}     | ${"shengtai-huanjing"} | ${true}  | ${"in place of the operator (CY-6)"}
    ${SUPERVISOR}                              | ${"decide"}     | ${"shuiwu"}            | ${false} | ${"that is the operator's"}
    ${"liaison@shuiwu.daxing.example"}         | ${"read-plan"}  | ${"the plan"}          | ${true}  | ${"the plan was sent to all"}
    ${"liaison@shuiwu.daxing.example"}         | ${"see-unit"}   | ${"shuiwu"}            | ${true}  | ${"their own"}
    ${"liaison@shuiwu.daxing.example"}         | ${"answer"}     | ${"shuiwu"}            | ${true}  | ${"their own"}
    ${"liaison@shuiwu.daxing.example"}         | ${"see-unit"}   | ${"jiaotong"}          | ${false} | ${"another's"}
    ${"liaison@shuiwu.daxing.example"}         | ${"see-unit"}   | ${"nobody's"}          | ${false} | ${"not theirs"}
    ${"liaison@shuiwu.daxing.example"}         | ${"see-board"}  | ${"the plan"}          | ${false} | ${"units do not see each other"}
    ${"deputy@shuiwu.daxing.example"}          | ${"see-unit"}   | ${"shuiwu"}            | ${true}  | ${"their own"}
    ${"deputy@shuiwu.daxing.example"}          | ${"answer"}     | ${"shuiwu"}            | ${false} | ${"the liaison reports on the pages"}
    ${"head@shengtai-huanjing.daxing.example"} | ${"see-board"}  | ${"the plan"}          | ${false} | ${"leads the unit, does not run the plan"}
    ${"head@shengtai-huanjing.daxing.example"} | ${"decide"}     | ${"shuiwu"}            | ${false} | ${"the same"}
    ${"stranger@elsewhere.example"}            | ${"read-plan"}  | ${"the plan"}          | ${false} | ${"in the directory nobody is at it"}
  `("$mail, $deed of $of: $allowed, $because", ({ mail, deed, of, allowed }) => {
    expect(mayBe(mail, deed, of)).toBe(allowed);
  });

  it("an operator of another office is nothing in this plan", () => {
    const [other] = daxingDirectory.units.filter(({ id }) => id === "jiaotong");
    const contacts = [{ mail: "plan@jiaotong.daxing.example", name: "办公室", role: "operator" }];
    const directory = Directory.parse({ units: [{ ...other, contacts }], groups: [] });
    const found = viewerOf(Mailbox.parse("plan@jiaotong.daxing.example"), directory)!; // in it
    for (const deed of Object.keys(ACCESS) as Deed[]) // the keys of a constant object
      expect(maySome(found, deed, daxingSettings), deed).toBe(false);
  });
});
