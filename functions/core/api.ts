import { z } from "zod";
import { Day, Month } from "./day.ts";
import { DomainEvent } from "./domain-event.ts";
import { Entry, Gate } from "./entry.ts";
import { Target } from "./measure.ts";

/** What a system sends to report: `POST /api/plans/{plan}/periods/{period}/units/{unit}/entries`. */
export const PostedEntries = z.object({ entries: z.array(Entry).min(1).max(500) });

/** What was recorded of it, what was not and why. */
export const Receipt = z.strictObject({
  receipt: z.string(),
  recorded: z.array(z.string()),
  unrecorded: z.array(z.strictObject({ code: z.string().nullable(), text: z.string() })),
  /** Codes of the measures that nothing answers yet, by whatever door. */
  missing: z.array(z.string()),
  /** The same id and body had come before: nothing was done again. */
  duplicate: z.boolean(),
});
export type Receipt = z.infer<typeof Receipt>;

export const Refused = z.strictObject({ error: z.string() });

/** A duty as its own unit reads it: `GET /api/plans/{plan}/periods/{period}/units/{unit}`. */
export const DutyView = z.strictObject({
  plan: z.string(),
  period: Month,
  unit: z.string(),
  name: z.string(),
  due: Day,
  provisional: z.boolean(),
  round: z.int(),
  complete: z.boolean(),
  closed: z.boolean(),
  measures: z.array(
    z.strictObject({
      id: z.string(),
      code: z.string(),
      task: z.string(),
      text: z.string(),
      deadline: z.string(),
      targets: z.array(Target),
      /** What stands for the month; null while nothing is recorded. */
      entry: Entry.extend({ at: z.iso.datetime(), receipt: z.string(), warnings: z.array(Gate).optional() }).nullable(),
    }),
  ),
});
export type DutyView = z.infer<typeof DutyView>;

const shapeOf = (schema: z.ZodType): object => {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return shape;
};
const json = (schema: string): object => ({
  "application/json": { schema: { $ref: `#/components/schemas/${schema}` } },
});
const answer = (description: string, schema: string): object => ({ description, content: json(schema) });
const inPath = (name: string, description: string, example: string): object => ({
  name,
  in: "path",
  required: true,
  description,
  schema: { type: "string" },
  example,
});
const inHeader = (name: string, description: string): object => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
});

const REFUSALS = {
  "401": answer("签名、时间戳或地址不对；各种情形的答复相同。", "Refused"),
  "404": answer("该月没有贵单位的报送任务。", "Refused"),
  "429": answer("一分钟内请求过多；在 Retry-After 秒之后再发。", "Refused"),
};

/**
 * The API in OpenAPI 3.1, made of the shapes that requests are read with.
 *
 * @param publicUrl  where the pages are
 */
export const openApi = (publicUrl: string): object => ({
  openapi: "3.1.0",
  info: {
    title: "督办：进展报送接口",
    version: "1",
    description:
      "单位的业务系统读取本单位当月的报送任务，推送进展。请求按 Standard Webhooks 签名：对 “webhook-id.webhook-timestamp.原始正文” 作 HMAC-SHA256，GET 的正文为空。密钥由计划牵头办公室发给，更换期间新旧两个都有效。同一 webhook-id 的同一正文只登记一次。",
  },
  servers: [{ url: publicUrl }],
  paths: {
    "/api/plans/{plan}/periods/{period}/units/{unit}": {
      parameters: PARAMETERS,
      get: {
        operationId: "readDuty",
        summary: "读取本单位当月的报送任务",
        responses: { "200": answer("要报送的措施和已登记的进展。", "Duty"), ...REFUSALS },
      },
    },
    "/api/plans/{plan}/periods/{period}/units/{unit}/entries": {
      parameters: PARAMETERS,
      post: {
        operationId: "postEntries",
        summary: "报送进展",
        requestBody: { required: true, content: json("Entries") },
        responses: {
          "200": answer("已登记；未登记的逐条写明原因。重复的请求也答 200，duplicate 为 true。", "Receipt"),
          "400": answer("正文不是约定的 JSON；所有问题一次列出。", "Refused"),
          "409": answer("这个 webhook-id 已用于另一份内容。", "Refused"),
          "413": answer("正文超过 4 MB。", "Refused"),
          "422": answer("正文可读，但没有一条可以登记；已留存，原因逐条写明。", "Receipt"),
          ...REFUSALS,
        },
      },
    },
  },
  webhooks: {
    event: {
      post: {
        summary: "推送：本单位报送任务的变化",
        description:
          "发往本单位登记的 https 地址，签名方法相同。答复 2xx 即为收到；否则稍后以同一 webhook-id 重发，三天不通则停止。答复 410 立即停止。",
        requestBody: { required: true, content: json("Event") },
        responses: { "2XX": { description: "已收到。" } },
      },
    },
  },
  components: {
    schemas: {
      Event: shapeOf(DomainEvent),
      Entries: shapeOf(PostedEntries),
      Receipt: shapeOf(Receipt),
      Duty: shapeOf(DutyView),
      Refused: shapeOf(Refused),
    },
  },
});

const PARAMETERS = [
  inPath("plan", "行动计划的编号", "daxing-2024"),
  inPath("period", "报送月份", "2024-04"),
  inPath("unit", "单位的编号", "shuiwu"),
  inHeader("webhook-id", "一次报送一个，重发时不变"),
  inHeader("webhook-timestamp", "签名的时间，1970年以来的秒数，与当前时间相差不超过5分钟"),
  inHeader("webhook-signature", "v1,<签名的 base64>；多个以空格分开"),
];
