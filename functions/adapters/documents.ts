import { bulletinOf } from "../messages/bulletin.ts";
import { ledgerOf } from "../messages/ledger.ts";
import { resultWordsOf } from "../messages/result-words.ts";
import type { Documents } from "../workflows/ports.ts";
import { writeLedger } from "./ledger-workbook.ts";
import { writeOfficialDocument } from "./official-document.ts";

/** A month's bulletin as .docx and its ledger as .xlsx. */
export const documents: Documents = {
  bulletin: (report) => writeOfficialDocument(bulletinOf(report), report.asOf),
  ledger: (report) => writeLedger(ledgerOf(report), report.asOf, resultWordsOf(report.results.plan).ledger.print),
};
