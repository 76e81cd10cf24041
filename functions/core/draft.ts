import { z } from "zod";
import type { Hash } from "./audit.ts";
import { after, Instant } from "./day.ts";
import { Mailbox } from "./directory.ts";
import { DutyKey } from "./duty.ts";
import { MeasureId } from "./measure.ts";

/** What a person typed of one measure, letter for letter. */
export const Typed = z.strictObject({
  /** A word of `STATUS_WORDS`; empty when none was chosen. */
  status: z.string(),
  percent: z.string(),
  progress: z.string(),
  problems: z.string(),
  next: z.string(),
  /** One for each target of the measure, in the plan's order. */
  figures: z.array(z.string()),
});
export type Typed = z.infer<typeof Typed>;

export const NOTHING_TYPED: Typed = { status: "", percent: "", progress: "", problems: "", next: "", figures: [] };

const inOrder = ({ status, percent, progress, problems, next, figures }: Typed): string[] => [
  ...[status, percent, progress, problems, next],
  ...figures.slice(0, figures.findLastIndex(Boolean) + 1),
];

/** Two typings that say the same. */
export const sameTyped = (a: Typed, b: Typed): boolean => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));

/** Names what was typed, in a few letters: a page carries it, so that what was changed on it can be told. */
export const digestOf = (typed: Typed, hash: Hash): string => hash(JSON.stringify(inOrder(typed))).slice(0, 16);

/** One measure as it was sent: what was typed, and digests of what stood and of the draft when the page was made. */
export interface SentMeasure {
  typed: Typed;
  stood: string;
  drafted: string;
}

/**
 * Whether a person changed what the page showed: where they did not, it may stand differently by now.
 *
 * @rule RT-5 only what was changed on a form is recorded from it, and what is not recorded stays in its draft as typed
 */
export const isChanged = ({ typed, stood }: SentMeasure, hash: Hash): boolean => digestOf(typed, hash) !== stood;

/**
 * The draft after a form was sent: what was changed on it and not recorded; what another page has saved meanwhile stays.
 *
 * @param recorded  the measures that were recorded from it
 * @rule RT-5
 */
export function draftAfter(
  kept: TypedByMeasure,
  sent: ReadonlyMap<MeasureId, SentMeasure>,
  recorded: ReadonlySet<MeasureId>,
  hash: Hash,
): TypedByMeasure {
  const after = { ...kept };
  for (const [id, measure] of sent) {
    const before = kept[id];
    const isOurs = !before || digestOf(before, hash) === measure.drafted || sameTyped(before, measure.typed);
    if (isChanged(measure, hash) && !recorded.has(id)) after[id] = measure.typed;
    else if (isOurs) delete after[id];
  }
  return after;
}

/** All that was typed and not sent, by measure: kept as a blob, because it may be longer than an item. */
export const TypedByMeasure = z.partialRecord(MeasureId, Typed);
export type TypedByMeasure = z.infer<typeof TypedByMeasure>;

/** What a person has typed into the form of a duty and not sent. */
export const Draft = z.object({
  ...DutyKey.shape,
  reader: Mailbox,
  /** Names what was typed. */
  blob: z.string(),
  savedAt: Instant,
  expiresAt: Instant,
});
export type Draft = z.infer<typeof Draft>;

/** What nobody sent in so long is given up. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;
export const draftExpiry = (savedAt: Instant): Instant => after(savedAt, KEPT_MS);
