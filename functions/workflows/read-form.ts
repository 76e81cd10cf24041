import type { Entry } from "../core/entry.ts";
import { MOST_FILES, whyNoEvidence } from "../core/evidence.ts";
import { entryTyped } from "../core/form-fields.ts";
import { formFor } from "../core/form-for.ts";
import type { OwnedMeasure } from "../core/plan.ts";
import { answerOf, type FileReading, fileWords, KEPT_WORDS, readFile } from "../core/sent-file.ts";
import type { Submission, Unrecorded } from "../core/submission.ts";
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
  const answers = await readFiles(sent.answers.slice(0, MOST_FILES), form, ports);
  const evidence = sent.evidence.slice(0, MOST_FILES).map(keptOrNot);
  const inFiles = answerOf(
    answers.flatMap(({ readings }) => readings),
    { entries: [], questions: [] },
  );
  const typed = await readTyped(form, wanted, sent, new Set(inFiles.entries.map(({ code }) => code)), ports);
  const kept = [...answers, ...evidence].flatMap(({ kept: file }) => file ?? []);
  return {
    entries: [...inFiles.entries, ...typed.entries],
    unrecorded: [
      ...inFiles.questions,
      ...typed.unrecorded,
      ...[...answers, ...evidence].flatMap(({ refused }) => refused ?? []),
      ...tooMany(sent.answers),
      ...tooMany(sent.evidence),
    ],
    files: [
      ...answers.flatMap(({ kept: file, readings }) => (file ? readings : [])).map(toldOf),
      ...evidence.flatMap(({ kept: file }) => (file ? [{ name: file.name, said: KEPT_WORDS }] : [])),
    ],
    kept,
  };
}

const toldOf = (file: FileReading) => ({ name: file.name, said: fileWords(file) });

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
        readings: parts.map((part) => readFile(part, [sentOut], asked, duty.period)),
        ...(only?.is === "evidence" && more.length === 0 ? keptOrNot(file) : { kept: file }),
      };
    }),
  );
}

interface Kept {
  kept?: UploadedFile;
  /** Why it is not kept. */
  refused?: Unrecorded;
}
function keptOrNot(file: UploadedFile): Kept {
  const why = whyNoEvidence(file);
  return why ? { refused: { code: null, about: "evidence", text: why } } : { kept: file };
}

const tooMany = ({ length }: readonly UploadedFile[]): Unrecorded[] =>
  length > MOST_FILES
    ? [
        {
          code: null,
          about: "evidence",
          text: `一次最多上传 ${MOST_FILES} 个文件，其余 ${length - MOST_FILES} 个没有收下。请再次提交，补传其余文件。`,
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
  const { rows } = formFor(form.duty, form.facts.plan, form.unit, form.asked, new Map());
  const said = await saidIn([form.duty], ports);
  const entries: Entry[] = [];
  const unrecorded: Unrecorded[] = [];
  for (const measure of wanted) {
    const typed = sent.measures.get(measure.id)?.typed;
    const row = rows.find(({ id }) => id === measure.id);
    if (!typed || !row) continue;
    if (inFiles.has(measure.code)) unrecorded.push(inBoth(measure.code));
    else {
      const read = entryTyped(typed, row, said(form.duty, measure));
      if ("entry" in read) entries.push(read.entry);
      else unrecorded.push(...read.problems);
    }
  }
  return { entries, unrecorded };
}

const inBoth = (code: string): Unrecorded => ({
  code,
  about: "twice",
  text: `${code} 页面和上传的文件都填了，已按文件登记。如应以页面所填为准，请再提交一次（所填内容已留在草稿中）。`,
});
