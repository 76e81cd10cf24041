import { addWorkingDays, type WorkCalendar } from "../../../functions/core/calendar.ts";
import { type Day, type Instant, instantAt, TimeOfDay } from "../../../functions/core/day.ts";
import type { Entry } from "../../../functions/core/entry.ts";
import type { OwnedMeasure } from "../../../functions/core/plan.ts";
import { pick, randomOf } from "./random.ts";

/** How a department answers, as far as we have seen in offices. */
export type Habit =
  | "workbook"
  | "text"
  | "webhook"
  | "workbook-in-two"
  | "text-with-slips"
  | "auto-reply-first"
  | "sends-twice"
  | "late"
  | "asks-extension"
  | "asks-exemption"
  | "never";

const HABITS: readonly [Habit, number][] = [
  ["workbook", 50],
  ["text", 14],
  ["webhook", 8],
  ["workbook-in-two", 6],
  ["text-with-slips", 4],
  ["auto-reply-first", 4],
  ["sends-twice", 3],
  ["late", 7],
  ["asks-extension", 3],
  ["asks-exemption", 1],
  ["never", 4],
];

/** Something a department does at a time. */
export interface Deed {
  at: Instant;
  unit: string;
  /** `all` of its measures, or the first or second half of them. */
  part: "all" | "first" | "second";
  way: "workbook" | "text" | "text-with-slips" | "webhook" | "auto-reply" | "asks-extension" | "asks-exemption";
  /** The day to which it asks for more time. */
  until?: Day;
  times: 1 | 2;
}

/** What a department will do about one period: the same for the same seed. */
export function deedsOf(
  unit: string,
  period: string,
  days: { opens: Day; due: Day },
  zone: string,
  calendar: WorkCalendar,
  seed: number,
): { habit: Habit; deeds: Deed[] } {
  const random = randomOf(seed, period, unit);
  const habit = habitOf(random);
  const on = (day: Day): Instant =>
    instantAt(
      day,
      TimeOfDay.parse(
        `${pick(["09", "10", "11", "14", "15", "16", "17", "20"], random)}:${pick(["07", "22", "38", "51"], random)}`,
      ),
      zone,
    );
  const inTime = addWorkingDays(days.opens, pick([0, 1, 1, 2, 2, 3], random), calendar);
  const late = addWorkingDays(days.due, pick([1, 2, 3, 5], random), calendar);
  const deed = (day: Day, way: Deed["way"], part: Deed["part"] = "all", times: Deed["times"] = 1): Deed => ({
    at: on(day),
    unit,
    part,
    way,
    times,
  });
  switch (habit) {
    case "workbook":
    case "text":
    case "webhook":
      return { habit, deeds: [deed(inTime, habit)] };
    case "workbook-in-two":
      return {
        habit,
        deeds: [deed(days.opens, "workbook", "first"), deed(days.due, "workbook", "second")],
      };
    case "text-with-slips":
      return {
        habit,
        deeds: [deed(days.opens, "text-with-slips", "first"), deed(days.due, "text", "all")],
      };
    case "auto-reply-first":
      return {
        habit,
        deeds: [
          {
            ...deed(days.opens, "auto-reply"),
            at: instantAt(days.opens, TimeOfDay.parse("09:01"), zone),
          },
          deed(days.due, "workbook"),
        ],
      };
    case "sends-twice":
      return { habit, deeds: [deed(inTime, "workbook", "all", 2)] };
    case "late":
      return { habit, deeds: [deed(late, pick(["workbook", "text"], random))] };
    case "asks-extension": {
      const until = addWorkingDays(days.due, 3, calendar);
      return { habit, deeds: [{ ...deed(days.opens, habit), until }, deed(until, "workbook")] };
    }
    case "asks-exemption":
      return { habit, deeds: [deed(days.opens, habit)] };
    case "never":
      return { habit, deeds: [] };
  }
}

function habitOf(random: () => number): Habit {
  let left = random() * HABITS.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [habit, weight] of HABITS) {
    left -= weight;
    if (left < 0) return habit;
  }
  return "workbook";
}

/** What a department says of a measure this month. */
export function entryOf(measure: OwnedMeasure, period: string, seed: number): Entry {
  const random = randomOf(seed, period, measure.id);
  const month = Number(period.slice(5));
  const percent = Math.min(100, Math.round((month / 12) * 100 + (random() - 0.6) * 20));
  if (random() < 0.08)
    return {
      code: measure.code,
      status: "no-progress",
      progress: "本月无进展",
    };
  const done = percent >= 100;
  return {
    code: measure.code,
    status: done ? "done" : pick(["in-progress", "in-progress", "in-progress", "behind"], random),
    percent: Math.max(1, percent),
    progress: pick(
      [
        `围绕“${measure.taskName}”召开专题调度会${1 + Math.floor(random() * 3)}次，按计划推进。`,
        `已完成现场检查${5 + Math.floor(random() * 60)}家次，发现问题立行立改。`,
        `完成年度任务的${Math.max(1, percent)}%，台账已更新。`,
        `印发${measure.taskName}工作方案，任务分解到科室。`,
      ],
      random,
    ),
    ...(random() < 0.3 && { next: "下月继续推进，并做好数据汇总。" }),
    ...(random() < 0.15 && { problems: "部分点位协调难度较大。" }),
  };
}

const STATUS_TEXT: Record<NonNullable<Entry["status"]>, string> = {
  "not-started": "尚未启动",
  "in-progress": "正在推进",
  done: "已完成",
  behind: "进度滞后",
  paused: "暂停",
  "no-progress": "本月无进展",
};

/** The same as people write it in a mail. */
export function lineOf({ code, status, percent, progress, problems, next }: Entry): string {
  if (status === "no-progress") return `${code} 本月无进展。`;
  const words = [
    status === "done" ? "已完成100%" : `${status ? STATUS_TEXT[status] : ""}，已完成${percent}%`,
    progress?.replace(/。$/u, ""),
  ].join("，");
  return `${code} ${words}。${problems ? `存在问题：${problems}` : ""}${next ? `下一步：${next}` : ""}`;
}
