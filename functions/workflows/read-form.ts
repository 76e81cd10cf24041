import type { Entry } from "../core/entry.ts";
import { MOST_FILES, whyNoEvidence } from "../core/evidence.ts";
import { entryTyped } from "../core/form-fields.ts";
import { formFor } from "../core/form-for.ts";
import type { Language } from "../core/language.ts";
import type { OwnedMeasure } from "../core/plan.ts";
import { answerOf, type FileReading, fileWords, readFile } from "../core/sent-file.ts";
import type { Submission, Unrecorded } from "../core/submission.ts";
import { wordsIn } from "../core/words.ts";
import type { OpenForm } from "./open-form.ts";
import type { Ports } from "./ports.ts";
import type { SentForm, UploadedFile } from "./receive-form.ts";
import { saidIn } from "./show-words.ts";

/** What a form that was sent says, and the files that are kept of it. */
interface Read {
  entries: Entry[];
  unrecorded: Unrecorded[];
  files: NonNullable<Submission["files"]>;
  kept: UploadedFile[];
}

/**
 * Reads a form: its files as those of a mail (RP-10 to RP-13), and what was typed. What is in both counts as the file says.
 *
 * @param wanted  the measures whose boxes were changed
 */
export async function readForm(
  form: OpenForm,
  wanted: readonly OwnedMeasure[],
  sent: SentForm,
  ports: Ports,
): Promise<Read> {
  const { language } = form.facts.plan.settings;
  const { file: words } = wordsIn(language);
  const keptOrNot = keptBy(language);
  const answers = await readFiles(sent.answers.slice(0, MOST_FILES), form, ports);
  const evidence = sent.evidence.slice(0, MOST_FILES).map(keptOrNot);
  const inFiles = answerOf(
    answers.flatMap(({ readings }) => readings),
    { entries: [], questions: [] },
    language,
  );
  const typed = await readTyped(form, wanted, sent, new Set(inFiles.entries.map(({ code }) => code)), ports);
  const kept = [...answers, ...evidence].flatMap(({ kept: file }) => file ?? []);
  return {
    entries: [...inFiles.entries, ...typed.entries],
    unrecorded: [
      ...inFiles.questions,
      ...typed.unrecorded,
      ...[...answers, ...evidence].flatMap(({ refused }) => refused ?? []),
      ...tooMany(sent.answers, language),
      ...tooMany(sent.evidence, language),
    ],
    files: [
      ...answers
        .flatMap(({ kept: file, readings }) => (file ? readings : []))
        .map((file) => ({
          name: file.name,
          said: fileWords(file, language),
        })),
      ...evidence.flatMap(({ kept: file }) => (file ? [{ name: file.name, said: words.said.evidence }] : [])),
    ],
    kept,
  };
}

/** Each file with what it says. One that holds no answer is kept only when it may be kept as evidence. */
async function readFiles(
  files: readonly UploadedFile[],
  { duty, facts, unit, asked }: OpenForm,
  ports: Pick<Ports, "files">,
): Promise<(Kept & { readings: FileReading[] })[]> {
  const sentOut = formFor(duty, facts.plan, unit, asked, new Map());
  return Promise.all(
    files.map(async (file) => {
      const parts = await ports.files.read(file);
      const [only, ...more] = parts;
      return {
        readings: parts.map((part) => readFile(part, [sentOut], asked, duty.period, sentOut.language)),
        ...(only?.is === "evidence" && more.length === 0 ? keptBy(sentOut.language)(file) : { kept: file }),
      };
    }),
  );
}

interface Kept {
  kept?: UploadedFile;
  /** Why it is not kept. */
  refused?: Unrecorded;
}
const keptBy =
  (language: Language) =>
  (file: UploadedFile): Kept => {
    const why = whyNoEvidence(file, language);
    return why ? { refused: { code: null, about: "evidence", text: why } } : { kept: file };
  };

const tooMany = ({ length }: readonly UploadedFile[], language: Language): Unrecorded[] =>
  length > MOST_FILES
    ? [
        {
          code: null,
          about: "evidence",
          text: wordsIn(language).file.tooMany(MOST_FILES, length - MOST_FILES),
        },
      ]
    : [];

/** What was typed, without what files say already. */
async function readTyped(
  form: OpenForm,
  wanted: readonly OwnedMeasure[],
  sent: SentForm,
  inFiles: ReadonlySet<string>,
  ports: Ports,
): Promise<Pick<Read, "entries" | "unrecorded">> {
  const { language, rows } = formFor(form.duty, form.facts.plan, form.unit, form.asked, new Map());
  const said = await saidIn([form.duty], ports);
  const entries: Entry[] = [];
  const unrecorded: Unrecorded[] = [];
  for (const measure of wanted) {
    const typed = sent.measures.get(measure.id)?.typed;
    const row = rows.find(({ id }) => id === measure.id);
    if (!typed || !row) continue;
    if (inFiles.has(measure.code)) unrecorded.push(inBoth(measure.code, language));
    else {
      const read = entryTyped(typed, row, said(form.duty, measure), language);
      if ("entry" in read) entries.push(read.entry);
      else unrecorded.push(...read.problems);
    }
  }
  return { entries, unrecorded };
}

const inBoth = (code: string, language: Language): Unrecorded => ({
  code,
  about: "twice",
  text: wordsIn(language).file.pageAndFile(code),
});
