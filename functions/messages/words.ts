import type { Language } from "../core/language.ts";
import type { Plan } from "../core/plan.ts";
import { en } from "./words-en.ts";
import { type MailWords, zh } from "./words-zh.ts";

const WORDS: Record<Language, MailWords> = { zh, en };

/** The sentences of mails in a plan's language. */
export const wordsOf = ({ settings }: Pick<Plan, "settings">): MailWords => WORDS[settings.language];
