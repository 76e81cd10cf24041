/** Reading alone: what reads no forms back need not carry what writes them. */
export { readReportForm } from "../../functions/adapters/workbook.ts";
