import type { VNode } from "preact";
import { t } from "./language.ts";

const WIDTH = 1000;
const HEIGHT = 28;

export interface BarPart {
  /** Of the class that fills it. */
  name: string;
  words: string;
  count: number;
}

/** How many stand how, as one bar, parts in the order given; the numbers stand beside it in a table or a legend. */
export function Bar({ parts }: { parts: readonly BarPart[] }): VNode | null {
  const shown = parts.filter(({ count }) => count > 0);
  const all = shown.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return null;
  let x = 0;
  return (
    <svg
      class="bar"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={shown.map(({ words, count }) => `${words} ${count}`).join(t("，"))}
    >
      {shown.map(({ name, count }) => {
        const from = x;
        x += (count / all) * WIDTH;
        return (
          <rect
            x={Math.round(from)}
            y="0"
            width={Math.max(Math.round(x - from) - 2, 2)}
            height={HEIGHT}
            class={`fill-${name}`}
          />
        );
      })}
    </svg>
  );
}
