import { z } from "zod";
import { mailboxesOf, remindedOf, unitOf } from "./contacts.ts";
import { addDays, Day } from "./day.ts";
import { type Contact, type Directory, Mailbox, type Unit, UnitId } from "./directory.ts";
import { directoryOn } from "./in-office.ts";

/** What is doubtful about reaching a unit, for whoever keeps the directory. */
export const Finding = z.discriminatedUnion("kind", [
  /** Nobody is there to be told. */
  z.strictObject({ kind: z.literal("nobody"), unit: UnitId }),
  /** A mailbox is not written to (RM-12). */
  z.strictObject({ kind: z.literal("suppressed"), unit: UnitId, mail: Mailbox, why: z.string() }),
  /** A liaison is not there any more on the due day, and nobody in their place. */
  z.strictObject({ kind: z.literal("leaves"), unit: UnitId, mail: Mailbox, last: Day }),
  /** One mailbox is all there is. */
  z.strictObject({ kind: z.literal("alone"), unit: UnitId }),
  /** A liaison has no alternate; others of the unit would be told instead. */
  z.strictObject({ kind: z.literal("no-alternate"), unit: UnitId }),
]);
export type Finding = z.infer<typeof Finding>;

/** Whether a finding is worth a message by itself: who goes without alternate is only told beside what is. */
export const isPressing = ({ kind }: Pick<Finding, "kind">): boolean => kind !== "no-alternate";

/**
 * What may keep a month's messages from arriving.
 *
 * @rule RM-8 before a month opens the directory is checked: units that its messages would not reach, mailboxes that are not
 * written to, units with one contact, liaisons who leave before the due day
 *
 * @param units    those that will owe a report
 * @param offices  those that are told of them
 * @param lost     mailboxes that are not written to, and why
 */
export function preflight(
  { units, offices }: { units: readonly UnitId[]; offices: readonly UnitId[] },
  { opens, due }: { opens: Day; due: Day },
  whole: Directory,
  lost: ReadonlyMap<Mailbox, string>,
): Finding[] {
  const [atFirst, atLast] = [directoryOn(whole, opens), directoryOn(whole, due)];
  const suppressed = [...new Set([...units, ...offices])].flatMap((unit) =>
    everyMailbox(unitOf(unit, atFirst)).flatMap((mail): Finding[] => {
      const why = lost.get(mail);
      return why === undefined ? [] : [{ kind: "suppressed", unit, mail, why }];
    }),
  );
  return [...units.flatMap((unit) => ofUnit(unit, unitOf(unit, atFirst), unitOf(unit, atLast), due)), ...suppressed];
}

function ofUnit(id: UnitId, now: Unit | undefined, later: Unit | undefined, due: Day): Finding[] {
  if (remindedOf(now).length === 0) return [{ kind: "nobody", unit: id }];
  const liaisons = liaisonsOf(now);
  const leaving = liaisonsOf(later).length > 0 ? [] : liaisons;
  return [
    ...leaving.map(
      (contact): Finding => ({ kind: "leaves", unit: id, mail: contact.mail, last: lastDay(contact, due) }),
    ),
    ...(mailboxesOf(now).length === 1
      ? [{ kind: "alone" as const, unit: id }]
      : liaisons.some(({ alternate }) => !alternate)
        ? [{ kind: "no-alternate" as const, unit: id }]
        : []),
  ];
}

const liaisonsOf = (unit: Unit | undefined): Contact[] => unit?.contacts.filter(({ role }) => role === "liaison") ?? [];

/** The last day before the due day on which one is there who is not there then. */
function lastDay({ until, away = [] }: Contact, due: Day): Day {
  if (until && until < due) return until;
  return addDays(away.find((days) => days.from <= due && due <= days.until)?.from ?? due, -1);
}

const everyMailbox = (unit: Unit | undefined): Mailbox[] => [
  ...new Set((unit?.contacts ?? []).flatMap(({ mail, alternate }) => [mail, ...(alternate ? [alternate] : [])])),
];
