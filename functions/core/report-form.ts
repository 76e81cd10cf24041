import { type Day, type Month, yearOf } from "./day.ts";
import type { UnitId } from "./directory.ts";
import { type Entry, type Figure, MOST_FIGURE, Status } from "./entry.ts";
import type { MeasureId, Target } from "./measure.ts";
import type { PlanId } from "./plan-settings.ts";

/** The workbook a unit gets with its opening notice: one row for each measure it reports on (填报表). */
export interface ReportForm {
  plan: { id: PlanId; name: string };
  period: Month;
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

/** The headings, by which a column is found again wherever it has been moved. */
export const FORM_COLUMNS = {
  id: "行标识",
  code: "编号",
  task: "重点任务",
  text: "工作措施",
  deadline: "完成时限",
  targets: "量化指标",
  last: "上月进展",
  status: "本月状态",
  percent: "完成比例%",
  progress: "本月进展",
  unit: "计量单位",
  figures: "指标完成数",
  problems: "存在问题",
  next: "下一步",
} as const;
export type FormColumn = keyof typeof FORM_COLUMNS;

/** The columns a unit fills in. */
const FILLED = ["status", "percent", "progress", "figures", "problems", "next"] as const satisfies FormColumn[];
type Filled = (typeof FILLED)[number];

/** First cell of the hidden sheet that says which plan, period and unit a workbook was made for. */
export const FORM_MARK = "duban-form";

export const STATUS_WORDS: Record<Status, string> = {
  "not-started": "未启动",
  "in-progress": "推进中",
  done: "已完成",
  behind: "滞后",
  paused: "暂停",
  "no-progress": "本月无进展",
};
const statusOf = (word: string): Status | undefined => Status.options.find((status) => STATUS_WORDS[status] === word);

/** Characters in a cell of free text, as an entry bounds them. */
export const MAX_WORDS = 1_000;

export const monthText = (of: Month): string => `${yearOf(of)}年${Number(of.slice(5))}月`;
export const formTitle = (form: ReportForm): string => `${form.unit.name}${monthText(form.period)}进展填报表`;
/** `区水务局-2024年4月进展填报表.xlsx`, without what no file name may hold. */
export const formFileName = ({ unit, period }: ReportForm): string =>
  `${unit.name}-${monthText(period)}进展填报表.xlsx`.replace(/[\p{C}\\/:*?"<>|]/gu, "_");

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
  const tables = sheets.flatMap((sheet) => tableIn(sheet) ?? []);
  const refusals: FormProblem[] = [...othersForm(sheets, tables, form), ...tables.flatMap(columnProblems)];
  if (tables.length === 0) refusals.push({ code: "form/no-table" });
  if (refusals.some(refusesAll)) return { entries: [], problems: refusals };

  const known = new Map(form.rows.flatMap((row) => [[row.id as string, row] as const, [row.code, row] as const]));
  const rows = withoutDuplicates(tables.flatMap((table) => rowsOf(table, known)));
  const problems = [...refusals, ...rows.flatMap((row) => row.problems)];
  const entries = rows.flatMap((row) => (row.problems.length === 0 && row.entry ? [row.entry] : []));
  if (entries.length === 0 && problems.length === 0) problems.push({ code: "form/blank" });
  return { entries, problems };
}

const refusesAll = (problem: FormProblem): boolean =>
  problem.code !== "form/missing-column" ||
  problem.column === FORM_COLUMNS.progress ||
  problem.column === FORM_COLUMNS.code;

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
      expected: monthText(form.period),
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
  const title = above.find((text) => text.endsWith("进展填报表"));
  if (title === undefined || title.endsWith(formTitle(form))) return [];
  const code = title.endsWith(`${monthText(form.period)}进展填报表`) ? "form/other-unit" : "form/other-period";
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

function tableIn({ name, rows }: FormCells["sheets"][number]): Table | undefined {
  const header = rows.findIndex((row) => headed(row, "progress") && (headed(row, "code") || headed(row, "status")));
  const headings = rows[header];
  if (!headings) return undefined;
  const under = (column: FormColumn) => headings.flatMap((cell, at) => (isHeading(cell, column) ? [at] : []));
  // Every key of FORM_COLUMNS is there by construction.
  const columns = Object.fromEntries(FORM_COLUMN_KEYS.map((key) => [key, under(key)])) as Table["columns"];
  return { sheet: name, rows, header, columns };
}

// Object.keys loses the literal type of a constant object.
const FORM_COLUMN_KEYS = Object.keys(FORM_COLUMNS) as FormColumn[];
const headed = (row: FormCell[], column: FormColumn) => row.some((cell) => isHeading(cell, column));
const isHeading = (cell: FormCell, column: FormColumn) => bare(cellText(cell)) === bare(FORM_COLUMNS[column]);
const bare = (text: string) => text.replace(/（.*?）|\(.*?\)|[\s%％*＊]/g, "");

function columnProblems({ sheet, header, columns }: Table): FormProblem[] {
  const problems: FormProblem[] = [];
  if (columns.id.length + columns.code.length === 0)
    problems.push({
      code: "form/missing-column",
      sheet,
      column: FORM_COLUMNS.code,
    });
  for (const key of FILLED) {
    const [at, again] = columns[key];
    const column = FORM_COLUMNS[key];
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

const rowsOf = (table: Table, known: Map<string, FormRow>): RowReading[] =>
  table.rows.flatMap((_, index) => (index > table.header ? (rowAt(table, index, known) ?? []) : []));

function rowAt(table: Table, index: number, known: Map<string, FormRow>): RowReading | undefined {
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

  const said = read(FILLED, cellOf, row);
  const problems = said.faults.map(({ key, fault }): FormProblem => {
    const cell = cellAddress(index, columns[key][0] ?? 0);
    return {
      code: `form/${fault}`,
      sheet,
      cell,
      measure: row.code,
      column: FORM_COLUMNS[key],
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
): { entry: Entry; faults: { text: string }[] } {
  const { entry, faults } = read(FILLED, (key) => asText(typed[key]), row);
  return {
    entry,
    faults: faults.map(({ key, fault }) => ({ text: explainField(key, fault, short(typed[key]), row) })),
  };
}

function explainField(key: Filled, fault: CellFault, found: string, { targets }: FormRow): string {
  const field = `“${FORM_COLUMNS[key]}”`;
  switch (fault) {
    case "not-a-number":
    case "date":
    case "error":
      return `${field}里的“${found}”不是数字。请只填数字，例如 60。`;
    case "fraction":
      return `${field}里的“${found}”可能是 ${found}%，也可能是 ${round(Number(halfWidth(found)) * 100)}%。请写上百分号，例如 60%。`;
    case "out-of-range":
      return `${field}里的“${found}”不在 0 到 100 之间。请填 0 到 100 之间的数字，例如 60。`;
    case "figure-count":
    case "no-target":
      return `${field}只填了一部分。该措施有 ${targets.length} 项量化指标，请都填上累计数，或都不填。`;
    case "status":
      return `${field}里的“${found}”不在选项中。请选：${Object.values(STATUS_WORDS).join("、")}。`;
    case "too-long":
      return `${field}超过 ${MAX_WORDS} 字。请精简，详细材料可作为附件上传。`;
  }
}

// What a cell says

type Value<T> = { is: T } | { fault: CellFault };

function read(keys: readonly Filled[], cellOf: (key: Filled) => FormCell, row: FormRow) {
  const entry: Entry = { code: row.code };
  const faults: { key: Filled; fault: CellFault }[] = [];
  for (const key of keys) {
    const cell = cellOf(key);
    if (isBlank(cell)) continue;
    const value = cell?.kind === "error" ? { fault: "error" as const } : saidIn(key, cell, row);
    if ("is" in value) Object.assign(entry, { [key]: value.is });
    else faults.push({ key, fault: value.fault });
  }
  return { entry, faults };
}

function saidIn(key: Filled, cell: FormCell, row: FormRow): Value<Status | number | string | Figure[]> {
  switch (key) {
    case "status": {
      const status = statusOf(cellText(cell));
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
const isBlank = (cell: FormCell): boolean => cell?.kind !== "error" && /^([-—–―/\\]*|无|暂无)$/.test(cellText(cell));

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
export function explainFormProblem(problem: FormProblem | Unreadable): string {
  switch (problem.code) {
    case "file/not-xlsx":
      return "附件不是 .xlsx 表格。请在收到的填报表中填写，保存后直接发回（例如 区水务局-2024年4月进展填报表.xlsx）。";
    case "file/old-format":
      return "附件是 .xls、.et 等旧格式或加密文件，系统无法读取。请在 Excel 或 WPS 中取消密码，“另存为”.xlsx 格式后重新发送。";
    case "file/encrypted":
      return "附件设了打开密码，系统无法读取。请取消密码后重新发送。";
    case "file/macros":
      return "附件带有宏，为安全起见不予读取。请“另存为”不带宏的 .xlsx 或 .docx 格式后重新发送。";
    case "file/old-document":
      return "附件是 .doc、.wps 等旧格式文档，系统无法读取。请“另存为”.docx 格式，或把内容写进邮件正文后重新发送。";
    case "file/archive":
      return "附件是 .rar、.7z 等格式的压缩包，系统无法读取。请改用 .zip，或不压缩直接添加附件后重新发送。";
    case "file/nested":
      return "压缩包里还有压缩包，系统未读取里面的一层。请解开后直接添加附件重新发送。";
    case "file/too-big":
      return "附件过大，系统未读取。请删去表中的图片和多余的工作表后重新发送；佐证材料请另附文件。";
    case "file/hostile":
      return "附件的内部结构异常，为安全起见不予读取。请在 Excel 或 WPS 中打开，“另存为”新的 .xlsx 文件后重新发送。";
    case "file/far-cell":
      return "表格在很远的行或列（第 3000 行或第 100 列以外）有内容，系统未读取。请删去表格以外的内容后重新发送。";
    case "file/damaged":
      return "附件已损坏，无法打开。请在 Excel 或 WPS 中确认能够打开，“另存为”.xlsx 格式后重新发送。";
    case "form/other-plan":
      return `整份表格未记录：这是“${problem.found}”的填报表，应为“${problem.expected}”。请填写对应的填报表后重新发送。`;
    case "form/other-period":
      return `整份表格未记录：这是${problem.found}的填报表，应为${problem.expected}。请改用本月的填报表填写后重新发送。`;
    case "form/other-unit":
      return `整份表格未记录：这是${problem.found}的填报表，应为${problem.expected}。请填写贵单位的填报表后重新发送。`;
    case "form/no-table":
      return "整份表格未记录：没有找到带“编号”“本月进展”等栏名的表头。请保留填报表的表头行后重新发送。";
    case "form/blank":
      return "表中没有填写任何内容。请在黄色单元格中填写后重新发送；确无进展的，“本月状态”请选“本月无进展”。";
    case "form/missing-column":
      return `“${problem.sheet}”表缺少“${problem.column}”一栏。请改用原填报表，不要删除栏目。`;
    case "form/column-twice":
      return `整份表格未记录：“${problem.sheet}”表有两个“${problem.column}”栏（另一个在 ${problem.cell}）。请只保留一个后重新发送。`;
    case "form/foreign-row":
      return `${place(problem)}：编号“${problem.found}”不在贵单位本月的填报范围内，该行未记录。请核对编号，例如 碧水-4-5。`;
    case "form/unknown-row":
      return `${place(problem)}：${problem.found ? `“${problem.found}”不是措施编号` : "没有编号"}，该行未记录。请把内容填到对应措施的行中，例如编号 碧水-4-5 的那一行。`;
    case "form/two-codes":
      return `${place(problem)}：编号写的是“${problem.found}”，而该行原为“${problem.measure}”，无法确定填的是哪一项，该行未记录。请对照原表核对后重新填写。`;
    case "form/duplicate-row":
      return `${place(problem)}：${problem.measure} 在 ${problem.first} 已填过一次且内容不同，两行均未记录。请只保留一行。`;
    case "form/no-words":
      return `${place(problem)}：${problem.measure} 没有填写进展，未记录。请写明本月做了什么，例如“完成管线施工 1.2 公里”；确无进展的，“本月状态”请选“本月无进展”。`;
    case "form/not-a-number":
      return `${where(problem)}：“${problem.found}”不是数字。请只填数字，例如 60。`;
    case "form/date":
      return `${where(problem)}：单元格成了日期（${problem.found}）。请把单元格格式改为“常规”后填数字，例如 60。`;
    case "form/fraction":
      return `${where(problem)}：“${problem.found}”可能是 ${problem.found}%，也可能是 ${round(Number(problem.found) * 100)}%。请填 0 到 100 之间的数字并写上百分号，例如 60%。`;
    case "form/out-of-range":
      return `${where(problem)}：“${problem.found}”不在 0 到 100 之间。请填 0 到 100 之间的数字，例如 60。`;
    case "form/figure-count":
      return `${where(problem)}：“${problem.found}”的个数与该措施的量化指标不一致。有几项指标就按顺序填几个累计数，用分号隔开，例如 2.5；1。`;
    case "form/no-target":
      return `${where(problem)}：该措施没有量化指标，“${problem.found}”无处可记。请把数字写进“本月进展”，例如“巡查 12 次”。`;
    case "form/status":
      return `${where(problem)}：“${problem.found}”不在选项中。请选：${Object.values(STATUS_WORDS).join("、")}。`;
    case "form/too-long":
      return `${where(problem)}：超过 ${MAX_WORDS} 字。请精简后重新填写，详细材料可作为附件，例如“详见附件1”。`;
    case "form/error":
      return `${where(problem)}：公式${problem.found ? `出错（${problem.found}）` : "没有结果"}。请改为直接填写内容或数字，例如 60。`;
  }
}

const place = ({ sheet, cell }: { sheet: string; cell: string }) => `“${sheet}”表 ${cell}`;
const where = (at: { sheet: string; cell: string; measure: string; column: string }) =>
  `${place(at)}（${at.measure}，${at.column}）`;
