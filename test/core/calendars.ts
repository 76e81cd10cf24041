import { readdirSync, readFileSync } from "node:fs";
import { HolidayNotice, workCalendar } from "../../functions/core/calendar.ts";

const noticesIn = (calendar: string): HolidayNotice[] => {
  const folder = new URL(`../../data/holidays/${calendar}/`, import.meta.url);
  return readdirSync(folder)
    .sort()
    .map((name) => HolidayNotice.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8"))));
};

/** The notices of 2023 to 2026, as they stand in `data/`. */
export const notices = noticesIn("cn");
export const calendar = workCalendar(notices);
/** Bank holidays in England and Wales, 2024 to 2026. */
export const britishNotices = noticesIn("gb");
