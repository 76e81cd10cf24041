import { type Day, weekdayOf } from "../core/day.ts";
import type { Request, Timeliness } from "../core/duty.ts";
import type { Figure, Status } from "../core/entry.ts";
import type { Target } from "../core/measure.ts";
import { type PeriodText, zh as rules } from "../core/words-zh.ts";

const FIGURE: Record<Figure["kind"], string> = {
  cumulative: "累计",
  "this-month": "本月",
  target: "目标",
  rate: "",
};
const COMPARATOR: Record<Target["comparator"], string> = {
  "=": "为",
  ">=": "不低于",
  "<=": "不高于",
  ">": "高于",
  "<": "低于",
  "≈": "约",
};
const targetText = ({ metric, comparator, value, unit }: Target): string =>
  `${metric} ${COMPARATOR[comparator]} ${value} ${unit}`.trim();

/** Everything that the page of a form says, in Chinese. A second language is a second one of these. */
export const zh = {
  title: (period: PeriodText): string => `${period}进展填报`,
  saved: "草稿已保存，尚未提交。",
  nothing: "没有新填或改动的内容，未提交。",
  returned: (why: string, due: string): string => `报告已退回：${why}。请在 ${due} 前补充后重新提交。`,
  ask: {
    title: "申请延期或免报",
    what: "申请",
    kinds: { extension: "延期", exemption: "免报" } satisfies Record<Request["kind"], string>,
    until: (closes: string): string => `延至（早于 ${closes}；免报不填）`,
    why: "理由",
    send: "提交申请",
    waits: (kind: Request["kind"], until: string | undefined): string =>
      `已申请${kind === "extension" ? `延期${until ? `至 ${until}` : ""}` : "免报"}，等待决定；结果发到您的邮箱。`,
    not: "申请没有提交：请写明理由；报告已报齐或已有申请在等待的，不用再申请。",
  },
  /** `5月7日（周二）`. */
  day: (day: Day): string =>
    `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（周${"一二三四五六日"[weekdayOf(day) - 1]}）`,
  provisional: { tag: "暂定", why: "下一年的放假安排尚未公布，日期可能变动" },
  timeliness: {
    "on-time": "按时",
    late: "逾期",
    partial: "部分",
    open: "未到期",
    missing: "未报",
    exempt: "免报",
  } satisfies Record<Timeliness, string>,
  facts: { report: "报送", recorded: "已登记/应报", due: "截止", closes: "可更正至", round: "轮次", reader: "填报人" },
  round: (no: number): string => `第 ${no} 轮`,
  receipt: {
    recorded: (count: number): string => `已登记 ${count} 项`,
    files: (count: number): string => `已收到 ${count} 个附件`,
    none: "没有登记",
    unrecorded: (count: number): string => `，${count} 处没有登记`,
    number: "回执编号",
    at: (stamp: string, late: boolean, afterClosing: boolean): string =>
      `，${stamp} 收到${late ? "，已过截止时间，按逾期登记" : ""}${afterClosing ? "，办结之后补报，不改变已汇总的结果" : ""}。回执同时发到您的邮箱。`,
    kept: "下列内容没有登记，所填文字已留在草稿中，请改正后再提交：",
    correct: "去改正",
  },
  closed: (period: PeriodText, operator: string): string =>
    `${period}已办结，网页不再接受更正。确需补报或更正的，请回复提醒邮件写明编号和内容，由${operator}处理。`,
  programmes: "专项",
  stands: "已登记的内容",
  unrecorded: "未登记",
  how: "可以只填一部分先提交，其余以后再填；没有进展的，状态选“本月无进展”。涉密、敏感信息禁止填报。",
  draftOf: (stamp: string): string => `有未提交的草稿，${stamp} 保存。`,
  keep: "存草稿",
  submit: (isPart: boolean): string => (isPart ? "提交本页" : "提交"),
  submitOnly: (code: string): string => `只提交${code}`,
  recordedOf: (recorded: number, asked: number): string => `已登记 ${recorded}/${asked}`,
  counts: (recorded: number, asked: number, drafted: number): string =>
    `${recorded}/${asked}${drafted > 0 ? `，草稿 ${drafted}` : ""}`,
  moving: "转到别的专项时，本页所填自动存为草稿",
  open: (code: string): string => `${code}未填的措施`,
  done: "已登记，可更正",
  state: { draft: "草稿", recorded: "已登记", open: "未填" },
  deadline: (task: string, deadline: string): string => `${task} · 时限：${deadline || "未写明"}`,
  last: "上月",
  recordedAt: (stamp: string, isDraft: boolean): string => `${stamp} 登记${isDraft ? "，右边所填是未提交的草稿" : ""}`,
  fields: {
    legend: (code: string): string => `${code} 本月进展`,
    status: "状态",
    unchosen: "（未选）",
    percent: "完成比例 %",
    figures: (unit: string): string => `指标完成数${unit && `（${unit}）`}`,
    target: (target: Target): string => `指标：${targetText(target)}`,
    progress: "本月进展",
    problems: "存在问题",
    next: "下一步",
  },
  label: (name: string): string => `${name}：`,
  statuses: rules.statuses satisfies Record<Status, string>,
  figure: ({ value, unit, kind }: Figure): string => `${FIGURE[kind]}${value}${unit}`,
  /** What was promised: `改造数量 不低于 12 个`. */
  target: targetText,
  files: {
    heading: "附件（可不附）",
    answer: "填好的表格、材料",
    answerHint: "提醒邮件所附的填报表，或自制的 Excel、Word 表格，可以打包成 ZIP；其中写明的各项一并登记",
    evidence: "佐证材料",
    evidenceHint: "PDF、图片、文档，可选多个；只留存、不读取；连同所填内容一次不超过 4 MB",
  },
};

/** What every language says. */
export type FormWords = typeof zh;
