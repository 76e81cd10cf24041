import type { WorkCalendar } from "../core/calendar.ts";
import { type Instant, instantAt, localTime } from "../core/day.ts";
import type { Contact, Directory } from "../core/directory.ts";
import type { Ladder } from "../core/ladder.ts";
import type { Message, Notice } from "../core/notice.ts";
import type { Plan } from "../core/plan.ts";
import { addWorkingDays } from "../core/calendar.ts";
import { type LocalTime, nextSendingTime } from "../core/reminder.ts";
import type { Duty } from "../core/duty.ts";
import type { Changes, Ports, Stored } from "./ports.ts";

/** One plan at one scheduled time, with what people set. */
export interface Run {
  plan: Plan;
  at: Instant;
  now: LocalTime;
  directory: Directory;
  calendar: WorkCalendar;
  ladder: Ladder;
}

export async function runOf(plan: Plan, at: Instant, { store }: Ports): Promise<Run> {
  const [directory, calendar, ladder] = await Promise.all([store.directory(), store.calendar(), store.ladder()]);
  return { plan, at, now: localTime(at, plan.settings.zone), directory, calendar, ladder };
}

/** Does each, also when one fails; then fails with the first failure, so that it reaches the alarm. */
export async function each<Value>(values: Iterable<Value>, act: (value: Value) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const value of values) await act(value).catch((problem: unknown) => failures.push(problem));
  if (failures.length > 0) throw failures[0];
}

/**
 * Adds a notice to the person's message of the day; to that of the next working day when it has left already.
 *
 * @rule RM-5 one message per person and day
 */
export async function tellToday(changes: Changes, run: Run, to: Contact, notice: Notice, ports: Ports): Promise<void> {
  const { settings } = run.plan;
  let dueAt = nextSendingTime(run.at, settings, run.calendar);
  for (;;) {
    const { day } = localTime(dueAt, settings.zone);
    const key = `day#${to.mail}#${day}`;
    const id = ports.keys.messageId(ports.keys.token(key));
    const message = await changes.messageSoFar(id);
    if (!message) return changes.message(newMessage(id, key, to, dueAt, [notice], false));
    if (message.notices.some((each) => JSON.stringify(each) === JSON.stringify(notice))) return;
    if (message.state === "pending") return changes.message({ ...message, notices: [...message.notices, notice] });
    dueAt = instantAt(addWorkingDays(day, 1, run.calendar), settings.hours.send, settings.zone);
  }
}

/** Tells a person something at once, in a message of its own, once for ever by its key. */
export async function tellAtOnce(changes: Changes, at: Instant, to: Pick<Contact, "mail">, key: string, notice: Notice, ports: Ports): Promise<void> {
  const id = ports.keys.messageId(ports.keys.token(key));
  if (!(await changes.messageSoFar(id))) changes.message(newMessage(id, key, to, at, [notice], true));
}

const newMessage = (id: string, key: string, { mail }: Pick<Contact, "mail">, dueAt: Instant, notices: Notice[], anyHour: boolean): Message => ({
  id,
  key,
  to: mail,
  dueAt,
  anyHour,
  notices,
  state: "pending",
  attempts: 0,
  inDoubt: false,
  subject: "",
  blob: "",
  sentAt: null,
  answer: "",
});

/** So many duties are changed in one write: with history and messages under a hundred rows. */
const GROUP = 25;

/** Changes duties in groups, each group one write; a group that somebody else was first on is decided anew from fresh reads. */
export async function inGroups(
  duties: readonly Stored<Duty>[],
  act: (duty: Stored<Duty>, changes: Changes) => Promise<void>,
  { store }: Ports,
): Promise<void> {
  for (let from = 0; from < duties.length; from += GROUP) {
    let asRead: readonly Stored<Duty>[] | undefined = duties.slice(from, from + GROUP);
    await store.change(async (changes) => {
      const group = asRead ?? (await Promise.all(duties.slice(from, from + GROUP).map((duty) => store.duty(duty))));
      asRead = undefined;
      for (const duty of group) if (duty) await act(duty, changes);
    });
  }
}
