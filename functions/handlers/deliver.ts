import { z } from "zod";
import { Instant } from "../core/day.ts";
import { deliver } from "../workflows/deliver.ts";
import { queueEntry } from "./entry.ts";

/** Woken after a write that wants something sent. What it misses, the next tick finds. */
export const handler = queueEntry(z.object({ message: z.string(), at: Instant }), deliver);
