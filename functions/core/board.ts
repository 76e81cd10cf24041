import { z } from "zod";
import { Lamp, type Standing, Timeliness } from "./duty.ts";
import { wantsReview } from "./review.ts";

/** Which duties of a month are looked at; what an address says wrongly is not said at all. */
export const BoardFilter = z.object({
  timeliness: Timeliness.optional().catch(undefined),
  /** That are overdue and have reached this rung of the ladder; 0: none yet. */
  rung: z.coerce.number().int().min(0).optional().catch(undefined),
  /** That ask for something in this programme. */
  programme: z.coerce.number().int().min(1).optional().catch(undefined),
  /** That have a measure of that programme, or of any, which stands so. */
  lamp: Lamp.optional().catch(undefined),
  waits: z.enum(["approval", "request", "review", "warnings"]).optional().catch(undefined),
});
export type BoardFilter = z.infer<typeof BoardFilter>;

/** What of a duty waits for a person: a rung for approval, a request, its report to be looked at, what the gates found. */
export type Waiting = NonNullable<BoardFilter["waits"]>;

/** A duty on the board of a day. */
export type BoardDuty = Standing & { timeliness: Timeliness; isOverdue: boolean };

export const passes = (row: BoardDuty, { timeliness, rung, programme, lamp, waits }: BoardFilter): boolean =>
  (!timeliness || row.timeliness === timeliness) &&
  (rung === undefined || (row.isOverdue && rungOf(row) === rung)) &&
  (!programme || programme in row.programmes) &&
  (!lamp || lampsIn(row, programme).some((lamps) => lamps[lamp])) &&
  (!waits || waitsFor(row, waits));

const lampsIn = ({ programmes }: Standing, programme: number | undefined) =>
  programme ? [programmes[programme] ?? {}] : Object.values(programmes);

export function waitsFor(standing: Standing, waits: Waiting): boolean {
  switch (waits) {
    case "approval":
      return standing.awaits !== undefined;
    case "request":
      return standing.request !== undefined;
    case "review":
      return wantsReview(standing);
    case "warnings":
      return standing.warnings > 0 && wantsReview(standing);
  }
}

/** The rung that a duty has reached in its round; 0 below the first. */
export const rungOf = ({ told }: Pick<Standing, "told">): number => Number(/^rung-(\d+)$/.exec(told)?.[1] ?? 0);

/** How many stand how. */
export function countsOf(rows: readonly { timeliness: Timeliness }[]): Record<Timeliness, number> {
  const counts = { "on-time": 0, late: 0, partial: 0, open: 0, missing: 0, exempt: 0 };
  for (const row of rows) counts[row.timeliness] += 1;
  return counts;
}

/** How many measures of a programme stand how, over all units that lead them: one led by three counts three times. */
export function lampsOf(
  rows: readonly Pick<Standing, "programmes">[],
  programme: number,
): Partial<Record<Lamp, number>> {
  const sum: Partial<Record<Lamp, number>> = {};
  for (const { programmes } of rows)
    for (const lamp of Lamp.options) {
      const count = programmes[programme]?.[lamp] ?? 0;
      if (count > 0) sum[lamp] = (sum[lamp] ?? 0) + count;
    }
  return sum;
}
