import { operatorsOf } from "../core/contacts.ts";
import { after, epochMs, type Instant } from "../core/day.ts";
import type { PlanId } from "../core/plan-settings.ts";
import type { Jobs, Ports } from "./ports.ts";
import { each, pagesOf, runOf, tellToday } from "./run.ts";

/** A silence of the clock longer than this is an alarm (I8). */
const ALARM_AFTER_MS = 60 * 60 * 1000;
/** So many jobs are held at once, however many there are. */
const PAGE = 1_000;

/**
 * Every 15 minutes, with its scheduled time: wakes what has something due, each plan by itself, and whatever is unsent. One
 * that comes after a later one has nothing left to do (RM-4). What fails is not held against the rest: the tick is on record,
 * the failure reaches the alarm, and the next tick decides anew.
 */
export async function tick({ at }: { at: Instant }, ports: Ports): Promise<void> {
  const { store } = ports;
  const before = await store.lastTick();
  const isAhead = before !== undefined && epochMs(before) - epochMs(later(at, ports.now())) > ALARM_AFTER_MS;
  if (before !== undefined && at < before && !isAhead) return;
  const isLate = before !== undefined && epochMs(at) - epochMs(before) > ALARM_AFTER_MS;
  let unsentOldestMinutes = 0;
  await each(
    [
      async () => {
        // a gap that could not be told is found again by the next tick: until then this one is not on record
        if (before !== undefined && (isLate || isAhead)) {
          if (isLate) await store.change(async (changes) => changes.outage({ from: before, to: at }));
          await each(await store.plans(), ({ id }) => tellOfGap(id, { from: before, to: at }, ports));
        }
        if (before !== at) await store.change(async (changes) => changes.tick(at));
      },
      () => wakeEach("plans", store.plansDue(at), (plan) => ({ plan, at }), ports),
      async () => {
        ({ unsentOldestMinutes } = await wakeUnsent({ at }, ports));
      },
    ],
    (part) => part(),
  );
  ports.log({ what: "tick", at, unsentOldestMinutes });
}

/**
 * Wakes whoever sends what waits to be sent by now, and tells what waits to be told.
 *
 * @returns for how many whole minutes the oldest message has waited; 0 when none waits
 */
export async function wakeUnsent({ at }: { at: Instant }, ports: Ports): Promise<{ unsentOldestMinutes: number }> {
  let oldest = at;
  await wakeEach(
    "messages",
    ports.store.unsent(at),
    ({ id: message, dueAt }) => {
      if (dueAt < oldest) oldest = dueAt;
      return { message, at };
    },
    ports,
  );
  if ((await anyOf(ports.store.unpublished(at))) || (await anyOf(ports.store.hookCalls(at))))
    await ports.wake("events", [{ at }]);
  return { unsentOldestMinutes: Math.floor((epochMs(at) - epochMs(oldest)) / MS_PER_MINUTE) };
}
const MS_PER_MINUTE = 60_000;

async function anyOf(values: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of values) return true;
  return false;
}

async function wakeEach<Queue extends keyof Jobs, Id>(
  queue: Queue,
  ids: AsyncIterable<Id>,
  jobOf: (id: Id) => Jobs[Queue],
  { wake }: Ports,
): Promise<void> {
  for await (const page of pagesOf(ids, PAGE)) await wake(queue, page.map(jobOf));
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

async function tellOfGap(id: PlanId, { from, to }: { from: Instant; to: Instant }, ports: Ports): Promise<void> {
  const plan = await ports.store.plan(id);
  const key = `gap#${id}#${from}`;
  if (!plan || (await ports.store.isMarked(key))) return;
  const run = await runOf(plan, to, ports);
  ports.log({ what: "gap in ticks", plan: id, from, to });
  await ports.store.change(async (changes) => {
    changes.mark(key);
    for (const operator of operatorsOf(plan.settings, run.directory))
      await tellToday(changes, run, operator, { kind: "gap", plan: id, from: after(from, 0), to }, ports);
  });
}
