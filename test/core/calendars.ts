import { readdirSync, readFileSync } from "node:fs";
import { HolidayNotice, workCalendar } from "../../functions/core/calendar.ts";

const folder = new URL("../../data/holidays/", import.meta.url);

/** The notices of 2023 to 2026, as they stand in `data/`. */
export const notices = readdirSync(folder)
  .sort()
  .map((name) => HolidayNotice.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8"))));
export const calendar = workCalendar(notices);
