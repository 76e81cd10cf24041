import type { Viewer } from "../core/access.ts";
import type { Waiting } from "../core/board.ts";
import { type Day, type Instant, localTime, weekdayOf, yearOf } from "../core/day.ts";
import type { Directory, Role } from "../core/directory.ts";
import type { Lamp, Timeliness } from "../core/duty.ts";
import type { Figure } from "../core/entry.ts";
import type { Target } from "../core/measure.ts";
import type { Message, Notice } from "../core/notice.ts";
import type { Outcome, Submission } from "../core/submission.ts";

/** In the order in which a board counts them. */
export const TIMELINESS_WORDS: Record<Timeliness, string> = {
  "on-time": "按时",
  late: "逾期",
  partial: "部分",
  open: "未到期",
  missing: "未报",
  exempt: "免报",
};
/** The same without colour. */
export const TIMELINESS_SIGNS: Record<Timeliness, string> = {
  "on-time": "✓",
  late: "▲",
  partial: "◐",
  open: "○",
  missing: "✕",
  exempt: "－",
};
// Object.keys loses the literal type of a constant object.
export const TIMELINESSES = Object.keys(TIMELINESS_WORDS) as Timeliness[];

/** In the order in which a bar shows them. */
export const LAMP_WORDS: Record<Lamp, string> = {
  done: "已完成",
  "in-progress": "推进中",
  behind: "滞后",
  paused: "暂停",
  "no-progress": "本月无进展",
  "not-started": "未启动",
  unsaid: "未写状态",
  missing: "未报",
};
// Object.keys loses the literal type of a constant object.
export const LAMPS = Object.keys(LAMP_WORDS) as Lamp[];

export const WAITING_WORDS: Record<Waiting, string> = {
  approval: "督办待批准",
  request: "延期、免报待决定",
  review: "报告待审核",
  warnings: "内容有疑点",
};

const STEP_WORDS: Record<string, string> = {
  opening: "首次通知",
  reminder: "提醒",
  "due-day": "截止日提醒",
};
const NUMERALS = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** `首次通知`, `二级·黄牌督办`; nothing told is `—`. */
export function stepText(step: string, ladder: readonly { no: number; name: string }[]): string {
  const no = Number(/^rung-(\d+)$/.exec(step)?.[1]);
  if (!no) return STEP_WORDS[step] ?? (step || "—");
  const name = ladder.find((rung) => rung.no === no)?.name;
  return [`${NUMERALS[no] ?? no}级`, ...(name ? [name] : [])].join("·");
}

export const ROLE_WORDS: Record<Role, string> = {
  liaison: "联络员",
  "section-head": "科室负责人",
  deputy: "分管领导",
  head: "主要负责人",
  operator: "行动计划牵头办公室",
  supervisor: "督查负责人",
};

/** `区水务局联络员`: what somebody is, by the first of their posts. */
export function postText({ posts }: Viewer, { units }: Directory): string {
  const [post] = posts;
  const unit = post && units.find(({ id }) => id === post.unit);
  return post ? `${unit?.name ?? ""}${ROLE_WORDS[post.role]}` : "";
}

export const NOTICE_WORDS: Record<Notice["kind"], string> = {
  reminder: "提醒",
  rung: "督办",
  approve: "督办待批准",
  receipt: "回执",
  held: "来信待核实",
  digest: "摘要",
  preflight: "名录检查",
  undeliverable: "无法送达",
  gap: "运行中断",
  deadline: "时限预警",
  moved: "报送日变动",
  overdue: "超期措施",
  undecided: "待定事项",
  returned: "退回",
  request: "申请",
  ruling: "申请的答复",
  score: "评分",
  objection: "评分异议",
  "objection-ruling": "异议的答复",
  "sign-in": "登录链接",
  handover: "交接",
};

export const MESSAGE_STATE_WORDS: Record<Message["state"], string> = {
  pending: "待发送",
  claimed: "发送中",
  sent: "已发送",
  dropped: "已不需要，未发送",
  failed: "未能送达",
};

export const OUTCOME_WORDS: Record<Outcome["kind"] | "dismissed", string> = {
  recorded: "已登记",
  held: "待核实",
  dismissed: "不予登记",
  service: "系统邮件",
};
export const DOOR_WORDS: Record<Submission["door"], string> = {
  mail: "邮件",
  webhook: "接口",
  form: "网页",
};
export const PLACED_WORDS: Record<NonNullable<Submission["placedBy"]>, string> = {
  token: "按来信中的编号",
  thread: "按所回复的邮件",
  sender: "按发件单位唯一的待报任务",
  door: "按报送地址",
  person: "由人工指定",
};

/** `5月7日（周二）`, and with its year. */
export const dayText = (day: Day): string =>
  `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（${weekdayText(day)}）`;
export const fullDayText = (day: Day): string => `${yearOf(day)}年${dayText(day)}`;
const weekdayText = (day: Day): string => `周${"一二三四五六日"[weekdayOf(day) - 1]}`;

/** `5月7日 周二 09:00`, in the zone of the plan. */
export function timeText(at: Instant, zone: string): string {
  const { day, time } = localTime(at, zone);
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日 ${weekdayText(day)} ${time}`;
}

/** `2024-05-07 09:00`, in the zone of the plan. */
export function stampText(at: Instant, zone: string): string {
  const { day, time } = localTime(at, zone);
  return `${day} ${time}`;
}

/** How long there is until a due day, or since. */
export const leftText = (workingDays: number): string =>
  workingDays > 0 ? `还有 ${workingDays} 个工作日` : workingDays === 0 ? "今天截止" : `已过 ${-workingDays} 个工作日`;

const FIGURE_WORDS: Record<Figure["kind"], string> = {
  cumulative: "累计",
  "this-month": "本月",
  target: "目标",
  rate: "",
};
export const figureText = ({ value, unit, kind }: Figure): string => `${FIGURE_WORDS[kind]}${value}${unit}`;

const COMPARATOR_WORDS: Record<Target["comparator"], string> = {
  "=": "为",
  ">=": "不低于",
  "<=": "不高于",
  ">": "高于",
  "<": "低于",
  "≈": "约",
};
export const targetText = ({ metric, comparator, value, unit }: Target): string =>
  `${metric} ${COMPARATOR_WORDS[comparator]} ${value} ${unit}`.trim();

/** `12.3 KB`. */
export const sizeText = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} 字节`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`;

/** A subject as people read it: without the token that lets a reply find its duty. */
export const subjectText = (subject: string): string =>
  subject.replace(/\s*\[(?:编号|Ref) [^\]]*\]/gu, "").trim() || "（无主题）";
