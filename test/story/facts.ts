import { isWorkingDay } from "../../functions/core/calendar.ts";
import { addMonths, dayAt, type Instant, type Month } from "../../functions/core/day.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { dutiesOf, type Message, type Notice, sameDuty } from "../../functions/core/notice.ts";
import type { Submission } from "../../functions/core/submission.ts";
import type { Ports } from "../../functions/workflows/ports.ts";
import { auditReport } from "../../functions/workflows/verify-audit.ts";
import type { Received } from "../../infra/local/simulate/post-office.ts";
import { APRIL, SETTINGS, UNIT, UNITS } from "./three-units.ts";

/** Everything that is on record. */
export interface Facts {
  duties: Duty[];
  messages: Message[];
  submissions: Submission[];
  /** Kinds of each duty's history, in order. */
  histories: Record<string, string[]>;
}

/** Reads all that a deployment has on record of a period. @param now  what still waits to be sent by then is read too */
export async function factsOf({ store }: Pick<Ports, "store">, now: Instant, period: Month = APRIL): Promise<Facts> {
  const keys = UNITS.map((of) => ({
    plan: SETTINGS.id,
    period,
    unit: UNIT[of],
  }));
  const duties = (await Promise.all(keys.map((key) => store.duty(key)))).filter((duty) => duty !== undefined);
  const histories: Facts["histories"] = {};
  for (const key of keys) histories[key.unit] = (await store.audit(key)).map(({ kind }) => kind);
  const messages: Message[] = [];
  const submissions: Submission[] = [];
  const ids = new Set<string>();
  for await (const { id } of store.unsent(later(now))) ids.add(id);
  for (const month of [addMonths(period, -1), period, addMonths(period, 1), addMonths(period, 2)])
    for (const owner of [SETTINGS.id, "-"] as const) {
      for await (const { id } of store.journal(owner, "OUT", month)) ids.add(id);
      for await (const { id } of store.journal(owner, "IN", month))
        submissions.push(...[await store.submission(id as Submission["id"])].filter((each) => each !== undefined)); // an IN line's id
    }
  for (const id of ids) messages.push(...[await store.message(id)].filter((each) => each !== undefined));
  return { duties, messages, submissions, histories };
}

/** Whatever waits, waits for less than that. */
const later = (now: Instant): Instant => `${Number(now.slice(0, 4)) + 1}${now.slice(4)}` as Instant; // the same text, a year on

/** A root is over histories with their times. */
const untimed = (notice: Notice): Notice => ("root" in notice ? { ...notice, root: undefined } : notice);

const isUndeliverable = ({ kind }: Notice): boolean => kind === "undeliverable";

/**
 * What the same month must come to, however it went: without times of sending, tries and doubts. That something was not
 * delivered turns out when it is tried, and is told with whatever is told next.
 */
export function endOf({ duties, messages, submissions, histories }: Facts) {
  const byText = <Value>(values: Value[]): Value[] =>
    values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    duties: duties.map(({ unit, told, entries, completeAt, closed }) => ({
      unit,
      told,
      entries: Object.entries(entries).map(([id, entry]) => [id, entry?.status, entry?.percent, entry?.submission]),
      complete: completeAt !== null,
      closed,
      history: histories[unit],
    })),
    messages: byText(
      messages
        .filter(({ notices }) => !notices.every(isUndeliverable))
        .map(({ key, to, state, notices }) => ({
          key,
          to,
          state,
          notices: byText(notices.filter((notice) => !isUndeliverable(notice)).map(untimed)),
        })),
    ),
    undeliverable: byText(
      messages.flatMap(({ to, notices }) => notices.filter(isUndeliverable).map((notice) => ({ to, notice }))),
    ),
    submissions: byText(
      submissions.map(({ id, unit, outcome, entries }) => ({
        id,
        unit,
        outcome,
        entries,
      })),
    ),
  };
}

export interface Seen {
  /** Mails as the departments' server took them; none for the built-in mailbox. */
  boxes?: readonly Pick<Received, "to" | "messageId">[];
  /** How many different mails and posts were handed over and taken. */
  handed: number;
  /** Message ids that may have come twice: the process died between their sending and its record. */
  now: Instant;
}

/** Every promise that is broken, in words; nothing when all are kept. DESIGN §5. */
export async function broken(ports: Ports, facts: Facts, { boxes, handed, now }: Seen): Promise<string[]> {
  const { duties, messages, submissions } = facts;
  const calendar = await ports.store.calendar(SETTINGS);
  const on = (at: Instant): string => dayAt(at, SETTINGS.zone);
  const sent = messages.filter(({ state }) => state === "sent");
  const wrong: string[] = [];
  const check = (promise: string, values: readonly string[]): void =>
    void wrong.push(...values.map((value) => `${promise} ${value}`));

  // a mail that answers several duties is on record once for each: `id`, `id-2`
  const kept = new Set(submissions.map(({ id }) => id.split("-")[0])).size;
  check("I1", kept === handed ? [] : [`${handed} handed over, ${kept} on record`]);

  const today = on(now);
  const reminded = (duty: Duty): boolean =>
    sent.some(
      ({ notices, sentAt }) =>
        sentAt !== null &&
        on(sentAt) <= duty.days.due &&
        notices.some((notice) => notice.kind === "reminder" && sameDuty(notice, duty)),
    );
  const alarmed = ({ unit }: Duty): boolean =>
    messages.some(({ notices }) => notices.some((notice) => notice.kind === "undeliverable" && notice.unit === unit));
  const excused = ({ completeAt, days }: Duty): boolean => completeAt !== null && on(completeAt) <= days.due;
  const forgotten = duties.filter(
    (duty) => duty.days.due < today && !reminded(duty) && !alarmed(duty) && !excused(duty),
  );
  check(
    "I2",
    forgotten.map(({ unit }) => `${unit} was not reminded`),
  );

  for (const { unit, told } of duties)
    check(
      "I3",
      twice(told.map(({ step }) => step)).map((step) => `${unit} was told ${step} twice`),
    );
  const daily = sent
    .filter(({ key }) => key.startsWith("day#"))
    .map(({ to, sentAt }) => `${to} ${sentAt && on(sentAt)}`);
  check(
    "RM-5",
    twice(daily).map((each) => `two messages of the day: ${each}`),
  );
  if (boxes) {
    const known = new Map(messages.map((message) => [message.id, message]));
    const names = boxes.map(({ messageId }) => messageId.split("@")[0] ?? "");
    check(
      "I3",
      twice(names)
        .filter((id) => !known.get(id)?.inDoubt)
        .map((id) => `${known.get(id)?.key} came twice, not in doubt`),
    );
    check(
      "I3",
      names.filter((id) => !known.has(id)).map((id) => `${id} came and is not on record`),
    );
    check(
      "I3",
      sent.filter(({ id }) => !names.includes(id)).map(({ key }) => `${key} is on record and never came`),
    );
  }
  check(
    "I3",
    messages
      .filter(({ state, dueAt }) => (state === "pending" || state === "claimed") && dueAt <= now)
      .map(({ key, dueAt }) => `${key} still waits, for ${dueAt}`),
  );

  for (const { key, notices, sentAt } of sent)
    for (const notice of notices) {
      if (notice.kind !== "reminder" && notice.kind !== "rung") continue;
      const duty = duties.find((each) => sameDuty(each, notice));
      if (duty?.completeAt && sentAt && sentAt > duty.completeAt)
        check("I4", [`${key} went out after the report was complete`]);
    }

  check(
    "I5",
    (await auditReport(ports)).broken.map(({ duty, why }) => `${duty} ${why}`),
  );
  check(
    "I6",
    messages.filter((message) => dutiesOf(message).some(({ plan }) => plan !== SETTINGS.id)).map(({ key }) => key),
  );
  check(
    "RM-3",
    sent
      .filter(({ anyHour, sentAt }) => !anyHour && sentAt && !isWorkingDay(dayAt(sentAt, SETTINGS.zone), calendar))
      .map(({ key }) => `${key} on a day off`),
  );
  return wrong;
}

const twice = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, at) => values.indexOf(value) !== at)),
];
