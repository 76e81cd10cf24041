import type { Viewer } from "../core/access.ts";
import type { Waiting } from "../core/board.ts";
import { type Day, type Instant, localTime, type Month, monthOfYear, weekdayOf, yearOf } from "../core/day.ts";
import type { Directory, Role } from "../core/directory.ts";
import type { Lamp, Request, Timeliness } from "../core/duty.ts";
import type { Figure, Status } from "../core/entry.ts";
import type { Language } from "../core/language.ts";
import type { Target } from "../core/measure.ts";
import type { Message, Notice } from "../core/notice.ts";
import type { HeldReason, Outcome, Submission } from "../core/submission.ts";
import { wordsIn } from "../core/words.ts";
import { dayAndMonth, monthName, weekdayName } from "../core/words-en.ts";
import { formWordsIn } from "./form-words.ts";
import type { FormWords } from "./form-words-zh.ts";
import { type Phrase, type Plain, spoken, t } from "./language.ts";

/** How a form says it: one thing is called the same on every page. */
const formWords = (): FormWords => formWordsIn(spoken());

/** The same without colour, in the order in which a board counts them. */
export const TIMELINESS_SIGNS: Record<Timeliness, string> = {
  "on-time": "✓",
  late: "▲",
  partial: "◐",
  open: "○",
  missing: "✕",
  exempt: "－",
};
// Object.keys loses the literal type of a constant object.
export const TIMELINESSES = Object.keys(TIMELINESS_SIGNS) as Timeliness[];
export const timelinessText = (of: Timeliness): string => formWords().timeliness[of];

/** In the order in which a bar shows them. */
export const LAMPS = [
  "done",
  "in-progress",
  "behind",
  "paused",
  "no-progress",
  "not-started",
  "unsaid",
  "missing",
] as const satisfies readonly Lamp[];

export function lampText(lamp: Lamp): string {
  if (lamp === "unsaid") return t("未写状态");
  return lamp === "missing" ? t("未报") : statusText(lamp);
}
export const statusText = (status: Status): string => wordsIn(spoken()).statuses[status];
export const heldText = (reason: HeldReason): string => wordsIn(spoken()).held[reason];

const WAITING = {
  approval: "督办待批准",
  request: "延期、免报待决定",
  review: "报告待审核",
  warnings: "内容有疑点",
} as const satisfies Record<Waiting, Phrase>;
export const waitingText = (waits: Waiting): string => t(WAITING[waits]);

const STEPS = {
  opening: "首次通知",
  reminder: "提醒",
  "due-day": "截止日提醒",
} as const satisfies Record<string, Phrase>;
const NUMERALS = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** `首次通知`, `二级·黄牌督办`; nothing told is `—`. */
export function stepText(step: string, ladder: readonly { no: number; name: string }[]): string {
  const no = Number(/^rung-(\d+)$/.exec(step)?.[1]);
  if (!no) return wordFor(step, STEPS) || "—";
  const name = ladder.find((rung) => rung.no === no)?.name;
  return [t("{no}级", { no: spoken() === "zh" ? (NUMERALS[no] ?? no) : no }), ...(name ? [name] : [])].join(t("·"));
}

/** A word for a name that was stored; the name itself when there is none. */
export function wordFor(name: string, phrases: Readonly<Record<string, Plain>>): string {
  const phrase = phrases[name];
  return phrase ? t(phrase) : name;
}

/** Why a form did nothing, by the code in an address; undefined for any other text. */
export function saidOf(code: string | undefined, phrases: Readonly<Record<string, Plain>>): string | undefined {
  const phrase = Object.entries(phrases).find(([each]) => each === code)?.[1];
  return phrase && t(phrase);
}

const ROLES = {
  liaison: "联络员",
  "section-head": "科室负责人",
  deputy: "分管领导",
  head: "主要负责人",
  operator: "行动计划牵头办公室",
  supervisor: "督查负责人",
} as const satisfies Record<Role, Phrase>;
export const roleText = (role: Role): string => t(ROLES[role]);

/** `区水务局联络员`: what somebody is, by the first of their posts. */
export function postText({ posts }: Viewer, { units }: Directory): string {
  const [post] = posts;
  const unit = post && units.find(({ id }) => id === post.unit);
  return post ? t("{unit}{role}", { unit: unit?.name ?? "", role: roleText(post.role) }) : "";
}

export const NOTICES = {
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
} as const satisfies Record<Notice["kind"], Phrase>;

export const MESSAGE_STATES = {
  pending: "待发送",
  claimed: "发送中",
  sent: "已发送",
  dropped: "已不需要，未发送",
  failed: "未能送达",
} as const satisfies Record<Message["state"], Phrase>;

export const OUTCOMES = {
  recorded: "已登记",
  held: "待核实",
  dismissed: "不予登记",
  service: "系统邮件",
} as const satisfies Record<Outcome["kind"] | "dismissed", Phrase>;

const DOORS = { mail: "邮件", webhook: "接口", form: "网页" } as const satisfies Record<Submission["door"], Phrase>;
export const doorText = (door: Submission["door"]): string => t(DOORS[door]);

const PLACED = {
  token: "按来信中的编号",
  thread: "按所回复的邮件",
  sender: "按发件单位唯一的待报任务",
  door: "按报送地址",
  person: "由人工指定",
} as const satisfies Record<NonNullable<Submission["placedBy"]>, Phrase>;
export const placedText = (by: NonNullable<Submission["placedBy"]>): string => t(PLACED[by]);

const REQUESTS = { extension: "延期", exemption: "免报" } as const satisfies Record<Request["kind"], Phrase>;
export const requestText = (kind: Request["kind"]): string => t(REQUESTS[kind]);

/** `2024年4月`. */
export const monthText = (of: Month): string => wordsIn(spoken()).period(of, 1);

/** Parts of dates, as people write them. */
const DATES: Record<
  Language,
  { month: (no: number) => string; day: (day: Day) => string; weekday: (day: Day) => string }
> = {
  zh: {
    month: (no) => `${no}月`,
    day: (day) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`,
    weekday: (day) => `周${"一二三四五六日"[weekdayOf(day) - 1]}`,
  },
  en: {
    month: (no) => monthName(no).slice(0, 3),
    day: dayAndMonth,
    weekday: (day) => weekdayName(day).slice(0, 3),
  },
};

/** `5月`, in a row of months of one year. */
export const shortMonthText = (of: Month): string => DATES[spoken()].month(monthOfYear(of));
/** `5月7日`; with its weekday `5月7日（周二）`; and with its year. */
export const shortDayText = (day: Day): string => DATES[spoken()].day(day);
export const dayText = (day: Day): string => formWords().day(day);
export const fullDayText = (day: Day): string => t("{year}年{day}", { year: yearOf(day), day: dayText(day) });

/** `5月7日 周二 09:00`, in the zone of the plan. */
export function timeText(at: Instant, zone: string): string {
  const { day, time } = localTime(at, zone);
  return t("{day} {weekday} {time}", { day: shortDayText(day), weekday: DATES[spoken()].weekday(day), time });
}

/** `2024-05-07 09:00`, in the zone of the plan. */
export function stampText(at: Instant, zone: string): string {
  const { day, time } = localTime(at, zone);
  return `${day} ${time}`;
}

/** How long there is until a due day, or since. */
export function leftText(workingDays: number): string {
  if (workingDays === 0) return t("今天截止");
  return workingDays > 0
    ? t("还有 {days} 个工作日", { days: workingDays })
    : t("已过 {days} 个工作日", { days: -workingDays });
}

export const figureText = (figure: Figure): string => formWords().figure(figure);
export const targetText = (target: Target): string => formWords().target(target);

/** `12.3 KB`. */
export const sizeText = (bytes: number): string =>
  bytes < 1024
    ? t("{bytes} 字节", { bytes })
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`;

/** `甲、乙、丙`. */
export const listText = (of: readonly string[]): string => of.join(t("、"));

/** A subject as people read it: without the token that lets a reply find its duty. */
export const subjectText = (subject: string): string =>
  subject.replace(/\s*\[(?:编号|Ref) [^\]]*\]/gu, "").trim() || t("（无主题）");
