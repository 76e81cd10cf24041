import { type Instant, localTime, weekdayOf } from "../../../functions/core/day.ts";
import type { Notice } from "../../../functions/core/notice.ts";
import type { Facts } from "./promises.ts";

export interface TimelineLine {
  /** Local: `2024-04-29 周一 09:00`, or `全天` for what goes on all day. */
  at: string;
  what: string;
}

/** What went out and came in as the records have it: messages of the day at their time, answers and receipts by the day. */
export function timelineOf({ messages, submissions }: Facts, zone: string): TimelineLine[] {
  const event = (at: Instant, way: string, what: string, atOnce: boolean) => ({
    when: timeText(at, zone, atOnce),
    way,
    what,
  });
  const out = messages.flatMap(({ sentAt, notices }) =>
    sentAt
      ? [event(sentAt, "发出", [...new Set(notices.map(wordsOf))].join("、"), notices[0]?.kind === "receipt")]
      : [],
  );
  const came = submissions.flatMap(({ at, outcome, again }) => [
    event(at, "收到", OUTCOMES[outcome.kind], true),
    ...again.map((when) => event(when, "收到", "重复", true)),
  ]);
  const lines = Map.groupBy([...out, ...came], ({ when, way }) => `${when}|${way}`);
  return [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, events]) => ({
      at: key.split("|")[0] ?? "",
      what: `${key.split("|")[1]} ${events.length} 件：${tallied(events.map(({ what }) => what))}`,
    }));
}

const OUTCOMES = { recorded: "登记", held: "待处理", service: "系统邮件" } as const;

const STEPS: Record<string, string> = { opening: "首次通知", reminder: "提醒", "due-day": "截止日提醒" };
const DIGESTS = { open: "未报名单", missing: "逾期名单", weekly: "每周逾期", closing: "月度摘要" } as const;

function wordsOf(notice: Notice): string {
  switch (notice.kind) {
    case "reminder":
      return STEPS[notice.step] ?? notice.step;
    case "rung":
      return `第 ${notice.rung} 级督办`;
    case "digest":
      return DIGESTS[notice.digest];
    case "approve":
      return "督办待批准";
    case "receipt":
      return "回执";
    case "held":
      return "来信待处理";
    case "preflight":
      return "通讯录缺漏";
    case "undeliverable":
      return "无法送达";
    case "gap":
      return "运行中断";
    case "deadline":
      return "措施时限预警";
    case "returned":
      return "退回";
    case "request":
      return "单位申请";
    case "ruling":
      return "申请答复";
    case "moved":
      return "报送日变动";
    case "overdue":
      return "超期措施";
    case "score":
      return "评分";
    case "objection":
      return "评分异议";
    case "objection-ruling":
      return "异议答复";
    case "undecided":
      return "待决定事项";
    case "sign-in":
      return "登录链接";
    case "handover":
      return "联系人交接";
  }
}

const tallied = (words: readonly string[]): string =>
  [...Map.groupBy([...words].sort(), (word) => word)].map(([word, all]) => `${word} ${all.length}`).join("，");

const WEEKDAYS = "一二三四五六日";

function timeText(at: Instant, zone: string, wholeDay: boolean): string {
  const { day, time } = localTime(at, zone);
  return `${day} 周${WEEKDAYS[weekdayOf(day) - 1]} ${wholeDay ? "全天 " : time}`;
}
