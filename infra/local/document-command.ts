import { writeFileSync } from "node:fs";
import type { Month } from "../../functions/core/day.ts";
import { documentName, type MonthReport } from "../../functions/core/month-report.ts";
import type { Plan } from "../../functions/core/plan.ts";
import { monthReport } from "../../functions/workflows/month-report.ts";
import type { Opened } from "./deployment.ts";
import { print } from "./print.ts";
import { UserError } from "./user-error.ts";

export type DocumentKind = "bulletin" | "ledger";

/** Writes a month's bulletin or ledger into a file: of an open month a preview of what there is now. */
export async function writeDocument(
  kind: DocumentKind,
  plan: Plan,
  period: Month,
  { out, json }: { out?: string; json?: boolean },
  { ports, clock }: Opened,
): Promise<void> {
  const report = await monthReport(plan, period, clock.now(), ports);
  if (!report) throw new UserError(`${period} 还没有报送任务。请核对月份，或等首次通知发出之后再试。`);
  const bytes = await bytesOf(kind, plan, report, ports);
  const file = out ?? documentName(kind, plan, period, report.isPreview);
  writeFileSync(file, bytes);
  if (json) print({ file, bytes: bytes.length, preview: report.isPreview, corrections: report.corrections.length });
  else console.log(`${report.isPreview ? "预览" : "已汇总"}：${file}（${Math.ceil(bytes.length / 1024)} KB）`);
}

/** The bulletin of a closed month is the one that was written then; the ledger also has what was corrected since. */
async function bytesOf(
  kind: DocumentKind,
  plan: Plan,
  report: MonthReport,
  { store, blobs, documents }: Opened["ports"],
): Promise<Uint8Array> {
  const stored = kind === "bulletin" ? await store.period(plan.id, report.results.period) : undefined;
  const kept = stored?.documents && (await blobs.get(stored.documents.bulletin));
  return kept ?? documents[kind](report);
}
