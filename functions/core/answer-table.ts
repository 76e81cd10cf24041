import { readEntry } from "./answer-entry.ts";
import { type AnswerMeasure, brief, exampleFor, type Question } from "./answer-question.ts";
import type { Month } from "./day.ts";
import type { Entry } from "./entry.ts";
import { bare, folded } from "./folded-text.ts";
import { mentionsIn } from "./measure-mention.ts";
import { cellAddress, cellText, type FormCell, type FormCells, type FormProblem, percentIn } from "./report-form.ts";

/** What the columns of tables are called that people make themselves. */
const COLUMNS = {
  code: /^(?:措施|任务)?(?:编号|编码|代码)$/,
  no: /^序号$/,
  text: /^(?:重点|主要|具体)?(?:工作)?(?:任务|措施|事项|内容)(?:名称|内容)?$/,
  status: /^(?:(?:本月|目前|当前|完成|工作|任务)?状态|是否完成)$/,
  percent: /^(?:任务|工作|总体|目前|当前)?(?:完成)?(?:比例|百分比|进度|率)$/,
  progress:
    /^(?:本月|当月|目前|当前|截至目前|\d{1,2}月份?)?(?:工作|任务|主要)?(?:进展|完成|落实|推进|开展)(?:工作)?(?:情况|成效|内容)?$|^(?:工作)?进展及成效$/,
  problems:
    /^(?:目前|当前)?存在的?(?:主要)?(?:问题|困难).{0,8}$|^(?:主要)?(?:问题|困难)(?:及|和|与).{0,6}$|^(?:主要)?问题$/,
  next: /^下一?(?:步|阶段|月).{0,8}$|^(?:后续)?工作(?:计划|打算|安排)$/,
} as const;
type Column = keyof typeof COLUMNS;
const KEYS = Object.keys(COLUMNS) as Column[]; // of a constant

/** Rows that may stand above the headings: a title, a date, who fills it in. */
const ROWS_ABOVE = 12;

interface Table {
  sheet: string;
  rows: FormCell[][];
  header: number;
  columns: ReadonlyMap<Column, number>;
}

interface Row {
  at: { sheet: string; cell: string };
  /** By column, for those that say something. */
  said: ReadonlyMap<Column, string>;
  percent: FormCell;
  name: string;
  measures: AnswerMeasure[];
}

/**
 * Entries in tables that people made themselves, found by the names of their columns. Null when there is no such table.
 *
 * @rule RP-12
 */
export function readTables(
  { sheets }: FormCells,
  measures: readonly AnswerMeasure[],
  period: Month | undefined,
): { entries: Entry[]; problems: FormProblem[]; questions: Question[] } | null {
  const tables = sheets.flatMap(({ name, rows }) => tableIn(name, rows) ?? []);
  if (tables.length === 0) return null;
  const said = tables.flatMap((table) => rowsOf(table, measures));
  const placed = Map.groupBy(said, (row) => (row.measures.length === 1 ? row.measures[0] : undefined));
  const questions = (placed.get(undefined) ?? []).map((row) => unplacedRow(row, measures));
  placed.delete(undefined);
  const read = [...placed].map(([measure, rows]) => entryOf(measure as AnswerMeasure, rows, period)); // undefined is gone
  return {
    entries: read.flatMap(({ entry }) => entry ?? []),
    problems: read.flatMap(({ problems }) => problems),
    questions: [...read.flatMap((each) => each.questions), ...questions],
  };
}

function tableIn(sheet: string, rows: FormCell[][]): Table | undefined {
  for (const [at, row] of rows.slice(0, ROWS_ABOVE).entries()) {
    const second = rows[at + 1] ?? [];
    const isOfTwo = goesOn(row, second);
    const columns = columnsIn(isOfTwo ? [second, row] : [row]);
    const has = (...keys: Column[]) => keys.some((key) => columns.has(key));
    if (has("code", "no", "text") && has("progress", "status") && columns.size >= 3)
      return { sheet, rows, header: isOfTwo ? at + 1 : at, columns };
  }
  return undefined;
}

/** Which columns are named, by the lower of two rows of headings first. */
function columnsIn(headings: readonly FormCell[][]): Map<Column, number> {
  const columns = new Map<Column, number>();
  const named = new Set<number>();
  for (const row of headings)
    for (const [at, cell] of row.entries()) {
      const key = KEYS.find((each) => !columns.has(each) && COLUMNS[each].test(headingOf(cell)));
      if (!key || named.has(at)) continue;
      columns.set(key, at);
      named.add(at);
    }
  return columns;
}

/** Whether headings go on in the row below: 4月进展 over 进展情况 and 完成比例, beside what is merged down or blank. */
function goesOn(row: readonly FormCell[], below: readonly FormCell[]): boolean {
  const isNew = (cell: FormCell, at: number): boolean => headingOf(cell) !== headingOf(row[at]);
  return (
    row.every((cell, at) => !NAMING.test(headingOf(cell)) || !headingOf(below[at]) || !isNew(below[at] ?? null, at)) &&
    below.some((cell, at) => isNew(cell, at) && KEYS.some((key) => COLUMNS[key].test(headingOf(cell))))
  );
}

const NAMING = new RegExp([COLUMNS.code, COLUMNS.no, COLUMNS.text].map(({ source }) => source).join("|"));
const headingOf = (cell: FormCell | undefined): string => folded(cellText(cell)).replace(/\(.*?\)|[\s:%*]/g, "");

const LABELS = [
  ["status", "状态："],
  ["progress", ""],
  ["problems", "存在问题："],
  ["next", "下一步："],
] as const;

/** The rows that say something, each with the measures it may be about. */
function rowsOf({ sheet, rows, header, columns }: Table, measures: readonly AnswerMeasure[]): Row[] {
  return rows.slice(header + 1).flatMap((row, below) => {
    const cellOf = (key: Column): FormCell => row[columns.get(key) ?? -1] ?? null;
    const textOf = (key: Column): string => cellText(cellOf(key)).trim();
    const said = new Map(LABELS.flatMap(([key]) => (textOf(key) ? [[key, textOf(key)] as const] : [])));
    if (said.size === 0 && !textOf("percent")) return [];
    const name = [textOf("code"), textOf("no"), textOf("text")].filter(Boolean).join(" ");
    const cell = cellAddress(header + 1 + below, columns.get("percent") ?? columns.get("progress") ?? 0);
    return [{ at: { sheet, cell }, said, percent: cellOf("percent"), name, measures: meant(textOf, measures) }];
  });
}

/** By code, else by the measure's own words. */
function meant(textOf: (key: Column) => string, measures: readonly AnswerMeasure[]): AnswerMeasure[] {
  const named = folded(`${textOf("code")}\n${textOf("no")}\n${textOf("text")}`);
  const mentions = mentionsIn(named, measures);
  if (mentions.length > 0) return measures.filter(({ code }) => mentions.some(({ codes }) => codes.includes(code)));
  const place = /^\s?(\d{1,3})[-.](\d{1,3})\s?$/.exec(folded(textOf("code")));
  if (place)
    return measures.filter(
      ({ code }) => code.split("-").slice(1).join("-") === `${Number(place[1])}-${Number(place[2])}`,
    );
  const words = bare(textOf("text"));
  if (words.length < 8) return [];
  return measures.filter(({ text }) => bare(text).includes(words) || words.includes(bare(text)));
}

function entryOf(measure: AnswerMeasure, rows: readonly Row[], period: Month | undefined) {
  const given = rows.filter(({ percent }) => cellText(percent).trim());
  const values = given.map(({ percent }) => percentIn(percent));
  const problems = given.flatMap(({ at, percent }, nth): FormProblem[] => {
    const value = values[nth];
    return value && "fault" in value
      ? [{ code: `form/${value.fault}`, ...at, measure: measure.code, column: "完成比例", found: cellText(percent) }]
      : [];
  });
  const percents = values.flatMap((value) => ("is" in value ? [`进度：${value.is}%`] : []));
  return { ...readEntry([wordsOf(rows), ...percents].join("\n"), measure, period), problems };
}

/** Column by column, so that what several rows say of one measure stays together. */
const wordsOf = (rows: readonly Pick<Row, "said">[]): string =>
  LABELS.flatMap(([key, label]) => {
    const texts = new Set(rows.flatMap(({ said }) => said.get(key) ?? [])); // merged cells stand in each row
    return texts.size > 0 ? [label + [...texts].join("\n")] : [];
  }).join("\n");

const unplacedRow = ({ name, said, measures: several }: Row, measures: readonly AnswerMeasure[]): Question => ({
  code: null,
  about: brief(name || wordsOf([{ said }])),
  text: `表中“${brief(name || wordsOf([{ said }]))}”这一行${several.length > 1 ? "可能对应多项措施" : "不能确定是哪一项措施"}，没有登记。请在“编号”一栏写明编号，例如 ${exampleFor(several[0] ?? measures[0]).split(" ")[0]}。`,
});
