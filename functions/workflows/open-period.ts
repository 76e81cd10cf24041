import { isSuppressed } from "../core/contact-health.ts";
import { operatorsOf } from "../core/contacts.ts";
import { cycleDays, periodsOf } from "../core/cycle.ts";
import type { Month } from "../core/day.ts";
import type { Mailbox } from "../core/directory.ts";
import { dutiesFor } from "../core/duties.ts";
import type { Duty } from "../core/duty.ts";
import { wholeOf } from "../core/in-office.ts";
import type { Period } from "../core/plan.ts";
import { isPressing, preflight } from "../core/preflight.ts";
import { isSendingTime, reminderStep } from "../core/reminder.ts";
import { putDuty } from "./history.ts";
import type { Changes, Ports, Stored } from "./ports.ts";
import { inGroups, type Run, tellToday, throwFailures } from "./run.ts";
import { remind } from "./send-reminders.ts";

/**
 * Opens the duties of each period whose opening day has come, and checks the directory before it does. A duty that opens on a
 * day for it is told at once. Rules CY-2 to CY-6, RM-8.
 */
export async function openPeriods(run: Run, periods: readonly Period[], ports: Ports): Promise<{ opened: number }> {
  let opened = 0;
  for (const period of periodsOf(run.plan)) {
    const days = cycleDays(period, run.plan.settings.cycle, run.calendar);
    if (days.due < run.plan.inForceOn || run.now.day < days.preflight) continue;
    if (periods.some((each) => each.period === period)) continue;
    if (run.now.day < days.opens) await checkDirectory(run, period, ports);
    else opened += await open(run, period, ports);
  }
  return { opened };
}

async function open(run: Run, period: Month, ports: Ports): Promise<number> {
  const { plan } = run;
  const days = cycleDays(period, plan.settings.cycle, run.calendar);
  const [measures, done] = await Promise.all([ports.store.measures(plan), ports.store.done(plan.id)]);
  const duties = dutiesFor(period, plan, measures, days, done);
  const failures = await inGroups(duties, run, (duty, changes) => openOne(run, duty, changes, ports), ports, "new");
  throwFailures(failures);
  await ports.store.change(async (changes) => {
    if (!changes.isFirst && (await ports.store.period(plan.id, period))) return;
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

/** A duty that is there already, from a run that was broken off, stays as it is. */
async function openOne(run: Run, duty: Stored<Duty>, changes: Changes, ports: Ports): Promise<void> {
  if (duty.version !== undefined) return;
  const opened = {
    at: run.at,
    kind: "DutyOpened",
    by: "duban",
    detail: { due: duty.days.due, measures: duty.measures.length },
  } as const;
  if (isSendingTime(run.now, run.plan.settings.hours, run.calendar) && reminderStep(duty, run.now.day))
    await remind(run, duty, changes, ports, [opened]);
  else putDuty(changes, duty, [opened], ports);
}

async function checkDirectory(run: Run, period: Month, ports: Ports): Promise<void> {
  const key = `preflight#${run.plan.id}#${period}`;
  if (!isSendingTime(run.now, run.plan.settings.hours, run.calendar)) return;
  if (await ports.store.isMarked(key, "hint")) return;
  const days = cycleDays(period, run.plan.settings.cycle, run.calendar);
  const [measures, done] = await Promise.all([ports.store.measures(run.plan), ports.store.done(run.plan.id)]);
  const units = dutiesFor(period, run.plan, measures, days, done).map(({ unit }) => unit);
  const { operator, supervision } = run.plan.settings;
  const offices = [operator, supervision];
  const findings = preflight({ units, offices }, days, wholeOf(run.directory), await suppressed(ports));
  await ports.store.change(async (changes) => {
    if (!changes.isFirst && (await ports.store.isMarked(key))) return;
    changes.mark(key);
    if (!findings.some(isPressing)) return;
    for (const contact of operatorsOf(run.plan.settings, run.directory))
      await tellToday(changes, run, contact, { kind: "preflight", plan: run.plan.id, period, findings }, ports);
  });
}

/** The mailboxes that are not written to, and why (RM-12). */
async function suppressed({ store }: Ports): Promise<Map<Mailbox, string>> {
  const failing = [...(await store.failing())].flatMap(([mail, how]) => (how === "hard" ? mail : []));
  const all = await Promise.all(failing.map((mail) => store.health(mail)));
  return new Map(
    all.flatMap((health) => (health && isSuppressed(health) ? [[health.mail, health.failure?.why ?? ""]] : [])),
  );
}
