import { z } from "zod";
import type { AuditRow } from "./audit.ts";
import { Day, type Instant } from "./day.ts";
import { Request } from "./duty.ts";
import type { Message } from "./notice.ts";

/** One thing that a rung rests on: what a unit was told, with what became of the mails; what came from it; what it was asked. */
export type RungEvidence =
  | { kind: "asked"; at: Instant; due: Day; measures: number }
  | { kind: "told"; at: Instant; steps: string[]; people: number; sent: number; delivered: number; failed: number }
  | { kind: "came"; at: Instant; codes: string[] }
  | { kind: "returned"; at: Instant; why: string; due: Day }
  | { kind: "ruled"; at: Instant; request: Request["kind"]; granted: boolean }
  | { kind: "declined"; at: Instant; rung: number; why: string };

/**
 * What a duty's history says for a rung, oldest first.
 *
 * @param messageTo  the message in which a person was told something on a day
 */
export const rungEvidence = (
  rows: readonly AuditRow[],
  messageTo: (mail: string, at: Instant) => Message | undefined,
): RungEvidence[] =>
  rows.flatMap((row): RungEvidence[] => {
    const { at } = row;
    const { due, measures, step, rungs, to, codes, why, request, granted } = Detail.parse(JSON.parse(row.detail));
    if (row.kind === "DutyOpened" && due) return [{ kind: "asked", at, due, measures }];
    if (row.kind === "ReportReceived") return [{ kind: "came", at, codes }];
    if (row.kind === "ReportReturned" && due) return [{ kind: "returned", at, why, due }];
    if (row.kind === "RequestDecided") return [{ kind: "ruled", at, request, granted }];
    if (row.kind === "EscalationDeclined") return rungs.map((rung) => ({ kind: "declined" as const, at, rung, why }));
    if (row.kind !== "Reminded" && row.kind !== "EscalationRaised") return [];
    const messages = to.flatMap((mail) => messageTo(mail, at) ?? []);
    const count = (of: (message: Message) => boolean): number => messages.filter(of).length;
    return [
      {
        kind: "told",
        at,
        steps: step ? [step] : rungs.map((no) => `rung-${no}`),
        people: to.length,
        sent: count(({ state }) => state === "sent"),
        delivered: count(({ delivery, answer, state }) => state === "sent" && isDelivered(delivery?.kind, answer)),
        failed: count(({ state }) => state === "failed"),
      },
    ];
  });

/** Whom a duty's history says to have been told, and when. */
export const tellingsIn = (rows: readonly AuditRow[]): { mail: string; at: Instant }[] =>
  rows
    .filter(({ kind }) => kind === "Reminded" || kind === "EscalationRaised")
    .flatMap(({ at, detail }) => Detail.parse(JSON.parse(detail)).to.map((mail) => ({ mail, at })));

/** By the provider's word; where it gives none, by the server that took the mail (I2). */
const isDelivered = (said: string | undefined, answer: string): boolean =>
  said === undefined ? answer.startsWith("250") : said === "delivered";

const Detail = z.object({
  due: Day.optional(),
  measures: z.number().catch(0),
  step: z.string().optional(),
  rungs: z.array(z.number()).default([]),
  to: z.array(z.string()).default([]),
  codes: z.array(z.string()).default([]),
  why: z.string().default(""),
  request: Request.shape.kind.default("extension"),
  granted: z.boolean().default(false),
});
