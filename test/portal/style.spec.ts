import { describe, expect, it } from "vitest";
import { STYLE } from "../../functions/portal/style.ts";

const colours = new Map(
  [...STYLE.matchAll(/--([\w-]+): (#[0-9a-f]{3,6})/g)].map(([, name = "", hex = ""]) => [name, hex]),
);
const hexOf = (name: string): string => colours.get(name) ?? name;

/** Relative luminance as WCAG 2 counts it. */
function luminance(hex: string): number {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/g, "$&$&") : hex;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(long.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(hexOf(one)), luminance(hexOf(other))].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe("what is written can be read by weak eyes (WCAG AA)", () => {
  it.each`
    ink       | ground           | because
    ${"ink"}  | ${"ground"}      | ${"words on the page"}
    ${"soft"} | ${"ground"}      | ${"labels on the page"}
    ${"soft"} | ${"paper"}       | ${"labels on a card"}
    ${"link"} | ${"ground"}      | ${"links on the page"}
    ${"#fff"} | ${"ink"}         | ${"what is chosen"}
    ${"#fff"} | ${"link"}        | ${"a button"}
    ${"#fff"} | ${"#2b2340"}     | ${"the bar of a demonstration"}
    ${"good"} | ${"good-ground"} | ${"按时"}
    ${"late"} | ${"late-ground"} | ${"逾期"}
    ${"part"} | ${"part-ground"} | ${"部分"}
    ${"wait"} | ${"wait-ground"} | ${"未到期"}
    ${"bad"}  | ${"bad-ground"}  | ${"未报"}
  `("$ink on $ground: $because", ({ ink, ground }) => expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5));

  it("the parts of the bar and the frame of what has the focus stand out from the card", () => {
    const fills = [...STYLE.matchAll(/fill-(?:on-time|late|partial|open|missing) \{ fill: (#\w+)/g)].map(
      ([, hex = ""]) => hex,
    );
    expect(fills).toHaveLength(5);
    for (const each of [...fills, "focus"]) expect(contrast(each, "paper"), each).toBeGreaterThanOrEqual(3);
  });

  it("nothing comes from elsewhere", () => expect(STYLE).not.toMatch(/url\(|@import|http/));
});
