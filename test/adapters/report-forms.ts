import { type Cell, readXlsx, type Sheet, type Workbook, writeXlsx } from "hucre/xlsx";
import { readReportForm, writeReportForm } from "../../functions/adapters/workbook.ts";
import { day, month } from "../../functions/core/day.ts";
import { UnitId } from "../../functions/core/directory.ts";
import { MeasureId, type Target } from "../../functions/core/measure.ts";
import { PlanId } from "../../functions/core/plan-settings.ts";
import {
  FORM_COLUMNS,
  type FormColumn,
  type FormReading,
  type FormRow,
  type ReportForm,
  readFormRows,
} from "../../functions/core/report-form.ts";
import { zh } from "../../functions/core/words-zh.ts";

const KM: Target = {
  metric: "污水收集管线",
  comparator: ">=",
  value: 3,
  unit: "公里",
  phrase: "新（改）建污水收集管线3公里",
};

export const aFormRow = (code: string, more: Partial<FormRow> = {}): FormRow => ({
  id: MeasureId.parse(code.replace("碧水", "A2")),
  code,
  taskName: "强化城乡生活污染治理",
  text: "累计新（改）建污水收集管线3公里，新（改）建再生水管线3公里。",
  deadlineRaw: "年底前",
  targets: [],
  ...more,
});

/** Three measures, the second with a target and the third with something reported for March. */
export const aReportForm = (more: Partial<ReportForm> = {}): ReportForm => ({
  language: "zh",
  periodText: zh.period(more.period ?? month("2024-04"), 1),
  plan: {
    id: PlanId.parse("daxing-2024"),
    name: "污染防治攻坚战2024年行动计划",
  },
  period: month("2024-04"),
  unit: { id: UnitId.parse("shuiwu"), name: "区水务局" },
  due: day("2024-05-07"), // Tuesday
  rows: [
    aFormRow("碧水-6-1"),
    aFormRow("碧水-6-2", { targets: [KM] }),
    aFormRow("碧水-6-3", {
      last: {
        status: "in-progress",
        percent: 35,
        progress: "排查 38 处。",
        next: "汛前完成清掏",
      },
    }),
  ],
  ...more,
});

/** The form as somebody returns it: opened, changed and saved by another program. */
export async function returned(
  form: ReportForm,
  change: (sheet: Sheet, workbook: Workbook) => void,
): Promise<Uint8Array> {
  const workbook = await readXlsx(await writeReportForm(form), {
    readStyles: true,
  });
  change(workbook.sheets[0]!, workbook);
  return writeXlsx({
    ...workbook,
    sheets: workbook.sheets.map(({ charts: _charts, pivotTables: _pivotTables, ...sheet }) => sheet),
  });
}

/** Puts a cell under a heading, in the row of the form with this index. */
export function put(sheet: Sheet, row: number, column: FormColumn, cell: Partial<Cell>): void {
  const header = sheet.rows.findIndex((cells) => cells.includes(FORM_COLUMNS.code));
  const at = sheet.rows[header]!.indexOf(FORM_COLUMNS[column]);
  const style = sheet.cells?.get(`${header + 1 + row},${at}`)?.style;
  sheet.rows[header + 1 + row]![at] = cell.value ?? null;
  sheet.cells?.set(`${header + 1 + row},${at}`, {
    value: null,
    type: "string",
    ...(style && { style }),
    ...cell,
  });
}

/** What a workbook says when it comes back, or the code of the reason why it cannot be read. */
export async function readBack(bytes: Uint8Array, form: ReportForm): Promise<FormReading | string> {
  const cells = await readReportForm(bytes);
  return "code" in cells ? cells.code : readFormRows(cells, form);
}
