import { unitOf } from "../core/contacts.ts";
import type { Contact, Mailbox, Unit } from "../core/directory.ts";
import { type Duty, DutyKey } from "../core/duty.ts";
import { askedMeasures } from "../core/form-for.ts";
import { linksVersion } from "../core/key-versions.ts";
import type { OwnedMeasure } from "../core/plan.ts";
import { factsKnown } from "./message-facts.ts";
import type { PlanFacts, Ports, Stored } from "./ports.ts";

/** The address of a form, as it was asked for. */
export interface FormAddress {
  plan?: string | undefined;
  period?: string | undefined;
  unit?: string | undefined;
  token?: string | undefined;
}

/** A duty opened by a link, as its reader may see it: cut to the programmes that the reader is bound to (CY-8). */
export interface OpenForm {
  duty: Stored<Duty>;
  facts: PlanFacts;
  unit: Unit;
  contact: Contact;
  reader: Mailbox;
  token: string;
  asked: OwnedMeasure[];
}

/**
 * The form that a link opens. Undefined whatever is wrong with the link: its token, its plan, unit or month, a link that was
 * revoked, or a reader who is no contact any more.
 */
export async function openForm(address: FormAddress, ports: Ports): Promise<OpenForm | undefined> {
  const key = DutyKey.safeParse(address).data;
  const facts = key && (await factsKnown(ports).plan(key.plan));
  const unit = key && unitOf(key.unit, await ports.store.directory());
  const { token = "" } = address;
  const version = key && facts ? linksVersion(await ports.store.keyVersions(key.plan), key.unit) : 0;
  // every mailbox is tried, so that the time does not tell which was right
  const fitting = (unit?.contacts ?? [])
    .flatMap((contact) => [contact.mail, contact.alternate].map((reader) => ({ contact, reader })))
    .filter(({ reader }) => key && reader && ports.keys.isFormToken({ ...key, reader, version }, token));
  const [found] = fitting;
  const duty = found && key && (await ports.store.duty(key));
  if (!duty || !facts || !unit || !found?.reader) {
    ports.log({ what: "form link refused" });
    return undefined;
  }
  const { contact, reader } = found;
  return { duty, facts, unit, contact, reader, token, asked: askedMeasures(duty, facts.editions, contact.programmes) };
}
