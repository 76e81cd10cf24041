import { day, instant } from "../../functions/core/day.ts";
import { UnitId } from "../../functions/core/directory.ts";
import { ownersOf } from "../../functions/core/owners.ts";
import { OwnedMeasure, Plan } from "../../functions/core/plan.ts";
import { daxing, daxingDirectory, daxingSettings } from "./daxing.ts";

export const unit = (id: string): UnitId => UnitId.parse(id);

/** The plan of Daxing in force since Monday 29 April 2024, with its measures as first imported. */
export const daxingPlan = Plan.parse({
  id: "daxing-2024",
  settings: daxingSettings,
  title: daxing.plan.title,
  year: 2024,
  number: daxing.plan.number,
  issuedOn: "2024-03-26",
  programmes: daxing.programmes,
  measures: [],
  inForceOn: "2024-04-29",
  source: "",
  open: [],
  importedAt: instant("2024-04-29T00:55:00Z"),
});
export const daxingMeasures = daxing.measures.map((measure) =>
  OwnedMeasure.parse({
    ...measure,
    edition: 1,
    retired: false,
    owners: ownersOf(measure, daxingDirectory, day("2024-04-29")),
  }),
);
