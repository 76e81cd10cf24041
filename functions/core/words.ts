import type { Month } from "./day.ts";
import type { Language } from "./language.ts";
import type { PlanSettings } from "./plan-settings.ts";
import { en } from "./words-en.ts";
import { type CoreWords, type PeriodText, zh } from "./words-zh.ts";

const WORDS: Record<Language, CoreWords> = { zh, en };

/** The sentences of the rules in a language: what a sender reads of what was sent. */
export const wordsIn = (language: Language): CoreWords => WORDS[language];

/** What people call a period of a plan: `2024年4月`, `Q1 2024`. Rule CY-9 */
export const periodText = (period: Month, { language, cycle }: Pick<PlanSettings, "language" | "cycle">): PeriodText =>
  wordsIn(language).period(period, cycle.everyMonths);
