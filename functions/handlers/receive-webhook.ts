import { receiveWebhook } from "../workflows/receive-webhook.ts";
import { signed } from "./api.ts";
import { jsonAnswer } from "./http.ts";

/** A signed post of a unit's entries. */
export const handler = signed(async (request, ports) => {
  const { status, body } = await receiveWebhook(request, ports);
  return jsonAnswer(status, body);
});
