import {
  type Cell,
  type CellStyle,
  type CellValue,
  type DataValidation,
  readXlsx,
  type Sheet,
  type WriteSheet,
  writeXlsx,
} from "hucre/xlsx";
import {
  FORM_MARK,
  type FormCell,
  type FormCells,
  type FormColumn,
  type FormRow,
  formTitle,
  MAX_WORDS,
  type ReportForm,
  type Unreadable,
} from "../core/report-form.ts";
import { wordsIn } from "../core/words.ts";
import { unpack, type ZipPart, zipOf, zipParts } from "./zip-sizes.ts";

// What is sent

interface Column {
  key: FormColumn;
  /** Characters wide. */
  width: number;
  look: "plain" | "centred" | "past" | "fill" | "fill-centred";
}

const LAYOUT: Column[] = [
  { key: "id", width: 10, look: "plain" },
  { key: "code", width: 10.5, look: "centred" },
  { key: "task", width: 14, look: "plain" },
  { key: "text", width: 36, look: "plain" },
  { key: "deadline", width: 9, look: "centred" },
  { key: "targets", width: 16, look: "plain" },
  { key: "last", width: 20, look: "past" },
  { key: "status", width: 11, look: "fill-centred" },
  { key: "percent", width: 10.5, look: "fill-centred" },
  { key: "progress", width: 36, look: "fill" },
  { key: "unit", width: 8, look: "centred" },
  { key: "figures", width: 10, look: "fill-centred" },
  { key: "problems", width: 20, look: "fill" },
  { key: "next", width: 20, look: "fill" },
];
/** Title and two lines of how to fill it in stand above the headings. */
const HEADER = 3;
const NUMBERED = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩"];

const wordsOf = ({ language }: ReportForm) => wordsIn(language).form;

/** The workbook of a form: what is grey is locked (without a password), what is yellow is to be filled in. */
export async function writeReportForm(form: ReportForm): Promise<Uint8Array> {
  const stamp = new Date(form.due);
  const xlsx = await writeXlsx({
    sheets: [formSheet(form), markSheet(form)],
    properties: {
      title: formTitle(form),
      creator: form.plan.name,
      created: stamp,
      modified: stamp,
    },
    defaultFont: { name: wordsOf(form).font.text, size: 11 },
  });
  return withGrowingRows(xlsx);
}

/** hucre fixes every height it writes; only without `customHeight` does a row grow with what is typed into it. */
function withGrowingRows(xlsx: Uint8Array): Uint8Array {
  const parts = zipParts(xlsx);
  const sheet = typeof parts !== "string" && parts.find(({ name }) => name === "xl/worksheets/sheet1.xml");
  if (typeof parts === "string" || !sheet) throw new Error("hucre wrote a workbook without a first sheet");
  const xml = new TextDecoder().decode(unpack(xlsx, sheet));
  const growing = xml.replace(/<row r="(\d+)" ht="([\d.]+)" customHeight="1"/g, (fixed, row, height) =>
    Number(row) > HEADER + 1 ? `<row r="${row}" ht="${height}"` : fixed,
  );
  return zipOf(xlsx, parts, {
    part: sheet,
    content: new TextEncoder().encode(growing),
  });
}

function formSheet(form: ReportForm): WriteSheet {
  const lastRow = HEADER + form.rows.length;
  const cells = new Map<string, Partial<Cell>>([
    ...heading(form),
    ...form.rows.flatMap((row, index) => rowCells(row, index, form)),
  ]);
  return {
    name: wordsOf(form).sheet,
    rows: Array.from({ length: lastRow + 1 }, () => []),
    cells,
    columns: LAYOUT.map(({ key, width }) => ({
      width,
      hidden: isHidden(key, form),
    })),
    rowDefs: new Map(
      [30, 20, 20, 34, ...form.rows.map((row) => heightOf(row, form))].map((height, row) => [row, { height }]),
    ),
    freezePane: { rows: HEADER + 1, columns: 2 },
    protection: {
      sheet: true,
      formatColumns: true,
      formatRows: true,
      sort: true,
      autoFilter: true,
    },
    dataValidations: validations(form),
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${HEADER + 1}:$${HEADER + 1}`,
      horizontalCentered: true,
      margins: {
        left: 0.3,
        right: 0.3,
        top: 0.4,
        bottom: 0.5,
        header: 0.2,
        footer: 0.25,
      },
    },
    headerFooter: { oddFooter: wordsOf(form).pages },
    view: { showGridLines: false, zoomScale: 100 },
  };
}

/** Nothing asks for figures where no measure promises any; nothing was reported before the first period. */
function isHidden(key: FormColumn, { rows }: ReportForm): boolean {
  if (key === "targets" || key === "unit" || key === "figures")
    return rows.every(({ targets }) => targets.length === 0);
  return key === "id" || (key === "last" && rows.every(({ last }) => !last));
}

/** Points that a row needs for what is printed in it; never less than three lines to write in. */
function heightOf(row: FormRow, form: ReportForm): number {
  const lines = LAYOUT.filter(({ key }) => !isHidden(key, form)).map(({ key, width }) =>
    linesOf(words(key, row, form), width),
  );
  return Math.min(400, Math.max(3, ...lines) * 15 + 10);
}

/** Lines of a text in a column so many half-width characters wide. */
const linesOf = (words: string, width: number): number =>
  words
    .split("\n")
    .reduce(
      (sum, line) =>
        sum + Math.max(1, Math.ceil((2 * line.length - (line.match(/[ -~]/g)?.length ?? 0)) / (width - 4))),
      0,
    );

type Placed = [at: string, cell: Partial<Cell>];

function heading(form: ReportForm): Placed[] {
  const { columns, font, headline, how, secrecy, what } = wordsOf(form);
  const looks = looksIn(font);
  return [
    [
      `0,1`,
      {
        ...textCell(headline(form.plan.name, formTitle(form))),
        style: { font: { name: font.heading, size: 16, bold: true }, ...MIDDLE },
      },
    ],
    [`1,1`, { ...textCell(how(wordsIn(form.language).day(form.due))), style: MIDDLE }],
    [
      `2,1`,
      {
        ...textCell(what),
        richText: [
          { text: what },
          {
            text: secrecy,
            font: {
              name: font.text,
              size: 11,
              bold: true,
              color: { rgb: "C00000" },
            },
          },
        ],
        style: MIDDLE,
      },
    ],
    ...LAYOUT.map(
      ({ key }, column): Placed => [`${HEADER},${column}`, { ...textCell(columns[key]), style: looks.head }],
    ),
  ];
}

function rowCells(row: FormRow, index: number, form: ReportForm): Placed[] {
  const looks = looksIn(wordsOf(form).font);
  return LAYOUT.map(({ key, look }, column): Placed => {
    const asked = key !== "figures" || row.targets.length > 0;
    return [
      `${HEADER + 1 + index},${column}`,
      { ...textCell(words(key, row, form)), style: asked ? looks[look] : looks.centred },
    ];
  });
}

function words(key: FormColumn, row: FormRow, form: ReportForm): string {
  switch (key) {
    case "id":
    case "code":
    case "text":
      return row[key];
    case "task":
      return row.taskName;
    case "deadline":
      return row.deadlineRaw;
    case "targets":
      return numbered(row.targets.map(({ phrase }) => phrase));
    case "unit":
      return numbered(row.targets.map(({ unit }) => unit));
    case "last":
      return lastWords(row.last, form);
    default:
      return "";
  }
}

const numbered = (lines: string[]): string =>
  lines.length < 2 ? lines.join("") : lines.map((line, at) => `${NUMBERED[at] ?? `${at + 1}.`}${line}`).join("\n");

function lastWords(last: FormRow["last"], form: ReportForm): string {
  if (!last) return "";
  const { standing, last: labelled } = wordsOf(form);
  const status = last.status && wordsIn(form.language).statuses[last.status];
  const percent = last.percent === undefined ? undefined : `${last.percent}%`;
  const lines = [
    standing([status, percent].filter((part) => part !== undefined)),
    last.progress,
    last.problems && labelled.problems(last.problems),
    last.next && labelled.next(last.next),
  ];
  return lines.flatMap((line) => (line ? [shortened(line)] : [])).join("\n");
}

const shortened = (line: string): string => {
  const letters = [...line];
  return letters.length > 100 ? `${letters.slice(0, 99).join("")}…` : line;
};

/**
 * Text as text: a cell of hucre's reads `_x0041_` as an escape and `#REF!` as an error, and a workbook cannot hold
 * control characters or more than 32,767 characters.
 */
export function textCell(value: string): Partial<Cell> {
  const plain = value
    .replace(/\r\n?|[\v\f]/g, "\n")
    .replace(/[\x00-\x08\x0e-\x1f]/g, "")
    .slice(0, 32_000)
    .replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_");
  if (plain === "") return { value: null };
  return plain.startsWith("#") ? { value: plain, richText: [{ text: plain }] } : { value: plain };
}

function validations({ rows, language }: ReportForm): DataValidation[] {
  const { form, statuses } = wordsIn(language);
  const first = HEADER + 2;
  const range = (key: FormColumn) => `${letterOf(key)}${first}:${letterOf(key)}${HEADER + 1 + rows.length}`;
  const shown = {
    allowBlank: true,
    showErrorMessage: true,
    showInputMessage: true,
    errorStyle: "stop",
  } as const;
  const free = (key: FormColumn): DataValidation => ({
    ...shown,
    type: "textLength",
    operator: "lessThanOrEqual",
    formula1: String(MAX_WORDS),
    range: range(key),
    errorTitle: form.tooLong.title,
    errorMessage: form.tooLong.text(MAX_WORDS),
  });
  return [
    {
      ...shown,
      type: "list",
      values: Object.values(statuses),
      range: range("status"),
      errorTitle: form.choose.title,
      errorMessage: form.choose.text,
    },
    {
      ...shown,
      type: "decimal",
      operator: "between",
      formula1: "0",
      formula2: "100",
      range: range("percent"),
      inputTitle: form.percent.title,
      inputMessage: form.percent.hint,
      errorTitle: form.percent.title,
      errorMessage: form.percent.text,
    },
    free("progress"),
    free("problems"),
    free("next"),
    ...rows.flatMap(({ targets }, index) =>
      targets.length > 0 ? [figurePrompt(targets, `${letterOf("figures")}${first + index}`, form.figures)] : [],
    ),
  ];
}

/** Says which number a cell wants; holds nobody up. */
function figurePrompt(
  targets: FormRow["targets"],
  range: string,
  words: ReturnType<typeof wordsOf>["figures"],
): DataValidation {
  const units = targets.map(({ unit }) => unit || words.unit).join(words.between);
  const inputMessage = targets.length === 1 ? words.one(units) : words.many(units);
  return {
    type: "textLength",
    operator: "lessThanOrEqual",
    formula1: "200",
    allowBlank: true,
    showInputMessage: true,
    inputTitle: words.title,
    inputMessage: inputMessage.slice(0, 250),
    range,
  };
}

const letterOf = (key: FormColumn): string =>
  String.fromCharCode(65 + LAYOUT.findIndex((column) => column.key === key));

/** A hidden sheet says what the workbook was made for, so that it is known again after any rearranging. */
const markSheet = ({ language, plan, period, periodText, unit }: ReportForm): WriteSheet => ({
  name: wordsIn(language).form.marks,
  hidden: true,
  rows: [[FORM_MARK], ["plan", plan.id, plan.name], ["period", period, periodText], ["unit", unit.id, unit.name]],
});

const MIDDLE = { alignment: { vertical: "center" } } satisfies CellStyle;
const LINE = { style: "thin", color: { rgb: "BFBFBF" } } as const;
const BOX = {
  border: { top: LINE, right: LINE, bottom: LINE, left: LINE },
} satisfies CellStyle;
const solid = (rgb: string) =>
  ({
    fill: { type: "pattern", pattern: "solid", fgColor: { rgb } },
  }) satisfies CellStyle;
const inside = (horizontal: "left" | "center") =>
  ({
    alignment: {
      horizontal,
      vertical: "center",
      wrapText: true,
      indent: horizontal === "left" ? 1 : 0,
    },
  }) satisfies CellStyle;
const OPEN = {
  ...solid("FFF8DC"),
  protection: { locked: false },
} satisfies CellStyle;
/** Each made once for a language's letters: cells of one look share it. */
const LOOKS = new Map<string, Looks>();
function looksIn(font: Font): Looks {
  const looks = LOOKS.get(font.text) ?? madeLooks(font);
  LOOKS.set(font.text, looks);
  return looks;
}
type Font = ReturnType<typeof wordsOf>["font"];
type Looks = Record<Column["look"] | "head", CellStyle>;
const madeLooks = (font: Font): Looks => ({
  head: { ...BOX, ...solid("D9E2EF"), ...inside("center"), font: { name: font.heading, size: 11, bold: true } },
  plain: { ...BOX, ...solid("F5F5F5"), ...inside("left") },
  centred: { ...BOX, ...solid("F5F5F5"), ...inside("center") },
  past: {
    ...BOX,
    ...solid("F5F5F5"),
    ...inside("left"),
    font: { name: font.text, size: 10, color: { rgb: "595959" } },
  },
  fill: { ...BOX, ...OPEN, ...inside("left") },
  "fill-centred": { ...BOX, ...OPEN, ...inside("center") },
});

// What comes back

export const MAX_FILE = 20_000_000;
export const MAX_UNPACKED = 100_000_000;
export const MAX_PART = 4_000_000;
/** XML takes memory by its tags: a hundred times what a small one takes in the file. A form of 115 measures has 10,000. */
export const MAX_TAGS = 200_000;
const MAX_SHEETS = 20;
const MAX_ROWS = 3_000;
const MAX_COLUMNS = 100;
const AREA = `A1:CV${MAX_ROWS}`;
/** The parts that hold cells. Pictures, charts, links and macros are never unpacked. */
const WITH_CELLS =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/[^/]+\.xml|xl\/_rels\/workbook[^/]*\.rels|xl\/worksheets\/[^/]+\.xml)$/i;

/** The cells of a returned workbook. What could not be read safely is not read at all, and the reason says what to do. */
export async function readReportForm(bytes: Uint8Array): Promise<FormCells | Unreadable> {
  if (bytes.length > MAX_FILE) return { code: "file/too-big" };
  if (startsWith(bytes, OLE))
    return {
      code: holds(bytes, "EncryptedPackage") ? "file/encrypted" : "file/old-format",
    };
  const parts = zipParts(bytes);
  if (typeof parts === "string") return { code: parts === "not-zip" ? "file/not-xlsx" : `file/${parts}` };
  const reason = refusal(parts);
  if (reason) return { code: reason };
  const cells = parts.filter(({ name }) => WITH_CELLS.test(name));
  try {
    let tags = 0;
    for (const part of cells) {
      const content = unpack(bytes, part);
      tags += tagsIn(content);
      if (tags > MAX_TAGS) return { code: "file/too-big" };
      if (part.name.startsWith("xl/worksheets/") && hasFarCell(content)) return { code: "file/far-cell" };
    }
    return await sheetsOf(zipOf(bytes, cells));
  } catch {
    return { code: "file/damaged" };
  }
}

function refusal(parts: ZipPart[]): Unreadable["code"] | undefined {
  const names = parts.map(({ name }) => name.toLowerCase());
  if (names.some((name) => /vbaproject\.bin$|^xl\/macrosheets\//.test(name))) return "file/macros";
  if (names.includes("xl/workbook.bin") || names.includes("mimetype")) return "file/old-format";
  if (!names.includes("[content_types].xml") || !names.some((name) => name.startsWith("xl/worksheets/")))
    return "file/not-xlsx";
  const unpacked = parts.reduce((sum, part) => sum + part.unpacked, 0);
  const isBig =
    unpacked > MAX_UNPACKED || parts.some(({ name, unpacked }) => WITH_CELLS.test(name) && unpacked > MAX_PART);
  return isBig ? "file/too-big" : undefined;
}

/** One sheet at a time, so that memory is that of the largest. */
async function sheetsOf(xlsx: Uint8Array): Promise<FormCells | Unreadable> {
  const names: string[] = [];
  await readXlsx(xlsx, { sheets: ({ name }) => names.push(name) === 0 });
  if (names.length > MAX_SHEETS) return { code: "file/too-big" };
  const sheets: FormCells["sheets"] = [];
  for (const [index, name] of names.entries()) {
    const workbook = await readXlsx(xlsx, {
      sheets: [index],
      range: AREA,
      readStyles: true,
    });
    sheets.push({ name, rows: rowsOf(workbook.sheets[0]) });
  }
  return { sheets };
}

function rowsOf(sheet: Sheet | undefined): FormCell[][] {
  if (!sheet) return [];
  const rows = sheet.rows.map((row, at) =>
    row.map((value, column) => cellOf(value, sheet.cells?.get(`${at},${column}`))),
  );
  for (const { startRow, endRow, startCol } of sheet.merges?.slice(0, 2_000) ?? [])
    for (let row = startRow + 1; row <= Math.min(endRow, rows.length - 1); row++) {
      const covered = rows[row];
      if (covered && startCol < covered.length) covered[startCol] = rows[startRow]?.[startCol] ?? null;
    }
  return rows;
}

function cellOf(value: CellValue, cell: Cell | undefined): FormCell {
  if (cell?.type === "error") return { kind: "error", text: String(value ?? "") };
  if (cell?.formula !== undefined && value === null) return { kind: "error", text: "" };
  if (value === null) return null;
  if (value instanceof Date) return dateCell(value);
  if (typeof value === "number") return { kind: "number", value, percent: isPercent(cell?.style?.numFmt) };
  return {
    kind: "text",
    text: typeof value === "boolean" ? (value ? "是" : "否") : value,
  };
}

function dateCell(value: Date): FormCell {
  if (Number.isNaN(value.getTime())) return { kind: "error", text: "日期无效" };
  return {
    kind: "date",
    text: `${value.getUTCFullYear()}年${value.getUTCMonth() + 1}月${value.getUTCDate()}日`,
  };
}

/** A percent sign of the format itself, not one in quotes: `0.0%`, but not `0"%"`. */
const isPercent = (format = ""): boolean => format.replace(/"[^"]*"|\\./g, "").includes("%");

export const tagsIn = (xml: Uint8Array): number => xml.reduce((count, byte) => (byte === 0x3c ? count + 1 : count), 0);

/** A cell with something in it beyond any form: the reader would have to build everything up to it. */
function hasFarCell(part: Uint8Array): boolean {
  for (const [, attributes = ""] of new TextDecoder().decode(part).matchAll(/<(?:\w{1,9}:)?c\s([^<>]*)>/g)) {
    const [, letters = "", row = ""] = /\br="([A-Z]{1,3})(\d{1,7})"/.exec(attributes) ?? [];
    if (!attributes.endsWith("/") && (Number(row) > MAX_ROWS || columnNumber(letters) > MAX_COLUMNS)) return true;
  }
  return false;
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** How .xls, .et, .doc and password-protected workbooks begin. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const startsWith = (bytes: Uint8Array, magic: number[]) => magic.every((byte, at) => bytes[at] === byte);
const holds = (bytes: Uint8Array, name: string) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, "utf16le"));
