import { type SESClient, SESServiceException, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { Deferred, type Mailer, type Outgoing, Undeliverable } from "../workflows/ports.ts";
import { type Pace, paceOf, type Stopwatch, stopwatch } from "./granted-pace.ts";

export interface SesSending {
  /** With `maxAttempts: 1`: SES knows no token that would make a second try harmless. */
  client: SESClient;
  /** Its events say what became of a mail, and name our message by its tag. */
  configurationSet: string;
  /** Mails that SES takes of this account in a second. */
  perSecond: number;
  time?: Stopwatch;
}

/** Sends by SES. Being told to slow down is no failure: the mail waits its turn and is offered again. */
export function sesMailer({ client, configurationSet, perSecond, time = stopwatch }: SesSending): Mailer {
  const pace = paceOf(perSecond, time);
  return {
    atOnce: Math.min(Math.max(Math.ceil(perSecond), 1), MOST_AT_ONCE),
    async send(mail) {
      const command = new SendRawEmailCommand({
        Source: mail.from,
        Destinations: [mail.to],
        RawMessage: { Data: mail.raw },
        ConfigurationSetName: configurationSet,
        Tags: [{ Name: MESSAGE_TAG, Value: mail.messageId.split("@")[0] }],
      });
      const { MessageId } = await inTurn(() => client.send(command), mail, pace, time);
      return { answer: `SES ${MessageId}` };
    },
  };
}

/** Under this name the events of a mail say whose it is. */
export const MESSAGE_TAG = "message";
/** What is under way when a sender dies is in doubt: no more than that. */
const MOST_AT_ONCE = 50;
/** A mail that was always too soon goes back: whoever sends next begins afresh. Far below a sender's lease. */
const GIVES_UP_AFTER_MS = 60_000;

async function inTurn<Answer>(
  send: () => Promise<Answer>,
  mail: Outgoing,
  pace: Pace,
  { now }: Stopwatch,
): Promise<Answer> {
  for (const began = now(); ; ) {
    const turn = await pace.turn();
    try {
      const answer = await send();
      pace.taken();
      return answer;
    } catch (problem) {
      if (!isTooSoon(problem) || now() - began > GIVES_UP_AFTER_MS) throw meaningOf(problem, mail);
      pace.tooSoon(turn);
    }
  }
}

const THROTTLED = new Set([
  "Throttling",
  "ThrottlingException",
  "RequestThrottled",
  "TooManyRequests",
  "TooManyRequestsException",
]);
/** The day's quota comes under the same name, but waiting a second does not help. */
const isTooSoon = (problem: unknown): boolean =>
  problem instanceof SESServiceException && THROTTLED.has(problem.name) && !/daily/i.test(problem.message);

/** What an error says of the mail: refused for good, not taken, or (any other) perhaps taken. */
function meaningOf(problem: unknown, mail: Outgoing): unknown {
  if (!(problem instanceof Error)) return problem;
  const why = `${problem.name}: ${problem.message}`;
  if (!(problem instanceof SESServiceException)) return wasNeverSent(problem) ? new Deferred(why) : problem;
  if (isOfThisMail(problem, mail)) return new Undeliverable(why);
  const refused = problem.$fault === "client" || THROTTLED.has(problem.name);
  return refused ? new Deferred(why) : problem;
}

/** No connection, or no credentials to sign with. */
const wasNeverSent = (problem: Error): boolean =>
  problem.name === "CredentialsProviderError" ||
  ("syscall" in problem && (problem.syscall === "connect" || problem.syscall === "getaddrinfo"));

/** Of this recipient or these bytes; what SES says of our account, our address or our rights is ours to mend. */
function isOfThisMail({ name, message }: SESServiceException, { to, from }: Outgoing): boolean {
  if (name === "InvalidParameterValue") return true;
  if (name !== "MessageRejected" || /sending (?:is )?(?:suspended|paused)|paused|suspended/i.test(message))
    return false;
  const said = message.toLowerCase();
  return !/not verified/.test(said) || (said.includes(to.toLowerCase()) && !said.includes(from.toLowerCase()));
}
