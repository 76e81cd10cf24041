import { type Instant, localTime } from "../core/day.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { isSendingTime } from "../core/reminder.ts";
import { escalate } from "./escalate.ts";
import { openPeriods } from "./open-period.ts";
import type { Ports } from "./ports.ts";
import { each, pagesOf, type Run, runOf } from "./run.ts";
import { sendDigests } from "./send-digest.ts";
import { sendReminders } from "./send-reminders.ts";
import { tellOperator } from "./tell-operator.ts";
import { warnOfDeadlines } from "./warn-of-deadlines.ts";

/**
 * Does for one plan what is due at a scheduled time. Any number of runs do what one does; each part is tried though
 * another fails. Before the hour of sending nothing is due; after it a month may be opened or a digest be late.
 */
export async function runPlan({ plan: id, at }: { plan: PlanId; at: Instant }, ports: Ports): Promise<void> {
  const plan = await ports.store.plan(id);
  if (!plan || localTime(at, plan.settings.zone).time < plan.settings.hours.send) return;
  const run = await runOf(plan, at, ports);
  await each(
    [
      () => openPeriods(run, ports),
      () => chase(run, ports),
      () => sendDigests(run, ports),
      () => warnOfDeadlines(run, ports),
      () => tellOperator(run, ports),
    ],
    (part) => part(),
  );
}

/** Reads the open duties once, a page at a time, and lets reminders and the ladder look at them. */
async function chase(run: Run, ports: Ports): Promise<void> {
  if (!isSendingTime(run.now, run.plan.settings.hours, run.calendar)) return;
  await each(pagesOf(ports.store.openDuties(run.plan.id), PAGE), (open) =>
    each([() => sendReminders(run, open, ports), () => escalate(run, open, ports)], (part) => part()),
  );
}

/** So many duties are held at once, however many there are. */
const PAGE = 500;
