import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { digestOf, draftAfter, isChanged, NOTHING_TYPED, type Typed } from "../../functions/core/draft.ts";
import { MeasureId } from "../../functions/core/measure.ts";

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const id = MeasureId.parse("A1-1-1");
const words = (progress: string): Typed => ({ ...NOTHING_TYPED, progress });
/** As it comes from a page that was made while `stood` stood, and `drafted` was the draft. */
const from = (typed: Typed, stood: Typed, drafted?: Typed) => ({
  typed,
  stood: digestOf(stood, hash),
  drafted: drafted ? digestOf(drafted, hash) : "",
});

describe("RT-5 only what was changed on a form is recorded from it, and what is not recorded stays in its draft as typed", () => {
  it.each`
    typed                                     | stood          | changed  | because
    ${words("甲")}                            | ${words("甲")} | ${false} | ${"nobody touched it"}
    ${words("乙")}                            | ${words("甲")} | ${true}  | ${"a correction"}
    ${words("")}                              | ${words("甲")} | ${true}  | ${"words were taken away: that is said back, not passed over"}
    ${{ ...words("甲"), figures: ["", ""] }}  | ${words("甲")} | ${false} | ${"empty boxes for figures say nothing"}
    ${{ ...words("甲"), figures: ["", "3"] }} | ${words("甲")} | ${true}  | ${"a figure is new"}
  `("changed is $changed: $because", ({ typed, stood, changed }) => {
    expect(isChanged(from(typed, stood), hash)).toBe(changed);
  });

  it.each`
    kept           | typed          | stood        | drafted        | recorded | after          | because
    ${undefined}   | ${words("乙")} | ${words("")} | ${undefined}   | ${false} | ${words("乙")} | ${"it was typed and not recorded"}
    ${undefined}   | ${words("乙")} | ${words("")} | ${undefined}   | ${true}  | ${undefined}   | ${"it was recorded"}
    ${words("甲")} | ${words("甲")} | ${words("")} | ${words("甲")} | ${true}  | ${undefined}   | ${"a draft that was sent as it was"}
    ${words("甲")} | ${words("")}   | ${words("")} | ${words("甲")} | ${false} | ${undefined}   | ${"the draft was taken back"}
    ${words("甲")} | ${words("")}   | ${words("")} | ${undefined}   | ${false} | ${words("甲")} | ${"another page saved it meanwhile"}
    ${words("甲")} | ${words("乙")} | ${words("")} | ${words("甲")} | ${false} | ${words("乙")} | ${"the draft went on"}
    ${words("丙")} | ${words("乙")} | ${words("")} | ${words("甲")} | ${true}  | ${words("丙")} | ${"another page's words were not sent with this one"}
  `("the draft holds $after.progress: $because", ({ kept, typed, stood, drafted, recorded, after }) => {
    const sent = new Map([[id, from(typed, stood, drafted)]]);
    expect(draftAfter(kept ? { [id]: kept } : {}, sent, new Set(recorded ? [id] : []), hash)).toEqual(
      after ? { [id]: after } : {},
    );
  });
});
