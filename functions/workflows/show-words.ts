import type { Duty, RecordedEntry, SubmissionId } from "../core/duty.ts";
import type { Entry } from "../core/entry.ts";
import type { Asked } from "../core/report.ts";
import type { Submission } from "../core/submission.ts";
import type { Ports } from "./ports.ts";

/** A recorded entry with the words of the submission that says so. */
export type EntrySaid = RecordedEntry & Pick<Entry, "progress" | "problems" | "next">;

/** Reads the submissions that duties name, each once; tells what a duty's newest entry for a measure says. */
export async function saidIn(
  duties: readonly Duty[],
  { store }: Pick<Ports, "store">,
): Promise<(duty: Duty, measure: Asked) => EntrySaid | undefined> {
  const ids = new Set(
    duties.flatMap(({ entries }) => Object.values(entries).flatMap((entry) => entry?.submission ?? [])),
  );
  const read = await Promise.all([...ids].map(async (id) => [id, await store.submission(id)] as const));
  const submissions = new Map<SubmissionId, Submission | undefined>(read);
  return ({ entries }, { id, code }) => {
    const recorded = entries[id];
    if (!recorded) return undefined;
    const words = submissions.get(recorded.submission)?.entries.findLast((entry) => entry.code === code);
    const { progress, problems, next } = words ?? {};
    return {
      ...recorded,
      ...(progress && { progress }),
      ...(problems && { problems }),
      ...(next && { next }),
    };
  };
}
