import { readAnswer } from "./answer.ts";
import type { AnswerMeasure, Question } from "./answer-question.ts";
import { readTables } from "./answer-table.ts";
import type { Month } from "./day.ts";
import type { Entry } from "./entry.ts";
import { folded } from "./folded-text.ts";
import type { Language } from "./language.ts";
import { mentionsIn } from "./measure-mention.ts";
import {
  explainFormProblem,
  type FormCells,
  type FormReading,
  type ReportForm,
  readFormRows,
  type Unreadable,
} from "./report-form.ts";
import { wordsIn } from "./words.ts";

/** A file that came with an answer, as plain values. A ZIP is the files in it. */
export type SentFile = { name: string } & (
  | { is: "workbook"; cells: FormCells }
  /** A text document: its tables, and the paragraphs around them. */
  | { is: "document"; cells: FormCells; text: string }
  /** A picture, a PDF, a stamped scan: kept as it came. */
  | { is: "evidence" }
  | { is: "unreadable"; why: Unreadable["code"] }
);

/** What was read of one file. */
export interface FileReading {
  name: string;
  /** `form` is a workbook that was sent out, `table` and `text` are what people wrote of their own. */
  is: "form" | "table" | "text" | "evidence" | "unreadable";
  /** Which of the forms it is; undefined for what is none. */
  form?: ReportForm;
  entries: Entry[];
  questions: Question[];
}

/**
 * What a file says. What is no table that can be recognised is kept as evidence.
 *
 * @param forms    the workbooks that were sent for the duties it may answer
 * @param measures those of all these duties
 * @rule RP-10
 */
export function readFile(
  file: SentFile,
  forms: readonly ReportForm[],
  measures: readonly AnswerMeasure[],
  period: Month | undefined,
  language: Language = "zh",
): FileReading {
  switch (file.is) {
    case "evidence":
      return asEvidence(file);
    case "unreadable":
      return {
        name: file.name,
        is: "unreadable",
        entries: [],
        questions: [fileQuestion(file.name, { code: file.why }, language)],
      };
    case "workbook":
      return formIn(file, forms) ?? tableIn(file, measures, period, language) ?? asEvidence(file);
    case "document":
      return tableIn(file, measures, period, language) ?? textIn(file, measures, period, language) ?? asEvidence(file);
  }
}

const asEvidence = ({ name }: SentFile): FileReading => ({ name, is: "evidence", entries: [], questions: [] });

const fileQuestion = (
  name: string,
  problem: Parameters<typeof explainFormProblem>[0],
  language: Language,
): Question => ({
  code: "measure" in problem ? problem.measure : null,
  about: "file",
  text: wordsIn(language).file.named(name, explainFormProblem(problem, language)),
});

/** The form that it is: the one whose rows it has. */
function formIn({ name, cells }: { name: string; cells: FormCells }, forms: readonly ReportForm[]): FileReading | null {
  const readings = forms
    .map((form) => ({ form, ...readFormRows(cells, form) }))
    .filter(({ problems }) => !problems.some(({ code }) => code === "form/no-table"))
    .toSorted((a, b) => Number(isAnothers(a)) - Number(isAnothers(b)) || b.entries.length - a.entries.length);
  const [best] = readings;
  if (!best) return null;
  const { form, entries, problems } = best;
  return {
    name,
    is: "form",
    form,
    entries,
    questions: problems.map((problem) => fileQuestion(name, problem, form.language)),
  };
}

/** Made for another plan, month or unit. */
const isAnothers = ({ problems }: Pick<FormReading, "problems">): boolean =>
  problems.some(({ code }) => code.startsWith("form/other-"));

function tableIn(
  { name, cells }: { name: string; cells: FormCells },
  measures: readonly AnswerMeasure[],
  period: Month | undefined,
  language: Language,
): FileReading | null {
  const read = readTables(cells, measures, period);
  if (!read) return null;
  const problems = read.problems.map((problem) => fileQuestion(name, problem, language));
  return { name, is: "table", entries: read.entries, questions: [...problems, ...read.questions] };
}

/** Paragraphs count only where they name measures by their codes. */
function textIn(
  { name, text }: { name: string; text: string },
  measures: readonly AnswerMeasure[],
  period: Month | undefined,
  language: Language,
): FileReading | null {
  if (!mentionsIn(folded(text.slice(0, 100_000)), measures).some(({ codes }) => codes.length > 0)) return null;
  const { entries, questions } = readAnswer(text, measures, period, language);
  return { name, is: "text", entries, questions };
}

/**
 * What stands of an answer to one duty. Where two files differ nobody knows which of them counts; what a file says counts
 * before the words of the mail, and where they differ the sender is told.
 *
 * @rule RP-11
 */
export function answerOf(
  files: readonly FileReading[],
  words: { entries: readonly Entry[]; questions: readonly Question[] },
  language: Language = "zh",
): { entries: Entry[]; questions: Question[] } {
  const inFiles = entriesOf(files, language);
  const entries = [...inFiles.entries];
  const questions = [...files.flatMap((file) => file.questions), ...inFiles.questions];
  for (const entry of words.entries) {
    const inFile = inFiles.entries.find(({ code }) => code === entry.code);
    if (!inFile) entries.push(entry);
    else if (!agrees(entry, inFile)) questions.push(inBoth(entry.code, language));
  }
  questions.push(...words.questions.filter(({ code }) => code !== null || entries.length === words.entries.length));
  return { entries, questions };
}

function entriesOf(files: readonly FileReading[], language: Language): { entries: Entry[]; questions: Question[] } {
  const said = files.flatMap(({ name, entries }) => entries.map((entry) => ({ name, entry })));
  const entries: Entry[] = [];
  const questions: Question[] = [];
  for (const [code, [first, ...more]] of Map.groupBy(said, ({ entry }) => entry.code)) {
    const other = more.find(({ entry }) => JSON.stringify(entry) !== JSON.stringify(first?.entry));
    if (first && other) questions.push(inTwoFiles(code, first.name, other.name, language));
    else if (first) entries.push(first.entry);
  }
  return { entries, questions };
}

/** Whether the words of the mail say nothing else than the file. */
const agrees = ({ status, percent, figures = [] }: Entry, inFile: Entry): boolean =>
  (status === undefined || status === inFile.status) &&
  (percent === undefined || percent === inFile.percent) &&
  figures.every((figure) => inFile.figures?.some((other) => JSON.stringify(other) === JSON.stringify(figure)));

const inTwoFiles = (code: string, one: string, other: string, language: Language): Question => ({
  code,
  about: "file",
  text: wordsIn(language).file.inTwo(code, one, other),
});

const inBoth = (code: string, language: Language): Question => ({
  code,
  about: "twice",
  text: wordsIn(language).file.inBoth(code),
});

/** What the sender is told of a file. */
export function fileWords({ is, entries }: FileReading, language: Language = "zh"): string {
  const { said } = wordsIn(language).file;
  switch (is) {
    case "form":
    case "table":
    case "text":
      return said[is](entries.length);
    case "evidence":
    case "unreadable":
      return said[is];
  }
}
