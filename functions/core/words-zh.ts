import { z } from "zod";
import { type Day, type Month, monthOfYear, weekdayOf, yearOf } from "./day.ts";
import type { Status } from "./entry.ts";
import type { Lamp, LampReason } from "./lamp.ts";
import type { Unobjectable } from "./objection.ts";
import type { HeldReason } from "./submission.ts";

/** A period as people name it; never the `2024-04` of the code. */
export const PeriodText = z.string().brand<"PeriodText">();
export type PeriodText = z.infer<typeof PeriodText>;

/** `2024年4月`; of several months `2024年第一季度`, `2024年上半年`, `2024年`, `2024年1至2月`. */
function period(last: Month, everyMonths: number): PeriodText {
  const [year, no] = [`${yearOf(last)}年`, monthOfYear(last)];
  const parts: Record<number, string> = {
    1: `${no}月`,
    3: `第${"一二三四"[no / 3 - 1]}季度`,
    6: no === 6 ? "上半年" : "下半年",
    12: "",
  };
  return PeriodText.parse(`${year}${parts[everyMonths] ?? `${no - everyMonths + 1}至${no}月`}`);
}

const EXAMPLE = "已完成60%，累计改造12处";
const exampleOf = (code: string): string => `${code} ${EXAMPLE}。`;

const statuses: Record<Status, string> = {
  "not-started": "未启动",
  "in-progress": "推进中",
  done: "已完成",
  behind: "滞后",
  paused: "暂停",
  "no-progress": "本月无进展",
};
const statusList = Object.values(statuses).join("、");

/** The headings of a workbook, by which a column is found again wherever it has been moved. */
const columns = {
  id: "行标识",
  code: "编号",
  task: "重点任务",
  text: "工作措施",
  deadline: "完成时限",
  targets: "量化指标",
  last: "上月进展",
  status: "本月状态",
  percent: "完成比例%",
  progress: "本月进展",
  unit: "计量单位",
  figures: "指标完成数",
  problems: "存在问题",
  next: "下一步",
};

const held: Record<HeldReason, string> = {
  stranger: "发件人不在通讯录中",
  "not-authentic": "发件人身份未通过验证",
  "other-unit": "发件人不是该单位的联系人",
  "unknown-token": "来信中的编号无法识别",
  "no-duty": "发件单位当前没有待报任务",
  "several-duties": "可能对应多项报送任务，无法确定是哪一项",
  doubtful: "像是系统邮件，不能确定是否为本人回复",
  unreadable: "邮件无法读取",
  "too-large": "邮件超过 40 MB，没有取回全文，原件仍在单位邮箱中",
  virus: "邮件带有病毒，已隔离",
  unscanned: "邮件未能完成病毒扫描",
  "wrong-workbook": "填报表不是本单位本月的",
  "no-entry": "没有读出可以登记的内容",
};

interface At {
  sheet: string;
  cell: string;
}
interface InCell extends At {
  measure: string;
  column: string;
  found: string;
}
const place = ({ sheet, cell }: At): string => `“${sheet}”表 ${cell}`;
const where = (at: InCell): string => `${place(at)}（${at.measure}，${at.column}）`;

const shortDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const LAMP_NAME: Record<Lamp, string> = { red: "红", yellow: "黄", gray: "灰", green: "绿", blue: "蓝" };
const LAMP_TEXT: Record<Lamp, string> = {
  red: "超期未完成或者暂停",
  yellow: "进展滞后",
  gray: "未说明进展",
  green: "按计划推进",
  blue: "已完成",
};

/** Every sentence that the rules say to whoever reports, in Chinese. A second language is a second one of these. */
export const zh = {
  /** Names of files. */
  documents: {
    bulletin: (of: PeriodText, isPreview: boolean): string =>
      `${of}进展情况通报（${isPreview ? "预览" : "草稿"}）.docx`,
    ledger: (of: PeriodText, isPreview: boolean): string => `${of}进展情况台账${isPreview ? "（预览）" : ""}.xlsx`,
  },
  period,
  /** `5月7日（星期二）`, with its year. */
  day: (day: Day): string =>
    `${yearOf(day)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（星期${"一二三四五六日"[weekdayOf(day) - 1]}）`,
  statuses,
  /** Two lamps, never mixed: this is how the work stands. Rule DG-3 */
  lamp: {
    names: LAMP_NAME,
    text: LAMP_TEXT,
    why: (why: LampReason): string => {
      switch (why.kind) {
        case "overdue":
          return `完成时限${shortDay(why.day)}已过，尚未完成`;
        case "paused":
          return "单位填报暂停";
        case "said-behind":
          return "单位填报滞后";
        case "slow":
          return `完成${why.percent}%，时间已过${why.elapsed}%`;
        case "no-progress":
          return `${statuses["no-progress"]}，未说明总体进度`;
        case "silent":
          return "未报送";
        case "exempt":
          return "经同意免报";
        case "on-course":
          return "按计划推进";
        case "done":
          return "单位填报已完成";
      }
    },
  },
  held,
  heldSentence: (reason: HeldReason): string => `${held[reason]}。`,
  /** What no person writes by chance: an example that comes back is none of theirs. */
  example: EXAMPLE,
  exampleOf,

  report: {
    twice: (code: string): string =>
      `${code} 在这一次报送里写了两次，内容不同，无法确定以哪一次为准，均未登记。请只留一条后重新发来。`,
    unfit: (code: string): string => `${code} 里有过大的数字或过长的文字（每项不超过1000字）。请核对后重发这一条。`,
    empty: (code: string): string =>
      `${code} 没有写进展。请写明做了什么、完成多少，或写“本月无进展”。例如：${exampleOf(code)}`,
    unknown: (code: string, first: string | undefined): string =>
      `“${code}”不是贵单位本月要报送的措施编号。请从提醒邮件或填报表中核对编号${first ? `，例如 ${first}` : ""}，改正后重新发来。`,
    nothing: (code: string | undefined): string =>
      `没有读出进展内容。请在回复正文里写明编号和进展${code ? `，例如“${exampleOf(code)}”` : ""}，或填写附件表格后发回。`,
    severalDuties: (code: string, duties: number): string =>
      `${code} 对应您负责的 ${duties} 项报送任务。请分别回复各自的提醒邮件。`,
    quoted: (line: string): string =>
      `“${line}”以“>”开头，像是引用的内容，没有登记。如果是您填写的，请去掉“>”再报这一行。`,
    nothingToAsk: "这个月的报告已经报齐、免报或汇总关闭，不再需要延期或免报。",
    severalToAsk: (duties: number): string =>
      `您负责 ${duties} 项报送任务，无法确定申请的是哪一项。请分别回复各自的提醒邮件提出。`,
    severalToObject: (duties: number): string =>
      `您负责 ${duties} 项报送任务，无法确定对哪一项的评分有异议。请分别回复各自的评分邮件提出。`,
    noObjection: {
      "no-score": "这个月还没有评分，或没有设置评分规则，异议未登记。",
      final: "提出异议的期限已过，这个月的评分已经确定，异议未登记；来件已留存并告知计划牵头办公室。",
      "nothing-charged": "这个月没有扣分，异议未登记；来件已留存并告知计划牵头办公室。",
      "no-why": "没有写明理由，异议未登记。请写明哪一条扣分不对、为什么，重新发来。",
    } satisfies Record<Unobjectable, string>,
    more: (left: number): string => `另有 ${left} 处类似的问题没有逐一列出。请先改正以上各处再发。`,
  },

  file: {
    named: (name: string, problem: string): string => `《${name}》${problem}`,
    inTwo: (code: string, one: string, other: string): string =>
      `${code} 在《${one}》和《${other}》中填写的内容不一致，均未登记。请只保留一份，重新发送这一项。`,
    inBoth: (code: string): string =>
      `${code} 正文和附件表格都写了且不一致，已按附件表格登记。如应以正文为准，请单独回复这一项。`,
    said: {
      form: (count: number): string => `填报表，读出${count}项`,
      table: (count: number): string => `自制表格，读出${count}项`,
      text: (count: number): string => `文字材料，读出${count}项`,
      evidence: "作为佐证留存，内容未读取",
      unreadable: "未能读取，原件已留存",
    },
    otherFormat: (name: string): string =>
      `附件“${name}”没有收下：不收这种格式。请改为 PDF、图片（.jpg、.png）、.docx 或 .xlsx 后再上传。`,
    otherContent: (name: string, ending: string): string =>
      `附件“${name}”没有收下：内容与后缀 .${ending} 不符，或文件已损坏。请打开核对，另存后再上传。`,
    tooMany: (most: number, left: number): string =>
      `一次最多上传 ${most} 个文件，其余 ${left} 个没有收下。请再次提交，补传其余文件。`,
    pageAndFile: (code: string): string =>
      `${code} 页面和上传的文件都填了，已按文件登记。如应以页面所填为准，请再提交一次（所填内容已留在草稿中）。`,
  },

  /** Why somebody could not be told, for whoever decides. */
  unreached: {
    noContact: "名录中没有联系人",
    noReminder: "截止前没有一封提醒送达，暂不督办。请核对联系人后电话告知",
    noOneOnRung: (rung: string): string => `“${rung}”一级没有联系人，已转下一级`,
    returned: "邮件被退回",
    returnedForNow: "邮件暂时被退回（如邮箱已满）",
    bot: "群机器人",
    left: "已不在岗，未发送，转给接手的人",
    suppressed: "此前的邮件被退回，未再发送",
  },

  form: {
    columns,
    sheet: "进展填报",
    marks: "标识",
    font: { text: "宋体", heading: "黑体" },
    title: (unit: string, of: PeriodText): string => `${unit}${of}进展填报表`,
    /** What the titles of all units' forms of a period end with; whether a text is the title of any. */
    titleEnds: {
      ofPeriod: (of: PeriodText): string => `${of}进展填报表`,
      ofAny: (text: string): boolean => text.endsWith("进展填报表"),
    },
    headline: (plan: string, title: string): string => `${plan}——${title}`,
    fileName: (unit: string, of: PeriodText): string => `${unit}-${of}进展填报表.xlsx`,
    how: (due: string): string =>
      `请在 ${due}24:00 前填写黄色单元格，保存后作为附件直接回复邮件发回；可以只填一部分、分几次发。灰色部分不必改动。`,
    what: "“本月进展”写清做了什么、完成多少（每格不超过 1000 字）；没有进展的，“本月状态”选“本月无进展”。",
    secrecy: "涉密、敏感信息禁止填报。",
    pages: "&L涉密、敏感信息禁止填报&C第 &P 页，共 &N 页",
    last: { problems: (said: string): string => `问题：${said}`, next: (said: string): string => `下一步：${said}` },
    standing: (parts: readonly string[]): string => parts.join("，"),
    tooLong: { title: "内容过长", text: (most: number): string => `每格不超过 ${most} 字，详细材料请另附文件。` },
    choose: { title: "请从列表中选择", text: `可选：${statusList}。` },
    percent: {
      title: "完成比例",
      hint: "填 0 到 100 之间的数字，例如 60。",
      text: "请填 0 到 100 之间的数字，例如 60。",
    },
    figures: {
      title: "累计完成数",
      one: (unit: string): string => `填至本月底的累计数，单位：${unit}。`,
      many: (units: string): string => `按左边的顺序填累计数，用分号隔开，例如 2.5；1。单位：${units}。`,
      unit: "个",
      between: "；",
    },
  },

  /** What is wrong with a field of the form's page. */
  field: {
    notANumber: (column: string, found: string): string => `“${column}”里的“${found}”不是数字。请只填数字，例如 60。`,
    fraction: (column: string, found: string, percent: number): string =>
      `“${column}”里的“${found}”可能是 ${found}%，也可能是 ${percent}%。请写上百分号，例如 60%。`,
    outOfRange: (column: string, found: string): string =>
      `“${column}”里的“${found}”不在 0 到 100 之间。请填 0 到 100 之间的数字，例如 60。`,
    someFigures: (column: string, targets: number): string =>
      `“${column}”只填了一部分。该措施有 ${targets} 项量化指标，请都填上累计数，或都不填。`,
    status: (column: string, found: string): string => `“${column}”里的“${found}”不在选项中。请选：${statusList}。`,
    tooLong: (column: string, most: number): string => `“${column}”超过 ${most} 字。请精简，详细材料可作为附件上传。`,
    of: (code: string, problem: string): string => `${code}：${problem}`,
  },

  /** What is wrong with a workbook that came back: where, what, what to do. */
  workbook: {
    "file/not-xlsx":
      "附件不是 .xlsx 表格。请在收到的填报表中填写，保存后直接发回（例如 区水务局-2024年4月进展填报表.xlsx）。",
    "file/old-format":
      "附件是 .xls、.et 等旧格式或加密文件，系统无法读取。请在 Excel 或 WPS 中取消密码，“另存为”.xlsx 格式后重新发送。",
    "file/encrypted": "附件设了打开密码，系统无法读取。请取消密码后重新发送。",
    "file/macros": "附件带有宏，为安全起见不予读取。请“另存为”不带宏的 .xlsx 或 .docx 格式后重新发送。",
    "file/old-document":
      "附件是 .doc、.wps 等旧格式文档，系统无法读取。请“另存为”.docx 格式，或把内容写进邮件正文后重新发送。",
    "file/archive": "附件是 .rar、.7z 等格式的压缩包，系统无法读取。请改用 .zip，或不压缩直接添加附件后重新发送。",
    "file/nested": "压缩包里还有压缩包，系统未读取里面的一层。请解开后直接添加附件重新发送。",
    "file/too-big": "附件过大，系统未读取。请删去表中的图片和多余的工作表后重新发送；佐证材料请另附文件。",
    "file/hostile":
      "附件的内部结构异常，为安全起见不予读取。请在 Excel 或 WPS 中打开，“另存为”新的 .xlsx 文件后重新发送。",
    "file/far-cell":
      "表格在很远的行或列（第 3000 行或第 100 列以外）有内容，系统未读取。请删去表格以外的内容后重新发送。",
    "file/damaged": "附件已损坏，无法打开。请在 Excel 或 WPS 中确认能够打开，“另存为”.xlsx 格式后重新发送。",
    otherPlan: (found: string, expected: string): string =>
      `整份表格未记录：这是“${found}”的填报表，应为“${expected}”。请填写对应的填报表后重新发送。`,
    otherPeriod: (found: string, expected: string): string =>
      `整份表格未记录：这是${found}的填报表，应为${expected}。请改用本月的填报表填写后重新发送。`,
    otherUnit: (found: string, expected: string): string =>
      `整份表格未记录：这是${found}的填报表，应为${expected}。请填写贵单位的填报表后重新发送。`,
    noTable: "整份表格未记录：没有找到带“编号”“本月进展”等栏名的表头。请保留填报表的表头行后重新发送。",
    blank: "表中没有填写任何内容。请在黄色单元格中填写后重新发送；确无进展的，“本月状态”请选“本月无进展”。",
    missingColumn: (sheet: string, column: string): string =>
      `“${sheet}”表缺少“${column}”一栏。请改用原填报表，不要删除栏目。`,
    columnTwice: (sheet: string, column: string, cell: string): string =>
      `整份表格未记录：“${sheet}”表有两个“${column}”栏（另一个在 ${cell}）。请只保留一个后重新发送。`,
    foreignRow: (at: At, found: string): string =>
      `${place(at)}：编号“${found}”不在贵单位本月的填报范围内，该行未记录。请核对编号，例如 碧水-4-5。`,
    unknownRow: (at: At, found: string): string =>
      `${place(at)}：${found ? `“${found}”不是措施编号` : "没有编号"}，该行未记录。请把内容填到对应措施的行中，例如编号 碧水-4-5 的那一行。`,
    twoCodes: (at: At, found: string, measure: string): string =>
      `${place(at)}：编号写的是“${found}”，而该行原为“${measure}”，无法确定填的是哪一项，该行未记录。请对照原表核对后重新填写。`,
    duplicateRow: (at: At, measure: string, first: string): string =>
      `${place(at)}：${measure} 在 ${first} 已填过一次且内容不同，两行均未记录。请只保留一行。`,
    noWords: (at: At, measure: string): string =>
      `${place(at)}：${measure} 没有填写进展，未记录。请写明本月做了什么，例如“完成管线施工 1.2 公里”；确无进展的，“本月状态”请选“本月无进展”。`,
    notANumber: (at: InCell): string => `${where(at)}：“${at.found}”不是数字。请只填数字，例如 60。`,
    date: (at: InCell): string =>
      `${where(at)}：单元格成了日期（${at.found}）。请把单元格格式改为“常规”后填数字，例如 60。`,
    fraction: (at: InCell, percent: number): string =>
      `${where(at)}：“${at.found}”可能是 ${at.found}%，也可能是 ${percent}%。请填 0 到 100 之间的数字并写上百分号，例如 60%。`,
    outOfRange: (at: InCell): string =>
      `${where(at)}：“${at.found}”不在 0 到 100 之间。请填 0 到 100 之间的数字，例如 60。`,
    figureCount: (at: InCell): string =>
      `${where(at)}：“${at.found}”的个数与该措施的量化指标不一致。有几项指标就按顺序填几个累计数，用分号隔开，例如 2.5；1。`,
    noTarget: (at: InCell): string =>
      `${where(at)}：该措施没有量化指标，“${at.found}”无处可记。请把数字写进“本月进展”，例如“巡查 12 次”。`,
    status: (at: InCell): string => `${where(at)}：“${at.found}”不在选项中。请选：${statusList}。`,
    tooLong: (at: InCell, most: number): string =>
      `${where(at)}：超过 ${most} 字。请精简后重新填写，详细材料可作为附件，例如“详见附件1”。`,
    error: (at: InCell): string =>
      `${where(at)}：公式${at.found ? `出错（${at.found}）` : "没有结果"}。请改为直接填写内容或数字，例如 60。`,
  },
};

/** What every language says. */
export type CoreWords = typeof zh;
