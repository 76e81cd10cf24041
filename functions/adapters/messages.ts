import { z } from "zod";
import { Instant, type Month } from "../core/day.ts";
import { SubmissionId } from "../core/duty.ts";
import { Entry } from "../core/entry.ts";
import { Message } from "../core/notice.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { Submission, waits } from "../core/submission.ts";
import type { JournalLine, Stored } from "../workflows/ports.ts";
import { everyItem } from "./query.ts";
import { type Kind, readAs, rowOf } from "./rows.ts";
import type { Row, Table } from "./table.ts";

/** Unsent messages are spread over so many partitions of the index. */
const SHARDS = 4;
const shardOf = (id: string): number => id.charCodeAt(0) % SHARDS;
const isWaiting = ({ state }: Message): boolean => state === "pending" || state === "claimed";

export const MESSAGES: Kind<Message> = {
  schema: 1,
  shape: Message,
  key: ({ id }) => ({ pk: `MESSAGE#${id}`, sk: "MESSAGE" }),
  indexes: (message) => {
    const { id, dueAt, sentAt, notices } = message;
    const waits = isWaiting(message);
    const plan = notices[0]?.plan;
    const at = sentAt ?? dueAt;
    return {
      waitingPk: waits ? `UNSENT#${shardOf(id)}` : undefined,
      waitingSk: waits ? `${dueAt}#${id}` : undefined,
      journalPk: waits ? undefined : `PLAN#${plan}#OUT#${at.slice(0, 7)}`,
      journalSk: waits ? undefined : `${at}#${id}`,
      line: waits
        ? undefined
        : {
            id,
            at,
            who: message.to,
            subject: message.subject,
            state: message.state,
            about: notices.map(({ kind }) => kind).join(","),
          },
    };
  },
};

/** AP-9  What was a person told in one message? Key: MESSAGE#id, one read. Asks: deliver, a reply's token or thread, pages. */
export async function messageOf(table: Table, id: string, how?: "hint"): Promise<Stored<Message> | undefined> {
  const item = await table.get({ pk: `MESSAGE#${id}`, sk: "MESSAGE" }, how);
  return item && readAs(MESSAGES, item);
}

/**
 * AP-10  Which messages may go out by now, oldest first, and since when?
 *
 *   index  waiting     pk = UNSENT#0 … UNSENT#3   sk up to <now>   (sparse: gone when sent)
 *   cost   half a read unit a partition when nothing waits
 *   asks   deliver, at every tick and after every write that wants something sent
 */
export async function* unsentBy(table: Table, by: Instant): AsyncIterable<{ id: string; dueAt: Instant }> {
  for (let shard = 0; shard < SHARDS; shard += 1)
    for await (const { waitingSk } of everyItem(table, {
      index: "waiting",
      pk: `UNSENT#${shard}`,
      sk: { from: "0", to: `${by}~` },
    }))
      yield { id: String(waitingSk).slice(by.length + 1), dueAt: Instant.parse(String(waitingSk).slice(0, by.length)) };
}

export const SUBMISSIONS: Kind<Submission> = {
  schema: 1,
  shape: Submission,
  key: ({ id }) => ({ pk: `SUBMISSION#${id}`, sk: "SUBMISSION" }),
  indexes: (submission) => {
    const { id, plan, unit, at, from, subject, outcome } = submission;
    const held = waits(submission);
    return {
      waitingPk: held ? `HELD#${plan ?? "-"}` : undefined,
      waitingSk: held ? `${at}#${id}` : undefined,
      journalPk: `PLAN#${plan ?? "-"}#IN#${at.slice(0, 7)}`,
      journalSk: `${at}#${id}`,
      line: {
        id,
        at,
        who: from,
        subject,
        state: outcome.kind === "held" && !held ? "dismissed" : outcome.kind,
        about: unit ?? "",
      },
    };
  },
};

/** Bytes of entries in one item; DynamoDB takes 400 KB. */
const PART_BYTES = 150_000;

/** The rows of a submission: what does not fit into its own item stands in parts beside it. */
export function submissionRows(submission: Stored<Submission>): Row[] {
  const [first = [], ...more] = partsOf(submission.entries);
  const { pk } = SUBMISSIONS.key(submission);
  const parts = more.map((entries, nth) => ({
    put: { pk, sk: partName(nth), schema: SUBMISSIONS.schema, entries },
    when: "any" as const,
  }));
  const own = rowOf(SUBMISSIONS, { ...submission, entries: first });
  return [{ ...own, put: { ...own.put, ...(parts.length > 0 && { parts: parts.length }) } }, ...parts];
}
const partName = (nth: number): string => `PART#${String(nth + 1).padStart(3, "0")}`;

function partsOf(entries: readonly Entry[]): Entry[][] {
  const parts: Entry[][] = [[]];
  let bytes = 0;
  for (const entry of entries) {
    bytes += Buffer.byteLength(JSON.stringify(entry));
    if (bytes > PART_BYTES) {
      parts.push([]);
      bytes = Buffer.byteLength(JSON.stringify(entry));
    }
    parts.at(-1)?.push(entry);
  }
  return parts;
}

/** AP-11  What came in as one submission, with its parts? Key: SUBMISSION#id / SUBMISSION, one read, and one for each part. Asks: every arrival (is it a duplicate?), pages, deliver. */
export async function submissionOf(table: Table, id: string, how?: "hint"): Promise<Stored<Submission> | undefined> {
  const pk = `SUBMISSION#${id}`;
  const item = await table.get({ pk, sk: "SUBMISSION" }, how);
  const own = item && readAs(SUBMISSIONS, item);
  if (!own) return undefined;
  const count = Number(item.parts ?? 0);
  const parts = await Promise.all(Array.from({ length: count }, (_, nth) => table.get({ pk, sk: partName(nth) }, how)));
  return { ...own, entries: [...own.entries, ...parts.flatMap((part) => Entry.array().parse(part?.entries))] };
}

const Line = z.object({
  id: z.string(),
  at: Instant,
  who: z.string(),
  subject: z.string(),
  state: z.string(),
  about: z.string(),
});

/**
 * AP-12  What went out, or came in, in a month (UTC), newest first?
 *
 *   index  journal     pk = PLAN#p#OUT#2024-04, PLAN#p#IN#2024-04 (PLAN#-#… for what belongs to no plan)   sk = <at>#id
 *   cost   a page of 100 lines of 0.3 KB: 4 read units
 *   asks   pages, simulate
 */
export async function* journalOf(
  table: Table,
  plan: PlanId | "-",
  way: "OUT" | "IN",
  monthUtc: Month,
): AsyncIterable<JournalLine> {
  for await (const { line } of everyItem(table, {
    index: "journal",
    pk: `PLAN#${plan}#${way}#${monthUtc}`,
    descending: true,
  }))
    yield Line.parse(line);
}

/** AP-13  Which submissions wait for a person, oldest first? Index waiting, pk = HELD#p. Asks: pages, the operator's daily notice. */
export async function* heldOf(table: Table, plan: PlanId | "-"): AsyncIterable<SubmissionId> {
  for await (const { waitingSk } of everyItem(table, {
    index: "waiting",
    pk: `HELD#${plan}`,
  }))
    yield SubmissionId.parse(String(waitingSk).split("#")[1]);
}
