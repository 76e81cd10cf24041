import { ledgerOf } from "../messages/ledger.ts";
import { resultWordsOf } from "../messages/result-words.ts";
import type { Sheets } from "../workflows/ports.ts";
import { writeSheets } from "./sheet-workbook.ts";

export const sheets: Sheets = {
  ledger: async (report) => ledgerOf(report),
  workbook: (all, on, plan) => writeSheets(all, on, resultWordsOf(plan).ledger.print),
};
