import { EMPTY_CHAIN } from "../../functions/core/audit.ts";
import { type WorkCalendar, workCalendar } from "../../functions/core/calendar.ts";
import { cycleDays } from "../../functions/core/cycle.ts";
import { addMonths, day, type Instant, instant, instantAt, type Month, month } from "../../functions/core/day.ts";
import { deadlineStep } from "../../functions/core/deadline.ts";
import { Directory, Mailbox, type Unit, UnitId } from "../../functions/core/directory.ts";
import { type Duty, type DutyKey, SubmissionId } from "../../functions/core/duty.ts";
import type { Entry } from "../../functions/core/entry.ts";
import type { Ladder } from "../../functions/core/ladder.ts";
import type { OwnedMeasure, Plan } from "../../functions/core/plan.ts";
import { readPlan } from "../../functions/core/plan-document.ts";
import type { Submission } from "../../functions/core/submission.ts";
import { planFile, SAMPLE_PLAN, sampleDirectory, sampleHolidays, sampleLadder } from "../../infra/local/plan-files.ts";

/** The reminder measured: the opening notice with the workbook (RM-1), or the reminder of what is missing (RM-2). */
export type Step = "opening" | "reminder";

/** A made-up office: so many units, each with ten measures of the sample plan, all of which reported last month. */
export interface Office {
  plan: Plan;
  measures: OwnedMeasure[];
  directory: Directory;
  calendar: WorkCalendar;
  ladder: Ladder;
  units: Unit[];
  period: Month;
  /** The tick at which the step is due. */
  at: Instant;
  /** A unit's duty before that tick. */
  duty(nth: number): Duty;
  /** What it said the month before. */
  lastDuty(nth: number): Duty;
  lastReport(nth: number): Submission;
}

const MEASURES_EACH = 10;
const PERIOD = month("2024-05");

export function officeOf(units: number, step: Step): Office {
  const { source, settings } = planFile(SAMPLE_PLAN);
  if (!settings) throw new Error("the sample plan has no settings");
  const reading = readPlan(source, settings);
  const calendar = workCalendar(sampleHolidays());
  const days = cycleDays(PERIOD, settings.cycle, calendar);
  const today = step === "opening" ? days.opens : days.reminds;
  const at = instantAt(today, settings.hours.send, settings.zone);
  const own = Array.from({ length: units }, (_, nth) => unitNo(nth));
  // a measure whose own deadline is near would bring a second notice into some mails
  const measures: OwnedMeasure[] = reading.measures
    .filter(({ deadline }) => [days.opens, days.reminds].every((on) => !deadlineStep(on, deadline, calendar)))
    .map((measure, place, { length }) => ({
      ...measure,
      edition: 1,
      owners: {
        leads: own.filter((_, nth) => placesOf(nth, length).includes(place)).map(({ id }) => id),
        assists: [],
        open: [],
      },
      retired: false,
    }));
  const inForceOn = day("2024-05-20");
  const plan: Plan = {
    id: settings.id,
    settings,
    title: settings.title,
    year: 2024,
    number: "",
    issuedOn: day("2024-03-26"),
    programmes: reading.programmes,
    measures: measures.map(({ id, edition }) => ({ id, edition })),
    inForceOn,
    source: "",
    open: [],
    importedAt: instant("2024-05-20T01:00:00Z"),
  };
  const asked = (nth: number): OwnedMeasure[] => placesOf(nth, measures.length).map((place) => measures[place]!); // a place of the list
  const keyOf = (nth: number, period: Month): DutyKey => ({
    plan: plan.id,
    period,
    unit: own[nth]!.id,
  }); // nth is below `units`
  const reportId = (nth: number): SubmissionId => SubmissionId.parse(`report-of-${String(nth).padStart(5, "0")}`);
  const saidAt = instant("2024-05-07T02:00:00Z");
  const { opens, reminds, due, closes, provisional } = days;
  const duty = (nth: number): Duty => ({
    ...keyOf(nth, PERIOD),
    round: 1,
    days: { opens, reminds, due, closes },
    provisional,
    measures: asked(nth).map(({ id }) => ({ id, edition: 1 })),
    entries: {},
    told: step === "opening" ? [] : [{ step: "opening", day: opens }],
    completeAt: null,
    closed: false,
    audit: EMPTY_CHAIN,
  });
  return {
    plan,
    measures,
    directory: Directory.parse({
      units: [...officesOf(plan), ...own],
      groups: [],
    }),
    calendar,
    ladder: sampleLadder(settings)!, // it comes with the product
    units: own,
    period: PERIOD,
    at,
    duty,
    lastDuty: (nth) => ({
      ...duty(nth),
      ...keyOf(nth, addMonths(PERIOD, -1)),
      entries: Object.fromEntries(
        asked(nth).map(({ id, code }) => [
          id,
          {
            status: "in-progress" as const,
            percent: percentOf(code),
            at: saidAt,
            submission: reportId(nth),
          },
        ]),
      ),
      completeAt: saidAt,
      closed: true,
    }),
    lastReport: (nth) => ({
      ...keyOf(nth, addMonths(PERIOD, -1)),
      id: reportId(nth),
      door: "mail",
      from: own[nth]!.contacts[0]!.mail, // as `unitNo` makes it
      subject: "回复：请报送2024年4月进展",
      at: saidAt,
      blob: "",
      text: "",
      attachments: [],
      placedBy: "token",
      entries: asked(nth).map(({ code, taskName }) => entryOf(code, taskName)),
      unrecorded: [],
      outcome: { kind: "recorded", round: 1, late: false, afterClosing: false },
      again: [],
    }),
  };
}

/** The places of a unit's ten measures in the plan's list: neighbours, as one programme's tasks are. */
const placesOf = (nth: number, measures: number): number[] =>
  Array.from({ length: MEASURES_EACH }, (_, at) => (nth * MEASURES_EACH + at) % measures);

function unitNo(nth: number): Unit {
  const no = String(nth + 1).padStart(5, "0");
  const mail = Mailbox.parse(`liaison@unit-${no}.office.example`);
  return {
    id: UnitId.parse(`unit-${no}`),
    name: `第${no}单位`,
    aliases: [],
    kind: "department",
    contacts: [{ mail, name: "联络员", role: "liaison" }],
  };
}

/** The office that runs the plan, and the one that supervises it. */
const officesOf = ({ settings }: Plan): Unit[] =>
  sampleDirectory().units.filter(({ id }) => id === settings.operator || id === settings.supervision);

const percentOf = (code: string): number => 20 + ((code.length * 7) % 60);

/** What a unit says of a measure. */
export const entryOf = (code: string, taskName: string): Entry => ({
  code,
  status: "in-progress",
  percent: percentOf(code),
  progress: `围绕“${taskName}”召开调度会2次，完成现场检查${percentOf(code)}家次，发现问题立行立改。`,
});
