import { createHash } from "node:crypto";
import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { s3Blobs } from "../../functions/adapters/blobs-s3.ts";
import { clientOf, listenOnLoopback } from "./loopback.ts";

const NO_SUCH_KEY = {
  status: 404,
  headers: { "content-type": "application/xml" },
  body: "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
};
const BAD_DIGEST = { status: 400, body: "<Error><Code>BadDigest</Code></Error>" };

let server: Awaited<ReturnType<typeof listenOnLoopback>>;
const kept = new Map<string, Buffer>();
/** S3 as far as blobs go: it keeps what it gets when the checksum is right. */
beforeAll(async () => {
  server = await listenOnLoopback(({ method, path, headers, body }) => {
    const key = path.split("?")[0] ?? "";
    if (method === "GET") return kept.has(key) ? { body: kept.get(key)! } : NO_SUCH_KEY;
    if (headers["x-amz-checksum-sha256"] !== createHash("sha256").update(body).digest("base64")) return BAD_DIGEST;
    kept.set(key, body);
    return { headers: { etag: '"e"' } };
  });
});
afterAll(() => server.close());
const blobs = () => s3Blobs(new S3Client({ ...clientOf(server.endpoint), forcePathStyle: true }), "duban-blobs");

describe("bytes are kept whole, named by the hash of what they are", () => {
  const mail = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7) % 256);
  const name = createHash("sha256").update(mail).digest("hex");

  it("gives back what was put, under the same name for the same bytes", async () => {
    expect(await blobs().put([mail, new Uint8Array(0), mail])).toEqual([
      name,
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      name,
    ]);
    expect([...kept.keys()]).toContain(`/duban-blobs/blobs/${name}`);
    expect(await blobs().get(name)).toEqual(mail);
  });

  it("has nothing under a name that was never put, and puts nothing when there is nothing", async () => {
    expect(await blobs().get("0".repeat(64))).toBeUndefined();
    expect(await blobs().put([])).toEqual([]);
  });

  it("fails when S3 does: nothing may be named that is not kept", async () => {
    const broken = await listenOnLoopback(() => ({ status: 503, body: "<Error><Code>SlowDown</Code></Error>" }));
    const into = s3Blobs(new S3Client({ ...clientOf(broken.endpoint), forcePathStyle: true }), "duban-blobs");
    await expect(into.put([mail])).rejects.toMatchObject({ name: "SlowDown" });
    await broken.close();
  });
});
