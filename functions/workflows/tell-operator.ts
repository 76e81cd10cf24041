import { isProvisional } from "../core/calendar.ts";
import { operatorsOf } from "../core/contacts.ts";
import { cycleDays, periodsOf } from "../core/cycle.ts";
import { dayOf, yearOf } from "../core/day.ts";
import { isSendingTime } from "../core/reminder.ts";
import type { Ports } from "./ports.ts";
import { type Run, tellToday } from "./run.ts";

/**
 * Tells the operator, once every working day, what waits for a decision: measures whose leads are all open (PL-9), and from
 * 1 December next year's holiday notice that has not come (CA-2).
 */
export async function tellOperator(run: Run, ports: Ports): Promise<void> {
  const { plan, now, calendar, directory } = run;
  if (!isSendingTime(now, plan.settings.hours, calendar)) return;
  const last = periodsOf(plan).at(-1);
  if (!last || now.day > cycleDays(last, plan.settings.cycle, calendar).closes) return;
  const key = `operator#${plan.id}#${now.day}`;
  const measures = (await ports.store.measures(plan))
    .filter(({ owners, retired }) => !retired && owners.leads.length === 0)
    .map(({ code }) => code);
  const noticeMissingFor = yearWithoutNotice(run);
  if ((measures.length === 0 && noticeMissingFor === null) || (await ports.store.isMarked(key))) return;
  await ports.store.change(async (changes) => {
    changes.mark(key);
    for (const operator of operatorsOf(plan.settings, directory))
      await tellToday(changes, run, operator, { kind: "undecided", plan: plan.id, measures, noticeMissingFor }, ports);
  });
}

/** The year whose holiday notice is missing: this one, or from 1 December the next. @see CA-2 */
function yearWithoutNotice({ now, calendar }: Run): number | null {
  const year = yearOf(now.day);
  const asked = now.day >= dayOf(year, 12, 1) && !isProvisional(now.day, calendar) ? year + 1 : year;
  return isProvisional(dayOf(asked, 1, 1), calendar) ? asked : null;
}
