import { readDuty } from "../workflows/read-duty.ts";
import { signed } from "./api.ts";
import { jsonAnswer } from "./http.ts";

/** What a unit owes for a month and what stands, for its own system. */
export const handler = signed(async ({ key, facts }, ports) => jsonAnswer(200, await readDuty(key, facts, ports)));
