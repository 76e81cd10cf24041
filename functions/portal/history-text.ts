import type { AuditRow } from "../core/audit.ts";
import type { Request } from "../core/duty.ts";
import type { Ladder } from "../core/ladder.ts";
import { stepText } from "./words.ts";

/** What happened to a duty, with the evidence that is shown. */
export interface HistoryRow extends Pick<AuditRow, "at" | "kind" | "by"> {
  evidence: {
    due?: string | undefined;
    /** The due day before. */
    from?: string | undefined;
    measures?: number | undefined;
    step?: string | undefined;
    rungs?: readonly number[] | undefined;
    to?: readonly string[] | undefined;
    codes?: readonly string[] | undefined;
    complete?: boolean | undefined;
    /** What was decided about a held submission. */
    deed?: string | undefined;
    /** Why somebody decided so. */
    why?: string | undefined;
    /** What a unit asked for, until when, and whether it got it. */
    request?: Request["kind"] | undefined;
    until?: string | null | undefined;
    granted?: boolean | undefined;
    /** What a score is after a decision. */
    points?: number | undefined;
    /** Who found out whose report it is. */
    assignedBy?: string | undefined;
  };
}

const REQUEST_WORDS: Record<Request["kind"], string> = { extension: "延期", exemption: "免报" };

/** So many codes are named. */
const FEW = 6;

/** What happened to a duty, as a sentence. */
export function historyText({ kind, by, evidence }: HistoryRow, ladder: Ladder): string {
  const { due = "", measures = 0, step = "", rungs = [], to = [], codes = [], complete, deed, assignedBy } = evidence;
  const { why = "", request = "extension", until, granted, points = 0 } = evidence;
  switch (kind) {
    case "DutyOpened":
      return `报送任务开启：${measures} 条工作措施，截止 ${due}`;
    case "DueDayMoved":
      return `放假安排公布，截止由 ${evidence.from ?? ""} 改为 ${due}`;
    case "DueDayConfirmed":
      return `放假安排公布，截止 ${due} 不变`;
    case "Reminded":
      return `${stepText(step, ladder)}：${to.join("、") || "没有联系人，已告知行动计划办公室"}`;
    case "EscalationAwaits":
      return `${stepsText(rungs, ladder)}等待批准：${to.join("、") || "没有可以决定的人"}`;
    case "EscalationApproved":
      return `${by} 批准${stepsText(rungs, ladder)}`;
    case "EscalationDeclined":
      return `${by} 不批准${stepsText(rungs, ladder)}：${why}`;
    case "EscalationRaised":
      return `${stepsText(rungs, ladder)}：${to.join("、") || "没有联系人"}`;
    case "ReportMissed":
      return `逾期未报齐（截止 ${due}）`;
    case "ReportReceived":
      return `${by} 报送 ${codes.length} 条：${codes.slice(0, FEW).join("、")}${codes.length > FEW ? " 等" : ""}${assignedBy ? `（由 ${assignedBy} 指定）` : ""}${complete ? "，已报齐" : ""}`;
    case "ReportAccepted":
      return `${by} 审核通过`;
    case "ReportReturned":
      return `${by} 退回：${why}（${due} 前补报）`;
    case "Requested":
      return `${by} 申请${REQUEST_WORDS[request]}${until ? `至 ${until}` : ""}`;
    case "RequestDecided":
      return `${by} ${granted ? "同意" : "不同意"}${REQUEST_WORDS[request]}${until ? `至 ${until}` : ""}${why ? `：${why}` : ""}`;
    case "HeldDecided":
      return `${by} ${deed === "dismissed" ? "决定一件来件不予登记" : "请单位核实一件来件"}`;
    case "Charged":
      return `${by} 认定报送不实：${why}（得分 ${points}）`;
    case "Objected":
      return `${by} 对评分提出异议`;
    case "ObjectionDecided":
      return `${by} ${granted ? "同意" : "不同意"}异议：${why}（得分 ${points}）`;
    case "DutyClosed":
      return complete ? "办结：已报齐" : "办结：未报齐";
  }
}

const stepsText = (rungs: readonly number[], ladder: Ladder): string =>
  rungs.map((no) => stepText(`rung-${no}`, ladder)).join("、");
