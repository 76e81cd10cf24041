import { z } from "zod";
import { type Day, Instant } from "./day.ts";
import { type Directory, Mailbox, UnitId } from "./directory.ts";
import { Absence, HandOver, withAbsence, withHandOver } from "./in-office.ts";

const Change = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("handover"), ...HandOver.shape }),
  z.strictObject({ kind: z.literal("away"), ...Absence.shape }),
]);
export type Change = z.infer<typeof Change>;

/** What was changed about contacts, when, by whom and why: kept for ever. */
export const DirectoryChange = z.strictObject({
  at: Instant,
  by: z.string(),
  why: z.string(),
  change: z.discriminatedUnion("kind", [
    ...Change.options,
    z.strictObject({ kind: z.literal("mended"), mail: Mailbox }),
    /** The chat group of a unit gets copies, or no more; the bot's address is a secret, and not kept here. */
    z.strictObject({ kind: z.literal("bot"), unit: UnitId, chat: z.enum(["wecom", "dingtalk", "feishu"]).nullable() }),
    /** Taken from a list. */
    z.strictObject({
      kind: z.literal("listed"),
      contacts: z.array(z.strictObject({ unit: UnitId, mail: Mailbox, isNew: z.boolean() })).min(1),
    }),
  ]),
});
export type DirectoryChange = z.infer<typeof DirectoryChange>;

const REASON = { least: 2, most: 500 } as const;

/** Why nothing was changed, for whoever wanted to. */
export const UNCHANGED_WORDS = {
  "no-contact": "该邮箱那时不是这个单位的联系人。请在名录中核对单位和邮箱。",
  "same-mail": "交接前后是同一个邮箱。请核对两处邮箱。",
  "is-contact": "接手的邮箱届时已经是该单位同一岗位的联系人。请在名录中核对。",
  past: "日期不能早于今天：已经过去的日子由谁负责，不能再改。请改成今天或以后。",
  "ends-first": "结束日期早于开始日期。请核对。",
  "is-away": "这些日子里已经登记了不在岗或代办。请在名录中核对。",
  "no-why": `没有写明理由。请写 ${REASON.least} 至 ${REASON.most} 字。`,
  "not-failing": "这个邮箱没有退信记录，照常发信，不用处理。请核对邮箱。",
  raced: "通讯录刚被别人改过，这次没有保存。请核对名录后再试。",
} as const;
export type Unchanged = keyof typeof UNCHANGED_WORDS;

/**
 * The directory with a change in it, or why it cannot be.
 *
 * @rule RM-13 a hand-over is one dated change, kept with who made it and why; both are told what is open and from which day, and
 * what is open goes on, with its drafts
 */
export function directoryWith(
  whole: Directory,
  change: Change,
  why: string,
  today: Day,
): { directory: Directory } | { unchanged: Unchanged } {
  if (why.trim().length < REASON.least || why.length > REASON.most) return { unchanged: "no-why" };
  const [first, last] = daysOf(change);
  if (first < today) return { unchanged: "past" };
  if (last && last < first) return { unchanged: "ends-first" };
  const mail = change.kind === "handover" ? change.from : change.mail;
  const contacts = whole.units.find(({ id }) => id === change.unit)?.contacts ?? [];
  const overlaps = (days: { from: Day; until: Day }): boolean =>
    days.from <= (last ?? days.from) && first <= days.until;
  if (last && contacts.some((each) => each.mail === mail && each.away?.some(overlaps))) return { unchanged: "is-away" };
  if (change.kind === "handover") {
    if (change.to === change.from) return { unchanged: "same-mail" };
    const roles = contacts.filter((each) => each.mail === change.from).map(({ role }) => role);
    const isHeld = contacts.some(
      (each) => each.mail === change.to && roles.includes(each.role) && !(each.until && each.until < first),
    );
    if (isHeld) return { unchanged: "is-contact" };
  }
  const directory = change.kind === "handover" ? withHandOver(whole, handOverOf(change)) : withAbsence(whole, change);
  return directory ? { directory } : { unchanged: "no-contact" };
}

const daysOf = (change: Change): [Day, Day | undefined] =>
  change.kind === "handover" ? [change.on, change.until] : [change.from, change.until];

const handOverOf = ({ kind, ...handOver }: Extract<Change, { kind: "handover" }>): HandOver => handOver;
