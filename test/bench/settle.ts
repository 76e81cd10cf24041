import { randomUUID } from "node:crypto";
import { setSetting } from "../../functions/adapters/store.ts";
import { cycleDays } from "../../functions/core/cycle.ts";
import { putDuty } from "../../functions/workflows/history.ts";
import type { Changes } from "../../functions/workflows/ports.ts";
import type { Deployment } from "../../infra/local/deployment.ts";
import { sampleHolidays } from "../../infra/local/plan-files.ts";
import type { Office } from "./office.ts";

/** So many units, or measures, are put in one write. */
const GROUP = 20;

/** Puts an office into a deployment as it stands before the tick that is measured. */
export async function settle({ table, ports, queues }: Deployment, office: Office): Promise<void> {
  const { plan, measures, directory, ladder, units, period, calendar, at } = office;
  // checked by their schemas, and JSON as read
  await setSetting(table, "DIRECTORY", directory as never, randomUUID());
  await setSetting(table, "HOLIDAYS", sampleHolidays() as never, randomUUID());
  await setSetting(table, "LADDER", ladder as never, randomUUID());
  const { provisional, ...days } = cycleDays(period, plan.settings.cycle, calendar);
  const inGroups = async (count: number, act: (changes: Changes, nth: number) => void): Promise<void> => {
    for (let from = 0; from < count; from += GROUP)
      await ports.store.change(async (changes) => {
        for (let nth = from; nth < Math.min(from + GROUP, count); nth += 1) act(changes, nth);
      });
  };
  await inGroups(measures.length, (changes, nth) => changes.measure(plan.id, measures[nth]!)); // nth is below the count
  await inGroups(units.length, (changes, nth) => {
    putDuty(changes, office.lastDuty(nth), [], ports);
    changes.submission(office.lastReport(nth));
    putDuty(
      changes,
      office.duty(nth),
      [{ at, kind: "DutyOpened", by: "duban", detail: { due: days.due, measures: office.duty(nth).measures.length } }],
      ports,
    );
  });
  await ports.store.change(async (changes) => {
    changes.plan(plan);
    changes.lookNext(plan.id, at);
    changes.period({
      plan: plan.id,
      period,
      days,
      provisional,
      duties: units.length,
      told: [],
      closed: false,
    });
  });
  // others hear of what was opened before the run that is measured
  await queues.work();
}
