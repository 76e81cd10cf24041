import { isBot } from "../core/bot.ts";
import { decidersFor, operatorsOf, standInsFor } from "../core/contacts.ts";
import type { Instant } from "../core/day.ts";
import { type Directory, Mailbox, type UnitId } from "../core/directory.ts";
import { wholeOf } from "../core/in-office.ts";
import type { MailKind } from "../core/mail-kind.ts";
import { isPassedOn, type Message, type Notice } from "../core/notice.ts";
import { unitsOf } from "../core/placing.ts";
import { wordsIn } from "../core/words.ts";
import { noteFailure } from "./note-health.ts";
import type { Changes, Ports } from "./ports.ts";
import { type Run, runOf, tellToday } from "./run.ts";

/**
 * Rule RM-7 what cannot be delivered goes to the alternate contact, else to the next, and to the operator as undeliverable
 *
 * @param mail  the address that did not take it, which may be another than it was sent to
 */
export async function tellUndeliverable(
  message: Message,
  { mail, why }: { mail: string; why: string },
  at: Instant,
  changes: Changes,
  ports: Ports,
): Promise<void> {
  const [first] = message.notices;
  const plan = first && (await ports.store.plan(first.plan));
  if (!plan) return;
  const run = await runOf(plan, at, ports);
  const whole = wholeOf(run.directory);
  const lost = new Set([...(await ports.store.failing())].flatMap(([box, how]) => (how === "hard" ? box : [])));
  const { to, notices } = message;
  for (const notice of notices.filter(isPassedOn))
    for (const contact of isBot(to) ? [] : standInsFor(to, unitIn(notice), { whole, directory: run.directory }, lost))
      await tellToday(changes, run, contact, notice, ports);
  const unit = unitOfMail(to, whole);
  const told = {
    mail: isBot(mail) ? wordsIn(plan.settings.language).unreached.bot : mail,
    why: why.slice(0, 300),
    except: to,
  };
  await tellDeciders(changes, run, unit, told, ports);
}

/**
 * Tells whoever decides about a unit (CY-6), or the operator where it is none's, what did not reach it.
 *
 * @param told  `mail`: which address, when it was one; `except`: who need not be told
 */
export async function tellDeciders(
  changes: Changes,
  run: Run,
  unit: UnitId | null,
  { mail = "", why, except }: { mail?: string; why: string; except?: string },
  ports: Ports,
): Promise<void> {
  const { plan, directory } = run;
  const deciders = unit ? decidersFor(unit, plan.settings, directory) : operatorsOf(plan.settings, directory);
  for (const decider of deciders)
    if (decider.mail !== except)
      await tellToday(changes, run, decider, { kind: "undeliverable", plan: plan.id, unit, mail, why }, ports);
}

/** A bounce that came by mail: of the message it names, when that one is ours. */
export async function tellBounce(
  { addresses, ofMessage, hard }: Extract<MailKind, { kind: "bounce" }>,
  at: Instant,
  ports: Ports,
): Promise<void> {
  await ports.store.change(async (changes) => {
    const message = ofMessage ? await changes.messageSoFar(ofMessage.split("@")[0] ?? "") : undefined;
    if (message?.state !== "sent" && message?.state !== "claimed") return;
    if (!addresses.includes(message.to)) return;
    changes.message({
      ...message,
      state: "failed",
      answer: hard ? "被退回" : "暂时被退回",
    });
    const plan = message.notices[0] && (await ports.store.plan(message.notices[0].plan));
    const { returned, returnedForNow } = wordsIn(plan?.settings.language ?? "zh").unreached;
    const why = hard ? returned : returnedForNow;
    await tellUndeliverable(message, { mail: addresses[0] ?? message.to, why }, at, changes, ports);
    await noteFailure(message.to, { at, hard, why }, changes, ports);
  });
}

const unitIn = (notice: Notice): UnitId | null => ("unit" in notice ? notice.unit : null);
const unitOfMail = (mail: string, directory: Directory) => {
  if (isBot(mail)) return directory.units.find(({ id }) => mail === `chat:${id}`)?.id ?? null;
  const known = Mailbox.safeParse(mail).data;
  return (known && unitsOf(known, directory)[0]?.id) ?? null;
};
