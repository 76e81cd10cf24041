import { readFileSync } from "node:fs";
import { cycleDays } from "../../functions/core/cycle.ts";
import { day, instant, month } from "../../functions/core/day.ts";
import { type Directory, type Mailbox, type Role, UnitId } from "../../functions/core/directory.ts";
import { nothingDone } from "../../functions/core/done.ts";
import { dutiesFor } from "../../functions/core/duties.ts";
import { type Duty, type Standing, SubmissionId } from "../../functions/core/duty.ts";
import type { Entry } from "../../functions/core/entry.ts";
import { editionsOf } from "../../functions/core/form-for.ts";
import { Ladder } from "../../functions/core/ladder.ts";
import type { Notice } from "../../functions/core/notice.ts";
import { ownersOf } from "../../functions/core/owners.ts";
import type { OwnedMeasure, Plan } from "../../functions/core/plan.ts";
import type { RungEvidence } from "../../functions/core/rung-evidence.ts";
import type { Score } from "../../functions/core/score.ts";
import type { Submission } from "../../functions/core/submission.ts";
import { messageWords } from "../../functions/messages/message.ts";
import type { MessageFacts } from "../../functions/workflows/ports.ts";
import { calendar } from "../core/calendars.ts";
import { daxing, daxingDirectory, daxingSettings } from "../core/daxing.ts";

/** The report of Daxing for April 2024, due on Tuesday 7 May. */
export const period = month("2024-04");
export const ladder = Ladder.parse(
  JSON.parse(readFileSync(new URL("../../data/escalation.json", import.meta.url), "utf8")),
);
export const measures: OwnedMeasure[] = daxing.measures.map((measure) => ({
  ...measure,
  edition: 1,
  owners: ownersOf(measure, daxingDirectory, day("2024-04-01")),
  retired: false,
}));
export const plan: Plan = {
  id: daxingSettings.id,
  settings: daxingSettings,
  title: daxingSettings.title,
  year: 2024,
  number: "",
  issuedOn: day("2024-03-26"),
  programmes: daxing.programmes,
  measures: measures.map(({ id, edition }) => ({ id, edition })),
  inForceOn: day("2024-03-26"),
  source: "",
  open: [],
  importedAt: instant("2024-03-26T08:00:00Z"),
};
const byId = new Map(measures.map((measure) => [measure.id, measure]));
export const days = cycleDays(period, daxingSettings.cycle, calendar);
export const duties = dutiesFor(period, plan, measures, days, nothingDone(plan.id));

/** 亦庄镇 leads four measures, 区水务局 43, 区生态环境局 115. */
export const dutyOf = (unit: string): Duty => {
  const duty = duties.find((each) => each.unit === unit);
  if (!duty) throw new Error(`no duty of ${unit}`);
  return duty;
};
export const codesOf = ({ measures: own }: Duty): string[] => own.map(({ id }) => byId.get(id)?.code ?? "");
export const unit = (id: string): UnitId => UnitId.parse(id);
export const mailOf = (of: string, role: Role = "liaison", { units }: Directory = daxingDirectory): Mailbox => {
  const contact = units.find(({ id }) => id === of)?.contacts.find((each) => each.role === role);
  if (!contact) throw new Error(`no ${role} of ${of}`);
  return contact.mail;
};

/** A duty with its first so many measures recorded. */
export const withRecorded = (duty: Duty, count: number): Duty => ({
  ...duty,
  entries: Object.fromEntries(
    duty.measures.slice(0, count).map(({ id }) => [
      id,
      {
        status: "in-progress" as const,
        at: instant("2024-05-06T02:00:00Z"),
        submission: aSubmission().id,
      },
    ]),
  ),
});
export const toldOn = (...told: [on: string, step: string][]): Duty["told"] =>
  told.map(([on, step]) => ({ day: day(on), step }));

/** 区水务局 reported two measures in time, by mail, with the token. */
export const aSubmission = (more: Partial<Submission> = {}): Submission => {
  const [first = "", second = ""] = codesOf(dutyOf("shuiwu"));
  return {
    id: SubmissionId.parse("7kq2m9xa11223344"),
    plan: plan.id,
    period,
    unit: unit("shuiwu"),
    door: "mail",
    from: mailOf("shuiwu"),
    subject: "回复：请报送2024年4月进展",
    at: instant("2024-05-06T02:00:00Z"),
    blob: "",
    text: "",
    attachments: [],
    placedBy: "token",
    entries: [
      {
        code: first,
        status: "in-progress",
        percent: 60,
        figures: [{ value: 12, unit: "处", kind: "cumulative" }],
        progress: "清掏管网3公里，整治混错接点12处。",
      },
      { code: second, status: "no-progress" },
    ],
    unrecorded: [],
    outcome: { kind: "recorded", round: 1, late: false, afterClosing: false },
    again: [],
    ...more,
  };
};

interface Known {
  at: string;
  directory?: Directory;
  duties?: readonly Duty[];
  submissions?: readonly Submission[];
  board?: readonly Standing[];
  evidence?: readonly RungEvidence[];
  last?: ReadonlyMap<string, Entry>;
  scores?: readonly Score[];
}

/** What is known at an instant; duties that are not given are as opened. */
export const factsAt = ({
  at,
  directory = daxingDirectory,
  duties: changed = [],
  submissions = [],
  board = [],
  evidence = [],
  last = new Map(),
  scores = [],
}: Known): MessageFacts => ({
  at: instant(at),
  directory,
  plans: new Map([[plan.id, { plan, calendar, ladder, measures: byId, editions: editionsOf([...byId.values()]) }]]),
  keyVersions: new Map(),
  duty: (key) => [...changed, ...duties].find((duty) => duty.unit === key.unit && duty.period === key.period),
  submission: (id) => submissions.find((submission) => submission.id === id),
  board: () => board,
  evidence: () => evidence,
  closed: () => undefined,
  lastMonth: () => last,
  score: (key) => scores.find(({ unit: of }) => of === key.unit),
  scores: () => scores,
});

export const reminder = (of: string, step: "opening" | "reminder" | "due-day"): Notice => ({
  kind: "reminder",
  plan: plan.id,
  period,
  unit: unit(of),
  round: 1,
  step,
});
export const rung = (of: string, no: number, to: string): Notice => ({
  kind: "rung",
  plan: plan.id,
  period,
  unit: unit(of),
  round: 1,
  step: `rung-${no}`,
  rung: no,
  for: to,
});
export const receipt = (): Notice => ({
  kind: "receipt",
  plan: plan.id,
  period,
  unit: unit("shuiwu"),
  submission: aSubmission().id,
});
export const held = (to: "unit" | "operator"): Notice => ({
  kind: "held",
  plan: plan.id,
  unit: unit("shuiwu"),
  submission: aSubmission().id,
  for: to,
});

export const wordsTo = (to: Mailbox, notices: Notice[], known: Known) =>
  messageWords({ to, notices }, factsAt(known), {
    domain: "duban.example",
    publicUrl: "https://duban.example",
    formLink: ({ unit: of }, reader) => `https://duban.example/form/${of}/${reader}`,
    signInLink: (id) => `https://duban.example/sign-in/${id}`,
  });
/** The first two lines of a mail, as a phone shows them. */
export const firstLines = ({ text }: { text: string }): string[] => text.split("\n").slice(0, 2);
