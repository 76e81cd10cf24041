import { nextLook } from "../core/agenda.ts";
import type { Instant } from "../core/day.ts";
import { isPressing, rungFor } from "../core/escalation.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { isSendingTime, reminderStep } from "../core/reminder.ts";
import { heldBy } from "../core/stop.ts";
import { moveDueDays } from "./move-due-days.ts";
import { openPeriods } from "./open-period.ts";
import type { Ports } from "./ports.ts";
import { each, pagesOf, type Run, runOf } from "./run.ts";
import { sendDigests } from "./send-digest.ts";
import { tellOperator } from "./tell-operator.ts";
import { tellOverdue } from "./tell-overdue.ts";
import { warnOfDeadlines } from "./warn-of-deadlines.ts";

/**
 * Does for one plan what is due at a scheduled time, and wakes each unit that is to be told something. Any number of runs do
 * what one does; each part is tried though another fails, and the plan is looked at again at the next tick until nothing is left to do. Before the hour
 * of sending nothing is due; after it a month may be opened or a digest be late. A plan that is stopped is left as it is (RM-14).
 */
export async function runPlan({ plan: id, at }: { plan: PlanId; at: Instant }, ports: Ports): Promise<void> {
  const { store } = ports;
  const [plan, look] = await Promise.all([store.plan(id), store.nextLook(id)]);
  if (!plan || !look || at < look) return; // looked at since
  if (heldBy(plan)) return;
  const run = await runOf(plan, at, ports);
  if (run.now.time >= plan.settings.hours.send) {
    const before = await store.periods(id, "hint");
    const periods = (await moveDueDays(run, before, ports)) ? await store.periods(id) : before;
    let changed = 0;
    await each(
      [
        async () => {
          changed += (await openPeriods(run, periods, ports)).opened;
        },
        async () => {
          changed += (await wakeUnits(run, ports)).woken;
        },
        () => sendDigests(run, periods, ports),
        () => warnOfDeadlines(run, ports),
        () => tellOverdue(run, periods, ports),
        () => tellOperator(run, periods, ports),
      ],
      (part) => part(),
    );
    // the next tick sees to what the list of open duties did not show yet, and to whom waking did not reach
    if (changed > 0) return;
  }
  const next = nextLook(at, plan, run.calendar, run.ladder);
  await store.change(async (changes) => changes.lookNext(id, next));
}

/** Reads the open duties once, a page at a time, and wakes the units that a reminder or a rung is due to. Rules RM-1, RM-2, ES-1. */
async function wakeUnits(
  { plan, at, now, calendar, ladder }: Run,
  { store, wake, log }: Ports,
): Promise<{ woken: number }> {
  let [woken, overdue] = [0, 0];
  if (!isSendingTime(now, plan.settings.hours, calendar)) return { woken };
  for await (const open of pagesOf(store.openDuties(plan.id), PAGE)) {
    const due = open.filter(
      (duty) =>
        (reminderStep(duty, now.day) ?? rungFor(duty, now, ladder, calendar)) || isPressing(duty, now.day, calendar),
    );
    await wake(
      "units",
      due.map(({ period, unit }) => ({ plan: plan.id, period, unit, at })),
    );
    woken += due.length;
    overdue += open.filter(({ days }) => days.due < now.day).length;
  }
  log({ what: "plan run", plan: plan.id, at, woken, overdue });
  return { woken };
}

/** So many duties are held at once, however many there are. */
const PAGE = 500;
