import { type WorkCalendar, workingDaysBetween } from "../core/calendar.ts";
import { unitOf } from "../core/contacts.ts";
import { dayAt } from "../core/day.ts";
import type { Contact, Directory, Unit, UnitId } from "../core/directory.ts";
import { type Duty, type DutyKey, missingIn } from "../core/duty.ts";
import { askedMeasures } from "../core/form-for.ts";
import type { Ladder } from "../core/ladder.ts";
import { unitsOf } from "../core/placing.ts";
import type { OwnedMeasure, Plan } from "../core/plan.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { periodText } from "../core/words.ts";
import type { Facts, Reader } from "./facts.ts";
import { wordsOf } from "./words.ts";
import type { FormAt, MailWords, OwedWords } from "./words-zh.ts";

/** One duty as one reader sees it: cut to the programmes that the reader is bound to (CY-8). */
export interface Owed {
  duty: Duty;
  plan: Plan;
  calendar: WorkCalendar;
  ladder: Ladder;
  /** In the plan's language. */
  words: MailWords;
  unit: Unit;
  reader: Contact | undefined;
  /** Of the reader's programmes. */
  asked: OwnedMeasure[];
  missing: OwnedMeasure[];
  recorded: OwnedMeasure[];
  /** Missing in programmes of other readers. */
  missingElsewhere: number;
  /** What sentences take. */
  said: OwedWords;
}

/** What a reader is owed to know of a duty; a contact that is bound to programmes is told of those (CY-8). */
export function owedBy(key: DutyKey, { mail }: Partial<Reader>, facts: Facts): Owed {
  const { plan, editions, calendar, ladder, words } = planIn(key.plan, facts);
  const duty = facts.duty(key);
  const unit = unitOf(key.unit, facts.directory);
  if (!duty || !unit) throw new Error(`no duty or unit for ${key.plan} ${key.period} ${key.unit}`);
  const reader = mail && contactIn(unit, mail);
  const asked = askedMeasures(duty, editions, reader?.programmes);
  const open = new Set(missingIn(duty));
  const missing = asked.filter(({ id }) => open.has(id));
  const today = dayAt(facts.at, plan.settings.zone);
  const { due } = duty.days;
  return {
    duty,
    plan,
    calendar,
    ladder,
    words,
    unit,
    reader,
    asked,
    missing,
    recorded: asked.filter(({ id }) => !open.has(id)),
    missingElsewhere: open.size - missing.length,
    said: {
      unit: unit.name,
      plan: plan.settings.name,
      period: periodText(key.period, plan.settings),
      due,
      today,
      provisional: duty.provisional,
      asked: asked.length,
      missing: missing.length,
      returned: duty.returned !== undefined && missing.some(({ id }) => duty.returned?.entries[id]),
      overdueDays: Math.max(0, workingDaysBetween(due, today, calendar)),
    },
  };
}

/** @throws Error when a notice names a plan that is not in force */
export function planIn(id: PlanId, { plans }: Pick<Facts, "plans">) {
  const plan = plans.get(id);
  if (!plan) throw new Error(`no plan ${id}`);
  return { ...plan, words: wordsOf(plan.plan) };
}

/** How a mail addresses its reader: as contact of the unit it is about, else of their own. */
export function readerName(
  { mail }: Pick<Reader, "mail">,
  directory: Directory,
  words: MailWords,
  about?: UnitId,
): string {
  const own = unitsOf(mail, directory);
  const unit = own.find(({ id }) => id === about) ?? own[0];
  return unit ? words.reader(unit, contactIn(unit, mail)) : "";
}

/** The contact of a unit who is reached at a mailbox. */
export const contactIn = ({ contacts }: Unit, mail: Reader["mail"]): Contact | undefined =>
  contacts.find((contact) => contact.mail === mail || contact.alternate === mail);

/** The workbook goes with the first message of a round. */
export function formAt({ duty }: Pick<Owed, "duty">, attached: boolean): FormAt {
  return attached ? { attached } : { attached, sentOn: duty.told[0]?.day };
}
