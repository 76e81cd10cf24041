import { describe, expect, it } from "vitest";
import { remindedOf, unitOf } from "../../functions/core/contacts.ts";
import { day } from "../../functions/core/day.ts";
import { Directory, Mailbox } from "../../functions/core/directory.ts";
import { type Change, directoryWith } from "../../functions/core/directory-change.ts";
import { directoryOn } from "../../functions/core/in-office.ts";
import { unit } from "./plans.ts";

const TODAY = day("2024-05-02");
const mail = (name: string) => Mailbox.parse(`${name}@shuiwu.example`);
const shuiwu = unit("shuiwu");
const before = Directory.parse({
  units: [
    {
      id: "shuiwu",
      name: "区水务局",
      kind: "department",
      contacts: [
        { mail: mail("liaison"), name: "联络员", role: "liaison", alternate: mail("next") },
        { mail: mail("section"), name: "科室负责人", role: "section-head" },
      ],
    },
  ],
  groups: [],
});
const handover = (more: Partial<Record<"from" | "to" | "on" | "until", string>> = {}) => ({
  kind: "handover" as const,
  unit: shuiwu,
  from: mail(more.from ?? "liaison"),
  to: mail(more.to ?? "next"),
  name: "联络员",
  on: day(more.on ?? "2024-05-06"),
  ...(more.until && { until: day(more.until) }),
});
const away = (from: string, until: string) =>
  ({ kind: "away", unit: shuiwu, mail: mail("liaison"), from: day(from), until: day(until) }) as const;

/** After each of some changes, all made today. @throws Error when one is not */
const after = (...changes: Change[]): Directory =>
  changes.reduce((directory, change) => {
    const made = directoryWith(directory, change, "工作调整", TODAY);
    if ("unchanged" in made) throw new Error(made.unchanged);
    return made.directory;
  }, before);
const toldOn = (directory: Directory, on: string) =>
  remindedOf(unitOf(shuiwu, directoryOn(directory, day(on)))).map((contact) => contact.mail.split("@")[0]);

describe("RM-13 a hand-over is one dated change, kept with who made it and why; both are told what is open and from which day, and what is open goes on, with its drafts", () => {
  it.each`
    changes                                                                                           | on              | told           | because
    ${[handover()]}                                                                                   | ${"2024-05-05"} | ${["liaison"]} | ${"until the day before"}
    ${[handover()]}                                                                                   | ${"2024-05-06"} | ${["next"]}    | ${"from the day on"}
    ${[handover({ until: "2024-05-08" })]}                                                            | ${"2024-05-09"} | ${["liaison"]} | ${"who stood in does no more"}
    ${[handover(), handover({ from: "next", to: "liaison", on: "2024-06-03" })]}                      | ${"2024-06-03"} | ${["liaison"]} | ${"it was handed back"}
    ${[handover({ until: "2024-05-08" }), handover({ from: "next", to: "third", on: "2024-05-07" })]} | ${"2024-05-09"} | ${["liaison"]} | ${"who takes over from a stand-in stands in"}
    ${[away("2024-05-06", "2024-05-08")]}                                                             | ${"2024-05-07"} | ${["section"]} | ${"nobody stands in: the next is told"}
    ${[away("2024-05-06", "2024-05-08"), handover({ on: "2024-05-09" })]}                             | ${"2024-05-09"} | ${["next"]}    | ${"away, then gone"}
  `("on $on $told: $because", ({ changes, on, told }) => expect(toldOn(after(...changes), on)).toEqual(told));

  it("whoever takes over has the post: drafts of the one before, and no alternate that is themselves", () =>
    expect(unitOf(shuiwu, directoryOn(after(handover()), day("2024-05-06")))?.contacts[0]).toEqual({
      mail: mail("next"),
      name: "联络员",
      role: "liaison",
      from: "2024-05-06",
      follows: mail("liaison"),
    }));

  it.each`
    changes                                                  | change                                                        | unchanged       | because
    ${[]}                                                    | ${handover({ from: "nobody" })}                               | ${"no-contact"} | ${"a mailbox mistyped"}
    ${[handover()]}                                          | ${handover({ to: "third" })}                                  | ${"no-contact"} | ${"it was handed over already"}
    ${[]}                                                    | ${handover({ to: "liaison" })}                                | ${"same-mail"}  | ${"nothing changes"}
    ${[handover(), handover({ from: "next", to: "third" })]} | ${handover({ from: "third", to: "third", on: "2024-05-07" })} | ${"same-mail"}  | ${"nothing changes, later too"}
    ${[handover({ until: "2024-05-08" })]}                   | ${handover({ on: "2024-05-07" })}                             | ${"is-contact"} | ${"who takes over is there already"}
    ${[]}                                                    | ${handover({ on: "2024-05-01" })}                             | ${"past"}       | ${"what was is not changed"}
    ${[]}                                                    | ${handover({ until: "2024-05-05" })}                          | ${"ends-first"} | ${"days the wrong way round"}
    ${[away("2024-05-06", "2024-05-08")]}                    | ${away("2024-05-08", "2024-05-10")}                           | ${"is-away"}    | ${"the same day twice"}
    ${[away("2024-05-06", "2024-05-08")]}                    | ${handover({ on: "2024-05-08", until: "2024-05-10" })}        | ${"is-away"}    | ${"the same"}
  `("$unchanged: $because", ({ changes, change, unchanged }) =>
    expect(directoryWith(after(...changes), change, "工作调整", TODAY)).toEqual({ unchanged }),
  );

  it("no reason, no change", () =>
    expect(directoryWith(before, handover(), " 调 ", TODAY)).toEqual({ unchanged: "no-why" }));
});
