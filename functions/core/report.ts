import type { Instant } from "./day.ts";
import { type Duty, missingIn, type RecordedEntry, type SubmissionId } from "./duty.ts";
import { type Entry, Entry as EntryShape } from "./entry.ts";
import type { Language } from "./language.ts";
import type { MeasureId } from "./measure.ts";
import type { Unrecorded } from "./submission.ts";
import { wordsIn } from "./words.ts";
import type { CoreWords } from "./words-zh.ts";

/** What a duty asks about one measure, as people name it. */
export interface Asked {
  id: MeasureId;
  code: string;
}

/**
 * Divides entries into those that a duty takes and those that go back to the sender.
 *
 * @rule RP-4 valid entries are recorded, the others come back with the reason and an example; the example itself, quoted
 * back to us by whatever mail program, is never recorded
 */
export function sortEntries(
  entries: readonly Entry[],
  asked: readonly Asked[],
  language: Language,
): { valid: Entry[]; unrecorded: Unrecorded[] } {
  const words = wordsIn(language);
  const valid: Entry[] = [];
  const unrecorded: Unrecorded[] = [];
  const [once, twice] = withoutTwice(entries.map((entry) => ({ ...entry, code: codeOf(entry, asked) })));
  for (const entry of once) {
    const reason = measureOf(entry, asked)
      ? (whyEmpty(entry, words) ?? whyUnfit(entry, words))
      : words.report.unknown(entry.code, asked[0]?.code);
    if (reason) unrecorded.push({ code: entry.code, about: "entry", text: reason });
    else valid.push(entry);
  }
  for (const code of twice)
    unrecorded.push({
      code,
      about: "twice",
      text: measureOf({ code }, asked) ? words.report.twice(code) : words.report.unknown(code, asked[0]?.code),
    });
  return { valid, unrecorded };
}

/** The entries for measures that are answered once, or in the same words; and the codes of those answered in different ones. */
function withoutTwice(entries: readonly Entry[]): [once: Entry[], twice: string[]] {
  const once: Entry[] = [];
  const twice: string[] = [];
  for (const [code, [first, ...more]] of Map.groupBy(entries, (entry) => entry.code))
    if (first && more.every((each) => same(each, first))) once.push(first);
    else twice.push(code);
  return [once, twice];
}
const same = (a: Entry, b: Entry): boolean =>
  FIELDS.every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]));
// the keys of a strict object's shape are its fields
const FIELDS = Object.keys(EntryShape.shape) as (keyof Entry)[];

const codeOf = (entry: Entry, asked: readonly Asked[]): string => measureOf(entry, asked)?.code ?? entry.code;

/** Rule RT-3 an entry without words, figures or a stated 本月无进展 says nothing */
const saysSomething = ({ status, percent, figures, progress, problems, next }: Entry): boolean =>
  Boolean(progress || problems || next || figures?.length || percent !== undefined) ||
  status === "no-progress" ||
  status === "done" ||
  status === "not-started";

/**
 * The duty with a submission's entries in it, whatever the order in which submissions are read.
 *
 * @param seen  what is to be remembered of each
 *
 * @rule RT-2 the newest entry for a measure counts, by the time it arrived; the time of completion is never moved
 */
export function recordedIn(
  duty: Duty,
  submission: Arrived,
  valid: readonly Entry[],
  asked: readonly Asked[],
  seen: (entry: Entry, id: MeasureId) => Seen = () => ({}),
): Duty {
  const entries = { ...duty.entries };
  for (const entry of valid) {
    const measure = measureOf(entry, asked);
    if (!measure || isTakenBack(measure.id, submission, duty)) continue;
    entries[measure.id] = newest(entries[measure.id], { ...entry, ...seen(entry, measure.id) }, submission);
  }
  const recorded = { ...duty, entries };
  return { ...recorded, completeAt: missingIn(recorded).length === 0 ? lastOf(recorded) : null };
}

/** What is remembered of an entry beside what it says. */
type Seen = Pick<RecordedEntry, "warnings" | "said">;

/** Rule RV-1 what a return took back is answered by what came after it */
const isTakenBack = (id: MeasureId, { at }: Arrived, { returned }: Duty): boolean =>
  Boolean(returned?.entries[id] && at <= returned.at);

interface Arrived {
  id: SubmissionId;
  at: Instant;
}

/** Of two entries for one measure the one that arrived later; of two at once the one with the greater id. */
function newest(
  before: RecordedEntry | undefined,
  { status, percent, figures, warnings, said }: Entry & Seen,
  { id, at }: Arrived,
): RecordedEntry {
  const entry = {
    ...(status && { status }),
    ...(percent !== undefined && { percent }),
    ...(figures && { figures }),
    ...(warnings && { warnings }),
    ...(said && { said }),
    at,
    submission: id,
  };
  if (!before) return entry;
  const first = firstOf(before) < at ? firstOf(before) : at;
  const isOlder = before.at > at || (before.at === at && before.submission > id);
  return isOlder ? { ...before, first } : { ...entry, first };
}

const firstOf = ({ first, at }: RecordedEntry): Instant => first ?? at;

/** When the last measure got its first entry. */
const lastOf = ({ entries }: Duty): Instant | null =>
  Object.values(entries).reduce<Instant | null>((last, entry) => {
    const at = entry && firstOf(entry);
    return at && (!last || at > last) ? at : last;
  }, null);

const measureOf = ({ code }: Pick<Entry, "code">, asked: readonly Asked[]): Asked | undefined =>
  asked.find((measure) => measure.code === code || measure.id === code);

/** What no measure can be: numbers beyond all measure, words beyond a thousand characters. */
const whyUnfit = (entry: Entry, { report }: CoreWords): string | undefined =>
  EntryShape.safeParse(entry).success ? undefined : report.unfit(entry.code);

const whyEmpty = (entry: Entry, { report, example }: CoreWords): string | undefined =>
  saysSomething(entry) && !entry.progress?.includes(example) ? undefined : report.empty(entry.code);
