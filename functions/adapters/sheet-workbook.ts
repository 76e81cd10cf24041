import { type Cell, type CellStyle, type WriteSheet, writeXlsx } from "hucre/xlsx";
import type { Day } from "../core/day.ts";
import type { Lamp } from "../core/lamp.ts";
import { FIRST_ROW, type Sheet, type SheetCell } from "../core/sheet.ts";
import { textCell } from "./workbook.ts";

/** Sheets as .xlsx. What people wrote is text, whatever it begins with; the same sheets and day give the same bytes (I7). */
export function writeSheets(sheets: readonly Sheet[], on: Day, page: string): Promise<Uint8Array> {
  const stamp = new Date(on);
  return writeXlsx({
    sheets: sheets.map((sheet) => written(sheet, page)),
    properties: { title: sheets[0]?.title ?? "", creator: "duban", created: stamp, modified: stamp },
    defaultFont: { name: "宋体", size: 11 },
  });
}

function written({ name, title, note, columns, frozen, rows }: Sheet, page: string): WriteSheet {
  const last = FIRST_ROW + rows.length - 1;
  const head = FIRST_ROW - 1;
  const cells = new Map<string, Partial<Cell>>([
    ["0,0", { ...textCell(title), style: TITLE }],
    ["1,0", { ...textCell(note), style: MIDDLE }],
    ...columns.map((column, at) => [`${head - 1},${at}`, { ...textCell(column.title), style: HEAD }] as const),
    ...rows.flatMap((row, index) =>
      columns.map(({ look }, at) => [`${head + index},${at}`, cellOf(row[at] ?? null, look)] as const),
    ),
  ]);
  return {
    name,
    rows: Array.from({ length: Math.max(last, head) }, () => []),
    cells,
    columns: columns.map(({ width }) => ({ width })),
    rowDefs: new Map([
      [0, { height: 30 }],
      [1, { height: 20 }],
      [2, { height: 34 }],
      ...rows.map((row, at) => [head + at, { height: heightOf(row, columns) }] as const),
    ]),
    freezePane: { rows: head, columns: frozen },
    autoFilter: { range: `A${head}:${letterOf(columns.length - 1)}${Math.max(last, head)}` },
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${head}:$${head}`,
      horizontalCentered: true,
      margins: { left: 0.3, right: 0.3, top: 0.4, bottom: 0.5, header: 0.2, footer: 0.25 },
    },
    headerFooter: { oddFooter: `&C${page}` },
    view: { showGridLines: false, zoomScale: 100 },
  };
}

const letterOf = (column: number): string => String.fromCharCode(65 + column);

function cellOf(value: SheetCell, look: Sheet["columns"][number]["look"]): Partial<Cell> {
  if (typeof value === "number") return { value, style: LOOKS[look] };
  if (typeof value === "object" && value)
    return { ...textCell(value.text), style: { ...LOOKS[look], ...solid(COLOURS[value.lamp]) } };
  return { ...textCell(value ?? ""), style: LOOKS[look] };
}

/** Points that the longest text of a row needs, up to as many as a row can be high. */
const heightOf = (row: readonly SheetCell[], columns: Sheet["columns"]): number =>
  Math.min(26, Math.max(1, ...row.map((value, at) => linesOf(value, columns[at]?.width ?? 12)))) * 15 + 6;

const linesOf = (value: SheetCell, width: number): number =>
  typeof value === "string"
    ? value
        .split("\n")
        .reduce(
          (sum, line) =>
            sum + Math.max(1, Math.ceil((2 * line.length - (line.match(/[ -~]/g)?.length ?? 0)) / (width - 2))),
          0,
        )
    : 1;

const MIDDLE = { alignment: { vertical: "center" } } satisfies CellStyle;
const TITLE: CellStyle = { font: { name: "黑体", size: 16, bold: true }, ...MIDDLE };
const LINE = { style: "thin", color: { rgb: "BFBFBF" } } as const;
const BOX = { border: { top: LINE, right: LINE, bottom: LINE, left: LINE } } satisfies CellStyle;
const inside = (horizontal: "left" | "center" | "right") =>
  ({ ...BOX, alignment: { horizontal, vertical: "center", wrapText: true } }) satisfies CellStyle;
const solid = (rgb: string) => ({ fill: { type: "pattern", pattern: "solid", fgColor: { rgb } } }) satisfies CellStyle;
const HEAD: CellStyle = { ...inside("center"), ...solid("D9E2EF"), font: { name: "黑体", size: 11, bold: true } };
const LOOKS = {
  text: inside("left"),
  centred: inside("center"),
  number: inside("center"),
  share: { ...inside("center"), numFmt: "0.0%" },
  lamp: inside("center"),
} satisfies Record<Sheet["columns"][number]["look"], CellStyle>;

/** By the word in the cell: colour is never all that tells. */
const COLOURS: Record<Lamp, string> = {
  red: "F8CBC6",
  yellow: "FCE8B2",
  gray: "E7E6E6",
  green: "D5EBD8",
  blue: "CFE2F5",
};
