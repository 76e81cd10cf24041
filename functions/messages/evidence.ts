import type { Ladder } from "../core/ladder.ts";
import type { RungEvidence } from "../core/rung-evidence.ts";
import { quoted } from "./quoted.ts";
import { zh } from "./words-zh.ts";

const CODES = 12;
const WHY = 200;

/** One line of evidence in words. */
export function evidenceText(one: RungEvidence, ladder: Ladder): string {
  switch (one.kind) {
    case "asked":
      return zh.approve.asked(one.due, one.measures);
    case "told":
      return zh.approve.told(
        zh.list(one.steps.map((step) => stepName(step, ladder))),
        one.people,
        zh.approve.sent(one),
      );
    case "came":
      return zh.approve.came(zh.codes(one.codes.slice(0, CODES)));
    case "returned":
      return zh.approve.returned(one.due, quoted(one.why, WHY));
    case "ruled":
      return zh.approve.ruled(one.request, one.granted);
    case "declined":
      return zh.approve.declined(stepName(`rung-${one.rung}`, ladder), quoted(one.why, WHY));
  }
}

/** How people call a step: `首次通知`, `黄牌督办`. */
export const stepName = (step: string, ladder: Ladder): string =>
  zh.rung.steps[step] ?? ladder[Number(step.replace("rung-", "")) - 1]?.name ?? step;
