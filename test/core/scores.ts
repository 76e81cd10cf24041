import { readFileSync } from "node:fs";
import { day, instant } from "../../functions/core/day.ts";
import { nothingDone } from "../../functions/core/done.ts";
import { type Duty, SubmissionId } from "../../functions/core/duty.ts";
import { editionsOf } from "../../functions/core/form-for.ts";
import type { ScoredMonth } from "../../functions/core/score.ts";
import { ScoreRulebook, type ScoreRules } from "../../functions/core/score-rules.ts";
import { type Snapshot, snapshotOf } from "../../functions/core/snapshot.ts";
import { calendar } from "./calendars.ts";
import { daxingSettings } from "./daxing.ts";
import { aDuty, id } from "./duties-of.ts";
import { daxingMeasures, daxingPlan } from "./plans.ts";

export const rulebook = ScoreRulebook.parse(
  JSON.parse(readFileSync(new URL("../../data/scores.json", import.meta.url), "utf8")),
);
export const rules: ScoreRules = rulebook[0]!; // it has one

/** The two measures that 区水务局 owes in the tests. */
export const [one, other] = [id("A2-6-1"), id("A2-6-2")];
export const entry = (at: string, status: "in-progress" | "done" = "in-progress") => ({
  status,
  at: instant(at),
  submission: SubmissionId.parse("submission-1"),
});

/** 区水务局's duty for April, due on Tuesday 7 May, as its month closes on Thursday 16 May at nine. */
export const closed = (more: Partial<Duty> = {}): Snapshot =>
  snapshotOf(aDuty(more), instant("2024-05-16T01:00:00Z"), "Asia/Shanghai");
/** Complete at such a time. */
export const reported = (at: string, more: Partial<Duty> = {}): Snapshot =>
  closed({ entries: { [one]: entry("2024-05-06T02:00:00Z"), [other]: entry(at) }, completeAt: instant(at), ...more });

export const aMonth = (more: Partial<ScoredMonth> = {}): ScoredMonth => ({
  rules,
  settings: daxingSettings,
  calendar,
  outages: [],
  unreached: new Set(),
  editions: editionsOf(daxingMeasures),
  done: nothingDone(daxingPlan.id),
  ...more,
});

/** The duty's first measure in force with a deadline that passed on a day. */
export const withDeadline = (by: string): ScoredMonth["editions"] =>
  editionsOf(
    daxingMeasures.map((measure) =>
      measure.id === one ? { ...measure, deadline: { kind: "by", day: day(by) } } : measure,
    ),
  );
