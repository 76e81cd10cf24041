import type { Lamp } from "./lamp.ts";

/** A lamp is shown by its colour and its name. */
export type SheetCell = string | number | null | { lamp: Lamp; text: string };

/** A table that people look at, on a page or in a workbook: a title, a note, headings, then rows. Texts are whatever people wrote. */
export interface Sheet {
  name: string;
  title: string;
  note: string;
  columns: readonly { title: string; width: number; look: "text" | "centred" | "number" | "share" | "lamp" }[];
  /** So many columns stay in sight. */
  frozen: number;
  rows: readonly (readonly SheetCell[])[];
}

/** The row in which the first row of a sheet stands, as people count. */
export const FIRST_ROW = 4;
