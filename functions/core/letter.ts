import { addWorkingDays, type WorkCalendar } from "./calendar.ts";
import type { Day } from "./day.ts";
import type { Duty } from "./duty.ts";
import { missingIn } from "./duty.ts";
import { askedMeasures, type Editions } from "./form-for.ts";
import type { Rung } from "./ladder.ts";
import type { OwnedMeasure } from "./plan.ts";
import type { RungEvidence } from "./rung-evidence.ts";

/** What a letter of a rung (督办单) says of one duty; a person numbers, signs and issues it. */
export interface Letter {
  rung: Rung;
  duty: Duty;
  asked: number;
  missing: OwnedMeasure[];
  evidence: readonly RungEvidence[];
  /** The day it is drafted, and by whose end it asks for an answer. */
  on: Day;
  answerBy: Day;
}

/** Working days that a letter gives. */
const GIVEN = 1;

/** @rule ES-8 a rung with a letter brings its draft to whoever issues it: what is missing, on what ground, what was told when, and by when to answer */
export function letterFor(
  rung: Rung,
  duty: Duty,
  { evidence, editions, calendar, today }: LetterFacts,
): Letter | undefined {
  const open = new Set(missingIn(duty));
  if (!rung.letter || duty.provisional || open.size === 0) return undefined;
  const asked = askedMeasures(duty, editions);
  return {
    rung,
    duty,
    asked: asked.length,
    missing: asked.filter(({ id }) => open.has(id)),
    evidence,
    on: today,
    answerBy: addWorkingDays(today, GIVEN, calendar),
  };
}
interface LetterFacts {
  evidence: readonly RungEvidence[];
  editions: Editions;
  calendar: WorkCalendar;
  today: Day;
}
