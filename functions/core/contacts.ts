import { BotAddress } from "./bot.ts";
import type { Contact, Directory, Mailbox, Role, Unit, UnitId } from "./directory.ts";
import type { RungTo } from "./ladder.ts";
import { unitsOf } from "./placing.ts";
import type { PlanSettings } from "./plan-settings.ts";

export const unitOf = (id: UnitId, directory: Directory): Unit | undefined => unitsById(directory).get(id);

/** Directories are read whole and never changed: each is sorted once. */
const sorted = new WeakMap<Directory, ReadonlyMap<UnitId, Unit>>();
function unitsById(directory: Directory): ReadonlyMap<UnitId, Unit> {
  const units = sorted.get(directory) ?? new Map(directory.units.map((unit) => [unit.id, unit]));
  sorted.set(directory, units);
  return units;
}

const withRole = (unit: Unit | undefined, role: Role): Contact[] =>
  unit?.contacts.filter((contact) => contact.role === role) ?? [];

const OF_UNIT = ["liaison", "section-head", "deputy", "head"] as const satisfies Role[];

/**
 * Who is reminded for a unit: its liaisons, else its section heads, else its deputies, else its heads.
 *
 * @rule RM-7 a unit without the contact is reached by the next; one without any is undeliverable, never silent
 */
export function remindedOf(unit: Unit | undefined): Contact[] {
  for (const role of OF_UNIT) {
    const contacts = withRole(unit, role);
    if (contacts.length > 0) return contacts;
  }
  return [];
}

/** Every mailbox at which a unit may be told what it owes, those first that are told first. */
export const mailboxesOf = (unit: Unit | undefined): Mailbox[] => {
  const contacts = OF_UNIT.flatMap((role) => withRole(unit, role));
  return [...new Set(contacts.flatMap(({ mail, alternate }) => [mail, ...(alternate ? [alternate] : [])]))];
};

/**
 * Who is told in place of somebody who cannot be: the alternate; else whoever has the same post now; else, of a unit, the next.
 * Rules RM-7, RM-12.
 *
 * @param about  the unit that it is about
 * @param whole  the directory with those who have left
 * @param lost   mailboxes that are not written to
 */
export function standInsFor(
  mail: Mailbox,
  about: UnitId | null,
  { whole, directory }: { whole: Directory; directory: Directory },
  lost: ReadonlySet<Mailbox>,
): { mail: Mailbox }[] {
  const units = unitsOf(mail, whole);
  const unit = units.find(({ id }) => id === about) ?? units[0];
  const post = unit?.contacts.find((contact) => contact.mail === mail || contact.alternate === mail);
  const now = unit && unitOf(unit.id, directory);
  if (!post || !now) return [];
  const reached = ({ mail: own, alternate }: Contact): Mailbox | undefined =>
    [own, alternate].find((each) => each && each !== mail && !lost.has(each));
  const covers = ({ programmes }: Contact): boolean =>
    !programmes || (post.programmes?.every((no) => programmes.includes(no)) ?? false);
  const alternate = now.contacts.filter((contact) => contact.mail === mail).map(reached);
  const others = [post.role, ...(isOfUnit(post.role) ? OF_UNIT : [])].map((role) =>
    withRole(now, role).filter(covers).map(reached),
  );
  const [first = []] = [alternate, ...others]
    .map((found) => found.filter((each) => each !== undefined))
    .filter((found) => found.length > 0);
  return [...new Set(first)].map((each) => ({ mail: each }));
}
const isOfUnit = (role: Role): boolean => OF_UNIT.some((each) => each === role);

/** Who may change the directory: whoever runs or supervises a plan. */
export const keepersOf = ({ units }: Directory): Contact[] =>
  (["operator", "supervisor"] as const).flatMap((role) => units.flatMap((unit) => withRole(unit, role)));

/** @rule CY-6 who decides about a unit: the operator, and the supervision office about the operator's own unit */
export const decidersFor = (
  unit: UnitId,
  settings: Pick<PlanSettings, "operator" | "supervision">,
  directory: Directory,
): Contact[] => (unit === settings.operator ? supervisorsOf(settings, directory) : operatorsOf(settings, directory));

/** Who decides about held mail that may concern these units: the operator, but the supervision office as soon as it may be its own. */
export const heldDecidersFor = (
  units: readonly (UnitId | null)[],
  settings: Pick<PlanSettings, "operator" | "supervision">,
  directory: Directory,
): Contact[] =>
  units.includes(settings.operator) ? supervisorsOf(settings, directory) : operatorsOf(settings, directory);

/** Who is told that a decision about a unit waits: the supervision office; about the operator's own unit whoever else there is. Rule ES-3 */
export function pressedFor(
  unit: UnitId,
  settings: Pick<PlanSettings, "operator" | "supervision">,
  directory: Directory,
): Contact[] {
  const deciders = decidersFor(unit, settings, directory);
  const office = unit === settings.operator ? settings.supervision : settings.operator;
  const others = [
    supervisorsOf(settings, directory),
    unitOf(office, directory)?.contacts ?? [],
    operatorsOf(settings, directory),
  ].map((contacts) => contacts.filter((contact) => !deciders.includes(contact)));
  return others.find((contacts) => contacts.length > 0) ?? deciders;
}

export const operatorsOf = ({ operator }: Pick<PlanSettings, "operator">, directory: Directory): Contact[] =>
  withRole(unitOf(operator, directory), "operator");

export const supervisorsOf = ({ supervision }: Pick<PlanSettings, "supervision">, directory: Directory): Contact[] =>
  withRole(unitOf(supervision, directory), "supervisor");

/** Who stands on a rung for a unit. Rule ES-1 */
export function onRung(to: RungTo, unit: UnitId, settings: PlanSettings, directory: Directory): Contact[] {
  switch (to) {
    case "operator":
      return decidersFor(unit, settings, directory);
    case "supervision":
      return supervisorsOf(settings, directory);
    case "liaison":
    case "section-head":
    case "deputy":
    case "head":
      return withRole(unitOf(unit, directory), to);
  }
}

/**
 * Where a unit's chat group is reached, if it has one; units with one group have one address between them.
 *
 * @rule RM-10 a group gets one short copy a day
 */
export function groupOf(id: UnitId, directory: Directory): { mail: BotAddress }[] {
  const bot = unitOf(id, directory)?.bot;
  const first = bot && directory.units.find((unit) => unit.bot?.url === bot.url);
  return first ? [{ mail: BotAddress.parse(`chat:${first.id}`) }] : [];
}
