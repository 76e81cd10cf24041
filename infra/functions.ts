/**
 * The whole system on one screen: each function, what wakes it, what it may touch, and what people notice when it fails.
 * `infra/local/` reads this table on one machine; on AWS each row becomes a Lambda.
 */
export const functions = {
  Tick: {
    handler: "functions/handlers/tick.ts",
    on: { kind: "schedule", everyMinutes: 15 },
    may: ["read table", "write table", "write blobs", "send mail"],
    whenItFails: "No duties are opened, no reminders, escalations or digests go out.",
  },
  Deliver: {
    handler: "functions/handlers/deliver.ts",
    on: { kind: "wake-up" },
    may: ["read table", "write table", "write blobs", "send mail"],
    whenItFails: "Receipts and other messages wait for the next tick.",
  },
  ReceiveMail: {
    handler: "functions/handlers/receive-mail.ts",
    on: { kind: "mail" },
    may: ["read table", "write table", "write blobs"],
    whenItFails: "Replies by mail are not recorded; the sending server is told to try again.",
  },
  ReceiveWebhook: {
    handler: "functions/handlers/receive-webhook.ts",
    on: {
      kind: "http",
      route: "POST /api/plans/{plan}/periods/{period}/units/{unit}/entries",
    },
    may: ["read table", "write table", "write blobs"],
    whenItFails: "Other systems cannot report; they are told to try again.",
  },
  Pages: {
    handler: "functions/handlers/pages.ts",
    on: { kind: "http", route: "$default" },
    may: ["read table", "read blobs"],
    whenItFails: "The pages cannot be seen; reminders and replies go on.",
  },
} as const satisfies Record<string, FunctionRow>;

/** One row: everything about a function that is not its code. */
export interface FunctionRow {
  handler: `functions/handlers/${string}.ts`;
  on:
    | { kind: "schedule"; everyMinutes: number }
    /** Asked to look, with nothing to say: whoever wrote something that wants to be sent. */
    | { kind: "wake-up" }
    /** A whole mail, as it arrived at the edge. */
    | { kind: "mail" }
    | { kind: "http"; route: string };
  may: readonly ("read table" | "write table" | "read blobs" | "write blobs" | "send mail")[];
  /** What a person would notice. */
  whenItFails: string;
}
export type FunctionName = keyof typeof functions;
