import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { after, instant } from "../../functions/core/day.ts";
import { type Delivery, isAlarming, joined, settled } from "../../functions/core/delivery.ts";

const takenAt = instant("2024-04-29T01:00:01Z");
const said = (kind: Delivery["kind"], seconds = 5, why = ""): Delivery => ({
  kind,
  at: after(takenAt, seconds * 1_000),
  why,
  takenAt,
  answer: "SES 1",
});
const inAll = (words: readonly Delivery[]) => words.reduce<Delivery | undefined>(joined, undefined);

describe("RM-9 whatever the provider says of a mail, in whatever order and however often, ends in one state; that it will never arrive is told once, that it came back for now is not", () => {
  it.each`
    words                                               | ends                  | alarming | because
    ${[said("delayed"), said("delivered", 90)]}         | ${"delivered"}        | ${false} | ${"late is not lost"}
    ${[said("returned-for-now")]}                       | ${"returned-for-now"} | ${false} | ${"a full mailbox, or an answer of absence"}
    ${[said("delivered"), said("returned-for-now", 9)]} | ${"delivered"}        | ${false} | ${"answers of absence come as bounces"}
    ${[said("delivered"), said("refused", 60)]}         | ${"refused"}          | ${true}  | ${"many servers take a mail first and look then"}
    ${[said("refused", 60), said("delivered")]}         | ${"refused"}          | ${true}  | ${"the same, the other way round"}
    ${[said("delivered"), said("complained", 600)]}     | ${"complained"}       | ${true}  | ${"it arrived, and its reader does not want it"}
  `("$ends: $because", ({ words, ends, alarming }) => {
    expect(inAll(words)?.kind).toBe(ends);
    expect(isAlarming(inAll(words))).toBe(alarming);
  });

  it("any order, with any repeated, gives the same", () => {
    const word = fc
      .tuple(
        fc.constantFrom<Delivery["kind"]>("delayed", "returned-for-now", "delivered", "complained", "refused"),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom("", "550", "mailbox full"),
      )
      .map(([kind, seconds, why]) => said(kind, seconds, why));
    const both = fc.array(word, { minLength: 1, maxLength: 6 }).chain((words) =>
      fc.tuple(
        fc.constant(words),
        fc.shuffledSubarray([...words, ...words], { minLength: words.length }).map((more) => [...more, ...words]),
      ),
    );
    fc.assert(
      fc.property(both, ([words, others]) => {
        expect(inAll(others)).toEqual(inAll(words));
      }),
    );
  });

  it.each`
    state        | kind                  | becomes     | because
    ${"claimed"} | ${"delivered"}        | ${"sent"}   | ${"its sender died before it could say so"}
    ${"pending"} | ${"returned-for-now"} | ${"sent"}   | ${"what came back had been sent"}
    ${"dropped"} | ${"delivered"}        | ${"sent"}   | ${"it had gone out before it was dropped"}
    ${"pending"} | ${"refused"}          | ${"failed"} | ${"sent, and refused"}
    ${"sent"}    | ${"refused"}          | ${"failed"} | ${"refused after all"}
    ${"sent"}    | ${"complained"}       | ${"sent"}   | ${"it arrived"}
    ${"failed"}  | ${"delivered"}        | ${"failed"} | ${"a bounce that came by mail stays"}
  `("a message that was $state is $becomes when $kind: $because", ({ state, kind, becomes }) => {
    const message = { state, sentAt: null, answer: "", delivery: said(kind, 5, "550 no such user") };
    expect(settled(message).state).toBe(becomes);
  });

  it("what is settled has the provider's time and name; what is known already stays as it is", () => {
    const claimed = { state: "claimed" as const, sentAt: null, answer: "", delivery: said("delivered") };
    expect(settled(claimed)).toMatchObject({ sentAt: takenAt, answer: "SES 1" });
    const sent = { state: "sent" as const, sentAt: after(takenAt, 300), answer: "SES 1", delivery: said("delivered") };
    expect(settled(sent)).toEqual(sent);
  });
});
