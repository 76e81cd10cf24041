import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventsOn } from "../../functions/adapters/bus-eventbridge.ts";
import { wakeBySqs } from "../../functions/adapters/queues-sqs.ts";
import { instant, month } from "../../functions/core/day.ts";
import { Mailbox, UnitId } from "../../functions/core/directory.ts";
import type { DomainEvent } from "../../functions/core/domain-event.ts";
import { newMessage } from "../../functions/core/notice.ts";
import { PlanId } from "../../functions/core/plan-settings.ts";
import { clientOf, listenOnLoopback } from "./loopback.ts";

let server: Awaited<ReturnType<typeof listenOnLoopback>> | undefined;
afterEach(() => server?.close());

const Batch = z.object({
  QueueUrl: z.string(),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string(), DelaySeconds: z.int().optional() })),
});
type Refusing = (n: number, time: number) => { Code: string; SenderFault: boolean } | undefined;

/** SQS that refuses some jobs, by what they are and how often they came. */
async function sqs(refusing: Refusing = () => undefined) {
  const calls: z.infer<typeof Batch>[] = [];
  const came = new Map<number, number>();
  const taken: number[] = [];
  server = await listenOnLoopback(({ body }) => {
    const batch = Batch.parse(JSON.parse(body.toString()));
    calls.push(batch);
    const results = batch.Entries.map(({ Id, MessageBody }) => {
      const n = Number(
        z
          .object({ message: z.string().default("99") })
          .parse(JSON.parse(MessageBody))
          .message.slice(0, 2),
      );
      came.set(n, (came.get(n) ?? 0) + 1);
      const failed = refusing(n, came.get(n)!);
      if (!failed) taken.push(n);
      return { Id, failed };
    });
    return {
      headers: { "content-type": "application/x-amz-json-1.0" },
      body: JSON.stringify({
        Successful: results
          .filter(({ failed }) => !failed)
          .map(({ Id }) => ({ Id, MessageId: Id, MD5OfMessageBody: "" })),
        Failed: results.flatMap(({ Id, failed }) => (failed ? [{ Id, ...failed }] : [])),
      }),
    };
  });
  const client = new SQSClient({ ...clientOf(server.endpoint), md5: false });
  const url = (name: string) => ({ url: `${server!.endpoint}/1/${name}` });
  const wake = wakeBySqs(client, { messages: url("messages"), events: url("events") });
  return { wake, calls, taken };
}
const AT = instant("2024-05-06T02:00:00Z");
const aDayMessage = newMessage({
  id: "00",
  key: "day#liaison@shuiwu.daxing.example#2024-05-06",
  to: Mailbox.parse("liaison@shuiwu.daxing.example"),
  dueAt: AT,
  anyHour: false,
  notices: [{ kind: "digest", plan: PlanId.parse("daxing-2024"), period: month("2024-04"), digest: "open" }],
});
const jobs = (count: number, more = "") =>
  Array.from({ length: count }, (_, n) => ({ message: `${String(n).padStart(2, "0")}${more}`, at: AT }));

describe("jobs reach their queue in as few calls as it takes", () => {
  it("ten a call", async () => {
    const { wake, calls, taken } = await sqs();
    await wake("messages", jobs(23));
    await wake("events", [{ at: AT }]);
    await wake("messages", []);
    expect(calls.map(({ Entries }) => Entries.length).toSorted()).toEqual([1, 10, 10, 3]);
    expect(taken.toSorted((a, b) => a - b)).toEqual([...jobs(23).keys(), 99]);
  });

  it.each`
    queue         | as                                    | seconds      | because
    ${"messages"} | ${{ ...aDayMessage, anyHour: false }} | ${180}       | ${"others may have more for the same person"}
    ${"messages"} | ${undefined}                          | ${180}       | ${"what a tick finds unsent may be joined by what it wakes"}
    ${"messages"} | ${{ ...aDayMessage, anyHour: true }}  | ${undefined} | ${"a receipt waits for nobody"}
    ${"events"}   | ${undefined}                          | ${undefined} | ${"there is nothing to join"}
  `("RM-5 $queue wait $seconds s: $because", async ({ queue, as, seconds }) => {
    const { wake, calls } = await sqs();
    await wake(queue, [queue === "messages" ? { message: "00", at: AT, as } : { at: AT }]);
    expect(calls.flatMap(({ Entries }) => Entries.map(({ DelaySeconds }) => DelaySeconds))).toEqual([seconds]);
  });

  it("no more bytes a call than SQS takes; one that is alone too large is an error, and nothing is sent", async () => {
    const { wake, calls } = await sqs();
    await wake("messages", jobs(4, "填".repeat(30_000)));
    expect(calls.map(({ Entries }) => Entries.length).toSorted()).toEqual([2, 2]);
    await expect(wake("messages", jobs(1, "填".repeat(90_000)))).rejects.toThrow(RangeError);
    expect(calls).toHaveLength(2);
  });

  it("what a call did not take is sent again, alone", async () => {
    const { wake, calls, taken } = await sqs((n, time) =>
      n % 2 === 1 && time < 3 ? { Code: "ServiceUnavailable", SenderFault: false } : undefined,
    );
    await wake("messages", jobs(6));
    expect(calls.map(({ Entries }) => Entries.length)).toEqual([6, 3, 3]);
    expect(taken.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("what is refused to the end is an error that says which; all the others are sent", async () => {
    const { wake, calls, taken } = await sqs((n) => {
      if (n === 2) return { Code: "ServiceUnavailable", SenderFault: false };
      return n === 4 ? { Code: "InvalidMessageContents", SenderFault: true } : undefined;
    });
    await expect(wake("messages", jobs(6))).rejects.toThrow(
      /not taken: {"message":"04".*} \(InvalidMessageContents\), {"message":"02".*} \(ServiceUnavailable\)/,
    );
    expect(taken).toEqual([0, 1, 3, 5]);
    expect(calls).toHaveLength(5);
  });

  it("a queue that the function does not have is an error", async () => {
    const { wake } = await sqs();
    await expect(wake("plans", [{ plan: PlanId.parse("qingshi-2024"), at: AT }])).rejects.toThrow("no queue for plans");
  });
});

const Put = z.object({
  Entries: z.array(
    z.object({
      Source: z.string(),
      DetailType: z.string(),
      EventBusName: z.string(),
      Time: z.number(),
      Detail: z.string(),
    }),
  ),
});
/** A bus that refuses the events of some ids, so many times. */
async function bus(refusals: Record<string, { code: string; times: number }> = {}) {
  const calls: z.infer<typeof Put>[] = [];
  const left = new Map(Object.entries(refusals).map(([id, { times }]) => [id, times]));
  server = await listenOnLoopback(({ body }) => {
    const put = Put.parse(JSON.parse(body.toString()));
    calls.push(put);
    const Entries = put.Entries.map(({ Detail }) => {
      const { id } = z.object({ id: z.string() }).parse(JSON.parse(Detail));
      const more = left.get(id) ?? 0;
      left.set(id, more - 1);
      return more > 0 ? { ErrorCode: refusals[id]!.code, ErrorMessage: "refused" } : { EventId: id };
    });
    const FailedEntryCount = Entries.filter((entry) => "ErrorCode" in entry).length;
    return {
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify({ FailedEntryCount, Entries }),
    };
  });
  const { put } = eventsOn(new EventBridgeClient(clientOf(server.endpoint)), "duban");
  return { put, calls };
}
const events = (count: number): DomainEvent[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `event-${n}`,
    kind: "ReportReceived",
    version: 1,
    at: AT,
    plan: PlanId.parse("qingshi-2024"),
    period: month("2024-04"),
    unit: UnitId.parse("shuiwu"),
    detail: { submission: "s", codes: ["清水-1-1"] },
  }));

describe("events reach the bus, each under its type, at its time, whole", () => {
  it("ten a call, in order", async () => {
    const { put, calls } = await bus();
    await put(events(21));
    expect(calls.map(({ Entries }) => Entries.length).toSorted()).toEqual([1, 10, 10]);
    const [entry] = calls[0]!.Entries;
    expect(entry).toMatchObject({
      Source: "duban",
      DetailType: "ReportReceived",
      EventBusName: "duban",
      Time: 1714960800,
    });
    expect(JSON.parse(entry!.Detail)).toEqual(events(1)[0]);
  });

  it("what the bus did not take is put again, alone", async () => {
    const { put, calls } = await bus({ "event-1": { code: "ThrottlingException", times: 2 } });
    await put(events(3));
    expect(calls.map(({ Entries }) => Entries.length)).toEqual([3, 1, 1]);
  });

  it("what it refuses to the end is an error that says which", async () => {
    const { put, calls } = await bus({
      "event-0": { code: "InternalFailure", times: 99 },
      "event-2": { code: "MalformedDetail", times: 99 },
    });
    await expect(put(events(3))).rejects.toThrow("not taken: event-2 (MalformedDetail), event-0 (InternalFailure)");
    expect(calls).toHaveLength(5);
  });
});
