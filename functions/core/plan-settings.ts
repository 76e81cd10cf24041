import { z } from "zod";
import { CalendarName, CHINA } from "./calendar.ts";
import { TimeOfDay, Zone } from "./day.ts";
import { UnitId } from "./directory.ts";
import { LadderName } from "./ladder.ts";
import { Language } from "./language.ts";

export const PlanId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/)
  .brand<"PlanId">();
export type PlanId = z.infer<typeof PlanId>;

/** What a person decided about how a plan is run (`data/plans/<id>/settings.json`). */
export const PlanSettings = z.strictObject({
  id: PlanId,
  /** The document's title without blanks, by which a later version of it is known as the same plan. */
  title: z.string().min(1),
  /** How mails name it. */
  name: z.string().min(1).max(40),
  zone: Zone,
  /** In which its document is written, its mails are, and its units answer. */
  language: Language.default("zh"),
  /** Whose days off count. */
  calendar: CalendarName.default(CHINA),
  /** Its own ladder; the deployment's when absent. */
  ladder: LadderName.optional(),
  /** The unit that runs the plan, and the one that decides what concerns that unit itself (CY-6). */
  operator: UnitId,
  supervision: UnitId,
  /** Short code of each programme, in the order of the annexes. */
  programmes: z.array(z.string().min(1).max(4)).min(1),
  cycle: z
    .strictObject({
      /** How many months a period has: it is named by the last of them (CY-9). */
      everyMonths: z.literal([1, 2, 3, 4, 6, 12]).default(1),
      /** The report is due by the end of this working day of the next month; exclusive: of the one before it (CY-1). */
      dueWorkingDay: z.int().min(1).max(15),
      inclusive: z.boolean(),
      /** Working days before the due day: directory check, opening notice, reminder of what is missing (RM-8, RM-1, RM-2). */
      preflightBefore: z.int().min(1).max(15),
      opensBefore: z.int().min(1).max(10),
      remindsBefore: z.int().min(1).max(9),
      /** Working days after the due day (DG-2). */
      closesAfter: z.int().min(1).max(20),
    })
    .refine(
      ({ preflightBefore, opensBefore, remindsBefore }) =>
        remindsBefore < opensBefore && opensBefore <= preflightBefore,
      {
        message: "应为：名录核对不晚于首次通知，提醒晚于首次通知。请核对三个工作日数。",
      },
    ),
  /** When messages of the day go out, and within which hours (RM-3, DG-1). */
  hours: z.strictObject({
    from: TimeOfDay,
    to: TimeOfDay,
    send: TimeOfDay,
    evening: TimeOfDay,
  }),
  /** With several leads: each reports, or the first consolidates (CY-3). */
  leads: z.enum(["each", "first"]),
  /** What assisting units owe (CY-4): undecided counts as none. */
  assists: z.enum(["undecided", "none"]),
});
export type PlanSettings = z.infer<typeof PlanSettings>;
