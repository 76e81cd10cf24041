import { z } from "zod";
import { Instant } from "../core/day.ts";
import { fetchMail } from "../workflows/fetch-mail.ts";
import { entry } from "./entry.ts";

/** Every few minutes, where mail comes into the office's own mailbox. */
export const handler = entry(z.object({ at: Instant }), (_, ports) => fetchMail(ports));
