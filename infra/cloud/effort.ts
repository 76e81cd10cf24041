import type { WorkQueue } from "../names.ts";

/** What one call of a function may take. */
export interface Effort {
  timeoutSeconds: number;
  /** CPU comes with memory: at 1,769 MB one core. */
  memoryMb: number;
}

/** How a queue is worked off. */
export interface BatchEffort extends Effort {
  /** Most messages a call. */
  batch: number;
  /** How long a batch may be gathered. Fewer calls cost less; but a receipt must not wait. */
  windowSeconds: number;
}

export const effortOf: Record<"schedule" | "mailbox" | "http", Effort> = {
  schedule: { timeoutSeconds: 60, memoryMb: 512 },
  mailbox: { timeoutSeconds: 240, memoryMb: 1024 },
  // an HTTP API gives up after 30 s
  http: { timeoutSeconds: 29, memoryMb: 512 },
};

export const batchesOf: Record<WorkQueue, BatchEffort> = {
  plans: { timeoutSeconds: 120, memoryMb: 512, batch: 1, windowSeconds: 0 },
  units: { timeoutSeconds: 60, memoryMb: 512, batch: 50, windowSeconds: 5 },
  messages: { timeoutSeconds: 120, memoryMb: 1024, batch: 50, windowSeconds: 2 },
  // as many as EventBridge takes in one call
  events: { timeoutSeconds: 60, memoryMb: 512, batch: 10, windowSeconds: 30 },
  // a mail has up to 40 MB and is taken apart in memory
  mails: { timeoutSeconds: 120, memoryMb: 1024, batch: 5, windowSeconds: 0 },
  "mail-events": { timeoutSeconds: 60, memoryMb: 512, batch: 10, windowSeconds: 30 },
};

/**
 * How many senders share the rate of the mail provider, and what each takes.
 *
 * @param mailPerSecond  of the provider, for all senders together
 * @returns `eachPerSecond` the share of one; `batch` what one sends in half of its time, so that none runs out of it
 */
export function sendersFor(mailPerSecond: number): { atOnce: number; eachPerSecond: number; batch: number } {
  const { batch, timeoutSeconds } = batchesOf.messages;
  // two is the least that SQS can be held to
  const atOnce = Math.max(2, Math.ceil(mailPerSecond / MAILS_PER_SECOND_OF_ONE));
  const eachPerSecond = mailPerSecond / atOnce;
  return {
    atOnce,
    eachPerSecond,
    batch: Math.min(batch, Math.max(1, Math.floor((eachPerSecond * timeoutSeconds) / 2))),
  };
}

/** What one Lambda composes and hands over, with room to spare. */
const MAILS_PER_SECOND_OF_ONE = 50;
