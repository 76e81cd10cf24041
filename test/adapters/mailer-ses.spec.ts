import { SESClient } from "@aws-sdk/client-ses";
import { afterEach, describe, expect, it } from "vitest";
import type { Stopwatch } from "../../functions/adapters/granted-pace.ts";
import { sesMailer } from "../../functions/adapters/mailer-ses.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { Deferred, type Mailer, type Outgoing, Undeliverable } from "../../functions/workflows/ports.ts";
import { type Answered, clientOf, listenOnLoopback } from "./loopback.ts";
import { turnedStopwatch } from "./turned-stopwatch.ts";

const FROM = "duban@duban.example";
const TO = "liaison@shuiwu.qingshi.example";
const mail = (nth = 0): Outgoing => ({
  from: FROM,
  to: Mailbox.parse(TO),
  messageId: `message-${nth}@duban.example`,
  raw: new TextEncoder().encode(`Subject: ${nth}\r\n\r\n第${nth}封`),
});

let server: Awaited<ReturnType<typeof listenOnLoopback>> | undefined;
afterEach(() => server?.close());
async function sesAnswering(
  answer: (form: URLSearchParams) => Answered | "hang up" | Promise<Answered | "hang up">,
  { perSecond = 14, time }: { perSecond?: number; time?: Stopwatch } = {},
) {
  server = await listenOnLoopback(({ body }) => answer(new URLSearchParams(body.toString())));
  const client = new SESClient(clientOf(server.endpoint));
  return sesMailer({ client, configurationSet: "duban", perSecond, ...(time && { time }) });
}

const taken = (id: string): Answered => ({
  body: `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>${id}</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SendRawEmailResponse>`,
});
const refused = (code: string, message: string, status = 400): Answered => ({
  status,
  body: `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>${status < 500 ? "Sender" : "Receiver"}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
});
const tooSoon = refused("Throttling", "Maximum sending rate exceeded.");

describe("a mail goes to SES as it is, and its events will name our message", () => {
  it("carries the bytes, the envelope, the configuration set and a tag", async () => {
    let form = new URLSearchParams();
    const mailer = await sesAnswering((asked) => {
      form = asked;
      return taken("0100018f-1");
    });
    expect(await mailer.send(mail(7))).toEqual({ answer: "SES 0100018f-1" });
    expect(Buffer.from(form.get("RawMessage.Data") ?? "", "base64")).toEqual(Buffer.from(mail(7).raw));
    expect(Object.fromEntries(form)).toMatchObject({
      Action: "SendRawEmail",
      Source: FROM,
      "Destinations.member.1": TO,
      ConfigurationSetName: "duban",
      "Tags.member.1.Name": "message",
      "Tags.member.1.Value": "message-7",
    });
  });
});

describe("what SES answers is told apart: refused for good, not taken, or perhaps taken", () => {
  it.each`
    code                                        | message                                                                                                    | status | meaning            | because
    ${"Throttling"}                             | ${"Daily message quota exceeded."}                                                                         | ${400} | ${"deferred"}      | ${"tomorrow there is a new quota; a second is no help"}
    ${"AccountSendingPausedException"}          | ${"Email sending is disabled for this account"}                                                            | ${400} | ${"deferred"}      | ${"a person has to talk to AWS; the mail is good"}
    ${"ConfigurationSetSendingPausedException"} | ${"paused"}                                                                                                | ${400} | ${"deferred"}      | ${"ours to mend"}
    ${"ConfigurationSetDoesNotExist"}           | ${"Configuration set duban does not exist"}                                                                | ${400} | ${"deferred"}      | ${"ours to mend"}
    ${"MailFromDomainNotVerifiedException"}     | ${"not verified"}                                                                                          | ${400} | ${"deferred"}      | ${"ours to mend"}
    ${"MessageRejected"}                        | ${"Sending suspended for this account."}                                                                   | ${400} | ${"deferred"}      | ${"the account, not the mail"}
    ${"MessageRejected"}                        | ${`Email address is not verified. The following identities failed the check in region US-EAST-1: ${FROM}`} | ${400} | ${"deferred"}      | ${"our own address: ours to mend"}
    ${"MessageRejected"}                        | ${`Email address is not verified. The following identities failed the check: ${FROM}, ${TO}`}              | ${400} | ${"deferred"}      | ${"ours among them"}
    ${"MessageRejected"}                        | ${`Email address is not verified. The following identities failed the check in region US-EAST-1: ${TO}`}   | ${400} | ${"undeliverable"} | ${"in the sandbox this recipient gets nothing"}
    ${"MessageRejected"}                        | ${"Address blacklisted."}                                                                                  | ${400} | ${"undeliverable"} | ${"the recipient"}
    ${"InvalidParameterValue"}                  | ${"Domain contains control or whitespace"}                                                                 | ${400} | ${"undeliverable"} | ${"the recipient is no address"}
    ${"AccessDenied"}                           | ${"not authorized to perform: ses:SendRawEmail"}                                                           | ${403} | ${"deferred"}      | ${"ours to mend"}
    ${"InternalFailure"}                        | ${"We encountered an internal error"}                                                                      | ${500} | ${"in doubt"}      | ${"it may have gone out"}
  `("$code “$message” is $meaning: $because", async ({ code, message, status, meaning }) => {
    const mailer = await sesAnswering(() => refused(code, message, status));
    expect(meaningOf(await mailer.send(mail()).catch((problem: unknown) => problem))).toBe(meaning);
  });

  it("a line that breaks before the answer leaves it in doubt; a server that is not there has taken nothing", async () => {
    const mailer = await sesAnswering(() => "hang up");
    expect(meaningOf(await mailer.send(mail()).catch((problem: unknown) => problem))).toBe("in doubt");
    await server?.close();
    expect(meaningOf(await mailer.send(mail()).catch((problem: unknown) => problem))).toBe("deferred");
  });
});

function meaningOf(problem: unknown): string {
  if (problem instanceof Undeliverable) return "undeliverable";
  if (problem instanceof Deferred) return "deferred";
  return problem instanceof Error ? "in doubt" : "sent";
}

/** A second's places, as a provider may count them by its own clock. */
const METERS: Record<string, (perSecond: number) => (now: number) => boolean> = {
  /** So many in each second of the clock. */
  windows: (perSecond) => {
    let [window, used] = [0, 0];
    return (now) => {
      const second = Math.floor(now / 1_000);
      if (second !== window) [window, used] = [second, 0];
      used += 1;
      return used <= perSecond;
    };
  },
  /** A place comes every so often; those of half a second are kept. */
  bucket: (perSecond) => {
    let [places, last] = [1, 0];
    return (now) => {
      places = Math.min(places + ((now - last) * perSecond) / 1_000, Math.max(perSecond / 2, 1));
      last = now;
      if (places < 1) return false;
      places -= 1;
      return true;
    };
  },
};

describe("with a provider that throttles at R a second, sending keeps 95 % of R; none is lost, none doubled", () => {
  it.each`
    perSecond | believed | senders | meter        | because
    ${14}     | ${14}    | ${1}    | ${"windows"} | ${"a new account's rate, counted by the second"}
    ${14}     | ${14}    | ${1}    | ${"bucket"}  | ${"the same, counted smoothly"}
    ${5}      | ${14}    | ${1}    | ${"windows"} | ${"the account takes less than we believe"}
    ${5}      | ${14}    | ${1}    | ${"bucket"}  | ${"the same, counted smoothly"}
    ${14}     | ${14}    | ${3}    | ${"bucket"}  | ${"three functions send at once, none knows of the others"}
    ${100}    | ${100}   | ${1}    | ${"windows"} | ${"a large account"}
    ${100}    | ${100}   | ${2}    | ${"bucket"}  | ${"a large account, two functions"}
  `(
    "$perSecond a second ($meter, $senders senders that believe in $believed): $because",
    async ({ perSecond, believed, senders, meter }) => {
      const [seconds, answerMs, recordMs] = [20, 80, 40];
      const time = turnedStopwatch();
      const grants = METERS[meter]!(perSecond);
      const arrived: string[] = [];
      /** When the last mail was taken up, and how many had been granted a place by then. */
      let whileThereWasMore = { ms: 0, granted: 0 };
      const ses = async (form: URLSearchParams): Promise<Answered> => {
        const granted = grants(time.now());
        const id = form.get("Tags.member.1.Value") ?? "";
        if (granted) arrived.push(id);
        if (waiting.length > 0) whileThereWasMore = { ms: time.now(), granted: arrived.length };
        await time.wait(answerMs);
        return granted ? taken(id) : tooSoon;
      };
      const first = await sesAnswering(ses, { perSecond: believed, time });
      const endpoint = server!.endpoint;
      const others = Array.from({ length: senders - 1 }, () =>
        sesMailer({
          client: new SESClient(clientOf(endpoint)),
          configurationSet: "duban",
          perSecond: believed,
          time,
        }),
      );
      const waiting = Array.from({ length: perSecond * seconds }, (_, nth) => mail(nth));
      const failures: unknown[] = [];
      time.join(senders);
      const sendAll = async ({ atOnce, send }: Mailer): Promise<void> => {
        for (let group = waiting.splice(0, atOnce); group.length > 0; group = waiting.splice(0, atOnce)) {
          time.join(group.length - 1);
          let under = group.length;
          const done = (): void => {
            under -= 1;
            if (under > 0) time.leave();
          };
          await Promise.all(
            group.map((one) =>
              send(one)
                .catch((problem: unknown) => failures.push(problem))
                .then(done),
            ),
          );
          await time.wait(recordMs);
        }
        time.leave();
      };
      await Promise.all([first, ...others].map(sendAll));
      expect(failures).toEqual([]);
      expect(arrived.toSorted()).toEqual(
        Array.from({ length: perSecond * seconds }, (_, n) => `message-${n}`).toSorted(),
      );
      const { ms, granted } = whileThereWasMore;
      expect(granted / ((perSecond * ms) / 1_000), "of the places offered were used").toBeGreaterThanOrEqual(0.95);
    },
  );
});
