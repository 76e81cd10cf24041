import { localTime } from "../core/day.ts";
import type { UnitId } from "../core/directory.ts";
import type { RecordedEntry } from "../core/duty.ts";
import { Lamp } from "../core/lamp.ts";
import type { LeadState, MeasureState } from "../core/measure-state.ts";
import { type MonthReport, saidOf } from "../core/month-report.ts";
import {
  countedIn,
  countIn,
  FIGURES,
  type FigureName,
  lampsIn,
  type Part,
  programmesIn,
  shareIn,
  tasksIn,
  type UnitResult,
} from "../core/results.ts";
import { FIRST_ROW, type Sheet, type SheetCell } from "../core/sheet.ts";
import { receiptNumber } from "../core/submission.ts";
import { periodText } from "../core/words.ts";
import { compactCodes, withoutBreaks } from "./measures.ts";
import { resultWordsOf } from "./result-words.ts";
import type { ResultWords } from "./result-words-zh.ts";
import { wordsOf } from "./words.ts";
import type { MailWords } from "./words-zh.ts";

/** A month's ledger (台账): each number names the rows that it counts, each row the receipts of the reports that say so. */
export function ledgerOf(report: MonthReport): Sheet[] {
  const { results, asOf, isPreview } = report;
  const { plan } = results;
  const { ledger: words, lamp: lamps } = resultWordsOf(plan);
  const rows = measureRows(results.measures);
  const book: Book = { ...report, rows, words, lamps, mail: wordsOf(plan) };
  const sheet = (
    name: keyof ResultWords["ledger"]["sheets"],
    titles: readonly string[],
    looks: readonly Look[],
    frozen: number,
    cells: readonly (readonly SheetCell[])[],
  ): Sheet => ({
    name: words.sheets[name],
    title: words.title(plan.settings.name, periodText(results.period, plan.settings)),
    note: words.asOf(asOf, isPreview),
    columns: titles.map((title, at) => {
      const [width, look] = looks[at] ?? [12, "text"];
      return { title, width, look };
    }),
    frozen,
    rows: cells,
  });
  return [
    sheet(
      "overall",
      words.overall,
      OVERALL,
      1,
      FIGURES.map((name) => figureRow(name, book)),
    ),
    sheet(
      "units",
      words.units,
      UNITS,
      1,
      results.units.map((unit) => unitRow(unit, book)),
    ),
    sheet("tasks", words.tasks, TASKS, 2, taskRows(book)),
    sheet(
      "measures",
      words.measures,
      MEASURES,
      1,
      rows.map((row) => measureRow(row, book)),
    ),
    sheet("targets", words.targets, TARGETS, 2, targetRows(book)),
    sheet("corrections", words.corrections, CORRECTIONS, 3, correctionRows(book)),
  ];
}

/** What all sheets are made of. */
interface Book extends MonthReport {
  /** Of the sheet of measures. */
  rows: readonly MeasureRow[];
  words: ResultWords["ledger"];
  lamps: ResultWords["lamp"];
  mail: MailWords;
}

type Look = readonly [width: number, look: Sheet["columns"][number]["look"]];
const numbers = (count: number): Look[] => Array.from({ length: count }, () => [7, "number"]);
const OVERALL: Look[] = [[34, "text"], ...numbers(3), [9, "share"], [70, "text"]];
const UNITS: Look[] = [
  [28, "text"],
  [10, "lamp"],
  ...numbers(2),
  [12, "centred"],
  [9, "number"],
  [8, "centred"],
  [24, "text"],
  ...numbers(5),
  [14, "centred"],
  [40, "text"],
];
const TASKS: Look[] = [[10, "centred"], [40, "text"], ...numbers(7), [50, "text"]];
const MEASURES: Look[] = [
  [11, "centred"],
  [18, "text"],
  [40, "text"],
  [12, "centred"],
  [18, "text"],
  [9, "lamp"],
  [8, "lamp"],
  [20, "text"],
  [10, "lamp"],
  [10, "centred"],
  [8, "number"],
  [16, "text"],
  [40, "text"],
  [24, "text"],
  [24, "text"],
  [10, "centred"],
  [8, "number"],
  [30, "text"],
  [16, "centred"],
  [18, "centred"],
];
const TARGETS: Look[] = [
  [11, "centred"],
  [30, "text"],
  [10, "number"],
  [10, "centred"],
  [10, "number"],
  [11, "number"],
  [10, "share"],
  [10, "centred"],
  [36, "text"],
  [18, "centred"],
];
const CORRECTIONS: Look[] = [
  [10, "centred"],
  [20, "text"],
  [11, "centred"],
  [16, "centred"],
  [10, "centred"],
  [8, "number"],
  [16, "text"],
  [10, "centred"],
  [8, "number"],
  [16, "text"],
  [40, "text"],
  [18, "centred"],
];

// 总览

function figureRow(name: FigureName, book: Book): SheetCell[] {
  const { results, last, words } = book;
  const count = countIn(results, name);
  const before = last ? countIn(last, name) : null;
  const share = SHARED.find((each) => each === name);
  return [
    words.figures[name],
    count,
    before,
    before === null ? null : count - before,
    share ? (shareIn(results, share) ?? null) : null,
    sourceOf(name, book),
  ];
}

const SHARED = ["on-time", "late", "partial", "open", "missing"] as const;

/** So many rows are named one by one; of more it is said in which column to look for what. */
const NAMED = 20;

/** Which rows a number counts: a measure by the row in which it begins, where stands how it is as a whole. */
function sourceOf(name: FigureName, { results, rows, words, lamps, mail }: Book): string {
  const counted = countedIn(results, name);
  const { units, measures } = words.sheets;
  const { length } = counted.are;
  switch (counted.of) {
    case "units": {
      const are = new Set(counted.are);
      if (length <= NAMED || name === "duties")
        return words.source(
          units,
          rowsWhere(results.units, (unit) => are.has(unit), words),
        );
      const [column, value] =
        name === "accepted" || name === "returned"
          ? [words.units[6], words.review[name]]
          : [words.units[1], mail.digest.rows[counted.are[0]!.timeliness]]; // there are many
      return words.sourceColumn(units, column ?? "", value, length);
    }
    case "measures": {
      const are = new Set(counted.are);
      if (length <= NAMED)
        return words.source(
          measures,
          rowsWhere(rows, ({ state, isFirst }) => isFirst && are.has(state), words),
        );
      const lamp = Lamp.options.find((each) => each === name);
      return words.sourceColumn(measures, words.measures[5] ?? "", lamp ? lamps.names[lamp] : words.anyLamp, length);
    }
    case "plan":
      return words.sourceCodes(compactCodes(counted.are, mail));
  }
}

/** The rows of these measures, one for each lead. */
const rowsOf = (measures: readonly MeasureState[], { rows, words }: Book): string => {
  const are = new Set(measures);
  return rowsWhere(rows, ({ state }) => are.has(state), words);
};

/** `4-9、12`: where in a sheet the rows stand that are so. */
function rowsWhere<Row>(rows: readonly Row[], is: (row: Row) => boolean, { rowsJoined }: Book["words"]): string {
  const runs: { from: number; to: number }[] = [];
  for (const at of rows.flatMap((row, index) => (is(row) ? [index + FIRST_ROW] : []))) {
    const run = runs.at(-1);
    if (run?.to === at - 1) run.to = at;
    else runs.push({ from: at, to: at });
  }
  return runs.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(rowsJoined);
}

// 单位

function unitRow(unit: UnitResult, book: Book): SheetCell[] {
  const { words, mail } = book;
  const { snapshot, review } = unit;
  const lamps = Lamp.options.map((lamp) => unit.leads.filter(({ progress }) => progress.lamp === lamp).length);
  return [
    unit.name,
    mail.digest.rows[unit.timeliness],
    unit.asked,
    unit.recorded,
    unit.completeOn ?? null,
    unit.lateBy || null,
    review ? words.review[review] : null,
    (review === "returned" ? snapshot.returned?.why : snapshot.accepted?.why) ?? null,
    ...lamps,
    rungName(snapshot.told, book),
    unit.submissions.map((id) => receiptOf(id, book)).join(words.rowsJoined),
  ];
}

/** The highest rung of the ladder that was told. */
function rungName(told: UnitResult["snapshot"]["told"], { ladder }: MonthReport): string | null {
  const rungs = told
    .flatMap(({ step }) => Number(/^rung-(\d+)$/u.exec(step)?.[1] ?? Number.NaN))
    .filter((no) => no > 0);
  const highest = Math.max(...rungs);
  return ladder.find(({ no }) => no === highest)?.name ?? null;
}

function receiptOf(id: RecordedEntry["submission"], { submissions }: MonthReport): string {
  const submission = submissions.get(id);
  return submission ? receiptNumber(submission) : id;
}

// 专项任务

const taskRows = (book: Book): SheetCell[][] =>
  programmesIn(book.results).flatMap((programme) => [
    partRow(programme, book.words.subtotal, book),
    ...tasksIn(programme).map((part) => partRow(part, book.mail.task(part.task?.no ?? 0, part.task?.name ?? ""), book)),
  ]);

function partRow(part: Part, name: string, book: Book): SheetCell[] {
  const { words, results } = book;
  return [
    results.plan.programmes.find(({ no }) => no === part.programme)?.code ?? String(part.programme),
    name,
    part.measures.length,
    ...Lamp.options.map((lamp) => lampsIn(part, lamp)),
    part.doneBefore.length,
    words.source(words.sheets.measures, rowsOf(part.measures, book)),
  ];
}

// 措施

/** One measure as one of its leads reports it. */
interface MeasureRow {
  state: MeasureState;
  lead: LeadState;
  isFirst: boolean;
}

const measureRows = (measures: readonly MeasureState[]): MeasureRow[] =>
  measures.flatMap((state) => state.leads.map((lead, at) => ({ state, lead, isFirst: at === 0 })));

function measureRow({ state: { measure, progress }, lead, isFirst }: MeasureRow, book: Book): SheetCell[] {
  const { results, last, lamps, mail } = book;
  const said = saidOf(lead.entry, measure, book);
  const unit = results.units.find((each) => each.unit === lead.unit);
  const before = last?.measures
    .find((state) => state.measure.id === measure.id)
    ?.leads.find((each) => each.unit === lead.unit)?.entry;
  return [
    measure.code,
    measure.taskName,
    measure.text,
    withoutBreaks(measure.deadlineRaw),
    unit?.name ?? lead.unit,
    isFirst ? lampCell(progress.lamp, book) : null,
    lampCell(lead.progress.lamp, book),
    lamps.why(lead.progress.why),
    unit ? mail.digest.rows[unit.timeliness] : null,
    ...standing(lead.entry, book),
    said?.progress ?? null,
    said?.problems ?? null,
    said?.next ?? null,
    before?.status ? mail.digest.statuses[before.status] : null,
    before?.percent ?? null,
    saidOf(before, measure, book)?.progress ?? null,
    lead.entry ? timeOf(lead.entry, book) : null,
    lead.entry ? receiptOf(lead.entry.submission, book) : null,
  ];
}

const lampCell = (lamp: Lamp, { lamps }: Book): SheetCell => ({ lamp, text: lamps.names[lamp] });

const standing = (entry: RecordedEntry | undefined, { mail }: Book): SheetCell[] => [
  entry?.status ? mail.digest.statuses[entry.status] : null,
  entry?.percent ?? null,
  mail.standing({ figures: entry?.figures }) || null,
];

function timeOf({ at }: RecordedEntry, { results }: MonthReport): string {
  const { day, time } = localTime(at, results.plan.settings.zone);
  return `${day} ${time}`;
}

// 量化指标

const targetRows = (book: Book): SheetCell[][] =>
  book.results.measures.flatMap((state) =>
    state.targets.map(({ target, reported, expected, standing: is }) => [
      state.measure.code,
      target.metric,
      `${book.words.comparators[target.comparator]}${target.value}`,
      target.unit,
      reported ?? null,
      expected ?? null,
      reported !== undefined && expected !== undefined && target.value > 0 ? reported / target.value : null,
      book.words.standing[is],
      target.phrase,
      book.words.source(book.words.sheets.measures, rowsOf([state], book)),
    ]),
  );

// 更正

function correctionRows(book: Book): SheetCell[][] {
  const nameOf = (id: UnitId): string => book.directory.units.find((unit) => unit.id === id)?.name ?? id;
  return book.corrections.map(({ period, unit, measure, was, is }) => [
    periodText(period, book.results.plan.settings),
    nameOf(unit),
    measure.code,
    timeOf(is, book),
    ...standing(was, book),
    ...standing(is, book),
    saidOf(is, measure, book)?.progress ?? null,
    receiptOf(is.submission, book),
  ]);
}
