import { readDeadline } from "./deadline-reading.ts";
import type { Language } from "./language.ts";
import { type Measure, MeasureId } from "./measure.ts";
import { type Column, type Columns, columnsOf, USUAL } from "./plan-columns.ts";
import { numberOf, type Paragraph, type PlanHead, readHead, yearIn } from "./plan-head.ts";
import type { PlanSettings } from "./plan-settings.ts";
import type { PlanProblem } from "./problems.ts";
import { targetsIn } from "./target.ts";
import { nameOf, unitsOf } from "./unit-cell.ts";

/** A paragraph (one cell) or a table row of a plan document. */
export interface SourceLine {
  /** In the document, from 1. */
  line: number;
  cells: string[];
}

/** One annex of the plan (专项). */
export interface Programme {
  /** Number of the annex, from 1. */
  no: number;
  /** What measure codes begin with: `蓝天`. */
  code: string;
  title: string;
  line: number;
}

export interface PlanReading {
  plan: PlanHead;
  programmes: Programme[];
  measures: Measure[];
  /** What keeps the plan from force (PL-9); measures are then only those that could be read. */
  problems: PlanProblem[];
}

/** A text in which table cells are separated by tabs. Blank lines are left out. */
export const linesOf = (text: string): SourceLine[] =>
  text
    .replace(/^\uFEFF/u, "")
    .split(/\r\n|\n|\r/u)
    .flatMap((row, at) => (row.trim() === "" ? [] : [{ line: at + 1, cells: row.split("\t") }]));

/**
 * A plan document, read.
 *
 * @param settings  codes of the programmes, in the order of the annexes; `附件N` without
 * @param known     unit names that are whole, whatever their shape (PL-4)
 */
export function readPlan(
  source: readonly SourceLine[],
  settings: Pick<PlanSettings, "programmes"> & Partial<Pick<PlanSettings, "language">> = { programmes: [] },
  known?: ReadonlySet<string>,
): PlanReading {
  const language = settings.language ?? languageOf(source);
  const plan = readHead(paragraphsBeforeRows(source, language), language);
  const wrongHead = problemsOfHead(plan);
  const reader: Reader = {
    language,
    year: plan.year,
    codes: settings.programmes,
    known,
    columns: USUAL,
    inTable: false,
    section: "",
    tasks: new Map(),
    texts: new Map(),
    programmes: [],
    measures: [],
    problems: [...wrongHead],
  };
  for (const line of source) readLine(line, reader);
  const { programmes, measures, problems } = reader;
  if (measures.length === 0 && problems.length === wrongHead.length)
    problems.push({ code: "plan/no-rows", line: source[0]?.line ?? 1 });
  return { plan, programmes, measures, problems };
}

/** A document that nobody has set up yet: Chinese, when there is a Chinese character in it. */
const languageOf = (source: readonly SourceLine[]): Language =>
  source.some(({ cells }) => cells.some((cell) => /\p{Script=Han}/u.test(cell))) || source.length === 0 ? "zh" : "en";

function paragraphsBeforeRows(source: readonly SourceLine[], language: Language): Paragraph[] {
  const firstRow = source.findIndex(({ cells }) => columnsOf(cells, language) || filledOf(cells).length >= 3);
  return source
    .slice(0, firstRow < 0 ? source.length : firstRow)
    .map(({ line, cells }) => ({ line, text: filledOf(cells).join(" ") }));
}

/** What the cells of a row hold, each once: a merged cell may come as several. */
const filledOf = (cells: readonly string[]): string[] => [
  ...new Set(cells.map((cell) => cell.trim()).filter((cell) => cell !== "")),
];

function problemsOfHead({ title, year, issuedOn }: PlanHead): PlanProblem[] {
  const problems: PlanProblem[] = [];
  if (title === undefined) problems.push({ code: "plan/no-title", line: 1 });
  else if (year === undefined) problems.push({ code: "plan/no-year", line: 1, title });
  if (issuedOn === undefined) problems.push({ code: "plan/no-issue-day", line: 1 });
  return problems;
}

/** Where the reading stands. */
interface Reader {
  readonly language: Language;
  readonly year: number | undefined;
  readonly codes: readonly string[];
  readonly known: ReadonlySet<string> | undefined;
  columns: Columns;
  /** False after a paragraph, until the next header or row. */
  inTable: boolean;
  annex?: Programme;
  section: string;
  /** Null when its heading could not be read: one problem is told, not one for each row below. */
  task?: Task | null;
  readonly tasks: Map<string, Task>;
  /** Line of each text, by programme. */
  readonly texts: Map<string, number>;
  readonly programmes: Programme[];
  readonly measures: Measure[];
  readonly problems: PlanProblem[];
}
interface Task {
  no: number;
  name: string;
  line: number;
  rows: number;
}
type Row = Record<Column, string> & { line: number };

function readLine({ line, cells: raw }: SourceLine, reader: Reader): void {
  const cells = withoutPadding(raw, reader.columns.width);
  const [only, ...more] = filledOf(cells);
  if (only === undefined) return;
  const header = columnsOf(cells, reader.language);
  const isAlone =
    more.length === 0 && (raw.length === 1 || (cells[0]?.trim() === only && reader.columns.at.text !== 0));
  if (isAlone && isSectionTitle(only, raw.length > 1, reader)) openSection(only, reader);
  else if (isAlone && (raw.length === 1 || !isNumber(only))) readParagraph(only, line, reader);
  else if (header) readHeader(header, line, reader);
  else if (cells.length === reader.columns.width) readRow(rowOf(cells, line, reader.columns), reader);
  else if (reader.inTable)
    reader.problems.push({
      code: "plan/cells",
      line,
      cells: cells.length,
      expected: reader.columns.width,
    });
}

/** Spreadsheets pad rows with blank cells. */
function withoutPadding(cells: string[], width: number): string[] {
  const rest = cells.slice(width);
  return rest.every((cell) => cell.trim() === "") ? cells.slice(0, width) : cells;
}

/** `一、主要目标` in a table, alone in its row: as one cell or as many; what is one of many need not be numbered. */
function isSectionTitle(text: string, isRow: boolean, { inTable, language }: Reader): boolean {
  const { longestTitle, sentence, annex, numbered } = MARKS[language];
  if (text.length > longestTitle || sentence.test(text) || annex.test(text.normalize("NFKC"))) return false;
  if (numbered.test(text)) return isRow || inTable;
  return isRow && inTable && !isNumber(text);
}

/** By what the headings of a document are known in a language. */
const MARKS: Record<Language, HeadingMarks> = {
  zh: {
    longestTitle: 60,
    sentence: /。/u,
    numbered: /^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])/u,
    annex: /^附件\s?([\d一二三四五六七八九十]{1,3})(?:$|[\s:：、.．](.*)$)/u,
    annexNo: numberOf,
    code: (no) => `附件${no}`,
    year: /(20\d\d)\s?年/u,
  },
  en: {
    longestTitle: 100,
    sentence: /(?<!^[A-Z]|^[IVX]{2,4})\.(?:\s|$)/u,
    numbered: /^(?:[A-Z]|[IVX]{1,4})[.)]\s/u,
    annex: /^(?:annex|appendix|programme|part|schedule)\s(\d{1,2}|[A-H])(?:$|\s?[:.–-]\s?(.*)$)/iu,
    annexNo: (said) => (/\d/u.test(said) ? Number(said) : said.toUpperCase().charCodeAt(0) - 64),
    code: (no) => `P${no}`,
    year: /\b(20\d\d)\b/u,
  },
};
interface HeadingMarks {
  /** Characters. */
  longestTitle: number;
  /** What no title has in it. */
  sentence: RegExp;
  numbered: RegExp;
  /** The line that opens a programme: its number, and its title where that stands beside it. */
  annex: RegExp;
  annexNo: (said: string) => number | undefined;
  /** What codes begin with where nobody has set it. */
  code: (no: number) => string;
  /** The year that a deadline names. */
  year: RegExp;
}

const NUMBER = /^(\d{1,4})[.、]?$/u;
const isNumber = (text: string): boolean => NUMBER.test(text.normalize("NFKC"));

/** A section begins with a task of its own; the same title again is only a page break. */
function openSection(title: string, reader: Reader): void {
  if (reader.section !== title) reader.task = undefined;
  reader.section = title;
  reader.inTable = true;
}

/** A header row names the columns. It never ends a task: tables go on over pages. */
function readHeader(
  { columns, missing, doubled }: NonNullable<ReturnType<typeof columnsOf>>,
  line: number,
  reader: Reader,
): void {
  reader.columns = columns;
  reader.inTable = true;
  if (missing.length + doubled.length > 0) reader.problems.push({ code: "plan/columns", line, missing, doubled });
}

/** `附件 1` on a line of its own opens a programme; its title stands beside it or on the next line. */
function readParagraph(text: string, line: number, reader: Reader): void {
  reader.inTable = false;
  const { annex, annexNo } = MARKS[reader.language];
  const heading = annex.exec(text.normalize("NFKC"));
  const no = heading?.[1] === undefined ? undefined : annexNo(heading[1]);
  if (no) openProgramme(no, heading?.[2]?.trim() ?? "", line, reader);
  else if (reader.annex?.title === "") reader.annex.title = text;
}

function openProgramme(no: number, title: string, line: number, reader: Reader): void {
  reader.annex = { no, code: reader.codes[no - 1] ?? MARKS[reader.language].code(no), title, line };
  reader.section = "";
  reader.task = undefined;
}

const rowOf = (cells: readonly string[], line: number, { at }: Columns): Row => {
  const cell = (column: Column): string => cells[at[column] ?? -1]?.trim() ?? "";
  return {
    line,
    no: cell("no"),
    task: taskNameOf(cell("task")),
    text: textOf(cell("text")),
    deadline: cell("deadline"),
    leads: cell("leads"),
    assists: cell("assists"),
  };
};

/**
 * A row with a measure text is a measure; a missing lead or deadline is a problem.
 *
 * @rule PL-1
 */
function readRow(row: Row, reader: Reader): void {
  reader.inTable = true;
  const long = [row.no, row.task, row.text, row.deadline, row.leads, row.assists].find((cell) => cell.length > LONGEST);
  if (long !== undefined) {
    reader.problems.push({
      code: "plan/too-long",
      line: row.line,
      text: long,
      longest: LONGEST,
    });
    return;
  }
  const leads = unitsOf(row.leads, reader.known, reader.language);
  const assists = unitsOf(row.assists, reader.known, reader.language);
  reader.problems.push(...problemsOfRow(row, leads, assists, reader));
  const programme = programmeOf(row, reader);
  const task = programme && taskOf(row, programme, reader);
  if (!programme || !task || row.text === "") return;
  checkRepetition(row, programme, reader);
  task.rows += 1;
  reader.measures.push(measureOf(row, { leads, assists }, programme, task, reader));
}

/**
 * The measure keeps the words and the line of its row.
 *
 * @rule PL-7
 */
function measureOf(
  { line, text, deadline }: Row,
  units: Pick<Measure, "leads" | "assists">,
  programme: Programme,
  task: Task,
  { section, year, language }: Reader,
): Measure {
  return {
    id: MeasureId.parse(`A${programme.no}-${task.no}-${task.rows}`),
    code: `${programme.code}-${task.no}-${task.rows}`,
    programme: programme.no,
    section,
    taskNo: task.no,
    taskName: task.name,
    index: task.rows,
    text,
    deadlineRaw: deadline,
    deadline: readDeadline(deadline, year ?? Number.NaN, language),
    ...units,
    targets: targetsIn(text, language),
    line,
  };
}

/** Characters that a cell may have. */
const LONGEST = 4_000;

function problemsOfRow(
  row: Row,
  leads: string[],
  assists: string[],
  { year: planYear, language }: Reader,
): PlanProblem[] {
  const { line, text, deadline } = row;
  const problems: PlanProblem[] = [row.no, row.task, text, deadline, row.leads, row.assists]
    .filter((cell) => cell.startsWith("="))
    .map((cell) => ({ code: "plan/formula", line, text: cell }));
  if (text === "") return [...problems, { code: "plan/no-text", line }];
  if (leads.length === 0) problems.push({ code: "plan/no-lead", line, text });
  if (deadline === "") problems.push({ code: "plan/no-deadline", line, text });
  const year = Number(MARKS[language].year.exec(deadline.normalize("NFKC"))?.[1] ?? planYear);
  if (planYear !== undefined && year !== planYear)
    problems.push({
      code: "plan/wrong-year",
      line,
      text: deadline,
      year,
      planYear,
    });
  for (const name of repeated([...leads, ...assists].map(nameOf)))
    problems.push({ code: "plan/unit-twice", line, name });
  return problems;
}

function repeated(names: readonly string[]): Set<string> {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const name of names) (once.has(name) ? twice : once).add(name);
  return twice;
}

/** The programme a row stands in: the annex opened last, from its first row on. */
function programmeOf({ line, text }: Row, { annex, programmes, problems, year }: Reader): Programme | undefined {
  if (!annex) {
    if (!problems.some(({ code }) => code === "plan/no-programme"))
      problems.push({ code: "plan/no-programme", line, text });
    return undefined;
  }
  const before = programmes.find(({ no }) => no === annex.no);
  if (!before) {
    programmes.push(annex);
    const named = yearIn(annex.title);
    if (year !== undefined && named !== undefined && named !== year)
      problems.push({
        code: "plan/wrong-year",
        line: annex.line,
        text: annex.title,
        year: named,
        planYear: year,
      });
  } else if (before.title !== annex.title && before.line !== annex.line) {
    problems.push({
      code: "plan/two-programmes",
      line: annex.line,
      no: annex.no,
      title: annex.title,
      before: before.line,
    });
    annex.title = before.title;
  }
  return before ?? annex;
}

/**
 * The task a row belongs to. Without a number it goes on with the task above it, across page breaks.
 *
 * @rule PL-2
 */
function taskOf(row: Row, programme: Programme, reader: Reader): Task | null {
  const goesOn = row.no === "" && (row.task === "" || isSameName(row.task, reader.task?.name));
  if (!goesOn) reader.task = numberedTask(row, programme, reader);
  else if (reader.task === undefined) {
    reader.problems.push({
      code: "plan/no-task",
      line: row.line,
      text: row.text,
    });
    reader.task = null;
  }
  return reader.task ?? null;
}

/**
 * A number and a name are one task, however often they are repeated in a programme.
 *
 * @rule PL-3
 */
function numberedTask(
  { line, no: number, task: name }: Row,
  programme: Programme,
  { tasks, problems }: Reader,
): Task | null {
  const fail = (problem: PlanProblem): null => {
    problems.push(problem);
    return null;
  };
  if (number === "") return fail({ code: "plan/no-number", line, name });
  const no = Number(NUMBER.exec(number.normalize("NFKC"))?.[1] ?? 0);
  if (no === 0) return fail({ code: "plan/not-a-number", line, number });
  const key = `${programme.no}-${no}`;
  const before = tasks.get(key);
  if (before && (name === "" || isSameName(name, before.name))) return before;
  if (before)
    return fail({
      code: "plan/two-numbers",
      line,
      taskNo: no,
      name,
      before: before.line,
      nameBefore: before.name,
    });
  if (name === "") return fail({ code: "plan/no-name", line, taskNo: no });
  const task = { no, name, line, rows: 0 };
  tasks.set(key, task);
  return task;
}

const isSameName = (name: string, other = ""): boolean => name.replace(/\s/gu, "") === other.replace(/\s/gu, "");

function checkRepetition({ line, text }: Row, { no }: Programme, { texts, problems }: Reader): void {
  const key = `${no} ${text.replace(/\s/gu, "")}`;
  const before = texts.get(key);
  if (before === undefined) texts.set(key, line);
  else problems.push({ code: "plan/measure-twice", line, text, before });
}

/** `<p>` begins a new line; otherwise the source's own words. */
const textOf = (cell: string): string =>
  cell
    .replace(/<\/?p>|<br>/giu, "\n")
    .split("\n")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n");

/** Blanks between Chinese characters come from line breaks in a narrow cell. */
const taskNameOf = (cell: string): string =>
  textOf(cell)
    .replace(/(?<=[\p{Script=Han}，、。；：（）“”])\s+(?=[\p{Script=Han}，、。；：（）“”])/gu, "")
    .replace(/\s+/gu, " ");
