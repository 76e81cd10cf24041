import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { Instant } from "../core/day.ts";
import type { MailBucket } from "../workflows/ports.ts";
import { stampOf } from "./ses-stamp.ts";

/** The bucket into which SES puts what it takes. A mail's time is when it was put there (RT-1). */
export const s3MailBucket = (client: S3Client, bucket: string): MailBucket => ({
  async mail(key) {
    const { Body, LastModified } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (!Body || !LastModified) throw new Error(`${key} has no bytes, or no time`);
    const raw = await Body.transformToByteArray();
    return { raw, at: Instant.parse(LastModified.toISOString()), ...stampOf(raw) };
  },
});
