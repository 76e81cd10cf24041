import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** A calendar day in the plan's time zone, `2024-04-29`. Compares as text. */
export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isRealDay, "no such day")
  .brand<"Day">();
export type Day = z.infer<typeof Day>;

/** A calendar month in the plan's time zone, `2024-04`. Compares as text. */
export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .brand<"Month">();
export type Month = z.infer<typeof Month>;

/** An instant in UTC, `2024-04-29T01:00:00.000Z`. Compares as text. */
export const Instant = z.iso.datetime({ precision: 3 }).brand<"Instant">();
export type Instant = z.infer<typeof Instant>;

/** A time of day in the plan's time zone, `09:00`. Compares as text. */
export const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .brand<"TimeOfDay">();
export type TimeOfDay = z.infer<typeof TimeOfDay>;

/** Name of a time zone, `Asia/Shanghai`. */
export const Zone = z.string().refine(isTimeZone, "no such time zone");

/** @throws ZodError when the text is no day of the calendar */
export const day = (text: string): Day => Day.parse(text);
/** @throws ZodError when the text is no month */
export const month = (text: string): Month => Month.parse(text);

export const monthOf = (of: Day): Month => month(of.slice(0, 7));
export const yearOf = (of: Day | Month): number => Number(of.slice(0, 4));
/** 1 is January. */
export const monthOfYear = (of: Month): number => Number(of.slice(5));
export const firstDayOf = (of: Month): Day => day(`${of}-01`);
export const lastDayOf = (of: Month): Day => addDays(firstDayOf(addMonths(of, 1)), -1);
export const dayOf = (year: number, monthOfYear: number, dayOfMonth: number): Day =>
  day(Temporal.PlainDate.from({ year, month: monthOfYear, day: dayOfMonth }, { overflow: "reject" }).toString());
export const monthIn = (year: number, monthOfYear: number): Month =>
  month(`${year}-${String(monthOfYear).padStart(2, "0")}`);

/** The day so many calendar days later (earlier when negative). */
export const addDays = (to: Day, days: number): Day => dayFrom(midnightMs(to) + days * MS_PER_DAY);
export const addMonths = (to: Month, months: number): Month =>
  month(Temporal.PlainYearMonth.from(to).add({ months }).toString());

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (of: Day): number => ((midnightMs(of) / MS_PER_DAY + 3) % 7) + 1;

/** Calendar days from one day to another: 0 for the same day, negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => (midnightMs(to) - midnightMs(from)) / MS_PER_DAY;

/** The instant at which a clock in `zone` shows this day and time. @rule CA-3 */
export const instantAt = (on: Day, at: TimeOfDay | "00:00", zone: string): Instant =>
  toInstant(Temporal.PlainDateTime.from(`${on}T${at}`).toZonedDateTime(zone).epochMilliseconds);

/** What calendars and clocks in `zone` show at an instant. @rule CA-3 */
export function localTime(at: Instant, zone: string): { day: Day; time: TimeOfDay } {
  const local = Temporal.Instant.from(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
  return {
    day: day(local.slice(0, 10)),
    time: TimeOfDay.parse(local.slice(11, 16)),
  };
}

export const dayAt = (at: Instant, zone: string): Day => localTime(at, zone).day;

/** An instant so many milliseconds after another. */
export const after = (at: Instant, ms: number): Instant => toInstant(epochMs(at) + ms);
export const epochMs = (at: Instant): number => Date.parse(at);
// an ISO text in UTC with milliseconds is an instant: every read and write of the table asks for one
export const toInstant = (ms: number): Instant => new Date(ms).toISOString() as Instant;
/** Any ISO text with an offset, as an instant. @throws RangeError when it is none */
export const instant = (text: string): Instant => toInstant(Temporal.Instant.from(text).epochMilliseconds);

// days are counted in UTC, where each has as many milliseconds: a calendar asks for thousands of them at every tick
const MS_PER_DAY = 86_400_000;
const midnightMs = (of: Day): number => Date.parse(`${of}T00:00:00Z`);
// a time's first ten characters are a day
const dayFrom = (ms: number): Day => new Date(ms).toISOString().slice(0, 10) as Day;

function isRealDay(text: string): boolean {
  // 30 February is read as 1 March; a thirteenth month as no time at all
  return new Date(midnightMs(text as Day)).getUTCDate() === Number(text.slice(8));
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
