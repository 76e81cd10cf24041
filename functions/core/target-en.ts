import type { Target } from "./measure.ts";

/**
 * The numbers that an English measure promises to reach:
 *
 *   compared  noun, comparing word, number    raise the recycling rate to at least 60%
 *   counted   deed, number, noun              Install 12 shore power points
 *
 * A number without a comparing word is to be reached, `>=`. Brackets and quotations are asides.
 *
 * Rule PL-12
 */
export const targetsInEnglish = (text: string): Target[] =>
  text
    .replace(/\([^()]*\)|“[^“”]*”/g, (aside) => " ".repeat(aside.length))
    .split(/(?<=[.;])\s|\n/)
    .flatMap((sentence) => sentence.split(/,\s(?!and\b)|\band\b(?=\s[a-z]+\s\d)/).flatMap(targetsOfClause));

const NUMBER =
  "(?<value>\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,6})?|\\d{1,12}(?:\\.\\d{1,6})?)(?:\\s?(?<times>million|thousand))?";
const COMPARING: readonly (readonly [Target["comparator"], string])[] = [
  ["<=", "to no more than|to at most|to below|no more than|at most|not exceeding|up to|to a maximum of"],
  ["<", "below|under|less than|fewer than"],
  [">", "more than|over|above"],
  [">=", "to at least|at least|no fewer than|no less than|a minimum of|to"],
];
const UNIT =
  "(?<unit>%|per cent|[A-Za-zµ°][\\w³²/µ-]*(?:\\s(?!of|in|at|on|to|by|for|per|and|from|with|across|along|over|before|each|every)[a-z][\\w-]*){0,3})";
const COMPARED = COMPARING.map(([comparator, words]) => ({
  comparator,
  form: new RegExp(`(?<metric>[A-Za-z][^\\d]{3,80}?)\\s(?:${words})\\s${NUMBER}\\s?${UNIT}`),
}));
const DEED =
  "install|plant|build|replace|train|inspect|audit|convert|electrify|upgrade|retrofit|refit|survey|test|carry out|hold|complete|recycle|collect|restore|create|open|publish|sample|fit|lay|remove|buy|run|deliver|repair";
const COUNTED = new RegExp(`\\b(?<deed>${DEED})\\s(?:(?<least>at least|no fewer than)\\s)?${NUMBER}\\s${UNIT}`, "i");
/** What is no unit of a count: `by 2030`, `12 months`. */
const NO_UNIT =
  /^(?:months?|years?|weeks?|days?|hours?|minutes?|january|february|march|april|may|june|july|august|september|october|november|december)\b/i;

function targetsOfClause(clause: string): Target[] {
  const counted = COUNTED.exec(clause);
  if (counted?.groups) return targetOf(`${counted.groups.deed} ${counted.groups.unit}`, ">=", counted);
  for (const { comparator, form } of COMPARED) {
    const found = form.exec(clause);
    if (found?.groups) return targetOf(found.groups.metric ?? "", comparator, found);
  }
  return [];
}

function targetOf(
  metric: string,
  comparator: Target["comparator"],
  { 0: phrase, groups = {} }: RegExpExecArray,
): Target[] {
  const unit = (groups.unit ?? "").replace("per cent", "%");
  const value =
    Number((groups.value ?? "").replaceAll(",", "")) * ({ million: 1e6, thousand: 1e3 }[groups.times ?? ""] ?? 1);
  if (NO_UNIT.test(unit) || (unit !== "%" && /^20\d\d$/.test(groups.value ?? ""))) return [];
  return [{ metric: metric.trim(), comparator, value, unit, phrase: phrase.trim() }];
}
