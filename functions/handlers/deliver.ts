import { z } from "zod";
import { Instant } from "../core/day.ts";
import { Message } from "../core/notice.ts";
import { deliver } from "../workflows/deliver.ts";
import { queueEntry } from "./entry.ts";

const Job = z.object({
  message: z.string(),
  at: Instant,
  as: z.looseObject({ ...Message.shape, version: z.string() }).optional(),
});

/** Woken after a write that wants something sent. What it misses, the next tick finds. */
export const handler = queueEntry(Job, deliver);
