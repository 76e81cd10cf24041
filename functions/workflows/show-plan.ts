import { may, type Viewer } from "../core/access.ts";
import type { OwnedMeasure, Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";

/** What a plan says of itself, what is open in it (to those who see the board), or one of its programmes. Undefined when it has no such programme. */
export async function showPlan(
  plan: Plan,
  programme: string | undefined,
  viewer: Viewer,
  { store }: Pick<Ports, "store">,
) {
  const measures = await store.measures(plan);
  const inForce = measures.filter(({ retired }) => !retired);
  const asked = plan.programmes.find(({ no }) => String(no) === programme);
  if (programme !== undefined && !asked) return undefined;
  const ids = new Map(measures.map(({ code, id }) => [code, id]));
  const { id, title, number, issuedOn, inForceOn } = plan;
  return {
    id,
    title,
    number,
    issuedOn,
    inForceOn,
    programmes: plan.programmes.map((each) => ({
      ...each,
      ...countsOf(inForce.filter((measure) => measure.programme === each.no)),
    })),
    retired: measures.length - inForce.length,
    open: (may(viewer, "see-board", plan.settings) ? plan.open : []).map((point) => ({
      ...point,
      measureId: point.measure === null ? undefined : ids.get(point.measure),
    })),
    programme: asked && {
      title: asked.title,
      measures: inForce.filter((measure) => measure.programme === asked.no),
    },
  };
}

const countsOf = (measures: readonly OwnedMeasure[]) => ({
  measures: measures.length,
  units: new Set(measures.flatMap(({ owners }) => owners.leads)).size,
});
