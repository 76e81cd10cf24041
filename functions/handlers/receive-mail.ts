import { z } from "zod";
import { Instant } from "../core/day.ts";
import { receiveMail } from "../workflows/receive-mail.ts";
import { entry } from "./entry.ts";

const Arrived = z.object({
  raw: z.instanceof(Uint8Array),
  at: Instant,
  /** Envelope sender; empty for bounces. */
  sender: z.string(),
  recipients: z.array(z.string()),
  /** The edge vouches for the From address: DMARC pass, SMTP AUTH for it, or loopback in a demonstration. */
  authentic: z.boolean(),
});

/** A mail, as it arrived at the edge. */
export const handler = entry(Arrived, receiveMail);
