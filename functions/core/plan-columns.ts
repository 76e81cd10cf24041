import type { Language } from "./language.ts";

/** Which cell of a table's rows is what. */
export interface Columns {
  /** Cells a row has. */
  width: number;
  at: Partial<Record<Column, number>>;
}
export type Column = "no" | "task" | "text" | "deadline" | "leads" | "assists";

/** What offices write over the columns of such a table; the first name is the one used in questions back. */
const CHINESE: Record<Column, readonly [string, ...string[]]> = {
  no: ["序号", "编号", "任务序号"],
  task: ["重点任务", "主要任务", "工作任务", "任务名称", "任务", "重点工作"],
  text: ["工作措施", "主要措施", "具体措施", "措施", "工作内容", "任务内容"],
  deadline: ["完成时限", "时限", "完成时间", "完成期限", "时间节点"],
  leads: ["牵头单位", "牵头部门", "责任单位", "责任部门", "主责单位"],
  assists: ["协办单位", "协办部门", "配合单位", "配合部门", "参与单位"],
};
const ENGLISH: typeof CHINESE = {
  no: ["No.", "No", "Number", "Ref", "#"],
  task: ["Task", "Objective", "Priority", "Action area", "Theme"],
  text: ["Measure", "Action", "Activity", "What we will do"],
  deadline: ["Deadline", "Due", "Due date", "By when", "Timescale", "When"],
  leads: ["Lead", "Lead unit", "Lead department", "Responsible", "Owner"],
  assists: ["Support", "Supporting units", "Supported by", "Supporting", "Partners"],
};
const NAMES: Record<Language, typeof CHINESE> = { zh: CHINESE, en: ENGLISH };
const COLUMNS = ["no", "task", "text", "deadline", "leads", "assists"] as const satisfies readonly Column[];

/** Columns of a table that has no header row. */
export const USUAL: Columns = {
  width: 6,
  at: { no: 0, task: 1, text: 2, deadline: 3, leads: 4, assists: 5 },
};

/** The columns a header row names, and what is wrong with them; undefined when the row is no header. */
export function columnsOf(
  cells: readonly string[],
  language: Language,
): { columns: Columns; missing: string[]; doubled: string[] } | undefined {
  const named = cells.map((cell) => columnNamed(bare(cell), language));
  const at: Columns["at"] = {};
  for (const column of COLUMNS) if (named.includes(column)) at[column] = named.indexOf(column);
  if (Object.keys(at).length < 3) return undefined;
  return {
    columns: { width: cells.length, at },
    missing: COLUMNS.filter((column) => column !== "assists" && at[column] === undefined).map(
      (column) => NAMES[language][column][0],
    ),
    doubled: cells.filter((_, place) => named[place] && at[named[place]] !== place).map((cell) => cell.trim()),
  };
}

const columnNamed = (name: string, language: Language): Column | undefined =>
  COLUMNS.find((column) => NAMES[language][column].some((each) => bare(each) === name));
const bare = (cell: string): string => cell.replace(/\s|<\/?p>/gu, "").toLowerCase();
