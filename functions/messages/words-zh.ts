import { type Day, type Instant, localTime, weekdayOf } from "../core/day.ts";
import type { Contact, Role, Unit } from "../core/directory.ts";
import type { Request as DutyRequest, Timeliness } from "../core/duty.ts";
import type { Entry, Figure, Gate, Status } from "../core/entry.ts";
import type { Rung } from "../core/ladder.ts";
import type { DeductionKind } from "../core/score-rules.ts";
import type { HeldReason } from "../core/submission.ts";
import { type PeriodText, zh as rules } from "../core/words-zh.ts";
import { quoted } from "./quoted.ts";

/** `5月7日（星期二）`; a day that may still move says so (CA-2). */
const dayText = (day: Day, provisional = false): string =>
  `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（星期${"一二三四五六日"[weekdayOf(day) - 1]}${provisional ? "，暂定" : ""}）`;
const shortDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** When something is due, as it stands today. */
interface When {
  due: Day;
  today: Day;
  provisional: boolean;
}
const by = ({ due, today, provisional }: When): string =>
  due === today
    ? `今天（${dayText(due).replace(/[（）]/g, (mark) => (mark === "（" ? "，" : ""))}）24:00前`
    : `${dayText(due, provisional)}24:00前`;

/** One report of one unit: `missing` of `asked` measures are not yet answered. */
export interface OwedWords extends When {
  unit: string;
  plan: string;
  period: PeriodText;
  asked: number;
  missing: number;
  /** Some of what is missing was there, and was returned. */
  returned: boolean;
  overdueDays: number;
}

const whom = (units: number): string => (units === 1 ? "该单位" : "下列单位");
const items = (count: number): string => `${count}项`;
const workingDays = (count: number): string => `${count}个工作日`;
const joined = (parts: readonly (string | number | undefined | null | false)[], by = "，"): string =>
  parts.filter(Boolean).join(by);

const ROLE: Record<Role, string> = {
  liaison: "联络员",
  "section-head": "科室负责人",
  deputy: "分管领导",
  head: "主要负责人",
  operator: "行动计划牵头办公室",
  supervisor: "督查负责人",
};
const FIGURE: Record<Figure["kind"], string> = {
  cumulative: "累计",
  "this-month": "本月",
  target: "目标",
  rate: "",
};

const REQUEST: Record<Asking, string> = { extension: "延期报送", exemption: "免报" };

const bracketed = (parts: readonly (string | undefined | false)[]): string => {
  const text = joined(parts);
  return text && `（${text}）`;
};
const ASKS = { request: "进展的申请", objection: "评分的异议" } as const;
const DEDUCTION: Record<DeductionKind, string> = {
  late: "逾期",
  entries: "缺项",
  missing: "未报",
  hollow: "内容空泛",
  overdue: "超时限未完成",
  untrue: "不实",
};

const TIMELINESS: Record<Timeliness, string> = {
  "on-time": "按时报齐",
  late: "逾期报齐",
  partial: "只报了一部分",
  open: "尚未报送",
  missing: "未报送",
  exempt: "免报",
};

/** Every sentence that mails say, in Chinese. A second language is a second one of these. */
export const zh = {
  /** How text is set: what stands after a label, between facts and between a name and its words, around a heading and a title. */
  marks: {
    lang: "zh-CN",
    colon: "：",
    semicolon: "；",
    gap: "　",
    heading: (text: string): string => `【${text}】`,
    title: (text: string): string => `━━ ${text} ━━`,
    note: (text: string): string => `（${text}）`,
  },
  /** Letters of this language that take as much room as one character of Chinese. */
  lettersInRoom: 1,
  /** The reference that goes with a subject. */
  reference: (token: string): string => `[编号 ${token}]`,
  sender: "督办",
  day: dayText,
  shortDay,
  time: (at: Instant, zone: string): string => {
    const { day, time } = localTime(at, zone);
    return `${shortDay(day)} ${time}`;
  },
  items,
  workingDays,
  list: (names: readonly string[]): string => names.join("、"),
  /** `区水务局联络员`; nobody is named twice. */
  reader: ({ name }: Unit, contact: Contact | undefined): string =>
    contact && !name.endsWith(contact.name) ? `${name}${contact.name}` : name,
  addressed: (reader: string, text: string): string => (reader ? `${reader}：${text}` : text),
  codes: (codes: readonly string[]): string => codes.join("、"),
  /** `推进中，60%，累计12处`. */
  standing: ({ status, percent, figures = [] }: Pick<Entry, "status" | "percent" | "figures">): string =>
    joined([
      status && rules.statuses[status],
      percent !== undefined && `${percent}%`,
      ...figures.map(({ value, unit, kind }) => `${FIGURE[kind]}${value}${quoted(unit, 20)}`),
    ]),
  columns: { deadline: "完成时限", last: "上月", words: "进展" },
  programme: (code: string, count: number): string => `${code}（${items(count)}）`,
  task: (no: number, name: string): string => `${no} ${name}`,

  several: (count: number, replyable: boolean): string =>
    `本邮件有${count}件事，最急的在前${replyable ? "；报送进展直接回复本邮件即可" : ""}。`,
  severalSubject: (count: number, first: string): string => `【${count}件事】${first}，另${count - 1}件`,
  part: (at: number, of: number, subject: string): string => `${at}/${of} ${subject}`,
  secrecy: "涉密、敏感信息禁止通过邮件和填报表报送。",
  footer: (domain: string): string => `本邮件由督办系统（duban@${domain}）按计划自动发送。`,

  reminder: {
    subject: (owed: OwedWords): string =>
      owed.today > owed.due
        ? `【已逾期】请补报${owed.period}进展，还缺${items(owed.missing)}（${owed.unit}）`
        : owed.returned
          ? `【${until(owed)}】${owed.period}进展退回后还有${items(owed.missing)}需要重报（${owed.unit}）`
          : owed.missing < owed.asked
            ? `【${until(owed)}】${owed.period}进展还缺${items(owed.missing)}（${owed.unit}）`
            : `【${until(owed)}】请报送${owed.period}进展，共${items(owed.asked)}（${owed.unit}）`,
    lead: (owed: OwedWords): string =>
      owed.today > owed.due
        ? `《${owed.plan}》${owed.period}进展已于${dayText(owed.due)}到期，还缺${items(owed.missing)}（共${items(owed.asked)}），请今天补报。`
        : owed.returned
          ? `《${owed.plan}》${owed.period}进展经审核退回，还有${items(owed.missing)}需要重报，请于${by(owed)}补正。`
          : owed.missing < owed.asked
            ? `《${owed.plan}》${owed.period}进展共${items(owed.asked)}，还缺${items(owed.missing)}，请于${by(owed)}补齐。`
            : `请于${by(owed)}报送《${owed.plan}》${owed.period}进展，共${items(owed.asked)}措施。`,
    how: (form: FormAt): string => `直接回复本邮件写明编号和进展，或填好${formAt(form)}发回，均可。`,
    settled: (period: PeriodText): string =>
      `您负责的专项${period}进展已全部登记，无需再报。本单位其他专项仍有缺项，由相应联络员报送。`,
    settledSubject: (period: PeriodText, unit: string): string => `您负责的${period}进展已报齐（${unit}）`,
    recorded: (count: number, codes: string): string => `已登记${items(count)}，不必重复报送：${codes}。`,
    missing: (count: number): string => `还缺的措施（${items(count)}）`,
    all: (count: number): string => `要报送的措施（${items(count)}）`,
    compact: (attached: boolean): string =>
      attached
        ? "措施较多，以下按专项和任务列出编号；全文、完成时限和上月进展见所附填报表。"
        : "措施较多，以下按专项和任务列出编号；全文见填报表。",
    provisional: (year: number): string => `标“暂定”的日期：${year}年放假安排尚未公布，公布后如有变动另行告知。`,
    why: (unit: string, role: Role, plan: string, operator: string): string =>
      `为什么收到本邮件：您在通讯录中登记为${unit}${ROLE[role]}，${unit}牵头《${plan}》中的上述措施，须按月报送进展。人员有变动的，请告知${operator}。`,
  },

  answering: {
    heading: "怎么报（任选一种）",
    reply: {
      label: "回复本邮件",
      text: "每项措施一行，写编号和进展；没有进展的写“本月无进展”。例如：",
    },
    example: rules.exampleOf,
    form: (form: FormAt): { label: string; text: string } => ({
      label: "填表发回",
      text: `在${formAt(form)}的黄色格中填写，保存后作为附件回复本邮件；可以只填一部分，其余以后再报。`,
    }),
    link: { label: "网页填报", text: "打开下面的链接填写，手机也可以，能先存草稿；链接只供本单位填报，请勿转发。" },
    webhook: (url: string): { label: string; text: string } => ({
      label: "系统对接",
      text: `业务系统可推送到接口 ${url}（密钥向计划牵头办公室领取）。`,
    }),
    afterwards: "收到后即发回执，写明登记了哪些、哪些没有登记及原因。",
  },

  rung: {
    subject: (rung: Rung, owed: OwedWords): string =>
      `【${rung.name}】${owed.unit}${owed.period}进展逾期${workingDays(owed.overdueDays)}，还缺${items(owed.missing)}`,
    unitLead: (rung: Rung, owed: OwedWords): string =>
      `贵单位《${owed.plan}》${owed.period}进展逾期${workingDays(owed.overdueDays)}，仍缺${items(owed.missing)}，现予${rung.name}，请今天补报。`,
    unitHow: (form: FormAt): string => `直接回复本邮件写明编号和进展，或填好${formAt(form)}发回；报齐后督办自动停止。`,
    leaderHow: (form: FormAt): string =>
      `请督促联络员今天补齐：回复本邮件写明编号和进展，或填好${formAt(form)}发回；报齐后督办自动停止。`,
    othersSubject: (rung: Rung, units: readonly string[], period: PeriodText): string =>
      `【${rung.name}】${units.length === 1 ? units[0] : `${units.length}个单位`}仍未报齐${period}进展`,
    othersLead: (rung: Rung, first: OwedWords, units: number): string =>
      units > 1
        ? `${units}个单位仍未报齐《${first.plan}》${first.period}进展，已列入${rung.name}。`
        : `${first.unit}《${first.plan}》${first.period}进展逾期${workingDays(first.overdueDays)}，仍缺${items(first.missing)}，已列入${rung.name}。`,
    othersHow: {
      operator: (units: number): string => `请联系${whom(units)}核实原因，督促今天补报；报齐后督办自动停止，无需撤销。`,
      supervision: (units: number): string => `请按督查规定督促${whom(units)}补报；报齐后督办自动停止，无需撤销。`,
    },
    facts: {
      due: "应报时限",
      overdue: "逾期",
      recorded: "已登记",
      told: "已通知",
      next: "下一步",
    },
    overdue: (days: number): string => workingDays(days),
    recorded: (owed: OwedWords): string => `${owed.asked - owed.missing}项（应报${items(owed.asked)}）`,
    next: (rung: Rung, day: Day, to: string): string => `${dayText(day)}仍未报齐的，升级为“${rung.name}”，告知${to}`,
    columns: ["单位", "缺报", "逾期工作日", "已通知"],
    missingOf: (owed: OwedWords): string => `${owed.missing}/${owed.asked}`,
    told: (steps: readonly { day: Day; step: string }[]): string =>
      steps.map(({ day, step }) => `${shortDay(day)}${step}`).join("、") || "—",
    toldTimes: (first: Day | undefined, times: number): string => (first ? `${shortDay(first)}起${times}次` : "—"),
    steps: {
      opening: "首次通知",
      reminder: "提醒",
      "due-day": "到期提醒",
    } as Record<string, string>,
    to: {
      liaison: "联络员",
      "section-head": "科室负责人",
      deputy: "分管领导",
      head: "主要负责人",
      operator: "计划牵头办公室",
      supervision: "督查部门",
    } satisfies Record<Rung["to"][number], string>,
    why: (unit: string, role: Role): string =>
      `为什么收到本邮件：您在通讯录中登记为${unit}${ROLE[role]}，按督办规则在这一级接收通知。`,
  },

  /** Why a submission waits. */
  why: rules.held,
  approve: {
    subject: (rung: Rung, owed: OwedWords, pressed: boolean): string =>
      `【${pressed ? "久等未批" : "待批准"}】${rung.name}：${owed.unit}${owed.period}进展逾期${workingDays(owed.overdueDays)}`,
    lead: (rung: Rung, owed: OwedWords, to: string): string =>
      `请决定是否批准对${owed.unit}的${rung.name}：《${owed.plan}》${owed.period}进展逾期${workingDays(owed.overdueDays)}，仍缺${items(owed.missing)}；批准后即告知${to}。`,
    pressedLead: (rung: Rung, owed: OwedWords, since: string, deciders: string): string =>
      `对${owed.unit}的${rung.name}自${since}起等待${deciders || "有权决定的人"}批准，已过一个工作日，尚未决定。`,
    how: "批准的，当天发出；不批准的，写明理由，督办转入下一级；单位在此之前报齐的，自动撤销，无需决定。",
    pressedHow: "请过问：批准之前，这一级督办不会发出。",
    commands: {
      label: "处理办法",
      text: "由行动计划牵头办公室在督办系统中运行下面的一条命令：",
      approve: (unit: string, period: string): string => `duban escalation approve --unit ${unit} --period ${period}`,
      decline: (unit: string, period: string): string =>
        `duban escalation decline --unit ${unit} --period ${period} --why 理由`,
    },
    evidence: "依据（按时间）",
    asked: (due: Day, measures: number): string => `布置报送任务，共${items(measures)}，${dayText(due)}24:00前报送`,
    told: (step: string, people: number, state: string): string => `${step}：发给${people}人，${state}`,
    sent: ({ sent, delivered, failed }: { sent: number; delivered: number; failed: number }): string =>
      joined([`已发${sent}封`, `送达${delivered}封`, failed > 0 && `未送达${failed}封`]),
    came: (codes: string): string => `收到报送并登记：${codes || "附件"}`,
    returned: (due: Day, why: string): string => `报告退回，${shortDay(due)}24:00前补报：${why}`,
    ruled: (request: "extension" | "exemption", granted: boolean): string =>
      `${request === "extension" ? "延期" : "免报"}申请${granted ? "已同意" : "未同意"}`,
    declined: (step: string, why: string): string => `${step}未获批准：${why}`,
    nothing: "没有收到任何报送",
  },

  letter: {
    subject: (rung: Rung, units: readonly string[]): string =>
      `【待签发】${rung.name}单草稿${units.length}份：${units.slice(0, 3).join("、")}${units.length > 3 ? "等" : ""}`,
    how: (name: string, count: number): string =>
      `所附${name}单草稿${count}份，请核对、编号、签发后送达；签发前单位已报齐的，不必再发。`,
    file: (name: string, unit: string, period: PeriodText): string => `${name}单（草稿）-${unit}-${period}.docx`,
    draft: "草稿：由督办系统据报送记录生成，供核对签发，未经编号、签发不得印发。定稿时删去本行。",
    number: (on: Day): string => `编号：〔${on.slice(0, 4)}〕　　号　　　　签发人：　　　　　`,
    title: (name: string): string => `${name}单`,
    to: (unit: string): string => `${unit}：`,
    matterHeading: "一、督办事项",
    groundHeading: "二、督办依据",
    overdueHeading: "三、逾期情况",
    asksHeading: "四、办理要求",
    matter: (plan: string, period: PeriodText, asked: number, missing: number): string =>
      `报送《${plan}》${period}进展情况。你单位应报工作措施${items(asked)}，尚缺${items(missing)}：`,
    item: (at: number, code: string, text: string, deadline: string): string =>
      `${at + 1}. ${code}　${text}${deadline ? `（完成时限：${deadline}）` : ""}`,
    more: (count: number, codes: string): string => `另有${items(count)}：${codes}。`,
    ground: (title: string, number: string, order: string, line: number): string =>
      `《${title}》${number ? `（${number}）` : ""}规定：“${order}”（原文第${line}行）`,
    groundWithoutOrder: (title: string, number: string): string =>
      `《${title}》${number ? `（${number}）` : ""}关于每月报送工作进展的要求。`,
    rule: ({ name, afterWorkingDays }: Rung): string =>
      `按督办级次，到期后第${afterWorkingDays}个工作日仍未报齐的，予以${name}。`,
    overdue: (due: Day, on: Day, days: number): string =>
      `应于${shortDay(due)}24时前报送；截至${shortDay(on)}，逾期${workingDays(days)}。此前情况如下：`,
    line: (at: number, time: string, text: string): string => `${at + 1}. ${time}，${text}。`,
    asks: (by: Day): readonly string[] => [
      `1. 请于${shortDay(by)}18时前补齐上述措施的进展，报送方式同每月提醒邮件。`,
      "2. 请同时书面说明逾期原因和今后按时报送的措施，由单位负责人签字后报送。",
      "3. 报齐后本次督办即告终止；逾期仍未报齐的，按督办级次继续办理。",
    ],
    date: (on: Day): string => `${on.slice(0, 4)}年${shortDay(on)}`,
    page: ["— ", " —"],
  },

  receipt: {
    subject: (owed: OwedWords, counts: Counts): string =>
      `回执：${joined([
        counts.recorded > 0
          ? `已登记${items(counts.recorded)}`
          : counts.asks
            ? counts.asks === "objection"
              ? "已收到异议"
              : "已收到申请"
            : counts.files > 0
              ? `已收到${counts.files}个附件`
              : "未能登记",
        counts.recorded > 0 && counts.unrecorded > 0 && `${counts.unrecorded}条未登记`,
        counts.asks !== "objection" && (owed.missing > 0 ? `还缺${items(owed.missing)}` : "已报齐"),
      ])}（${owed.unit}${owed.period}）`,
    lead: (owed: OwedWords, { recorded, unrecorded, files, asks }: Counts): string =>
      recorded === 0 && asks
        ? `贵单位关于《${owed.plan}》${owed.period}${ASKS[asks]}已收到。`
        : recorded === 0 && files > 0
          ? `《${owed.plan}》${owed.period}的${files}个附件已收到并留存，没有填写进展。`
          : recorded === 0
            ? `来件已收到并留存，但没有登记任何进展，请按下面的说明改正后重新发来。`
            : `《${owed.plan}》${owed.period}进展已登记${items(recorded)}${unrecorded > 0 ? `，另有${unrecorded}条未能登记` : ""}。`,
    complete: (owed: OwedWords): string => `${owed.unit}${owed.period}进展已全部报齐，无需再办，谢谢。`,
    ownComplete: (missing: number): string =>
      `您负责的专项已报齐，谢谢。本单位其他专项还缺${items(missing)}，由相应联络员报送。`,
    missing: (owed: OwedWords): string =>
      owed.today > owed.due
        ? `还缺${items(owed.missing)}，${dayText(owed.due)}的报送时限已过，请今天补报：直接回复本邮件即可。`
        : `还缺${items(owed.missing)}，请于${by(owed)}补齐：直接回复本邮件即可。`,
    late: (due: Day): string => `本件在${dayText(due)}24:00的报送时限之后收到，按逾期登记。`,
    afterClosing: (period: PeriodText): string =>
      `${period}已经汇总关闭：本件作为补报登记，不改变已汇总的按时报送结果。`,
    closed: (period: PeriodText): string => `${period}已经汇总关闭。`,
    held: (reason: string): string => `未登记的原因：${reason}。`,
    placed: {
      thread: (unit: string, period: PeriodText): string =>
        `来件没有编号，系统按往来邮件认定为${unit}${period}的报送。如有不符，请回复本邮件说明。`,
      sender: (unit: string, period: PeriodText): string =>
        `来件没有编号，系统按发件邮箱认定为${unit}${period}的报送（当前唯一待报的任务）。如有不符，请回复本邮件说明。`,
    },
    facts: {
      number: "回执编号",
      arrived: "收到时间",
      door: "收到方式",
      from: "来件主题",
      files: "附件",
    },
    moreFiles: (count: number): string => `另有${count}个文件已留存`,
    door: { mail: "邮件", webhook: "系统对接", form: "网页填报" },
    recorded: (count: number): string => `已登记（${items(count)}）`,
    unrecorded: (count: number): string => `未登记（${count}条），请改正后重新发来`,
    stillMissing: (count: number): string => `还缺的措施（${items(count)}）`,
    request: ({ kind, until }: { kind: Asking; until?: Day | undefined }): string =>
      `已收到贵单位的${REQUEST[kind]}申请${until ? `（至${dayText(until)}）` : kind === "extension" ? "（没有写明延到哪一天）" : ""}，由计划牵头办公室决定后另行告知；决定之前仍按原期限办理。`,
    objection: (period: PeriodText): string => `已收到贵单位对${period}评分的异议，核实后另行答复；原件已留存。`,
    warned: (count: number): string => `请核对（${count}处，已登记，不影响报送）`,
    corrections: "内容有误的，直接回复本邮件重发该项即可，以最后一次为准。",
    form: { label: "网页查看、更正", text: "打开下面的链接，可看已登记的内容，补报或更正。" },
  },

  held: {
    unitSubject: (unit: string): string => `请核实：一封以${unit}名义发来的邮件未登记`,
    unitLead: (time: string): string => `${time}有一封邮件以贵单位名义发来，未登记为进展。`,
    unitHow: "若为贵单位所发，请从通讯录登记的邮箱回复本邮件重新报送；若不是贵单位所发，不必处理。",
    operatorSubject: (count: number): string => `${count}封来件待核实，未自动登记`,
    operatorLead: (count: number): string => `有${count}封来件需要您核实处理。`,
    operatorHow: "下面列出原因和建议的处理办法；来件均已原样留存，核实前不会登记为任何单位的进展。",
    page: { label: "处理", text: "打开下面的链接逐件处理：指定单位、请单位核实，或写明理由不予登记。" },
    facts: {
      from: "发件人",
      subject: "主题",
      arrived: "收到时间",
      reason: "原因",
      unit: "涉及单位",
      act: "请您",
      number: "来件编号",
    },
    afterClosing: "当月汇总关闭后补报，已登记",
    actAfterClosing: "核对补报内容，确有必要时更正已发布的结果",
    act: {
      stranger: "与该单位核实；确属新联络员的，先更新通讯录，再请其重发",
      "not-authentic": "打电话核实是否本人所发；属实的，请其从单位邮箱直接重发",
      "other-unit": "与两个单位核实；确需代报的，请由本单位联络员重发",
      "unknown-token": "请发件单位直接回复最近一封提醒邮件，不改动主题中的编号",
      "no-duty": "核对该单位本月是否应报；不应报的不必处理",
      "several-duties": "请发件单位写明月份和计划，或直接回复对应的提醒邮件",
      doubtful: "查看原件；确是本人回复的，请其重发",
      unreadable: "查看原件，请发件单位换一种格式重发",
      "too-large": "到单位邮箱查看原件，请发件单位拆分附件后重发",
      virus: "打电话告知发件单位查杀病毒后重发；原件已隔离，不要设法打开",
      unscanned: "先打电话向发件单位核实，确认安全后请其重发",
      "wrong-workbook": "请发件单位使用本单位本月的填报表重发",
      "no-entry": "查看原件，必要时请发件单位按“编号＋进展”重发",
    } satisfies Record<HeldReason, string>,
    noSubject: "（无主题）",
  },

  chat: {
    owed: (subject: string, codes: string, more: boolean): string => `${subject}：${codes}${more ? "等" : ""}。`,
    returned: (subject: string): string => `${subject}。`,
    open: (lead: string, units: string): string => (units ? `${lead}尚未报齐：${units}。` : lead),
    answer: "请由联络员直接回复邮箱里的提醒邮件报送，群里的消息不作为报送。",
    more: "详情见发至督查负责人邮箱的邮件。",
    secrecy: "涉密、敏感信息禁止在群内发送。",
  },
  digest: {
    subject: {
      open: (period: PeriodText, count: number): string =>
        `【今日截止】${period}进展：${count === 0 ? "各单位均已报齐" : `还有${count}个单位未报齐`}`,
      missing: (period: PeriodText, count: number): string =>
        `${period}进展报送截止：${count === 0 ? "各单位均已报齐" : `${count}个单位逾期`}`,
      weekly: (period: PeriodText, count: number): string => `每周督办：${count}个单位仍未报齐${period}进展`,
      closing: (period: PeriodText, rate: string): string => `${period}进展报送汇总：按时报齐${rate}`,
    },
    lead: {
      open: (plan: string, period: PeriodText, done: number, all: number): string =>
        `《${plan}》${period}进展今天24:00截止，${all}个单位中已有${done}个报齐。`,
      missing: (plan: string, period: PeriodText, done: number, all: number): string =>
        `《${plan}》${period}进展已经截止，${all}个单位中${done}个报齐。`,
      weekly: (plan: string, period: PeriodText, done: number, all: number): string =>
        `《${plan}》${period}进展仍有${all - done}个单位未报齐（应报${all}个）。`,
      closing: (plan: string, period: PeriodText, done: number, all: number): string =>
        `《${plan}》${period}进展已汇总关闭，应报${all}个单位，报齐${done}个。`,
    },
    how: {
      open: "仅供知悉；截止前未报齐不算逾期。",
      missing: "对逾期单位自今天起按督办规则逐级督办；本邮件仅供知悉。",
      weekly: "各级督办已按规则发出，报齐后自动停止；请对逾期时间长的单位予以过问。",
      closing: "以下为关闭时的结果，此后补报只作更正记录；请审阅后布置通报。",
    },
    timeliness: "报送情况",
    rows: { ...TIMELINESS, all: "应报单位" },
    units: (count: number): string => `${count}个`,
    rated: (count: number, rate: string): string => `${count}个（${rate}）`,
    progress: "进展情况（单位自报，与报送是否按时分开统计）",
    statuses: rules.statuses satisfies Record<Status, string>,
    unstated: "未写状态",
    unanswered: "未报",
    measures: (count: number): string => items(count),
    named: (what: string, count: number): string => `${what}（${count}个）`,
    partly: (unit: string, recorded: number, asked: number): string => `${unit}（${recorded}/${asked}）`,
    columns: ["单位", "缺报", "逾期工作日", "督办"],
    owes: (missing: number, asked: number): string => `${missing}/${asked}`,
    root: (root: string): string => `本月留痕根：${root}（各单位报送历史合成的指纹，可用 duban audit verify 核验）。`,
    lamps: "进展灯（只看工作是否按计划，与报送是否按时无关）",
    documents: "通报草稿和台账",
    bulletin: "通报草稿",
    ledger: "台账",
    document: (file: string, isAttached: boolean): string =>
      isAttached ? `见附件“${file}”，也可以打开下面的链接下载。` : `“${file}”较大，没有附上，请打开下面的链接下载。`,
    operatorHow:
      "以下为关闭时的结果，此后补报只作更正记录。通报草稿请审核修改，定稿后按程序印发；各项数字的来源见台账。",
    operatorWhy: "为什么收到本邮件：您在通讯录中登记为行动计划牵头办公室，负责印发定期通报。",
    provisional: "有单位的报送日为暂定，放假安排公布后可能变动。",
    why: "为什么收到本邮件：您在通讯录中登记为督查负责人，按月接收报送情况。",
  },

  review: {
    returnedSubject: (owed: OwedWords): string =>
      `【退回】${owed.unit}${owed.period}进展有${items(owed.missing)}需要重报，${shortDay(owed.due)}前`,
    returnedLead: (owed: OwedWords): string =>
      `贵单位《${owed.plan}》${owed.period}进展经审核退回，有${items(owed.missing)}需要重报，请于${by(owed)}补正：直接回复本邮件即可。`,
    returnedWhy: (why: string): string => `退回理由：${why}`,
    hollow: "因内容空泛退回，报送时间以补正后报齐为准。",
    timeStays: "首次报齐的时间不变，按时与否不受退回影响。",
    wanted: (count: number): string => `需要重报的措施（${items(count)}）`,
    requestSubject: (count: number): string => `${count}个单位申请延期或免报，请您决定`,
    requestLead: (count: number): string => `有${count}个单位的申请等您决定；决定之前，仍按原期限提醒。`,
    requestHow: "同意或不同意都请写明理由，决定后即通知该单位。",
    asks: ({ request, period, until, at, why }: Asks): string =>
      `${at}申请${period}进展${REQUEST[request]}${until ? `至${dayText(until)}` : ""}。${why ? `原文：${why}` : ""}`,
    rulingSubject: (owed: OwedWords, { request, granted, until }: RulingWords): string =>
      `${granted ? "同意" : "不同意"}${REQUEST[request]}${until ? `至${shortDay(until)}` : ""}：${owed.unit}${owed.period}进展`,
    rulingLead: (owed: OwedWords, { request, granted }: RulingWords): string =>
      `贵单位申请《${owed.plan}》${owed.period}进展${REQUEST[request]}，计划牵头办公室${granted ? "已同意" : "未同意"}。`,
    rulingHow: (owed: OwedWords, { request, granted, until }: RulingWords): string =>
      granted
        ? request === "exemption"
          ? "本月不必报送，也不计入未报。"
          : `请于${dayText(until ?? owed.due)}24:00前报齐，按此日计算是否按时。`
        : `仍请于${by(owed)}报齐。`,
    rulingWhy: (why: string): string => `说明：${why}`,
  },

  score: {
    subject: (score: ScoreWords): string =>
      `${score.period}得分${score.points}${score.isCorrected ? "（有更正）" : ""}（${score.unit}）`,
    lead: ({ plan, period, points, full }: ScoreWords): string =>
      points === full
        ? `贵单位《${plan}》${period}得满分${full}分。`
        : `贵单位《${plan}》${period}得${points}分（满分${full}分）。`,
    nothingToDo: "没有扣分，无需回复。",
    how: (until: Day): string =>
      `有异议的，请于${dayText(until)}24:00前直接回复本邮件，写明“异议”和理由；没有异议的无需回复。`,
    deductions: (count: number): string => `扣分（${count}条）`,
    deduction: ({ points, why, due, day, codes, charged, lifted }: DeductionWords): string =>
      `${lifted ? "已撤销：" : ""}扣${points}分，${why}${bracketed([
        due && `应于${shortDay(due)}前报齐`,
        day && `${shortDay(day)}报齐`,
        codes.length > 0 && codes.join("、"),
      ])}${charged ? `；${shortDay(charged.day)}认定：${charged.why}` : ""}${lifted ? `；${shortDay(lifted.day)}撤销，理由：${lifted.why}` : ""}`,
    basis: (version: string): string =>
      `按评分规则${version}版计分：只计计划内的应报任务，不计登录、点击等使用情况；系统停机造成的延误、通知没有送达造成的未报，不扣分。`,
    objectionSubject: (count: number): string => `${count}个单位对评分有异议，请您决定`,
    objectionLead: (count: number): string => `有${count}个单位的异议等您决定；决定之前，评分不作最后认定。`,
    objectionHow: "请核实后答复：同意的，可以只撤销其中几条扣分；同意或不同意都请写明理由，决定后即通知该单位。",
    objects: ({ period, points }: ScoreWords, said: readonly { at: string; why: string }[], taken: readonly string[]) =>
      `${period}得${points}分（${taken.map((text, nth) => `${nth + 1}. ${text}`).join("；")}）。${said.map(({ at, why }) => `${at}来件：${why}`).join("；")}`,
    rulingSubject: ({ unit, period, points }: ScoreWords, granted: boolean): string =>
      `${granted ? `同意异议，得分更正为${points}` : `未同意异议，得分仍为${points}`}（${unit}${period}）`,
    rulingLead: ({ plan, period }: ScoreWords, granted: boolean): string =>
      `贵单位对《${plan}》${period}评分的异议，经核实${granted ? "予以更正" : "不予更正"}。`,
    rulingHow: ({ points, full }: ScoreWords): string => `现得${points}分（满分${full}分）；无需回复。`,
    rulingWhy: (why: string): string => `说明：${why}`,
    ranking: (units: number): string => `本月评分（${units}个单位）`,
    full: (units: readonly string[]): string => `满分${units.length}个（并列第1）：${units.join("、")}`,
    columns: ["单位", "名次", "得分", "扣分"],
    taken: (all: readonly { kind: DeductionKind; points: number }[]): string =>
      all.map(({ kind, points }) => `${DEDUCTION[kind]}${points}`).join("、"),
  },

  /** One liaison takes over from another, or stands in (RM-13). */
  handOver: {
    leaving: {
      subject: ({ unit, on }: HandOverWords): string => `${unit}进展报送自${shortDay(on)}起由他人接手`,
      lead: ({ unit, plan, on, until, name, to }: HandOverWords): string =>
        `${unit}《${plan}》进展报送自${dayText(on)}起${until ? `至${dayText(until)}` : ""}由${name}（${to}）${until ? "代办" : "接手"}。在此之前仍请您照常报送。`,
      how: ({ on, until }: HandOverWords): string =>
        until
          ? `您的填报链接在这些日子里打不开，${dayText(until)}之后恢复。请把手头的材料交给代办的同志；情况不符的，请尽快联系牵头办公室。`
          : `您的填报链接自${shortDay(on)}起失效，已保存的草稿自动转给接手的同志。请把手头的材料一并移交；情况不符的，请尽快联系牵头办公室。`,
    },
    taking: {
      subject: ({ unit, on, until }: HandOverWords): string =>
        `请您自${shortDay(on)}起${until ? "代办" : "接手"}${unit}进展报送`,
      lead: ({ unit, plan, on, until, from }: HandOverWords): string =>
        `请您自${dayText(on)}起${until ? `至${dayText(until)}` : ""}${until ? "代办" : "接手"}${unit}《${plan}》进展报送（原联系人${from}）。`,
      how: ({ on }: HandOverWords): string =>
        `${shortDay(on)}起的通知发给您，其中有您专用的填报链接；直接回复那些通知也可以报送。此前保存的草稿会转到您的填报页面。现在不必回复本邮件；情况不符的，请尽快联系牵头办公室。`,
    },
    open: "目前还没有报齐的",
    nothingOpen: "目前没有等待报送的进展。",
    duty: ({ period, due, missing, asked }: OpenWords): string =>
      `${period}进展：${dayText(due)}截止，${items(asked)}中还缺${items(missing)}`,
  },

  /** What the content gates found of an entry (RT-4). */
  gates: {
    "same-words": "与上月文字完全相同，请核对是否有新进展",
    falls: "累计数比上月减少，请核对",
    "over-100": "完成比例超过100%，请核对",
    "done-without-words": "报“已完成”但没有写完成了什么，请补充",
    "target-missing": "没有写量化指标的完成数，请补充",
    behind: "进度明显慢于时间进度，请说明原因和下一步",
  } satisfies Record<Gate, string>,

  operator: {
    preflight: {
      subject: (period: PeriodText, count: number, lost: number): string =>
        lost > 0
          ? `${lost}个单位没有联系人，收不到${period}报送通知${count > lost ? `；通讯录另有${count - lost}处要处理` : ""}`
          : `通讯录有${count}处要处理，以免有单位收不到${period}报送通知`,
      lead: (opens: string, count: number): string =>
        `请于${opens}首次通知发出之前，处理通讯录中的${count}处问题，不必回复本邮件。`,
      heading: {
        nobody: (count: number): string => `没有联系人（${count}个单位）`,
        suppressed: (count: number): string => `邮箱收不到信（${count}个）`,
        leaves: (count: number): string => `联络员在截止日前离任或外出，没有人接（${count}名）`,
        alone: (count: number): string => `只有一名联系人（${count}个单位）`,
        "no-alternate": (count: number): string => `联络员没有登记备用邮箱（${count}个单位），有空时补上即可`,
      },
      how: {
        nobody: "每个单位至少登记一名联络员的邮箱；不补的，这些单位收不到通知，其未报送不算作未回应。",
        suppressed:
          "请打电话核对：换了邮箱或换了人的，办理交接（duban contact handover）；邮箱已经修好的，恢复发信（duban contact mended）。处理之前，给单位的通知改发备用邮箱或本单位下一级联系人。",
        leaves: "请问清由谁接手，办理交接或代办（duban contact handover）；不办的，通知改发本单位下一级联系人。",
        alone: "这个邮箱一旦收不到信，就没有人可以通知。请至少再登记一名联系人，或一个备用邮箱。",
        "no-alternate": "联络员的邮箱收不到信时，通知改发本单位下一级联系人。",
      },
      suppressed: (mail: string, why: string): string => `${mail}，${why}`,
      leaves: (mail: string, last: Day): string => `${mail}，${dayText(last)}后不在岗`,
      more: (count: number): string => `另有${count}处，见 duban contact list。`,
    },
    undeliverableSubject: (count: number): string => `${count}封通知没有送达，请另行联系`,
    undeliverableLead: (count: number): string => `有${count}封通知没有送达，请打电话通知有关单位，并更正通讯录。`,
    undeliverableHow:
      "未送达不算该单位未回应。登记有备用邮箱的，已改发备用邮箱；没有的，邮箱停用后改发本单位下一级联系人。",
    undeliverable: {
      label: (unit: string): string => unit,
      text: (mail: string, why: string): string => (mail ? `${mail} 未送达：${why}` : why),
      nobody: "未登记单位",
    },
    gapSubject: "系统停过，请核对期间的通知",
    gapLead: (from: string, until: string): string => `系统在${from}至${until}之间没有运行，现已恢复。`,
    gapHow:
      "期间应发的通知只补发今天适用的一步，来件没有丢失；请核对这段时间到期的报送，并查明停机原因。因停机造成的延误不计入各单位。",
    held: (count: number): string =>
      `有${count}封来件待核实，核实之前不登记为任何单位的进展。请打开下面的链接逐件处理。`,
    reviews: (count: number): string => `有${count}个单位的报告已报齐，等您审核：通过，或写明理由退回。`,
    requests: (count: number): string => `有${count}个单位的延期或免报申请等您决定。`,
    objections: (count: number): string => `有${count}个单位对评分的异议等您决定。`,
    undecidedSubject: (
      { held, reviews, requests, objections }: Waiting,
      measures: number,
      year: number | null,
    ): string =>
      `待您决定：${joined([held > 0 && `${held}封来件待核实`, requests > 0 && `${requests}件申请`, objections > 0 && `${objections}件异议`, reviews > 0 && `${reviews}份报告待审核`, measures > 0 && `${measures}项措施没有明确的牵头单位`, year && `${year}年放假安排未录入`])}`,
    undecidedLead: "有事项需要您决定，决定之前每个工作日提醒一次。",
    root: (root: string, duties: number): string =>
      `留痕根：${root}（${duties}项未关闭报送任务的历史合成的指纹，请留存本邮件作为凭证：历史若被改动，重算所得即与它不符）。`,
    undecidedMeasures: (codes: string): string => `请为这些措施指定牵头单位：${codes}。指定之前由您所在单位报送。`,
    noticeMissing: (year: number): string =>
      `请录入国务院办公厅关于${year}年部分节假日安排的通知。录入之前，${year}年的日期均为暂定，且不向单位以外升级督办。`,
  },

  signIn: {
    subject: "登录督办系统的链接",
    lead: (plan: string, until: string): string =>
      `请打开下面的链接，登录《${plan}》督办页面；链接只能用一次，${until}前有效。`,
    link: { label: "登录", text: "打开链接，再点页面上的“登录”。链接即身份，请勿转发。" },
    ignore: "不是您本人要求登录的，不必理会：没有人能因此登录。",
  },

  deadline: {
    subject: (unit: string, count: number, day: Day): string =>
      `${items(count)}措施将于${shortDay(day)}到完成时限（${unit}）`,
    lead: (plan: string, count: number, day: Day, days: number): string =>
      `《${plan}》中贵单位牵头的${items(count)}措施完成时限为${dayText(day)}，${days > 0 ? `还有${workingDays(days)}` : "今天是此前最后一个工作日"}。`,
    how: "请抓紧推进；已经完成的，在本月报送中写“已完成”。无需专门回复本邮件。",
  },

  moved: {
    subject: (owed: OwedWords, from: Day, to: Day): string =>
      `【报送日变动】${owed.period}进展由${shortDay(from)}改为${shortDay(to)}截止（${owed.unit}）`,
    lead: (owed: OwedWords, from: Day, to: Day): string =>
      `《${owed.plan}》${owed.period}进展的报送日由${dayText(from)}（暂定）改为${dayText(to)}24:00前，还缺${items(owed.missing)}。`,
    how: "放假安排已经公布，报送日按公布的工作日重新计算；已经登记的不必重报，此前收到的填报表照常可用。",
  },

  overdue: {
    unitSubject: (unit: string, count: number, since: Day): string =>
      `【已超期】${items(count)}措施到期未完成，最早${shortDay(since)}到期（${unit}）`,
    unitLead: (plan: string, count: number, since: Day): string =>
      `《${plan}》中贵单位牵头的${items(count)}措施完成时限已过（最早为${shortDay(since)}），至今未完成，已列为超期。`,
    unitHow: "请加快推进，并在每月报送中说明原因和预计完成时间，直到写“已完成”并审核通过。无需专门回复本邮件。",
    subject: (count: number, weekly: boolean): string =>
      weekly ? `每周超期措施：${items(count)}到期未完成` : `新增超期措施${items(count)}`,
    lead: (plan: string, count: number, units: number): string =>
      `《${plan}》有${items(count)}措施到期未完成，涉及${units}个牵头单位。`,
    how: "已告知牵头单位；这些措施每月继续报送，直到完成。本邮件仅供知悉。",
    weeklyHow: "以下措施至今没有审核通过的“已完成”；请对超期时间长的予以过问。",
    columns: ["牵头单位", "措施", "完成时限"],
    more: (count: number): string => `另有${count}组，见督办系统。`,
  },
};

/** What every language says. */
export type MailWords = typeof zh;
interface HandOverWords {
  unit: string;
  plan: string;
  from: string;
  to: string;
  name: string;
  on: Day;
  until?: Day | undefined;
}
interface OpenWords {
  period: PeriodText;
  due: Day;
  missing: number;
  asked: number;
}

/** Where the workbook is: with this mail, or with one sent before. */
export type FormAt = { attached: true } | { attached: false; sentOn: Day | undefined };
const formAt = (form: FormAt): string =>
  form.attached ? "所附填报表" : form.sentOn ? `${shortDay(form.sentOn)}邮件所附填报表` : "此前邮件所附填报表";

type Asking = DutyRequest["kind"];
interface Waiting {
  held: number;
  reviews: number;
  requests: number;
  objections: number;
}
/** A unit's score for a month. */
export interface ScoreWords {
  unit: string;
  plan: string;
  period: PeriodText;
  points: number;
  full: number;
  /** Something was charged or taken back since. */
  isCorrected: boolean;
}
interface DeductionWords {
  points: number;
  why: string;
  due: Day | undefined;
  day: Day | undefined;
  codes: readonly string[];
  charged: { day: Day; why: string } | undefined;
  lifted: { day: Day; why: string } | undefined;
}
interface Asks {
  request: Asking;
  period: PeriodText;
  until: Day | undefined;
  at: string;
  why: string;
}
interface RulingWords {
  request: Asking;
  granted: boolean;
  until?: Day | undefined;
}

/** What became of one submission: entries and files recorded, remarks not. */
export interface Counts {
  recorded: number;
  unrecorded: number;
  files: number;
  /** Asks for more time, or to be exempted; or objects to its score. */
  asks: "request" | "objection" | undefined;
}

const until = ({ due, today, provisional }: When): string =>
  due === today ? "今日截止" : `${shortDay(due)}截止${provisional ? "·暂定" : ""}`;
