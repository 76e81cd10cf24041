import { z } from "zod";
import { Instant } from "../core/day.ts";
import { receiveWebhook } from "../workflows/receive-webhook.ts";
import { entry } from "./entry.ts";

const Request = z.object({
  address: z.object({ plan: z.string(), period: z.string(), unit: z.string() }),
  headers: z.record(z.string(), z.string().optional()),
  body: z.string(),
  at: Instant,
});

/** A signed post of a unit's entries. */
export const handler = entry(Request, receiveWebhook);
