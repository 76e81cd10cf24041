import { parentPort, workerData } from "node:worker_threads";
import { read as readBook, SSF, utils, type WorkSheet } from "@e965/xlsx";
import mammoth from "mammoth";
import type { FormCell, FormCells } from "../core/report-form.ts";
import { LIMITS, type OfficeFile, type OfficeText } from "./office-reader.ts";

// Reads one file in a thread of its own, so that one made to break its reader breaks nothing else.
const { kind, bytes } = workerData as { kind: OfficeFile; bytes: Uint8Array }; // what office-reader.ts gives
const read = kind === "xls" ? Promise.resolve({ cells: oldWorkbook(bytes), text: "" }) : document(bytes);
void read.then((said) => parentPort?.postMessage(said));

// .xls

function oldWorkbook(content: Uint8Array): FormCells {
  const book = readBook(content, {
    type: "buffer",
    dense: true,
    cellNF: true,
    cellHTML: false,
    sheetRows: LIMITS.rows + 1,
  });
  const sheets = book.SheetNames.slice(0, LIMITS.sheets).map((name) => ({
    name,
    rows: rowsOf(book.Sheets[name] ?? {}),
  }));
  return { sheets };
}

function rowsOf(sheet: WorkSheet): FormCell[][] {
  const { e: end } = utils.decode_range(sheet["!ref"] ?? "A1");
  const columns = Math.min(end.c + 1, LIMITS.columns);
  const rows = Array.from({ length: Math.min(end.r + 1, LIMITS.rows) }, (_, row) =>
    Array.from({ length: columns }, (_, column) => cellOf(sheet["!data"]?.[row]?.[column])),
  );
  for (const { s: from, e: to } of sheet["!merges"]?.slice(0, 2_000) ?? [])
    for (let row = from.r + 1; row <= Math.min(to.r, rows.length - 1); row++) {
      const covered = rows[row];
      if (covered && from.c < columns) covered[from.c] = rows[from.r]?.[from.c] ?? null;
    }
  return rows;
}

function cellOf(cell: { t?: string; v?: unknown; w?: string; z?: string | number } | undefined): FormCell {
  if (!cell || cell.v === undefined || cell.v === null || cell.v === "") return null;
  if (cell.t === "e") return { kind: "error", text: cell.w ?? "" };
  if (typeof cell.v === "boolean") return { kind: "text", text: cell.v ? "是" : "否" };
  if (typeof cell.v !== "number") return { kind: "text", text: String(cell.v) };
  const format = String(cell.z ?? "");
  if (SSF.is_date(format)) {
    const { y, m, d } = SSF.parse_date_code(cell.v) ?? {};
    return y === undefined ? { kind: "error", text: "日期无效" } : { kind: "date", text: `${y}年${m}月${d}日` };
  }
  return { kind: "number", value: cell.v, percent: format.replace(/"[^"]*"|\\./g, "").includes("%") };
}

// .docx

/** What `mammoth` makes of a document, as far as it is used here; its types leave it open. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
  colSpan?: number;
  rowSpan?: number;
}

async function document(content: Uint8Array): Promise<OfficeText> {
  const seen: Node[] = [];
  await mammoth.convertToHtml(
    { buffer: Buffer.from(content) },
    {
      externalFileAccess: false,
      transformDocument: (root: Node) => {
        seen.push(root);
        return { ...root, children: [] };
      },
    },
  );
  const blocks = seen[0]?.children ?? [];
  const tables = tablesIn(blocks);
  return {
    cells: {
      sheets: tables.slice(0, LIMITS.sheets).map((table, at) => ({ name: `表${at + 1}`, rows: gridOf(table) })),
    },
    text: blocks.flatMap((block) => (block.type === "table" ? [] : [textOf(block)])).join("\n"),
  };
}

/** Each table, those within tables too: whole pages are laid out by them. */
const tablesIn = (nodes: readonly Node[]): Node[] =>
  nodes.flatMap((node) => [...(node.type === "table" ? [node] : []), ...tablesIn(node.children ?? [])]);

/** A table's cells in their places; one that spans rows is in each of them. */
function gridOf(table: Node): FormCell[][] {
  const rows = (table.children ?? []).slice(0, LIMITS.rows);
  const grid: FormCell[][] = rows.map(() => []);
  for (const [at, row] of rows.entries()) {
    let column = 0;
    for (const cell of row.children ?? []) {
      while (grid[at]?.[column] !== undefined) column += 1;
      const text = textOf(cell).trim();
      for (let down = 0; down < (cell.rowSpan ?? 1); down++)
        for (let across = 0; across < (cell.colSpan ?? 1) && column + across < LIMITS.columns; across++) {
          const place = grid[at + down];
          if (place) place[column + across] = across === 0 && text ? { kind: "text", text } : null;
        }
      column += cell.colSpan ?? 1;
    }
  }
  return grid.map((row) => Array.from(row, (cell) => cell ?? null));
}

function textOf(node: Node): string {
  if (node.type === "text") return node.value ?? "";
  if (node.type === "tab") return "\t";
  if (node.type === "break") return "\n";
  return (node.children ?? []).map(textOf).join(BETWEEN[node.type] ?? "");
}
const BETWEEN: Record<string, string> = { tableCell: "\n", table: "\n", tableRow: " " };
