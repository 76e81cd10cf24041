import type { Correction } from "./correction.ts";
import type { Day, Month } from "./day.ts";
import type { Directory } from "./directory.ts";
import type { RecordedEntry, SubmissionId } from "./duty.ts";
import type { Entry } from "./entry.ts";
import type { Ladder } from "./ladder.ts";
import type { OwnedMeasure, Plan } from "./plan.ts";
import type { Results } from "./results.ts";
import type { Submission } from "./submission.ts";
import { periodText, wordsIn } from "./words.ts";

/** All that the documents of a month, its bulletin and its ledger, are made of. */
export interface MonthReport {
  results: Results;
  /** Of the month before, as it closed; absent for the first. */
  last: Results | undefined;
  /** Those that the entries of both months and the corrections name. */
  submissions: ReadonlyMap<SubmissionId, Submission>;
  /** To this month and the one before, since each closed. */
  corrections: readonly Correction[];
  /** The day on which the month closed; of a preview, today. */
  asOf: Day;
  /** The month is not closed yet. */
  isPreview: boolean;
  /** The month that is reported on next, and when; absent after the last. */
  next: { period: Month; due: Day; provisional: boolean } | undefined;
  directory: Directory;
  ladder: Ladder;
}

/** The words of an entry, from the submission that says so. */
export const saidOf = (
  entry: RecordedEntry | undefined,
  { code }: Pick<OwnedMeasure, "code">,
  { submissions }: Pick<MonthReport, "submissions">,
): Entry | undefined => entry && submissions.get(entry.submission)?.entries.findLast((said) => said.code === code);

/** What a document of a period is called as a file, without what no file name may hold. */
export function documentName(
  kind: "bulletin" | "ledger",
  { settings }: Pick<Plan, "settings">,
  period: Month,
  isPreview: boolean,
): string {
  const { documents } = wordsIn(settings.language);
  return documents[kind](periodText(period, settings), isPreview).replace(/[\p{C}\\/:*?"<>|]/gu, "_");
}
