import { Status } from "../core/entry.ts";
import { STATUS_WORDS } from "../core/report-form.ts";
import type { Board } from "./board.tsx";
import { stepText, TIMELINESS_WORDS } from "./words.ts";

/** What a board lists, as a table for a spreadsheet: comma-separated, in UTF-8 with its mark, so that WPS and Excel read it. */
export function boardTable({ rows, ladder }: Pick<Board, "rows" | "ladder">): string {
  const head = [
    "单位",
    "轮次",
    "报送",
    "已登记",
    "应报",
    ...Status.options.map((each) => STATUS_WORDS[each]),
    "最近告知",
  ];
  const lines = rows.map(({ unit, round, timeliness, recorded, asked, statuses, told }) => [
    unit.name,
    round,
    TIMELINESS_WORDS[timeliness],
    recorded,
    asked,
    ...Status.options.map((each) => statuses[each] ?? 0),
    stepText(told, ladder),
  ]);
  return `\ufeff${[head, ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** A text that a spreadsheet would calculate stands behind an apostrophe. */
export const cell = (value: string | number): string => {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
