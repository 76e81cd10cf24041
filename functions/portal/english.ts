import { AHEAD } from "./english/ahead.ts";
import { BOARD } from "./english/board.ts";
import { DEMO } from "./english/demo.ts";
import { FOLLOW_UP } from "./english/follow-up.ts";
import { FRAME } from "./english/frame.ts";
import { HELD } from "./english/held.ts";
import { LEDGER } from "./english/ledger.ts";
import { MAIL } from "./english/mail.ts";
import { MANAGE } from "./english/manage.ts";
import { PLAN } from "./english/plan.ts";
import { SCORES } from "./english/scores.ts";
import { SEARCH } from "./english/search.ts";
import { SETTINGS } from "./english/settings.ts";
import { SIGN_IN } from "./english/sign-in.ts";
import { TASK } from "./english/task.ts";
import { UNIT } from "./english/unit.ts";
import { WORDS } from "./english/words.ts";

/** Every phrase of the pages, as it is written in them, and in English. No phrase stands in two areas. */
export const ENGLISH = {
  ...AHEAD,
  ...BOARD,
  ...DEMO,
  ...FOLLOW_UP,
  ...FRAME,
  ...HELD,
  ...LEDGER,
  ...MAIL,
  ...MANAGE,
  ...PLAN,
  ...SCORES,
  ...SEARCH,
  ...SETTINGS,
  ...SIGN_IN,
  ...TASK,
  ...UNIT,
  ...WORDS,
} as const;
