import { describe, expect, it } from "vitest";
import {
  type ContactHealth,
  failing,
  isSuppressed,
  withFailure,
  withFine,
} from "../../functions/core/contact-health.ts";
import { instant } from "../../functions/core/day.ts";
import { Mailbox } from "../../functions/core/directory.ts";

const mail = Mailbox.parse("liaison@shuiwu.example");
const at = (hour: number) => instant(`2024-05-06T0${hour}:00:00Z`);
const hard = (hour: number) => (health: ContactHealth) =>
  withFailure(health, { at: at(hour), hard: true, why: "550 5.1.1 user unknown" });
const soft = (hour: number) => (health: ContactHealth) =>
  withFailure(health, { at: at(hour), hard: false, why: "452 mailbox full" });
const delivered = (hour: number) => (health: ContactHealth) => withFine(health, { at: at(hour), by: "delivery" });
const mended = (hour: number) => (health: ContactHealth) =>
  withFine(health, { at: at(hour), by: Mailbox.parse("plan@office.example") });

describe("RM-12 a mailbox of a unit that failed for good is not written to until something reaches it or a person says it is mended; what is for it goes to its alternate, else to the next of its unit, and the operator is told", () => {
  it.each`
    happened                         | how          | because
    ${[]}                            | ${undefined} | ${"nothing is known against it"}
    ${[soft(1)]}                     | ${"soft"}    | ${"a full mailbox is emptied again"}
    ${[hard(1)]}                     | ${"hard"}    | ${"there is no such mailbox"}
    ${[hard(1), soft(2)]}            | ${"hard"}    | ${"a passing failure hides none that is for good"}
    ${[soft(1), hard(2)]}            | ${"hard"}    | ${"it got worse"}
    ${[hard(1), delivered(2)]}       | ${undefined} | ${"something arrived since"}
    ${[hard(2), delivered(1)]}       | ${"hard"}    | ${"what arrived had been sent before"}
    ${[hard(1), delivered(1)]}       | ${"hard"}    | ${"the same mail arrived and was complained of"}
    ${[hard(1), mended(1)]}          | ${undefined} | ${"a person knows better"}
    ${[hard(1), mended(2), hard(1)]} | ${undefined} | ${"the same bounce, told again"}
    ${[hard(1), mended(2), hard(3)]} | ${"hard"}    | ${"it was not mended"}
    ${[hard(1), mended(2), soft(3)]} | ${"soft"}    | ${"it exists, and is full"}
  `("$how: $because", ({ happened, how }) => {
    const health = happened.reduce(
      (before: ContactHealth, happens: (health: ContactHealth) => ContactHealth) => happens(before),
      { mail },
    );
    expect(failing(health)).toBe(how);
    expect(isSuppressed(health)).toBe(how === "hard");
  });

  it("what says nothing new changes nothing, so that it need not be written", () => {
    const failed = hard(2)({ mail });
    expect([hard(2)(failed), hard(1)(failed), soft(3)(failed)].every((after) => after === failed)).toBe(true);
    const healthy: ContactHealth = { mail };
    expect(delivered(3)(healthy)).toBe(healthy);
  });
});
