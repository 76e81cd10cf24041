import nodemailer from "nodemailer";
import { openMail } from "../../functions/adapters/mail-opener.ts";
import type { HttpAnswer, HttpEvent } from "../../functions/handlers/http.ts";
import { formTokens } from "../../functions/handlers/own-form.ts";
import type { DemoPorts, PagePorts } from "../../functions/handlers/page-visit.ts";
import { pages } from "../../functions/handlers/pages.ts";
import { handler as receiveWebhook } from "../../functions/handlers/receive-webhook.ts";
import { call } from "./call.ts";
import { comingIn } from "./coming.ts";
import type { Deployment } from "./deployment.ts";

/** So many of the things to come stand on a page. */
const SHOWN = 6;

const WEBHOOK = /^\/api\/plans\/([^/]{1,80})\/periods\/([^/]{1,20})\/units\/([^/]{1,80})\/entries$/u;

/** Hands a request to the function that answers it: the webhook, or the pages. */
export function answerHttp(
  deployment: Deployment,
  demo?: DemoPorts,
  taken: () => void = () => {},
): (event: HttpEvent) => Promise<HttpAnswer> {
  const { ports, keys } = deployment;
  const pagePorts: PagePorts = {
    ...ports,
    openMail,
    agenda: async (plan) => (await comingIn(plan, ports.now(), deployment)).slice(0, SHOWN),
    csrf: formTokens(keys.formKey),
    ...(demo && { demo }),
  };
  return async (event) => {
    const [, plan, period, unit] = WEBHOOK.exec(event.rawPath) ?? [];
    if (!plan || !period || !unit) return pages(event, pagePorts);
    if (event.requestContext.http.method !== "POST") return json(405, { error: "这个地址只接受 POST。" });
    const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8").toString("utf8");
    const answer = await call(receiveWebhook, {
      address: { plan, period, unit },
      headers: event.headers,
      body,
      at: ports.now(),
    });
    taken();
    return json(answer.status, answer.body);
  };
}

const json = (statusCode: number, body: unknown): HttpAnswer => ({
  statusCode,
  headers: {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  },
  body: JSON.stringify(body),
  isBase64Encoded: false,
});

/** Sends an answer to a message by real SMTP, in the name of the person who got it: demonstrations only. */
export async function replyBySmtp(
  { ports, keys }: Deployment,
  smtpPort: number,
  { messageId, text, file }: Parameters<DemoPorts["reply"]>[0],
): Promise<void> {
  const message = await ports.store.message(messageId);
  if (!message) return;
  const transport = nodemailer.createTransport({
    host: "127.0.0.1",
    port: smtpPort,
    secure: false,
  });
  await transport.sendMail({
    from: message.to,
    to: `report+${keys.token(message.key)}@${ports.domain}`,
    subject: `回复：${message.subject}`,
    inReplyTo: `<${message.id}@${ports.domain}>`,
    date: new Date(ports.now()),
    text: text || "见附件。",
    ...(file && {
      attachments: [{ filename: file.name, content: Buffer.from(file.content) }],
    }),
  });
  transport.close();
}
