import { z } from "zod";
import { addDays, Day, firstDayOf, Instant, type Month, weekdayOf, yearOf } from "./day.ts";

/** Whose days off: a region's code, `cn`, `gb`. */
export const CalendarName = z
  .string()
  .regex(/^[a-z]{2}(-[a-z0-9]{1,10})?$/)
  .brand<"CalendarName">();
export type CalendarName = z.infer<typeof CalendarName>;
export const CHINA = CalendarName.parse("cn");

/** What one yearly notice says: the State Council's, or another region's (`data/holidays/<calendar>/<year>.json`). */
export const HolidayNotice = z
  .strictObject({
    calendar: CalendarName.default(CHINA),
    year: z.int().min(2000).max(2100),
    /** Number of the notice, and the day it was issued, where it has one. */
    source: z.string().min(1),
    issuedOn: Day.optional(),
    /** Days off, first and last, with the holiday's name. */
    off: z.array(z.strictObject({ name: z.string(), from: Day, to: Day })).min(1),
    /** Weekend days that are worked (调休). */
    worked: z.array(Day),
    /** Days off that fall on the same date every year, `12-25`: they count in years whose notice has not come. */
    fixed: z.array(z.string().regex(/^(0[1-9]|1[0-2])-\d\d$/)).optional(),
    /** Who loaded it, where somebody did. */
    loaded: z.strictObject({ by: z.string(), at: Instant }).optional(),
  })
  .superRefine(({ off, worked }, context) => {
    for (const { name, from, to } of off)
      if (from > to)
        context.addIssue({
          code: "custom",
          message: `${name}：开始日期 ${from} 晚于结束日期 ${to}。请核对。`,
        });
    for (const day of worked)
      if (weekdayOf(day) < 6)
        context.addIssue({
          code: "custom",
          message: `调休上班日 ${day} 不是周末。请核对。`,
        });
  });
export type HolidayNotice = z.infer<typeof HolidayNotice>;

const isOf = (a: HolidayNotice, b: HolidayNotice): boolean => a.calendar === b.calendar && a.year === b.year;
const saysSame = ({ loaded: _, ...a }: HolidayNotice, { loaded: __, ...b }: HolidayNotice): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** All notices once more have come: each takes the place of the one of its calendar and year; and which of them say something new. */
export function withNotices(
  before: readonly HolidayNotice[],
  more: readonly HolidayNotice[],
): { after: HolidayNotice[]; fresh: { notice: HolidayNotice; isNew: boolean }[] } {
  const kept = before.filter((notice) => !more.some((other) => isOf(notice, other)));
  return {
    after: [...kept, ...more].sort((a, b) => a.year - b.year),
    fresh: more
      .filter((notice) => !before.some((old) => saysSame(old, notice)))
      .map((notice) => ({ notice, isNew: !before.some((old) => isOf(old, notice)) })),
  };
}

/** Which days are worked, as far as notices tell. */
export interface WorkCalendar {
  notices: ReadonlyMap<number, Notice>;
  /** Off in a year without a notice: `10-01`. */
  fixed: ReadonlySet<string>;
}
interface Notice {
  off: ReadonlySet<Day>;
  worked: ReadonlySet<Day>;
}

/** A region's calendar made of its notices; a day may be named by the notice of the year before or after (元旦). */
export function workCalendar(all: readonly HolidayNotice[], name = CHINA): WorkCalendar {
  const notices = all.filter(({ calendar }) => calendar === name);
  const off = new Set(notices.flatMap((notice) => notice.off.flatMap(({ from, to }) => daysFromTo(from, to))));
  const worked = new Set(notices.flatMap((notice) => notice.worked));
  return {
    notices: new Map(notices.map(({ year }) => [year, { off, worked }])),
    fixed: new Set(notices.findLast(({ fixed }) => fixed)?.fixed ?? (name === CHINA ? FIXED_HOLIDAYS : [])),
  };
}

/** Every region's calendar, each made once. */
export function calendarsOf(notices: readonly HolidayNotice[]): (name: CalendarName) => WorkCalendar {
  const made = new Map<CalendarName, WorkCalendar>();
  return (name) => {
    const calendar = made.get(name) ?? workCalendar(notices, name);
    made.set(name, calendar);
    return calendar;
  };
}

/** @rule CA-1 whether a day is worked: weekdays but for days off, and make-up weekends */
export function isWorkingDay(day: Day, calendar: WorkCalendar): boolean {
  const notice = calendar.notices.get(yearOf(day));
  if (notice?.worked.has(day)) return true;
  if (weekdayOf(day) > 5) return false;
  return notice ? !notice.off.has(day) : !calendar.fixed.has(day.slice(5));
}

/** @rule CA-2 whether a day lies in a year whose notice has not come */
export const isProvisional = (day: Day, calendar: WorkCalendar): boolean => !calendar.notices.has(yearOf(day));

/**
 * The working day so many working days after a day (before it when negative). The day itself is not counted.
 *
 * @rule CA-1
 */
export function addWorkingDays(from: Day, workingDays: number, calendar: WorkCalendar): Day {
  const step = Math.sign(workingDays);
  let day = from;
  for (let left = Math.abs(workingDays); left > 0; ) {
    day = addDays(day, step);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** The n-th working day of a month, from 1. @rule CA-1 */
export const workingDayOf = (month: Month, n: number, calendar: WorkCalendar): Day =>
  addWorkingDays(addDays(firstDayOf(month), -1), n, calendar);

/**
 * Working days from one day to another.
 *
 * @param from  calendar day in the plan's time zone; the count starts the day after it
 * @param to    calendar day in the same time zone; it is itself counted
 * @returns     whole working days: 0 when `to` is `from`, negative when `to` has passed
 * @source      data/README.md, “How make-up working days are counted”
 * @rule        CA-1
 */
export function workingDaysBetween(from: Day, to: Day, calendar: WorkCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar);
  let days = 0;
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, calendar)) days += 1;
  }
  return days;
}

/** China's statutory days that fall on the same date every year: 元旦, 劳动节, 国庆节. */
const FIXED_HOLIDAYS = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"];

function daysFromTo(from: Day, to: Day): Day[] {
  const days = [from];
  for (let day = from; day < to; ) {
    day = addDays(day, 1);
    days.push(day);
  }
  return days;
}
