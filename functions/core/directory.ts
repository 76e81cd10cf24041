import { z } from "zod";
import { Bot } from "./bot.ts";
import { Day, Zone } from "./day.ts";

export const UnitId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/)
  .brand<"UnitId">();
export type UnitId = z.infer<typeof UnitId>;

/** A mailbox; the person behind it is known by it. Lower case, so that it compares as text. */
export const Mailbox = z
  .email()
  .max(120)
  .transform((mail) => mail.toLowerCase())
  .brand<"Mailbox">();
export type Mailbox = z.infer<typeof Mailbox>;

/** What a contact is in the unit: 联络员, 科室负责人, 分管领导, 主要负责人; operator and supervisor run the plan. */
export const Role = z.enum(["liaison", "section-head", "deputy", "head", "operator", "supervisor"]);
export type Role = z.infer<typeof Role>;

export const Contact = z.strictObject({
  mail: Mailbox,
  /** How a mail addresses them: `联络员`, or a name. */
  name: z.string().trim().min(1).max(40),
  role: Role,
  /** Takes the place of `mail` where that cannot be reached (RM-7). */
  alternate: Mailbox.optional(),
  /** Takes over on this day, and hands over at the end of that one; without, has been there and stays. */
  from: Day.optional(),
  until: Day.optional(),
  /** Took over from this one, whose drafts are theirs now (RM-13). */
  follows: Mailbox.optional(),
  /** Is away on these days, both counted: whoever stands in is a contact with dates. */
  away: z.array(z.strictObject({ from: Day, until: Day })).optional(),
  /** Gets only these programmes of a plan, by number; all when absent (CY-8). */
  programmes: z.array(z.int().min(1)).min(1).optional(),
});
export type Contact = z.infer<typeof Contact>;

/** A named body (单位). */
export const Unit = z.strictObject({
  id: UnitId,
  name: z.string().trim().min(2).max(40),
  /** Other names that documents and people use for it. */
  aliases: z.array(z.string().trim().min(2)).default([]),
  kind: z.enum(["department", "town", "street", "park", "office", "company"]),
  contacts: z.array(Contact),
  /** Of its chat group, which gets copies for attention (RM-10). */
  bot: Bot.optional(),
});
export type Unit = z.infer<typeof Unit>;

/** A name that stands for several units (各镇人民政府), from a day on. */
export const Group = z.strictObject({
  name: z.string().trim().min(2),
  from: Day,
  units: z.array(UnitId).min(1),
});
export type Group = z.infer<typeof Group>;

/** Who there is: units with their contacts, and the dated roster of groups. */
export const Directory = z
  .strictObject({
    units: z.array(Unit).min(1),
    groups: z.array(Group),
    /** In which the days of its contacts begin; UTC without. */
    zone: Zone.optional(),
  })
  .superRefine(({ units, groups }, context) => {
    const names = units.flatMap((unit) => [unit.name, ...unit.aliases]);
    for (const name of names.filter((each, at) => names.indexOf(each) !== at))
      context.addIssue({
        code: "custom",
        message: `单位名称“${name}”重复。请只保留一个。`,
      });
    const ids = new Set<UnitId>();
    for (const { id } of units) {
      if (ids.has(id))
        context.addIssue({
          code: "custom",
          message: `单位编号“${id}”重复。请改用另一个编号。`,
        });
      ids.add(id);
    }
    for (const group of groups)
      for (const unit of group.units)
        if (!ids.has(unit))
          context.addIssue({
            code: "custom",
            message: `单位组“${group.name}”里的“${unit}”不在名录中。请先添加该单位。`,
          });
  });
export type Directory = z.infer<typeof Directory>;

/**
 * A directory with more units: a unit or group that it has already is replaced, whatever it does not name stays.
 *
 * @returns the sentences that say why it cannot be, when a unit's id is another's
 */
export function withMore(before: Directory, more: Directory): { directory: Directory } | { problems: string[] } {
  const others = new Map(more.units.map((unit) => [unit.id, unit]));
  const renamed = before.units.flatMap(({ id, name }) => {
    const other = others.get(id);
    return !other || [other.name, ...other.aliases].includes(name)
      ? []
      : [`单位编号“${id}”已是“${name}”，不能用于“${other.name}”。请换一个编号；确是改名的，请把旧名称列入 aliases。`];
  });
  if (renamed.length > 0) return { problems: renamed };
  const parsed = Directory.safeParse({
    ...before,
    ...more,
    units: [
      ...before.units.map((unit) => others.get(unit.id) ?? unit),
      ...more.units.filter(({ id }) => !before.units.some((unit) => unit.id === id)),
    ],
    groups: [...before.groups.filter((group) => !more.groups.some((other) => isSame(group, other))), ...more.groups],
  });
  return parsed.success ? { directory: parsed.data } : { problems: parsed.error.issues.map(({ message }) => message) };
}
const isSame = (group: Group, other: Group): boolean => group.name === other.name && group.from === other.from;
