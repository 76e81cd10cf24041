import { agenda, type Coming } from "../core/agenda.ts";
import type { Instant } from "../core/day.ts";
import type { Ladder } from "../core/ladder.ts";
import type { Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";

/** What comes next in a plan by the calendar, soonest first, with the ladder that its rungs are of. */
export async function showAgenda(
  plan: Plan,
  from: Instant,
  { store }: Pick<Ports, "store">,
): Promise<{ coming: Coming[]; ladder: Ladder }> {
  const [calendar, ladder] = await Promise.all([store.calendar(plan.settings), store.ladder(plan.settings)]);
  return { coming: agenda(plan, from, calendar, ladder), ladder };
}
