import { z } from "zod";
import { addDays, type Day, lastDayOf, type Month } from "./day.ts";
import { type Deadline, deadlineDay, overdueOn } from "./deadline.ts";
import type { RecordedEntry } from "./duty.ts";
import { elapsedShare, isBehind } from "./gates.ts";

/** How the work on a measure stands, worst first: 红, 黄, 灰 (nothing known), 绿, 蓝 (done). */
export const Lamp = z.enum(["red", "yellow", "gray", "green", "blue"]);
export type Lamp = z.infer<typeof Lamp>;

/** Why a lamp shows what it shows. Percents are whole points. */
export type LampReason =
  | { kind: "overdue"; day: Day }
  | { kind: "paused" | "said-behind" | "no-progress" | "silent" | "exempt" | "on-course" | "done" }
  | { kind: "slow"; percent: number; elapsed: number };

export interface Progress {
  lamp: Lamp;
  why: LampReason;
}

/** What a lead's entry for a month is judged by. */
export interface Course {
  period: Month;
  deadline: Deadline | null;
  /** Latest month for which the unit's work was accepted as done. */
  doneIn: Month | undefined;
  /** Nothing is owed for the month. */
  exempt: boolean;
}

/**
 * How the work stands at the end of a month, by what the unit says and by the calendar; whether it was said in time is another lamp.
 *
 * @rule DG-3 two lamps, never mixed: whether it was reported in time, and whether the work is on schedule, with the reason
 */
export function progressOf(entry: Pick<RecordedEntry, "status" | "percent"> | undefined, course: Course): Progress {
  const { period, deadline, doneIn, exempt } = course;
  if (entry?.status === "done") return { lamp: "blue", why: { kind: "done" } };
  const after = addDays(lastDayOf(period), 1);
  const passed = deadline && overdueOn(after, deadline, doneIn) ? lastPassed(deadline, after) : undefined;
  if (passed) return { lamp: "red", why: { kind: "overdue", day: passed } };
  if (!entry) return { lamp: "gray", why: { kind: exempt ? "exempt" : "silent" } };
  const { status, percent = status === "not-started" ? 0 : undefined } = entry;
  if (status === "paused") return { lamp: "red", why: { kind: "paused" } };
  if (status === "behind") return { lamp: "yellow", why: { kind: "said-behind" } };
  if (percent !== undefined && isBehind(percent, period, deadline)) {
    const elapsed = Math.round((elapsedShare(period, deadline) ?? 0) * 100);
    return { lamp: "yellow", why: { kind: "slow", percent, elapsed } };
  }
  if (status === "no-progress" && percent === undefined) return { lamp: "gray", why: { kind: "no-progress" } };
  return { lamp: "green", why: { kind: "on-course" } };
}

/** The latest of its days that has passed before a day. */
function lastPassed(deadline: Deadline, before: Day): Day | undefined {
  if (deadline.kind === "milestones")
    return deadline.days
      .filter((day) => day < before)
      .toSorted()
      .at(-1);
  return deadlineDay(deadline);
}

export const worstOf = <State extends { progress: Progress }>(states: readonly State[]): State | undefined =>
  states.toSorted((a, b) => rank(a) - rank(b))[0];
const rank = ({ progress }: { progress: Progress }): number => Lamp.options.indexOf(progress.lamp);
