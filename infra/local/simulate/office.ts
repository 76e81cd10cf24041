import type { Transporter } from "nodemailer";
import { Webhook } from "standardwebhooks";
import { readMail } from "../../../functions/adapters/mail-reader.ts";
import { unitOf } from "../../../functions/core/contacts.ts";
import type { Month } from "../../../functions/core/day.ts";
import { type Unit, UnitId } from "../../../functions/core/directory.ts";
import { askedMeasures } from "../../../functions/core/form-for.ts";
import type { OwnedMeasure, Plan } from "../../../functions/core/plan.ts";
import type { Deployment } from "../deployment.ts";
import { type Deed, entryOf, lineOf } from "./departments.ts";
import { filled, replyMail } from "./replies.ts";

/** Everything that the departments have at hand. */
export interface Office {
  deployment: Deployment;
  plan: Plan;
  period: Month;
  seed: number;
  /** Their way to our listener for mail: a connection that stays, as every new one waits a tenth of a second for its greeting. */
  mails: Transporter;
  /** Port of our listener for HTTP. */
  http: number;
  /** The mails that have come to somebody, oldest first. */
  boxOf(mail: string): Promise<readonly Uint8Array[]>;
  unit(id: string): Unit | undefined;
  asked(unit: string): Promise<OwnedMeasure[]>;
  /** Keeps what a department sent, to look at. */
  keep(name: string, bytes: Uint8Array): void;
}

/** The offices of a plan's departments, by the month they answer for. */
export async function officesOf(office: Omit<Office, "period" | "unit" | "asked">): Promise<(period: Month) => Office> {
  const { store } = office.deployment.ports;
  const directory = await store.directory();
  const editions = await store.editions(office.plan);
  return (period) => ({
    ...office,
    period,
    unit: (id) => unitOf(UnitId.parse(id), directory),
    asked: async (unit) => {
      const duty = await store.duty({ plan: office.plan.id, period, unit: UnitId.parse(unit) });
      return duty ? askedMeasures(duty, editions) : [];
    },
  });
}

/** Does what a department does, over real sockets. @returns how many submissions it sent */
export async function act(deed: Deed, office: Office): Promise<number> {
  const all = await office.asked(deed.unit);
  const half = Math.ceil(all.length / 2);
  const measures = deed.part === "all" ? all : deed.part === "first" ? all.slice(0, half) : all.slice(half);
  if (measures.length === 0) return 0;
  if (deed.way === "webhook") return byWebhook(deed, measures, office);
  return byMail(deed, measures, office);
}

async function byMail(deed: Deed, measures: readonly OwnedMeasure[], office: Office): Promise<number> {
  const { deployment, period, seed } = office;
  const liaison = office.unit(deed.unit)?.contacts.find(({ role }) => role === "liaison");
  const box = liaison ? await office.boxOf(liaison.mail) : [];
  const mails = await Promise.all(box.slice(-6).map((raw) => readMail(raw)));
  const opening = mails.findLast(({ attachments }) => attachments.some(({ name }) => name.endsWith(".xlsx")));
  if (!liaison || !opening) return 0;
  const entries = measures.map((measure) => entryOf(measure, period, seed));
  const form = opening.attachments.find(({ name }) => name.endsWith(".xlsx"));
  const id = `${seed}-${period}-${deed.unit}-${deed.way}-${deed.part}`;
  const date = deployment.clock.now();
  const isBook = deed.way === "workbook" && form;
  const content = isBook ? await filled(form.content, entries) : undefined;
  const reply = await replyMail({
    to: opening,
    from: liaison.mail,
    id,
    date,
    ...(deed.way === "auto-reply"
      ? {
          text: "您好，我因公外出，邮件稍后处理。",
          subject: `自动回复：${opening.subject}`,
          headers: { "Auto-Submitted": "auto-replied" },
        }
      : {
          text:
            deed.way === "asks-extension" || deed.way === "asks-exemption"
              ? requestOf(deed)
              : isBook
                ? "各位同志：\n我单位本月进展填报表见附件，请查收。"
                : textOf(deed, entries.map(lineOf)),
        }),
    ...(content && form && { attachment: { filename: form.name, content } }),
  });
  office.keep(`${id}.eml`, reply.raw);
  if (content) office.keep(`${id}.xlsx`, content);
  for (let times = 0; times < deed.times; times += 1)
    await office.mails.sendMail({ envelope: { from: reply.from, to: reply.to }, raw: reply.raw });
  return deed.times;
}

/** What people write who cannot report in time, or have nothing to report. */
const requestOf = ({ way, until }: Deed): string =>
  way === "asks-exemption"
    ? "您好！本月我单位没有相关任务，申请免报，望批准。"
    : `您好！因数据尚未审定，恳请贵办同意我单位延期至${Number(until?.slice(5, 7))}月${Number(until?.slice(8))}日报送本月进展。`;

/** What people write around it; with slips: a code that is none, and a line without words. */
function textOf(deed: Deed, lines: readonly string[]): string {
  const slips = deed.way === "text-with-slips" ? ["蓝天-99-9 已完成80%。"] : [];
  return ["您好！", "现将我单位本月工作进展报送如下：", ...lines, ...slips, "", "此致", "敬礼"].join("\n");
}

async function byWebhook(
  deed: Deed,
  measures: readonly OwnedMeasure[],
  { deployment, plan, period, seed, http }: Office,
): Promise<number> {
  const id = `msg_${seed}_${period}_${deed.unit}`;
  const body = JSON.stringify({
    entries: measures.map((measure) => entryOf(measure, period, seed)),
  });
  const signedAt = new Date();
  const signature = new Webhook(deployment.keys.webhookSecret(plan.id, deed.unit)).sign(id, signedAt, body);
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(signedAt.getTime() / 1000)),
    "webhook-signature": signature,
  };
  const response = await fetch(
    `http://127.0.0.1:${http}/api/plans/${plan.id}/periods/${period}/units/${deed.unit}/entries`,
    { method: "POST", headers, body },
  );
  await response.text();
  return 1;
}
