import { z } from "zod";
import { Instant } from "./day.ts";
import { Mailbox } from "./directory.ts";

const Failure = z.strictObject({
  at: Instant,
  /** It will not come right by itself: there is no such mailbox, or its reader does not want our mail. */
  hard: z.boolean(),
  why: z.string(),
});
type Failure = z.infer<typeof Failure>;

/** Whether what is sent to a mailbox arrives; of one that never failed nothing is kept. */
export const ContactHealth = z.object({
  mail: Mailbox,
  /** The last that counts. */
  failure: Failure.optional(),
  /** When something arrived after a failure, or who said that it is mended. */
  fine: z.strictObject({ at: Instant, by: z.string() }).optional(),
});
export type ContactHealth = z.infer<typeof ContactHealth>;

/** How a mailbox fails at present; undefined when nothing is known to be wrong. */
export const failing = ({ failure, fine }: ContactHealth): "hard" | "soft" | undefined =>
  failure && !(fine && fine.at >= failure.at) ? (failure.hard ? "hard" : "soft") : undefined;

/**
 * Whether a mailbox is left alone.
 *
 * @rule RM-12 a mailbox of a unit that failed for good is not written to until something reaches it or a person says it is mended; what is
 * for it goes to its alternate, else to the next of its unit, and the operator is told
 */
export const isSuppressed = (health: ContactHealth): boolean => failing(health) === "hard";

/** With one failure more. A passing one hides none that is for good; the same health when it says nothing new. */
export function withFailure<Kept extends ContactHealth>(health: Kept, failure: Failure): Kept {
  const isKnown = health.failure && health.failure.at >= failure.at;
  if (isKnown || (isSuppressed(health) && !failure.hard)) return health;
  return { ...health, failure };
}

/** With what says that it is fine: a person now, or a delivery later than the failure; the same health when nothing was wrong. */
export const withFine = <Kept extends ContactHealth>(
  health: Kept,
  fine: { at: Instant; by: Mailbox | "delivery" },
): Kept =>
  failing(health) && (fine.by !== "delivery" || (health.failure?.at ?? "") < fine.at) ? { ...health, fine } : health;
