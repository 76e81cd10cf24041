import { type CalendarName, HolidayNotice } from "./calendar.ts";

const LINE = /^(\S+?)[\s：:，,]+(\d{4}-\d{2}-\d{2})(?:\s*(?:至|到|-|–|—|~|～|\s)\s*(\d{4}-\d{2}-\d{2}))?$/u;

/** A holiday notice as somebody typed it off the paper, or everything that is wrong with it, as sentences. */
export function noticeTyped(
  typed: { year: string; source: string; issuedOn: string; off: string; worked: string },
  calendar: CalendarName | undefined,
): { notice: HolidayNotice } | { problems: string[] } {
  const lines = typed.off
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const read = lines.map((line) => LINE.exec(line));
  const unread = lines
    .filter((_, at) => !read[at])
    .map((line) => `看不懂“${line}”。请写成“春节 2025-01-28 至 2025-02-04”。`);
  const days = typed.worked.split(/[\s、，,；;]+/u).filter(Boolean);
  const parsed = HolidayNotice.safeParse({
    ...(calendar && { calendar }),
    year: Number(typed.year),
    source: typed.source.trim(),
    issuedOn: typed.issuedOn,
    off: read.flatMap((line) => (line ? [{ name: line[1], from: line[2], to: line[3] ?? line[2] }] : [])),
    worked: days,
  });
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => wrong(path, message, typed, days));
  const stray = parsed.success ? strayDays(parsed.data) : [];
  const all = [...unread, ...problems, ...stray];
  return all.length > 0 || !parsed.success ? { problems: all } : { notice: parsed.data };
}

/** A holiday is of its year, or of the turn of it. */
const strayDays = ({ year, off }: HolidayNotice): string[] =>
  off
    .filter(({ from, to }) => Math.abs(Number(from.slice(0, 4)) - year) > 1 || Number(to.slice(0, 4)) !== year)
    .map(({ name, from, to }) => `${name} ${from} 至 ${to} 不在 ${year} 年。请核对年份。`);

const NAMES: Record<string, string> = {
  year: "年份",
  source: "文号",
  issuedOn: "印发日期",
  off: "放假",
  worked: "调休上班",
};

function wrong(
  [field, at]: readonly PropertyKey[],
  message: string,
  typed: Record<string, string>,
  days: readonly string[],
): string {
  if (/\p{Script=Han}/u.test(message)) return message;
  const what = NAMES[String(field)] ?? "";
  if (field === "off" && at === undefined) return "没有写放假的日子。请每行写一个节日。";
  const found = field === "worked" ? days[Number(at)] : typed[String(field)];
  return `${what}“${found ?? ""}”不对。请写成 ${field === "year" ? "2025" : field === "source" ? "国办发明电〔2024〕12号" : "2025-01-26"} 的样子。`;
}
