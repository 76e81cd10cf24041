import { keysFrom } from "../../functions/adapters/keys.ts";
import { wordsFor } from "../../functions/adapters/words.ts";
import { writeReportForm } from "../../functions/adapters/workbook.ts";
import { localTime } from "../../functions/core/day.ts";
import type { Duty, DutyKey } from "../../functions/core/duty.ts";
import { editionsOf } from "../../functions/core/form-for.ts";
import { type Message, newMessage } from "../../functions/core/notice.ts";
import type { Mailer, MessageFacts } from "../../functions/workflows/ports.ts";
import { DEFAULT_DOMAIN, DEFAULT_PUBLIC_URL } from "../../infra/local/deployment.ts";
import type { Office, Step } from "./office.ts";

/**
 * The raw loop: composes the same mails by the same words and sends them by the same mailer, with every fact at hand in
 * memory, as many at once as the mailer takes, and records nothing.
 */
export async function sendRaw(office: Office, step: Step, mailer: Mailer, secret: Uint8Array): Promise<void> {
  const keys = keysFrom(secret);
  const words = wordsFor({
    keys,
    forms: { write: writeReportForm },
    domain: DEFAULT_DOMAIN,
    publicUrl: DEFAULT_PUBLIC_URL,
  });
  const { day } = localTime(office.at, office.plan.settings.zone);
  const places = new Map(office.units.map(({ id }, nth) => [id, nth]));
  const nthOf = ({ unit }: DutyKey): number => places.get(unit) ?? 0;
  const reminded = (nth: number): Duty => {
    const duty = office.duty(nth);
    return { ...duty, told: [...duty.told, { step, day }] };
  };
  const measures = new Map(office.measures.map((measure) => [measure.id, measure]));
  const facts: MessageFacts = {
    at: office.at,
    directory: office.directory,
    plans: new Map([
      [
        office.plan.id,
        {
          plan: office.plan,
          calendar: office.calendar,
          ladder: office.ladder,
          measures,
          editions: editionsOf(office.measures),
        },
      ],
    ]),
    keyVersions: new Map(),
    duty: (key) => reminded(nthOf(key)),
    submission: () => undefined,
    board: () => [],
    evidence: () => [],
    closed: () => undefined,
    score: () => undefined,
    scores: () => [],
    lastMonth: (key) => new Map(office.lastReport(nthOf(key)).entries.map((entry) => [entry.code, entry])),
  };
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let nth = next++; nth < office.units.length; nth = next++) {
      const { outgoing } = await words.compose(messageTo(nth), facts);
      await mailer.send(outgoing);
    }
  };
  await Promise.all(Array.from({ length: mailer.atOnce }, sender));

  function messageTo(nth: number): Message {
    const { plan, period, unit, round } = office.duty(nth);
    const { mail: to } = office.units[nth]!.contacts[0]!; // as the office makes them
    const key = `day#${to}#${day}`;
    return newMessage({
      id: keys.messageId(keys.token(key)),
      key,
      to,
      dueAt: office.at,
      anyHour: false,
      notices: [{ kind: "reminder", plan, period, unit, round, step }],
    });
  }
}
