import type { Day, Month } from "./day.ts";
import type { UnitId } from "./directory.ts";
import { type Entry, type Figure, MOST_FIGURE, Status } from "./entry.ts";
import type { Language } from "./language.ts";
import type { MeasureId, Target } from "./measure.ts";
import type { PlanId } from "./plan-settings.ts";
import { wordsIn } from "./words.ts";
import { type CoreWords, type PeriodText, zh } from "./words-zh.ts";

/** The workbook a unit gets with its opening notice: one row for each measure it reports on (填报表). */
export interface ReportForm {
  language: Language;
  plan: { id: PlanId; name: string };
  period: Month;
  periodText: PeriodText;
  unit: { id: UnitId; name: string };
  due: Day;
  rows: FormRow[];
}

export interface FormRow {
  id: MeasureId;
  code: string;
  taskName: string;
  text: string;
  deadlineRaw: string;
  targets: Target[];
  /** What was recorded for the month before; absent when nothing was. */
  last?: Pick<Entry, "status" | "percent" | "progress" | "problems" | "next">;
}

/** The headings in Chinese, by which a column is found again wherever it has been moved. */
export const FORM_COLUMNS = zh.form.columns;
export type FormColumn = keyof typeof FORM_COLUMNS;
// Object.keys loses the literal type of a constant object
const FORM_COLUMN_KEYS = Object.keys(FORM_COLUMNS) as FormColumn[];

/** The columns a unit fills in. */
const FILLED = ["status", "percent", "progress", "figures", "problems", "next"] as const satisfies FormColumn[];
type Filled = (typeof FILLED)[number];

/** First cell of the hidden sheet that says which plan, period and unit a workbook was made for. */
export const FORM_MARK = "duban-form";

/** What operators' pages say. */
export const STATUS_WORDS = zh.statuses;

const statusOf = (word: string, { statuses }: CoreWords): Status | undefined =>
  Status.options.find((status) => bare(statuses[status]).toLowerCase() === bare(word).toLowerCase());

/** Characters in a cell of free text, as an entry bounds them. */
export const MAX_WORDS = 1_000;

const wordsOf = ({ language }: Pick<ReportForm, "language">): CoreWords => wordsIn(language);
export const formTitle = (form: ReportForm): string => wordsOf(form).form.title(form.unit.name, form.periodText);
/** `区水务局-2024年4月进展填报表.xlsx`, without what no file name may hold. */
export const formFileName = (form: ReportForm): string =>
  wordsOf(form)
    .form.fileName(form.unit.name, form.periodText)
    .replace(/[\p{C}\\/:*?"<>|]/gu, "_");

/** A cell of a returned workbook. A formula is its result. */
export type FormCell =
  | { kind: "text"; text: string }
  /** `percent`: the cell shows 0.6 as 60%. */
  | { kind: "number"; value: number; percent: boolean }
  | { kind: "date"; text: string }
  /** `#REF!` and the like; for a formula that was never calculated, nothing. */
  | { kind: "error"; text: string }
  | null;

/** A returned workbook as plain values: `rows[0][0]` is A1. A cell merged downwards is in each row it covers. */
export interface FormCells {
  sheets: { name: string; rows: FormCell[][] }[];
}

/** Why a file could not be read at all. */
export interface Unreadable {
  code: `file/${"not-xlsx" | "old-format" | "old-document" | "archive" | "nested" | "encrypted" | "macros" | "too-big" | "hostile" | "far-cell" | "damaged"}`;
}

type CellFault =
  | "not-a-number"
  | "date"
  | "fraction"
  | "out-of-range"
  | "figure-count"
  | "no-target"
  | "status"
  | "too-long"
  | "error";

/** What is wrong with a returned workbook, and where: `cell` is `D7`, `found` what stands there. */
export type FormProblem =
  /** The whole workbook is refused. */
  | {
      code: "form/other-plan" | "form/other-period" | "form/other-unit";
      expected: string;
      found: string;
    }
  | { code: "form/no-table" | "form/blank" }
  | { code: "form/missing-column"; sheet: string; column: string }
  | { code: "form/column-twice"; sheet: string; cell: string; column: string }
  /** One row is not recorded. */
  | {
      code: "form/foreign-row" | "form/unknown-row";
      sheet: string;
      cell: string;
      found: string;
    }
  | {
      code: "form/two-codes";
      sheet: string;
      cell: string;
      found: string;
      measure: string;
    }
  | {
      code: "form/duplicate-row";
      sheet: string;
      cell: string;
      measure: string;
      first: string;
    }
  | { code: "form/no-words"; sheet: string; cell: string; measure: string }
  | {
      code: `form/${CellFault}`;
      sheet: string;
      cell: string;
      measure: string;
      column: string;
      found: string;
    };

/** What a workbook reports. A row nobody touched is neither: the report says what is still missing. */
export interface FormReading {
  entries: Entry[];
  problems: FormProblem[];
}

/** Reads a returned workbook against the form that was sent. Faulty rows are left out, the others count (RP-4). */
export function readFormRows({ sheets }: FormCells, form: ReportForm): FormReading {
  const { columns } = wordsOf(form).form;
  const tables = sheets.flatMap((sheet) => tableIn(sheet, columns) ?? []);
  const refusals: FormProblem[] = [
    ...othersForm(sheets, tables, form),
    ...tables.flatMap((table) => columnProblems(table, columns)),
  ];
  if (tables.length === 0) refusals.push({ code: "form/no-table" });
  if (refusals.some((problem) => refusesAll(problem, columns))) return { entries: [], problems: refusals };

  const known = new Map(form.rows.flatMap((row) => [[row.id as string, row] as const, [row.code, row] as const]));
  const rows = withoutDuplicates(tables.flatMap((table) => rowsOf(table, known, form)));
  const problems = [...refusals, ...rows.flatMap((row) => row.problems)];
  const entries = rows.flatMap((row) => (row.problems.length === 0 && row.entry ? [row.entry] : []));
  if (entries.length === 0 && problems.length === 0) problems.push({ code: "form/blank" });
  return { entries, problems };
}

const refusesAll = (problem: FormProblem, columns: Headings): boolean =>
  problem.code !== "form/missing-column" || problem.column === columns.progress || problem.column === columns.code;

type Headings = CoreWords["form"]["columns"];

// Which workbook it is

/** Says so when the hidden sheet, or the title where that is gone, names another plan, period or unit. */
function othersForm(sheets: FormCells["sheets"], tables: Table[], form: ReportForm): FormProblem[] {
  const marked = sheets.find(({ rows }) => cellText(rows[0]?.[0]) === FORM_MARK);
  if (!marked) return tables.flatMap((table) => othersTitle(table, form));
  const said = (row: number, column: number) => cellText(marked.rows[row]?.[column]);
  const problems: FormProblem[] = [];
  if (said(1, 1) !== form.plan.id)
    problems.push({
      code: "form/other-plan",
      expected: form.plan.name,
      found: said(1, 2),
    });
  if (said(2, 1) !== form.period)
    problems.push({
      code: "form/other-period",
      expected: form.periodText,
      found: said(2, 2),
    });
  if (said(3, 1) !== form.unit.id)
    problems.push({
      code: "form/other-unit",
      expected: form.unit.name,
      found: said(3, 2),
    });
  return problems;
}

function othersTitle({ rows, header }: Table, form: ReportForm): FormProblem[] {
  const above = rows.slice(0, header).flat().map(cellText);
  const { titleEnds } = wordsOf(form).form;
  const title = above.find((text) => titleEnds.ofAny(text));
  if (title === undefined || title.endsWith(formTitle(form))) return [];
  const code = title.endsWith(titleEnds.ofPeriod(form.periodText)) ? "form/other-unit" : "form/other-period";
  return [{ code, expected: formTitle(form), found: title }];
}

// Where the table is

interface Table {
  sheet: string;
  rows: FormCell[][];
  /** Index of the row with the headings. */
  header: number;
  /** Indices of the columns under each heading: none when it is gone, several when it was copied. */
  columns: Record<FormColumn, number[]>;
}

function tableIn({ name, rows }: FormCells["sheets"][number], columns: Headings): Table | undefined {
  const isHeading = (cell: FormCell, key: FormColumn) => bare(cellText(cell)) === bare(columns[key]);
  const headed = (row: FormCell[], key: FormColumn) => row.some((cell) => isHeading(cell, key));
  const header = rows.findIndex((row) => headed(row, "progress") && (headed(row, "code") || headed(row, "status")));
  const headings = rows[header];
  if (!headings) return undefined;
  const under = (key: FormColumn) => headings.flatMap((cell, at) => (isHeading(cell, key) ? [at] : []));
  // every column is there by construction
  const found = Object.fromEntries(FORM_COLUMN_KEYS.map((key) => [key, under(key)])) as Table["columns"];
  return { sheet: name, rows, header, columns: found };
}

const bare = (text: string) => text.replace(/（.*?）|\(.*?\)|[\s%％*＊]/g, "");

function columnProblems({ sheet, header, columns }: Table, headings: Headings): FormProblem[] {
  const problems: FormProblem[] = [];
  if (columns.id.length + columns.code.length === 0)
    problems.push({
      code: "form/missing-column",
      sheet,
      column: headings.code,
    });
  for (const key of FILLED) {
    const [at, again] = columns[key];
    const column = headings[key];
    if (at === undefined) problems.push({ code: "form/missing-column", sheet, column });
    if (again !== undefined)
      problems.push({
        code: "form/column-twice",
        sheet,
        cell: cellAddress(header, again),
        column,
      });
  }
  return problems;
}

// What a row says

interface RowReading {
  /** Where its code stands. */
  at: { sheet: string; cell: string };
  entry?: Entry;
  problems: FormProblem[];
}

const rowsOf = (table: Table, known: Map<string, FormRow>, form: ReportForm): RowReading[] =>
  table.rows.flatMap((_, index) => (index > table.header ? (rowAt(table, index, known, wordsOf(form)) ?? []) : []));

function rowAt(table: Table, index: number, known: Map<string, FormRow>, words: CoreWords): RowReading | undefined {
  const { sheet, columns } = table;
  const cellOf = (key: FormColumn) => table.rows[index]?.[columns[key][0] ?? -1] ?? null;
  if (FILLED.every((key) => isBlank(cellOf(key)))) return undefined;

  const at = {
    sheet,
    cell: cellAddress(index, columns.code[0] ?? columns.id[0] ?? 0),
  };
  const id = cellText(cellOf("id"));
  const code = cellText(cellOf("code"))
    .replace(/\s/g, "")
    .replace(/[‐-―−－]/g, "-");
  const row = known.get(id) ?? known.get(code);
  const found = short(code || id);
  if (!row)
    return {
      at,
      problems: [
        {
          code: CODE.test(code || id) ? "form/foreign-row" : "form/unknown-row",
          ...at,
          found,
        },
      ],
    };
  if (code && known.get(code) !== row)
    return {
      at,
      problems: [{ code: "form/two-codes", ...at, found, measure: row.code }],
    };

  const said = read(FILLED, cellOf, row, words);
  const problems = said.faults.map(({ key, fault }): FormProblem => {
    const cell = cellAddress(index, columns[key][0] ?? 0);
    return {
      code: `form/${fault}`,
      sheet,
      cell,
      measure: row.code,
      column: words.form.columns[key],
      found: shown(cellOf(key)),
    };
  });
  if (problems.length === 0 && !hasWords(said.entry))
    problems.push({ code: "form/no-words", ...at, measure: row.code });
  return { at, entry: said.entry, problems };
}

/** How codes and ids look; what does not is a note or a total that somebody wrote below the table. */
const CODE = /^[\p{L}\d]+-\d+-\d+$/u;

/** 推进中, 滞后 or 暂停 alone says nothing of the month (RT-3). */
const hasWords = ({ status, code: _code, ...said }: Entry): boolean =>
  Object.keys(said).length > 0 || status === "no-progress" || status === "done" || status === "not-started";

/** A measure reported twice in different words is not recorded: nobody can tell which of them counts. */
function withoutDuplicates(rows: RowReading[]): RowReading[] {
  const byMeasure = Map.groupBy(rows, ({ entry }) => entry?.code);
  return [...byMeasure].flatMap(([measure, [first, ...more]]) => {
    if (!first || measure === undefined) return first ? [first, ...more] : [];
    const others = more.filter(({ entry }) => JSON.stringify(entry) !== JSON.stringify(first.entry));
    const duplicates = others.map(
      ({ at }): FormProblem => ({
        code: "form/duplicate-row",
        ...at,
        measure,
        first: first.at.cell,
      }),
    );
    return [
      {
        ...first,
        problems: [first, ...others].flatMap(({ problems }) => problems).concat(duplicates),
      },
    ];
  });
}

// What a form's fields say

/** What was typed into the same columns on a page, by the same rules; each fault in a sentence that names its field. */
export function saidInFields(
  typed: Record<Filled, string>,
  row: FormRow,
  words: CoreWords,
): { entry: Entry; faults: { text: string }[] } {
  const { entry, faults } = read(FILLED, (key) => asText(typed[key]), row, words);
  return {
    entry,
    faults: faults.map(({ key, fault }) => ({ text: explainField(key, fault, short(typed[key]), row, words) })),
  };
}

function explainField(
  key: Filled,
  fault: CellFault,
  found: string,
  { targets }: FormRow,
  { field, form }: CoreWords,
): string {
  const column = form.columns[key];
  switch (fault) {
    case "not-a-number":
    case "date":
    case "error":
      return field.notANumber(column, found);
    case "fraction":
      return field.fraction(column, found, round(Number(halfWidth(found)) * 100));
    case "out-of-range":
      return field.outOfRange(column, found);
    case "figure-count":
    case "no-target":
      return field.someFigures(column, targets.length);
    case "status":
      return field.status(column, found);
    case "too-long":
      return field.tooLong(column, MAX_WORDS);
  }
}

// What a cell says

type Value<T> = { is: T } | { fault: CellFault };

function read(keys: readonly Filled[], cellOf: (key: Filled) => FormCell, row: FormRow, words: CoreWords) {
  const entry: Entry = { code: row.code };
  const faults: { key: Filled; fault: CellFault }[] = [];
  for (const key of keys) {
    const cell = cellOf(key);
    if (isBlank(cell)) continue;
    const value = cell?.kind === "error" ? { fault: "error" as const } : saidIn(key, cell, row, words);
    if ("is" in value) Object.assign(entry, { [key]: value.is });
    else faults.push({ key, fault: value.fault });
  }
  return { entry, faults };
}

function saidIn(
  key: Filled,
  cell: FormCell,
  row: FormRow,
  words: CoreWords,
): Value<Status | number | string | Figure[]> {
  switch (key) {
    case "status": {
      const status = statusOf(cellText(cell), words);
      return status ? { is: status } : { fault: "status" };
    }
    case "percent":
      return percentIn(cell);
    case "figures":
      return figuresIn(cell, row.targets);
    case "progress":
    case "problems":
    case "next": {
      const text = cellText(cell);
      return text.length > MAX_WORDS ? { fault: "too-long" } : { is: text };
    }
  }
}

/** A percentage, as `60`, `60%` or a cell that shows 0.6 as 60%. */
export function percentIn(cell: FormCell): Value<number> {
  const value = numberIn(cell, "%");
  if ("fault" in value) return value;
  if (value.is < 0 || value.is > 100) return { fault: "out-of-range" };
  // 0.6 may mean 60% or 0.6%: only a percent sign tells.
  return value.is > 0 && value.is < 1 && !value.signed ? { fault: "fraction" } : value;
}

/** One cumulative number for each target, in the order of the plan. */
function figuresIn(cell: FormCell, targets: Target[]): Value<Figure[]> {
  const cells =
    cell?.kind === "text"
      ? cell.text
          .split(/[；;\n①-⑳]/)
          .filter((text) => text.trim())
          .map(asText)
      : [cell];
  if (targets.length === 0) return { fault: "no-target" };
  if (cells.length !== targets.length) return { fault: "figure-count" };
  const figures: Figure[] = [];
  for (const [at, { unit }] of targets.entries()) {
    const value = numberIn(cells[at] ?? null, unit);
    if ("fault" in value) return value;
    figures.push({
      value: value.is,
      unit: unit.slice(0, 20),
      kind: "cumulative",
    });
  }
  return { is: figures };
}

/** A number, also as text: `６０`, `1,200`, `60％`, `3公里` where that is the unit asked for. */
function numberIn(cell: FormCell, unit: string): { is: number; signed: boolean } | { fault: CellFault } {
  if (cell?.kind === "date") return { fault: "date" };
  if (cell?.kind === "number") {
    if (!(Math.abs(cell.value) <= MOST_FIGURE) || (cell.percent && unit !== "%")) return { fault: "not-a-number" };
    return {
      is: cell.percent ? round(cell.value * 100) : cell.value,
      signed: cell.percent,
    };
  }
  const text = halfWidth(cellText(cell));
  const signed = unit !== "" && text.endsWith(halfWidth(unit));
  const digits = (signed ? text.slice(0, -unit.length) : text).trim();
  if (!/^[-+]?(\d{1,3}(,\d{3})+|\d{1,15})(\.\d{1,10})?$/.test(digits)) return { fault: "not-a-number" };
  return { is: Number(digits.replaceAll(",", "")), signed };
}

/** 0.07 × 100 without the dust of binary fractions. */
const round = (value: number) => Number(value.toPrecision(12));
const asText = (text: string): FormCell => ({ kind: "text", text });
const halfWidth = (text: string) =>
  text.replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replaceAll("−", "-");

/** Nothing, or what people put where there is nothing to say: a dash, a stroke, 无. */
const isBlank = (cell: FormCell): boolean =>
  cell?.kind !== "error" && /^([-—–―/\\]*|无|暂无|n\/?a|none|nil)$/i.test(cellText(cell));

/** What a person reads in the cell: without control and direction marks, which are never words. */
export function cellText(cell: FormCell | undefined): string {
  if (!cell) return "";
  if (cell.kind === "number") return cell.percent ? `${round(cell.value * 100)}%` : String(cell.value);
  return cell.text
    .replace(/\r\n?|[\v\f\u2028\u2029]/g, "\n")
    .replace(/[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .trim();
}

const shown = (cell: FormCell): string => short(cellText(cell));
const short = (text: string): string => (text.length > 30 ? `${text.slice(0, 30)}…` : text).replaceAll("\n", " ");

/** `D7` for row 6, column 3. */
export function cellAddress(row: number, column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return (column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : "") + letter + (row + 1);
}

// What the sender reads

/** The sentence the sender reads: where it is, what is wrong, what to do. */
export function explainFormProblem(problem: FormProblem | Unreadable, language: Language): string {
  const words = wordsIn(language).workbook;
  switch (problem.code) {
    case "file/not-xlsx":
    case "file/old-format":
    case "file/encrypted":
    case "file/macros":
    case "file/old-document":
    case "file/archive":
    case "file/nested":
    case "file/too-big":
    case "file/hostile":
    case "file/far-cell":
    case "file/damaged":
      return words[problem.code];
    case "form/other-plan":
      return words.otherPlan(problem.found, problem.expected);
    case "form/other-period":
      return words.otherPeriod(problem.found, problem.expected);
    case "form/other-unit":
      return words.otherUnit(problem.found, problem.expected);
    case "form/no-table":
      return words.noTable;
    case "form/blank":
      return words.blank;
    case "form/missing-column":
      return words.missingColumn(problem.sheet, problem.column);
    case "form/column-twice":
      return words.columnTwice(problem.sheet, problem.column, problem.cell);
    case "form/foreign-row":
      return words.foreignRow(problem, problem.found);
    case "form/unknown-row":
      return words.unknownRow(problem, problem.found);
    case "form/two-codes":
      return words.twoCodes(problem, problem.found, problem.measure);
    case "form/duplicate-row":
      return words.duplicateRow(problem, problem.measure, problem.first);
    case "form/no-words":
      return words.noWords(problem, problem.measure);
    case "form/not-a-number":
      return words.notANumber(problem);
    case "form/date":
      return words.date(problem);
    case "form/fraction":
      return words.fraction(problem, round(Number(problem.found) * 100));
    case "form/out-of-range":
      return words.outOfRange(problem);
    case "form/figure-count":
      return words.figureCount(problem);
    case "form/no-target":
      return words.noTarget(problem);
    case "form/status":
      return words.status(problem);
    case "form/too-long":
      return words.tooLong(problem, MAX_WORDS);
    case "form/error":
      return words.error(problem);
  }
}
