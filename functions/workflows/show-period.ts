import { periodsOf } from "../core/cycle.ts";
import { Month } from "../core/day.ts";
import type { Directory } from "../core/directory.ts";
import type { Period, Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";

/** The months of a plan, and the one to show with what is stored of it. */
export interface ShownPeriods {
  period: Month;
  stored: Period | undefined;
  all: { period: Month; isOpened: boolean; result: Period["result"] }[];
}

/** The month asked for; the latest that was opened, or the first, when none is. Undefined when it is none of the plan's. */
export async function shownPeriods(
  plan: Plan,
  asked: string | undefined,
  { store }: Pick<Ports, "store">,
): Promise<ShownPeriods | undefined> {
  const months = periodsOf(plan);
  const opened = await store.periods(plan.id);
  const stored = months.map((month) => opened.find(({ period }) => period === month));
  const latest = stored.findLastIndex((each) => each !== undefined);
  const wanted = asked === undefined ? months[Math.max(latest, 0)] : Month.safeParse(asked).data;
  const at = wanted ? months.indexOf(wanted) : -1;
  const period = months[at];
  return (
    period && {
      period,
      stored: stored[at],
      all: months.map((each, index) => ({
        period: each,
        isOpened: stored[index] !== undefined,
        result: stored[index]?.result,
      })),
    }
  );
}

/** What pages call a unit; its id when the directory does not have it any more. */
export const namedUnit = (id: string, { units }: Directory): { id: string; name: string } => ({
  id,
  name: units.find((unit) => unit.id === id)?.name ?? id,
});
export const named = ({ id, settings: { name } }: Plan): { id: string; name: string } => ({ id, name });

/** Rows of units in the order of the directory, unknown ones last. */
export function inOrderOf<Row extends { unit: string }>({ units }: Directory, rows: readonly Row[]): Row[] {
  const places = new Map<string, number>(units.map(({ id }, at) => [id, at]));
  return rows.toSorted((a, b) => (places.get(a.unit) ?? units.length) - (places.get(b.unit) ?? units.length));
}
