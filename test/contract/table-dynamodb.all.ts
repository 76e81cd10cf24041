import {
  CreateTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Conflict, type Row, type Table } from "../../functions/adapters/table.ts";
import { dynamodbTable, tableDefinition } from "../../functions/adapters/table-dynamodb.ts";
import { TTL_ATTRIBUTE } from "../../functions/adapters/table-rows.ts";
import { sqliteTable } from "../../functions/adapters/table-sqlite.ts";
import { after, type Instant, instant } from "../../functions/core/day.ts";
import { type DynamodbLocal, startDynamodbLocal } from "./dynamodb-local.ts";
import { describeStore } from "./store.ts";
import { describeTable } from "./table.ts";
import { answersTo, plainTable, steps, turned } from "./table-steps.ts";

const NOON = instant("2024-04-29T04:00:00Z"); // a Monday

let local: DynamodbLocal;
beforeAll(async () => {
  local = await startDynamodbLocal();
});
afterAll(() => local?.stop());

let tables = 0;
async function newTable(): Promise<string> {
  const name = `duban-${++tables}`;
  const client = local.client();
  await client.send(new CreateTableCommand(tableDefinition(name)));
  client.destroy();
  return name;
}

describeTable("DynamoDB", async (now) => {
  const name = await newTable();
  const [client, otherClient] = [local.client(), local.client()];
  return {
    table: dynamodbTable(client, name, now),
    other: dynamodbTable(otherClient, name, now),
    close() {
      client.destroy();
      otherClient.destroy();
    },
  };
});

describeStore("DynamoDB", async () => {
  const client = local.client();
  return { table: dynamodbTable(client, await newTable(), () => NOON), close: () => client.destroy() };
});

describe("DynamoDB, when it answers badly", () => {
  let name: string;
  let client: DynamoDBClient;
  let table: Table;
  let count = 0;
  beforeAll(async () => {
    name = await newTable();
  });

  /** The table by a client whose next writes go through `fault`. */
  function faulty(fault: Fault): void {
    client = local.client();
    table = dynamodbTable(client, name, () => NOON);
    client.middlewareStack.add(
      (next, { commandName = "" }) =>
        (request) =>
          WRITES.includes(commandName) ? fault(() => next(request)) : next(request),
      { step: "finalizeRequest", priority: "low" },
    );
    count++;
  }
  type Fault = <T>(send: () => Promise<T>) => Promise<T>;
  const WRITES = ["PutItemCommand", "TransactWriteItemsCommand"];

  const rows = (number: number): Row[] =>
    Array.from({ length: number }, (_, at) => ({
      put: { pk: `P#${count}`, sk: `${at}`, schema: 1 },
      when: "absent",
    }));
  const times = (number: number, fault: Fault): Fault => {
    let left = number;
    return (send) => (left-- > 0 ? fault(send) : send());
  };
  const answerLost: Fault = async (send) => {
    await send();
    throw Object.assign(new Error("socket hang up"), { name: "TimeoutError" });
  };
  const canceled =
    (...codes: string[]): Fault =>
    () =>
      Promise.reject(
        new TransactionCanceledException({
          $metadata: {},
          message: "canceled",
          CancellationReasons: codes.map((Code) => ({ Code })),
        }),
      );
  const held: Fault = () => Promise.reject(new TransactionConflictException({ $metadata: {}, message: "held" }));

  it.each`
    number | fault                                                          | because
    ${1}   | ${times(1, answerLost)}                                        | ${"the put is there by this write"}
    ${3}   | ${times(1, answerLost)}                                        | ${"the transaction is there by this write"}
    ${1}   | ${times(2, held)}                                              | ${"the other transaction ended"}
    ${2}   | ${times(2, canceled("None", "TransactionConflict"))}           | ${"the other transaction ended"}
    ${2}   | ${times(1, canceled("ThrottlingError", "None"))}               | ${"the throttling ended"}
    ${2}   | ${times(1, canceled("ProvisionedThroughputExceeded", "None"))} | ${"the throughput came back"}
  `("$number rows are written all the same: $because", async ({ number, fault }) => {
    faulty(fault);
    await table.write(rows(number), "w1");
    expect((await table.query({ pk: `P#${count}` })).items.map(({ version }) => version)).toEqual(
      Array(number).fill("w1"),
    );
  });

  it.each`
    number | fault                                      | problem                                      | because
    ${1}   | ${held}                                    | ${{ name: "Conflict", keys: [{ sk: "0" }] }} | ${"others keep writing this row"}
    ${2}   | ${canceled("None", "TransactionConflict")} | ${{ name: "Conflict", keys: [{ sk: "1" }] }} | ${"others keep writing this row"}
    ${2}   | ${canceled("ThrottlingError", "None")}     | ${{ name: "TransactionCanceledException" }}  | ${"throttling is nobody's write"}
    ${2}   | ${canceled("ValidationError", "None")}     | ${{ name: "TransactionCanceledException" }}  | ${"what is wrong stays wrong"}
  `("$number rows are given up in the end: $because", async ({ number, fault, problem }) => {
    faulty(fault);
    await expect(table.write(rows(number), "w1")).rejects.toMatchObject(problem);
    expect((await table.query({ pk: `P#${count}` })).items).toEqual([]);
  });

  it("an answer lost for good is found when the write is sent again, by others too", async () => {
    faulty(answerLost);
    await expect(table.write(rows(3), "w1")).rejects.toThrow("socket hang up");
    const again = dynamodbTable(local.client(), name, () => after(NOON, 1));
    await again.write(rows(3), "w1");
    await expect(again.write(rows(3), "w2")).rejects.toBeInstanceOf(Conflict);
  });
});

describe("DynamoDB deletes by itself what has expired", () => {
  it.each`
    expiresAt                     | ttl           | because
    ${"2024-04-29T04:00:00.000Z"} | ${1714363201} | ${"in that second it is still visible"}
    ${"2024-04-29T04:00:00.001Z"} | ${1714363201} | ${"it is gone before the next second"}
    ${undefined}                  | ${undefined}  | ${"it never expires"}
  `("an item that expires at $expiresAt from second $ttl: $because", async ({ expiresAt, ttl }) => {
    const [name, client] = [await newTable(), local.client()];
    const specification = { AttributeName: TTL_ATTRIBUTE, Enabled: true };
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: name,
        TimeToLiveSpecification: specification,
      }),
    );
    const key = { pk: "P", sk: "A" };
    await dynamodbTable(client, name, () => NOON).write(
      [{ put: { ...key, schema: 1, expiresAt }, when: "absent" }],
      "w1",
    );
    const { Item: stored } = await client.send(new GetItemCommand({ TableName: name, Key: marshall(key) }));
    expect(stored?.[TTL_ATTRIBUTE]?.N).toBe(ttl && String(ttl));
  });
});

it("both engines answer whatever happens as a plain table does", async () => {
  const name = await newTable();
  const client = local.client();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const pk = `RUN#${++runs}`;
      let close = () => {};
      const sqlite = (now: () => Instant) => {
        const table = sqliteTable(":memory:", now);
        close = table.close;
        return table;
      };
      const expected = await answersTo(taken, turned(plainTable), pk);
      expect(await answersTo(taken, turned(sqlite), pk)).toEqual(expected);
      close();
      expect(
        await answersTo(
          taken,
          turned((now) => dynamodbTable(client, name, now)),
          pk,
        ),
      ).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
