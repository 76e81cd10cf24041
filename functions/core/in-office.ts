import type { Day } from "./day.ts";
import type { Contact, Directory, Mailbox, UnitId } from "./directory.ts";

/** Directories are read whole and never changed: each is cut once for the day asked for last. */
const cut = new WeakMap<Directory, { day: Day; directory: Directory }>();

/**
 * The directory as it is on a day.
 *
 * @rule RM-11 a contact counts from the day they take over to the day they hand over, and not while they are away; whoever
 * stands in counts on the days they do
 */
export function directoryOn(whole: Directory, day: Day): Directory {
  const known = cut.get(whole);
  if (known?.day === day) return known.directory;
  const isAlways = whole.units.every(({ contacts }) => contacts.every((contact) => isUndated(contact)));
  const directory = isAlways
    ? whole
    : {
        ...whole,
        units: whole.units.map((unit) => ({ ...unit, contacts: unit.contacts.filter((each) => isThere(each, day)) })),
      };
  cut.set(whole, { day, directory });
  return directory;
}

const isUndated = ({ from, until, away = [] }: Contact): boolean => !from && !until && away.length === 0;

const isThere = ({ from, until, away = [] }: Contact, day: Day): boolean =>
  (!from || from <= day) && (!until || day <= until) && !away.some((days) => days.from <= day && day <= days.until);

/** A hand-over from one person to another, or one person standing in for another for some days. */
export interface HandOver {
  unit: UnitId;
  from: Mailbox;
  to: Mailbox;
  /** How mails address whoever takes over. */
  name: string;
  /** The first day of the one who takes over. */
  on: Day;
  /** The last day of one who stands in; for good without. */
  until?: Day;
}

/** The directory with a hand-over in it; undefined when the one who hands over is no contact of the unit. */
export function withHandOver(
  whole: Directory,
  { unit: id, from, to, name, on, until }: HandOver,
  dayBefore: Day,
): Directory | undefined {
  const unit = whole.units.find((each) => each.id === id);
  const leaving = unit?.contacts.find(({ mail }) => mail === from);
  if (!unit || !leaving) return undefined;
  const { until: _, away, ...post } = leaving;
  const taking: Contact = { ...post, mail: to, name, from: on, ...(until && { until }) };
  const left: Contact = until
    ? { ...leaving, away: [...(away ?? []), { from: on, until }] }
    : { ...leaving, until: dayBefore };
  const contacts = unit.contacts.flatMap((contact) => (contact === leaving ? [left, taking] : contact));
  return { ...whole, units: whole.units.map((each) => (each === unit ? { ...unit, contacts } : each)) };
}
