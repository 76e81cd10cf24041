import { z } from "zod";
import { instant } from "../core/day.ts";

/** What a clock says when it calls: the time for which the call was scheduled. EventBridge writes it without milliseconds. */
export const Scheduled = z.object({ at: z.iso.datetime().transform(instant) });
