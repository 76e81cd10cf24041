import type { Language } from "../core/language.ts";
import type { Plan } from "../core/plan.ts";
import { en } from "./result-words-en.ts";
import { type ResultWords, zh } from "./result-words-zh.ts";

const WORDS: Record<Language, ResultWords> = { zh, en };

/** The sentences of bulletins and ledgers in a plan's language. */
export const resultWordsOf = ({ settings }: Pick<Plan, "settings">): ResultWords => WORDS[settings.language];
