import { cycleDays } from "../../functions/core/cycle.ts";
import { dayAt, instant, type Month, month } from "../../functions/core/day.ts";
import { nothingDone } from "../../functions/core/done.ts";
import { dutiesFor } from "../../functions/core/duties.ts";
import { type Duty, missingIn, type RecordedEntry, SubmissionId } from "../../functions/core/duty.ts";
import type { Entry } from "../../functions/core/entry.ts";
import { editionsOf } from "../../functions/core/form-for.ts";
import type { MonthReport } from "../../functions/core/month-report.ts";
import { type MonthFacts, resultsOf } from "../../functions/core/results.ts";
import { type Snapshot, snapshotOf } from "../../functions/core/snapshot.ts";
import { Submission } from "../../functions/core/submission.ts";
import { calendar } from "./calendars.ts";
import { daxingDirectory, daxingSettings } from "./daxing.ts";
import { daxingMeasures, daxingPlan } from "./plans.ts";

/** What a unit did about its report for a month. */
export interface Deed {
  /** On the due day, two days after, or not. */
  when: "in time" | "late" | "never";
  /** Of every measure, or of those at even places only. */
  of: "all" | "some";
  says: Pick<Entry, "status" | "percent" | "progress" | "figures">;
  decided?: "accepted" | "returned" | "exempt";
}

const plan = {
  ...daxingPlan,
  issuedOn: daxingPlan.issuedOn,
  measures: daxingMeasures.map(({ id, edition }) => ({ id, edition })),
};
const editions = editionsOf(daxingMeasures);

function dutiesIn(period: Month): Duty[] {
  const days = cycleDays(period, daxingSettings.cycle, calendar);
  return dutiesFor(period, plan, daxingMeasures, days, nothingDone(plan.id));
}

/** A month of Daxing closed, with one deed for each unit, in turn. */
export function closedMonth(
  deeds: readonly Deed[],
  period = month("2024-04"),
  last?: MonthReport["last"],
): { facts: MonthFacts; report: MonthReport } {
  const submissions = new Map<SubmissionId, Submission>();
  const snapshots = dutiesIn(period).map((duty, at) => closed(duty, deeds[at % deeds.length]!, submissions)); // in turn
  const facts = { plan, period, snapshots, editions, done: nothingDone(plan.id), directory: daxingDirectory, calendar };
  const results = resultsOf(facts);
  const asOf = dayAt(snapshots[0]!.closedAt, daxingSettings.zone); // there are some
  const next = {
    period: month("2024-05"),
    due: cycleDays(month("2024-05"), daxingSettings.cycle, calendar).due,
    provisional: false,
  };
  return {
    facts,
    report: {
      results,
      last,
      submissions,
      corrections: [],
      asOf,
      isPreview: false,
      next,
      directory: daxingDirectory,
      ladder: [],
    },
  };
}

const BY = {
  at: instant("2024-05-10T02:00:00Z"),
  by: "plan@shengtai-huanjing.daxing.example" as never,
  why: "请补充数量",
}; // a mailbox

function closed(duty: Duty, { when, of, says, decided }: Deed, submissions: Map<SubmissionId, Submission>): Snapshot {
  const { days, unit, plan, period } = duty;
  const at = instant(`${when === "late" ? duty.days.closes : days.due}T02:00:00Z`);
  const id = SubmissionId.parse(`${unit}-report-of-${period}`);
  const said = when === "never" ? [] : duty.measures.filter((_, place) => of === "all" || place % 2 === 0);
  const { progress, ...recorded } = says;
  const entry: RecordedEntry = { ...recorded, at, submission: id };
  const entries = Object.fromEntries(said.map((measure) => [measure.id, entry]));
  const reported = { ...duty, entries };
  submissions.set(
    id,
    Submission.parse({
      id,
      plan,
      period,
      unit,
      door: "mail",
      from: "a@b.example",
      subject: "",
      at,
      blob: "",
      text: "",
      attachments: [],
      placedBy: "token",
      unrecorded: [],
      again: [],
      outcome: { kind: "recorded", round: 1, late: false, afterClosing: false },
      entries: said.map((measure) => ({ code: editions.get(`${measure.id}#1`)?.code ?? "", ...says })),
    }),
  );
  return snapshotOf(
    {
      ...reported,
      completeAt: missingIn(reported).length === 0 ? at : null,
      closed: true,
      ...(decided === "accepted" && { accepted: BY }),
      ...(decided === "returned" && { returned: { ...BY, hollow: false, entries: {} } }),
      ...(decided === "exempt" && { exempt: BY }),
    },
    instant(`${days.closes}T03:00:00Z`),
    daxingSettings.zone,
  );
}
