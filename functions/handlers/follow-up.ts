import { z } from "zod";
import { Instant } from "../core/day.ts";
import { DutyKey } from "../core/duty.ts";
import { followUp } from "../workflows/follow-up.ts";
import { queueEntry } from "./entry.ts";

/** Woken by the run of a plan, for each unit that is to be told something. */
export const handler = queueEntry(z.object({ ...DutyKey.shape, at: Instant }), followUp);
