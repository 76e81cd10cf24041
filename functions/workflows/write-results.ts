import type { Instant, Month } from "../core/day.ts";
import type { Period, Plan } from "../core/plan.ts";
import { monthReport } from "./month-report.ts";
import type { Ports } from "./ports.ts";

/**
 * Writes the draft of the bulletin and the ledger of a month whose duties have been closed, and keeps them. Written again, from the
 * same snapshots, they have the same names.
 *
 * @throws Error when nothing was closed
 */
export async function writeResults(
  plan: Plan,
  period: Month,
  at: Instant,
  ports: Ports,
): Promise<NonNullable<Period["documents"]>> {
  const report = await monthReport(plan, period, at, ports);
  if (!report || report.isPreview) throw new Error(`${plan.id} ${period}: nothing was closed`);
  const written = await Promise.all([ports.documents.bulletin(report), ports.documents.ledger(report)]);
  const [bulletin = "", ledger = ""] = await ports.blobs.put(written);
  return { bulletin, ledger };
}
