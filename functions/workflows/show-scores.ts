import { dayAt, type Instant } from "../core/day.ts";
import { isFinal, isWaiting } from "../core/objection.ts";
import type { Plan } from "../core/plan.ts";
import { ranking } from "../core/score.ts";
import type { Ports } from "./ports.ts";
import { named, namedUnit, shownPeriods } from "./show-period.ts";

/** How units were scored for a month, and the places of the year so far (SC-2). Undefined when the plan has no such month. */
export async function showScores(
  plan: Plan,
  asked: { period?: string | undefined },
  at: Instant,
  { store }: Pick<Ports, "store">,
) {
  const shown = await shownPeriods(plan, asked.period, { store });
  if (!shown) return undefined;
  const [year, directory] = await Promise.all([store.scores(plan.id, plan.year), store.directory()]);
  const today = dayAt(at, plan.settings.zone);
  const scored = [...new Set(year.map(({ period }) => period))].toSorted();
  /** The month asked for, else the latest that was scored. */
  const period = asked.period === undefined ? (scored.at(-1) ?? shown.period) : shown.period;
  const scores = new Map(year.flatMap((score) => (score.period === period ? [[score.unit, score] as const] : [])));
  return {
    plan: named(plan),
    period,
    scored,
    year: plan.year,
    month: ranking([...scores.values()]).map(({ rank, unit }) => {
      const score = scores.get(unit)!; // ranked were these
      return {
        rank,
        unit: namedUnit(unit, directory),
        points: score.points,
        deductions: score.deductions.map(({ points, why, lifted }) => ({
          points,
          why,
          isLifted: lifted !== undefined,
        })),
        objectableUntil: score.objectableUntil,
        state: isWaiting(score)
          ? ("objected" as const)
          : isFinal(score, today)
            ? ("final" as const)
            : ("open" as const),
      };
    }),
    places: ranking(year).map((each) => ({ ...each, unit: namedUnit(each.unit, directory) })),
  };
}
