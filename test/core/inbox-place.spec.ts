import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type InboxPlace, isToFetch, placeAfter } from "../../functions/core/inbox-place.ts";

const inbox = "duban@mail.example/INBOX";
const at = (uid: number, uidValidity = "1") => ({ uid, uidValidity });
const after = (place: InboxPlace | undefined, uid: number, dealtWith = true, uidValidity = "1") =>
  placeAfter(at(uid, uidValidity), dealtWith, inbox, place);

describe("RP-8 a mail in the office's mailbox is fetched until it has been dealt with, and again when the server numbers its mails anew", () => {
  it.each`
    done                                            | uid  | validity | fetched  | because
    ${[]}                                           | ${1} | ${"1"}   | ${true}  | ${"nothing has been fetched yet"}
    ${[[1, true]]}                                  | ${1} | ${"1"}   | ${false} | ${"it was dealt with"}
    ${[[1, true]]}                                  | ${2} | ${"1"}   | ${true}  | ${"it came later"}
    ${[[1, false]]}                                 | ${1} | ${"1"}   | ${true}  | ${"it could not be dealt with"}
    ${[[1, false], [2, true]]}                      | ${1} | ${"1"}   | ${true}  | ${"others that came later were dealt with, it was not"}
    ${[[1, false], [1, true]]}                      | ${1} | ${"1"}   | ${false} | ${"the second time it was dealt with"}
    ${[[9, true]]}                                  | ${3} | ${"2"}   | ${true}  | ${"the server numbers anew: 3 may be any mail"}
    ${[[1, true], [2, true], [3, true], [2, true]]} | ${2} | ${"1"}   | ${false} | ${"a slower fetch comes to it after a faster one: it stays as far as it was"}
  `("$uid under $validity after $done: $fetched, because $because", ({ done, uid, validity, fetched }) => {
    const place = (done as [number, boolean][]).reduce<InboxPlace | undefined>(
      (so, each) => after(so, ...each),
      undefined,
    );
    expect(isToFetch(at(uid, validity), place)).toBe(fetched);
  });

  it("what is known of one numbering says nothing of another", () => {
    const place = after(after(undefined, 9, false), 2, true, "2");
    expect(place).toEqual({ inbox, uidValidity: "2", uid: 2, left: [] });
  });

  it("in whatever order two who fetch at once come to them: none that was never dealt with counts as fetched", () => {
    const deeds = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(deeds, deeds, fc.array(fc.boolean()), (one, other, turns) => {
        const [a, b] = [inOrder(one), inOrder(other)];
        let place: InboxPlace | undefined;
        const dealtWith = new Set<number>();
        for (let turn = 0; a.length + b.length > 0; turn += 1) {
          const [uid, ok] = (turns[turn] && b.length > 0 ? b : a.length > 0 ? a : b).shift()!; // one has some left
          place = after(place, uid, ok);
          if (ok) dealtWith.add(uid);
        }
        for (let uid = 1; place && uid <= place.uid; uid += 1)
          if ([...one, ...other].some(([each]) => each === uid))
            expect(dealtWith.has(uid) || isToFetch(at(uid), place), `${uid}`).toBe(true);
      }),
    );
  });
});

/** Who fetches comes to each mail once, in the order of the mailbox. */
const inOrder = (deeds: readonly [number, boolean][]): [number, boolean][] =>
  [...new Map(deeds)].toSorted(([a], [b]) => a - b);
