import { addWorkingDays, type WorkCalendar } from "../core/calendar.ts";
import { dayAt, type Instant } from "../core/day.ts";
import { Mailbox } from "../core/directory.ts";
import type { DutyKey } from "../core/duty.ts";
import { dayKey, dutiesOf, type Message, sameDuty } from "../core/notice.ts";
import { type RungEvidence, rungEvidence, tellingsIn } from "../core/rung-evidence.ts";
import type { Ports } from "./ports.ts";

/** What a rung about a duty rests on: its history, and what became of each mail that it speaks of. Rule ES-3 */
export async function evidenceFor(
  duty: DutyKey,
  { calendar, zone }: { calendar: WorkCalendar; zone: string },
  { store, keys }: Pick<Ports, "store" | "keys">,
): Promise<RungEvidence[]> {
  const rows = await store.audit(duty);
  const messages = new Map<string, Message | undefined>();
  /** Told in the message of that day; in that of the next working day, when it had left already. */
  const messageTo = async (mail: Mailbox, at: Instant): Promise<Message | undefined> => {
    const day = dayAt(at, zone);
    for (const on of [day, addWorkingDays(day, 1, calendar)]) {
      const message = await store.message(keys.messageId(keys.token(dayKey(mail, on))), "hint");
      if (message && dutiesOf(message).some((key) => sameDuty(key, duty))) return message;
    }
    return undefined;
  };
  for (const { mail, at } of tellingsIn(rows)) messages.set(`${mail} ${at}`, await messageTo(Mailbox.parse(mail), at));
  return rungEvidence(rows, (mail, at) => messages.get(`${mail} ${at}`));
}
