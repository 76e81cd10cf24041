import { z } from "zod";
import { addDays, Day } from "./day.ts";
import { type Contact, type Directory, Mailbox, UnitId } from "./directory.ts";

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
  wholes.set(directory, whole);
  return directory;
}

const wholes = new WeakMap<Directory, Directory>();
/** The directory that one of a day was cut from, with those who have left and those who will come. */
export const wholeOf = (directory: Directory): Directory => wholes.get(directory) ?? directory;

const isUndated = ({ from, until, away = [] }: Contact): boolean => !from && !until && away.length === 0;

const isThere = ({ from, until, away = [] }: Contact, day: Day): boolean =>
  (!from || from <= day) && (!until || day <= until) && !away.some((days) => days.from <= day && day <= days.until);

/** A hand-over from one person to another, or one person standing in for another for some days. */
export const HandOver = z.strictObject({
  unit: UnitId,
  from: Mailbox,
  to: Mailbox,
  /** How mails address whoever takes over. */
  name: z.string().trim().min(1).max(40),
  /** The first day of the one who takes over. */
  on: Day,
  /** The last day of one who stands in; for good without. */
  until: Day.optional(),
});
export type HandOver = z.infer<typeof HandOver>;

/** Somebody is away on some days, both counted; nobody stands in. */
export const Absence = z.strictObject({ unit: UnitId, mail: Mailbox, from: Day, until: Day });
export type Absence = z.infer<typeof Absence>;

/** The contact of a unit at a mailbox who has not left by a day. */
const holderOf = (whole: Directory, unit: UnitId, mail: Mailbox, day: Day): Contact | undefined =>
  whole.units
    .find(({ id }) => id === unit)
    ?.contacts.find((contact) => contact.mail === mail && !(contact.until && contact.until < day));

/**
 * The directory with a hand-over in it: whoever takes over has the post of the one who leaves, and its drafts.
 *
 * @returns undefined when the one who hands over is no contact of the unit by then
 */
export function withHandOver(whole: Directory, { unit, from, to, name, on, until }: HandOver): Directory | undefined {
  const leaving = holderOf(whole, unit, from, on);
  if (!leaving) return undefined;
  const { away, alternate, ...post } = leaving;
  const last = until ?? leaving.until;
  const taking: Contact = {
    ...post,
    ...(alternate && alternate !== to && { alternate }),
    mail: to,
    name,
    from: on,
    ...(last && { until: last }),
    follows: from,
  };
  const left: Contact = until
    ? { ...leaving, away: [...(away ?? []), { from: on, until }] }
    : { ...leaving, until: addDays(on, -1) };
  return withContacts(whole, unit, (contact) => (contact === leaving ? [left, taking] : [contact]));
}

/** The directory with an absence in it; undefined when there is no such contact of the unit. */
export function withAbsence(whole: Directory, { unit, mail, from, until }: Absence): Directory | undefined {
  const leaving = holderOf(whole, unit, mail, from);
  if (!leaving) return undefined;
  const left: Contact = { ...leaving, away: [...(leaving.away ?? []), { from, until }] };
  return withContacts(whole, unit, (contact) => (contact === leaving ? [left] : [contact]));
}

const withContacts = (whole: Directory, id: UnitId, become: (contact: Contact) => Contact[]): Directory => ({
  ...whole,
  units: whole.units.map((unit) => (unit.id === id ? { ...unit, contacts: unit.contacts.flatMap(become) } : unit)),
});
