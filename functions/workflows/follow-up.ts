import { type Duty, lastTold } from "../core/duty.ts";
import { sameDuty } from "../core/notice.ts";
import { isSendingTime } from "../core/reminder.ts";
import { heldBy } from "../core/stop.ts";
import { escalate } from "./escalate.ts";
import type { Changes, Jobs, Ports, Stored } from "./ports.ts";
import { type Failure, inGroups, type Run, runOf, throwFailures } from "./run.ts";
import { remind } from "./send-reminders.ts";

/**
 * Tells units what they owe: a reminder until the due day is over, after it a rung of the ladder.
 *
 * @throws JobsFailed for the units that could not be dealt with
 */
export async function followUp(jobs: readonly Job[], ports: Ports): Promise<void> {
  const failures: Failure<Job>[] = [];
  for (const together of Map.groupBy(jobs, ({ plan, at }) => `${plan} ${at}`).values())
    failures.push(
      ...(await followUpIn(together, ports).catch((problem: unknown) => together.map((job) => ({ job, problem })))),
    );
  throwFailures(failures);
}
type Job = Jobs["units"];

/** @param jobs  of one plan and time */
async function followUpIn(jobs: readonly Job[], ports: Ports): Promise<Failure<Job>[]> {
  const [{ plan: id, at }] = jobs as [Job]; // a group is never empty
  const plan = await ports.store.plan(id);
  const run = plan && !heldBy(plan) && (await runOf(plan, at, ports));
  if (!run || !isSendingTime(run.now, run.plan.settings.hours, run.calendar)) return [];
  const duties = await Promise.all(jobs.map((key) => ports.store.duty(key, "hint")));
  const known = duties.filter((duty) => duty !== undefined);
  const failed = await inGroups(known, run, (duty, changes) => tell(run, duty, changes, ports), ports);
  return failed.flatMap(({ job: duty, problem }) => {
    const job = jobs.find((each) => sameDuty(each, duty));
    return job ? [{ job, problem }] : [];
  });
}

async function tell(run: Run, duty: Stored<Duty>, changes: Changes, ports: Ports): Promise<void> {
  if ((lastTold(duty)?.day ?? "") > run.now.day) return; // a late job: a later run was first (RM-4)
  if (run.now.day <= duty.days.due || duty.told.length === 0) await remind(run, duty, changes, ports);
  else await escalate(run, duty, changes, ports);
}
