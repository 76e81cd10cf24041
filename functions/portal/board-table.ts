import { Status } from "../core/entry.ts";
import type { Sheet, SheetCell } from "../core/sheet.ts";
import type { Board } from "./board.tsx";
import { t } from "./language.ts";
import { monthText, statusText, stepText, timelinessText } from "./words.ts";

type Listed = Pick<Board, "plan" | "period" | "rows" | "ladder">;

/** What a board lists, as a sheet. */
export const boardSheet = ({ plan, period, rows, ladder }: Listed): Sheet => ({
  name: t("报送情况"),
  title: t("{plan}{month}报送情况", { plan: plan.name, month: monthText(period) }),
  note: "",
  columns: [
    { title: t("单位"), width: 28, look: "text" },
    { title: t("轮次"), width: 8, look: "number" },
    { title: t("报送"), width: 10, look: "centred" },
    { title: t("已登记"), width: 8, look: "number" },
    { title: t("应报"), width: 8, look: "number" },
    ...Status.options.map((each) => ({ title: statusText(each), width: 10, look: "number" as const })),
    { title: t("最近告知"), width: 20, look: "text" },
  ],
  frozen: 1,
  rows: rows.map(({ unit, round, timeliness, recorded, asked, statuses, told }) => [
    unit.name,
    round,
    timelinessText(timeliness),
    recorded,
    asked,
    ...Status.options.map((each) => statuses[each] ?? 0),
    stepText(told, ladder),
  ]),
});

/** The same for a spreadsheet: comma-separated, in UTF-8 with its mark, so that WPS and Excel read it. */
export function boardTable(board: Listed): string {
  const { columns, rows } = boardSheet(board);
  const lines = [columns.map(({ title }) => title), ...rows];
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** A text that a spreadsheet would calculate stands behind an apostrophe. */
export const cell = (value: SheetCell): string => {
  if (typeof value === "number") return String(value);
  const said = (typeof value === "object" ? value?.text : value) ?? "";
  const text = /^[=+\-@\t\r]/.test(said) ? `'${said}` : said;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
