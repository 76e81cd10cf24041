import { readFileSync } from "node:fs";
import { HolidayNotice } from "../../functions/core/calendar.ts";
import { Ladder } from "../../functions/core/ladder.ts";

const data = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../data/${path}`, import.meta.url), "utf8"));

export const daxingHolidays = [2023, 2024, 2025].map((year) => HolidayNotice.parse(data(`holidays/${year}.json`)));
export const daxingLadder = Ladder.parse(data("escalation.json"));
