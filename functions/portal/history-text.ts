import type { AuditRow } from "../core/audit.ts";
import type { Request } from "../core/duty.ts";
import type { Ladder } from "../core/ladder.ts";
import { t } from "./language.ts";
import { listText, requestText, stepText } from "./words.ts";

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

/** So many codes are named. */
const FEW = 6;

/** What happened to a duty, as a sentence. */
export function historyText({ kind, by, evidence }: HistoryRow, ladder: Ladder): string {
  const { due = "", measures = 0, step = "", rungs = [], to = [], codes = [], complete, deed, assignedBy } = evidence;
  const { why = "", request = "extension", until, granted, points = 0 } = evidence;
  const steps = stepsText(rungs, ladder);
  const asked = requestText(request);
  const what = until ? t("{what}至 {day}", { what: asked, day: until }) : asked;
  switch (kind) {
    case "DutyOpened":
      return t("报送任务开启：{measures} 条工作措施，截止 {due}", { measures, due });
    case "DueDayMoved":
      return t("放假安排公布，截止由 {from} 改为 {due}", { from: evidence.from ?? "", due });
    case "DueDayConfirmed":
      return t("放假安排公布，截止 {due} 不变", { due });
    case "Reminded":
      return said(stepText(step, ladder), listText(to) || t("没有联系人，已告知行动计划办公室"));
    case "EscalationAwaits":
      return said(t("{steps}等待批准", { steps }), listText(to) || t("没有可以决定的人"));
    case "EscalationApproved":
      return t("{by} 批准{steps}", { by, steps });
    case "EscalationDeclined":
      return said(t("{by} 不批准{steps}", { by, steps }), why);
    case "EscalationRaised":
      return said(steps, listText(to) || t("没有联系人"));
    case "ReportMissed":
      return t("逾期未报齐（截止 {due}）", { due });
    case "ReportReceived":
      return [
        t("{by} 报送 {count} 条：{codes}", { by, count: codes.length, codes: listText(codes.slice(0, FEW)) }),
        codes.length > FEW && t(" 等"),
        assignedBy && t("（由 {person} 指定）", { person: assignedBy }),
        complete && t("，已报齐"),
      ]
        .filter(Boolean)
        .join("");
    case "ReportAccepted":
      return t("{by} 审核通过", { by });
    case "ReportReturned":
      return t("{by} 退回：{why}（{due} 前补报）", { by, why, due });
    case "Requested":
      return t("{by} 申请{what}", { by, what });
    case "RequestDecided": {
      const decided = granted ? t("{by} 同意{what}", { by, what }) : t("{by} 不同意{what}", { by, what });
      return why ? said(decided, why) : decided;
    }
    case "HeldDecided":
      return deed === "dismissed" ? t("{by} 决定一件来件不予登记", { by }) : t("{by} 请单位核实一件来件", { by });
    case "Charged":
      return t("{by} 认定报送不实：{why}（得分 {points}）", { by, why, points });
    case "Objected":
      return t("{by} 对评分提出异议", { by });
    case "ObjectionDecided":
      return granted
        ? t("{by} 同意异议：{why}（得分 {points}）", { by, why, points })
        : t("{by} 不同意异议：{why}（得分 {points}）", { by, why, points });
    case "DutyClosed":
      return complete ? t("办结：已报齐") : t("办结：未报齐");
  }
}

const said = (what: string, more: string): string => t("{what}：{more}", { what, more });

const stepsText = (rungs: readonly number[], ladder: Ladder): string =>
  listText(rungs.map((no) => stepText(`rung-${no}`, ladder)));
