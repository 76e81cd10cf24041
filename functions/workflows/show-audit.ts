import type { AuditRow } from "../core/audit.ts";
import type { Month } from "../core/day.ts";
import type { UnitId } from "../core/directory.ts";
import type { Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";
import { historyOf } from "./show-history.ts";
import { inOrderOf, named, namedUnit, shownPeriods } from "./show-period.ts";
import { auditReport } from "./verify-audit.ts";

/** Whether the record is whole, and what people decided about a month's duties, newest first. Undefined when the plan has no such month. */
export async function showAudit(
  plan: Plan,
  asked: { period?: string | undefined },
  ports: Pick<Ports, "store" | "keys">,
) {
  const { store } = ports;
  const shown = await shownPeriods(plan, asked.period, { store });
  if (!shown) return undefined;
  const [report, directory, ladder, board] = await Promise.all([
    auditReport(ports),
    store.directory(),
    store.ladder(plan.settings),
    store.board(plan.id, shown.period),
  ]);
  const rows = await Promise.all(
    inOrderOf(directory, board).map(async ({ unit }) => ({
      unit,
      rows: await byPeople(plan, shown.period, unit, store),
    })),
  );
  return {
    plan: named(plan),
    zone: plan.settings.zone,
    ladder,
    period: shown.period,
    report,
    months: report.roots.filter((root) => root.plan === plan.id),
    decided: rows
      .flatMap((each) => historyOf(each.rows).map((row) => ({ ...row, unit: namedUnit(each.unit, directory) })))
      .toSorted((a, b) => (a.at < b.at ? 1 : -1)),
  };
}

/** What we did ourselves, and that a report came, nobody decided. */
const byPeople = async ({ id: plan }: Plan, period: Month, unit: UnitId, store: Ports["store"]): Promise<AuditRow[]> =>
  (await store.audit({ plan, period, unit })).filter(({ by, kind }) => by !== "duban" && kind !== "ReportReceived");
