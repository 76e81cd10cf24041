import { operatorsOf, unreachable } from "../core/contacts.ts";
import { cycleDays, periodsOf } from "../core/cycle.ts";
import type { Month } from "../core/day.ts";
import { dutiesFor } from "../core/duties.ts";
import { isSendingTime } from "../core/reminder.ts";
import { putDuty } from "./history.ts";
import type { Ports } from "./ports.ts";
import { type Run, tellToday } from "./run.ts";

/** So many duties are opened in one write: a row for the duty and one for its history each. */
const GROUP = 40;

/**
 * Opens the duties of each period whose opening day has come, and checks the directory before it does. Rules CY-2 to CY-6,
 * RM-8.
 */
export async function openPeriods(run: Run, ports: Ports): Promise<{ opened: number }> {
  let opened = 0;
  for (const period of periodsOf(run.plan)) {
    const days = cycleDays(period, run.plan.settings.cycle, run.calendar);
    if (days.due < run.plan.inForceOn || run.now.day < days.preflight) continue;
    if (await ports.store.period(run.plan.id, period)) continue;
    if (run.now.day < days.opens) await preflight(run, period, ports);
    else opened += await open(run, period, ports);
  }
  return { opened };
}

async function open(run: Run, period: Month, ports: Ports): Promise<number> {
  const { plan, at } = run;
  const days = cycleDays(period, plan.settings.cycle, run.calendar);
  const duties = dutiesFor(period, plan, await ports.store.measures(plan), days);
  for (let from = 0; from < duties.length; from += GROUP)
    await ports.store.change(async (changes) => {
      for (const duty of duties.slice(from, from + GROUP))
        if (!(await ports.store.duty(duty)))
          putDuty(
            changes,
            duty,
            [
              {
                at,
                kind: "DutyOpened",
                by: "duban",
                detail: { due: days.due, measures: duty.measures.length },
              },
            ],
            ports,
          );
    });
  await ports.store.change(async (changes) => {
    if (await ports.store.period(plan.id, period)) return;
    const { preflight, opens, reminds, due, closes, provisional } = days;
    changes.period({
      plan: plan.id,
      period,
      days: { preflight, opens, reminds, due, closes },
      provisional,
      duties: duties.length,
      told: [],
      closed: false,
    });
  });
  ports.log({
    what: "period opened",
    plan: plan.id,
    period,
    duties: duties.length,
  });
  return duties.length;
}

async function preflight(run: Run, period: Month, ports: Ports): Promise<void> {
  const key = `preflight#${run.plan.id}#${period}`;
  if (!isSendingTime(run.now, run.plan.settings.hours, run.calendar) || (await ports.store.isMarked(key))) return;
  const days = cycleDays(period, run.plan.settings.cycle, run.calendar);
  const units = dutiesFor(period, run.plan, await ports.store.measures(run.plan), days).map(({ unit }) => unit);
  const lost = unreachable(units, run.directory);
  await ports.store.change(async (changes) => {
    changes.mark(key);
    if (lost.length === 0) return;
    for (const operator of operatorsOf(run.plan.settings, run.directory))
      await tellToday(changes, run, operator, { kind: "preflight", plan: run.plan.id, period, units: lost }, ports);
  });
}
