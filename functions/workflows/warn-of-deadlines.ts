import { workingDaysBetween } from "../core/calendar.ts";
import { remindedOf, unitOf } from "../core/contacts.ts";
import type { Day } from "../core/day.ts";
import { deadlineDay, deadlineStep } from "../core/deadline.ts";
import type { UnitId } from "../core/directory.ts";
import { type Done, doneIn } from "../core/done.ts";
import type { OwnedMeasure } from "../core/plan.ts";
import { isSendingTime } from "../core/reminder.ts";
import type { Ports } from "./ports.ts";
import { type Run, tellToday } from "./run.ts";

/** Warns leads that a measure's own deadline is near: once for each unit, deadline and step. Rule DL-6. */
export async function warnOfDeadlines(run: Run, ports: Ports): Promise<void> {
  const { plan, now, calendar, directory } = run;
  if (!isSendingTime(now, plan.settings.hours, calendar)) return;
  const nearing = (await ports.store.measures(plan)).filter(
    ({ deadline, retired }) => !retired && deadlineStep(now.day, deadline, calendar),
  );
  if (nearing.length === 0) return;
  for (const { unit, day, step, measures } of near(run, nearing, await ports.store.done(plan.id))) {
    const once = `deadline#${plan.id}#${unit}#${day}#${step}`;
    if (await ports.store.isMarked(once)) continue;
    const notice = {
      kind: "deadline",
      plan: plan.id,
      unit,
      day,
      workingDays: workingDaysBetween(now.day, day, calendar),
      measures,
    } as const;
    await ports.store.change(async (changes) => {
      changes.mark(once);
      for (const contact of remindedOf(unitOf(unit, directory))) await tellToday(changes, run, contact, notice, ports);
    });
  }
}

interface Near {
  unit: UnitId;
  day: Day;
  step: number;
  measures: string[];
}

/** The deadlines near today, by unit, day and step. */
function near({ now, calendar }: Run, measures: readonly OwnedMeasure[], done: Done): Near[] {
  const found = new Map<string, Near>();
  for (const { id, deadline, owners, code } of measures) {
    const step = deadlineStep(now.day, deadline, calendar);
    const day = deadline ? deadlineDay(deadline, now.day) : undefined;
    if (!step || !day) continue;
    for (const unit of owners.leads.filter((each) => !doneIn(done, id, each))) {
      const key = `${unit} ${day} ${step}`;
      const at = found.get(key) ?? { unit, day, step, measures: [] };
      found.set(key, { ...at, measures: [...at.measures, code] });
    }
  }
  return [...found.values()];
}
