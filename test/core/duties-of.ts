import { EMPTY_CHAIN } from "../../functions/core/audit.ts";
import { day, month } from "../../functions/core/day.ts";
import { UnitId } from "../../functions/core/directory.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { MeasureId } from "../../functions/core/measure.ts";
import { PlanId } from "../../functions/core/plan-settings.ts";

export const id = (text: string): MeasureId => MeasureId.parse(text);

/** 区水务局 owes its report for April 2024 on two measures; nothing was told, nothing came. */
export const aDuty = (more: Partial<Duty> = {}): Duty => ({
  plan: PlanId.parse("daxing-2024"),
  period: month("2024-04"),
  unit: UnitId.parse("shuiwu"),
  round: 1,
  // Monday, Monday, Tuesday, Thursday
  days: {
    opens: day("2024-04-29"),
    reminds: day("2024-05-06"),
    due: day("2024-05-07"),
    closes: day("2024-05-16"),
  },
  provisional: false,
  measures: [
    { id: id("A2-6-1"), edition: 1 },
    { id: id("A2-6-2"), edition: 1 },
  ],
  entries: {},
  told: [],
  completeAt: null,
  closed: false,
  audit: EMPTY_CHAIN,
  ...more,
});
