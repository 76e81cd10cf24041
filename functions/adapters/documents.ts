import { bulletinOf } from "../messages/bulletin.ts";
import { ledgerOf } from "../messages/ledger.ts";
import type { Documents } from "../workflows/ports.ts";

import { writeOfficialDocument } from "./official-document.ts";
import { sheets } from "./sheets.ts";

/** A month's bulletin as .docx and its ledger as .xlsx. */
export const documents: Documents = {
  bulletin: (report) => writeOfficialDocument(bulletinOf(report), report.asOf),
  ledger: (report) => sheets.workbook(ledgerOf(report), report.asOf, report.results.plan),
};
