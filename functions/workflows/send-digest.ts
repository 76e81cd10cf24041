import { rootOf } from "../core/audit.ts";
import { countsOf } from "../core/board.ts";
import { groupOf, operatorsOf, supervisorsOf } from "../core/contacts.ts";
import { addDays, type Month } from "../core/day.ts";
import { type DigestKind, digestFor } from "../core/digest.ts";
import type { Contact, UnitId } from "../core/directory.ts";
import type { Period } from "../core/plan.ts";
import { type Snapshot, sealOf, snapshotOf } from "../core/snapshot.ts";
import { putDuty } from "./history.ts";
import type { Ports, Stored } from "./ports.ts";
import { inGroups, type Run, tellAtOnce, tellToday, throwFailures } from "./run.ts";
import { scoreMonth } from "./score-month.ts";
import { writeResults } from "./write-results.ts";

/** A month is looked after for so many days after its due day; by then it is closed, or the service was down for weeks. */
const LOOKED_AFTER_DAYS = 62;

/** Tells supervisors where a month stands, and closes it on its closing day. Rules DG-1, DG-2. */
export async function sendDigests(run: Run, periods: readonly Period[], ports: Ports): Promise<{ digests: number }> {
  let digests = 0;
  for (const period of periods) {
    const { due } = period.days;
    if (period.closed || due > run.now.day || addDays(due, LOOKED_AFTER_DAYS) < run.now.day) continue;
    digests += await sendDigest(run, period, ports);
  }
  return { digests };
}

async function sendDigest(run: Run, asRead: Period, ports: Ports): Promise<number> {
  const { period } = asRead;
  const { plan, now, calendar, directory } = run;
  const digestOf = ({ days, told }: Period) => digestFor(now, days, told, plan.settings.hours, calendar);
  const digest = digestOf(asRead);
  if (!digest) return 0;
  const nothingToSay =
    digest.kind === "weekly" && (await ports.store.board(plan.id, period)).every(({ completeAt }) => completeAt);
  const copies = digest.kind === "closing" ? await closeDuties(run, period, ports) : undefined;
  const root = copies && rootOf(copies, ports.keys.hash);
  // from what was closed: a run that was broken off writes the same again
  const documents = copies && (await writeResults(plan, period, run.at, ports));
  if (copies) await scoreMonth(run, period, ports);
  await ports.store.change(async (changes) => {
    const stored: Stored<Period> | undefined = await ports.store.period(plan.id, period);
    if (!stored || digestOf(stored)?.key !== digest.key) return;
    changes.period({
      ...stored,
      told: [...stored.told, digest.key],
      ...(copies && { closed: true, closedAt: run.at, root, result: countsOf(copies), documents }),
    });
    if (nothingToSay) return;
    const notice = {
      kind: "digest",
      plan: plan.id,
      period,
      digest: digest.kind,
      ...(root !== undefined && { root }),
    } as const;
    for (const supervisor of readersOf(digest.kind, run))
      if (digest.kind === "open")
        await tellAtOnce(
          changes,
          run.at,
          supervisor,
          `digest#${plan.id}#${period}#open#${supervisor.mail}`,
          notice,
          ports,
        );
      else await tellToday(changes, run, supervisor, notice, ports);
    for (const group of groupOf(plan.settings.supervision, directory))
      await tellAtOnce(
        changes,
        run.at,
        group,
        `digest#${plan.id}#${period}#${digest.key}#${group.mail}`,
        notice,
        ports,
      );
  });
  return nothingToSay ? 0 : 1;
}

/** The operator issues the bulletin of a closed month. */
const readersOf = (digest: DigestKind, { plan: { settings }, directory }: Run): Contact[] => {
  const supervisors = supervisorsOf(settings, directory);
  const operators = digest === "closing" ? operatorsOf(settings, directory) : [];
  return [...supervisors, ...operators.filter(({ mail }) => supervisors.every((each) => each.mail !== mail))];
};

/** @returns each duty as it closed; what a run that was broken off had closed is read again */
async function closeDuties(run: Run, period: Month, ports: Ports): Promise<Snapshot[]> {
  const { plan, at } = run;
  const board = await ports.store.board(plan.id, period);
  const duties = await Promise.all(
    board.map(async ({ unit }) => {
      const key = { plan: plan.id, period, unit };
      return (await ports.store.duty(key, "hint")) ?? ports.store.duty(key);
    }),
  );
  const snapshots = new Map<UnitId, Snapshot>();
  const failures = await inGroups(
    duties.filter((duty) => duty !== undefined),
    run,
    async (duty, changes) => {
      if (duty.closed) return;
      const { request, awaits, ...rest } = duty; // what nobody decided in time is not decided any more
      const copy = snapshotOf({ ...rest, closed: true }, at, plan.settings.zone);
      const detail = {
        complete: Boolean(duty.completeAt),
        timeliness: copy.timeliness,
        seal: sealOf(copy, ports.keys.hash),
      };
      const { audit } = putDuty(
        changes,
        { ...rest, closed: true },
        [{ at, kind: "DutyClosed", by: "duban", detail }],
        ports,
      );
      const snapshot = { ...copy, audit };
      changes.snapshot(snapshot);
      snapshots.set(duty.unit, snapshot);
    },
    ports,
  );
  throwFailures(failures);
  return snapshots.size === board.length ? [...snapshots.values()] : ports.store.snapshots(plan.id, period);
}
