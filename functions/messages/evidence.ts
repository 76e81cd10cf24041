import type { Ladder } from "../core/ladder.ts";
import type { RungEvidence } from "../core/rung-evidence.ts";
import { quoted } from "./quoted.ts";
import type { MailWords } from "./words-zh.ts";

const CODES = 12;
const WHY = 200;

/** One line of evidence in words. */
export function evidenceText(one: RungEvidence, ladder: Ladder, words: MailWords): string {
  switch (one.kind) {
    case "asked":
      return words.approve.asked(one.due, one.measures);
    case "told":
      return words.approve.told(
        words.list(one.steps.map((step) => stepName(step, ladder, words))),
        one.people,
        words.approve.sent(one),
      );
    case "came":
      return words.approve.came(words.codes(one.codes.slice(0, CODES)));
    case "returned":
      return words.approve.returned(one.due, quoted(one.why, WHY));
    case "ruled":
      return words.approve.ruled(one.request, one.granted);
    case "declined":
      return words.approve.declined(stepName(`rung-${one.rung}`, ladder, words), quoted(one.why, WHY));
  }
}

/** How people call a step: `首次通知`, `黄牌督办`. */
export const stepName = (step: string, ladder: Ladder, words: MailWords): string =>
  words.rung.steps[step] ?? ladder[Number(step.replace("rung-", "")) - 1]?.name ?? step;
