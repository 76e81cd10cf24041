import { z } from "zod";
import { Day } from "../core/day.ts";
import { Mailbox } from "../core/directory.ts";

/** Who hands over to whom and when, as a form says it; `until` where somebody only stands in. */
export const HandOverForm = z.object({
  from: Mailbox,
  to: z
    .string()
    .trim()
    .toLowerCase()
    .transform((text) => Mailbox.safeParse(text).data),
  name: z.string().trim().min(1).max(40),
  on: Day,
  until: z.union([z.literal("").transform(() => undefined), Day]).optional(),
  why: z.string(),
});
