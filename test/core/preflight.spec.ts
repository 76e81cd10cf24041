import { describe, expect, it } from "vitest";
import { day } from "../../functions/core/day.ts";
import { Directory, Mailbox } from "../../functions/core/directory.ts";
import { isPressing, preflight } from "../../functions/core/preflight.ts";
import { unit } from "./plans.ts";

const days = { opens: day("2024-05-30"), due: day("2024-06-04") };
const mail = (name: string) => `${name}@shuiwu.example`;
const liaison = { mail: mail("liaison"), name: "联络员", role: "liaison", alternate: mail("office") };
const section = { mail: mail("section"), name: "科室负责人", role: "section-head" };
const office = {
  id: "ban",
  name: "整治办",
  kind: "office",
  contacts: [{ mail: "plan@ban.example", name: "办公室", role: "operator" }],
};
const of = (...contacts: object[]) =>
  Directory.parse({ units: [{ id: "shuiwu", name: "区水务局", kind: "department", contacts }, office], groups: [] });
const findings = (directory: Directory, lost: Record<string, string> = {}) =>
  preflight(
    { units: [unit("shuiwu")], offices: [unit("ban")] },
    days,
    directory,
    new Map(Object.entries(lost).map(([box, why]) => [Mailbox.parse(box), why])),
  );

describe("RM-8 before a month opens the directory is checked: units that its messages would not reach, mailboxes that are not written to, units with one contact, liaisons who leave before the due day", () => {
  it.each`
    contacts                                                                                                  | found                                           | because
    ${[liaison, section]}                                                                                     | ${[]}                                           | ${"nothing is wrong"}
    ${[]}                                                                                                     | ${["nobody"]}                                   | ${"nobody is told"}
    ${[{ ...liaison, from: "2024-06-01" }]}                                                                   | ${["nobody"]}                                   | ${"not there yet when the month opens"}
    ${[{ ...liaison, alternate: undefined }]}                                                                 | ${["alone"]}                                    | ${"one mailbox is all there is"}
    ${[liaison]}                                                                                              | ${[]}                                           | ${"the alternate is a second"}
    ${[{ ...liaison, alternate: undefined }, section]}                                                        | ${["no-alternate"]}                             | ${"the section head would be told instead"}
    ${[section]}                                                                                              | ${["alone"]}                                    | ${"the section head is told, and is one"}
    ${[{ ...liaison, until: "2024-06-03" }, section]}                                                         | ${["leaves liaison@shuiwu.example 2024-06-03"]} | ${"gone on the due day"}
    ${[{ ...liaison, until: "2024-06-04" }, section]}                                                         | ${[]}                                           | ${"there on the due day"}
    ${[{ ...liaison, away: [{ from: "2024-06-03", until: "2024-06-07" }] }, section]}                         | ${["leaves liaison@shuiwu.example 2024-06-02"]} | ${"away on the due day"}
    ${[{ ...liaison, until: "2024-06-02" }, { ...liaison, mail: mail("next"), from: "2024-06-03" }, section]} | ${[]}                                           | ${"somebody takes over"}
    ${[{ ...liaison, until: "2024-06-02" }, { ...liaison, mail: mail("next"), from: "2024-06-05" }, section]} | ${["leaves liaison@shuiwu.example 2024-06-02"]} | ${"somebody takes over, but too late"}
  `("$found: $because", ({ contacts, found }) =>
    expect(
      findings(of(...contacts)).map((each) =>
        each.kind === "leaves" ? `leaves ${each.mail} ${each.last}` : each.kind,
      ),
    ).toEqual(found),
  );

  it.each`
    lost                  | found             | because
    ${mail("liaison")}    | ${["suppressed"]} | ${"the liaison's mail is returned"}
    ${mail("office")}     | ${["suppressed"]} | ${"an alternate that fails is none"}
    ${"plan@ban.example"} | ${["suppressed"]} | ${"those who run the plan must be reached too"}
    ${"else@x.example"}   | ${[]}             | ${"it is of nobody here"}
  `("$lost: $because", ({ lost, found }) =>
    expect(findings(of(liaison, section), { [lost]: "550 user unknown" }).map(({ kind }) => kind)).toEqual(found),
  );

  it("an alternate that is missing is told beside what presses, never by itself", () =>
    expect(findings(of({ ...liaison, alternate: undefined }, section)).filter(isPressing)).toEqual([]));
});
