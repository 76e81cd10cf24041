import { fetchMail } from "../workflows/fetch-mail.ts";
import { entry } from "./entry.ts";
import { Scheduled } from "./scheduled.ts";

/** Every few minutes, where mail comes into the office's own mailbox. */
export const handler = entry(Scheduled, (_, ports) => fetchMail(ports));
