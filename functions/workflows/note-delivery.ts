import type { Instant } from "../core/day.ts";
import { type Delivery, isAlarming, joined, settled } from "../core/delivery.ts";
import { aboutAll, type Message } from "../core/notice.ts";
import { noteFailure, noteFine } from "./note-health.ts";
import type { Ports, Stored } from "./ports.ts";
import { tellUndeliverable } from "./tell-undeliverable.ts";

/**
 * Notes what the provider says became of a message: settles one that was in doubt (I3), and tells once of one that will not
 * arrive. A word that says nothing new is not written down. Rules RM-7, RM-9, RM-12.
 */
export async function noteDelivery(said: { message: string; delivery: Delivery }, ports: Ports): Promise<void> {
  const known = await ports.store.change(async (changes) => {
    const message = await changes.messageSoFar(said.message);
    if (!message) return undefined;
    const delivery = joined(message.delivery, said.delivery);
    if (said.delivery.kind === "delivered") await noteFine(message.to, said.delivery.at, changes, ports);
    if (delivery === message.delivery) return message;
    const now = ports.now();
    const noted = { ...message, delivery };
    const { why, hard = false, at } = delivery;
    changes.message(isInHand(message, now) ? noted : settled(noted));
    if (isAlarming(delivery) && !isAlarming(message.delivery) && message.state !== "failed")
      await tellUndeliverable(noted, { mail: noted.to, why }, now, changes, ports);
    if (isAlarming(delivery) || delivery.kind === "returned-for-now")
      await noteFailure(message.to, { at, hard, why }, changes, ports);
    return message;
  });
  const what = known ? `mail ${said.delivery.kind}` : "mail of no message";
  ports.log({ what, message: said.message, ...aboutAll(known?.notices ?? []) });
}

/** Its sender is at work on it, and will record it; what the provider said counts then too. */
const isInHand = ({ state, leaseUntil, dueAt }: Stored<Message>, now: Instant): boolean =>
  state === "claimed" && (leaseUntil ?? dueAt) > now;
