import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sqliteBlobs } from "../../functions/adapters/blobs-sqlite.ts";
import { documents } from "../../functions/adapters/documents.ts";
import { hookSender } from "../../functions/adapters/hook-sender.ts";
import { keysFrom } from "../../functions/adapters/keys.ts";
import { openMail } from "../../functions/adapters/mail-opener.ts";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import { mailbox } from "../../functions/adapters/mailer-mailbox.ts";
import { readSentFile } from "../../functions/adapters/sent-files.ts";
import { sheets } from "../../functions/adapters/sheets.ts";
import { storeOn } from "../../functions/adapters/store.ts";
import type { Table } from "../../functions/adapters/table.ts";
import { sqliteTable } from "../../functions/adapters/table-sqlite.ts";
import { wordsFor } from "../../functions/adapters/words.ts";
import { readReportForm, writeReportForm } from "../../functions/adapters/workbook.ts";
import type { Inbox, Mailer, Ports } from "../../functions/workflows/ports.ts";
import type { Clock } from "./clock.ts";
import { usePorts } from "./ports.ts";
import { type LocalQueues, localQueues } from "./queues.ts";

/** Domain of our own addresses while none is set. */
export const DEFAULT_DOMAIN = "duban.example";

/** Where the pages of this machine are while nothing else is set. */
export const DEFAULT_PUBLIC_URL = "http://localhost:8080";

/** A deployment on one machine: a folder with a table, blobs and a secret, and a clock. */
export interface Deployment {
  ports: Ports;
  queues: LocalQueues;
  table: Table;
  keys: ReturnType<typeof keysFrom>;
  clock: Clock;
  close(): void;
}

/** As a command sees it: on this machine, or a stage in the cloud. */
export type Opened = Omit<Deployment, "queues">;

export interface DeploymentOptions {
  folder: string;
  clock: Clock;
  domain?: string;
  publicUrl?: string;
  mailer?: Mailer;
  /** Where mail comes into the office's own mailbox. */
  inbox?: Inbox;
  log?: Ports["log"];
  /** Fixed in simulations, so that the same seed gives the same tokens; else made once and kept in the folder. */
  secret?: Uint8Array;
  /** Stands between the ports and the workflows: how tests bring about faults. */
  through?: (ports: Ports) => Ports;
}

/** Opens the deployment in a folder, which is made when it is not there. Its ports serve the handlers from then on. */
export function openDeployment({
  folder,
  clock,
  domain = DEFAULT_DOMAIN,
  publicUrl = DEFAULT_PUBLIC_URL,
  mailer = mailbox,
  inbox,
  log = () => {},
  secret,
  through,
}: DeploymentOptions): Deployment {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  const table = sqliteTable(join(folder, "duban.db"), clock.now);
  const blobs = sqliteBlobs(join(folder, "blobs.db"));
  const keys = keysFrom(secret ?? secretIn(folder));
  const queues = localQueues();
  const forms = { write: writeReportForm, read: readReportForm };
  const own: Ports = {
    now: clock.now,
    store: storeOn(table, () => randomBytes(12).toString("base64url"), clock.now, queues.wake),
    blobs,
    mailer,
    words: wordsFor({ keys, forms, domain, publicUrl }),
    keys,
    wake: queues.wake,
    failed: queues.failed,
    events: { put: async (events) => log({ what: "events", count: events.length }) },
    callHook: hookSender({ secretOf: keys.webhookSecret }),
    mails: { read: readMail, open: openMail },
    ...(inbox && { inbox }),
    forms,
    documents,
    sheets,
    files: { read: readSentFile },
    domain,
    publicUrl,
    log,
  };
  const ports = through ? through(own) : own;
  usePorts(ports, queues);
  const close = (): void => {
    table.close();
    blobs.close();
  };
  return { ports, queues, table, keys, clock, close };
}

function secretIn(folder: string): Uint8Array {
  const path = join(folder, "secret");
  if (!existsSync(path))
    writeFileSync(path, randomBytes(32).toString("base64"), {
      mode: 0o600,
      flag: "wx",
    });
  return Buffer.from(readFileSync(path, "utf8"), "base64");
}
