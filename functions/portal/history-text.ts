import { z } from "zod";
import type { AuditRow } from "../core/audit.ts";
import type { Ladder } from "../core/ladder.ts";
import { stepText } from "./words.ts";

/** What a row's evidence may hold; other things it holds are not shown. */
const Detail = z.object({
  due: z.string().optional(),
  measures: z.number().optional(),
  step: z.string().optional(),
  rungs: z.array(z.number()).optional(),
  to: z.array(z.string()).optional(),
  codes: z.array(z.string()).optional(),
  complete: z.boolean().optional(),
});

/** So many codes are named. */
const FEW = 6;

/** What happened to a duty, as a sentence. */
export function historyText({ kind, by, detail }: Pick<AuditRow, "kind" | "by" | "detail">, ladder: Ladder): string {
  const { due, measures, step = "", rungs = [], to = [], codes = [], complete } = Detail.safeParse(jsonIn(detail)).data ?? {};
  switch (kind) {
    case "DutyOpened":
      return `报送任务开启：${measures ?? 0} 条工作措施，截止 ${due ?? ""}`;
    case "Reminded":
      return `${stepText(step, ladder)}：${to.join("、") || "没有联系人，已告知行动计划办公室"}`;
    case "EscalationRaised":
      return `${rungs.map((no) => stepText(`rung-${no}`, ladder)).join("、")}：${to.join("、") || "没有联系人"}`;
    case "ReportMissed":
      return `逾期未报齐（截止 ${due ?? ""}）`;
    case "ReportReceived":
      return `${by} 报送 ${codes.length} 条：${codes.slice(0, FEW).join("、")}${codes.length > FEW ? " 等" : ""}`;
    case "ReportCompleted":
      return "报送齐全";
    case "DutyClosed":
      return complete ? "办结：已报齐" : "办结：未报齐";
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
