import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { s3MailBucket } from "../../functions/adapters/mail-bucket-s3.ts";
import { month } from "../../functions/core/day.ts";
import type { PlanId } from "../../functions/core/plan-settings.ts";
import type { Submission } from "../../functions/core/submission.ts";
import { handler } from "../../functions/handlers/receive-mail.ts";
import { rawSubmission } from "../../functions/workflows/show-mail.ts";
import { clientOf, listenOnLoopback } from "../adapters/loopback.ts";
import { laidDown, VERDICT } from "../adapters/ses-mail.ts";
import { givenBySqs, type Office, openOffice } from "./office.ts";

const FROM = "liaison@jiaowei.daxing.example";
const TOP = [
  ["Return-Path", `<${FROM}>`],
  ["Authentication-Results", VERDICT.replaceAll("shuiwu.qingshi.example", "jiaowei.daxing.example")],
] as const;

/** The bucket that SES fills, as S3 shows it. */
const bucket = new Map<string, Buffer>();
let server: Awaited<ReturnType<typeof listenOnLoopback>>;
let office: Office;
beforeAll(async () => {
  server = await listenOnLoopback(({ path }) => {
    const body = bucket.get(path.split("?")[0]!.slice("/duban-mail/".length)); // a path has a first part
    return body
      ? { headers: { "last-modified": "Mon, 29 Apr 2024 02:00:03 GMT" }, body }
      : { status: 404, body: "<Error><Code>NoSuchKey</Code></Error>" };
  });
  const client = new S3Client({ ...clientOf(server.endpoint), forcePathStyle: true });
  office = await openOffice((ports) => ({ ...ports, mailBucket: s3MailBucket(client, "duban-mail") }));
});
afterAll(async () => {
  await server.close();
  office.close();
});

/** The edge lays down a mail. @returns what EventBridge says of it */
async function laysDown(key: string, mail: Parameters<typeof laidDown>[0]): Promise<object> {
  const to = `report+${office.keys.token((await office.openingOf(FROM)).key)}@duban.example`;
  bucket.set(
    key,
    laidDown({
      from: FROM,
      to,
      text: "气候-4-4 已完成60%，示范校名单已确定。",
      messageId: `${key}@mail.example`,
      ...mail,
      top: [...TOP, ...(mail.top ?? [])],
    }),
  );
  return saidOf(key);
}
const saidOf = (key: string): object => ({
  source: "aws.s3",
  "detail-type": "Object Created",
  time: "2024-04-29T02:00:04Z",
  detail: { version: "0", bucket: { name: "duban-mail" }, object: { key, size: 1 }, reason: "PutObject" },
});

/** What came in, by the id of the mail. */
async function kept(): Promise<Submission[]> {
  const { store } = office.ports;
  const all: Submission[] = [];
  for (const plan of ["daxing-2024", "-"])
    for await (const { id } of store.journal(plan as PlanId | "-", "IN", month("2024-04")))
      all.push((await store.submission(id as Submission["id"]))!); // the journal names submissions
  return all;
}

describe("a batch of mails that the edge laid down is dealt with, each for itself", () => {
  it("a poisoned one stops no other, and comes again alone; one that comes again is a duplicate", async () => {
    const good = await laysDown("in/good", {});
    const forged = await laysDown("in/forged", {
      top: [["Authentication-Results", undefined]],
      own: [TOP[1]],
    });
    const batch = [saidOf("in/gone"), good, { detail: {} }, forged, saidOf("AMAZON_SES_SETUP_NOTIFICATION")];
    expect(await givenBySqs(handler, batch)).toEqual([0, 2]);
    const { entries } = (await kept()).find(({ outcome }) => outcome.kind === "recorded")!;
    expect(entries[0]?.progress).toContain("示范校名单已确定");
    expect(
      (await kept()).map(({ outcome, at }) => [outcome.kind, "reason" in outcome && outcome.reason, at]).sort(),
    ).toEqual([
      ["held", "not-authentic", "2024-04-29T02:00:03.000Z"],
      ["recorded", false, "2024-04-29T02:00:03.000Z"],
    ]);
    expect(await givenBySqs(handler, [good])).toEqual([]);
    expect((await kept()).map(({ again }) => again.length).sort()).toEqual([0, 1]);
  });
});

describe("RP-9 what a scan finds a virus in is kept and never handed out; what it cannot judge is held", () => {
  it.each`
    verdict   | reason         | isGiven  | because
    ${"FAIL"} | ${"virus"}     | ${false} | ${"whoever opens it is infected"}
    ${"GRAY"} | ${"unscanned"} | ${true}  | ${"a person decides, who can ask the sender"}
  `("$verdict is held as $reason: $because", async ({ verdict, reason, isGiven }) => {
    const key = `in/${verdict}`;
    expect(await givenBySqs(handler, [await laysDown(key, { top: [["X-SES-Virus-Verdict", verdict]] })])).toEqual([]);
    const held = (await kept()).find(({ outcome }) => outcome.kind === "held" && outcome.reason === reason)!;
    expect(held).toMatchObject({ entries: [], from: FROM });
    expect(await office.ports.blobs.get(held.blob)).toEqual(new Uint8Array(bucket.get(key)!));
    expect(Boolean(await rawSubmission(held.id, office.ports))).toBe(isGiven);
    const told = (await office.waiting()).flatMap(({ notices }) => notices);
    expect(told).toContainEqual({
      kind: "held",
      plan: "daxing-2024",
      unit: null,
      submission: held.id,
      for: "operator",
    });
  });
});
