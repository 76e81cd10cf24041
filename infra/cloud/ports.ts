import { randomBytes } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient } from "@aws-sdk/client-ses";
import { SQSClient } from "@aws-sdk/client-sqs";
import { s3Blobs } from "../../functions/adapters/blobs-s3.ts";
import { eventsOn } from "../../functions/adapters/bus-eventbridge.ts";
import { hookSender } from "../../functions/adapters/hook-sender.ts";
import { keysFrom } from "../../functions/adapters/keys.ts";
import { s3MailBucket } from "../../functions/adapters/mail-bucket-s3.ts";
import { sesMailer } from "../../functions/adapters/mailer-ses.ts";
import { wakeBySqs } from "../../functions/adapters/queues-sqs.ts";
import { readSecret, type Secret } from "../../functions/adapters/secret.ts";
import { storeOn } from "../../functions/adapters/store.ts";
import { dynamodbTable } from "../../functions/adapters/table-dynamodb.ts";
import { toInstant } from "../../functions/core/day.ts";
import type { MonthReport } from "../../functions/core/month-report.ts";
import type {
  Blobs,
  Documents,
  Inbox,
  Keys,
  LogLine,
  Mailer,
  Ports,
  Wake,
  Words,
} from "../../functions/workflows/ports.ts";
import { withMetrics } from "./metrics.ts";
import { type May, queuesOf, type Settings, settingsFrom, variableOf } from "./settings.ts";

/**
 * What this function may use, put in its bundle from its row of `infra/functions.ts`: what it may not use is not even there.
 */
declare const MAY: May;

let opened: Promise<Ports> | undefined;

/** The ports of this function, opened once for a process; what failed is tried again by the next call. */
export function ports(): Promise<Ports> {
  opened ??= open().catch((problem: unknown) => {
    opened = undefined;
    throw problem;
  });
  return opened;
}

async function open(): Promise<Ports> {
  const settings = settingsFrom(process.env, MAY);
  const secret = await readSecret(new SecretsManagerClient(), settings.SECRET_ID!);
  const keys = keysFrom(Buffer.from(secret.secret));
  const wake: Wake = MAY.queues ? wakeBySqs(new SQSClient(), queuesIn(settings)) : notForThis("queue");
  return {
    now,
    store: storeOn(dynamodbTable(new DynamoDBClient(), settings.TABLE!, now), newId, now, wake),
    keys,
    wake,
    domain: settings.DOMAIN!,
    publicUrl: publicUrlIn(settings.PUBLIC_URL!),
    log,
    failed,
    blobs: MAY.blobs ? s3Blobs(new S3Client(), settings.BLOBS!) : NO_BLOBS,
    mailer: MAY.sendMail ? await withChats(mailerOf(settings, secret)) : NO_MAILER,
    words: wordsWith(keys, settings),
    mails: { read: readMail, open: openMail },
    ...(MAY.mailbox && { inbox: await inboxOf(settings, secret) }),
    ...(MAY.inbox && { mailBucket: s3MailBucket(new S3Client(), settings.INBOX!) }),
    forms: { read: readForm, write: notForThis("write forms") },
    documents: {
      bulletin: (report) => writeDocument("bulletin", report),
      ledger: (report) => writeDocument("ledger", report),
    },
    sheets: MAY.showSheets
      ? (await import("../../functions/adapters/sheets.ts")).sheets
      : { ledger: notForThis("show sheets"), workbook: notForThis("show sheets") },
    files: { read: readFiles },
    callHook: MAY.putEvents ? hookSender({ secretOf: keys.webhookSecret }) : notForThis("call hooks"),
    events: MAY.putEvents ? eventsOn(new EventBridgeClient(), settings.BUS!) : { put: notForThis("put events") },
  };
}

/** Without a slash at the end. */
const publicUrlIn = (setting: string): string => setting.replace(/\/+$/u, "");
const newId = (): string => randomBytes(12).toString("base64url");
const now = () => toInstant(Date.now());

/** One line of JSON an event; what it may hold says `LogLine`. */
const log = (line: LogLine): void =>
  void process.stdout.write(`${JSON.stringify({ level: "info", ...withMetrics(line, now()) })}\n`);

/** For the alarm, and for whoever looks why: what failed, without the addresses that servers like to repeat. */
function failed(problem: unknown): void {
  const why = problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem);
  log({ level: "error", what: "failed", why: why.replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;]+/gu, "<address>") });
}

const queuesIn = (settings: Settings) =>
  Object.fromEntries(queuesOf(MAY).map((queue) => [queue, { url: settings[variableOf(queue)]! }]));

async function withChats(mailer: Promise<Mailer>): Promise<Mailer> {
  const { withChat } = await import("../../functions/adapters/chat.ts");
  return withChat(await mailer);
}

async function mailerOf(settings: Settings, { smtp }: Secret): Promise<Mailer> {
  const perSecond = Number(settings.MAIL_PER_SECOND);
  if (settings.MAIL === "ses")
    return sesMailer({
      client: new SESClient({ maxAttempts: 1 }),
      configurationSet: settings.CONFIGURATION_SET!,
      perSecond,
    });
  if (!smtp)
    throw new Error(
      `密钥 ${settings.SECRET_ID} 里没有 smtp。请在 Secrets Manager 里填上本单位发信服务器，写成 smtps://用户:密码@服务器:465 的样子。`,
    );
  const { smtpMailer, smtpServer } = await import("../../functions/adapters/mailer-smtp.ts");
  return smtpMailer(smtpServer(smtp, `密钥 ${settings.SECRET_ID} `));
}

/** Without its name for itself nothing that comes is authentic, and all is held (RP-3). */
async function inboxOf({ SECRET_ID: id }: Settings, { imap, authservId }: Secret): Promise<Inbox> {
  if (!imap)
    throw new Error(
      `密钥 ${id} 里没有 imap。请在 Secrets Manager 里填上本单位收信邮箱，写成 imaps://用户:密码@服务器/INBOX 的样子。`,
    );
  const { imapInbox, imapMailbox } = await import("../../functions/adapters/mailbox-imap.ts");
  return imapInbox(imapMailbox(imap, `密钥 ${id} `, authservId));
}

// What takes long to load and is not always needed is loaded when it is.

const wordsWith = (
  keys: Pick<Keys, "token" | "formToken" | "signInToken">,
  { DOMAIN: domain, PUBLIC_URL }: Settings,
): Words => ({
  compose: MAY.sendMail
    ? async (message, facts) => {
        const { wordsFor } = await import("../../functions/adapters/words.ts");
        const { writeReportForm } = await import("../../functions/adapters/workbook.ts");
        return wordsFor({
          keys,
          domain: domain!,
          publicUrl: publicUrlIn(PUBLIC_URL!),
          forms: { write: writeReportForm },
        }).compose(message, facts);
      }
    : notForThis("send mail"),
});
const readMail: Ports["mails"]["read"] = MAY.readMail
  ? async (raw) => (await import("../../functions/adapters/mail-reader.ts")).readMail(raw)
  : notForThis("read mail");
const openMail: Ports["mails"]["open"] = MAY.readMail
  ? async (raw) => (await import("../../functions/adapters/mail-opener.ts")).openMail(raw)
  : notForThis("open mail");
const readForm: Ports["forms"]["read"] = MAY.readMail
  ? async (bytes) => (await import("./read-form.ts")).readReportForm(bytes)
  : notForThis("read forms");

const readFiles: Ports["files"]["read"] = MAY.readMail
  ? async (sent) => (await import("../../functions/adapters/sent-files.ts")).readSentFile(sent)
  : notForThis("read files");

const writeDocument: (which: keyof Documents, report: MonthReport) => Promise<Uint8Array> = MAY.writeDocuments
  ? async (which, report) => (await import("../../functions/adapters/documents.ts")).documents[which](report)
  : notForThis("write documents");

function notForThis(what: string): () => Promise<never> {
  return async () => {
    throw new Error(`${what}: not in this function's row of infra/functions.ts`);
  };
}
const NO_BLOBS: Blobs = { put: notForThis("write blobs"), get: notForThis("read blobs") };
const NO_MAILER: Mailer = { atOnce: 1, send: notForThis("send mail") };
