import { FRAME } from "./english/frame.ts";
import { LEDGER } from "./english/ledger.ts";
import { MANAGE } from "./english/manage.ts";
import { SEARCH } from "./english/search.ts";

/** Every phrase of the pages, as it is written in them, and in English. */
export const ENGLISH = { ...FRAME, ...LEDGER, ...MANAGE, ...SEARCH } as const;
