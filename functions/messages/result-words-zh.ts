import type { Day } from "../core/day.ts";
import type { Timeliness } from "../core/duty.ts";
import type { Lamp } from "../core/lamp.ts";
import type { Target } from "../core/measure.ts";
import type { FigureName } from "../core/results.ts";
import type { TargetState } from "../core/target-state.ts";
import { type PeriodText, zh as rules } from "../core/words-zh.ts";

const shortDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const workingDays = (count: number): string => `${count}个工作日`;

/** What a bulletin calls how a unit reported, and a lamp. */
const BULLETIN: Record<Timeliness, string> = {
  "on-time": "按时报送",
  late: "逾期报送",
  partial: "未报齐",
  open: "尚未报送",
  missing: "未报送",
  exempt: "经同意免报",
};
const LAMP_TEXT = rules.lamp.text;
const COMPARED = {
  "on-time": { what: "按时报送单位", unit: "个" },
  late: { what: "逾期报送单位", unit: "个" },
  partial: { what: "未报齐单位", unit: "个" },
  missing: { what: "未报送单位", unit: "个" },
  blue: { what: "已完成措施", unit: "项" },
  yellow: { what: "进展滞后措施", unit: "项" },
  red: { what: "超期未完成或者暂停措施", unit: "项" },
};
/** What is quoted within has the inner marks. */
const inQuotes = (text: string): string => `“${text.replace(/“/gu, "‘").replace(/”/gu, "’")}”`;
/** `4月份`, `第一季度`: the year stands before. */
const short = (period: PeriodText): string => {
  const part = period.replace(/^\d{4}年/u, "");
  return /^\d+月$/u.test(part) ? `${part}份` : part || period;
};
const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
const DIGITS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"] as const;
/** 1 to 99. */
const chineseNumber = (count: number): string => {
  const tens = Math.floor(count / 10);
  return `${tens > 1 ? DIGITS[tens] : ""}${tens > 0 ? "十" : ""}${DIGITS[count % 10]}`;
};

/** Every sentence of a period's bulletin and ledger, in Chinese. */
export const zh = {
  bulletin: {
    draft: (period: PeriodText, asOf: Day): string =>
      `草稿：据${period}汇总结果（截至${shortDay(asOf)}）生成，供审核修改，未经签发不得印发。定稿时删去本行。`,
    preview: (period: PeriodText, now: Day): string =>
      `预览：${period}尚未汇总，数据截至${shortDay(now)}，还会变动，不得引用。`,
    number: (year: number): string => `　　　　〔${year}〕　　号`,
    title: (plan: string, period: PeriodText): string => `关于《${plan}》\n${short(period)}进展情况的通报`,
    to: (others: readonly string[], departments: boolean): string =>
      `${[others.length > 0 && `各有关${others.join("、")}`, departments && "各有关部门"].filter(Boolean).join("，")}：`,
    kinds: {
      town: "镇人民政府",
      street: "街道办事处",
      park: "产业园区管委会",
    },
    lead: (plan: string, period: PeriodText, asOf: Day): string =>
      `按照《${plan}》按期报送工作进展的要求，现将${period}进展情况通报如下（数据截至${shortDay(asOf)}汇总时，此后补报的另作更正）。`,
    headings: ["一、总体情况", "二、报送情况", "三、进展情况", "四、存在问题", "五、下一步要求"],
    nth: (at: number): string => `（${chineseNumber(at)}）`,
    item: (at: number): string => `${at}. `,
    overall: (units: number, tasks: number, measures: number): string =>
      `本期应报送进展的牵头单位${units}个，涉及重点任务${tasks}项、工作措施${measures}项。`,
    reported: (counts: readonly (readonly [Timeliness, number])[], rate: number | undefined): string =>
      `其中${counts.map(([timeliness, count]) => `${BULLETIN[timeliness]}${count}个`).join("，")}${rate === undefined ? "" : `；按时报送率${percent(rate)}`}。`,
    reviewed: (accepted: number, returned: number): string =>
      accepted + returned === 0 ? "" : `报告经审核通过${accepted}个，退回${returned}个。`,
    stands: (lamps: readonly (readonly [Lamp, number])[], doneBefore: number): string =>
      `从推进情况看，${lamps.map(([lamp, count]) => `${LAMP_TEXT[lamp]}${count}项`).join("，")}${doneBefore > 0 ? `；另有${doneBefore}项此前已经完成并通过审核，不再报送` : ""}。`,
    since: (period: PeriodText, changes: readonly (readonly [keyof typeof COMPARED, number])[]): string =>
      changes.length === 0
        ? `上述各项数字与${short(period)}持平。`
        : `与${short(period)}相比，${changes.map(([of, by]) => `${COMPARED[of].what}${by > 0 ? "增加" : "减少"}${Math.abs(by)}${COMPARED[of].unit}`).join("，")}。`,
    timely: {
      "on-time": "按时报送的单位",
      late: "逾期报送的单位",
      partial: "未报齐的单位",
      missing: "未报送的单位",
      open: "尚未报送的单位（未到期）",
      exempt: "经同意免报的单位",
    } satisfies Record<Timeliness, string>,
    sentence: (text: string): string => `${text}。`,
    clauses: (parts: readonly string[]): string => parts.join("；"),
    countedUnits: (what: string, count: number): string => `${what}（${count}个）。`,
    countedMeasures: (what: string, count: number): string => `${what}（${count}项）。`,
    late: (unit: string, on: Day, days: number): string => `${unit}（${shortDay(on)}报齐，逾期${workingDays(days)}）`,
    partly: (unit: string, asked: number, recorded: number): string => `${unit}（应报${asked}项，已报${recorded}项）`,
    programme: (title: string, measures: number): string => `${title}（${measures}项）。`,
    nothingAsked: "本期没有应报送的措施。",
    inProgramme: (lamps: readonly (readonly [Lamp, number])[], doneBefore: number): string =>
      `${lamps.map(([lamp, count]) => `${LAMP_TEXT[lamp]}${count}项`).join("，")}${doneBefore > 0 ? `，此前已完成${doneBefore}项` : ""}。`,
    practice: (unit: string, task: string, words: string, isAccepted: boolean): string =>
      `${unit}${inQuotes(task)}，${words}${isAccepted ? "" : "（单位自报已完成，待审核）"}`,
    practices: "可供推广的做法：",
    behind: "超期未完成、暂停和进展滞后的措施",
    behindUnits: (units: readonly string[], reasons: readonly string[]): string =>
      `${units.join("、")}：${reasons.join("；")}。`,
    behindFor: (why: string, measures: readonly string[]): string => `${measures.join("、")}，${why}`,
    behindMeasure: (code: string, task: string): string => `${code}${inQuotes(task)}`,
    behindMore: (count: number): string => `其余${count}项见附件`,
    silent: "没有说明进展的措施",
    silentText: (noProgress: number): string =>
      `${noProgress > 0 ? `其中${noProgress}项报“${rules.statuses["no-progress"]}”。` : ""}逐项情况见附件。`,
    returned: "审核退回的报告",
    returnedUnit: (unit: string, why: string, isAnswered: boolean): string =>
      `${unit}（${why}${isAnswered ? "" : "；未重新报齐"}）`,
    noProblem: "本期没有超期、滞后的措施和退回的报告。",
    askMissing: (units: string, period: PeriodText, due: string): string =>
      `补报${short(period)}进展。${units}要查明原因，于${due}随下期进展一并补报。`,
    askBehind: (units: string, measures: number, due: string): string =>
      `加快滞后措施。${units}牵头的${measures}项超期、暂停或者滞后措施，要逐项说明原因、补救办法和完成时间，在${due}的报送中写明。`,
    askReturned: (units: string, due: string): string =>
      `重报退回的报告。${units}要对照退回意见补充内容，于${due}重新报送。`,
    askDeadline: (count: number, until: Day, codes: string): string =>
      `按期完成到期措施。完成时限在${shortDay(until)}前的措施尚有${count}项未完成（${codes}），牵头单位要确保按期完成，完成后在报送中写明“已完成”。`,
    askNext: (period: PeriodText, due: string): string =>
      `按时报送${short(period)}进展。各单位于${due}报送，逐项写清做了什么、完成多少、存在问题和下一步安排；没有进展的，写明“${rules.statuses["no-progress"]}”及原因。`,
    askLast: "做好全年总结。本计划的定期报送到本期为止，未完成的措施由牵头单位继续推进，情况另行报告。",
    by: (day: Day, provisional: boolean): string => `${shortDay(day)}${provisional ? "（暂定）" : ""}24时前`,
    andMore: (codes: string): string => `${codes}等`,
    byMore: (names: readonly string[], most: number): string =>
      names.length <= most ? names.join("、") : `${names.slice(0, most).join("、")}等${names.length}个单位`,
    annex: (period: PeriodText): string => `附件：${short(period)}进展情况台账（电子表格，另附）`,
    date: (day: Day): string => `${Number(day.slice(0, 4))}年${shortDay(day)}`,
    copy: (supervision: string): string => `抄送：${supervision}。`,
    printed: (operator: string, year: number): readonly [string, string] => [operator, `${year}年　月　日印发`],
  },

  lamp: rules.lamp,

  ledger: {
    title: (plan: string, period: PeriodText): string => `《${plan}》${period}进展情况台账`,
    asOf: (day: Day, isPreview: boolean): string =>
      isPreview
        ? `预览：尚未汇总，数据截至${shortDay(day)}，还会变动。`
        : `数据截至${shortDay(day)}汇总时，此后补报的见“更正”。报送灯只看是否按时，进展灯只看工作是否按计划，互不影响。`,
    sheets: {
      overall: "总览",
      units: "单位",
      tasks: "专项任务",
      measures: "措施",
      targets: "量化指标",
      corrections: "更正",
    },
    overall: ["指标", "本期", "上期", "增减", "占应报", "来源"],
    figures: {
      duties: "应报送单位",
      "on-time": "按时报送单位",
      late: "逾期报送单位",
      partial: "未报齐单位",
      open: "未到期单位",
      missing: "未报送单位",
      exempt: "免报单位",
      accepted: "审核通过单位",
      returned: "审核退回单位",
      measures: "应报送措施",
      red: "红：超期未完成或暂停的措施",
      yellow: "黄：进展滞后的措施",
      gray: "灰：未说明进展的措施",
      green: "绿：按计划推进的措施",
      blue: "蓝：已完成的措施",
      "done-before": "此前已完成、不再报送的措施",
    } satisfies Record<FigureName, string>,
    source: (sheet: string, rows: string): string => (rows ? `“${sheet}”表第${rows}行` : "无"),
    sourceColumn: (sheet: string, column: string, value: string, count: number): string =>
      `“${sheet}”表“${column}”列为“${value}”的行，共${count}行`,
    anyLamp: "红、黄、灰、绿、蓝",
    rowsJoined: "、",
    sourceCodes: (codes: string): string => codes || "无",
    units: [
      "单位",
      "报送",
      "应报",
      "已报",
      "报齐日期",
      "逾期工作日",
      "审核",
      "审核意见",
      "红",
      "黄",
      "灰",
      "绿",
      "蓝",
      "督办到",
      "来源（回执编号）",
    ],
    review: { accepted: "通过", returned: "退回" },
    tasks: ["专项", "任务", "应报措施", "红", "黄", "灰", "绿", "蓝", "此前已完成", "来源"],
    subtotal: "合计",
    measures: [
      "编号",
      "重点任务",
      "工作措施",
      "完成时限",
      "牵头单位",
      "措施进展灯",
      "进展灯",
      "原因",
      "报送灯",
      "状态",
      "完成%",
      "数据",
      "本期进展",
      "存在问题",
      "下一步",
      "上期状态",
      "上期完成%",
      "上期进展",
      "收到时间",
      "来源（回执编号）",
    ],
    targets: ["编号", "指标", "计划", "单位", "已完成", "按时间应达", "完成占比", "判断", "计划原文", "来源"],
    standing: {
      reached: "已达到",
      "on-course": "按进度",
      behind: "低于进度",
      exceeded: "超出限值",
      unreported: "未报数据",
    } satisfies Record<TargetState["standing"], string>,
    comparators: { "=": "=", ">=": "≥", "<=": "≤", ">": ">", "<": "<", "≈": "约" } satisfies Record<
      Target["comparator"],
      string
    >,
    corrections: [
      "报送期",
      "单位",
      "编号",
      "更正时间",
      "原状态",
      "原完成%",
      "原数据",
      "现状态",
      "现完成%",
      "现数据",
      "现进展",
      "来源（回执编号）",
    ],
    print: "第 &P 页，共 &N 页",
  },
};

/** What every language says. */
export type ResultWords = typeof zh;
