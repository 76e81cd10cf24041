import { FOLLOW_UP } from "./english/follow-up.ts";
import { FRAME } from "./english/frame.ts";
import { LEDGER } from "./english/ledger.ts";
import { MANAGE } from "./english/manage.ts";
import { SCORES } from "./english/scores.ts";
import { SEARCH } from "./english/search.ts";
import { TASK } from "./english/task.ts";

/** Every phrase of the pages, as it is written in them, and in English. */
export const ENGLISH = { ...FOLLOW_UP, ...FRAME, ...LEDGER, ...MANAGE, ...SCORES, ...SEARCH, ...TASK } as const;
