import { z } from "zod";
import type { Instant } from "../core/day.ts";
import { DutyKey, SubmissionId } from "../core/duty.ts";
import { Entry } from "../core/entry.ts";
import { HELD_WORDS, receiptNumber, type Submission } from "../core/submission.ts";
import { factsKnown } from "./message-facts.ts";
import type { Ports } from "./ports.ts";
import { recordReport } from "./record-report.ts";

/** A request as it came: the address names the duty, the headers sign the body (Standard Webhooks). */
export interface WebhookRequest {
  address: { plan: string; period: string; unit: string };
  headers: Record<string, string | undefined>;
  body: string;
  at: Instant;
}
export interface WebhookAnswer {
  status: 200 | 400 | 401 | 404 | 422;
  body: Receipt | { error: string };
}
/** What a webhook is answered: what was recorded, what was not and why. */
export interface Receipt {
  receipt: string;
  recorded: string[];
  unrecorded: { code: string | null; text: string }[];
  duplicate: boolean;
}

/** What the body of a webhook holds. */
const WebhookBody = z.object({ entries: z.array(z.unknown()).min(1).max(500) });

/** What is refused at the door is the same whatever is wrong, so that nothing can be found out by trying. */
const REFUSED: WebhookAnswer = {
  status: 401,
  body: {
    error:
      "签名或地址无效。请核对地址中的计划、月份和单位，用本单位的密钥对原始正文签名，时间戳与当前时间相差不超过5分钟。",
  },
};

/** Takes a unit's entries by a signed webhook. Rules RP-1, RP-4, RT-1. */
export async function receiveWebhook(
  { address, headers, body, at }: WebhookRequest,
  ports: Ports,
): Promise<WebhookAnswer> {
  const key = DutyKey.safeParse(address);
  const id = headers["webhook-id"];
  if (!key.success || !id || !ports.keys.isSigned(key.data, headers, body)) return REFUSED;
  const facts = await factsKnown(ports).plan(key.data.plan);
  const duty = await ports.store.duty(key.data);
  if (!facts || !duty)
    return {
      status: 404,
      body: { error: `${key.data.period} 没有贵单位的报送任务。请核对月份。` },
    };
  const parsed = parseBody(body);
  if ("error" in parsed) return { status: 400, body: parsed };
  const [blob = ""] = await ports.blobs.put([new TextEncoder().encode(body)]);
  const arrival = {
    id: SubmissionId.parse(ports.keys.hash(`webhook ${key.data.plan} ${key.data.unit} ${id}`).slice(0, 26)),
    door: "webhook" as const,
    from: `webhook:${key.data.unit}`,
    subject: "",
    at,
    blob,
    text: "",
    attachments: [],
    placedBy: "door" as const,
  };
  const { submission, duplicate } = await recordReport(arrival, key.data, parsed, undefined, facts, ports);
  ports.log({
    what: `submission ${duplicate ? "duplicate" : submission.outcome.kind}`,
    submission: submission.id,
    ...key.data,
  });
  return {
    status: submission.outcome.kind === "recorded" ? 200 : 422,
    body: receiptOf(submission, duplicate),
  };
}

/** Takes the entries that are of the right shape; says of each other what is wrong with it. */
function parseBody(body: string): { entries: Entry[]; unrecorded: Submission["unrecorded"] } | { error: string } {
  const parsed = WebhookBody.safeParse(jsonOf(body));
  if (!parsed.success)
    return {
      error:
        '正文应为 JSON：{"entries":[{"code":"措施编号","status":"in-progress","percent":60,"progress":"……"}]}，至少一条。',
    };
  const entries: Entry[] = [];
  const unrecorded: Submission["unrecorded"] = [];
  for (const [at, value] of parsed.data.entries.entries()) {
    const entry = Entry.safeParse(value);
    if (entry.success) entries.push(entry.data);
    else
      unrecorded.push({
        code: codeOf(value),
        about: "entry",
        text: `第 ${at + 1} 条：${entry.error.issues.map(({ path, message }) => `${path.join(".") || "整条"}：${message}`).join("；")}。请改正后重新发送这一条。`,
      });
  }
  return { entries, unrecorded };
}

const codeOf = (value: unknown): string | null => z.object({ code: z.string() }).safeParse(value).data?.code ?? null;

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function receiptOf(submission: Submission, duplicate: boolean): Receipt {
  const unrecorded = submission.unrecorded.map(({ code, text }) => ({
    code,
    text,
  }));
  if (submission.outcome.kind === "held")
    unrecorded.push({
      code: null,
      text: HELD_WORDS[submission.outcome.reason],
    });
  return {
    receipt: receiptNumber(submission),
    recorded: submission.entries.map(({ code }) => code),
    unrecorded,
    duplicate,
  };
}
