import { BoardFilter } from "../core/board.ts";
import { dayAt } from "../core/day.ts";
import type { Plan } from "../core/plan.ts";
import { boardSheet } from "../portal/board-table.ts";
import { ledgerPage } from "../portal/ledger.tsx";
import type { Framed } from "../portal/page.tsx";
import { scoresPage } from "../portal/scores.tsx";
import { showBoard } from "../workflows/show-board.ts";
import { showLedger } from "../workflows/show-ledger.ts";
import { showScores } from "../workflows/show-scores.ts";
import { entry } from "./entry.ts";
import { fileAnswer, type HttpAnswer, HttpEvent } from "./http.ts";
import { type OwnVisit, ofPlan, type PagePorts, type Route } from "./page-visit.ts";
import { pages } from "./pages.ts";

const ROUTES: readonly Route[] = [
  ["GET", "/results/ledger", "see-board", ofPlan(ledger)],
  ["GET", "/results/ledger.xlsx", "see-board", ofPlan(ledgerRows)],
  ["GET", "/results/scores", "see-board", ofPlan(scores)],
  ["GET", "/results/board.xlsx", "see-board", ofPlan(board)],
];

/** What a month comes to, on pages and as workbooks. */
export const results = (event: HttpEvent, ports: PagePorts): Promise<HttpAnswer> => pages(event, ports, ROUTES);

export const handler = entry(HttpEvent, results);

async function ledger(of: Plan, { query, at, ports }: OwnVisit): Promise<Framed | undefined> {
  const shown = await showLedger(of, query, at, ports);
  return shown && ledgerPage(shown);
}

/** The rows of a sheet that the page lists, on all its pages. */
async function ledgerRows(of: Plan, { query, at, ports }: OwnVisit): Promise<HttpAnswer | undefined> {
  const shown = await showLedger(of, query, at, ports);
  if (!shown) return undefined;
  const { sheet, found, asOf } = shown;
  const rows = found.map(({ cells }) => cells);
  return fileAnswer(await ports.sheets.workbook([{ ...sheet, rows }], asOf, of), `${sheet.title} ${sheet.name}.xlsx`);
}

async function scores(of: Plan, { query, at, ports }: OwnVisit): Promise<Framed | undefined> {
  const shown = await showScores(of, query, at, ports);
  return shown && scoresPage(shown);
}

/** The units that the board lists. */
async function board(of: Plan, { query, at, ports }: OwnVisit): Promise<HttpAnswer | undefined> {
  const shown = await showBoard(of, { period: query.period, filter: BoardFilter.parse(query) }, at, ports);
  if (!shown) return undefined;
  const sheet = boardSheet(shown);
  const today = dayAt(at, of.settings.zone);
  return fileAnswer(await ports.sheets.workbook([sheet], today, of), `${sheet.title}.xlsx`);
}
