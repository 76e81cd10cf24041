import { z } from "zod";
import type { Receipt } from "../core/api.ts";
import type { Instant } from "../core/day.ts";
import { type DutyKey, SubmissionId } from "../core/duty.ts";
import type { Entry } from "../core/entry.ts";
import { entryIn } from "../core/entry-problem.ts";
import { askedMeasures } from "../core/form-for.ts";
import { receiptNumber, type Submission } from "../core/submission.ts";
import { wordsIn } from "../core/words.ts";
import type { PlanFacts, Ports } from "./ports.ts";
import { type Arrival, recordReport } from "./record-report.ts";

/** The signed post of a unit's own system. */
export interface SignedPost {
  key: DutyKey;
  facts: PlanFacts;
  /** Its `webhook-id`: the same for the same post, however often it is sent. */
  id: string;
  body: string;
  at: Instant;
}
export interface WebhookAnswer {
  status: 200 | 400 | 409 | 422;
  body: Receipt | { error: string };
}

/** Records a unit's entries that came by a signed webhook. Rules RP-1, RP-4, RT-1. */
export async function receiveWebhook({ key, facts, id, body, at }: SignedPost, ports: Ports): Promise<WebhookAnswer> {
  const parsed = parseBody(body);
  if ("error" in parsed) return { status: 400, body: parsed };
  const [blob = ""] = await ports.blobs.put([new TextEncoder().encode(body)]);
  const arrival: Arrival = {
    id: SubmissionId.parse(ports.keys.hash(`webhook ${key.plan} ${key.unit} ${id}`).slice(0, 26)),
    door: "webhook",
    from: `webhook:${key.unit}`,
    subject: "",
    at,
    blob,
    text: "",
    attachments: [],
    placedBy: "door",
  };
  const known = await ports.store.submission(arrival.id);
  if (known && !isSame(known, arrival, key)) return TAKEN;
  const { submission, duplicate } = await recordReport(arrival, key, parsed, undefined, facts, ports);
  if (!isSame(submission, arrival, key)) return TAKEN;
  ports.log({
    what: `submission ${duplicate ? "duplicate" : submission.outcome.kind}`,
    submission: submission.id,
    ...key,
  });
  return {
    status: submission.outcome.kind === "recorded" ? 200 : 422,
    body: receiptOf(submission, duplicate, await missingNow(key, facts, ports), facts),
  };
}

/** An id is of one post to one duty, for the whole cycle and after. */
const isSame = (kept: Submission, { blob }: Arrival, { period }: DutyKey): boolean =>
  kept.blob === blob && kept.period === period;

const TAKEN: WebhookAnswer = {
  status: 409,
  body: { error: "这个 webhook-id 已用于另一份内容，本次没有登记。改正或补报请换一个新的 webhook-id。" },
};

const Body = z.object({ entries: z.array(z.unknown()).min(1).max(500) });

/** Takes the entries that are of the right shape; says of each other what is wrong with it. */
function parseBody(body: string): { entries: Entry[]; unrecorded: Submission["unrecorded"] } | { error: string } {
  const parsed = Body.safeParse(jsonOf(body));
  if (!parsed.success)
    return {
      error:
        '正文应为 JSON：{"entries":[{"code":"蓝天-3-2","status":"in-progress","percent":60,"progress":"……"}]}，一至 500 条。请对照 /api/openapi.json 改正。',
    };
  const read = parsed.data.entries.map((value, at) => entryIn(value, at + 1));
  return {
    entries: read.flatMap((one) => ("entry" in one ? [one.entry] : [])),
    unrecorded: read.flatMap((one) => ("entry" in one ? [] : [{ code: one.code, about: "entry", text: one.problem }])),
  };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** What nothing answers by now, whoever answered the rest by whatever door. */
async function missingNow(key: DutyKey, { editions }: PlanFacts, { store }: Ports): Promise<string[]> {
  const duty = await store.duty(key);
  return duty ? askedMeasures(duty, editions).flatMap(({ id, code }) => (duty.entries[id] ? [] : [code])) : [];
}

function receiptOf(submission: Submission, duplicate: boolean, missing: string[], { plan }: PlanFacts): Receipt {
  const { outcome } = submission;
  return {
    receipt: receiptNumber(submission),
    recorded: submission.entries.map(({ code }) => code),
    unrecorded: [
      ...submission.unrecorded.map(({ code, text }) => ({ code, text })),
      ...(outcome.kind === "held"
        ? [{ code: null, text: wordsIn(plan.settings.language).heldSentence(outcome.reason) }]
        : []),
    ],
    missing,
    duplicate,
  };
}
