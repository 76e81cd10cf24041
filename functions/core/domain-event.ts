import { z } from "zod";
import { AuditKind, type AuditRow } from "./audit.ts";
import { Day, Instant } from "./day.ts";
import { DutyKey, SubmissionId } from "./duty.ts";

/**
 * What other systems may hear of a duty, by kind and version (`infra/EVENTS.md` has an example of each). A field may be added
 * to a version; a field that goes, or means something else, makes the next. Nothing here names a person.
 */
export const DOMAIN_EVENTS = {
  DutyOpened: { version: 1, detail: z.object({ due: Day, measures: z.int() }) },
  DueDayMoved: { version: 1, detail: z.object({ from: Day, due: Day, round: z.int() }) },
  ReportReceived: {
    version: 1,
    /** `complete`: with it the last measure was answered. */
    detail: z.object({ submission: SubmissionId, codes: z.array(z.string()), complete: z.boolean() }),
  },
  ReportMissed: { version: 1, detail: z.object({ due: Day }) },
  EscalationRaised: { version: 1, detail: z.object({ rungs: z.array(z.int()) }) },
  ReportAccepted: { version: 1, detail: z.object({ round: z.int() }) },
  ReportReturned: { version: 1, detail: z.object({ round: z.int(), due: Day, entries: z.array(z.string()) }) },
  DutyClosed: { version: 1, detail: z.object({ complete: z.boolean() }) },
} as const satisfies Partial<Record<AuditKind, { version: number; detail: z.ZodType }>>;
type Told = keyof typeof DOMAIN_EVENTS;

/** One thing that happened to a duty, as others hear it. The same thing has the same id, however often it is told. */
export const DomainEvent = z.object({
  id: z.string(),
  kind: AuditKind,
  version: z.int(),
  at: Instant,
  ...DutyKey.shape,
  detail: z.record(z.string(), z.unknown()),
});
export type DomainEvent = z.infer<typeof DomainEvent>;

/** Whether others hear of such a row. */
export const isTold = (kind: AuditKind): kind is Told => kind in DOMAIN_EVENTS;

/** What others hear of a row of a duty's history; undefined when it is none of their business. */
export function eventOf({ plan, period, unit }: DutyKey, { kind, at, row, detail }: AuditRow): DomainEvent | undefined {
  if (!isTold(kind)) return undefined;
  const { version, detail: shape } = DOMAIN_EVENTS[kind];
  const id = `${plan}/${period}/${unit}/${row}`;
  return { id, kind, version, at, plan, period, unit, detail: shape.parse(JSON.parse(detail)) };
}
