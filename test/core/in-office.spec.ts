import { describe, expect, it } from "vitest";
import { remindedOf, unitOf } from "../../functions/core/contacts.ts";
import { day } from "../../functions/core/day.ts";
import { Directory, Mailbox } from "../../functions/core/directory.ts";
import { directoryOn, withHandOver } from "../../functions/core/in-office.ts";
import { unit } from "./plans.ts";

const mail = (name: string) => Mailbox.parse(`${name}@shuiwu.example`);
const whole = Directory.parse({
  units: [
    {
      id: "shuiwu",
      name: "区水务局",
      kind: "department",
      contacts: [
        { mail: mail("liaison"), name: "联络员", role: "liaison" },
        { mail: mail("section"), name: "科室负责人", role: "section-head" },
      ],
    },
  ],
  groups: [],
});
const handed = (until?: string) =>
  withHandOver(whole, {
    unit: unit("shuiwu"),
    from: mail("liaison"),
    to: mail("next"),
    name: "联络员",
    on: day("2024-05-06"),
    ...(until && { until: day(until) }),
  })!;
const away = Directory.parse({
  ...whole,
  units: whole.units.map((each) => ({
    ...each,
    contacts: each.contacts.map((contact) =>
      contact.role === "liaison" ? { ...contact, away: [{ from: "2024-05-06", until: "2024-05-10" }] } : contact,
    ),
  })),
});

describe("RM-11 a contact counts from the day they take over to the day they hand over, and not while they are away; whoever stands in counts on the days they do", () => {
  it.each`
    directory               | on              | reminded     | because
    ${whole}                | ${"2024-05-06"} | ${"liaison"} | ${"nobody changed"}
    ${handed()}             | ${"2024-05-05"} | ${"liaison"} | ${"the last day before"}
    ${handed()}             | ${"2024-05-06"} | ${"next"}    | ${"the first day after"}
    ${handed("2024-05-10")} | ${"2024-05-10"} | ${"next"}    | ${"the last day of standing in"}
    ${handed("2024-05-10")} | ${"2024-05-11"} | ${"liaison"} | ${"back in the office"}
    ${away}                 | ${"2024-05-07"} | ${"section"} | ${"nobody stands in: the next contact is told (RM-7)"}
  `("on $on $reminded: $because", ({ directory, on, reminded }) => {
    const [first, ...others] = remindedOf(unitOf(unit("shuiwu"), directoryOn(directory, day(on))));
    expect([first?.mail, others]).toEqual([mail(reminded), []]);
  });
  it("one who is no contact hands nothing over", () =>
    expect(
      withHandOver(whole, {
        unit: unit("shuiwu"),
        from: mail("nobody"),
        to: mail("next"),
        name: "联络员",
        on: day("2024-05-06"),
      }),
    ).toBeUndefined());
  it("a directory without dates is the same on every day", () =>
    expect(directoryOn(whole, day("2024-05-06"))).toBe(whole));
});
