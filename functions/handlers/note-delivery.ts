import { z } from "zod";
import { instant } from "../core/day.ts";
import type { Delivery } from "../core/delivery.ts";
import { noteDelivery } from "../workflows/note-delivery.ts";
import { eachJob } from "../workflows/run.ts";
import { queueEntry } from "./entry.ts";

const Time = z.iso.datetime({ offset: true }).transform(instant);
const Recipient = z.object({ diagnosticCode: z.string().optional() });

/** What SES says of one of our mails: which by its tag, what and when by the kind of the event. */
const Event = z.discriminatedUnion("eventType", [
  z.object({ eventType: z.literal("Delivery"), delivery: z.object({ timestamp: Time }) }),
  z.object({
    eventType: z.literal("DeliveryDelay"),
    deliveryDelay: z.object({ timestamp: Time, delayType: z.string() }),
  }),
  z.object({
    eventType: z.literal("Bounce"),
    bounce: z.object({
      timestamp: Time,
      bounceType: z.string(),
      bounceSubType: z.string(),
      bouncedRecipients: z.array(Recipient),
    }),
  }),
  z.object({ eventType: z.literal("Complaint"), complaint: z.object({ timestamp: Time }) }),
  z.object({ eventType: z.literal("Reject"), reject: z.object({ reason: z.string() }) }),
]);
const Mail = z.object({
  timestamp: Time,
  messageId: z.string(),
  tags: z.object({ message: z.tuple([z.string()]) }),
});

/** Of another kind, or of a mail that is no message: none of ours. */
const Other = z
  .object({ eventType: z.string(), mail: z.object({ tags: z.record(z.string(), z.unknown()).optional() }) })
  .refine(({ eventType, mail }) => mail.tags?.message === undefined || !KINDS.has(eventType))
  .transform(() => undefined);
const KINDS: ReadonlySet<string> = new Set(Event.options.map(({ shape }) => shape.eventType.value));

/** An event of SES, as EventBridge passes it on. One that we should understand and do not is tried again, and laid aside. */
const Told = z.object({ detail: z.object({ mail: Mail }).and(Event).or(Other) });

/** What SES says became of our mails. */
export const handler = queueEntry(Told, (events, ports) =>
  eachJob(events, async ({ detail }) => {
    if (!detail) return ports.log({ what: "mail event of no use" });
    const [message] = detail.mail.tags.message;
    await noteDelivery({ message, delivery: deliveryOf(detail, detail.mail) }, ports);
  }),
);

function deliveryOf(event: z.infer<typeof Event>, mail: z.infer<typeof Mail>): Delivery {
  const taken = { takenAt: mail.timestamp, answer: `SES ${mail.messageId}` };
  switch (event.eventType) {
    case "Delivery":
      return { kind: "delivered", at: event.delivery.timestamp, why: "", ...taken };
    case "DeliveryDelay":
      return { kind: "delayed", at: event.deliveryDelay.timestamp, why: event.deliveryDelay.delayType, ...taken };
    case "Bounce":
      return { ...bounced(event.bounce), at: event.bounce.timestamp, ...taken };
    case "Complaint":
      return {
        kind: "complained",
        hard: true,
        at: event.complaint.timestamp,
        why: "收件人把邮件标为垃圾邮件",
        ...taken,
      };
    case "Reject":
      return { kind: "refused", at: mail.timestamp, why: `邮件被发信服务拒绝：${event.reject.reason}`, ...taken };
  }
}
type Bounce = Extract<z.infer<typeof Event>, { eventType: "Bounce" }>["bounce"];

/** Only a permanent bounce is final: the others are full mailboxes, large mails, and answers of absence. */
function bounced({ bounceType, bounceSubType, bouncedRecipients }: Bounce): Pick<Delivery, "kind" | "hard" | "why"> {
  const said = bouncedRecipients[0]?.diagnosticCode ?? bounceSubType;
  if (bounceType !== "Permanent") return { kind: "returned-for-now", why: `邮件暂时被退回：${said}` };
  const isSuppressed = /suppress/iu.test(bounceSubType);
  return {
    kind: "refused",
    hard: true,
    why: isSuppressed ? "收件地址在发信服务的禁发名单上（曾被退信或投诉）" : `邮件被退回：${said}`,
  };
}
