import { z } from "zod";
import { Instant } from "./day.ts";
import { Mailbox } from "./directory.ts";
import type { Notice } from "./notice.ts";

/** That a plan was stopped, by whom and why, and who let it go on. */
export const Stop = z.strictObject({
  at: Instant,
  by: Mailbox,
  why: z.string(),
  ended: z.strictObject({ at: Instant, by: Mailbox }).optional(),
});
export type Stop = z.infer<typeof Stop>;

/** All stops of a plan, oldest first. */
type Stops = readonly Stop[];

/** The stop that holds now; undefined when the plan goes on. */
export const heldBy = ({ stops }: { stops?: Stops | undefined }): Stop | undefined => {
  const last = stops?.at(-1);
  return last?.ended ? undefined : last;
};

/**
 * Whether a message may leave.
 *
 * @rule RM-14 while a plan is stopped nothing is told in its name but sign-in links; what comes is recorded, and when it goes on only what still holds is told
 */
export const mayLeave = (plan: { stops?: Stops | undefined }, notices: readonly Pick<Notice, "kind">[]): boolean =>
  !heldBy(plan) || notices.every(({ kind }) => kind === "sign-in");

const REASON = { least: 2, most: 500 } as const;

/** Why a plan was neither stopped nor let go on, for whoever wanted to. */
export const UNSTOPPED_WORDS = {
  "is-stopped": "这份计划已经停发。请刷新后核对。",
  "not-stopped": "这份计划没有停发。请刷新后核对。",
  "no-why": `没有写明停发的理由。请写 ${REASON.least} 至 ${REASON.most} 字。`,
} as const;
export type Unstopped = keyof typeof UNSTOPPED_WORDS;

interface Who {
  by: Mailbox;
  at: Instant;
}

/** The stops of a plan with one more, or why not. */
export function stopped(stops: Stops, { by, at }: Who, why: string): Stop[] | Unstopped {
  if (heldBy({ stops })) return "is-stopped";
  if (why.trim().length < REASON.least || why.length > REASON.most) return "no-why";
  return [...stops, { at, by, why: why.trim() }];
}

/** The stops of a plan that goes on, or why not. */
export function resumed(stops: Stops, who: Who): Stop[] | Unstopped {
  const last = heldBy({ stops });
  return last ? [...stops.slice(0, -1), { ...last, ended: who }] : "not-stopped";
}
