import type { Instant } from "../core/day.ts";
import { folded } from "../core/folded-text.ts";
import type { Plan } from "../core/plan.ts";
import { FIRST_ROW, type Sheet, type SheetCell } from "../core/sheet.ts";
import { monthReport } from "./month-report.ts";
import type { Ports } from "./ports.ts";
import { named, shownPeriods } from "./show-period.ts";

export interface LedgerAsked {
  period?: string | undefined;
  /** Which sheet, from 0. */
  sheet?: string | undefined;
  /** What its rows hold. */
  words?: string | undefined;
  page?: string | undefined;
}

/** So many rows stand on a page. */
const ROWS = 30;

/**
 * A sheet of a month's ledger, as the month closed or as it is now, cut to the rows that hold what is looked for. Undefined when the
 * plan has no such month, or nothing was opened.
 */
export async function showLedger(plan: Plan, asked: LedgerAsked, at: Instant, ports: Pick<Ports, "store" | "sheets">) {
  const periods = await shownPeriods(plan, asked.period, ports);
  const report = periods?.stored && (await monthReport(plan, periods.period, at, ports));
  if (!periods || !report) return undefined;
  const sheets = await ports.sheets.ledger(report);
  const no = Number(asked.sheet ?? 0);
  const sheet = sheets[no];
  if (!sheet) return undefined;
  const words = (asked.words ?? "").trim().slice(0, 60);
  const found = rowsWith(words, sheet);
  const pages = Math.max(1, Math.ceil(found.length / ROWS));
  const page = Math.min(Math.max(1, Math.trunc(Number(asked.page)) || 1), pages);
  return {
    plan: named(plan),
    period: periods.period,
    periods: periods.all,
    asOf: report.asOf,
    sheets: sheets.map(({ name }) => name),
    no,
    sheet,
    words,
    found,
    page,
    pages,
    rows: found.slice((page - 1) * ROWS, page * ROWS),
  };
}

/** Each row with its number in the workbook. */
function rowsWith(words: string, { rows }: Sheet): { no: number; cells: readonly SheetCell[] }[] {
  const sought = folded(words).toLowerCase();
  const holds = (cell: SheetCell): boolean => folded(textOf(cell)).toLowerCase().includes(sought);
  return rows.map((cells, at) => ({ no: at + FIRST_ROW, cells })).filter(({ cells }) => cells.some(holds));
}

const textOf = (cell: SheetCell): string => String((typeof cell === "object" ? cell?.text : cell) ?? "");
