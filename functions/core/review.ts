import { addWorkingDays, isWorkingDay, type WorkCalendar } from "./calendar.ts";
import { decidersFor, pressedFor } from "./contacts.ts";
import type { Day, Instant } from "./day.ts";
import type { Directory, Mailbox, UnitId } from "./directory.ts";
import { type Duty, isWanted, type Request, type Standing } from "./duty.ts";
import type { MeasureId } from "./measure.ts";
import { unitsOf } from "./placing.ts";
import type { PlanSettings } from "./plan-settings.ts";

/** Who decides, and when. */
export interface By {
  by: Mailbox;
  at: Instant;
}

/** What an operator finds of a report (审核). */
export type Verdict =
  | { kind: "accept" }
  /** @param hollow  for lack of substance  @param measures  those that want another entry; all when absent */
  | { kind: "return"; why: string; hollow: boolean; measures?: readonly MeasureId[] };

/** What was decided about a request; an extension is until a day, asked for or another. */
export type Ruling = { granted: true; until?: Day; why?: string } | { granted: false; why: string };

/**
 * Whether somebody may decide about a unit's reports and requests.
 *
 * @rule RV-2 nobody reviews their own unit
 */
export const mayDecide = (
  by: Mailbox,
  unit: UnitId,
  settings: Pick<PlanSettings, "operator" | "supervision">,
  directory: Directory,
): boolean =>
  decidersFor(unit, settings, directory).some(({ mail }) => mail === by) &&
  !unitsOf(by, directory).some(({ id }) => id === unit);

/** Whether somebody may decide about a rung that waits; where nobody else may, whoever is told that it waits (ES-3). */
export const mayApprove = (
  by: Mailbox,
  unit: UnitId,
  settings: Pick<PlanSettings, "operator" | "supervision">,
  directory: Directory,
): boolean =>
  mayDecide(by, unit, settings, directory) ||
  (decidersFor(unit, settings, directory).length === 0 &&
    pressedFor(unit, settings, directory).some(({ mail }) => mail === by));

/** Whether a report waits for review: it is complete, and nobody has looked at it as it stands. */
export const wantsReview = ({
  completeAt,
  closed,
  review,
}: Pick<Standing, "completeAt" | "closed" | "review">): boolean =>
  completeAt !== null && !closed && review === undefined;

/**
 * Whether a month's reports that wait for review are by themselves worth a message today.
 *
 * @rule RV-4 whoever reviews is told of what waits the working day after the due day and the one before closing, and beside
 * whatever else waits
 */
export const isReviewDay = (
  today: Day,
  { due, closes }: Pick<Duty["days"], "due" | "closes">,
  calendar: WorkCalendar,
): boolean => today === addWorkingDays(due, 1, calendar) || today === addWorkingDays(closes, -1, calendar);

/** So many working days a unit has after a return. */
const AFTER_RETURN = 2;
const REASON = { least: 2, most: 500 } as const;
const isReason = (why: string): boolean => why.trim().length >= REASON.least && why.length <= REASON.most;

/** Why nothing was decided, for whoever wanted to. */
export const UNDECIDED_WORDS = {
  "no-duty": "该单位这个月没有报送任务。请核对单位和月份。",
  "not-yours":
    "这个单位的报送不由您决定：计划牵头单位自己的由督查部门决定，其余由牵头办公室决定，本单位的人不能审核本单位。",
  closed: "这个月已经汇总关闭，不能再审核或延期。确需更正的，请在次月处理。",
  incomplete: "报告还没有报齐，不能通过。请等报齐，或退回已报的部分。",
  "nothing-to-return": "没有可以退回的条目。请核对编号，已登记的条目才能退回。",
  "no-why": `没有写明理由。请写 ${REASON.least} 至 ${REASON.most} 字。`,
  "no-request": "该单位没有等待决定的申请，可能已由别人处理。请刷新后核对。",
  "bad-day": "延期的日期应是今天以后、当月汇总关闭以前的工作日。请换一天。",
} as const;
export type Undecided = keyof typeof UNDECIDED_WORDS;

/**
 * A duty after a verdict, or why it cannot be given.
 *
 * @rule RV-1 accept, or return with a reason: a return takes entries back, starts a new round due two working days later, and
 * leaves the time of completion as it was, unless the report lacked substance
 */
export function reviewed(
  duty: Duty,
  verdict: Verdict,
  { by, at }: By,
  today: Day,
  calendar: WorkCalendar,
): { duty: Duty } | { undecided: Undecided } {
  if (duty.closed) return { undecided: "closed" };
  if (verdict.kind === "accept")
    return duty.completeAt ? { duty: { ...duty, accepted: { by, at } } } : { undecided: "incomplete" };
  const { why, hollow, measures } = verdict;
  if (!isReason(why)) return { undecided: "no-why" };
  const { kept, taken } = divided(duty, measures);
  if (Object.keys(taken).length === 0) return { undecided: "nothing-to-return" };
  const { accepted, awaits, ...rest } = duty;
  const wanted: Duty = {
    ...rest,
    ...newRound(duty, addWorkingDays(today, AFTER_RETURN, calendar), today, calendar),
    entries: kept,
    completeAt: null,
    returned: {
      by,
      at,
      why: why.trim(),
      hollow,
      ...(!hollow && lackedSubstance(duty) && { wasHollow: true as const }),
      entries: { ...returnedStill(duty), ...taken },
    },
    stamp: {
      due: duty.stamp?.due ?? duty.days.due,
      completeAt: hollow ? null : (duty.stamp?.completeAt ?? duty.completeAt),
    },
  };
  return { duty: wanted };
}

/** Whether a report was ever returned for lack of substance. */
export const lackedSubstance = ({ returned }: Pick<Duty, "returned">): boolean =>
  Boolean(returned?.hollow || returned?.wasHollow);

/** The entries that stay, and those that are taken back. */
function divided(
  { entries }: Duty,
  measures: readonly MeasureId[] | undefined,
): { kept: Duty["entries"]; taken: Duty["entries"] } {
  const isTaken = (id: string): boolean => measures === undefined || measures.some((each) => each === id);
  const of = (wanted: boolean): Duty["entries"] =>
    Object.fromEntries(Object.entries(entries).filter(([id]) => isTaken(id) === wanted));
  return { kept: of(false), taken: of(true) };
}

/** What an earlier return took back and was not answered since. */
const returnedStill = ({ returned, entries }: Duty): Duty["entries"] =>
  Object.fromEntries(Object.entries(returned?.entries ?? {}).filter(([id]) => !(id in entries)));

/** The round after: with its own due day, and reminded as any round; what it is about has been told on the day given. */
const newRound = (
  { round, days }: Duty,
  due: Day,
  told: Day,
  calendar: WorkCalendar,
): Pick<Duty, "round" | "days" | "told"> => ({
  round: round + 1,
  days: { ...days, reminds: addWorkingDays(due, -1, calendar), due },
  told: [{ step: "opening", day: told }],
});

/**
 * A duty after its unit's request was decided, or why that cannot be.
 *
 * @rule RV-3 an extension starts a new round with the day it names, before the month closes; an exemption owes nothing more; a
 * refusal says why, and changes nothing else
 */
export function ruled(
  duty: Duty,
  ruling: Ruling,
  { by, at }: By,
  today: Day,
  calendar: WorkCalendar,
): { duty: Duty } | { undecided: Undecided } {
  const { request, ...rest } = duty;
  if (!request) return { undecided: "no-request" };
  if (duty.closed) return { undecided: "closed" };
  if (!ruling.granted) return isReason(ruling.why) ? { duty: rest } : { undecided: "no-why" };
  const { awaits, ...freed } = rest;
  if (request.kind === "exemption")
    return { duty: { ...freed, exempt: { by, at, ...(ruling.why && { why: ruling.why }) } } };
  const until = ruling.until ?? request.until;
  if (!until || until <= today || until >= duty.days.closes || !isWorkingDay(until, calendar))
    return { undecided: "bad-day" };
  const { stamp, ...unstamped } = freed;
  const extended: Duty = {
    ...unstamped,
    ...newRound(duty, until, duty.told[0]?.day ?? today, calendar),
    ...(stamp?.completeAt && { stamp }),
  };
  return { duty: extended };
}

/** A duty with a request of its unit, unless there is nothing left to ask for. */
export const asked = (duty: Duty, request: Request): Duty | undefined =>
  isWanted(duty) ? { ...duty, request } : undefined;
