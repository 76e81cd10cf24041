/**
 * The whole system on one screen: each function, what wakes it, what it may touch, and what people notice when it fails.
 * `infra/local/` reads this table on one machine; `infra/cloud/` makes each row a Lambda.
 */
export const functions = {
  Tick: {
    handler: "functions/handlers/tick.ts",
    on: { kind: "schedule", everyMinutes: 15 },
    may: ["read table", "write table", "queue plans", "queue messages", "queue events"],
    whenItFails: "No duties are opened, no reminders, escalations or digests go out.",
  },
  RunPlan: {
    handler: "functions/handlers/run-plan.ts",
    on: { kind: "queue", of: "plans" },
    may: ["read table", "write table", "write documents", "queue units", "queue messages", "queue events"],
    whenItFails: "One plan opens no duties, sends no reminders, escalations or digests, and closes no month.",
  },
  FollowUp: {
    handler: "functions/handlers/follow-up.ts",
    on: { kind: "queue", of: "units" },
    may: ["read table", "write table", "queue messages", "queue events"],
    whenItFails: "Some units are not reminded or followed up.",
  },
  Deliver: {
    handler: "functions/handlers/deliver.ts",
    on: { kind: "queue", of: "messages" },
    may: ["read table", "write table", "read blobs", "write blobs", "send mail"],
    whenItFails: "Mails wait for the next tick.",
  },
  PublishEvents: {
    handler: "functions/handlers/publish-events.ts",
    on: { kind: "queue", of: "events" },
    may: ["read table", "write table", "put events"],
    whenItFails: "Other systems learn later of what happened; mails and pages go on.",
  },
  ReceiveMail: {
    handler: "functions/handlers/receive-mail.ts",
    on: { kind: "mail" },
    may: ["read table", "write table", "write blobs", "queue messages", "queue events"],
    whenItFails: "Replies by mail are not recorded; they are kept, and tried again.",
  },
  NoteDelivery: {
    handler: "functions/handlers/note-delivery.ts",
    on: { kind: "queue", of: "mail-events" },
    may: ["read table", "write table", "queue messages"],
    whenItFails: "Bounces and complaints are not seen; mails go on to addresses that refuse them.",
  },
  FetchMail: {
    handler: "functions/handlers/fetch-mail.ts",
    on: { kind: "mailbox", everyMinutes: 5 },
    may: ["read table", "write table", "write blobs", "queue messages", "queue events"],
    whenItFails: "Replies wait in the office's own mailbox.",
  },
  ReceiveWebhook: {
    handler: "functions/handlers/receive-webhook.ts",
    on: { kind: "http", route: "POST /api/plans/{plan}/periods/{period}/units/{unit}/entries" },
    may: ["read table", "write table", "write blobs", "queue messages", "queue events"],
    whenItFails: "Other systems cannot report; they are told to try again.",
  },
  ReadDuty: {
    handler: "functions/handlers/read-duty.ts",
    on: { kind: "http", route: "GET /api/plans/{plan}/periods/{period}/units/{unit}" },
    may: ["read table"],
    whenItFails: "Other systems cannot read what their unit owes.",
  },
  ShowApi: {
    handler: "functions/handlers/show-api.ts",
    on: { kind: "http", route: "GET /api/openapi.json" },
    may: [],
    whenItFails: "The description of the API cannot be read; the API itself goes on.",
  },
  Results: {
    handler: "functions/handlers/results.ts",
    on: { kind: "http", route: "GET /results/{what}" },
    may: ["read table", "show sheets"],
    whenItFails: "Ledgers cannot be looked at on the pages, nor lists exported; everything else goes on.",
  },
  Manage: {
    handler: "functions/handlers/manage.ts",
    on: { kind: "http", route: "ANY /manage/{what}" },
    may: ["read table", "write table", "read blobs", "write blobs", "read files", "queue messages", "queue events"],
    whenItFails: "The operator cannot change what is set, or stop a plan, on the pages; the command line does.",
  },
  Pages: {
    handler: "functions/handlers/site.ts",
    on: { kind: "http", route: "$default" },
    may: ["read table", "write table", "read blobs", "write blobs", "read files", "queue messages", "queue events"],
    whenItFails: "The pages cannot be seen, and nobody can report by form; reminders and replies by mail go on.",
  },
} as const satisfies Record<string, FunctionRow>;

/** One row: everything about a function that is not its code. */
export interface FunctionRow {
  handler: `functions/handlers/${string}.ts`;
  on:
    | { kind: "schedule"; everyMinutes: number }
    /** Work for one plan, unit or person each, a batch at a time; what fails is tried again, then laid aside. */
    | { kind: "queue"; of: Queue }
    /** A whole mail, as it arrived at the edge. */
    | { kind: "mail" }
    /** Only where mail comes into the office's own mailbox. */
    | { kind: "mailbox"; everyMinutes: number }
    | { kind: "http"; route: string };
  may: readonly May[];
  /** What a person would notice. */
  whenItFails: string;
}
export type Queue = "plans" | "units" | "messages" | "events" | "mail-events";
export type May =
  | "read table"
  | "write table"
  | "read blobs"
  | "write blobs"
  /** Looks into workbooks and files that came with a form. */
  | "read files"
  /** Makes bulletins and ledgers, and keeps them with the blobs. */
  | "write documents"
  /** Shows what stands in a ledger, and exports such sheets. */
  | "show sheets"
  | "send mail"
  | "put events"
  | `queue ${"plans" | "units" | "messages" | "events"}`;
export type FunctionName = keyof typeof functions;
