import type { Bot } from "../core/bot.ts";
import { withFine } from "../core/contact-health.ts";
import { keepersOf } from "../core/contacts.ts";
import { dayAt } from "../core/day.ts";
import type { Mailbox, UnitId } from "../core/directory.ts";
import { type Change, type DirectoryChange, directoryWith, type Unchanged } from "../core/directory-change.ts";
import { contactsIn, type TableContact, withContacts } from "../core/directory-table.ts";
import { isWanted, missingIn } from "../core/duty.ts";
import type { Notice } from "../core/notice.ts";
import type { Plan } from "../core/plan.ts";
import type { Changes, Ports } from "./ports.ts";
import { tellAtOnce } from "./run.ts";

export type Changed = { done: DirectoryChange } | { unchanged: Unchanged };

/** Changes who is contact of a unit, and tells both of a hand-over; not when somebody else was first. Rules RM-11, RM-13. */
export async function changeDirectory(
  change: Change,
  { by, why }: Pick<DirectoryChange, "why"> & { by: Mailbox },
  ports: Ports,
): Promise<Changed> {
  const at = ports.now();
  const open = change.kind === "handover" ? await openIn(change.unit, ports) : [];
  return ports.store.change(async (changes): Promise<Changed> => {
    if (!changes.isFirst) return { unchanged: "raced" };
    const { version, ...whole } = await ports.store.wholeDirectory();
    const found = directoryWith(whole, change, why, dayAt(at, whole.zone ?? "UTC"));
    if ("unchanged" in found) return found;
    const done = { at, by, why: why.trim(), change };
    changes.directory({ ...found.directory, ...(version !== undefined && { version }) });
    changes.directoryChange(done);
    if (change.kind === "handover") for (const of of open) await tellBoth(change, of, changes, ports);
    return { done };
  });
}

/** Somebody says that a mailbox takes our mail again: it is written to from now on. Rule RM-12. */
export async function mendContact(
  mail: Mailbox,
  { by, why }: Pick<DirectoryChange, "why"> & { by: Mailbox },
  ports: Ports,
): Promise<Changed> {
  const at = ports.now();
  return ports.store.change(async (changes): Promise<Changed> => {
    const health = await ports.store.health(mail);
    const after = health && withFine(health, { at, by });
    if (!after || after === health) return { unchanged: "not-failing" };
    const done = { at, by, why, change: { kind: "mended" as const, mail } };
    changes.health(after);
    changes.directoryChange(done);
    return { done };
  });
}

/** What a list of contacts would add, or all that is wrong with it; changes nothing. */
export async function contactsListed(
  file: { name: string; content: Uint8Array },
  { store, files }: Pick<Ports, "store" | "files">,
): Promise<{ contacts: TableContact[] } | { problems: string[] }> {
  const [read] = await files.read(file);
  if (!read || !("cells" in read)) return { problems: ["读不出表格。请用 .xlsx 文件，不加密码。"] };
  return contactsIn(read.cells, await store.wholeDirectory());
}

/** Takes the contacts of a list into the directory. Rule RM-13 */
export const takeContacts = (contacts: readonly TableContact[], by: Mailbox, ports: Ports): Promise<void> =>
  ports.store.change(async (changes) => {
    if (contacts.length === 0) return;
    changes.directory(withContacts(await ports.store.wholeDirectory(), contacts));
    const listed = contacts.map(({ unit, contact: { mail }, isNew }) => ({ unit, mail, isNew }));
    changes.directoryChange({ at: ports.now(), by, why: "导入名单", change: { kind: "listed", contacts: listed } });
  });

/** Sets the bot of a unit's chat group, which gets copies for attention; none takes it away. Rule RM-10 */
export const setBot = (unit: UnitId, bot: Bot | undefined, by: Mailbox, ports: Ports): Promise<void> =>
  ports.store.change(async (changes) => {
    const whole = await ports.store.wholeDirectory();
    const units = whole.units.map((each) => {
      if (each.id !== unit) return each;
      const { bot: _, ...rest } = each;
      return bot ? { ...rest, bot } : rest;
    });
    changes.directory({ ...whole, units });
    const change = { kind: "bot", unit, chat: bot?.kind ?? null } as const;
    changes.directoryChange({ at: ports.now(), by, why: "在页面上设置", change });
  });

/** Who changes the directory: whoever was named, when they may; else the first who may. */
export const keeperNamed = async (by: string | undefined, { store }: Ports): Promise<Mailbox | undefined> =>
  keepersOf(await store.directory()).find(({ mail }) => by === undefined || mail === by.toLowerCase())?.mail;

interface OpenInPlan {
  plan: Plan;
  open: Extract<Notice, { kind: "handover" }>["open"];
}

/** What a unit still owes, by plan; a unit that owes nothing is told in the name of the first plan. */
async function openIn(unit: UnitId, { store }: Ports): Promise<OpenInPlan[]> {
  const found: OpenInPlan[] = [];
  for (const plan of await store.plans()) {
    const open: OpenInPlan["open"] = [];
    for await (const key of store.openDuties(plan.id)) {
      const duty = key.unit === unit ? await store.duty(key) : undefined;
      if (duty && isWanted(duty))
        open.push({
          period: duty.period,
          due: duty.days.due,
          missing: missingIn(duty).length,
          asked: duty.measures.length,
        });
    }
    found.push({ plan, open });
  }
  const owing = found.filter(({ open }) => open.length > 0);
  return owing.length > 0 ? owing : found.slice(0, 1);
}

/** In office hours, in a message of its own for each. */
async function tellBoth(
  change: Extract<Change, { kind: "handover" }>,
  { plan, open }: OpenInPlan,
  changes: Changes,
  ports: Ports,
): Promise<void> {
  const { from, to, unit, on } = change;
  const at = ports.now();
  for (const side of ["leaving", "taking"] as const) {
    const mail = side === "leaving" ? from : to;
    const key = `handover#${plan.id}#${unit}#${from}#${to}#${on}#${at}#${side}`;
    await tellAtOnce(changes, at, { mail }, key, { ...change, plan: plan.id, for: side, open }, ports, "office");
  }
}
