import type { WorkCalendar } from "../core/calendar.ts";
import type { Instant, Month } from "../core/day.ts";
import type { Directory, Mailbox } from "../core/directory.ts";
import type { Duty, DutyKey, Standing, SubmissionId } from "../core/duty.ts";
import type { Entry } from "../core/entry.ts";
import type { Editions } from "../core/form-for.ts";
import type { Ladder } from "../core/ladder.ts";
import type { MeasureId } from "../core/measure.ts";
import type { OwnedMeasure, Plan } from "../core/plan.ts";
import type { PlanId } from "../core/plan-settings.ts";
import type { Results } from "../core/results.ts";
import type { RungEvidence } from "../core/rung-evidence.ts";
import type { Score } from "../core/score.ts";
import type { Submission } from "../core/submission.ts";

/** What a mail's words are made of. */
export interface Facts {
  at: Instant;
  directory: Directory;
  plans: ReadonlyMap<PlanId, PlanFacts>;
  duty(key: DutyKey): Duty | undefined;
  submission(id: SubmissionId): Submission | undefined;
  board(plan: PlanId, period: Month): readonly Standing[];
  /** What a rung about a duty rests on, where a message asks for approval or brings a letter. */
  evidence(key: DutyKey): readonly RungEvidence[];
  /** Where a digest speaks of its closing. */
  closed(plan: PlanId, period: Month): { results: Results; bulletin: Uint8Array; ledger: Uint8Array } | undefined;
  /** What a unit said of its measures in the period before, by code. */
  lastMonth(key: DutyKey): ReadonlyMap<string, Entry>;
  score(key: DutyKey): Score | undefined;
  scores(plan: PlanId, period: Month): readonly Score[];
}

interface PlanFacts {
  plan: Plan;
  calendar: WorkCalendar;
  ladder: Ladder;
  measures: ReadonlyMap<MeasureId, OwnedMeasure>;
  editions: Editions;
}

/** Who reads a mail. */
export interface Reader {
  mail: Mailbox;
  /** Where the pages are. */
  publicUrl: string;
  /** Where they may answer in a form. */
  formLink: (duty: DutyKey, reader: Mailbox) => string;
  /** Where they sign in, by the asking that it answers. */
  signInLink: (id: string) => string;
}
