import type { VNode } from "preact";
import type { Timeliness } from "../core/duty.ts";
import { TIMELINESS_WORDS, TIMELINESSES } from "./words.ts";

const WIDTH = 1000;
const HEIGHT = 28;

/** How many duties stand how, as one bar: the same order as its legend, striped where something is missing. */
export function Bar({ counts }: { counts: Record<Timeliness, number> }): VNode | null {
  const all = TIMELINESSES.reduce((sum, each) => sum + counts[each], 0);
  if (all === 0) return null;
  let x = 0;
  const parts = TIMELINESSES.filter((each) => counts[each] > 0).map((each) => {
    const width = (counts[each] / all) * WIDTH;
    x += width;
    return { each, x: x - width, width };
  });
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={parts.map(({ each }) => `${TIMELINESS_WORDS[each]} ${counts[each]}`).join("，")}
    >
      <defs>
        <pattern id="stripes" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="12" height="12" class="fill-missing" />
          <rect width="4" height="12" class="fill-stripe" />
        </pattern>
      </defs>
      {parts.map(({ each, x: from, width }) => (
        <rect
          x={Math.round(from)}
          y="0"
          width={Math.max(Math.round(width) - 2, 2)}
          height={HEIGHT}
          {...(each === "missing" ? { fill: "url(#stripes)" } : { class: `fill-${each}` })}
        />
      ))}
    </svg>
  );
}
