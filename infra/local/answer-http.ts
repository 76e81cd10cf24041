import nodemailer from "nodemailer";
import type { HttpAnswer, HttpEvent } from "../../functions/handlers/http.ts";
import { manage } from "../../functions/handlers/manage.ts";
import type { DemoPorts, PagePorts } from "../../functions/handlers/page-visit.ts";
import { handler as readDuty } from "../../functions/handlers/read-duty.ts";
import { handler as receiveWebhook } from "../../functions/handlers/receive-webhook.ts";
import { results } from "../../functions/handlers/results.ts";
import { handler as showApi } from "../../functions/handlers/show-api.ts";
import { site } from "../../functions/handlers/site.ts";
import { type FunctionName, functions } from "../functions.ts";
import { call } from "./call.ts";
import type { Deployment } from "./deployment.ts";

/** The functions behind addresses of their own; whatever else is asked for is a page. */
const API = {
  ReceiveWebhook: receiveWebhook,
  ReadDuty: readDuty,
  ShowApi: showApi,
} satisfies Partial<Record<FunctionName, unknown>>;
// Object.entries loses the literal names of a constant object
const ROUTES = (Object.keys(API) as (keyof typeof API)[]).map((name) => ({
  ...routeIn(functions[name].on.route),
  handler: API[name],
}));

/** Pages that have a function of their own. */
const PAGES = [
  { ...routeIn(functions.Results.on.route), answer: results },
  { ...routeIn(functions.Manage.on.route), answer: manage },
];

/** Hands a request for a page to the function that has it. */
export const answerPage = (event: HttpEvent, ports: PagePorts): Promise<HttpAnswer> =>
  (PAGES.find(({ path }) => path.test(event.rawPath))?.answer ?? site)(event, ports);

/** Hands a request to the function that answers it, in the form in which API Gateway would. */
export function answerHttp(
  deployment: Deployment,
  demo?: DemoPorts,
  taken: () => void = () => {},
): (event: HttpEvent) => Promise<HttpAnswer> {
  const { ports } = deployment;
  const pagePorts: PagePorts = { ...ports, ...(demo && { demo }) };
  return async (event) => {
    const { method } = event.requestContext.http;
    const route = ROUTES.find((each) => each.method === method && each.path.test(event.rawPath));
    const pathParameters = route?.path.exec(event.rawPath)?.groups;
    const answer = route
      ? await call(route.handler, { ...event, ...(pathParameters && { pathParameters }) })
      : await answerPage(event, pagePorts);
    if (method === "POST") taken();
    return answer;
  };
}

/** `GET /a/{b}` as a pattern; what stands for `{b}` is a group of its name. */
function routeIn(route: string): { method: string; path: RegExp } {
  const [method = "", path = ""] = route.split(" ");
  return { method, path: new RegExp(`^${path.replace(/\./g, "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`, "u") };
}

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
