import type { Figure } from "./entry.ts";

/** Why a number is not recorded. */
export type Why =
  | "kind"
  | "approximate"
  | "range"
  | "comparison"
  | "unit"
  | "planned"
  | "part"
  | "percent"
  | "grouping"
  | "left"
  | "corrected";

export type Found = { figure: Figure } | { percent: number; words: string } | { words: string; why: Why };

export type Kind = "this-month" | "cumulative" | "other";

export interface Place {
  sentence: string;
  at: number;
  end: number;
  /** From the beginning of the clause up to the number. */
  clause: string;
  /** The same, but from the number before on. */
  lead: string;
  tail: string;
  mark: Kind | null;
  /** The sentence speaks of another month, or a day, too. */
  tellsOtherTimes: boolean;
  /** The mark stands in a clause before, or before another number. */
  isCarried: boolean;
  /** Another number stands before it in the same clause. */
  isAdjacent: boolean;
  previousUnit: string;
  /** Unit of the target that the sentence has named before. */
  targetUnit: string | null;
  planText: string;
}

export function clauseStart(sentence: string, at: number): number {
  for (let from = at; from > Math.max(0, at - CLAUSE_LIMIT); from--) {
    const char = sentence[from - 1] ?? "";
    if (/[，;；、|]/.test(char) || (char === "," && !/\d/.test(sentence[from] ?? ""))) return from;
  }
  return Math.max(0, at - CLAUSE_LIMIT);
}

/** Characters of a clause before a number that are looked at. */
export const CLAUSE_LIMIT = 120;

export const LIMIT_AFTER = /^\s?(?:及)?(?:以上|以下|以内|之内|内|范围)/;

export const isApproximate = ({ lead, tail }: Place): boolean =>
  /(?:约|近|大约|约为|超|超过|超出|逾|不足|不到|不低于|不少于|不超过|不高于|至少|最多|最少|将近|接近|几近|大概|差不多|估计|大于|小于|高于|低于|优于|好于|劣于|多于|少于|[><≥≤]=?)\s?(?:了|为|达)?\s?$/.test(
    lead,
  ) || /^\s?(?:及)?(?:左右|上下|以上|以下|以内|之内|内(?!部|容|外|涝)|余|多(?![个家元样])|不等|范围)/.test(tail);

export const isRange = ({ sentence, at, tail }: Place): boolean =>
  /^\s?(?:[-~]{1,2}|至|到|(?:增加|提高|提升|上升|下降|降低|减少|扩大)(?:至|到)|[增升降]至)\s?\d/.test(tail) ||
  /\d\s?[^\d，。,\s]{0,4}\s?(?:[-~]{1,2}|至|到|增加到|提高到|提升到|增至|提升至|升至|降至|下降到|降到)\s?$/.test(
    sentence.slice(Math.max(0, at - 16), at),
  ) ||
  (/[-~]\s?$/.test(sentence.slice(Math.max(0, at - 2), at)) && /\d/.test(sentence.slice(Math.max(0, at - 8), at)));

export const COMPARED =
  /(?:增长|下降|降低|提高|上升|减少|增加|提升|升高|改善|压减|回落|收窄|扩大)(?:了|约)?\s?$|同比|环比|(?:较|比)(?:上|去|前|同|年初|计划|目标|\d{1,2}月)|同期|上月|上年|去年|往年/;

export const PLANNED =
  /标准|限值|上限|阈值|(?:年底|(?<!截至|截止)月底|季度末|\d月|汛)前|年内(?!累计|已|共)|拟|将(?!军)|预计|预期|力争|争取|确保|准备|下月|下一步|下步|明年|(?:计划|安排)[^，]{0,10}$|(?<![响供效反对适])应(?!率|急|用|对)(?:完成|当|达到)?[^，]{0,4}$|要求[^，]{0,6}$/;

export const TARGET =
  /(?:(?:目标|任务|指标|计划)(?:任务|目标|指标)?(?:数量?|总?量|值|总数)?\s?(?:为|是|:|共|共计|达到)?\s?[(]?|(?:全年|年度|年底)的?(?:计划|目标|任务|指标)(?![^，]{0,10}(?:完成|实现))[^，\d]{0,10}|(?:目标|任务|指标)(?:数|量|值)?(?:为|是|:)(?![^，]{0,8}(?:完成|实现))[^，\d]{0,8}|(?:^|[，:\s■])(?:目标|任务)(?:新建|改造|建设|推广|建成|种植|治理|减排)[^，\d]{0,12})\s?$/;

/** The clause around a number, as the person is asked about it. */
export function wordsAround({ sentence, at, end, lead }: Place): string {
  const from = Math.max(at - Math.min(lead.length, 24), 0);
  const rest = sentence.slice(end, end + 14).split(/[，,。;；、)(\d]/, 1)[0] ?? "";
  return `${sentence.slice(from, end)}${rest}`.trim();
}
