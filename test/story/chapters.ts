import { readMail } from "../../functions/adapters/mail-reader.ts";
import { after, type Instant } from "../../functions/core/day.ts";
import type { Received } from "../../infra/local/simulate/post-office.ts";
import { replyMail } from "../../infra/local/simulate/replies.ts";
import { ticksBetween } from "../../infra/local/ticker.ts";
import { bounceOf } from "./bounce.ts";
import { directory, MAIL, shanghai } from "./three-units.ts";

/** Something that happens: the clock ticks, or a mail arrives. */
export type Event = { at: string } & ({ tick: true } | { mail: (boxes: readonly Received[]) => Promise<Arriving> });
export interface Arriving {
  from: string;
  to: string;
  raw: Uint8Array;
}

/** A part of the month, with ordinary ticks after it. */
export interface Chapter {
  title: string;
  events: Event[];
  /** A report comes soon after a run: when the run is delayed by a fault, it rightly leaves out whoever has reported. */
  racing?: true;
}

/** Ticks at their ordinary times. */
const ticks = (from: string, to: string): Event[] =>
  [...ticksBetween(after(shanghai(from), -1), shanghai(to))].map((at) => ({
    at: localOf(at),
    tick: true,
  }));
/** The other way round: `2024-04-29 09:00` in Shanghai. */
export const localOf = (at: Instant): string =>
  new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");

/** A reply to the first mail in a box. */
const reply = (at: string, from: string, id: string, text: string, to = from): Event => ({
  at,
  mail: async (boxes) => {
    const opening = boxes.find((mail) => mail.to === to);
    if (!opening) throw new Error(`nothing in the box of ${to}`);
    return replyMail({
      to: await readMail(opening.raw),
      from,
      id,
      date: shanghai(at),
      text,
    });
  },
});

/** The departments' server could not deliver the last mail to a box. */
const bounce = (at: string, of: string): Event => ({
  at,
  mail: async (boxes) => {
    const lost = boxes.findLast((mail) => mail.to === of);
    return {
      from: "",
      to: "duban@duban.example",
      raw: bounceOf(of, lost?.messageId ?? ""),
    };
  },
});

/** April of the three units; 区园林局 and 区城管局 have one liaison for both. */
export const CHAPTERS: readonly Chapter[] = [
  {
    title: "the opening notices",
    events: ticks("2024-04-29 09:00", "2024-04-29 09:30"),
  },
  {
    title: "a mail is returned, and told to the alternate and the operator",
    events: [bounce("2024-04-29 10:07", MAIL.water.liaison), ...ticks("2024-04-29 10:15", "2024-04-29 10:45")],
  },
  {
    title: "a whole report",
    events: [
      reply(
        "2024-04-29 11:07",
        MAIL.water.liaison,
        "whole",
        "清水-1-1 已完成30%。\n清水-1-2 本月无进展。\n清水-2-1 已完成50%。",
      ),
      ...ticks("2024-04-29 11:15", "2024-04-29 11:45"),
    ],
  },
  {
    title: "one mail that answers for two units, and a stranger's",
    events: [
      reply("2024-04-30 14:07", MAIL.gardens.liaison, "two", "绿地-1-1 已完成60%。\n绿地-2-1 已完成40%。"),
      reply("2024-04-30 14:09", "nobody@elsewhere.example", "stranger", "绿地-1-2 已完成100%。", MAIL.gardens.liaison),
      ...ticks("2024-04-30 14:15", "2024-04-30 14:45"),
    ],
  },
  {
    title: "the reminder",
    events: ticks("2024-05-06 09:00", "2024-05-06 09:30"),
  },
  {
    title: "the due day",
    events: ticks("2024-05-07 09:00", "2024-05-07 09:30"),
  },
  {
    title: "the digest of the due day",
    events: ticks("2024-05-07 17:30", "2024-05-07 18:00"),
  },
  {
    title: "the first rung, and who is missing",
    events: ticks("2024-05-08 09:00", "2024-05-08 09:30"),
  },
  {
    title: "a late report just after the next rung",
    racing: true,
    events: [
      ...ticks("2024-05-09 09:00", "2024-05-09 09:00"),
      reply("2024-05-09 09:07", MAIL.gardens.liaison, "late", "绿地-1-2 已完成20%。\n绿地-2-2 本月无进展。"),
      ...ticks("2024-05-09 09:15", "2024-05-09 09:45"),
    ],
  },
  { title: "closing", events: ticks("2024-05-16 09:00", "2024-05-16 09:30") },
];

/** One liaison for two units: a mail of theirs may answer two duties. */
export const PEOPLE = directory({
  city: { ...MAIL.city, liaison: MAIL.gardens.liaison },
});
