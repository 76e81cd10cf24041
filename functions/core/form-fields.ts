import type { Typed } from "./draft.ts";
import type { Entry, Figure } from "./entry.ts";
import type { Language } from "./language.ts";
import type { Target } from "./measure.ts";
import { type FormRow, saidInFields } from "./report-form.ts";
import type { Unrecorded } from "./submission.ts";
import { wordsIn } from "./words.ts";

/** What stands for a measure, or was said of it. */
type Said = Omit<Entry, "code">;

/** Control and direction marks that nobody sees, and half an emoji: no browser sends them back as they came. */
const UNSEEN = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Words as a form shows them and a browser sends them. */
export const plainWords = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .toWellFormed()
    .replace(UNSEEN, "")
    .trim();

/** What stands, as a person would have typed it. */
export const typedOf = (
  { status, percent, progress = "", problems = "", next = "", figures }: Said,
  targets: readonly Target[],
  language: Language,
): Typed => ({
  status: status ? wordsIn(language).statuses[status] : "",
  percent: percent === undefined ? "" : String(percent),
  progress: plainWords(progress),
  problems: plainWords(problems),
  next: plainWords(next),
  figures: fitTargets(figures, targets) ? figures.map(({ value }) => String(value)) : targets.map(() => ""),
});

/** Whether there is one cumulative figure for each target, in their order: only those stand in a form's boxes. */
const fitTargets = (figures: readonly Figure[] | undefined, targets: readonly Target[]): figures is readonly Figure[] =>
  figures?.length === targets.length &&
  figures.every(({ kind, unit }, at) => kind === "cumulative" && unit === targets[at]?.unit.slice(0, 20));

/**
 * What a person typed of one measure, as an entry; or each thing that is wrong with it, as sentences.
 *
 * Figures that stand and have no box in the form stay as they are.
 */
export function entryTyped(
  typed: Typed,
  row: FormRow,
  stands: Said | undefined,
  language: Language,
): { entry: Entry } | { problems: Unrecorded[] } {
  const words = wordsIn(language);
  const { entry, faults } = saidInFields(
    { ...typed, figures: typed.figures.some(Boolean) ? typed.figures.join("；") : "" },
    row,
    words,
  );
  if (faults.length > 0)
    return {
      problems: faults.map(({ text }) => ({ code: row.code, about: "form", text: words.field.of(row.code, text) })),
    };
  const kept =
    stands?.figures && !fitTargets(stands.figures, row.targets) && !entry.figures ? stands.figures : undefined;
  return { entry: kept ? { ...entry, figures: kept } : entry };
}
