import { z } from "zod";
import { Instant } from "./day.ts";
import type { Message } from "./notice.ts";

/** From what says least of a mail to what says most. */
const KINDS = ["delayed", "returned-for-now", "delivered", "complained", "refused"] as const;

/** What the provider says became of a mail that it took. */
export const Delivery = z.strictObject({
  kind: z.enum(KINDS),
  at: Instant,
  /** It says that the mailbox will not take our mail, whatever the mail (RM-12). */
  hard: z.literal(true).optional(),
  /** In words for the operator; empty when all went well. */
  why: z.string(),
  /** When the provider took the mail, and what it called it: proof that it was sent. */
  takenAt: Instant,
  answer: z.string(),
});
export type Delivery = z.infer<typeof Delivery>;

/**
 * What is known of a mail after one more word of the provider.
 *
 * @rule RM-9 whatever the provider says of a mail, in whatever order and however often, ends in one state; that it will never arrive is told once, that it came back for now is not
 */
export function joined(known: Delivery | undefined, said: Delivery): Delivery {
  if (!known) return said;
  return [known, said].sort(
    (one, other) =>
      KINDS.indexOf(other.kind) - KINDS.indexOf(one.kind) || compare(one.at, other.at) || compare(one.why, other.why),
  )[0]!; // of two
}
const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** Whether a person has to be told: it did not arrive and will not, or its reader does not want it. */
export const isAlarming = (delivery: Delivery | undefined): boolean =>
  delivery?.kind === "refused" || delivery?.kind === "complained";

/** The message as the provider's word makes it: sent for certain, whatever its sender could record; or refused. */
export function settled<Kept extends Pick<Message, "state" | "sentAt" | "answer" | "delivery">>(message: Kept): Kept {
  const { state, delivery } = message;
  if (!delivery) return message;
  const sentAt = message.sentAt ?? delivery.takenAt;
  if (delivery.kind === "refused") return { ...message, state: "failed", sentAt, answer: delivery.why };
  return state === "sent" || state === "failed"
    ? message
    : { ...message, state: "sent", sentAt, answer: delivery.answer };
}
