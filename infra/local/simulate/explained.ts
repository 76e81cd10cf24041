import { addWorkingDays } from "../../../functions/core/calendar.ts";
import { type Day, localTime } from "../../../functions/core/day.ts";
import type { Message, Notice } from "../../../functions/core/notice.ts";
import type { Facts } from "./promises.ts";
import type { Ground } from "./told-on-the-day.ts";

/** The rule that asks for each kind of notice. */
const RULES = {
  reminder: "RM-2",
  rung: "ES-1",
  approve: "ES-3",
  receipt: "RP-4",
  held: "RP-7",
  returned: "RV-1",
  request: "RP-14",
  ruling: "RV-3",
  score: "SC-1",
  objection: "SC-8",
  "objection-ruling": "SC-6",
  digest: "DG-1",
  preflight: "RM-8",
  handover: "RM-13",
  undeliverable: "RM-7",
  gap: "I8",
  deadline: "DL-6",
  moved: "CA-4",
  overdue: "DL-8",
  undecided: "PL-9",
  "sign-in": "AC-2",
} satisfies Record<Notice["kind"], string>;

/** Each message that was sent with the rule that asks for each of its notices; which of them no rule asks for on that day. */
export function explained({ messages }: Facts, ground: Ground): { wrong: string[]; counts: Map<string, number> } {
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  for (const message of messages) {
    if (message.state !== "sent") continue;
    for (const notice of message.notices) {
      const rule = ruleOf(notice);
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
      const why = unfit(notice, message, ground);
      if (why) wrong.push(`${message.key} 按 ${rule} 不该在${why}`);
    }
  }
  return { wrong, counts };
}

const ruleOf = (notice: Notice): string =>
  notice.kind === "reminder" && notice.step === "opening" ? "RM-1" : RULES[notice.kind];

/** Why a notice does not belong to when it was sent; rungs and digests are compared day by day elsewhere. */
function unfit(notice: Notice, { sentAt, anyHour }: Message, ground: Ground): string | undefined {
  const { zone, hours } = ground.plan.settings;
  if (!sentAt) return "没有发出时";
  const { day, time } = localTime(sentAt, zone);
  if (!anyHour && (time < hours.from || time > hours.to)) return `${time}`;
  switch (notice.kind) {
    case "reminder":
      return unfitReminder(notice, day, ground);
    case "receipt":
    case "held":
    case "returned":
    case "ruling":
    case "request":
    case "objection-ruling":
    case "objection":
    case "score":
    case "preflight":
    case "handover":
    case "undeliverable":
    case "gap":
    case "deadline":
    case "moved":
    case "overdue":
    case "undecided":
    case "sign-in":
    case "rung":
    case "approve":
    case "digest":
      return undefined;
  }
}

/** The first on the day the month opens, the others the working day before the due day and on it. */
function unfitReminder(
  { period, unit, round, step }: Extract<Notice, { kind: "reminder" }>,
  day: Day,
  { histories, calendar }: Ground,
): string | undefined {
  const history = histories.find(({ duty }) => duty.period === period && duty.unit === unit);
  if (!history) return "没有报送任务时";
  const due = dueIn(round, history);
  const fits =
    step === "opening"
      ? round > 1 || day === history.duty.days.opens
      : step === "reminder"
        ? addWorkingDays(day, 1, calendar) === due
        : day === due;
  return fits ? undefined : `${day}（截止 ${due}）`;
}

/** The due day of a round, as the history says. */
function dueIn(round: number, { rows }: Ground["histories"][number]): Day | undefined {
  let [no, due] = [0, undefined as Day | undefined];
  for (const { kind, detail } of rows) {
    // what a history's rows say is ours
    const said = JSON.parse(detail) as { due?: Day; to?: Day; until?: Day; granted?: boolean };
    const next =
      kind === "DutyOpened" || kind === "ReportReturned"
        ? said.due
        : kind === "DueDayMoved"
          ? said.to
          : kind === "RequestDecided" && said.granted
            ? said.until
            : undefined;
    if (!next) continue;
    no += 1;
    due = next;
    if (no === round) return due;
  }
  return due;
}
