import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type CancellationReason,
  ConditionalCheckFailedException,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type GlobalSecondaryIndexDescription,
  PutItemCommand,
  QueryCommand,
  type TableDescription,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Instant } from "../core/day.ts";
import { gathered } from "./gathered.ts";
import {
  type Condition,
  Conflict,
  INDEXES,
  type IndexName,
  type Item,
  type Key,
  type Query,
  type Table,
} from "./table.ts";
import { afterItem, cursorOf, keyNames, projectionOf, type Range, rangeOf } from "./table-pages.ts";
import { isAlive, type ReadyRow, readyRows, TTL_ATTRIBUTE, ttlSeconds } from "./table-rows.ts";

/**
 * The table in DynamoDB, as `tableDefinition` makes it. One row is a conditional put (half the price of a transaction),
 * several are one transaction.
 */
export function dynamodbTable(client: DynamoDBClient, tableName: string, now: () => Instant): Table {
  return {
    get: gathered(KEYS_A_READ, (keys, how) => itemsOf(client, tableName, keys, how === undefined, now())),
    async query(query) {
      const selected = selection(query);
      if (selected === "none") return { items: [] };
      const { Items = [], LastEvaluatedKey: last } = await client
        .send(new QueryCommand({ TableName: tableName, ...selected }))
        .catch((problem: unknown) => {
          throw ofOlderTable(problem, tableName, query.index) ?? problem;
        });
      return {
        items: visible(Items, now()),
        ...(last && { after: afterItem(unmarshall(last), query.index) }),
      };
    },
    async write(rows, writeId) {
      const ready = readyRows(rows, writeId);
      if (ready.length === 0) return;
      await commit(() => send(client, tableName, ready, writeId, now()), ready, writeId);
    },
  };
}

/** What is wrong with a table that an older version of us has made, for whoever reads the log; undefined when it is something else. */
const ofOlderTable = (problem: unknown, tableName: string, index: IndexName | undefined): Error | undefined =>
  problem instanceof Error && /does not have the specified index/u.test(problem.message)
    ? new Error(
        `表 ${tableName} 没有索引 ${index}：它是旧版本建的。请更新部署（npx cdk deploy）；在此之前什么都不会发出。`,
        {
          cause: problem,
        },
      )
    : undefined;

/** What one call reads at most. */
const KEYS_A_READ = 100;

/** Items in the order of their keys. What the table leaves out of an answer, being busy or over 16 MB, is asked for again. */
async function itemsOf(
  client: DynamoDBClient,
  tableName: string,
  keys: readonly Key[],
  ConsistentRead: boolean,
  now: Instant,
): Promise<(Item | undefined)[]> {
  const found = new Map<string, Item>();
  let left: Record<string, AttributeValue>[] | undefined = keys.map(({ pk, sk }) => marshall({ pk, sk }));
  for (let attempt = 1; left?.length; attempt += 1) {
    const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await client.send(
      new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: left, ConsistentRead } } }),
    );
    for (const item of visible(Responses?.[tableName] ?? [], now)) found.set(nameOf(item), item);
    left = UnprocessedKeys?.[tableName]?.Keys;
    if (left?.length && attempt === ATTEMPTS)
      throw new Error(`${left.length} items could not be read: the table is busy`);
    if (left?.length) await setTimeout(Math.random() * FIRST_WAIT_MS * 2 ** attempt);
  }
  return keys.map((key) => found.get(nameOf(key)));
}
const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/** The table to create. Time to live is switched on apart, on the attribute `TTL_ATTRIBUTE`. */
export function tableDefinition(tableName: string): CreateTableCommandInput {
  const indexes = Object.keys(INDEXES).filter((name): name is IndexName => name in INDEXES);
  return {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [undefined, ...indexes]
      .flatMap((index) => Object.values(keyNames(index)))
      .map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
    KeySchema: keySchema(undefined),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index,
      KeySchema: keySchema(index),
      Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: projectionOf(index) },
    })),
  };
}

/** What a table lacks of that definition, each for a person; more than it says is no harm. */
export function lacksOf({ GlobalSecondaryIndexes: found = [] }: TableDescription): string[] {
  return (tableDefinition("").GlobalSecondaryIndexes ?? []).flatMap(({ IndexName: name, KeySchema, Projection }) => {
    const index = found.find(({ IndexName }) => IndexName === name);
    if (!index) return [`缺少索引 ${name}`];
    if (!isDeepStrictEqual(keysIn(index), keysIn({ KeySchema }))) return [`索引 ${name} 的键不对`];
    if (index.Projection?.ProjectionType === "ALL") return [];
    const attributes = Projection?.NonKeyAttributes?.filter(
      (each) => !index.Projection?.NonKeyAttributes?.includes(each),
    );
    return attributes?.length ? [`索引 ${name} 缺少 ${attributes.join("、")}`] : [];
  });
}
const keysIn = ({ KeySchema = [] }: Pick<GlobalSecondaryIndexDescription, "KeySchema">) =>
  KeySchema.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]);

const keySchema = (index: IndexName | undefined) => [
  { AttributeName: keyNames(index).pk, KeyType: "HASH" as const },
  { AttributeName: keyNames(index).sk, KeyType: "RANGE" as const },
];

const visible = (stored: Record<string, AttributeValue>[], now: Instant): Item[] =>
  stored
    .map((attributes) => {
      const { [TTL_ATTRIBUTE]: _, ...item } = unmarshall(attributes);
      // only items are written
      return item as Item;
    })
    .filter((item) => isAlive(item, now));

function selection({ index, how, pk, sk, descending, limit, after }: Query) {
  const names = keyNames(index);
  const range = rangeOf(sk);
  if (range === "none") return range;
  const [condition, values] = rangeCondition(names.sk, range);
  return {
    IndexName: index,
    ConsistentRead: index === undefined && how === undefined,
    KeyConditionExpression: `${names.pk} = :pk${condition}`,
    ExpressionAttributeValues: marshall({ ":pk": pk, ...values }),
    ScanIndexForward: !descending,
    Limit: limit,
    ExclusiveStartKey: after ? startKey(after, index, pk) : undefined,
  };
}

function rangeCondition(sk: string, range: Exclude<Range, "none">): [string, Record<string, string>] {
  if (range === "all") return ["", {}];
  if ("from" in range) return [` AND ${sk} BETWEEN :from AND :to`, { ":from": range.from, ":to": range.to }];
  return [` AND begins_with(${sk}, :prefix)`, { ":prefix": range.beginsWith }];
}

function startKey(after: string, index: IndexName | undefined, partition: string): Record<string, AttributeValue> {
  const names = keyNames(index);
  const [by, pk, sk] = cursorOf(after);
  return marshall({ pk, sk, [names.pk]: partition, [names.sk]: by });
}

/**
 * Sends a write once. The client gives a transaction a token, the same for all its repeats of it; a token of ours for later
 * calls would clash, as conditions carry the time: those are told by the version.
 *
 * @returns for each row why not, in order; nothing when it is committed
 */
async function send(
  client: DynamoDBClient,
  tableName: string,
  rows: ReadyRow[],
  writeId: string,
  now: Instant,
): Promise<Refusal | undefined> {
  const requests = rows.map((row) => requestOf(tableName, row, writeId, now));
  const [only] = requests;
  try {
    if (only?.Put && rows.length === 1) await client.send(new PutItemCommand(only.Put));
    else await client.send(new TransactWriteItemsCommand({ TransactItems: requests }));
    return undefined;
  } catch (error) {
    return refusalIn(error);
  }
}

interface Refusal {
  reasons: CancellationReason[];
  error: Error;
}

/** @throws the error, when it is not an answer about the rows */
function refusalIn(error: unknown): Refusal {
  if (error instanceof ConditionalCheckFailedException) return { reasons: [{ Code: FAILED, Item: error.Item }], error };
  if (error instanceof TransactionConflictException) return { reasons: [{ Code: BUSY }], error };
  if (error instanceof TransactionCanceledException) return { reasons: error.CancellationReasons ?? [], error };
  throw error;
}

const FAILED = "ConditionalCheckFailed";
/** Another transaction has its hand on the row. */
const BUSY = "TransactionConflict";
const PASSING = [BUSY, "ProvisionedThroughputExceeded", "ThrottlingError", "None", undefined];
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 25;

/** Sends until it is committed or known not to be. What passes by itself is waited for: at most 6 times, 2 s in all. */
async function commit(send: () => Promise<Refusal | undefined>, rows: ReadyRow[], writeId: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const refusal = await send();
    if (!refusal || refusal.reasons.some((reason, at) => rows[at]?.item && versionIn(reason) === writeId)) return;
    const failed = keysWith(FAILED, refusal, rows);
    if (failed.length > 0) throw new Conflict(failed);
    const passes = refusal.reasons.every(({ Code }) => PASSING.includes(Code));
    if (!passes || attempt === ATTEMPTS) throw givenUp(refusal, rows);
    await setTimeout(Math.random() * FIRST_WAIT_MS * 2 ** attempt);
  }
}

function givenUp(refusal: Refusal, rows: ReadyRow[]): Error {
  const busy = keysWith(BUSY, refusal, rows);
  return busy.length > 0 ? new Conflict(busy) : refusal.error;
}

const keysWith = (code: string, { reasons }: Refusal, rows: ReadyRow[]) =>
  rows.filter((_, at) => reasons[at]?.Code === code).map(({ key }) => key);

const versionIn = ({ Item: stored }: CancellationReason): string | undefined => stored?.version?.S;

function requestOf(TableName: string, { key, when, item }: ReadyRow, writeId: string, now: Instant): TransactWriteItem {
  const asked = {
    TableName,
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
  const condition = conditionOf(when, now);
  if (!item)
    return {
      ConditionCheck: {
        ...asked,
        Key: marshall(key),
        ...expression(condition),
      },
    };
  const ttl = item.expiresAt && { [TTL_ATTRIBUTE]: ttlSeconds(item.expiresAt) };
  return {
    Put: {
      ...asked,
      Item: marshall({ ...item, ...ttl }),
      ...expression(condition, notYet(writeId)),
    },
  };
}

/** Part of a condition: its text and the values it names. */
type Clause = [text: string, values: Record<string, string>];

/** Fails on an item that this write has put, so that the answer shows it. */
const notYet = (writeId: string): Clause => [
  "(attribute_not_exists(pk) OR version <> :writeId)",
  { ":writeId": writeId },
];

function conditionOf(when: Condition, now: Instant): Clause {
  if (when === "any") return ["", {}];
  if (when === "absent") return ["(attribute_not_exists(pk) OR expiresAt < :now)", { ":now": now }];
  const alive = "(attribute_not_exists(expiresAt) OR expiresAt >= :now)";
  return [`version = :version AND ${alive}`, { ":version": when.version, ":now": now }];
}

function expression(...clauses: Clause[]) {
  const said = clauses.filter(([text]) => text !== "");
  return {
    ConditionExpression: said.map(([text]) => text).join(" AND "),
    ExpressionAttributeValues: marshall(Object.assign({}, ...said.map(([, values]) => values))),
  };
}
