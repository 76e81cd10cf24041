import type { Language } from "../core/language.ts";
import { en } from "./form-words-en.ts";
import { type FormWords, zh } from "./form-words-zh.ts";

const WORDS: Record<Language, FormWords> = { zh, en };

/** What the page of a form says in a language. */
export const formWordsIn = (language: Language): FormWords => WORDS[language];
