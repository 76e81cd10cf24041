import { createHash } from "node:crypto";
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Blobs } from "../workflows/ports.ts";

/**
 * Bytes kept whole in a bucket, as `blobs/<name>`. S3 itself checks the name against what arrived; putting the same bytes
 * again changes nothing. Without the right to list the bucket S3 answers 403 for what is not there: that is thrown.
 */
export function s3Blobs(client: S3Client, bucket: string): Blobs {
  const keep = async (bytes: Uint8Array): Promise<string> => {
    const hash = createHash("sha256").update(bytes).digest();
    const name = hash.toString("hex");
    const checked = { ChecksumSHA256: hash.toString("base64") };
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(name), Body: bytes, ...checked }));
    return name;
  };
  return {
    put: (all) => Promise.all(all.map(keep)),
    async get(name) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(name) }));
        return await Body?.transformToByteArray();
      } catch (problem) {
        if (problem instanceof NoSuchKey) return undefined;
        throw problem;
      }
    },
  };
}

const keyOf = (name: string): string => `blobs/${name}`;
