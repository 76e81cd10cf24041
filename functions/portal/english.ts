import { FRAME } from "./english/frame.ts";
import { MANAGE } from "./english/manage.ts";
import { SEARCH } from "./english/search.ts";

/** Every phrase of the pages, as it is written in them, and in English. */
export const ENGLISH = { ...FRAME, ...MANAGE, ...SEARCH } as const;
