import type { WorkCalendar } from "../core/calendar.ts";
import { addWorkingDays } from "../core/calendar.ts";
import { unitOf } from "../core/contacts.ts";
import { type Day, dayAt, type Instant, instantAt, localTime } from "../core/day.ts";
import type { Directory } from "../core/directory.ts";
import type { Duty } from "../core/duty.ts";
import type { Ladder } from "../core/ladder.ts";
import { dayKey, type Message, type Notice, newMessage } from "../core/notice.ts";
import type { Plan } from "../core/plan.ts";
import { type LocalTime, nextSendingTime } from "../core/reminder.ts";
import type { Changes, Ports, Stored } from "./ports.ts";

/** One plan at one scheduled time, with what people set. */
export interface Run {
  plan: Plan;
  at: Instant;
  now: LocalTime;
  directory: Directory;
  calendar: WorkCalendar;
  ladder: Ladder;
  /** When messages of the day go out from now on, and on which day that is. */
  sendsAt: Instant;
  sendsOn: Day;
}

export async function runOf(plan: Plan, at: Instant, { store }: Ports): Promise<Run> {
  const [directory, calendar, ladder] = await Promise.all([
    store.directory(),
    store.calendar(plan.settings),
    store.ladder(plan.settings),
  ]);
  const sendsAt = nextSendingTime(at, plan.settings, calendar);
  return {
    plan,
    at,
    now: localTime(at, plan.settings.zone),
    directory,
    calendar,
    ladder,
    sendsAt,
    sendsOn: dayAt(sendsAt, plan.settings.zone),
  };
}

/** Does each, also when one fails; then fails with the first failure, so that it reaches the alarm. */
export async function each<Value>(
  values: Iterable<Value> | AsyncIterable<Value>,
  act: (value: Value) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for await (const value of values) await act(value).catch((problem: unknown) => failures.push(problem));
  if (failures.length > 0) throw failures[0];
}

/** A job of a batch that failed. */
export interface Failure<Job> {
  job: Job;
  problem: unknown;
}

/** Some jobs of a batch failed: those are to be tried again, the others are done. */
export class JobsFailed extends Error {
  override readonly name = "JobsFailed";
  readonly failures: ReadonlyMap<unknown, unknown>;
  constructor(failures: readonly Failure<unknown>[]) {
    super(`${failures.length} failed, the first: ${String(failures[0]?.problem)}`, { cause: failures[0]?.problem });
    this.failures = new Map(failures.map(({ job, problem }) => [job, problem]));
  }
}

/** @throws JobsFailed when there are any */
export function throwFailures(failures: readonly Failure<unknown>[]): void {
  if (failures.length > 0) throw new JobsFailed(failures);
}

/** Does each job of a batch. @throws JobsFailed for those that failed */
export async function eachJob<Job>(jobs: readonly Job[], act: (job: Job) => Promise<unknown>): Promise<void> {
  const failures: Failure<Job>[] = [];
  for (const job of jobs) await act(job).catch((problem: unknown) => failures.push({ job, problem }));
  throwFailures(failures);
}

/** A contact, or the chat group of a unit. */
interface Addressee {
  mail: Message["to"];
}

/** So many held mails are told one by one; a flood of them waits in the list, and fills nobody's message (RP-7). */
const MOST_HELD = 20;

/** The same values, so many at a time. */
export async function* pagesOf<Value>(values: AsyncIterable<Value>, size: number): AsyncIterable<Value[]> {
  let page: Value[] = [];
  for await (const value of values) {
    page.push(value);
    if (page.length < size) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/**
 * Adds a notice to the person's message of the day; to that of the next working day when it has left already.
 *
 * @param how  first: the person has most likely none yet, which is not looked up unless the write shows it wrong; now: in a
 *             message of this time, with whatever else is told then (ES-7)
 *
 * Rule RM-5 one message per person and day
 */
export async function tellToday(
  changes: Changes,
  run: Run,
  to: Addressee,
  notice: Notice,
  ports: Ports,
  how: "first" | "any" | "now" = "any",
): Promise<void> {
  const { settings } = run.plan;
  let [dueAt, day] = [run.sendsAt, run.sendsOn];
  for (;;) {
    const key = dayKey(to.mail, day, how === "now" ? run.now.time : undefined);
    const id = ports.keys.messageId(ports.keys.token(key));
    const message = await changes.messageSoFar(id, how === "first" ? "first" : "any");
    if (!message)
      return changes.message(newMessage({ id, key, to: to.mail, dueAt, anyHour: false, notices: [notice] }), run.at);
    if (message.notices.some((each) => JSON.stringify(each) === JSON.stringify(notice))) return;
    if (notice.kind === "held" && message.notices.filter(({ kind }) => kind === "held").length >= MOST_HELD) return;
    if (message.state === "pending")
      return changes.message({ ...message, notices: [...message.notices, notice] }, run.at);
    day = addWorkingDays(day, 1, run.calendar);
    dueAt = instantAt(day, settings.hours.send, settings.zone);
  }
}

/**
 * Tells a person something at once, in a message of its own, once for ever by its key.
 *
 * @param hours  answers go out at any hour, what is asked of people within office hours (RM-3)
 */
export async function tellAtOnce(
  changes: Changes,
  at: Instant,
  to: Addressee,
  key: string,
  notice: Notice,
  ports: Ports,
  hours: "any" | "office" = "any",
): Promise<void> {
  const id = ports.keys.messageId(ports.keys.token(key));
  // its key is new but for a run that was broken off: then the write does not go through, and it is looked for
  if (changes.isFirst || !(await changes.messageSoFar(id)))
    changes.message(newMessage({ id, key, to: to.mail, dueAt: at, anyHour: hours === "any", notices: [notice] }), at);
}

/**
 * Changes duties in groups, each group one write; a group that somebody else was first on is decided anew from fresh reads,
 * one that fails is tried duty by duty. What fails does not hold up the others.
 *
 * @param are  duties to be put for the first time, unless they are there
 * @returns the duties that could not be changed, and why
 */
export async function inGroups(
  duties: readonly Stored<Duty>[],
  run: Run,
  act: (duty: Stored<Duty>, changes: Changes) => Promise<void>,
  ports: Ports,
  are: "stored" | "new" = "stored",
): Promise<Failure<Stored<Duty>>[]> {
  const failures: Failure<Stored<Duty>>[] = [];
  const changed = (group: readonly Stored<Duty>[]): Promise<void> =>
    changeAll(group, act, ports, are).catch(async (problem: unknown) => {
      if (group.length === 1) return void failures.push({ job: group[0]!, problem }); // it is one
      for (const duty of group)
        await changeAll([duty], act, ports, are).catch((problem: unknown) => failures.push({ job: duty, problem }));
    });
  const groups = [...groupsOf(duties, run)];
  for (let from = 0; from < groups.length; from += GROUPS_AT_ONCE)
    await Promise.all(groups.slice(from, from + GROUPS_AT_ONCE).map(changed));
  return failures;
}

/** Groups that are written at once wait for the disk together; fewer than a change has tries, should all tell one person. */
const GROUPS_AT_ONCE = 4;

async function changeAll(
  duties: readonly Stored<Duty>[],
  act: (duty: Stored<Duty>, changes: Changes) => Promise<void>,
  { store }: Ports,
  are: "stored" | "new",
): Promise<void> {
  await store.change(async (changes) => {
    const now = changes.isFirst ? duties : await Promise.all(duties.map((duty) => store.duty(duty)));
    for (const [at, asGiven] of duties.entries()) {
      const duty = now[at] ?? (are === "new" ? asGiven : undefined);
      if (duty) await act(duty, changes);
    }
  });
}

/** The same duties, as many at a time as surely fit into a write; one always does. */
function* groupsOf<Some extends Duty>(duties: readonly Some[], run: Run): Iterable<Some[]> {
  let group: Some[] = [];
  let rows = 0;
  for (const duty of duties) {
    const more = rowsOf(duty, run);
    if (group.length > 0 && rows + more > ROWS) {
      yield group;
      [group, rows] = [[], 0];
    }
    group.push(duty);
    rows += more;
  }
  if (group.length > 0) yield group;
}

/** Rows of a write, but for one: what happened. */
const ROWS = 99;

/**
 * As many rows as a change of a duty can put: itself, two of its history, a message for each person who may be told, and for
 * its group. Up to the due day only the unit's own are told; a unit without contacts is told of to others.
 */
function rowsOf({ unit, days }: Duty, { plan: { settings }, directory, now }: Run): number {
  const contactsOf = (id: Duty["unit"]): number => unitOf(id, directory)?.contacts.length ?? 0;
  const own = contactsOf(unit);
  const others = own > 0 && now.day <= days.due ? 0 : contactsOf(settings.operator) + contactsOf(settings.supervision);
  return 4 + own + others;
}
