import { z } from "zod";
import { Instant } from "../core/day.ts";
import type { Ports } from "../workflows/ports.ts";
import { type MailOutcome, receiveMail } from "../workflows/receive-mail.ts";
import { eachJob } from "../workflows/run.ts";
import { Batch, type BatchAnswer, entry, inBatch } from "./entry.ts";

const Arrived = z.object({
  raw: z.instanceof(Uint8Array),
  at: Instant,
  /** Envelope sender; empty for bounces. */
  sender: z.string(),
  recipients: z.array(z.string()),
  /** The edge vouches for the From address: DMARC pass, SMTP AUTH for it, or loopback in a demonstration. */
  authentic: z.boolean(),
});

/** S3 says that a mail was laid down, as EventBridge passes it on. */
const LaidDown = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

/** A mail, as it arrived at the edge; or a batch of mails that the edge has laid down. */
export const handler = entry(
  z.union([Batch, Arrived]),
  async (event, ports): Promise<BatchAnswer | MailOutcome> =>
    "Records" in event
      ? inBatch(LaidDown, event, (mails) => eachJob(mails, (mail) => takeFrom(ports, mail)), ports)
      : receiveMail(event, ports),
);

async function takeFrom(ports: Ports, { detail: { object } }: z.infer<typeof LaidDown>): Promise<void> {
  if (object.key.endsWith(SET_UP)) return;
  if (!ports.mailBucket) throw new Error("a mail in a bucket, where there is no bucket");
  await receiveMail(await ports.mailBucket.mail(object.key), ports);
}
/** What SES puts there once, when its rule is made: no mail of anybody's. */
const SET_UP = "AMAZON_SES_SETUP_NOTIFICATION";
